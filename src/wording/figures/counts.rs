//! Whether a number of things is worth a source.

use super::guards::is_definite;
use super::idioms::is_hyperbole;
use super::lexicon::{CHANGE, DEFINITE};
use super::nouns::{Noun, Sort, is_work};
use super::reading::Reading;
use super::token::Tokens;
use super::units::unit_at;

/// The smallest number of ordinary things, written in words, that is worth a source.
const SMALLEST_OF_ORDINARY: i128 = 13;

/// The smallest number of companies and the like that is worth a source.
const SMALLEST_OF_BODIES: i128 = 4;

/// Companies and the like: two or three of them are the story's own actors, more are a count.
const BODIES: &[&str] = &[
    "companies",
    "firms",
    "businesses",
    "rivals",
    "investors",
    "lenders",
    "publishers",
    "vendors",
    "startups",
    "agencies",
    "ministries",
    "teams",
    "clubs",
    "funds",
    "charities",
    "unions",
    "insurers",
    "carmakers",
    "airlines",
    "customers",
    "clients",
    "users",
    "subscribers",
    "candidates",
    "judges",
    "ministers",
    "engineers",
    "researchers",
    "scientists",
    "households",
    "families",
    "groups",
    "organisations",
    "organizations",
    "institutions",
    "councils",
    "newspapers",
    "manufacturers",
    "developers",
    "operators",
    "producers",
];

/// Whether so many of these things are a figure.
pub(super) fn is_counted(tokens: &Tokens, reading: &Reading, noun: &Noun, modified: bool) -> bool {
    let idle = noun.at == reading.next && unit_at(tokens, noun.at).is_some();
    if idle || is_hyperbole(tokens, reading, noun.at) {
        return false;
    }
    if reading.scaled {
        return true;
    }
    let small = reading.small().unwrap_or(i128::MAX);
    if small < 1000 && is_work(tokens, reading.start, reading.next, noun.at) {
        return false;
    }
    if is_of_year(tokens, reading, noun, modified) {
        return false;
    }
    let definite = is_definite(tokens, reading.start);
    let dozen = tokens.is(reading.number.next - 1, &["dozen"]);
    let least = match noun.sort {
        Sort::Time => return false,
        Sort::Discourse if is_margin(tokens, reading, noun, modified) => 2,
        Sort::Discourse if is_record(tokens, reading, noun) => 5,
        Sort::Discourse => 31,
        Sort::People if is_introduced(tokens, noun) => 4,
        Sort::People => 2,
        Sort::World => 3,
        Sort::Other if tokens.is(noun.at, BODIES) && !dozen => SMALLEST_OF_BODIES,
        Sort::Other if reading.number.words && !modified && !dozen => SMALLEST_OF_ORDINARY,
        Sort::Other => 2,
    };
    let family = tokens.is(noun.at, &["children", "sons", "daughters"])
        && (tokens.was(reading.start, 1, &["have", "has", "had", "with", "of"])
            || tokens.was(reading.start, 2, &["wife", "husband", "partner"]));
    if family && small < SMALLEST_OF_ORDINARY {
        return false;
    }
    let pages = tokens.is(noun.at, &["pages", "page", "lines", "chapters", "sections"]) && small < 1000;
    small >= least && !pages && !(definite && small < SMALLEST_OF_ORDINARY)
}

/// `the 1940 deaths`, `1989 Children Act`, `2019 prices`: a year and what is of it.
fn is_of_year(tokens: &Tokens, reading: &Reading, noun: &Noun, modified: bool) -> bool {
    const OF_YEAR: &[&str] = &["levels", "prices", "figures", "rates", "values", "terms"];
    let people = noun.sort == Sort::People && noun.at == reading.next && !tokens.is_capital(noun.at);
    let known = tokens.had(reading.start, 1, DEFINITE);
    reading.number.is_year() && (known || !(modified || people) || tokens.is(noun.at, OF_YEAR))
}

/// `by 3 points`, `up two points`: what a poll or an index moves by.
fn is_margin(tokens: &Tokens, reading: &Reading, noun: &Noun, modified: bool) -> bool {
    let led = modified || tokens.was(reading.start, 1, &["by"]) || tokens.had(reading.start, 1, CHANGE);
    let moved = tokens.was(reading.start, 1, &["from", "to"])
        && (2..=4).any(|back| tokens.had(reading.start, back, CHANGE));
    let ahead = [
        "higher", "lower", "ahead", "behind", "clear", "above", "below", "better", "worse", "more",
    ];
    let apart = tokens.is(noun.at + 1, &ahead);
    (led || moved || apart) && tokens.is(noun.at, &["points", "places"])
}

/// `has scored 12 goals`, `won it a record 14 times`: what somebody has reached in all.
fn is_record(tokens: &Tokens, reading: &Reading, noun: &Noun) -> bool {
    const SCORED: &[&str] = &[
        "scored", "scoring", "scores", "scorer", "netted", "conceded", "kicked", "high",
    ];
    let goals = tokens.is(noun.at, &["goals", "points"]);
    let rate = tokens.is(noun.at + 1, &["a", "an", "per", "each", "every"]);
    let often = tokens.is(noun.at, &["times"]) && noun.at == reading.next && !rate;
    let many = !reading.number.words && reading.small().is_none_or(|value| value >= 10);
    goals && (1..=4).any(|back| tokens.was(reading.start, back, SCORED))
        || often && (many || tokens.was(reading.start, 1, &["record"]))
}

/// `Two men, aged 19 and 22`: people who are named one by one.
fn is_introduced(tokens: &Tokens, noun: &Noun) -> bool {
    tokens.is_mark(noun.at + 1, ',') && tokens.is(noun.at + 2, &["aged", "both"])
}
