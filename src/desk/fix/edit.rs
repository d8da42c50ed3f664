//! Edits of texts.

use crate::source_path::SourcePath;
use std::ops::Range;

/// A part of a file that becomes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The file.
    pub file: SourcePath,
    /// The bytes that go.
    pub range: Range<usize>,
    /// What takes their place.
    pub text: String,
    /// What is done by it, in words; blank where another edit says so.
    pub what: String,
}

/// A text with edits that are sorted; one that meets another before it is left out.
pub fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(kept) = text.get(at..edit.range.start.max(at)) else {
            continue;
        };
        if edit.range.start < at || edit.range.end > text.len() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The edits by which a file that names `old` names `new`: at each of the places.
pub fn renamed<'p>(
    file: &SourcePath,
    text: &str,
    places: impl Iterator<Item = &'p Range<usize>>,
    (old, new): (&str, &str),
) -> Vec<Edit> {
    let edit = |place: &Range<usize>| {
        let written = text.get(place.clone())?;
        let start = place.start + whole_word(written, old)?;
        Some(Edit {
            file: file.clone(),
            range: start..start + old.len(),
            text: new.to_owned(),
            what: String::new(),
        })
    };
    places.filter_map(edit).collect()
}

/// Where an id stands in a text, and not as a part of another word.
fn whole_word(text: &str, id: &str) -> Option<usize> {
    let is_inside = |mark: char| mark.is_alphanumeric() || matches!(mark, '-' | '_' | '.' | ':');
    let stands_alone = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + id.len()..].chars().next();
        !before.is_some_and(is_inside) && !after.is_some_and(is_inside)
    };
    // In `{by=b source=b}` the last one is meant.
    text.rmatch_indices(id)
        .map(|(at, _)| at)
        .find(|at| stands_alone(*at))
}
