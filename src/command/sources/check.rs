//! `nutgraf sources check`: which sources are gone, have moved or have changed. Snapshots stay as they are.

use super::super::count;
use super::book::{Book, outcome, outcome_of};
use super::fetch::{changes, notes};
use super::told::{Outcome, Told};
use super::{Errand, Target, ask, finish};
use crate::cli::{Cli, LookArgs};
use crate::fetch::text::Reading;
use crate::fetch::verdict::judge;
use crate::fetch::{Fault, Fetched};
use crate::registry::lock::Record;
use jiff::civil::Date;
use std::io;
use std::process::ExitCode;

/// Looks at those sources that are asked for.
pub fn run(cli: &Cli, arguments: &LookArgs) -> ExitCode {
    let errand = Errand {
        ids: &arguments.ids,
        show: &arguments.show,
        network: &arguments.network,
    };
    let told = match ask(cli, &errand, |_, _, _| true, look) {
        Ok(asked) => asked.told,
        Err(code) => return code,
    };
    let findings = told.iter().filter(|told| told.is_finding()).count();
    let sum = format!(
        "{} looked at, {}",
        count(told.len(), "source", "sources"),
        count(findings, "wants a look", "want a look")
    );
    finish(cli, &told, &sum)
}

/// Notes how a source stands.
fn look(
    book: &mut Book<'_>,
    target: &Target,
    answer: &Result<Fetched, Fault>,
    today: Date,
) -> io::Result<Told> {
    let mut record = judge(&target.url, book.record(target), answer, today);
    let told = match answer {
        Ok(fetched) => compare(book, target, fetched, &mut record)?,
        Err(fault) => {
            let outcome = outcome_of(fault, &record);
            let since = record.failing_since.filter(|day| *day < today);
            let since = since.map(|day| format!("it could not be read on {day} either"));
            Told::new(
                target,
                outcome,
                [fault.words()].into_iter().chain(since).collect(),
            )
        }
    };
    book.note(target, record)?;
    Ok(told)
}

/// Compares an answer with the snapshot. What a person saved is not compared: programs may be shown less.
fn compare(book: &Book<'_>, target: &Target, fetched: &Fetched, record: &mut Record) -> io::Result<Told> {
    let mut words = notes(fetched);
    record.drifted = None;
    let kept = record.snapshot.as_ref().filter(|kept| !kept.by_hand);
    if let Some(kept) = kept.filter(|kept| kept.hash != fetched.hash) {
        let now = match &fetched.reading {
            Reading::Text { text, .. } => text,
            Reading::None => "",
        };
        match &kept.file {
            Some(_) => {
                let drift = book.drift(target, now)?.unwrap_or_default();
                // What the lock holds is a number of words, as far as such a number says anything.
                record.drifted = Some(drift.words.min(usize::from(u16::MAX)));
                words.extend(changes(&drift));
            }
            None => {
                record.drifted = Some(0);
                words.push("its bytes differ from those that were there".to_owned());
            }
        }
        return Ok(Told::new(target, Outcome::Drifted, words));
    }
    let outcome = match fetched.moved_to {
        Some(_) => Outcome::Moved,
        None => outcome(record.status),
    };
    Ok(Told::new(target, outcome, words))
}
