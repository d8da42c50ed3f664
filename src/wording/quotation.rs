//! Quotations held against the text that they come from.

pub use change::{Change, same_words, shown, word_diff};
pub use folded::{Folded, folded};

use near::nearest;
use pattern::Pattern;
use std::ops::Range;

mod change;
mod folded;
mod near;
mod pattern;

/// Where a quotation stands in its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Word for word, but for typography.
    Exact(Range<usize>),
    /// In parts, in order: the quotation leaves words out and says so.
    Elided(Vec<Range<usize>>),
    /// Almost.
    Near {
        /// Where the closest words stand.
        range: Range<usize>,
        /// What differs.
        diff: Vec<Change>,
        /// How many words and marks differ.
        distance: usize,
    },
    /// Nowhere.
    Missing,
}

/// Finds a quotation in a text. See [`find_in`], which spares folding a text again for its next quotation.
pub fn find(quote: &str, text: &str) -> Found {
    find_in(quote, &folded(text))
}

/// Finds a quotation in a folded text.
///
/// Typography makes no difference, nor does a comma or full stop at the end, nor a capital at the start of the
/// quotation or behind an elision. "…", "..." and "[…]" stand for any words, words in square brackets for at most
/// five, "[sic]" for none. Only the first eight million bytes of a text are looked at.
pub fn find_in(quote: &str, text: &Folded<'_>) -> Found {
    let pattern = Pattern::of(quote, text);
    let (ranges, missing) = pattern.found(text);
    match (missing, ranges.as_slice()) {
        (None, [one]) => Found::Exact(text.bytes(one)),
        (None, []) => Found::Missing,
        (None, all) => Found::Elided(all.iter().map(|range| text.bytes(range)).collect()),
        (Some(part), _) => match nearest(&part, text) {
            Some((range, distance)) => {
                let range = text.bytes(&range);
                Found::Near {
                    diff: word_diff(&pattern.words(&part), &text.source[range.clone()]),
                    range,
                    distance,
                }
            }
            None => Found::Missing,
        },
    }
}
