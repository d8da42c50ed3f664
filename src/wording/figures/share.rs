//! Fractions and ratios: `half of`, `two-thirds`, `one in five`, `nine out of ten`.

use super::amount::Amount;
use super::guards::is_named;
use super::lexicon::{
    CHANGE, DEFINITE, DISCOURSE, DURATION, FUNCTION, LABEL, MAGNITUDE, NUMBER, PART, SHARE_VERB,
};
use super::number::{number_word, vulgar};
use super::reading::{Reading, reading};
use super::token::Tokens;
use super::{FigureKind, Found};

/// Words before which a share stands by itself: `by a third`, `nearly half`.
const SHARE_LEADS: &[&str] = &[
    "by",
    "about",
    "around",
    "nearly",
    "almost",
    "roughly",
    "than",
    "over",
    "under",
    "approximately",
    "exactly",
];

/// Words after a share that compare it.
const COMPARISONS: &[&str] = &[
    "as", "more", "less", "lower", "higher", "fewer", "larger", "smaller", "cheaper", "faster", "off",
    "dearer", "pricier", "costlier", "lighter", "heavier", "shorter", "taller", "longer", "slower",
    "quicker", "bigger", "stronger", "weaker", "thinner", "poorer", "richer", "greater", "warmer", "colder",
    "wider", "older", "younger", "above", "below",
];

/// The fraction that begins at a word: `half`, `a third`, `two-thirds`.
pub(super) fn share(tokens: &Tokens, at: usize) -> Option<Found> {
    if tokens.is(at, &["half"]) {
        return half(tokens, at);
    }
    if tokens.is(at, &["a", "an"]) && tokens.has(at + 1, PART) {
        return article(tokens, at);
    }
    every(tokens, at).or_else(|| numbered(tokens, at))
}

/// `every third job`: one in three.
fn every(tokens: &Tokens, at: usize) -> Option<Found> {
    let one = tokens.has(at, PART) && tokens.was(at, 1, &["every"]) && !tokens.is(at, &["half", "quarter"]);
    let thing = tokens.is_word(at + 1)
        && tokens.gap(at + 1)
        && !tokens.has(at + 1, DURATION | FUNCTION | DISCOURSE | DEFINITE)
        && !tokens.word(at + 1).ends_with('s');
    let under = divisor(tokens.word(at)).filter(|_| one && thing)?;
    Some(found(tokens, at - 1, at + 1, Amount::ratio(1, under)))
}

/// A fraction that is the whole text: `half`, `a third`, `1/3`.
pub(super) fn alone(tokens: &Tokens, at: usize) -> Option<Found> {
    if tokens.is_mark(at + 1, '/') && tokens.is_number(at) {
        return slash(tokens, &reading(tokens, at)?);
    }
    let article = usize::from(tokens.is(at, &["a", "an"]));
    let under = divisor(tokens.word(at + article))?;
    let next = at + article + 1;
    (next == tokens.len()).then(|| found(tokens, at, next, Amount::ratio(1, under)))
}

/// The fraction that a single character such as `½` is.
pub(super) fn character(tokens: &Tokens, at: usize) -> Option<Found> {
    let (over, under) = vulgar(tokens, at)?;
    let whole = tokens.is(at + 1, &["of"]) || tokens.has(at + 1, DEFINITE);
    whole.then(|| found(tokens, at, at + 1, Amount::ratio(over, under)))
}

fn found(tokens: &Tokens, at: usize, next: usize, amount: Amount) -> Found {
    Found::new(tokens, at, next, FigureKind::Fraction, Some(amount))
}

fn half(tokens: &Tokens, at: usize) -> Option<Found> {
    let ordinal = tokens.was(
        at,
        1,
        &[
            "first", "second", "latter", "former", "other", "last", "top", "bottom", "better", "final",
            "opening", "back", "front", "upper", "lower", "rear", "inner", "outer", "near", "far", "early",
            "late", "past", "northern", "southern", "eastern", "western", "left", "right",
        ],
    );
    let joined = !tokens.gap(at + 1) && tokens.is_mark(at + 1, '-');
    if ordinal || joined || (tokens.is_mark(at.wrapping_sub(1), '-') && !tokens.gap(at)) {
        return None;
    }
    let amount = Amount::ratio(1, 2);
    if tokens.is(at + 1, &["as"]) {
        return Some(found(tokens, at, at + 1, amount));
    }
    if tokens.is(at + 1, &["of"]) || whole_follows(tokens, at + 1) {
        let skipped = usize::from(tokens.is(at + 1, &["of"]));
        return (!is_span(tokens, at + 1 + skipped)).then(|| found(tokens, at, at + 1, amount));
    }
    let cut =
        tokens.was(at, 1, &["in"]) && (2..=5).any(|back| tokens.was(at, back, &["cut", "cutting", "cuts"]));
    let alone = stands_alone(tokens, at, at + 1) || tokens.has(at + 1, SHARE_VERB) && tokens.gap(at + 1);
    let past = tokens.is(at + 1, &["past"]);
    (!past && (cut || alone)).then(|| found(tokens, at, at + 1, amount))
}

