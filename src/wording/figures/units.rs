//! Units after a number: percent, currencies, measures and magnitudes, each under one name.

use std::sync::LazyLock;

use super::FigureKind;
use super::currency::currency_sign;
use super::lexicon::{FUNCTION, Table, folded};
use super::token::{Kind, Tokens};
use super::unit_names::{CURRENCIES, MEASURES, PERCENTS};

/// A unit by its one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) kind: FigureKind,
    pub(super) name: &'static str,
}

static UNITS: LazyLock<Table<Unit>> = LazyLock::new(|| {
    let tables: [(FigureKind, &'static [(&str, &str)]); 3] = [
        (FigureKind::Money, &CURRENCIES),
        (FigureKind::Quantity, &MEASURES),
        (FigureKind::Percent, &PERCENTS),
    ];
    let mut units = Table::default();
    for (kind, table) in tables {
        for (name, words) in table {
            for word in words.split_whitespace() {
                units.insert(word, Unit { kind, name });
            }
        }
    }
    units
});

/// The unit that one word names.
fn unit_word(word: &str) -> Option<Unit> {
    folded(word, |word| UNITS.get(word).copied())
}

/// The power of ten that a magnitude word adds; `factor` is 12 for dozens.
pub(super) fn magnitude(word: &str) -> Option<i32> {
    folded(word, |word| {
        Some(match word {
            "hundred" => 2,
            "thousand" | "tausend" => 3,
            "lakh" | "lakhs" => 5,
            "million" | "mio" | "mln" | "mn" | "millionen" | "millions" | "millones" | "milioni" => 6,
            "crore" | "crores" => 7,
            "billion" | "bn" | "bln" | "mrd" | "milliarden" | "milliards" | "miliardi" | "mld"
            | "billions" => 9,
            "trillion" | "tn" | "trn" | "trillions" => 12,
            _ => return None,
        })
    })
}

/// The power of ten of a letter that stands right after a number: `5m`, `13B`, `40k`.
pub(super) fn letter_magnitude(word: &str, money: bool) -> Option<i32> {
    Some(match word {
        "k" | "K" => 3,
        "m" | "M" => 6,
        "b" if money => 9,
        "B" => 9,
        "T" | "t" if money => 12,
        _ => return None,
    })
}

/// The unit at a token, and the token after it.
pub(super) fn unit_at(tokens: &Tokens, at: usize) -> Option<(Unit, usize)> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Mark('%') => Some((
            Unit {
                kind: FigureKind::Percent,
                name: "%",
            },
            at + 1,
        )),
        Kind::Mark('¢') => Some((
            Unit {
                kind: FigureKind::Money,
                name: "cents",
            },
            at + 1,
        )),
        Kind::Mark(mark) => {
            let name = currency_sign(mark)?;
            let unit = Unit {
                kind: FigureKind::Money,
                name,
            };
            let starts_next = tokens.is_number(at + 1) && !tokens.gap(at + 1);
            (!starts_next).then_some((unit, at + 1))
        }
        Kind::Word => phrase(tokens, at)
            .or_else(|| Some((word_unit(tokens, at)?, at + 1)))
            .map(|unit| per(tokens, unit)),
        Kind::Number => None,
    }
}

/// `km/h`, `mg/dL`: a measure for each of another.
fn per(tokens: &Tokens, (unit, next): (Unit, usize)) -> (Unit, usize) {
    const OTHERS: &[&str] = &[
        "h", "hr", "s", "sec", "min", "d", "day", "yr", "year", "l", "dl", "ml", "kg", "g", "m²", "m³", "m",
        "ha", "cm²", "cm³", "km²", "w", "kwh", "mwh", "t",
    ];
    let joined = tokens.is_mark(next, '/') && !tokens.gap(next) && !tokens.gap(next + 1);
    if unit.kind != FigureKind::Quantity || !joined || !tokens.is(next + 1, OTHERS) {
        return (unit, next);
    }
    let name = if unit.name == "km" && tokens.is(next + 1, &["h", "hr"]) {
        "km/h"
    } else {
        unit.name
    };
    (Unit { name, ..unit }, next + 2)
}

/// Units of two and more words.
fn phrase(tokens: &Tokens, at: usize) -> Option<(Unit, usize)> {
    let percent = |name| Unit {
        kind: FigureKind::Percent,
        name,
    };
    let quantity = |name| Unit {
        kind: FigureKind::Quantity,
        name,
    };
    let joined = if tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1) {
        at + 2
    } else {
        at + 1
    };
    if tokens.is(at, &["per"]) && tokens.is(at + 1, &["cent"]) {
        return Some((percent("%"), at + 2));
    }
    if tokens.is(at, &["percentage"]) && tokens.is(joined, &["point", "points"]) {
        return Some((percent("percentage points"), joined + 1));
    }
    let parts = tokens.is(at, &["part", "parts"]) && tokens.is(at + 1, &["per"]);
    if parts && tokens.is(at + 2, &["million", "billion", "trillion"]) {
        return Some((quantity("ppm"), at + 3));
    }
    if tokens.is(at, &["orders"]) && tokens.is(at + 1, &["of"]) && tokens.is(at + 2, &["magnitude"]) {
        return Some((quantity("orders of magnitude"), at + 3));
    }
    if tokens.is(at, &["basis"]) && tokens.is(joined, &["point", "points"]) {
        return Some((percent("basis points"), joined + 1));
    }
    if tokens.is(
        at,
        &[
            "us",
            "u.s",
            "canadian",
            "australian",
            "british",
            "swiss",
            "egyptian",
        ],
    ) {
        return unit_at_word(tokens, at + 1).filter(|(unit, _)| unit.kind == FigureKind::Money);
    }
    if let Some(found) = coins(tokens, at) {
        return Some(found);
    }
    if tokens.is(
        at,
        &["square", "sq", "cubic", "nautical", "metric", "short", "long"],
    ) {
        let dot = usize::from(tokens.is_mark(at + 1, '.') || joined == at + 2);
        let (unit, next) =
            unit_at_word(tokens, at + 1 + dot).filter(|(unit, _)| unit.kind == FigureKind::Quantity)?;
        return Some((quantity(powered(tokens.word(at), unit.name)), next));
    }
    compound(tokens, at, joined)
}

