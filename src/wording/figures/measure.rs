//! What a number measures or counts, and whether it is a figure at all.

use super::amount::Amount;
use super::counts::is_counted;
use super::guards::{is_address, is_announced, is_date, is_joined, is_named, is_time_span, is_toll, run_end};
use super::idioms::is_idle;
use super::lexicon::{CHANGE, FUNCTION, LABEL, SHARE_VERB};
use super::modifier::modifier_before;
use super::nouns::{Noun, Sort, is_demonym, is_origin, noun};
use super::reading::{Reading, reading};
use super::token::Tokens;
use super::units::unit_at;
use super::{FigureKind, Found, multiple, share};

/// How many lines a screen has, as in `1080p`: no pence.
const SCREENS: [i128; 10] = [144, 240, 360, 480, 540, 576, 720, 1080, 1440, 2160];

/// The figure of the number at a token, and in any case where to read on.
pub(super) fn number(tokens: &Tokens, at: usize) -> (Option<Found>, usize) {
    let Some(reading) = reading(tokens, at) else {
        let end = if tokens.is_number(at) {
            run_end(tokens, at + 1)
        } else {
            None
        };
        return (None, end.unwrap_or(at + 1));
    };
    if let Some(found) = share::slashed(tokens, &reading) {
        let next = found.next;
        return (Some(found), next);
    }
    let plain = reading.currency.is_none();
    if plain && is_joined(tokens, reading.start) {
        return (None, run_end(tokens, reading.next).unwrap_or(reading.next));
    }
    if plain
        && tokens.is_number(at)
        && let Some(end) = run_end(tokens, reading.next)
    {
        return (None, end);
    }
    match measured(tokens, &reading) {
        Some(found) => {
            let next = found.next;
            (Some(found), next)
        }
        None => (None, reading.next),
    }
}

fn measured(tokens: &Tokens, reading: &Reading) -> Option<Found> {
    // `per 100,000 people` tells what the figure before it is measured against.
    if tokens.was(reading.start, 1, &["per"]) && !tokens.was(reading.start, 3, &["one"]) {
        return None;
    }
    if reading.number.words && is_title(tokens, reading) {
        return None;
    }
    let share = share::ratio(tokens, reading).or_else(|| share::part_of_known(tokens, reading));
    if let Some(found) = share {
        return Some(found);
    }
    let multiple = multiple::odds(tokens, reading)
        .or_else(|| multiple::after(tokens, reading))
        .or_else(|| multiple::factor(tokens, reading));
    if let Some(next) = multiple {
        return Some(figure(tokens, reading, FigureKind::Multiple, next));
    }
    if let Some(found) = with_unit(tokens, reading) {
        return is_meant(tokens, reading, &found).then_some(found);
    }
    if let Some(length) = length(tokens, reading) {
        return Some(length);
    }
    if reading.letter && (!is_letter_meant(tokens, reading) || tokens.had(reading.start, 1, LABEL)) {
        return None;
    }
    let attached = tokens.is_word(reading.next) && !tokens.gap(reading.next);
    if attached || is_date(tokens, reading) || is_address(tokens, reading.next) {
        return None;
    }
    if tokens.is_mark(reading.next, '-') && !tokens.gap(reading.next) && tokens.is_word(reading.next + 1) {
        return compound(tokens, reading);
    }
    counted(tokens, reading)
}

/// `Three Musketeers`, `the Big Four`: number words in names.
fn is_title(tokens: &Tokens, reading: &Reading) -> bool {
    let first = tokens.is(reading.start, &["a", "an"]);
    let capital = tokens.is_capital(reading.start) && !first;
    // `Seven million Britons`, `Five Democrats`
    let scaled = reading.scaled && !tokens.is_capital(reading.next - 1);
    let counts = scaled || is_demonym(tokens.word(reading.next));
    // `Three Russian officers`
    let origin = is_origin(tokens.word(reading.next))
        && noun(tokens, reading.next).is_some_and(|noun| !tokens.is_capital(noun.at));
    let named = tokens.is_capital(reading.next) && !first && !counts && !origin;
    capital && (!tokens.begins(reading.start) || named)
}

fn figure(tokens: &Tokens, reading: &Reading, kind: FigureKind, next: usize) -> Found {
    let mut found = Found::new(tokens, reading.start, next, kind, reading.amount);
    found.figure.upper = reading.upper;
    found
}

