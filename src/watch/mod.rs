//! From file events to settled snapshots of the sources: one for each save, none for what changes nothing.
//!
//! Events say where to look and no more; what differs is decided by the bytes. After a quiet moment the snapshot is
//! brought up to date and handed out at once, so that work can begin; it counts when a little later nothing more came.
#![allow(clippy::disallowed_methods)] // settling is a matter of time

mod attach;
mod change;
mod folder;
mod inbox;
mod signal;

pub use crate::disk::snapshot::{Snapshot, Why};
pub use attach::{Handler, Open, system};
pub use change::{Change, ChangeKind, Warning};

use crate::input::sources::Sources;
use folder::Folder;
use inbox::{Inbox, QUIET, Timed};
use signal::Signal;
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// How long after its first event a change still takes in what comes: two saves in a row are one.
const HOLD: Duration = Duration::from_millis(12);

/// How long a file may be gone or empty before that is believed: editors do both while they save.
const PATIENCE: Duration = Duration::from_millis(50);

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The system tells; where it cannot, the folder is polled.
    Events,
    /// The folder is looked at from time to time: for network drives, which tell nothing.
    Polling,
}

/// A site's folder under watch.
pub struct Watch {
    folder: Folder,
    inbox: Inbox,
    sender: Sender<Timed>,
}

/// Ends a watch from elsewhere.
#[derive(Debug, Clone)]
pub struct Stopper {
    sender: Sender<Timed>,
}

impl Stopper {
    /// Makes [`Watch::next`] give `None`, now or when it is called.
    pub fn stop(&self) {
        // The watch may have ended already.
        let _ = self.sender.send((Instant::now(), Signal::Stop));
    }
}

impl Watch {
    /// Watches a site's folder, and takes the first snapshot when the watches stand, so that no edit falls between.
    pub fn start(root: &Path, how: How) -> (Self, Option<Warning>) {
        Self::start_with(root, how, system())
    }

    /// The same with another watcher than the system's.
    pub fn start_with(root: &Path, how: How, open: Open) -> (Self, Option<Warning>) {
        let (sender, receiver) = channel();
        let (folder, warning) = Folder::new(root, how, sender.clone(), open);
        let inbox = Inbox::new(receiver);
        let watch = Self {
            folder,
            inbox,
            sender,
        };
        (watch, warning)
    }

    /// The site as it was last looked at.
    pub fn snapshot(&self) -> &Snapshot {
        self.folder.snapshot()
    }

    /// Its files.
    pub fn sources(&self) -> &Sources {
        &self.folder.snapshot().sources
    }

    /// All files, for a first compile. Their texts are let go here, so that none stands in memory twice.
    pub fn hand_out(&mut self) -> Sources {
        self.folder.hand_out()
    }

    /// Gives back the texts of stories, once all that was given is compiled: a compile that knows the one before
    /// asks for the texts of what has changed since, and no more.
    pub fn let_go(&mut self) {
        self.folder.let_go();
    }

    /// What ends the watch.
    pub fn stopper(&self) -> Stopper {
        Stopper {
            sender: self.sender.clone(),
        }
    }

    /// Waits until something differs from what was given last and has settled. `make` is called with it as soon as
    /// it is known, and again with the whole of it if more comes while it settles; what the last call made is given.
    /// `None` when asked to stop.
    pub fn next<T>(&mut self, mut make: impl FnMut(&Snapshot, &Change) -> T) -> Option<(Change, T)> {
        while let Some(since) = self.wait() {
            if let Some(settled) = self.settle(since, &mut make) {
                return Some(settled);
            }
        }
        None
    }

    /// Waits for the first sign of a change.
    fn wait(&mut self) -> Option<Instant> {
        while !self.inbox.is_stopped() {
            let until = Instant::now() + self.folder.pause();
            if let Some(since) = self.inbox.peek(until) {
                return Some(since);
            }
            if !self.inbox.is_stopped() && self.folder.look_around() {
                let since = Instant::now();
                self.inbox.peek(since + QUIET);
                return Some(since);
            }
        }
        None
    }

    /// Follows a change until it has settled; `None` if in the end nothing differs, or when asked to stop.
    fn settle<T>(
        &mut self,
        since: Instant,
        make: &mut impl FnMut(&Snapshot, &Change) -> T,
    ) -> Option<(Change, T)> {
        let begun = Instant::now();
        let mut patience = None;
        let mut made: Option<(u64, T)> = None;
        loop {
            let batch = self.inbox.gather(begun);
            self.folder.catch_up(batch);
            if self.inbox.is_stopped() {
                return None;
            }
            if self.folder.is_torn() {
                let now = Instant::now();
                // After a long stream of events, the last file of it is given its time too.
                let until = *patience.get_or_insert((begun + PATIENCE).max(now + 2 * QUIET));
                if now < until {
                    self.inbox.peek(until);
                    continue;
                }
            }
            if self.folder.is_told() && made.is_none() {
                return None;
            }
            let generation = self.folder.generation();
            let value = match made {
                Some((known, value)) if known == generation => value,
                _ => make(self.folder.snapshot(), &self.folder.change(since)),
            };
            if self.inbox.peek(begun + HOLD).is_none() {
                let change = self.folder.change(since);
                self.folder.tell();
                return Some((change, value));
            }
            made = Some((generation, value));
        }
    }
}
