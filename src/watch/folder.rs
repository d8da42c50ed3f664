//! The site's folder as it was last looked at, and how it differs from what was told last.

use super::How;
use super::attach::{Attached, Open};
use super::change::{Change, ChangeKind, Warning};
use super::inbox::{Batch, Timed};
use crate::diagnostic::Diagnostic;
use crate::disk::snapshot::{Snapshot, Update, Why};
use crate::input::sources::{SourceFile, Sources};
use crate::source_path::SourcePath;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// How often it is asked whether the watched folder still is the site's: nobody tells when a folder above it moves.
const LOOK_AROUND: Duration = Duration::from_secs(1);

/// How often everything is looked at where nothing tells of changes.
const POLL: Duration = Duration::from_millis(500);

/// The part of the time that polling may take: one in five.
const PAUSES_PER_LOOK: u32 = 4;

/// How often a look is repeated where links lead to new places meanwhile.
const MOST_LOOKS: usize = 4;

/// The site's folder under watch.
pub struct Folder {
    root: PathBuf,
    sender: Sender<Timed>,
    open: Open,
    /// `None` while polling.
    attached: Option<Attached>,
    pause: Duration,
    snapshot: Snapshot,
    told: Told,
    generation: u64,
}

/// What is needed to say how the snapshot differs from the one that was told last.
#[derive(Default)]
struct Told {
    /// The files that differed at any time since, as they were then.
    files: BTreeMap<SourcePath, Option<SourceFile>>,
    problems: Vec<Diagnostic>,
    rescan: Option<Why>,
    warning: Option<Warning>,
}

impl Folder {
    /// Takes the first snapshot, once the watches stand.
    pub fn new(root: &Path, how: How, sender: Sender<Timed>, open: Open) -> (Self, Option<Warning>) {
        let mut folder = Self {
            root: std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf()),
            sender,
            open,
            attached: None,
            pause: POLL,
            snapshot: Snapshot::default(),
            told: Told::default(),
            generation: 0,
        };
        if how == How::Events {
            folder.attach();
        }
        folder.look(Why::Polling);
        let warning = folder.told.warning.take();
        folder.tell();
        (folder, warning)
    }

    /// The site as it was last looked at.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// All files, whose texts are let go here.
    pub fn hand_out(&mut self) -> Sources {
        self.snapshot.hand_out()
    }

    /// Gives back the texts of stories.
    pub fn let_go(&mut self) {
        self.snapshot.let_go();
    }

    /// How long to wait for a signal before [`Folder::look_around`].
    pub fn pause(&self) -> Duration {
        match self.attached {
            Some(_) => LOOK_AROUND,
            None => self.pause,
        }
    }

    /// How often something was found to differ: equal numbers, equal snapshots.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Looks for what no signal tells, and says whether something differs from what was told.
    pub fn look_around(&mut self) -> bool {
        match &self.attached {
            Some(attached) if attached.is_at(&self.root) => return false,
            Some(_) => self.rescan(Why::Moved),
            None => self.rescan(Why::Polling),
        }
        !self.is_told()
    }

    /// Looks at what a batch names; while polling, at everything.
    pub fn catch_up(&mut self, batch: Batch) {
        let is_empty = batch.is_empty();
        if let Some(warning) = batch.failed.filter(|_| self.attached.is_some()) {
            self.poll(warning);
        }
        match (&self.attached, batch.rescan) {
            (None, _) => self.rescan(Why::Polling),
            (Some(_), Some(why)) => self.rescan(why),
            (Some(_), None) if is_empty => {}
            (Some(_), None) => match self.snapshot.read_named(&self.root, &batch.names) {
                Ok(update) => self.note(update, false),
                Err(why) => self.rescan(why),
            },
        }
    }

    /// Whether a file that was there is gone or empty: an editor may be about to write it.
    pub fn is_torn(&self) -> bool {
        let is_full = |file: &SourceFile| !file.is_empty();
        let is_full_now = |name: &SourcePath| self.snapshot.sources.get(name.as_str()).is_some_and(is_full);
        let mut files = self.told.files.iter();
        files.any(|(name, old)| old.as_ref().is_some_and(is_full) && !is_full_now(name))
    }

    /// Whether nothing differs from what was told last.
    pub fn is_told(&self) -> bool {
        self.files().next().is_none()
            && self.told.problems == self.snapshot.problems
            && self.told.warning.is_none()
    }

    /// How the snapshot differs from the one that was told last.
    pub fn change(&self, since: Instant) -> Change {
        Change {
            files: self.files().collect(),
            problems: self.told.problems != self.snapshot.problems,
            rescan: self.told.rescan,
            warning: self.told.warning.clone(),
            since,
        }
    }

    /// From now on, differences are those from the snapshot as it is.
    pub fn tell(&mut self) {
        self.told = Told {
            problems: self.snapshot.problems.clone(),
            ..Told::default()
        };
    }

    fn files(&self) -> impl Iterator<Item = (SourcePath, ChangeKind)> {
        self.told.files.iter().filter_map(|(name, old)| {
            let kind = match (old, self.snapshot.sources.get(name.as_str())) {
                (None, Some(_)) => ChangeKind::Added,
                (Some(_), None) => ChangeKind::Removed,
                (Some(old), Some(new)) if old != new => ChangeKind::Changed,
                _ => return None,
            };
            Some((name.clone(), kind))
        })
    }

    /// Looks at everything, with watches that stand before. They are made anew where folders or links may have
    /// changed, so that nothing is left unwatched that was made while events were lost or late.
    fn rescan(&mut self, why: Why) {
        if self.attached.is_some() && !matches!(why, Why::Problem | Why::Name) {
            self.attach();
        }
        self.look(why);
    }

    /// Looks at everything, and again where that shows links to places that were not watched meanwhile.
    fn look(&mut self, why: Why) {
        let begun = Instant::now();
        for _ in 0..MOST_LOOKS {
            let problems = self.snapshot.problems.clone();
            let update = self.snapshot.rescan(&self.root, why);
            self.note(update, problems != self.snapshot.problems);
            let places = places(&self.snapshot);
            if self
                .attached
                .as_ref()
                .is_none_or(|attached| attached.places() == places)
            {
                break;
            }
            self.attach();
        }
        self.pause = POLL.max(begun.elapsed() * PAUSES_PER_LOOK);
    }

    /// Remembers what an update found, in its first state since the last telling.
    fn note(&mut self, update: Update, is_new: bool) {
        if is_new || !update.before.is_empty() {
            self.generation += 1;
        }
        self.told.rescan = update.rescan.or(self.told.rescan);
        for (name, old) in update.before {
            self.told.files.entry(name).or_insert(old);
        }
    }

    /// Makes the watches anew; where that fails, the folder is polled from now on.
    fn attach(&mut self) {
        // The old ones go first: the system counts them.
        self.attached = None;
        match Attached::new(&self.root, places(&self.snapshot), &self.sender, &mut self.open) {
            Ok(attached) => self.attached = Some(attached),
            Err(warning) => self.poll(warning),
        }
    }

    fn poll(&mut self, warning: Warning) {
        self.attached = None;
        self.told.warning = Some(warning);
        self.generation += 1;
    }
}

/// The places where the links of a snapshot lead.
fn places(snapshot: &Snapshot) -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = snapshot.links.values().flatten().cloned().collect();
    places.sort();
    places.dedup();
    places
}
