//! Going out to the network: what a server may do to us, and what we may do to it. Servers are threads of the test, on
//! this machine, which is allowed by hand; limits are small, so that nobody waits.

mod command;
mod guard;
mod hostile;
mod lock;
mod manners;
mod pages;
mod server;
mod texts;

use nutgraf::fetch::text::Reading;
use nutgraf::fetch::{Fault, Fetched, Limits, Manners, all};
use server::Server;
use std::time::Duration;

/// Manners for tests: short limits, no pauses, and one server that may be asked.
fn manners(server: &Server) -> Manners {
    Manners {
        limits: Limits {
            total: Duration::from_secs(5),
            connect: Duration::from_secs(2),
            idle: Duration::from_millis(400),
            body: 100_000,
            longest_wait: Duration::from_secs(2),
            ..Limits::default()
        },
        pause: Duration::ZERO,
        allowed: vec![server.address],
    }
}

/// Fetches one address.
fn fetch(manners: &Manners, address: &str) -> Result<Fetched, Fault> {
    let mut found = Vec::new();
    all(manners, &[address.to_owned()], |at, answer| {
        assert_eq!(at, found.len());
        found.push(answer);
    })
    .unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// Fetches a path of a server.
fn get(server: &Server, path: &str) -> Result<Fetched, Fault> {
    fetch(&manners(server), &server.url(path))
}

/// The text of what was fetched.
fn text(fetched: &Fetched) -> &str {
    match &fetched.reading {
        Reading::Text { text, .. } => text,
        Reading::None => panic!("there is no text: {fetched:?}"),
    }
}
