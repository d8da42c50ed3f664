//! `nutgraf sources import`: takes what a person saved, where programs are turned away or find no text.

use super::book::{Book, NewText, Saved};
use super::told::{Outcome, Told};
use super::{finish, named, open, print_error, refused, targets};
use crate::cli::{Cli, ImportArgs};
use crate::disk::snapshots;
use crate::fetch::charset::decode;
use crate::fetch::text::{self, Reading};
use crate::fetch::{Limits, drift};
use crate::registry::lock::Record;
use std::process::ExitCode;

/// Saves a file's text as the snapshot of a source.
pub fn run(cli: &Cli, arguments: &ImportArgs) -> ExitCode {
    let Some(loaded) = open(cli, &arguments.show) else {
        return ExitCode::from(super::FAILED);
    };
    let site = &loaded.compiled.site;
    let all = targets(site);
    let mut book = Book::open(&cli.root, &site.lock, &all);
    let wanted = named(all, std::slice::from_ref(&arguments.id));
    let target = match wanted.map(|mut targets| targets.pop()) {
        Ok(target) => target.expect("the id is one of the targets'"),
        Err(message) => {
            print_error(&message);
            return ExitCode::from(2);
        }
    };
    let bytes = match snapshots::saved_by_hand(&arguments.file, Limits::default().body) {
        Ok(bytes) => bytes,
        Err(error) => return refused(&arguments.file.display().to_string(), &error),
    };
    let Some((media_type, title, text)) = read(&bytes) else {
        let file = arguments.file.display();
        print_error(&format!(
            "error: {file} holds no text that nutgraf reads; save it as text first (`pdftotext` does so for a PDF)\n"
        ));
        return ExitCode::from(super::FAILED);
    };
    let record = book
        .record(&target)
        .cloned()
        .unwrap_or_else(|| Record::of(&target.url));
    let lost = drift::between(&text, "", &target.quotes, drift::holds).lost;
    let new = NewText {
        text: &text,
        media_type: &media_type,
        title,
        by_hand: true,
        force: arguments.force,
    };
    let told = match book.keep(&target, record, new, site.settings.today) {
        Ok(Saved::Written(_)) => {
            let missing = target.quotes.iter().filter(|quote| !lost.contains(quote));
            let missing = missing.map(|quote| format!("it does not hold “{quote}”"));
            Told::new(&target, Outcome::Fetched, missing.collect())
        }
        Ok(Saved::ByHand(file)) => {
            let why = format!("snapshots/{file} was changed by hand; --force replaces it");
            Told::new(&target, Outcome::Kept, vec![why])
        }
        Err(error) => return refused("the snapshot cannot be written", &error),
    };
    told.print(cli);
    finish(cli, &[told], "1 snapshot taken from a file")
}

/// The kind, title and text of a file; `None` where it holds none.
fn read(bytes: &[u8]) -> Option<(String, Option<String>, String)> {
    let media_type = text::media_type("", bytes);
    let media_type = match media_type.as_str() {
        // Old texts are not UTF-8, but they have no zero bytes.
        "application/octet-stream" if !bytes.contains(&0) => "text/plain".to_owned(),
        _ => media_type,
    };
    if !text::is_readable(&media_type) {
        return None;
    }
    match text::read(&media_type, &decode(bytes, "")) {
        Reading::Text { title, text } if !text.is_empty() => Some((media_type, title, text)),
        _ => None,
    }
}
