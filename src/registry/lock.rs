//! `snapshots/lock.toml`: what `nutgraf sources` found at the addresses of sources, and which texts it keeps.
//!
//! A machine writes it, so that a file that cannot be read is not mended key by key: it is one fault. It holds no day
//! of the last look, so that a look that finds nothing new changes nothing, and two people's looks do not conflict.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::fields::{Fields, Issues};
use crate::input::node::{Key, Node, Value};
use crate::input::sources::{SourceFile, Sources};
use crate::input::toml;
use crate::input::web_address::canonical_url;
use crate::source_path::SourcePath;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the texts, with its trailing slash. It is no part of what is published.
pub const SNAPSHOTS_FOLDER: &str = "snapshots/";

/// The lock.
pub const LOCK_FILE: &str = "snapshots/lock.toml";

/// How a source stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nobody has asked yet.
    New,
    /// It can be read.
    Ok,
    /// It is there, but it holds no text that can be kept: a PDF, a picture, a very large file.
    Unread,
    /// It is gone.
    Dead,
    /// It could not be reached on one day.
    Unreachable,
    /// Its server, its robots.txt or nutgraf's own rules turn programs away.
    Refused,
    /// Its server asked to come back later.
    Later,
}

impl Status {
    /// The word for it in the lock.
    pub fn word(self) -> &'static str {
        let known = STATUSES.iter().find(|(_, status)| *status == self);
        known.map_or("", |(word, _)| word)
    }
}

const STATUSES: [(&str, Status); 7] = [
    ("new", Status::New),
    ("ok", Status::Ok),
    ("unread", Status::Unread),
    ("dead", Status::Dead),
    ("unreachable", Status::Unreachable),
    ("refused", Status::Refused),
    ("later", Status::Later),
];

/// What is known of the address of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The address as the source names it.
    pub url: String,
    /// How it stands.
    pub status: Status,
    /// The status of the last answer.
    pub http: Option<u16>,
    /// Why it could not be read.
    pub reason: Option<String>,
    /// The first day on which it could not be.
    pub failing_since: Option<Date>,
    /// Where its redirects end.
    pub final_url: Option<String>,
    /// Where it has moved for good.
    pub moved_to: Option<String>,
    /// By how many words its text differs from the snapshot, where it does; 0: they stand in another order.
    pub drifted: Option<usize>,
    /// What was kept of it.
    pub snapshot: Option<Kept>,
}

/// What is kept of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The name of its text in the folder; `None` where there is no text, only a hash.
    pub file: Option<String>,
    /// The day on which it was kept.
    pub fetched: Date,
    /// The BLAKE3 hash of the text's normal form, or of the bytes where there is no text.
    pub hash: String,
    /// What kind of file it was.
    pub media_type: String,
    /// What the page called itself.
    pub title: Option<String>,
    /// Whether a person saved it: then it is not replaced, nor compared with what the server gives programs.
    pub by_hand: bool,
}

impl Record {
    /// The record of an address that nobody has asked yet.
    pub fn of(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            status: Status::New,
            http: None,
            reason: None,
            failing_since: None,
            final_url: None,
            moved_to: None,
            drifted: None,
            snapshot: None,
        }
    }
}

/// All records, by the canonical form of the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The records.
    pub entries: BTreeMap<String, Record>,
}

impl Lock {
    /// Whether the page of a canonical address is gone.
    pub fn is_gone(&self, canonical: Option<&str>) -> bool {
        let record = canonical.and_then(|key| self.entries.get(key));
        record.is_some_and(|record| record.status == Status::Dead)
    }

    /// Whether the same pages are gone by two locks: pages of the site differ by nothing else in them.
    pub fn shares_gone(&self, other: &Self) -> bool {
        self.gone().eq(other.gone())
    }

    fn gone(&self) -> impl Iterator<Item = &String> {
        let entries = self.entries.iter();
        entries
            .filter(|(_, record)| record.status == Status::Dead)
            .map(|(key, _)| key)
    }

    /// The names of the texts that are kept.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let kept = self
            .entries
            .values()
            .filter_map(|record| record.snapshot.as_ref());
        kept.filter_map(|kept| kept.file.as_deref())
    }

    /// The lock as it is written: a table a source, in the order of their addresses.
    pub fn written(&self) -> String {
        let mut out = "# Written by `nutgraf sources`. To mend a merge, keep either side of each table.\n\
            version = 1\n"
            .to_owned();
        for (key, record) in &self.entries {
            out.push_str(&format!("\n[source.{}]\n", quoted(key)));
            write(record, &mut out);
        }
        out
    }
}

fn write(record: &Record, out: &mut String) {
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {value}\n"));
        }
    };
    line("url", Some(quoted(&record.url)));
    line("status", Some(quoted(record.status.word())));
    line("http", record.http.map(|http| http.to_string()));
    line("reason", record.reason.as_deref().map(quoted));
    line("failing_since", record.failing_since.map(|day| day.to_string()));
    line("final_url", record.final_url.as_deref().map(quoted));
    line("moved_to", record.moved_to.as_deref().map(quoted));
    line("drifted", record.drifted.map(|words| words.to_string()));
    let Some(kept) = &record.snapshot else {
        return;
    };
    line("file", kept.file.as_deref().map(quoted));
    line("fetched", Some(kept.fetched.to_string()));
    line("hash", Some(quoted(&kept.hash)));
    line("media_type", Some(quoted(&kept.media_type)));
    line("title", kept.title.as_deref().map(quoted));
    line("by_hand", kept.by_hand.then(|| "true".to_owned()));
}

