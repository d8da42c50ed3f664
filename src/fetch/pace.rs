//! Pauses: a host is asked by one request at a time, with a rest in between, and later where it asks for that.

use super::robots::Rules;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// The hosts that were asked: one door each, and whoever wants in waits before it.
#[derive(Default)]
pub struct Doors {
    doors: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Door>>>>,
}

impl Doors {
    /// The door of an address's host.
    pub fn door(&self, url: &Url) -> Arc<tokio::sync::Mutex<Door>> {
        let origin = url.origin().ascii_serialization();
        let mut doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner);
        doors.entry(origin).or_default().clone()
    }
}

/// What is known of a host.
#[derive(Default)]
pub struct Door {
    last: Option<Instant>,
    rules: Option<Rules>,
}

impl Door {
    /// Waits until the host may be asked again: after our pause, or the longer one of its robots.txt.
    pub async fn pause(&self, pause: Duration, longest: Duration) {
        let asked_for = self
            .rules
            .as_ref()
            .and_then(|rules| rules.delay)
            .unwrap_or_default();
        let pause = pause.max(asked_for.min(longest));
        if let Some(last) = self.last {
            tokio::time::sleep(pause.saturating_sub(last.elapsed())).await;
        }
    }

    /// Notes that the host was asked just now.
    pub fn asked(&mut self) {
        self.last = Some(Instant::now());
    }

    /// Whether the host's rules are known.
    pub fn has_rules(&self) -> bool {
        self.rules.is_some()
    }

    /// Keeps the host's rules.
    pub fn keep(&mut self, rules: Rules) {
        self.rules = Some(rules);
    }

    /// Whether the host's rules let us ask for an address.
    pub fn allows(&self, url: &Url) -> bool {
        self.rules.as_ref().is_none_or(|rules| rules.allow(url))
    }
}

/// How long a `Retry-After` asks to wait: a number of seconds, or a day and time (RFC 9110, 10.2.3).
pub fn wait_asked_for(header: &str) -> Option<Duration> {
    wait_from(header, Timestamp::now())
}

/// The same, told what time it is.
pub fn wait_from(header: &str, now: Timestamp) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::DateTimeParser::new().parse_timestamp(header).ok()?;
    // A time that has gone by asks for no pause.
    let wait = until.duration_since(now);
    Some(Duration::try_from(wait).unwrap_or_default())
}