/// Whether a word such as `the` or `its` names the whole.
fn whole_follows(tokens: &Tokens, at: usize) -> bool {
    tokens.is(
        at,
        &[
            "the", "its", "their", "his", "her", "our", "all", "these", "those",
        ],
    )
}

/// Whether what follows is a span of time: `of an hour`, `the night`.
fn is_span(tokens: &Tokens, at: usize) -> bool {
    let skipped = usize::from(tokens.has(at, FUNCTION | DEFINITE));
    tokens.has(at + skipped, DURATION)
        || tokens.is(at + skipped, &["time", "battle", "fun", "story", "truth"])
}

/// Whether a share stands by itself after a word that leads to one.
fn stands_alone(tokens: &Tokens, at: usize, next: usize) -> bool {
    let ends = !tokens.is_word(next) || tokens.has(next, FUNCTION | SHARE_VERB);
    let led = tokens.was(at, 1, SHARE_LEADS) || tokens.had(at, 1, CHANGE);
    // `fell by a fifth last year`
    let moved = tokens.was(at, 1, &["by"]) && tokens.had(at, 2, CHANGE);
    let time = moved && tokens.has(next, DEFINITE);
    led && (ends || time) && !tokens.is_mark(next, '-')
}

/// `a third of`, `a quarter more`, `by a fifth`.
fn article(tokens: &Tokens, at: usize) -> Option<Found> {
    let next = at + 2;
    if tokens.is_mark(next, '-') && !tokens.gap(next) {
        return None;
    }
    let amount = Amount::ratio(1, divisor(tokens.word(at + 1))?);
    let opens = tokens.begins(at) || tokens.was(at, 1, &["and", "while", "only", "but", "just", "that"]);
    let stated = if tokens.is(next, &["of"]) {
        !is_span(tokens, at + 3)
    } else {
        let spoken = opens && tokens.has(next, SHARE_VERB) && !tokens.is(next, &["is", "was", "came"]);
        spoken || tokens.is(next, COMPARISONS) || stands_alone(tokens, at, next)
    };
    let million = tokens.is(next, &["of"]) && tokens.is(next + 1, &["a"]) && tokens.has(next + 2, MAGNITUDE);
    (stated && !million).then(|| found(tokens, at, next, amount))
}

/// `two-thirds`, `one quarter of`.
fn numbered(tokens: &Tokens, at: usize) -> Option<Found> {
    let over = number_word(tokens.word(at)).filter(|over| (1..10).contains(over))?;
    let hyphen = tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1);
    let part = if hyphen { at + 2 } else { at + 1 };
    if !tokens.has(part, PART) || (hyphen && tokens.gap(part)) {
        return None;
    }
    let word = tokens.word(part);
    let (under, next) = (divisor(word)?, part + 1);
    let agrees = (over == 1) != word.to_ascii_lowercase().ends_with('s');
    let threshold = tokens.is(
        next,
        &[
            "majority",
            "vote",
            "votes",
            "supermajority",
            "rule",
            "threshold",
            "consent",
        ],
    );
    let spans = (tokens.is(next, &["of"]) && is_span(tokens, next + 1))
        || (tokens.is_mark(next, '-') && !tokens.gap(next));
    let time = !hyphen && tokens.is(part, &["quarter", "quarters"]) && !tokens.is(next, &["of"]);
    // `after the three quarters of contraction`
    let shrinking = tokens.is(
        next + 1,
        &["contraction", "growth", "recession", "decline", "losses"],
    );
    let time = time || (tokens.is(part, &["quarters"]) && shrinking && tokens.had(at, 1, DEFINITE));
    let party = tokens.is(next, &["party", "parties"]);
    let fits = over < under && agrees && !threshold && !spans && !time && !party;
    fits.then(|| found(tokens, at, next, Amount::ratio(over, under)))
}