/// A text as a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for mark in text.chars() {
        match mark {
            '"' | '\\' => out.extend(['\\', mark]),
            mark if mark.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(mark))),
            mark => out.push(mark),
        }
    }
    out.push('"');
    out
}

/// Reads the lock; without one, nothing is known. A damaged one counts as none, and is an error.
pub fn read(sources: &Sources) -> (Lock, Vec<Diagnostic>) {
    let path = SourcePath::new(LOCK_FILE);
    let Some(file) = sources.get(LOCK_FILE) else {
        return (Lock::default(), Vec::new());
    };
    match parse(&path, file) {
        Ok(lock) => (lock, Vec::new()),
        Err(Damage { span, why }) => {
            let message = format!("the lock of the snapshots cannot be read: {why}");
            let hint = "put back the last good one, or delete it; then run `nutgraf sources fetch`";
            let problem = Diagnostic::new(Code::LockDamaged, span, message).hint(hint);
            (Lock::default(), vec![problem])
        }
    }
}

/// Why a lock cannot be read.
struct Damage {
    span: Span,
    why: String,
}

fn parse(path: &SourcePath, file: &SourceFile) -> Result<Lock, Damage> {
    let damage = |at: std::ops::Range<usize>, why: &str| Damage {
        span: Span::new(path, at),
        why: why.to_owned(),
    };
    let text = file.text().map_err(|at| damage(at..at, "it is not UTF-8"))?;
    if let Some(at) = mark_of_merge(text) {
        return Err(damage(at..at + 7, "a merge left its marks in it"));
    }
    let (root, syntax) = toml::parse(path, text, 0);
    let mut issues = Issues::new(path);
    issues.list = syntax;
    let mut lock = Lock::default();
    if issues.list.is_empty()
        && let Some(mut fields) = Fields::of(&root, "the lock", &mut issues)
    {
        fields.whole_number("version", 1..=1, &mut issues);
        if let Some(Value::Table(entries)) = fields.node("source").map(|node| &node.value) {
            fill(&mut lock, entries, &mut issues);
        }
        fields.finish(&mut issues);
    }
    match issues.list.into_iter().next() {
        None => Ok(lock),
        Some(first) => Err(Damage {
            span: first.span.unwrap_or_else(|| Span::start_of(path)),
            why: first.message,
        }),
    }
}

/// The place of a line that version control leaves where two versions conflict.
fn mark_of_merge(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn fill(lock: &mut Lock, entries: &[(Key, Node)], issues: &mut Issues) {
    let mut files = BTreeSet::new();
    for (key, node) in entries {
        let Some(mut fields) = Fields::of(node, "a record", issues) else {
            continue;
        };
        let record = record(&mut fields, issues);
        fields.finish(issues);
        let Some(record) = record else { continue };
        let file = record.snapshot.as_ref().and_then(|kept| kept.file.clone());
        if canonical_url(&record.url).as_ref() != Some(&key.name) {
            let message = format!("`{}` is filed under another address", record.url);
            issues.add(Code::LockDamaged, &key.range, message);
        } else if file.as_ref().is_some_and(|file| !is_name(file)) {
            issues.add(Code::LockDamaged, &key.range, "`file` is no name of a snapshot");
        } else if !file.is_none_or(|file| files.insert(file)) {
            issues.add(Code::LockDamaged, &key.range, "two sources have one snapshot");
        }
        lock.entries.insert(key.name.clone(), record);
    }
}

fn record(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<Record> {
    let url = fields.required_text("url", issues)?.value;
    let status = fields.choice("status", &STATUSES, issues);
    Some(Record {
        url,
        status: status.unwrap_or(Status::New),
        http: number(fields, "http", issues),
        reason: fields.text("reason", issues),
        failing_since: day(fields, "failing_since", issues),
        final_url: fields.text("final_url", issues),
        moved_to: fields.text("moved_to", issues),
        drifted: number(fields, "drifted", issues),
        snapshot: kept(fields, issues),
    })
}

fn kept(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<Kept> {
    let file = fields.text("file", issues);
    let fetched = day(fields, "fetched", issues);
    let hash = fields.text("hash", issues);
    let media_type = fields.text("media_type", issues).unwrap_or_default();
    let title = fields.text("title", issues);
    let by_hand = fields.truth("by_hand", issues).unwrap_or_default();
    match (fetched, hash) {
        (Some(fetched), Some(hash)) => Some(Kept {
            file,
            fetched,
            hash,
            media_type,
            title,
            by_hand,
        }),
        (None, None) if file.is_none() => None,
        _ => {
            let at = fields.range().clone();
            issues.add(
                Code::LockDamaged,
                &at,
                "a snapshot has a `hash` and the day on which it was `fetched`",
            );
            None
        }
    }
}

fn number<T: TryFrom<i64>>(fields: &mut Fields<'_>, name: &'static str, issues: &mut Issues) -> Option<T> {
    let number = fields.whole_number(name, 0..=i64::from(u16::MAX), issues)?;
    T::try_from(number).ok()
}

fn day(fields: &mut Fields<'_>, name: &'static str, issues: &mut Issues) -> Option<Date> {
    let text = fields.placed_text(name, issues)?;
    let day = text.value.parse().ok();
    if day.is_none() {
        issues.add(Code::LockDamaged, &text.range, format!("`{name}` is no day"));
    }
    day
}

/// Whether a name is one that a snapshot may have: one file in the folder, whatever the system takes for a separator.
pub fn is_name(name: &str) -> bool {
    let stem = name.strip_suffix(".txt").unwrap_or_default();
    let is_mark = |mark: char| mark.is_alphanumeric() || mark == '-';
    !stem.is_empty() && name.len() <= 120 && stem.chars().all(is_mark)
}