/// The number with its currency, percent sign or measure.
pub(super) fn with_unit(tokens: &Tokens, reading: &Reading) -> Option<Found> {
    let hyphen = usize::from(tokens.is_mark(reading.next, '-') && !tokens.gap(reading.next));
    let joined = hyphen == 1 && !tokens.gap(reading.next + 1) && tokens.is_word(reading.next + 1);
    // `8+ GW`
    let plus = tokens.is_mark(reading.next, '+') && !tokens.gap(reading.next);
    let after = unit_at(tokens, reading.next)
        .or_else(|| unit_at(tokens, reading.next + 1).filter(|_| joined || plus));
    if let Some(currency) = reading.currency {
        let repeated = after.filter(|(unit, _)| unit.kind == FigureKind::Money && unit.name == currency);
        let next = repeated.map_or(reading.next, |(_, next)| next);
        return Some(figure(tokens, reading, FigureKind::Money, next).in_unit(currency));
    }
    let of = tokens.is(reading.next, &["de", "di"]) && reading.scaled;
    let money = || unit_at(tokens, reading.next + 1).filter(|(unit, _)| of && unit.kind == FigureKind::Money);
    let (unit, next) = after.or_else(money)?;
    let mut found = figure(tokens, reading, unit.kind, next).in_unit(unit.name);
    if unit.name == "cents"
        && tokens.is(reading.next, &["p"])
        && reading.small().is_some_and(|lines| SCREENS.contains(&lines))
    {
        return None;
    }
    if unit.name == "cents" {
        let dollars = |amount: Option<Amount>| amount.map(|amount| amount.scaled(-2));
        (found.figure.amount, found.figure.upper) =
            (dollars(found.figure.amount), dollars(found.figure.upper));
        found.figure.unit = None;
    }
    (!is_idle(tokens, reading, unit, joined, next)).then_some(found)
}

/// Whether a letter that may be a unit is one here: not in `Boeing 737 C`.
fn is_meant(tokens: &Tokens, reading: &Reading, found: &Found) -> bool {
    let letter = tokens.word(found.next - 1).len() == 1 && tokens.is_word(found.next - 1);
    let amount = reading.currency.is_some() || reading.scaled;
    amount
        || !letter
        || tokens.begins(reading.start - usize::from(reading.start > 0))
        || !is_named(tokens, reading.start)
}

/// `a leap of 17.30m`, `2.5m high`: metres, though `m` after a number is mostly a million.
fn length(tokens: &Tokens, reading: &Reading) -> Option<Found> {
    const LENGTHS: &[&str] = &[
        "height",
        "length",
        "width",
        "depth",
        "jump",
        "jumped",
        "leap",
        "leapt",
        "throw",
        "threw",
        "cleared",
        "clearance",
        "vault",
    ];
    if !reading.letter || !reading.number.decimals || tokens.word(reading.next - 1) != "m" {
        return None;
    }
    let stretched = tokens.is(
        reading.next,
        &["high", "long", "tall", "wide", "deep", "above", "below"],
    );
    let measured = stretched || (1..=3).any(|back| tokens.was(reading.start, back, LENGTHS));
    let metres = |amount: Option<Amount>| amount.map(|amount| amount.scaled(-6));
    measured.then(|| {
        let mut found = figure(tokens, reading, FigureKind::Quantity, reading.next).in_unit("m");
        (found.figure.amount, found.figure.upper) = (metres(reading.amount), metres(reading.upper));
        found
    })
}

/// Whether `m`, `K` or `B` after a number is a magnitude: not in `3M said`, `a 4K screen`, `221B Baker Street`.
fn is_letter_meant(tokens: &Tokens, reading: &Reading) -> bool {
    let letter = tokens.word(reading.next - 1);
    let short = reading.number.small().is_some_and(|value| value <= 10);
    let resolution = letter == "K" && short;
    if letter != "K" && reading.number.decimals {
        return !tokens.is_capital(reading.next);
    }
    let plus = usize::from(tokens.is_mark(reading.next, '+') && !tokens.gap(reading.next));
    let verb = tokens.has(reading.next, FUNCTION | SHARE_VERB) || tokens.word(reading.next).ends_with("ed");
    // `nearly 60m watched`
    let bent = modifier_before(tokens, reading.start).is_some() && (verb || !tokens.is_word(reading.next));
    let counts = bent || noun(tokens, reading.next + plus).is_some() || tokens.is(reading.next, &["of"]);
    !resolution
        && !tokens.is_capital(reading.next)
        && (counts || letter == "B" && !tokens.is_mark(reading.next, '-'))
}

