//! The signals as they come in, and how many of them make one look at the disk.

use super::signal::Signal;
use crate::disk::snapshot::Why;
use crate::source_path::SourcePath;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long nothing comes before what came is looked at: a save is several events, microseconds apart.
pub const QUIET: Duration = Duration::from_millis(5);

/// How long a stream of events may hold off the look.
pub const LONGEST: Duration = Duration::from_millis(50);

/// A signal, and when it came.
pub type Timed = (Instant, Signal);

/// The signals that were not looked at yet, in the order in which they came.
#[derive(Debug)]
pub struct Inbox {
    receiver: Receiver<Timed>,
    next: Option<Timed>,
    is_stopped: bool,
}

/// What to look at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The names of what may differ.
    pub names: BTreeSet<SourcePath>,
    /// Why everything may differ.
    pub rescan: Option<Why>,
    /// Why events cannot be relied on any more.
    pub failed: Option<super::Warning>,
}

impl Inbox {
    /// An inbox for what a channel brings.
    pub fn new(receiver: Receiver<Timed>) -> Self {
        Self {
            receiver,
            next: None,
            is_stopped: false,
        }
    }

    /// Whether it was asked to stop; nothing comes after that.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Waits for a signal that comes no later than `until`, and says when it came. It stays in the inbox.
    pub fn peek(&mut self, until: Instant) -> Option<Instant> {
        if self.next.is_none() && !self.is_stopped {
            let pause = until.saturating_duration_since(Instant::now());
            self.next = match self.receiver.recv_timeout(pause) {
                Ok(signal) => Some(signal),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some((Instant::now(), Signal::Stop)),
            };
        }
        if matches!(self.next, Some((_, Signal::Stop))) {
            self.is_stopped = true;
            self.next = None;
        }
        let (at, _) = self.next.as_ref()?;
        (*at <= until).then_some(*at)
    }

    /// Takes what is there, and what still comes until it is quiet or has gone on for too long since `begun`.
    pub fn gather(&mut self, begun: Instant) -> Batch {
        let mut batch = Batch::default();
        let mut until = Instant::now();
        let limit = until.max(begun + LONGEST);
        while let Some(at) = self.peek(until) {
            if let Some((_, signal)) = self.next.take() {
                batch.add(signal);
            }
            until = (at + QUIET).max(Instant::now()).min(limit);
        }
        batch
    }
}

impl Batch {
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn add(&mut self, signal: Signal) {
        match signal {
            Signal::Touched(name) => {
                self.names.insert(name);
            }
            Signal::Rescan(why) => self.rescan = Some(why),
            Signal::Failed(warning) => self.failed = Some(warning),
            Signal::Stop => {}
        }
    }
}
