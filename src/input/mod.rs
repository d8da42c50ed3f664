//! What comes in: the snapshot of files, the values in them with their places, and site.toml.

pub mod ascending;
pub mod choice;
pub mod colour;
pub mod config;
pub mod theme;
pub mod csv;
pub mod date;
pub mod escape;
pub mod fields;
pub mod issues;
pub mod node;
pub mod reference;
pub mod rules;
pub mod settings;
pub mod slug;
pub mod sources;
pub mod suggest;
pub mod table;
pub mod toml;
pub mod web_address;
pub mod yaml;
