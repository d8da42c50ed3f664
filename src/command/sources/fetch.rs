//! `nutgraf sources fetch`: saves the texts of sources.

use super::super::count;
use super::book::{Book, NewText, Saved, outcome_of};
use super::told::{Outcome, Told};
use super::{Asked, Errand, Target, ask, finish};
use crate::cli::{Cli, FetchArgs};
use crate::fetch::drift::Drift;
use crate::fetch::text::Reading;
use crate::fetch::verdict::judge;
use crate::fetch::{Fault, Fetched};
use crate::registry::lock::{Kept, Record};
use jiff::civil::Date;
use std::io;
use std::process::ExitCode;

/// Fetches those sources that are asked for.
pub fn run(cli: &Cli, arguments: &FetchArgs) -> ExitCode {
    let errand = Errand {
        ids: &arguments.ids,
        show: &arguments.show,
        network: &arguments.network,
    };
    let asked = ask(
        cli,
        &errand,
        |book, target, today| is_due(book, target, arguments, today),
        |book, target, answer, today| take(book, target, answer, arguments, today),
    );
    match asked {
        Ok(Asked { told, left }) => finish(cli, &told, &sum(told.len(), left)),
        Err(code) => code,
    }
}

/// Whether a source is to be fetched: one that was named, or one without a snapshot that is new enough.
fn is_due(book: &Book<'_>, target: &Target, arguments: &FetchArgs, today: Date) -> bool {
    if arguments.all || !arguments.ids.is_empty() || !book.has_snapshot(target) {
        return true;
    }
    let kept = book.record(target).and_then(|record| record.snapshot.as_ref());
    let age = kept.and_then(|kept| today.since(kept.fetched).ok());
    let age = age.map(|span| span.get_days());
    let is_older = |most: u32| age.is_none_or(|age| i64::from(age) > i64::from(most));
    arguments.max_age.is_some_and(is_older)
}

/// Takes an answer: saves the text, and notes how the source stands.
fn take(
    book: &mut Book<'_>,
    target: &Target,
    answer: &Result<Fetched, Fault>,
    arguments: &FetchArgs,
    today: Date,
) -> io::Result<Told> {
    let record = judge(&target.url, book.record(target), answer, today);
    let fetched = match answer {
        Ok(fetched) => fetched,
        Err(fault) => {
            let outcome = outcome_of(fault, &record);
            book.note(target, record)?;
            return Ok(Told::new(target, outcome, vec![fault.words()]));
        }
    };
    let mut words = notes(fetched);
    match &fetched.reading {
        Reading::None => {
            keep_hash(book, target, record, fetched, today)?;
            words.push(format!(
                "it is {}, whose text nutgraf does not read; save its text and run `nutgraf sources import {} <file>`",
                fetched.media_type, target.id
            ));
            Ok(Told::new(target, Outcome::Unread, words))
        }
        Reading::Text { title, text } => {
            words.insert(0, count(text.split_whitespace().count(), "word", "words"));
            words.extend(book.drift(target, text)?.iter().flat_map(changes));
            let new = NewText {
                text,
                media_type: &fetched.media_type,
                title: title.clone(),
                by_hand: false,
                force: arguments.force,
            };
            match book.keep(target, record, new, today)? {
                Saved::Written(outcome) => Ok(Told::new(target, outcome, words)),
                Saved::ByHand(file) => {
                    let why = format!("snapshots/{file} was written or changed by hand; --force replaces it");
                    Ok(Told::new(target, Outcome::Kept, vec![why]))
                }
            }
        }
    }
}

/// Notes the hash of what has no text. A text that a person saved of it stays.
fn keep_hash(
    book: &mut Book<'_>,
    target: &Target,
    mut record: Record,
    fetched: &Fetched,
    today: Date,
) -> io::Result<()> {
    if record.snapshot.as_ref().is_none_or(|kept| kept.file.is_none()) {
        record.snapshot = Some(Kept {
            file: None,
            fetched: today,
            hash: fetched.hash.clone(),
            media_type: fetched.media_type.clone(),
            title: None,
            by_hand: false,
        });
        record.drifted = None;
    }
    book.note(target, record)
}

/// What there is to say of the way to a source.
pub fn notes(fetched: &Fetched) -> Vec<String> {
    let moved = fetched
        .moved_to
        .as_ref()
        .map(|to| format!("it has moved to {to}"));
    let downgraded = "a redirect leads from https to http, which others can read and change on the way";
    let downgraded = fetched.downgraded.then(|| downgraded.to_owned());
    moved.into_iter().chain(downgraded).collect()
}

/// How a text has changed, in words.
pub fn changes(drift: &Drift) -> Vec<String> {
    let words = match drift.words {
        0 => "its words stand in another order than in the snapshot".to_owned(),
        1 => "1 word differs from the snapshot".to_owned(),
        words => format!("{words} words differ from the snapshot"),
    };
    let lost = drift
        .lost
        .iter()
        .map(|quote| format!("it no longer holds “{quote}”"));
    std::iter::once(words).chain(lost).collect()
}

fn sum(asked: usize, left: usize) -> String {
    let asked = count(asked, "source asked for", "sources asked for");
    match left {
        0 => asked,
        left => format!("{asked}, {left} with a snapshot left as they are"),
    }
}
