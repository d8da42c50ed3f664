//! The lock and the texts while a command works on them. The lock is written after each source, so that a run that is
//! stopped has lost nothing.

use super::Target;
use super::told::Outcome;
use crate::disk::snapshots;
use crate::fetch::Fault;
use crate::fetch::drift::{self, Drift};
use crate::fetch::text::hash;
use crate::fetch::verdict::standing;
use crate::input::slug::slugify;
use crate::input::web_address::canonical_url;
use crate::registry::lock::{Kept, Lock, Record, Status, is_name};
use jiff::civil::Date;
use std::io;
use std::path::Path;

/// The lock and the folder of the texts.
pub struct Book<'c> {
    root: &'c Path,
    lock: Lock,
    written: String,
}

/// A text to be kept, and what is known of it.
pub struct NewText<'t> {
    /// Its normal form.
    pub text: &'t str,
    /// What kind of file it was.
    pub media_type: &'t str,
    /// What the page calls itself.
    pub title: Option<String>,
    /// Whether a person saved it.
    pub by_hand: bool,
    /// Whether it may replace what a person wrote.
    pub force: bool,
}

/// What came of keeping a text.
pub enum Saved {
    /// It was written, or stands there already.
    Written(Outcome),
    /// There is a file that a person wrote or changed, by this name.
    ByHand(String),
}

impl<'c> Book<'c> {
    /// Opens the book of a site. What was known of an address goes to the source that has moved from there.
    pub fn open(root: &'c Path, lock: &Lock, targets: &[Target]) -> Self {
        let mut book = Self {
            root,
            lock: lock.clone(),
            written: lock.written(),
        };
        for target in targets {
            book.adopt(target, targets);
        }
        book
    }

    /// Takes over the record of an address that no source has any more, where the lock knew that it has moved to
    /// where the source is now: so a snapshot stays with its source when a writer mends the address.
    fn adopt(&mut self, target: &Target, targets: &[Target]) {
        if self.lock.entries.contains_key(&target.key) {
            return;
        }
        let has_moved_here = |record: &Record| {
            let places = [&record.moved_to, &record.final_url];
            let mut keys = places.into_iter().flatten().filter_map(|url| canonical_url(url));
            keys.any(|key| key == target.key)
        };
        let is_left = |key: &String| targets.iter().all(|other| other.key != *key);
        let found = self
            .lock
            .entries
            .iter()
            .find(|(key, record)| is_left(key) && has_moved_here(record));
        if let Some(record) = found
            .map(|(key, _)| key.clone())
            .and_then(|key| self.lock.entries.remove(&key))
        {
            let record = Record {
                url: target.url.clone(),
                moved_to: None,
                final_url: None,
                ..record
            };
            self.lock.entries.insert(target.key.clone(), record);
        }
    }

    /// What is known of a source.
    pub fn record(&self, target: &Target) -> Option<&Record> {
        self.lock.entries.get(&target.key)
    }

    /// Notes what is known of a source now. The lock is written where that is news.
    pub fn note(&mut self, target: &Target, record: Record) -> io::Result<()> {
        self.lock.entries.insert(target.key.clone(), record);
        let text = self.lock.written();
        if text != self.written {
            snapshots::put_lock(self.root, &text)?;
            self.written = text;
        }
        Ok(())
    }

    /// The text of a source's snapshot as it stands on the disk.
    pub fn text(&self, kept: &Kept) -> io::Result<Option<String>> {
        match &kept.file {
            Some(file) => snapshots::text(self.root, file),
            None => Ok(None),
        }
    }

    /// Whether the snapshot of a source is there, as far as one was kept.
    pub fn has_snapshot(&self, target: &Target) -> bool {
        let kept = self.record(target).and_then(|record| record.snapshot.as_ref());
        kept.is_some_and(|kept| kept.file.is_none() || matches!(self.text(kept), Ok(Some(_))))
    }

    /// How a text differs from the snapshot, where there is one.
    pub fn drift(&self, target: &Target, now: &str) -> io::Result<Option<Drift>> {
        let kept = self.record(target).and_then(|record| record.snapshot.as_ref());
        let Some(kept) = kept.filter(|kept| kept.hash != hash(now)) else {
            return Ok(None);
        };
        let before = self.text(kept)?.unwrap_or_default();
        Ok(Some(drift::between(&before, now, &target.quotes, drift::holds)))
    }

    /// Keeps a text as the snapshot of a source, unless there is one that a person wrote or changed.
    pub fn keep(
        &mut self,
        target: &Target,
        mut record: Record,
        new: NewText<'_>,
        today: Date,
    ) -> io::Result<Saved> {
        let known = record.snapshot.take();
        let file = known.as_ref().and_then(|kept| kept.file.clone());
        let file = file.unwrap_or_else(|| self.new_name(&target.id));
        let on_disk = snapshots::text(self.root, &file)?;
        let fresh = hash(new.text);
        let is_same = on_disk.as_ref().is_some_and(|text| hash(text) == fresh);
        let is_as_kept = |text: &String| {
            let kept = known.as_ref().filter(|kept| new.by_hand || !kept.by_hand);
            kept.is_some_and(|kept| kept.hash == hash(text))
        };
        let may_replace = new.force || on_disk.as_ref().is_none_or(is_as_kept);
        if !is_same && !may_replace {
            record.snapshot = known;
            self.note(target, record)?;
            return Ok(Saved::ByHand(file));
        }
        if !is_same {
            snapshots::put(self.root, &file, new.text)?;
        }
        let is_news = known.as_ref().is_none_or(|kept| kept.hash != fresh);
        record.drifted = None;
        record.snapshot = Some(Kept {
            file: Some(file),
            fetched: today,
            hash: fresh,
            media_type: new.media_type.to_owned(),
            title: new.title,
            by_hand: new.by_hand,
        });
        self.note(target, record)?;
        Ok(Saved::Written(if is_news {
            Outcome::Fetched
        } else {
            Outcome::Ok
        }))
    }

    /// A name that no other source's snapshot has. A name stays with its source though ids change.
    fn new_name(&self, id: &str) -> String {
        let stem = Some(slugify(id)).filter(|stem| is_name(&format!("{stem}.txt")));
        let stem = stem.unwrap_or_else(|| "source".to_owned());
        let mut name = format!("{stem}.txt");
        let mut number = 1;
        while self.lock.files().any(|file| file == name) {
            number += 1;
            name = format!("{stem}-{number}.txt");
        }
        name
    }
}

/// The word for how a source stands.
pub fn outcome(status: Status) -> Outcome {
    match status {
        Status::Ok => Outcome::Ok,
        Status::Unread => Outcome::Unread,
        Status::Dead => Outcome::Dead,
        Status::Refused => Outcome::Refused,
        Status::Later => Outcome::Later,
        Status::New | Status::Unreachable => Outcome::Unreachable,
    }
}

/// The word for what a fault says of a source: one that is asked to come back later is not judged by it.
pub fn outcome_of(fault: &Fault, record: &Record) -> Outcome {
    match fault {
        Fault::Later(_) => outcome(standing(fault)),
        _ => outcome(record.status),
    }
}
