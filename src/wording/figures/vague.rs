//! Sizes without a number: `tens of millions of dollars`, `several hundred employees`, `dozens`.

use super::lexicon::{DEFINITE, MAGNITUDE, VAGUE};
use super::nouns::{Sort, noun};
use super::token::Tokens;
use super::units::unit_at;
use super::{FigureKind, Found};

/// The vague size that begins at a token.
pub(super) fn size(tokens: &Tokens, at: usize) -> Option<Found> {
    let joined = tokens.is_mark(at.wrapping_sub(1), '-') && !tokens.gap(at);
    if joined || (tokens.is_capital(at) && !tokens.begins(at)) {
        return None;
    }
    if tokens.has(at, VAGUE) {
        plural(tokens, at)
    } else {
        several(tokens, at)
    }
}

fn plural(tokens: &Tokens, at: usize) -> Option<Found> {
    let mut next = at + 1;
    for _ in 0..2 {
        if tokens.is(next, &["of", "upon"]) && tokens.has(next + 1, VAGUE) {
            next += 2;
        }
    }
    let alone = next == at + 1;
    // `losses ran into the billions`
    let into = tokens.was(at, 1, &["the"]) && tokens.was(at, 2, &["into", "in"]) && !tokens.is_word(next);
    let idle = tokens.had(at, 1, DEFINITE) && !tokens.is(next, &["of"]) && !into;
    let echo = tokens.was(at, 1, &["and"]) && tokens.had(at, 2, VAGUE) && !tokens.is(next, &["of"]);
    if echo {
        return None;
    }
    let tens = tokens.is(at, &["tens"]) && alone;
    if idle || tens || tokens.is(next, &["place", "column", "digit", "and"]) || tokens.is_mark(next, '-') {
        return None;
    }
    measured(tokens, at, next)
}

/// `several hundred`, `a few thousand`.
fn several(tokens: &Tokens, at: usize) -> Option<Found> {
    let mut next = at + 1;
    while next < at + 3 && tokens.has(next, MAGNITUDE) {
        next += 1;
    }
    if next == at + 1 || (tokens.is_mark(next, '-') && !tokens.gap(next)) {
        return None;
    }
    let start = if tokens.was(at, 1, &["a"]) { at - 1 } else { at };
    measured(tokens, start, next)
}

fn measured(tokens: &Tokens, start: usize, next: usize) -> Option<Found> {
    let after_of = next + usize::from(tokens.is(next, &["of"]));
    if let Some((unit, end)) = unit_at(tokens, after_of) {
        return Some(Found::new(tokens, start, end, unit.kind, None).in_unit(unit.name));
    }
    let counted = Found::new(tokens, start, next, FigureKind::Count, None);
    match noun(tokens, next) {
        Some(noun) if matches!(noun.sort, Sort::Time | Sort::Discourse) => None,
        Some(noun) => {
            let unit = tokens.word(noun.at).to_lowercase();
            Some(Found::new(tokens, start, noun.at + 1, FigureKind::Count, None).in_unit(&unit))
        }
        None => Some(counted),
    }
}
