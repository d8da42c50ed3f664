//! What makes a number a name, a date, a time or a place in a list, and so no figure.

use super::lexicon::{CHANGE, DEFINITE, DURATION, FUNCTION, LABEL, MONTH, NUMBER, SHARE_VERB, TOLL};
use super::reading::Reading;
use super::token::{Kind, Tokens};

/// Whether something is joined to the number from the left: `GPT-5`, `B12`, `9/11`, `#1`, `14:30`.
pub(super) fn is_joined(tokens: &Tokens, at: usize) -> bool {
    if tokens.gap(at) || at == 0 {
        return false;
    }
    match tokens.before(at).map(|token| token.kind) {
        Some(Kind::Word | Kind::Number) => true,
        Some(Kind::Mark('-')) => {
            let compound = at >= 2 && !tokens.gap(at - 1) && !tokens.was(at, 2, &["magnitude"]);
            compound
                && tokens
                    .get(at - 2)
                    .is_some_and(|token| !matches!(token.kind, Kind::Mark('(' | '[')))
        }
        Some(Kind::Mark('/' | ':' | '.' | '#' | '§' | '@' | '_' | '&' | '*' | '=' | '\\')) => true,
        _ => false,
    }
}

/// The token after a run of numbers that is no amount: a telephone number, a score, a date, a time.
pub(super) fn run_end(tokens: &Tokens, next: usize) -> Option<usize> {
    let mut end = next;
    loop {
        let mark = ['-', '/', ':', '.'].iter().any(|mark| tokens.is_mark(end, *mark)) && !tokens.gap(end);
        let digits = tokens.is_number(end + 1) && !tokens.gap(end + 1);
        if mark && digits {
            end += 2;
        } else if tokens.is_number(end) {
            end += 1;
        } else {
            return (end > next).then_some(end);
        }
    }
}

/// Whether the number belongs to a date or a time of day.
pub(super) fn is_date(tokens: &Tokens, reading: &Reading) -> bool {
    let (before, next) = (reading.start, reading.next);
    // `may` is a verb more often than a month, so it counts only with its capital.
    let month =
        |at: usize| tokens.has(at, MONTH) && (!tokens.is(at, &["may", "march"]) || tokens.is_capital(at));
    let day = reading.small().is_some_and(|value| value <= 31) && !reading.number.decimals;
    let dot = usize::from(tokens.is_mark(next, '.'));
    let after = day && (month(next) || month(next + dot) || tokens.is(next, &["uhr", "o'clock"]));
    let stop = usize::from(tokens.was(before, 1, &["."]));
    let ahead = before > stop && month(before - 1 - stop) && (day || reading.number.is_year());
    let clock = tokens.is(next, &["a", "p"]) && tokens.is_mark(next + 1, '.') && tokens.is(next + 2, &["m"]);
    after || ahead || clock || tokens.is(next, &["am", "pm", "gmt", "utc", "bc", "ad", "bce", "ce"])
}

/// Whether the word before makes a name of the number: `page 4`, `Windows 11`, `No. 10`.
pub(super) fn is_named(tokens: &Tokens, at: usize) -> bool {
    let Some(previous) = at.checked_sub(1) else {
        return false;
    };
    if tokens.is_mark(previous, '.') {
        return tokens.had(previous, 1, LABEL)
            && tokens.was(
                previous,
                1,
                &["no", "nos", "vol", "art", "sec", "p", "fig", "ch", "para", "pp"],
            );
    }
    // `the class of '98`
    let cut = ['\'', '’', '‘']
        .iter()
        .any(|mark| tokens.is_mark(previous, *mark))
        && !tokens.gap(at);
    // `the big four banks`, `a top 40 single`
    if cut || tokens.had(at, 1, LABEL) || tokens.was(at, 1, &["top", "big"]) {
        return true;
    }
    let listed = tokens.is(previous, &["and", "to", "or", "through"]) || tokens.is_mark(previous, '-');
    if listed && tokens.had(previous, 2, LABEL) && previous >= 1 && tokens.is_number(previous - 1) {
        return true;
    }
    let possessive = tokens.word(previous).ends_with("'s") || tokens.word(previous).ends_with("’s");
    let plain = tokens.has(
        previous,
        FUNCTION | MONTH | DEFINITE | TOLL | CHANGE | NUMBER | SHARE_VERB,
    );
    tokens.is_capital(previous) && !possessive && !plain && !tokens.is(previous, OPENERS)
}

/// Words that open a sentence before a number and name nothing.
const OPENERS: &[&str] = &[
    "some",
    "another",
    "around",
    "roughly",
    "approximately",
    "exactly",
    "fully",
    "altogether",
    "overall",
    "additionally",
    "police",
    "officials",
    "authorities",
    "employing",
    "adding",
    "cutting",
    "covering",
    "involving",
    "total",
    "being",
    "nationwide",
    "globally",
    "worldwide",
    "thus",
    "therefore",
    "perhaps",
    "maybe",
    "probably",
    "further",
    "estimated",
    "well",
    "close",
    "combined",
    "besides",
    "plus",
];

/// The token after a span of time or an age that follows a number: `34-year-old`, `30 days`.
pub(super) fn is_time_span(tokens: &Tokens, next: usize) -> Option<usize> {
    let hyphen = usize::from(tokens.is_mark(next, '-') && !tokens.gap(next));
    let mut at = next + hyphen;
    if hyphen == 0
        && tokens.is(
            at,
            &[
                "more",
                "or",
                "full",
                "long",
                "consecutive",
                "straight",
                "calendar",
                "working",
                "business",
                "fiscal",
                "further",
                "short",
                "to",
            ],
        )
    {
        at += 1;
    }
    tokens.has(at, DURATION).then_some(at + 1)
}

