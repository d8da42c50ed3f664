//! The words that bound a figure, and whether prose keeps those of the claim that it binds.

pub use disagreement::{Disagreement, Prose, disagreement};
pub use phrases::Boundary;

use crate::wording::figures::Modifier;

use crate::wording::days::words::{Token, tokens};
use std::ops::Range;

mod disagreement;
mod figure;
mod phrases;

/// The modifier that begins or ends a text: "up to $50 billion", "$13B+", "Amazon invests up to".
pub fn modifier(text: &str) -> Option<Modifier> {
    let tokens = tokens(text);
    let hit = phrases::modifier_at_start(&tokens)
        .or_else(|| phrases::at_end(&tokens, phrases::BEHIND))
        .or_else(|| phrases::modifier_at_end(&tokens))
        .or_else(|| phrases::modifier_behind(&tokens))?;
    Some(hit.0)
}

/// The boundary word that ends a text, before its date if it has one ("runs through 2032"), or "inclusive" behind it.
pub fn boundary(text: &str) -> Option<Boundary> {
    let tokens = tokens(text);
    boundary_around(&tokens, tokens.len()..tokens.len()).map(|(boundary, _)| boundary)
}

/// The boundary word around these tokens, a date or a part of one.
fn boundary_around(tokens: &[Token<'_>], date: Range<usize>) -> Option<phrases::Hit<Boundary>> {
    let behind = &tokens[date.end..];
    let skipped = behind.iter().take_while(|token| is_of_date(token)).count();
    if let Some((boundary, range)) = phrases::at_start(&behind[skipped..], phrases::BEHIND_DATES) {
        let from = date.end + skipped;
        return Some((boundary, from..from + range.end));
    }
    let mut before = &tokens[..date.start];
    while let Some((last, rest)) = before.split_last() {
        if is_of_date(last) {
            before = rest;
        } else if last.is("inclusive") {
            return Some((Boundary::Inclusive, rest.len()..before.len()));
        } else {
            break;
        }
    }
    let hit = phrases::at_end(before, phrases::BEFORE_DATES)?;
    // "does not end until 2032" says that it runs on, which "through 2031" says too.
    let recent = &before[hit.1.start.saturating_sub(4)..hit.1.start];
    let is_denied = recent.iter().any(|token| token.is_any(&["not", "t", "never"]));
    (!is_denied).then_some(hit)
}

fn is_of_date(token: &Token<'_>) -> bool {
    figure::is_month(token) || token.number(1..5).is_some() || token.is_any(&["late", "early", "mid"])
}
