//! `nutgraf list`: what the site holds, as a table or as JSON.

use super::{FAILED, USAGE, count, is_sound, load, load_with_texts, print, print_error, settings};
use crate::cli::{Cli, Format, ListArgs, What};
use crate::desk::impact::{self, Asked, Resting};
use crate::input::sources::Sources;
use crate::registry::claim::Status;
use crate::report;
use crate::site::Site;
use crate::site::release::Reason;
use serde_json::{Map, Value, json};
use std::process::ExitCode;

/// Lists stories, sources, claims, drafts or what is scheduled.
pub fn run(cli: &Cli, arguments: &ListArgs) -> ExitCode {
    if let Some(id) = &arguments.id {
        return resting_on(cli, arguments, id);
    }
    let loaded = load(cli, &settings(&arguments.show));
    if !is_sound(cli, &loaded) {
        return ExitCode::from(FAILED);
    }
    let (heads, rows) = table(&loaded.compiled.site, arguments.what);
    match cli.format {
        Format::Text => print(&aligned(&rows)),
        _ => print(&format!("{:#}\n", objects(heads, &rows))),
    }
    ExitCode::SUCCESS
}

/// Lists what rests on one source or claim.
fn resting_on(cli: &Cli, arguments: &ListArgs, id: &str) -> ExitCode {
    let (what, asked) = match arguments.what {
        What::Sources => ("source", Asked::Source(id)),
        What::Claims => ("claim", Asked::Claim(id)),
        What::Stories | What::Drafts | What::Scheduled => {
            print_error("error: --id goes with `list sources` and `list claims`\n");
            return ExitCode::from(USAGE);
        }
    };
    let (loaded, texts) = load_with_texts(cli, &settings(&arguments.show));
    if !is_sound(cli, &loaded) {
        return ExitCode::from(FAILED);
    }
    match impact::of(&loaded.compiled, &texts, asked) {
        Ok(found) => {
            report_resting(cli, (what, id), &found, &texts);
            ExitCode::SUCCESS
        }
        Err(unknown) => {
            let hint = match unknown.nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("`nutgraf list {what}s` lists them"),
            };
            print_error(&format!("error: there is no {what} `{id}`; {hint}\n"));
            ExitCode::from(USAGE)
        }
    }
}

fn report_resting(cli: &Cli, (what, id): (&str, &str), found: &[Resting], texts: &Sources) {
    let position = |resting: &Resting| {
        let text = texts.text(resting.span.file.as_str());
        report::position(text, resting.span.start as usize)
    };
    if cli.format != Format::Text {
        let object = |resting: &Resting| {
            let at = position(resting);
            json!({
                "file": resting.span.file.as_str(), "line": at.line, "column": at.column,
                "what": resting.what, "through": resting.through, "words": resting.words,
            })
        };
        let resting: Vec<Value> = found.iter().map(object).collect();
        print(&format!(
            "{:#}\n",
            json!({ "kind": what, "id": id, "resting": resting })
        ));
        return;
    }
    let row = |resting: &Resting| {
        let at = position(resting);
        let through = resting.through.as_ref();
        vec![
            format!("{}:{}:{}", resting.span.file, at.line, at.column),
            match through.filter(|through| *through != id) {
                Some(through) => format!("{} {through}", resting.what),
                None => resting.what.to_owned(),
            },
            visible(&resting.words),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    print(&aligned(&rows));
    if !cli.quiet {
        print(&format!(
            "{} on `{id}`\n",
            count(found.len(), "place rests", "places rest")
        ));
    }
}

/// Control characters of hostile content must not reach the terminal.
fn visible(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

type Table = (&'static [&'static str], Vec<Vec<String>>);

fn table(site: &Site, what: What) -> Table {
    match what {
        What::Stories => (&["number", "date", "route", "headline", "file"], stories(site)),
        What::Sources => (&["id", "name", "stories", "url"], sources(site)),
        What::Claims => (&["id", "value", "as_of", "status", "stories"], claims(site)),
        What::Drafts => (
            &["file", "headline", "reason"],
            held_back(site, |reason| *reason == Reason::Draft),
        ),
        What::Scheduled => (
            &["file", "headline", "reason"],
            held_back(site, |reason| *reason != Reason::Draft),
        ),
    }
}

fn stories(site: &Site) -> Vec<Vec<String>> {
    let row = |listed: &crate::site::listings::Listed| {
        let card = &listed.card;
        let date = card.date.map(|date| date.to_string()).unwrap_or_default();
        vec![
            card.number.clone().unwrap_or_default(),
            date,
            listed.route.to_string(),
            card.headline.clone(),
            card.path.to_string(),
        ]
    };
    site.listings.stories.iter().map(row).collect()
}

fn sources(site: &Site) -> Vec<Vec<String>> {
    let row = |entry: &std::sync::Arc<crate::site::citations::SourceEntry>| {
        let record = &entry.source.record;
        vec![
            entry.source.id.clone(),
            record.name.clone(),
            entry.uses.len().to_string(),
            record.url.clone().unwrap_or_default(),
        ]
    };
    site.citations.entries.iter().map(row).collect()
}

fn claims(site: &Site) -> Vec<Vec<String>> {
    let row = |entry: &std::sync::Arc<crate::site::claims::ClaimEntry>| {
        let record = &entry.record;
        let date = record.as_of.map(|date| date.to_string()).unwrap_or_default();
        vec![
            entry.name().to_owned(),
            record.value.clone(),
            date,
            record.status.map(Status::word).unwrap_or_default().to_owned(),
            entry.used_in.len().to_string(),
        ]
    };
    site.claims.entries.iter().map(row).collect()
}

fn held_back(site: &Site, is_meant: impl Fn(&Reason) -> bool) -> Vec<Vec<String>> {
    let held = site.held_back.iter().filter(|held| is_meant(&held.reason));
    held.map(|held| vec![held.path.to_string(), held.headline.clone(), held.reason.words()])
        .collect()
}

fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn objects(heads: &[&str], rows: &[Vec<String>]) -> Value {
    let object = |row: &Vec<String>| {
        let pairs = heads
            .iter()
            .zip(row)
            .map(|(head, cell)| ((*head).to_owned(), Value::from(cell.clone())));
        Value::Object(pairs.collect::<Map<String, Value>>())
    };
    rows.iter().map(object).collect()
}
