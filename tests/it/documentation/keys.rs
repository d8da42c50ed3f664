//! The tables of keys are complete and hold nothing else.
//!
//! Which keys a table takes is asked of the program: a site gives it every word that stands in the sources as a
//! string, and what is not reported as unknown is known.

use super::page::{Page, files_below, read};
use crate::support::SiteTest;
use nutgraf::diagnostic::Code;
use std::collections::BTreeSet;

const STORY: &str = "content/stories/example.md";

/// Tables in the front matter of a story: heading, the lines before the keys, how far the keys are indented.
const IN_STORIES: [(&str, &str, &str); 12] = [
    ("Keys of a story or page", "", ""),
    ("Keys of a source", "sources:\n  - x: 1\n", "    "),
    ("Keys of a claim or stat", "stats:\n  - x: 1\n", "    "),
    (
        "Keys of a reference to a source",
        "claims:\n  - value: 1\n    sources:\n      - x: 1\n",
        "        ",
    ),
    (
        "Keys of an acknowledgement",
        "claims:\n  - value: 1\n    acknowledged:\n      - x: 1\n",
        "        ",
    ),
    ("Keys of a window", "window:\n  x: 1\n", "  "),
    ("Keys of a quotation", "quotes:\n  - x: 1\n", "    "),
    ("Keys of an event", "timeline:\n  - x: 1\n", "    "),
    ("Keys of a correction", "corrections:\n  - x: 1\n", "    "),
    ("Keys of an image", "image:\n  x: 1\n", "  "),
    ("Keys of a recording", "audio:\n  x: 1\n", "  "),
    ("Keys of a disclosure", "disclosure:\n  x: 1\n", "  "),
];

/// Tables in TOML files: heading, file, the line before the keys.
const IN_TOML: [(&str, &str, &str); 11] = [
    ("Keys in sources.toml", "content/sources.toml", "[example]\n"),
    ("Keys in claims.toml", "content/claims.toml", "[example]\n"),
    ("Keys in quotes.toml", "content/quotes.toml", "[example]\n"),
    ("Keys in people.toml", "content/people.toml", "[example]\n"),
    ("Keys in glossary.toml", "content/glossary.toml", "[example]\n"),
    ("Keys of site.toml", "site.toml", ""),
    ("Keys of publisher", "site.toml", "[publisher]\n"),
    ("Keys of a nav entry", "site.toml", "[[nav]]\n"),
    ("Keys of theme", "site.toml", "[theme]\n"),
    ("Keys of markdown", "site.toml", "[markdown]\n"),
    ("Keys of social", "site.toml", "[social]\n"),
];

/// Built-in components that take rows.
const ROWS: [&str; 4] = ["timeline", "compare", "sources-differ", "faq"];

#[test]
fn keys_of_front_matter_are_documented() {
    for (heading, before, indent) in IN_STORIES {
        let keys: String = words()
            .iter()
            .map(|word| format!("{indent}\"{word}\": \n"))
            .collect();
        compare(heading, &known(STORY, &format!("---\n{before}{keys}---\n")));
    }
}

#[test]
fn keys_of_toml_files_are_documented() {
    for (heading, file, before) in IN_TOML {
        compare(heading, &known(file, &format!("{before}{}", toml_keys())));
    }
}

#[test]
fn keys_of_rows_are_documented() {
    for name in ROWS {
        let front = "---\nheadline: x\ndate: 2026-04-27\n---\n";
        let text = format!("{front}:::{name}\n[[row]]\n{}:::\n", toml_keys());
        compare(&format!("Rows of {name}"), &known(STORY, &text));
    }
}

fn toml_keys() -> String {
    words().iter().map(|word| format!("{word} = {{}}\n")).collect()
}

fn compare(heading: &str, known: &BTreeSet<String>) {
    let documented: BTreeSet<String> = Page::read("docs/reference.md")
        .names(heading)
        .into_iter()
        .collect();
    assert_eq!(
        &documented, known,
        "docs/reference.md, {heading}: documented on the left, known on the right"
    );
}

/// The keys that a table takes, which `text` gives every word there is.
fn known(file: &str, text: &str) -> BTreeSet<String> {
    let site = SiteTest::new("").edit(file, text).build();
    let problems = site.compiled().diagnostics();
    let unknown: BTreeSet<String> = problems
        .iter()
        .filter(|problem| problem.code == Code::UnknownKey)
        .filter_map(|problem| problem.message.split('`').rfind(|part| !part.is_empty()))
        .map(str::to_owned)
        .collect();
    assert!(
        unknown.len() > 100,
        "{file} was not read: {:?}",
        site.diagnostics()
    );
    words().difference(&unknown).cloned().collect()
}

/// Every word that stands in the sources as a string and could be a key.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in files_below("src").iter().filter(|file| file.ends_with(".rs")) {
        for text in read(file).split('"') {
            let is_key = |mark: char| mark.is_ascii_lowercase() || mark == '_';
            if !text.is_empty() && text.chars().all(is_key) && !text.starts_with('_') {
                words.insert(text.to_owned());
            }
        }
    }
    words
}
