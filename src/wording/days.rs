//! The days that prose names: dates in every usual English form, and weekdays that stand beside them.

use crate::input::date::PartialDate;
use calendar::{Day, Point};
use jiff::civil::{Date, Weekday};
use std::ops::Range;
use words::{Token, closes, tokens};

pub mod calendar;
pub mod words;

/// A weekday that prose names together with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekdayMention {
    /// Where both stand, in bytes.
    pub range: Range<usize>,
    /// The weekday as prose has it.
    pub said: Weekday,
    /// The date.
    pub date: Date,
    /// The weekday of that date.
    pub actual: Weekday,
}

/// A date that prose names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The date, as precise as it is written.
    pub date: PartialDate,
}

/// Every weekday beside a full date, right or wrong. A date without a year takes this one, unless its sentence has
/// named another; without `year` it is not judged.
pub fn weekdays(text: &str, year: Option<i16>) -> Vec<WeekdayMention> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let mention = weekday_first(&tokens, at, year).or_else(|| date_first(&tokens, at, year));
        found.extend(mention.map(|(tokens_of, said, date)| WeekdayMention {
            range: tokens[tokens_of.start].range.start..tokens[tokens_of.end - 1].range.end,
            said,
            date,
            actual: date.weekday(),
        }));
    }
    found
}

/// Every date: days, months of a year, quarters, and years where a word before them shows that they are years.
pub fn dates(text: &str, year: Option<i16>) -> Vec<DateMention> {
    let tokens = tokens(text);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let (date, end) = dated(&tokens, at, year).unwrap_or((None, at + 1));
        found.extend(date.map(|date| DateMention {
            range: tokens[at].range.start..tokens[end - 1].range.end,
            date,
        }));
        at = end;
    }
    found
}

type Paired = (Range<usize>, Weekday, Date);

