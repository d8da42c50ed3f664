//! The quotations that a text shows: words in quotation marks, words bound to a registered quotation, the bodies of
//! `quote` and `pullquote`.

use super::evidence::{Evidence, Galley};
use crate::input::reference::ReferenceKind;
use crate::registry::quote::Quote;
use crate::story::manuscript::{MarkKind, Passage};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// In words: shorter stretches between quotation marks are terms and titles, not quotations.
const SHORTEST: usize = 5;

/// Stretches of a passage between quotation marks, without those; long enough to be a quotation.
pub fn in_marks(passage: &Passage) -> Vec<Range<usize>> {
    let text = &passage.text;
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        let closes = open.filter(|(_, close)| *close == mark);
        match (closes, closing(mark)) {
            (Some((start, _)), _) => {
                if text[start..at].split_whitespace().count() >= SHORTEST {
                    found.push(start..at);
                }
                open = None;
            }
            (None, Some(close)) if open.is_none() => open = Some((at + mark.len_utf8(), close)),
            _ => {}
        }
    }
    found
}

/// What closes a quotation that a mark opens.
fn closing(mark: char) -> Option<char> {
    match mark {
        '\u{201c}' => Some('\u{201d}'),
        '\u{201e}' => Some('\u{201c}'),
        '\u{ab}' => Some('\u{bb}'),
        '"' => Some('"'),
        _ => None,
    }
}

/// The registered quotations that a story has to do with: its own, and those that it names.
pub fn known<'e>(evidence: &Evidence<'e>, galley: &Galley<'_>) -> Vec<&'e Arc<Quote>> {
    let own = galley
        .story
        .facts
        .claims
        .quotes
        .iter()
        .map(|quote| quote.id.as_str());
    let references = galley.story.references.iter();
    let named = references.filter(|reference| reference.kind == ReferenceKind::Quote);
    let ids: BTreeSet<&str> = own
        .chain(named.map(|reference| reference.target.as_str()))
        .collect();
    let path = &galley.story.path;
    ids.into_iter()
        .filter_map(|id| evidence.quote(Some(path), id))
        .collect()
}

/// Whether a part of a passage is bound to a registered quotation.
pub fn is_bound(passage: &Passage, range: &Range<usize>) -> bool {
    passage.marks.iter().any(|mark| {
        matches!(mark.kind, MarkKind::QuoteWords(_))
            && mark.range.start < range.end
            && mark.range.end > range.start
    })
}

/// The component that shows a passage as a quotation, and the id of the registered one if it names it.
pub fn component(passage: &Passage) -> Option<Option<&str>> {
    let component = passage.component.as_ref()?;
    matches!(component.name.as_str(), "quote" | "pullquote")
        .then(|| component.attributes.get("quote").map(String::as_str))
}
