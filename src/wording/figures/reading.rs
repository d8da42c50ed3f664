//! A number with its currency sign and its magnitude, or a range of two.

use super::amount::Amount;
use super::currency::{currency_code, currency_sign};
use super::lexicon::{CHANGE, CURRENCY, MAGNITUDE};
use super::number::{self, Number};
use super::token::{Kind, Tokens};
use super::units::{letter_magnitude, magnitude, unit_at};

/// What is read so far, before any unit after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Its first token, a sign or a currency included.
    pub(super) start: usize,
    pub(super) number: Number,
    pub(super) amount: Option<Amount>,
    /// The greater end of a range.
    pub(super) upper: Option<Amount>,
    /// Whether a magnitude follows the number.
    pub(super) scaled: bool,
    /// Whether that magnitude is one letter, and no currency tells what it means.
    pub(super) letter: bool,
    /// The currency before the number.
    pub(super) currency: Option<&'static str>,
    pub(super) next: usize,
}

impl Reading {
    fn negate_if(&mut self, below: bool) {
        self.amount = self
            .amount
            .map(|amount| if below { amount.negative() } else { amount });
    }

    /// The value as a small whole number; of a range, its greater end.
    pub(super) fn small(&self) -> Option<i128> {
        self.upper.or(self.amount).and_then(Amount::as_whole)
    }
}

/// The number at a token, with the currency before it; a range counts as one.
pub(super) fn reading(tokens: &Tokens, at: usize) -> Option<Reading> {
    let mut first = single(tokens, at)?;
    let sign = first.start.checked_sub(1).filter(|sign| is_sign(tokens, *sign));
    if let Some(sign) = sign {
        first.start = sign;
        first.negate_if(tokens.is_mark(sign, '-'));
    }
    Some(range(tokens, &first).unwrap_or(first))
}

/// Whether a mark is the sign of the number that follows it.
fn is_sign(tokens: &Tokens, at: usize) -> bool {
    let free = at == 0 || tokens.gap(at) || tokens.is_mark(at - 1, '(') || tokens.is_mark(at - 1, '~');
    (tokens.is_mark(at, '-') || tokens.is_mark(at, '+')) && free && !tokens.gap(at + 1)
}

fn single(tokens: &Tokens, at: usize) -> Option<Reading> {
    let (currency, number_at) = match currency(tokens, at) {
        Some((name, next)) => (Some(name), next),
        None => (None, at),
    };
    let number = number_from(tokens, number_at)?;
    let mut reading = Reading {
        start: at,
        number,
        amount: number.amount,
        upper: None,
        scaled: false,
        letter: false,
        currency,
        next: number.next,
    };
    magnitudes(tokens, &mut reading);
    // `$-3`: the sign stands after the currency.
    reading.negate_if(currency.is_some() && tokens.is_mark(number_at - 1, '-'));
    Some(reading)
}

fn number_from(tokens: &Tokens, at: usize) -> Option<Number> {
    if tokens.is_number(at) {
        number::digits_at(tokens, at)
    } else {
        number::words_at(tokens, at)
    }
}

/// The currency that stands before a number at this token, and the token of the number.
fn currency(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    match tokens.get(at)?.kind {
        Kind::Mark(mark) => {
            let name = currency_sign(mark)?;
            let sign = usize::from(tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1));
            tokens.is_number(at + 1 + sign).then_some((name, at + 1 + sign))
        }
        Kind::Word if tokens.has(at, CURRENCY) => {
            let word = tokens.word(at);
            let signed = ['$', '£'].iter().any(|sign| tokens.is_mark(at + 1, *sign)) && !tokens.gap(at + 1);
            if signed {
                let name = currency_code(word, true)?;
                return tokens.is_number(at + 2).then_some((name, at + 2));
            }
            let dot = usize::from(word == "Rs" && tokens.is_mark(at + 1, '.'));
            let name = currency_code(word, false)?;
            tokens.is_number(at + 1 + dot).then_some((name, at + 1 + dot))
        }
        _ => None,
    }
}