/// "Sunday, 27 April 2026", "Monday (April 27, 2026)", "Mon., Apr. 27", "Monday, the 27th of April".
fn weekday_first(tokens: &[Token<'_>], at: usize, year: Option<i16>) -> Option<Paired> {
    let said = weekday(tokens.get(at)?)?;
    if is_newspaper(&tokens[..at]) {
        return None;
    }
    let mut next = at + 1;
    for marks in [&["."][..], &[",", "("], &["the"]] {
        next += usize::from(tokens.get(next).is_some_and(|token| token.is_any(marks)));
    }
    let (day, end) = full_day(tokens, next, year)?;
    Some((at..end, said, day))
}

/// "27 April 2026, a Sunday", "April 27, 2026 (Sunday)", "27 April 2026 was a Monday".
fn date_first(tokens: &[Token<'_>], at: usize, year: Option<i16>) -> Option<Paired> {
    let (day, end) = full_day(tokens, at, year)?;
    let weekday_at = [
        &["(", "a"][..],
        &["("],
        &[",", "a"],
        &[",", "which", "was", "a"],
        &[",", "which", "is", "a"],
        &[",", "which", "fell", "on", "a"],
        &["was", "a"],
        &["is", "a"],
        &["fell", "on", "a"],
        &["falls", "on", "a"],
        &["—", "a"],
        &["–", "a"],
        &[","],
    ]
    .iter()
    .find_map(|phrase| {
        let next = end + phrase.len();
        let fits = tokens
            .get(end..next)?
            .iter()
            .zip(*phrase)
            .all(|(token, word)| token.is(word));
        (fits && weekday(tokens.get(next)?).is_some()).then_some(next)
    })?;
    let said = weekday(&tokens[weekday_at])?;
    let has_point =
        tokens.get(weekday_at + 1).is_some_and(|token| token.is(".")) && tokens[weekday_at].text.len() < 5;
    let next = weekday_at + 1 + usize::from(has_point);
    ends_apposition(tokens, next, tokens[end].is("(")).then_some((at..next, said, day))
}

/// "a Sunday newspaper", "Sunday Times" and "Monday to Friday" are no weekday of the date before them.
fn ends_apposition(tokens: &[Token<'_>], next: usize, in_brackets: bool) -> bool {
    let ends = |token: &Token<'_>| match in_brackets {
        true => token.is_any(&[")", ","]),
        false => token.is_any(&["and", "when", "so", "but", "like"]),
    };
    let is_list = tokens.get(next + 1).is_some_and(|token| weekday(token).is_some());
    let is_range = tokens.get(next).is_some_and(Token::is_dash) && is_list;
    let closed = tokens.get(next).is_some_and(ends) || (!in_brackets && closes(tokens, next));
    closed && !is_list && !is_range
}

/// "The Mail on Sunday, 27 April 2026" is a newspaper.
fn is_newspaper(before: &[Token<'_>]) -> bool {
    match before {
        [.., name, on] => on.is("on") && name.is_any(&["Mail", "Scotland", "Wales", "Independent", "Herald"]),
        _ => false,
    }
}

fn weekday(token: &Token<'_>) -> Option<Weekday> {
    if !token.is_capitalised() {
        return None;
    }
    let names = [
        (Weekday::Monday, &["Monday", "Mon"][..]),
        (Weekday::Tuesday, &["Tuesday", "Tues", "Tue"]),
        (Weekday::Wednesday, &["Wednesday", "Wed"]),
        (Weekday::Thursday, &["Thursday", "Thurs", "Thur", "Thu"]),
        (Weekday::Friday, &["Friday", "Fri"]),
        (Weekday::Saturday, &["Saturday", "Sat"]),
        (Weekday::Sunday, &["Sunday", "Sun"]),
    ];
    let found = names.iter().find(|(_, names)| token.is_any(names));
    found.map(|(weekday, _)| *weekday)
}

fn full_day(tokens: &[Token<'_>], at: usize, year: Option<i16>) -> Option<(Date, usize)> {
    let (Point::Day(day), end) = calendar::point_at(tokens, at)? else {
        return None;
    };
    Some((resolved(tokens, at, end, day, year)?, end))
}

/// The day, with the year of the date that it runs to, else of the story.
fn resolved(tokens: &[Token<'_>], at: usize, end: usize, day: Day, year: Option<i16>) -> Option<Date> {
    if day.year.is_some() {
        return day.date();
    }
    if let Some(last) = end_of_range(tokens, end) {
        return day.before(last);
    }
    let year = year.filter(|year| !names_other_year(&tokens[..at], *year))?;
    Day {
        year: Some(year),
        ..day
    }
    .date()
}

/// "Sunday 26 April to Monday 27 April 2026": the last day, which has a year.
fn end_of_range(tokens: &[Token<'_>], end: usize) -> Option<Day> {
    let joins =
        |token: &Token<'_>| token.is_dash() || token.is_any(&["to", "until", "till", "through", "and", "or"]);
    tokens.get(end).filter(|token| joins(token))?;
    let mut next = end + 1;
    next += usize::from(tokens.get(next).is_some_and(|token| weekday(token).is_some()));
    next += usize::from(tokens.get(next).is_some_and(|token| token.is_any(&[",", "the"])));
    match calendar::point_at(tokens, next)? {
        (Point::Day(day), _) => day.year.map(|_| day),
        _ => None,
    }
}

/// Whether the sentence so far has a year, and it is not this one: "In 2019, on Monday, 22 July".
fn names_other_year(before: &[Token<'_>], year: i16) -> bool {
    let recent = before.iter().rev().take(60);
    let sentence = recent.take_while(|token| !token.is_any(&[".", "!", "?"]));
    let mut years =
        sentence.filter_map(|token| token.number(4..5).filter(|number| (1900..2100).contains(number)));
    years.any(|other| other != i64::from(year))
}

/// The date that begins here, and where it ends; no date where there is none of that form, as on 31 April.
fn dated(tokens: &[Token<'_>], at: usize, year: Option<i16>) -> Option<(Option<PartialDate>, usize)> {
    let previous = at.checked_sub(1).map(|before| &tokens[before]);
    if previous.is_some_and(|token| token.is_any(&["fiscal", "FY"])) {
        return None;
    }
    let (point, end) = calendar::point_at(tokens, at)?;
    let form = match point {
        Point::Day(day) => resolved(tokens, at, end, day, year).map(|date| date.to_string()),
        Point::Month { month, year } => year.map(|year| format!("{year:04}-{month:02}")),
        Point::Quarter { quarter, year } => Some(format!("{year:04}-Q{quarter}")),
        Point::Year(year) => calendar::is_year_here(tokens, at).then(|| format!("{year:04}")),
    };
    Some((form.and_then(|form| PartialDate::parse(&form).ok()), end))
}
