//! What differs between two wordings, word by word.

use super::folded::{Word, words};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A stretch of a comparison, in the words as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Kept(String),
    /// In the quotation only.
    Said(String),
    /// In the source only.
    Source(String),
}

/// Longer texts are not compared word by word.
const MOST_WORDS: usize = 3_000;

/// How two wordings differ, apart from typography.
pub fn word_diff(one: &str, other: &str) -> Vec<Change> {
    let (said, source) = (words(one), words(other));
    if said.len() > MOST_WORDS || source.len() > MOST_WORDS {
        return vec![Change::Said(one.to_owned()), Change::Source(other.to_owned())];
    }
    let written = |text: &str, words: &[Word], range: Range<usize>| match &words[range] {
        [first, .., last] => text[first.range.start..last.range.end].to_owned(),
        [word] => text[word.range.clone()].to_owned(),
        [] => String::new(),
    };
    let (mut old, mut new) = (plain(&said), plain(&source));
    if let (Some(one), Some(other)) = (old.first_mut(), new.first_mut()) {
        // A capital at the start is no difference.
        if uncapitalised(one) == uncapitalised(other) {
            one.clone_from(other);
        }
    }
    let mut changes = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (old, new) = (operation.old_range(), operation.new_range());
        if matches!(operation, DiffOp::Equal { .. }) {
            changes.push(Change::Kept(written(one, &said, old)));
            continue;
        }
        if !old.is_empty() {
            changes.push(Change::Said(written(one, &said, old)));
        }
        if !new.is_empty() {
            changes.push(Change::Source(written(other, &source, new)));
        }
    }
    changes
}

/// Whether two wordings differ in typography only, or in a mark at the end or the case of the first letter.
pub fn same_words(one: &str, other: &str) -> bool {
    let trimmed = |text: &str| {
        let all = words(text);
        let is_loose = |word: &&Word| [",", ".", ";", ":", "\"", "-"].contains(&word.text.as_str());
        let before = all.iter().take_while(is_loose).count();
        let after = all.iter().rev().take_while(is_loose).count();
        plain(
            all.get(before..all.len().saturating_sub(after))
                .unwrap_or_default(),
        )
    };
    let (one, other) = (trimmed(one), trimmed(other));
    match (one.as_slice(), other.as_slice()) {
        ([first, rest @ ..], [other, others @ ..]) => {
            uncapitalised(first) == uncapitalised(other) && rest == others
        }
        (one, other) => one.is_empty() && other.is_empty(),
    }
}

fn plain(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.text.clone()).collect()
}

fn uncapitalised(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().into_iter().flat_map(char::to_lowercase);
    first.chain(rest).collect()
}

/// How many unchanged words stand on either side of a change.
const CONTEXT: usize = 3;

/// A comparison in one line: `Microsoft cannot [or → and] chooses not`. Long unchanged stretches are cut.
pub fn shown(changes: &[Change]) -> String {
    let mut line = String::new();
    let mut at = 0;
    while at < changes.len() {
        let (piece, next) = match (&changes[at], changes.get(at + 1)) {
            (Change::Kept(words), _) => (excerpt(words, at == 0, at + 1 == changes.len()), at + 1),
            (Change::Said(said), Some(Change::Source(source))) => (format!("[{said} → {source}]"), at + 2),
            (Change::Said(said), _) => (format!("[{said} →]"), at + 1),
            (Change::Source(source), _) => (format!("[→ {source}]"), at + 1),
        };
        if !line.is_empty() && !piece.starts_with([',', '.', ';', ':', '?', '!', '\'', '’']) {
            line.push(' ');
        }
        line.push_str(&piece);
        at = next;
    }
    line
}

fn excerpt(words: &str, is_first: bool, is_last: bool) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    let head = if is_first { 0 } else { CONTEXT };
    let tail = if is_last { 0 } else { CONTEXT };
    if all.len() <= head + tail + 1 {
        return all.join(" ");
    }
    let (start, end) = (all[..head].join(" "), all[all.len() - tail..].join(" "));
    format!("{start} … {end}").trim().to_owned()
}