/// Reads `million`, `bn`, `hundred thousand` after the number.
fn magnitudes(tokens: &Tokens, reading: &mut Reading) {
    for _ in 0..2 {
        let hyphen = usize::from(tokens.is_mark(reading.next, '-') && !tokens.gap(reading.next));
        let at = reading.next + hyphen;
        if !tokens.is_word(at) || (hyphen == 1 && (tokens.gap(at) || !tokens.has(at, MAGNITUDE))) {
            return;
        }
        let Some(power) = power(tokens, at, reading) else {
            return;
        };
        reading.amount = reading.amount.map(|amount| amount.scaled(power));
        reading.scaled = true;
        reading.letter = reading.currency.is_none() && tokens.word(at).len() == 1;
        reading.next = at + 1;
        // `5 Mio. €`: the stop belongs to the short word.
        let short = tokens.is(at, &["mio", "mrd", "mln", "mld"]) && tokens.is_mark(at + 1, '.');
        if short && unit_at(tokens, at + 2).is_some() {
            reading.next += 1;
        }
    }
}

fn power(tokens: &Tokens, at: usize, reading: &Reading) -> Option<i32> {
    let word = tokens.word(at);
    let written_out =
        magnitude(word).filter(|_| tokens.gap(at) || tokens.has(at, MAGNITUDE) || word.len() > 1);
    if written_out.is_some() || reading.scaled || reading.number.words {
        return written_out;
    }
    let money = reading.currency.is_some();
    let compound = tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1) && tokens.is_word(at + 2);
    let attached = !tokens.gap(at) && (money || !compound);
    if attached {
        return letter_magnitude(word, money);
    }
    letter_magnitude(word, money).filter(|_| money && tokens.gap(at))
}

/// The range that begins with a number, unless the two are a change from one to the other.
fn range(tokens: &Tokens, first: &Reading) -> Option<Reading> {
    if first.number.words && first.amount == Some(Amount::whole(0)) {
        return None;
    }
    let unit = unit_at(tokens, first.next);
    let complete = unit.is_some()
        || (first.scaled && first.currency.is_some())
        || first.scaled && tokens.was(first.start, 1, &["from"]);
    let link = unit.map_or(first.next, |(_, next)| next);
    let dash = tokens.is_mark(link, '-') && tokens.gap(link) == tokens.gap(link + 1);
    let between = tokens.was(first.start, 1, &["between"]) && tokens.is(link, &["and"]);
    let to = tokens.is(link, &["to", "or", "à", "bis"]);
    if !(dash || between || to) {
        return None;
    }
    let second = single(tokens, link + 1)?;
    if second.currency.is_some() && first.currency.is_none() && unit.is_none() {
        return None;
    }
    let complete = complete || (first.currency.is_some() && second.currency.is_some() && !second.scaled);
    if complete && !completes(tokens, first, &second, unit.map(|(unit, _)| unit.name)) {
        return None;
    }
    if complete && to && is_change(tokens, first.start) {
        return None;
    }
    let mut amount = first.amount?;
    let upper = second.amount?;
    if !first.scaled && second.scaled {
        let bare = second.number.amount?;
        amount = amount.scaled(upper.parts().2 - bare.parts().2);
    }
    (amount < upper).then_some(Reading {
        amount: Some(amount),
        upper: Some(upper),
        scaled: second.scaled,
        next: second.next,
        number: Number {
            grouped: first.number.grouped || second.number.grouped,
            ..second.number
        },
        currency: first.currency.or(second.currency),
        ..*first
    })
}

/// Whether the second number has the unit that the first one has.
fn completes(tokens: &Tokens, first: &Reading, second: &Reading, unit: Option<&str>) -> bool {
    let own = unit_at(tokens, second.next).map(|(unit, _)| unit.name);
    first.currency == second.currency && own == unit
}

/// `rose from 5% to 10%`: two figures, each with its own place in time.
fn is_change(tokens: &Tokens, at: usize) -> bool {
    tokens.was(at, 1, &["from", "by"]) || (1..=3).any(|back| tokens.had(at, back, CHANGE))
}
