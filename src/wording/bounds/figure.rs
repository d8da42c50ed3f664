//! The figures in a few words, as places: which characters are one, and of what class. Their value is read elsewhere.

use crate::wording::days::words::{Kind, Token, count_at};
use std::ops::Range;

/// Figures of different classes are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// With a currency.
    Money,
    /// With % or "percent".
    Percent,
    /// A year, or the day of a month.
    Date,
    /// With "million" or its like, but no currency.
    Scaled,
    /// Any other.
    Plain,
}

/// A figure, by its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which tokens it is.
    pub tokens: Range<usize>,
    /// Of what class.
    pub class: Class,
}

const CURRENCIES: [&str; 6] = ["$", "€", "£", "¥", "₹", "₩"];
const CODES: [&str; 8] = ["USD", "EUR", "GBP", "JPY", "CHF", "dollars", "euros", "pounds"];
const SCALES: [&str; 15] = [
    "k", "m", "mn", "mln", "b", "bn", "bln", "t", "tn", "trn", "thousand", "million", "billion", "trillion",
    "hundred",
];
const PERCENTS: [&str; 4] = ["%", "percent", "pct", "pc"];
const PARTS: [&str; 9] = [
    "half",
    "third",
    "quarter",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether tokens begin with a figure or a word for a part.
pub fn begins(tokens: &[Token<'_>]) -> bool {
    let starts = tokens.first().is_some_and(|token| token.is_any(&PARTS));
    starts || (at(tokens, 0)).is_some()
}

/// Every figure, in order.
pub fn all(tokens: &[Token<'_>]) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        match at(tokens, place) {
            Some(figure) => {
                place = figure.tokens.end;
                found.push(figure);
            }
            None => place += 1,
        }
    }
    found
}

/// Whether a token is the name of a month.
pub fn is_month(token: &Token<'_>) -> bool {
    token.is_capitalised() && token.is_any(&MONTHS)
}

fn at(tokens: &[Token<'_>], start: usize) -> Option<Figure> {
    let has_currency = |token: Option<&Token<'_>>| token.is_some_and(|token| token.is_any(&CURRENCIES));
    let has_code = |token: Option<&Token<'_>>| token.is_some_and(|token| token.is_any(&CODES));
    let mut money = has_currency(tokens.get(start)) || has_code(tokens.get(start));
    let first = start + usize::from(money);
    if !stands_alone(tokens, first) {
        return None;
    }
    let mut end = digits_end(tokens, first)?;
    let scaled = tokens.get(end).is_some_and(|token| token.is_any(&SCALES));
    end += usize::from(scaled);
    let percent = percent_end(tokens, end);
    end = percent.unwrap_or(end);
    if !money && (has_currency(tokens.get(end)) || has_code(tokens.get(end))) {
        (money, end) = (true, end + 1);
    }
    let class = match (money, percent.is_some(), scaled) {
        (true, ..) => Class::Money,
        (_, true, _) => Class::Percent,
        (.., true) => Class::Scaled,
        _ if is_date(tokens, first, end) => Class::Date,
        _ => Class::Plain,
    };
    Some(Figure {
        tokens: start..end,
        class,
    })
}

/// The digits of "GPT-5", "Q4" or "H100" are no figure.
fn stands_alone(tokens: &[Token<'_>], first: usize) -> bool {
    let glued = |back: usize| first.checked_sub(back).map(|at| &tokens[at]);
    let Some(token) = tokens.get(first) else {
        return false;
    };
    if token.spaced {
        return true;
    }
    match (glued(2), glued(1)) {
        (_, Some(before)) if before.kind == Kind::Letters => before.is_any(&["US"]) || before.is_any(&CODES),
        (Some(word), Some(dash)) if dash.is_dash() => dash.spaced || word.kind != Kind::Letters,
        _ => true,
    }
}

fn digits_end(tokens: &[Token<'_>], first: usize) -> Option<usize> {
    if tokens.get(first)?.kind != Kind::Digits {
        let (number, end) = count_at(tokens, first)?;
        // "one" is a pronoun more often than a figure.
        return (number > 1).then_some(end);
    }
    let mut end = first + 1;
    while let Some([mark, digits]) = tokens.get(end..end + 2) {
        let joined =
            mark.is_any(&[".", ","]) && !mark.spaced && !digits.spaced && digits.kind == Kind::Digits;
        if !joined {
            break;
        }
        end += 2;
    }
    Some(end)
}

fn percent_end(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    // "a 27-percent stake"
    let at = at + usize::from(token.is_dash() && !token.spaced);
    match tokens.get(at)? {
        per if per.is("per") => tokens.get(at + 1)?.is("cent").then_some(at + 2),
        token => token.is_any(&PERCENTS).then_some(at + 1),
    }
}

fn is_date(tokens: &[Token<'_>], first: usize, end: usize) -> bool {
    let is_year = end == first + 1 && matches!(tokens[first].number(4..5), Some(1000..=2999));
    let next_month = tokens.get(end).is_some_and(is_month);
    let month_before = first.checked_sub(1).is_some_and(|at| is_month(&tokens[at]));
    is_year || next_month || month_before
}
