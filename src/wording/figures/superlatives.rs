//! Words that claim a first place: `the largest`, `the first ever`, `record high`, `unprecedented`.

use std::ops::Range;

use super::lexicon::{DEFINITE, FUNCTION};
use super::token::Tokens;

/// Words in -est that are no superlatives, or none of the world.
const NO_SUPERLATIVES: &[&str] = &[
    "latest",
    "interest",
    "request",
    "protest",
    "forest",
    "harvest",
    "honest",
    "modest",
    "invest",
    "suggest",
    "contest",
    "conquest",
    "arrest",
    "guest",
    "quest",
    "west",
    "test",
    "rest",
    "best",
    "nest",
    "chest",
    "midwest",
    "northwest",
    "southwest",
    "digest",
    "manifest",
    "tempest",
    "inquest",
    "behest",
    "priest",
    "attest",
    "ingest",
    "zest",
    "vest",
    "pest",
    "crest",
    "jest",
    "fest",
    "lest",
    "unrest",
    "bequest",
    "nearest",
    "next",
    "everest",
    "budapest",
    "bucharest",
    "est",
    "furthest",
    "disinterest",
    "interestest",
    "ernest",
    "trieste",
    "slightest",
    "whitest",
    "darest",
];

/// What may stand before a superlative: `the world's largest`, `its biggest`, `by far the largest`.
const SINGLE: &[&str] = &[
    "unprecedented",
    "unrivalled",
    "unrivaled",
    "unparalleled",
    "unmatched",
    "unsurpassed",
    "foremost",
];

/// How far before a superlative the word that denies it may stand: `did not give the fullest account`.
const MOST_FROM_DENIAL: usize = 3;

/// The superlatives of a text, in order.
pub fn superlatives(text: &str) -> Vec<Range<usize>> {
    let tokens = Tokens::of(text);
    let (mut at, mut found) = (0, Vec::new());
    while at < tokens.len() {
        let end = superlative(&tokens, at).filter(|_| !is_denied(&tokens, at));
        if let (Some(end), Some(first)) = (end, tokens.get(at)) {
            found.extend(tokens.get(end - 1).map(|last| first.start..last.end));
        }
        at = end.unwrap_or(at + 1).max(at + 1);
    }
    found
}

/// `not the largest`, `no longer the only`, `need not be the cheapest`; not `if not the largest`, `not only the largest`.
fn is_denied(tokens: &Tokens, at: usize) -> bool {
    for back in 1..=MOST_FROM_DENIAL {
        let Some(place) = at.checked_sub(back) else {
            return false;
        };
        let word = tokens.word(place);
        let short = word.ends_with("n't") || word.ends_with("n’t");
        let longer = tokens.is(place, &["longer"]) && tokens.was(place, 1, &["no"]);
        let far = tokens.is(place, &["far"]) && tokens.is(place + 1, &["from"]);
        if short || longer || far || tokens.is(place, &["not", "never", "hardly", "neither", "nor", "cannot"])
        {
            let conceded = tokens.was(place, 1, &["if"]) || tokens.is(place + 1, &["only", "just"]);
            return !conceded;
        }
        if !tokens.is_word(place) || tokens.is(place, &["but", "and", "as", "that", "which", "because"]) {
            return false;
        }
    }
    false
}

/// The token after the superlative that begins at a token.
fn superlative(tokens: &Tokens, at: usize) -> Option<usize> {
    if !tokens.is_word(at) {
        return None;
    }
    if tokens.is(at, SINGLE) {
        return Some(at + 1);
    }
    let word = tokens.word(at);
    let leads = tokens.is(at, &["the", "its", "their", "his", "her", "our"]) || possessive(word);
    if leads {
        let start = skipped(tokens, at + 1);
        if let Some(end) = degree(tokens, start) {
            return Some(end);
        }
        return tokens.is(at, &["the"]).then(|| first(tokens, at + 1)).flatten();
    }
    let bare =
        degree(tokens, at).filter(|end| tokens.is(*end, &["since", "ever", "on"]) || since(tokens, *end));
    bare.or_else(|| record(tokens, at))
        .or_else(|| compound(tokens, at))
}

fn possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s") || word.ends_with("s'")
}

/// Past `second-`, `very`, `single` and an ordinal.
fn skipped(tokens: &Tokens, at: usize) -> usize {
    let hyphen = tokens.is_mark(at + 1, '-');
    let ordinal = ["second", "third", "fourth", "fifth"];
    if tokens.is(at, &["very", "single"]) || tokens.is(at, &ordinal) {
        return at + 1 + usize::from(hyphen);
    }
    at
}

