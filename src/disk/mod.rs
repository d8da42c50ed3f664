//! The only module that reads or writes files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod cache;
pub mod create;
pub mod output;
pub mod read;
pub mod replace;
pub mod snapshot;
pub mod snapshots;
pub mod walk;
pub mod links;
pub mod leftovers;
pub mod staging;