/// Pounds, which are money or a weight, and coins.
fn coins(tokens: &Tokens, at: usize) -> Option<(Unit, usize)> {
    let quantity = |name| Unit {
        kind: FigureKind::Quantity,
        name,
    };
    if tokens.is(at, &["pound", "pounds"]) {
        let money = tokens.is(at + 1, &["sterling"]);
        let weight = tokens.is(at + 1, &["of"]);
        let unit = if weight {
            quantity("lb")
        } else {
            Unit {
                kind: FigureKind::Money,
                name: "GBP",
            }
        };
        return Some((unit, at + 1 + usize::from(money)));
    }
    if tokens.is(at, &["cent", "cents", "pence", "penny"]) {
        return Some((
            Unit {
                kind: FigureKind::Money,
                name: "cents",
            },
            at + 1,
        ));
    }
    None
}

/// `kilowatt-hours`, `light years`, `degrees Celsius`.
fn compound(tokens: &Tokens, at: usize, joined: usize) -> Option<(Unit, usize)> {
    let quantity = |name| Unit {
        kind: FigureKind::Quantity,
        name,
    };
    if tokens.is(at, &["light"]) && tokens.is(joined, &["year", "years"]) {
        return Some((quantity("ly"), joined + 1));
    }
    if tokens.is(at, &["degree", "degrees"]) {
        let scale = unit_at_word(tokens, at + 1).filter(|(unit, _)| unit.name.starts_with('°'));
        let letter = if tokens.is(at + 1, &["c"]) { "°C" } else { "°F" };
        return Some(match scale {
            Some(found) => found,
            None if tokens.is(at + 1, &["c", "f"]) => (quantity(letter), at + 2),
            None => (quantity("degrees"), at + 1),
        });
    }
    let hours = [
        ("kilowatt", "kWh"),
        ("megawatt", "MWh"),
        ("gigawatt", "GWh"),
        ("terawatt", "TWh"),
        ("watt", "Wh"),
    ];
    let (_, name) = hours.into_iter().find(|(word, _)| tokens.is(at, &[word]))?;
    tokens
        .is(joined, &["hour", "hours"])
        .then_some((quantity(name), joined + 1))
}

fn unit_at_word(tokens: &Tokens, at: usize) -> Option<(Unit, usize)> {
    tokens
        .is_word(at)
        .then(|| unit_word(tokens.word(at)))
        .flatten()
        .map(|unit| (unit, at + 1))
}

/// A unit of one word; letters that may mean something else only right after a number or in their own case.
fn word_unit(tokens: &Tokens, at: usize) -> Option<Unit> {
    let word = tokens.word(at);
    let quantity = |name| {
        Some(Unit {
            kind: FigureKind::Quantity,
            name,
        })
    };
    match word {
        "m" => return quantity("m").filter(|_| tokens.gap(at)),
        "p" => {
            return Some(Unit {
                kind: FigureKind::Money,
                name: "cents",
            })
            .filter(|_| !tokens.gap(at));
        }
        "pc" if !tokens.gap(at) => {
            return Some(Unit {
                kind: FigureKind::Percent,
                name: "%",
            });
        }
        "g" => return quantity("g"),
        "W" => return quantity("W"),
        "V" if !tokens.gap(at) => return quantity("V"),
        "C" | "F" if !tokens.gap(at) || is_scale(tokens, at) => {
            return quantity(if word == "C" { "°C" } else { "°F" });
        }
        _ => {}
    }
    unit_word(word)
}

/// `1.5 C above`, `20 F.`: a letter after a space, where no noun follows that it could belong to.
fn is_scale(tokens: &Tokens, at: usize) -> bool {
    let decimals = at > 0 && tokens.is_number(at - 1) && tokens.word(at - 1).contains('.');
    decimals || !(tokens.is_word(at + 1) || tokens.is_mark(at + 1, '-')) || tokens.has(at + 1, FUNCTION)
}

fn powered(power: &str, name: &'static str) -> &'static str {
    match (power.to_ascii_lowercase().as_str(), name) {
        ("square" | "sq", "km") => "km²",
        ("square" | "sq", "m") => "m²",
        ("square" | "sq", "ft") => "ft²",
        ("square" | "sq", "mi") => "mi²",
        ("square" | "sq", _) => "square units",
        ("cubic", "m") => "m³",
        ("cubic", "km") => "km³",
        ("cubic", "ft") => "ft³",
        ("cubic", _) => "cubic units",
        ("nautical", _) => "nmi",
        (_, name) => name,
    }
}
