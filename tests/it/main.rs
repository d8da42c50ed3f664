//! One binary of tests: less to link, and one place to look.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs
)]

mod support;
mod workshop;

mod cases;
mod dates;
mod documentation;
mod highlighting;
mod incremental;
mod output;
mod properties;
mod release;
mod site;
mod sizes;
mod slugs;
mod suggest;
mod tidy;
mod watch;
mod web_addresses;