/// The token after an adjective of the highest degree: `largest`, `most valuable`, `fastest-growing`, `best-selling`.
fn degree(tokens: &Tokens, at: usize) -> Option<usize> {
    if tokens.is(at, &["most", "least"]) {
        let adjective =
            tokens.is_word(at + 1) && tokens.gap(at + 1) && !tokens.has(at + 1, FUNCTION | DEFINITE);
        let idle = tokens.is(
            at + 1,
            &[
                "part",
                "recent",
                "people",
                "votes",
                "likely",
                "points",
                "important",
            ],
        );
        let plural = tokens.word(at + 1).ends_with('s') && !tokens.word(at + 1).ends_with("ous");
        let grade = [
            "ed", "ing", "ble", "al", "ive", "ful", "ous", "ant", "ent", "ic", "ar", "ly", "ex", "ern", "te",
            "se",
        ];
        let formed = grade.iter().any(|ending| tokens.word(at + 1).ends_with(ending));
        return (adjective && !idle && !plural && formed).then_some(at + 2);
    }
    let word = tokens.word(at).to_ascii_lowercase();
    let formed = word.len() >= 6 && word.ends_with("est") && !NO_SUPERLATIVES.contains(&word.as_str());
    let short = ["worst", "biggest"].contains(&word.as_str());
    let top = word == "top" && compound(tokens, at).is_some();
    let best = word == "best"
        && (tokens.is(
            at + 1,
            &[
                "ever",
                "since",
                "result",
                "results",
                "performance",
                "quarter",
                "year",
                "month",
                "week",
                "paid",
            ],
        ) || hyphenated(tokens, at).is_some());
    (formed || short || best || top).then(|| hyphenated(tokens, at).unwrap_or(at + 1))
}

fn hyphenated(tokens: &Tokens, at: usize) -> Option<usize> {
    let joined =
        tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1) && tokens.is_word(at + 2) && !tokens.gap(at + 2);
    joined.then_some(at + 3)
}

/// `highest level since`, `worst result in`.
fn since(tokens: &Tokens, at: usize) -> bool {
    (at..at + 3).any(|at| tokens.is(at, &["since"]))
}

/// `the first ever`, `the first company to`, `the first time`, `the only`.
fn first(tokens: &Tokens, at: usize) -> Option<usize> {
    if tokens.is(at, &["only"]) {
        let counted = tokens.is_word(at + 1) && !tokens.has(at + 1, FUNCTION);
        let thing = tokens.is(
            at + 1,
            &[
                "thing",
                "way",
                "time",
                "question",
                "problem",
                "reason",
                "difference",
                "one",
            ],
        );
        return (counted && !thing).then_some(at + 1);
    }
    if !tokens.is(at, &["first"]) {
        return None;
    }
    let hyphen = usize::from(tokens.is_mark(at + 1, '-'));
    if tokens.is(at + 1 + hyphen, &["ever"]) {
        return Some(at + 2 + hyphen);
    }
    let time =
        tokens.is(at + 1, &["time"]) && tokens.is(at + 2, &["that", "since", "in", "ever", "any", "a"]);
    // `the first such deal in Europe`, not `put it into the first such field`
    let bound = |at: usize| tokens.is(at, &["in", "since", "ever", "on", "for", "by", "of"]);
    let such = tokens.is(at + 1, &["such"]) && (at + 3..at + 6).any(bound);
    if time || such {
        return Some(at + 1);
    }
    let to = (at + 2..at + 5).find(|at| tokens.is(*at, &["to", "ever", "since"]) || !tokens.is_word(*at));
    let ordinary = tokens.is(
        at + 1,
        &[
            "half", "quarter", "step", "part", "thing", "section", "chapter", "lady", "name", "names",
            "minister", "question", "of", "two", "three", "time",
        ],
    );
    to.filter(|to| !ordinary && tokens.is_word(*to)).map(|_| at + 1)
}

/// `record high`, `a record $5 billion`, `all-time low`, `first-ever`, `number one`.
fn record(tokens: &Tokens, at: usize) -> Option<usize> {
    let hyphen = usize::from(tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1));
    let then = at + 1 + hyphen;
    if tokens.is(at, &["all"]) && hyphen == 1 && tokens.is(then, &["time"]) {
        let end = then + 1;
        return tokens
            .is(end, &["high", "low", "peak", "record", "best", "worst"])
            .then_some(end + 1);
    }
    if tokens.is(at, &["first"]) && tokens.is(then, &["ever"]) {
        return Some(then + 1);
    }
    if !tokens.is(at, &["record"]) {
        return None;
    }
    if tokens.is(
        then,
        &[
            "high",
            "low",
            "highs",
            "lows",
            "breaking",
            "setting",
            "profit",
            "profits",
            "sales",
            "number",
            "numbers",
            "revenue",
            "earnings",
            "heat",
            "temperatures",
            "levels",
            "level",
            "year",
            "quarter",
            "turnout",
            "amount",
            "pace",
            "result",
            "results",
            "loss",
            "losses",
            "fine",
            "growth",
            "demand",
            "sum",
            "price",
            "prices",
        ],
    ) {
        return Some(then + 1);
    }
    let amount = tokens.is_number(then) || ['$', '€', '£'].iter().any(|mark| tokens.is_mark(then, *mark));
    (amount && tokens.was(at, 1, &["a", "the", "by"])).then_some(at + 1)
}

/// `fastest-growing`, `best-selling` without an article.
fn compound(tokens: &Tokens, at: usize) -> Option<usize> {
    let end = hyphenated(tokens, at)?;
    let grown =
        tokens.word(end - 1).ends_with("ing") || tokens.is(end - 1, &["paid", "ranked", "rated", "ever"]);
    let degree = tokens.is(
        at,
        &[
            "best", "top", "most", "largest", "fastest", "highest", "lowest", "biggest", "worst",
        ],
    );
    (grown && degree).then_some(end)
}
