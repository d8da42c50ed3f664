//! One point in time as prose writes it, from a year to a day.

use super::words::{Kind, Token};
use jiff::civil::Date;

/// A day whose year may be left to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year, where it is written.
    pub year: Option<i16>,
    /// The month, from 1.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
}

/// A point in time, as precise as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// "27 April 2026", "April 27".
    Day(Day),
    /// "April 2026", "November".
    Month {
        /// From 1.
        month: i8,
        /// Where it is written.
        year: Option<i16>,
    },
    /// "Q4 2026".
    Quarter {
        /// From 1.
        quarter: i8,
        /// Its year.
        year: i16,
    },
    /// "2026".
    Year(i16),
}

impl Day {
    /// The date, if its year is known and has such a day.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// The date of this day without a year, from which a range runs to that one.
    pub fn before(self, last: Self) -> Option<Date> {
        let end = last.date()?;
        let in_year = |year| {
            Self {
                year: Some(year),
                ..self
            }
            .date()
        };
        in_year(end.year())
            .filter(|start| *start <= end)
            .or_else(|| in_year(end.year() - 1))
    }
}

/// The point that begins at this token, and where it ends.
pub fn point_at(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    if is_inside_number(tokens, at) {
        return None;
    }
    iso(tokens, at)
        .or_else(|| slashed(tokens, at))
        .or_else(|| quarter(tokens, at))
        .or_else(|| day_then_month(tokens, at))
        .or_else(|| month_then_day(tokens, at))
        .or_else(|| month_alone(tokens, at))
        .or_else(|| year_at(tokens, at).map(|(year, end)| (Point::Year(year), end)))
}

