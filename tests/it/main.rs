//! One binary of tests: less to link, and one place to look.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs
)]

mod edits;
mod support;
mod workshop;

mod audits;
mod cache;
mod cards;
mod cases;
mod charts;
mod claims;
mod colours;
mod dates;
mod desk;
mod documentation;
mod fetch;
mod figures;
mod highlighting;
mod impact;
mod incremental;
mod output;
mod pictures;
mod preview;
mod properties;
mod records;
mod release;
mod search;
mod server;
mod site;
mod sizes;
mod slugs;
mod suggest;
mod tidy;
mod watch;
mod web_addresses;
mod wording;