/// `a 30,000-strong workforce`, `a 10-point lead`, `a 300-bed hospital`; not `a 12-member council`.
fn compound(tokens: &Tokens, reading: &Reading) -> Option<Found> {
    let word = reading.next + 1;
    if tokens.is(word, &["plus"]) {
        let counted = noun(tokens, word + 1)?;
        return Some(count(tokens, reading, &counted));
    }
    let large = reading.scaled || reading.small().is_some_and(|value| value >= 100);
    let lead = tokens.is(
        word + 1,
        &[
            "lead",
            "advantage",
            "margin",
            "deficit",
            "swing",
            "gain",
            "majority",
            "gap",
        ],
    ) || tokens.has(word + 1, CHANGE);
    let kind = if tokens.is(word, &["strong"]) {
        FigureKind::Count
    } else if tokens.is(word, &["magnitude"]) || tokens.is(word, &["point", "seat", "vote"]) && lead {
        FigureKind::Quantity
    } else if large && tokens.is(word, &["bed", "seat", "room", "unit", "job", "home", "person"]) {
        FigureKind::Count
    } else {
        return None;
    };
    Some(figure(tokens, reading, kind, word + 1).in_unit(tokens.word(word)))
}

/// A number of things, or of nothing that is named.
fn counted(tokens: &Tokens, reading: &Reading) -> Option<Found> {
    if let Some(next) = is_time_span(tokens, reading.next) {
        let unit = tokens.word(next - 1).to_lowercase();
        // A span with decimals was measured: `14.9 months`.
        let logged = reading.number.grouped && tokens.is(next - 1, &["hours", "minutes", "days", "years"]);
        let pace = tokens.was(reading.start, 1, &["every"]) && tokens.is(next - 1, &["seconds"]);
        let logged = logged || (pace && !reading.number.words);
        let never = tokens.was(reading.start, 1, &["in"]) && tokens.was(reading.start, 2, &["not", "never"]);
        let told = reading.scaled && !never;
        return (told || reading.number.decimals || logged)
            .then(|| figure(tokens, reading, FigureKind::Quantity, next).in_unit(&unit));
    }
    let named = !reading.scaled && !reading.number.grouped && is_named(tokens, reading.start);
    if named {
        return None;
    }
    // `100+ countries`
    let plus = usize::from(tokens.is_mark(reading.next, '+') && !tokens.gap(reading.next));
    if plus == 1 && is_time_span(tokens, reading.next + 1).is_some() {
        return None;
    }
    let summed = tokens.was(reading.start, 1, &["of"]) && tokens.was(reading.start, 2, &["total"]);
    let modified = plus == 1 || summed || modifier_before(tokens, reading.start).is_some();
    match noun(tokens, reading.next + plus) {
        Some(noun) if !is_counted(tokens, reading, &noun, modified) => None,
        Some(noun) => Some(count(tokens, reading, &noun)),
        None => bare(tokens, reading, modified),
    }
}

fn count(tokens: &Tokens, reading: &Reading, noun: &Noun) -> Found {
    let time = noun.sort == Sort::Time;
    let kind = if time || reading.number.decimals && !reading.scaled {
        FigureKind::Quantity
    } else {
        FigureKind::Count
    };
    figure(tokens, reading, kind, noun.at + 1).in_unit(&tokens.word(noun.at).to_lowercase())
}

fn bare(tokens: &Tokens, reading: &Reading, modified: bool) -> Option<Found> {
    let count = if reading.number.decimals && !reading.scaled {
        FigureKind::Quantity
    } else {
        FigureKind::Count
    };
    // `and eleven were injured`
    let hit = is_toll(tokens, reading) && reading.small() > Some(1);
    let stated = reading.scaled
        || (reading.number.grouped && !reading.number.words)
        || (!reading.number.words || modified || hit) && is_announced(tokens, reading, modified);
    // `a million-dollar idea`, `she is one in a million`
    let odd = tokens.was(reading.start, 1, &["in"]) && tokens.was(reading.start, 2, &["one"]);
    let loose = odd || tokens.is_mark(reading.next, '-');
    let idle = reading.scaled && loose && tokens.is(reading.start, &["a"]);
    (stated && !idle).then(|| figure(tokens, reading, count, reading.next))
}
