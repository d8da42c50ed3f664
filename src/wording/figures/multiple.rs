//! Multiples: `doubled`, `tenfold`, `3x`, `three times as many`.

use super::amount::Amount;
use super::lexicon::{CHANGE, MAGNITUDE, NO_PLURAL};
use super::number::number_word;
use super::reading::Reading;
use super::token::Tokens;
use super::{FigureKind, Found};

/// What each stem multiplies by; a half is written as (1, 2).
const VERBS: [(&str, i128, i128); 6] = [
    ("doubl", 2, 1),
    ("tripl", 3, 1),
    ("trebl", 3, 1),
    ("quadrupl", 4, 1),
    ("quintupl", 5, 1),
    ("halv", 1, 2),
];

/// The multiple that one word is.
pub(super) fn word(tokens: &Tokens, at: usize) -> Option<Found> {
    let word = tokens.word(at).to_ascii_lowercase();
    let joined = (tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1))
        || (tokens.is_mark(at.wrapping_sub(1), '-') && !tokens.gap(at));
    if joined {
        return None;
    }
    let (over, under) = if matches!(word.as_str(), "twice" | "thrice") {
        let stated = tokens.is(
            at + 1,
            &["as", "the", "that", "what", "its", "their", "this", "more"],
        );
        let value = if word == "twice" { 2 } else { 3 };
        (stated || tokens.was(at, 1, &["than"])).then_some((value, 1))?
    } else if let Some(stem) = word.strip_suffix("fold") {
        let value = folds(stem)?;
        let described = tokens.was(at, 1, &["is", "are", "was", "were"])
            || tokens.was(at, 1, &["the"]) && !tokens.has(at + 1, CHANGE);
        (!described).then_some((value, 1))?
    } else {
        let (stem, over, under) = VERBS.iter().find(|(stem, ..)| word.starts_with(stem))?;
        verb(tokens, at, &word[stem.len()..]).then_some((*over, *under))?
    };
    let amount = Amount::ratio(over, under);
    Some(Found::new(tokens, at, at + 1, FigureKind::Multiple, Some(amount)))
}

/// What `-fold` multiplies by after a number word: `fortyfold`.
fn folds(stem: &str) -> Option<i128> {
    match stem {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        _ => number_word(stem),
    }
}

/// Whether a form of `double` says that something grew, rather than that it is twofold by nature.
fn verb(tokens: &Tokens, at: usize, ending: &str) -> bool {
    // `doubled over in pain`, but not `doubled over the decade`
    let bent = tokens.is(at + 1, &["over"])
        && (!tokens.is_word(at + 2) || tokens.is(at + 2, &["in", "with", "and", "laughing", "on"]));
    if bent || tokens.is(at + 1, &["down", "back", "up", "agent", "bass"]) {
        return false;
    }
    if tokens.is(at + 1, &["as"]) && tokens.is(at + 2, &["a", "an", "the", "his", "her", "its"]) {
        return false;
    }
    // `her double in Athens`: a noun.
    let noun = tokens.was(
        at,
        1,
        &["the", "a", "his", "her", "its", "their", "our", "my", "your"],
    );
    if noun && matches!(ending, "e" | "") {
        return false;
    }
    let whole = tokens.is(
        at + 1,
        &["the", "its", "their", "his", "her", "our", "that", "what"],
    );
    let object = whole || tokens.is(at + 1, &["in", "by", "every"]);
    match ending {
        "ed" | "ing" => true,
        "es" | "s" => {
            object
                && !tokens.was(
                    at,
                    1,
                    &[
                        "the", "two", "both", "mixed", "men's", "women's", "three", "first", "second",
                    ],
                )
        }
        _ => {
            let led = tokens.was(
                at,
                1,
                &[
                    "to", "will", "would", "could", "may", "might", "should", "can", "than", "nearly",
                    "almost", "about", "roughly",
                ],
            );
            let ends = !tokens.is_word(at + 1) || tokens.has(at + 1, super::lexicon::FUNCTION | NO_PLURAL);
            // `prices double every decade`, but not `a double by the captain`
            let several = tokens.back(at, 1).ends_with('s');
            whole || ((led || several) && object) || (led && ends)
        }
    }
}