/// Whether a street's name follows a number: `432 Park Avenue`.
pub(super) fn is_address(tokens: &Tokens, next: usize) -> bool {
    const STREETS: &[&str] = &[
        "street",
        "st",
        "avenue",
        "ave",
        "road",
        "rd",
        "lane",
        "drive",
        "boulevard",
        "blvd",
        "square",
        "way",
        "court",
        "place",
        "terrace",
        "close",
        "crescent",
        "gardens",
        "row",
        "plaza",
        "parkway",
        "highway",
        "hill",
    ];
    (next..next + 4)
        .take_while(|at| tokens.is_capital(*at))
        .any(|at| at > next && tokens.is(at, STREETS))
}

/// Whether a number repeats what the reader knows: `the two companies`, `all five`.
pub(super) fn is_definite(tokens: &Tokens, at: usize) -> bool {
    let possessive = tokens.back(at, 1).ends_with("'s") || tokens.back(at, 1).ends_with("’s");
    let scarce = tokens.was(at, 1, &["only"]) && !tokens.had(at, 2, DEFINITE);
    // `killing all 10 people aboard`
    let toll = tokens.was(at, 1, &["all"]) && tokens.had(at, 2, TOLL);
    tokens.had(at, 1, DEFINITE) && !scarce && !toll || possessive
}

/// What a number after `of` is the size of: `a majority of 76`.
const SUMS: &[&str] = &[
    "majority",
    "total",
    "average",
    "mean",
    "median",
    "lead",
    "margin",
    "toll",
    "attendance",
    "crowd",
    "peak",
    "maximum",
    "minimum",
    "capacity",
    "sum",
    "surplus",
    "shortfall",
    "deficit",
    "backlog",
    "headcount",
    "population",
];

/// `lowered the voting age from 18 to 16`; an average age is a measure.
fn is_age(tokens: &Tokens, reading: &Reading) -> bool {
    (1..=14).any(|back| {
        let average = ["average", "median", "mean"];
        tokens.was(reading.start, back, &["age", "aged", "ages"])
            && !tokens.was(reading.start, back + 1, &average)
    })
}

/// Whether a number stands after words that make it a measure without a unit: `rose to 540`, `killed 43`.
pub(super) fn is_announced(tokens: &Tokens, reading: &Reading, modified: bool) -> bool {
    let at = reading.start;
    if tokens.had(at, 1, TOLL) || is_summed(tokens, reading) || is_toll(tokens, reading) {
        return true;
    }
    let change =
        tokens.was(at, 1, &["to", "from", "by", "at"]) && (2..=4).any(|back| tokens.had(at, back, CHANGE));
    if reading.number.decimals {
        return is_told(tokens, at) || change;
    }
    let large = reading.small().is_none_or(|value| value >= 13) && !reading.number.is_year();
    let ends = !tokens.is_capital(reading.next) && !tokens.is_mark(reading.next, '-');
    large && ends && (change || modified) && !is_age(tokens, reading)
}

/// `a majority of 76`, `the ratio is 34`, `the toll reached 11`.
fn is_summed(tokens: &Tokens, reading: &Reading) -> bool {
    let at = reading.start;
    let of = tokens.was(at, 1, &["of"]) && tokens.was(at, 2, SUMS);
    let value = tokens.was(at, 1, &["is", "was"])
        && (tokens.was(at, 2, SUMS) || tokens.was(at, 2, &["ratio"]))
        && !reading.number.words;
    let reached =
        tokens.was(at, 1, &["reached", "exceeded"]) && (2..=3).any(|back| tokens.was(at, back, SUMS));
    (of || value || reached) && !reading.number.is_year() && !tokens.is_mark(reading.next, '-')
}

/// `43 killed`, `nine had died`, `12 on board`.
pub(super) fn is_toll(tokens: &Tokens, reading: &Reading) -> bool {
    const ENDS: &[&str] = &["dead", "deaths", "aboard", "died", "drowned", "missing"];
    let next = reading.next;
    let suffered = |at: usize| tokens.has(at, TOLL) || tokens.is(at, ENDS);
    let linked = tokens.is(next, &["were", "are", "people", "had", "have"])
        && (suffered(next + 1) || tokens.is(next + 1, &["hurt"]));
    suffered(next) || linked || tokens.is(next, &["on"]) && tokens.is(next + 1, &["board"])
}

/// Whether a number with decimals stands after a word that states it: `a rate of 2.9`, but not `version of 2.9`.
fn is_told(tokens: &Tokens, at: usize) -> bool {
    const TELLING: &[&str] = &[
        "to",
        "from",
        "of",
        "was",
        "is",
        "by",
        "than",
        "reached",
        "hit",
        "averaging",
        "averaged",
        "between",
        "about",
        "measuring",
        "magnitude",
        "ratio",
        "rate",
        "nearly",
        "scores",
        "scored",
        "rated",
    ];
    let named = tokens.was(at, 1, &["of"]) && (2..=3).any(|back| tokens.had(at, back, LABEL));
    let hyphen = tokens.was(at, 1, &["-"]) && tokens.was(at, 2, &["magnitude"]);
    tokens.was(at, 1, TELLING) && !named || hyphen
}
