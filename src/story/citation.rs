//! Citations in Pandoc's form: `[@cnbc]`, `[see @cnbc, para. 4; @ap]`, and `[=claim]`.
//!
//! Grammar (Pandoc's Manual, "Citation syntax"): items separated by `;`, each with optional words,
//! an optional `-`, `@key`, and optional words after a comma or space.

use crate::input::fields::is_id;
use crate::story::piece::Cite;
use std::ops::Range;

/// What a bracket without a link target holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bracket {
    /// Citations, each with the byte range of its key within the bracket's text.
    Citations(Vec<(Cite, Range<usize>)>),
    /// A claim's value.
    Claim(String),
}

/// Reads the text between `[` and `]`. `None`: it is just text.
pub fn read(text: &str) -> Option<Bracket> {
    if let Some(id) = text.strip_prefix('=') {
        return is_id(id).then(|| Bracket::Claim(id.to_owned()));
    }
    let mut cites: Vec<(Cite, Range<usize>)> = Vec::new();
    let mut start = 0;
    for item in text.split(';') {
        match read_item(item, start) {
            Some(cite) => cites.push(cite),
            // Words without a key after a citation belong to the one before: `[@a, p. 3; p. 5]`.
            None => extend_locator(cites.last_mut()?, item),
        }
        start += item.len() + 1;
    }
    Some(Bracket::Citations(cites))
}

fn extend_locator((cite, _): &mut (Cite, Range<usize>), words: &str) {
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    cite.locator = Some(match cite.locator.take() {
        Some(locator) => format!("{locator}; {words}"),
        None => words.to_owned(),
    });
}

fn read_item(item: &str, start: usize) -> Option<(Cite, Range<usize>)> {
    let at = key_mark(item)?;
    let length = key_length(&item[at + 1..]);
    let key = &item[at + 1..at + 1 + length];
    if !is_id(key) {
        return None;
    }
    let prefix = item[..at].trim_end_matches('-').trim();
    let locator = item[at + 1 + length..].trim_start_matches(',').trim();
    let cite = Cite {
        id: key.to_owned(),
        prefix: some(prefix),
        locator: some(locator),
    };
    Some((cite, start + at..start + at + 1 + length))
}

/// The first `@` that starts a key: not inside a word, as in an e-mail address.
fn key_mark(item: &str) -> Option<usize> {
    item.match_indices('@').map(|(at, _)| at).find(|at| {
        let before = item[..*at].trim_end_matches('-').chars().next_back();
        before.is_none_or(char::is_whitespace)
    })
}

/// Keys end at the first mark that no key holds; closing punctuation is not part of them.
fn key_length(text: &str) -> usize {
    let inside = |mark: char| mark.is_alphanumeric() || matches!(mark, '_' | '-' | '.' | ':');
    let end = text.find(|mark| !inside(mark)).unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '.', ':']).len()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