/// Whether words before a bare number of four digits show that it is a year.
pub fn is_year_here(tokens: &[Token<'_>], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|place| &tokens[place]);
    let joins = |token: &Token<'_>| token.is_dash() || token.is_any(&["and", "or", "to"]);
    let is_year = |token: &Token<'_>| matches!(token.number(4..5), Some(1900..=2099));
    let leads = [
        "in",
        "since",
        "by",
        "through",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "late",
        "early",
        "mid",
        "of",
        "throughout",
        "between",
    ];
    let Some(previous) = before(1) else { return false };
    if !matches!(tokens[at].number(4..5), Some(1900..=2099)) || is_counted(tokens, at + 1) {
        return false;
    }
    let in_range = joins(previous) && before(2).is_some_and(is_year);
    let opens = previous.is("(")
        && tokens
            .get(at + 1)
            .is_some_and(|token| token.is(")") || token.is_dash());
    let after_mid = previous.is_dash() && before(2).is_some_and(|token| token.is("mid"));
    previous.is_any(&leads) || in_range || opens || after_mid
}

/// "of 2026 employees", "from 2000 to 3000 users": a plural follows.
fn is_counted(tokens: &[Token<'_>], next: usize) -> bool {
    tokens.get(next).is_some_and(|token| {
        let is_noun = token.kind == Kind::Letters && !token.is_capitalised() && token.text.ends_with('s');
        is_noun
            && !token.is_any(&[
                "was", "is", "has", "as", "this", "its", "his", "us", "sees", "saw",
            ])
    })
}

/// The digits of "1,526", "3.2026" or "FY2025" begin no date; nor do those behind a currency.
fn is_inside_number(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let glued = |back: usize| at.checked_sub(back).map(|place| &tokens[place]);
    let is_digits = |token: Option<&Token<'_>>| token.is_some_and(|token| token.kind == Kind::Digits);
    match glued(1) {
        _ if token.spaced => false,
        Some(mark) if mark.is_any(&[".", ","]) => !mark.spaced && is_digits(glued(2)),
        Some(mark) if mark.is_any(&["$", "€", "£", "#", "/", ":"]) => true,
        Some(mark) if mark.is("-") => is_digits(glued(2)) && is_digits(Some(token)) && token.text.len() < 4,
        Some(word) => word.kind != Kind::Mark,
        None => false,
    }
}

fn narrow(number: i64) -> Option<i8> {
    i8::try_from(number).ok()
}

/// "2026-04-27"
fn iso(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let [year, one, month, two, day] = tokens.get(at..at + 5)? else {
        return None;
    };
    let joined = one.is("-") && two.is("-") && ![one, month, two, day].iter().any(|token| token.spaced);
    let day = Day {
        year: Some(i16::try_from(year.number(4..5)?).ok()?),
        month: narrow(month.number(2..3)?)?,
        day: narrow(day.number(2..3)?)?,
    };
    let goes_on = tokens
        .get(at + 5)
        .is_some_and(|token| token.is("-") && !token.spaced);
    (joined && !goes_on).then_some((Point::Day(day), at + 5))
}

/// "27/04/2026", "04/27/2026", "27.04.2026", where only one reading is a date.
fn slashed(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let [first, one, second, two, year] = tokens.get(at..at + 5)? else {
        return None;
    };
    let joined = (one.is("/") || one.is(".")) && one.text == two.text;
    if !joined || [one, second, two, year].iter().any(|token| token.spaced) {
        return None;
    }
    let (first, second) = (narrow(first.number(1..3)?)?, narrow(second.number(1..3)?)?);
    let (day, month) = match (first, second) {
        (13..=31, 1..=12) => (first, second),
        (1..=12, 13..=31) => (second, first),
        (one, other) if one == other => (one, other),
        _ => return None,
    };
    let year = Some(i16::try_from(year.number(4..5)?).ok()?);
    Some((Point::Day(Day { year, month, day }), at + 5))
}

/// "27 April 2026", "27th of April", "27. April 2026"
fn day_then_month(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let (day, mut next) = ordinal(tokens, at)?;
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
    next += usize::from(is(next, "of") || (next == at + 1 && is(next, ".")));
    let (month, next) = month(tokens, next)?;
    let (year, end) = year_behind(tokens, next);
    Some((Point::Day(Day { year, month, day }), end))
}

/// "April 27, 2026", "Apr. 27", "April the 27th"
fn month_then_day(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let (month, mut next) = month(tokens, at)?;
    next += usize::from(tokens.get(next).is_some_and(|token| token.is("the")));
    let (day, end) = ordinal(tokens, next)?;
    let follows = |back: usize| tokens.get(end + back);
    // "April 27–28", "April 27 and 28" and "April 27.5" name no single day.
    let joins = follows(0)
        .is_some_and(|token| token.is_dash() || token.is_any(&["and", "or", "to", "&", ".", ":", "%"]));
    let is_open = joins
        && match (follows(0), follows(1)) {
            (Some(mark), _) if mark.is("%") => true,
            (Some(mark), Some(digits)) if mark.is_any(&[".", ":"]) => {
                !digits.spaced && digits.kind == Kind::Digits
            }
            (_, Some(digits)) => {
                digits.number(1..3).is_some() && !tokens.get(end + 2).is_some_and(Token::is_capitalised)
            }
            _ => false,
        };
    if is_open {
        return None;
    }
    let (year, end) = year_behind(tokens, end);
    Some((Point::Day(Day { year, month, day }), end))
}

/// "April 2026", "November"
fn month_alone(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let (month, next) = month(tokens, at)?;
    let of = usize::from(tokens.get(next).is_some_and(|token| token.is("of")));
    let (year, end) = year_behind(tokens, next + of);
    let end = if year.is_some() { end } else { next };
    Some((Point::Month { month, year }, end))
}

/// "Q4 2026", "Q4 of 2026", "2026-Q4", "fourth quarter of 2026"
fn quarter(tokens: &[Token<'_>], at: usize) -> Option<(Point, usize)> {
    let made = |quarter, year, end| Some((Point::Quarter { quarter, year }, end));
    if let Some((year, next)) = year_at(tokens, at) {
        let dash = usize::from(tokens.get(next).is_some_and(Token::is_dash));
        let (quarter, end) = short_quarter(tokens, next + dash)?;
        return made(quarter, year, end);
    }
    let (quarter, next) = short_quarter(tokens, at).or_else(|| {
        let ordinals = ["first", "second", "third", "fourth"];
        let found = ordinals.iter().position(|word| tokens[at].is(word))?;
        let is_quarter = tokens.get(at + 1)?.is("quarter");
        is_quarter.then_some((i8::try_from(found).ok()? + 1, at + 2))
    })?;
    let of = usize::from(tokens.get(next).is_some_and(|token| token.is_any(&["of", ","])));
    let (year, end) = year_at(tokens, next + of)?;
    made(quarter, year, end)
}

fn short_quarter(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let [letter, digit] = tokens.get(at..at + 2)? else {
        return None;
    };
    let quarter = narrow(digit.number(1..2)?)?;
    (letter.text == "Q" && !digit.spaced && (1..=4).contains(&quarter)).then_some((quarter, at + 2))
}

/// A day of a month, with or without "st", "nd", "rd", "th".
fn ordinal(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let day = tokens
        .get(at)?
        .number(1..3)
        .filter(|day| (1..=31).contains(day))?;
    let suffix = tokens
        .get(at + 1)
        .is_some_and(|token| !token.spaced && token.is_any(&["st", "nd", "rd", "th"]));
    Some((narrow(day)?, at + 1 + usize::from(suffix)))
}

fn year_behind(tokens: &[Token<'_>], at: usize) -> (Option<i16>, usize) {
    let comma = usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
    match year_at(tokens, at + comma) {
        Some((year, end)) => (Some(year), end),
        None => (None, at),
    }
}

/// A number of four digits that is not the start of a longer one.
fn year_at(tokens: &[Token<'_>], at: usize) -> Option<(i16, usize)> {
    let year = tokens
        .get(at)?
        .number(4..5)
        .filter(|year| (1000..3000).contains(year))?;
    let next = tokens.get(at + 1);
    let digits_follow = tokens
        .get(at + 2)
        .is_some_and(|token| token.kind == Kind::Digits && !token.spaced);
    let goes_on = next.is_some_and(|token| {
        let is_unit = token.is("%") || token.kind == Kind::Letters;
        !token.spaced && (is_unit || (token.is_any(&[".", ",", "/", ":"]) && digits_follow))
    });
    (!goes_on).then_some((i16::try_from(year).ok()?, at + 1))
}

const MONTHS: [&[&str]; 12] = [
    &["January", "Jan"],
    &["February", "Feb"],
    &["March", "Mar"],
    &["April", "Apr"],
    &["May"],
    &["June", "Jun"],
    &["July", "Jul"],
    &["August", "Aug"],
    &["September", "Sept", "Sep"],
    &["October", "Oct"],
    &["November", "Nov"],
    &["December", "Dec"],
];

fn month(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at).filter(|token| token.is_capitalised())?;
    let found = MONTHS.iter().position(|names| token.is_any(names))?;
    let is_short = token.text.len() < 5 && !token.is_any(&["May", "June", "July"]);
    // A point ends the sentence, unless the month is cut short and the date goes on.
    let goes_on = tokens
        .get(at + 2)
        .is_some_and(|token| token.kind == Kind::Digits || token.is(","));
    let point = is_short && goes_on && tokens.get(at + 1).is_some_and(|token| token.is("."));
    Some((i8::try_from(found).ok()? + 1, at + 1 + usize::from(point)))
}
