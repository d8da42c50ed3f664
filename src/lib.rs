//! nutgraf: a static site generator for explainer microsites in which every figure names its source.
//!
//! The library is one pure pipeline, and the modules follow it from the end to the start:
//!
//! ```text
//! Sources (path -> bytes)  ->  Config, Registry  ->  per file: Story = facts + body  ->  Site (from facts alone)
//!         ->  Page {route, subject}  ->  Content  ->  Output {path, bytes}
//! ```
//!
//! [`compile::compile`] makes pages and diagnostics from a snapshot of the sources; [`render::render`] makes bytes
//! from a page. Only [`disk`], [`fetch`], [`watch`], [`server`] and [`command`] touch the world outside. A module uses only those
//! below it.

pub mod command;
pub mod cli;
pub mod server;
pub mod preview;
pub mod watch;
pub mod fetch;
pub mod disk;
pub mod report;
pub mod desk;
pub mod compile;
pub mod render;
pub mod page;
pub mod search;
pub mod check;
pub mod site;
pub mod story;
pub mod registry;
pub mod chart;
pub mod picture;
pub mod job;
pub mod lettering;
pub mod wording;
pub mod input;
pub mod theme;
pub mod diagnostic;
pub mod code;
pub mod source_path;
