//! What the last look at the sources found, as the lock tells it, and archive addresses that are none. Offline.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::web_address::canonical_url;
use crate::registry::lock::{Record, Status};
use crate::registry::source::Source;
use crate::site::Site;
use crate::site::citations::{CitedSource, SourceEntry};
use crate::source_path::SourcePath;
use jiff::civil::Date;
use std::sync::Arc;

/// Sources that are gone, have moved or have changed, as far as the lock knows, and archive addresses that are none.
pub fn known_faults(site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for entry in &site.citations.entries {
        let source = &entry.source;
        let record = source.record.canonical.as_ref();
        let record = record.and_then(|key| site.lock.entries.get(key));
        let place = || place(site, entry);
        if let Some(record) = record {
            problems.extend(of_record(source, record, place));
        }
        if let Err(why) = check_archive(&source.record, site.settings.today) {
            let message = format!("the `archive` of `{}` is no archived copy: {why}", source.id);
            let hint = "save the page at web.archive.org, and name the address that it gives";
            problems.push(Diagnostic::new(Code::ArchiveInvalid, place(), message).hint(hint));
        }
    }
    problems
}

/// What one record tells.
fn of_record(source: &CitedSource, record: &Record, place: impl Fn() -> Span) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let id = &source.id;
    if record.status == Status::Dead {
        let why = record.reason.as_deref().unwrap_or("it is gone");
        let message = format!("`{id}` can no longer be read at its address: {why}");
        let hint = match &source.record.archive {
            Some(_) => {
                "pages lead to its archived copy; where it has another address, write that as its `url`"
            }
            None => "name a saved copy by `archive`, and pages lead there",
        };
        problems.push(Diagnostic::new(Code::SourceDead, place(), message).hint(hint));
    }
    if let Some(to) = &record.moved_to {
        let message = format!("`{id}` has moved to {to}");
        problems.push(Diagnostic::new(Code::SourceMoved, place(), message).hint("write this as its `url`"));
    }
    if let Some(words) = record.drifted {
        let message = match words {
            0 => format!("the text of `{id}` differs from its snapshot"),
            1 => format!("the text of `{id}` differs from its snapshot by a word"),
            words => format!("the text of `{id}` differs from its snapshot by {words} words"),
        };
        let hint = format!("read it again; where the stories still hold, run `nutgraf sources fetch {id}`");
        problems.push(Diagnostic::new(Code::SourceDrifted, place(), message).hint(hint));
    }
    problems
}

/// Where a source is written down: its record in sources.toml, or the story that brings it along.
fn place(site: &Site, entry: &SourceEntry) -> Span {
    let record = &entry.source.record;
    let shared = site.registry.sources.get(&record.id);
    if let (Some(shared), Some(range)) = (shared, site.registry.sources.range(&record.id))
        && Arc::ptr_eq(shared, record)
    {
        return Span::new(&SourcePath::new(crate::registry::FILES[0]), range.clone());
    }
    let brings = |path: &&SourcePath| {
        let story = site.stories.get(*path);
        story.is_some_and(|story| story.facts.citations.sources.contains(record))
    };
    let mut stories = entry.uses.iter().map(|uses| &uses.path);
    let first = stories.clone().next().cloned();
    let path = stories.find(brings).cloned().or(first);
    Span::start_of(&path.unwrap_or_else(|| SourcePath::new(crate::registry::FILES[0])))
}

/// Archives whose addresses do not tell what they hold: they are taken as they are.
const OPAQUE: [&str; 7] = [
    "archive.today",
    "archive.ph",
    "archive.is",
    "archive.li",
    "archive.vn",
    "archive.md",
    "perma.cc",
];

/// Whether the archive address of a source, where it has one, can be a copy of it.
pub fn check_archive(source: &Source, today: Date) -> Result<(), String> {
    let Some(archive) = &source.archive else {
        return Ok(());
    };
    let Some(canonical) = canonical_url(archive) else {
        return Err("it is no full address".to_owned());
    };
    if source.canonical.as_ref() == Some(&canonical) {
        return Err("it is the source's own address".to_owned());
    }
    let address = canonical.trim_start_matches("https://");
    let host = address.split('/').next().unwrap_or_default();
    if OPAQUE.contains(&host) || host != "web.archive.org" {
        return Ok(());
    }
    check_wayback(archive, source, today)
}

/// `web.archive.org/web/20260427101500/https://…`: the time of the copy, and what it is a copy of. After the time,
/// letters may say how to show it (`if_`).
fn check_wayback(archive: &str, source: &Source, today: Date) -> Result<(), String> {
    let form = || {
        "an address of web.archive.org reads /web/<year, month, day and time>/<the source's address>"
            .to_owned()
    };
    let rest = archive
        .split_once("/web/")
        .map(|(_, rest)| rest)
        .ok_or_else(form)?;
    let (time, inner) = rest.split_once('/').ok_or_else(form)?;
    let digits = time.trim_end_matches(|mark: char| mark.is_ascii_lowercase() || mark == '_');
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(form());
    }
    let day = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8]);
    let day: Date = day.parse().map_err(|_| format!("there is no day {day}"))?;
    let is_time = &digits[8..10] < "24" && &digits[10..12] < "60" && &digits[12..] < "60";
    if !is_time {
        return Err(format!("there is no time {}", &digits[8..]));
    }
    // The archive's clock is in UTC; the source may be dated by a zone that is ahead.
    let published = source.published.as_ref().map(|date| date.first_day());
    if let Some(published) = published.filter(|published| day.tomorrow().is_ok_and(|next| next < *published))
    {
        return Err(format!(
            "it was saved on {day}, before the source was published on {published}"
        ));
    }
    if day > today {
        return Err(format!("{day} is yet to come"));
    }
    match (canonical_url(inner), &source.canonical) {
        (Some(inner), Some(own)) if inner != *own => Err(format!("it is a copy of {inner}")),
        (None, _) => Err("it names no address that it is a copy of".to_owned()),
        _ => Ok(()),
    }
}