fn divisor(word: &str) -> Option<i128> {
    const PARTS: &str = "half third quarter fifth sixth seventh eighth ninth tenth";
    let word = word.to_ascii_lowercase();
    let word = word.strip_suffix('s').unwrap_or(&word);
    let place = PARTS
        .split(' ')
        .position(|part| part == word)
        .map(|at| at as i128 + 2);
    place.or(match word {
        "fourth" => Some(4),
        "twentieth" => Some(20),
        "hundredth" => Some(100),
        "thousandth" => Some(1000),
        _ => None,
    })
}

/// `one in five`, `9 out of 10`; both numbers are given as they are read.
pub(super) fn ratio(tokens: &Tokens, first: &Reading) -> Option<Found> {
    // `one pupil in four`
    let named = first.small() == Some(1)
        && first.number.words
        && tokens.is_word(first.next)
        && !tokens.word(first.next).ends_with("ed")
        && !tokens.has(first.next, FUNCTION | MAGNITUDE | NUMBER | DURATION | PART)
        && tokens.is(first.next + 1, &["in", "out"]);
    let link = first.next + usize::from(named);
    let out_of = tokens.is(link, &["out"]) && tokens.is(link + 1, &["of"]);
    let inside = tokens.is(link, &["in"]);
    let mut at = link + if out_of { 2 } else { 1 };
    at += usize::from(tokens.is(at, &["every"]));
    let round = tokens.is(at, &["a"]) && tokens.has(at + 1, MAGNITUDE);
    if !(out_of || inside) || !(tokens.is_number(at) || tokens.has(at, NUMBER) || round) {
        return None;
    }
    // `she is one in a million`
    let praise = round && tokens.was(first.start, 2, &["he", "she", "you", "i", "they"]);
    let second = reading(tokens, at).filter(|_| !praise)?;
    let (over, under) = (first.small()?, second.small()?);
    let round = [3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000, 10_000, 100_000].contains(&under);
    let plain = first.upper.is_none() && second.upper.is_none() && second.currency.is_none();
    let fits = plain && (1..=100).contains(&over) && over < under && (over == 1 || out_of || round);
    let timed =
        second.number.is_year() || tokens.has(second.next, DURATION) || tokens.is_mark(second.next, '%');
    (fits && !timed).then(|| found(tokens, first.start, second.next, Amount::ratio(over, under)))
}

/// `11 of the 16 patents`, `six of its nine libraries`, `27 of 61 cases`; not `two of the three parts`.
pub(super) fn part_of_known(tokens: &Tokens, first: &Reading) -> Option<Found> {
    let known = whole_follows(tokens, first.next + 1);
    let whole = first.next + 1 + usize::from(known);
    // `seven of its last eight games`
    let whole = whole + usize::from(known && tokens.is(whole, &["last", "first", "past", "previous", "top"]));
    if !tokens.is(first.next, &["of"]) || tokens.had(first.start, 1, LABEL) {
        return None;
    }
    if !(tokens.is_number(whole) || tokens.has(whole, NUMBER)) || (!known && is_named(tokens, first.start)) {
        return None;
    }
    let second = reading(tokens, whole)?;
    let (over, under) = (first.small()?, second.small()?);
    let plain = first.upper.is_none() && second.upper.is_none() && second.currency.is_none();
    // `two of the three parts`, but `11 of the 14 claims`
    let own = tokens.has(second.next, DISCOURSE) && first.number.words;
    let idle = own || second.number.is_year() || tokens.has(second.next, DURATION | MAGNITUDE);
    let fits = plain && !idle && over >= 2 && over < under && !second.scaled;
    fits.then(|| found(tokens, first.start, second.next, Amount::ratio(over, under)))
}

/// `2/3 of`: digits on both sides of a stroke, and the whole after them.
pub(super) fn slashed(tokens: &Tokens, first: &Reading) -> Option<Found> {
    tokens
        .is(first.next + 2, &["of"])
        .then(|| slash(tokens, first))
        .flatten()
}

fn slash(tokens: &Tokens, first: &Reading) -> Option<Found> {
    let stroke = tokens.is_mark(first.next, '/') || tokens.is_mark(first.next, '⁄');
    if !stroke || tokens.gap(first.next) || tokens.gap(first.next + 1) {
        return None;
    }
    let second = reading(tokens, first.next + 1)?;
    let (over, under) = (first.small()?, second.small()?);
    let fits = (1..under).contains(&over) && under <= 10;
    fits.then(|| found(tokens, first.start, second.next, Amount::ratio(over, under)))
}