/// What follows a number and makes it a multiple; gives the token after it.
pub(super) fn after(tokens: &Tokens, reading: &Reading) -> Option<usize> {
    let at = reading.next;
    if tokens.is(at, &["x", "×"]) && !(tokens.is_number(at + 1) || reading.number.words) {
        let chained = tokens.was(reading.start, 1, &["x", "×"]) || tokens.is_number(at + 1);
        return (!chained && (!tokens.gap(at) || tokens.gap(at + 1))).then_some(at + 1);
    }
    let hyphen = usize::from(tokens.is_mark(at, '-') && !tokens.gap(at));
    if tokens.is(at + hyphen, &["fold"]) {
        return Some(at + hyphen + 1);
    }
    (tokens.is(at, &["times"]) && hyphen == 0 && compares(tokens, at + 1)).then_some(at + 1)
}

/// `a factor of ten`, `a factor of about 1,000`: the number ends where it ends.
pub(super) fn factor(tokens: &Tokens, reading: &Reading) -> Option<usize> {
    let bent = ["about", "nearly", "almost", "roughly", "around", "some", "over"];
    let of = 1 + usize::from(tokens.was(reading.start, 1, &bent));
    let said = tokens.was(reading.start, of, &["of"]) && tokens.was(reading.start, of + 1, &["factor"]);
    said.then_some(reading.next)
}

/// `as many`, `more`, `higher than`, `earnings`: without one of these, `times` counts occasions.
fn compares(tokens: &Tokens, at: usize) -> bool {
    const MEASURES: &[&str] = &[
        "as",
        "more",
        "less",
        "the",
        "that",
        "what",
        "their",
        "its",
        "annual",
        "earnings",
        "revenue",
        "revenues",
        "sales",
        "book",
        "profit",
        "profits",
        "income",
        "expected",
        "forward",
        "oversubscribed",
        "forecast",
        "normal",
        "average",
        "fewer",
        "greater",
        "better",
        "worse",
        "those",
        "this",
    ];
    let longer = tokens.is(at, &["longer", "higher"]);
    // `five times over`, not `five times over the weekend`
    let over = tokens.is(at, &["over"]) && !tokens.is(at + 1, &["the", "a", "an", "several", "many"]);
    over || tokens.is(at, MEASURES) || is_comparative(tokens, at) || longer
}

/// `dearer`, `faster`: words in -er that compare.
fn is_comparative(tokens: &Tokens, at: usize) -> bool {
    const OTHERS: &[&str] = &[
        "after", "under", "never", "other", "later", "earlier", "over", "whether", "together", "ever",
        "however", "during", "rather", "either", "longer", "winner", "leader", "member", "number", "water",
        "power", "paper", "order", "offer", "enter", "consider", "remember", "quarter", "player", "reader",
        "driver", "teacher", "further", "another", "neither", "former", "master", "minister", "partner",
        "customer", "consumer", "user", "owner", "founder", "computer", "summer", "winter", "center",
        "matter", "letter", "server", "maker", "worker", "answer",
    ];
    let word = tokens.word(at);
    word.len() >= 5 && word.ends_with("er") && !tokens.is(at, OTHERS)
}

/// `3-to-1`, `three-to-one`, `by two to one`.
pub(super) fn odds(tokens: &Tokens, reading: &Reading) -> Option<usize> {
    let at = reading.next;
    let joined = (at..at + 4).all(|at| !tokens.gap(at));
    let dashes = tokens.is_mark(at, '-') && tokens.is_mark(at + 2, '-');
    // `a one-to-one talk`
    // `a million-to-one shot`
    if reading.small() == Some(1) || tokens.is(reading.start, &["a"]) {
        return None;
    }
    if tokens.is(at, &["to"]) && tokens.is(at + 1, &["one", "1"]) && !tokens.has(at + 2, MAGNITUDE) {
        return is_compared(tokens, reading.start).then_some(at + 2);
    }
    (joined && dashes && tokens.is(at + 1, &["to"]) && tokens.is(at + 3, &["1", "one"])).then_some(at + 4)
}

/// `by two to one`, `odds of ten to one`, `the ratio of pupils to teachers is 17 to 1`.
fn is_compared(tokens: &Tokens, start: usize) -> bool {
    const COMPARING: &[&str] = &["ratio", "ratios", "outnumber", "outnumbered", "outnumbers"];
    let of = tokens.was(start, 1, &["of"]) && tokens.was(start, 2, &["odds", "margin"]);
    of || tokens.was(start, 1, &["by"]) || (1..=6).any(|back| tokens.was(start, back, COMPARING))
}
