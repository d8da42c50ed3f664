//! Both ends of a span: "from 2026 to 2032", "27–30 April 2026", "between 27 April and 4 May 2026".

use super::{Length, Measure};
use crate::wording::days::calendar::{Day, Point, point_at};
use crate::wording::days::words::Token;
use jiff::civil::Date;
use std::ops::{Range, RangeInclusive};

/// A span by its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// How precise both ends are.
    precision: Measure,
    first: Date,
    last: Date,
    /// "between … and …", which may leave out both ends.
    is_between: bool,
    /// The tokens of the first end.
    pub from_tokens: Range<usize>,
    /// The tokens of the second.
    pub to_tokens: Range<usize>,
}

impl Ends {
    /// How many of these units lie between the ends, in all ways of counting. None where that says nothing.
    pub fn lengths(&self, measure: Measure) -> Option<RangeInclusive<i64>> {
        let count = self.count();
        let fewest = count - i64::from(self.is_between);
        if measure == self.precision {
            return Some(fewest..=count + 1);
        }
        // Days to weeks or years, months to years: a length that is rounded up or down passes.
        let days = self.days();
        let (unit, slack) = match (self.precision, measure) {
            (_, Measure::Weeks) => (7.0, 1.0),
            (_, Measure::Months) => (30.44, 1.0),
            (_, Measure::Years) => (365.25, 1.0),
            (_, Measure::Days) => (1.0, 1.0),
        };
        let width = match self.precision {
            Measure::Years => 366.0,
            Measure::Months => 31.0,
            _ => 1.0,
        };
        let shortest = (days - width) / unit - slack;
        let longest = (days + width) / unit + slack;
        Some(shortest.floor() as i64 + 1..=longest.ceil() as i64 - 1)
    }

    /// The length in that unit, where the ends are as precise; else in the unit of the ends.
    pub fn actual(&self, measure: Measure) -> Option<Length> {
        let weeks = measure == Measure::Weeks && self.precision == Measure::Days && self.count() % 7 == 0;
        Some(match weeks {
            true => Length {
                count: self.count() / 7,
                measure,
            },
            false => Length {
                count: self.count(),
                measure: self.precision,
            },
        })
    }

    fn count(&self) -> i64 {
        let years = i64::from(self.last.year() - self.first.year());
        match self.precision {
            Measure::Years => years,
            Measure::Months => years * 12 + i64::from(self.last.month() - self.first.month()),
            Measure::Days | Measure::Weeks => self.days() as i64,
        }
    }

    /// Days between the starts of both ends.
    fn days(&self) -> f64 {
        f64::from((self.last - self.first).get_days())
    }
}

/// The span that begins at this token, at "from" or "between" or at its first end, and where it ends.
pub fn ends_at(tokens: &[Token<'_>], at: usize) -> Option<(Ends, usize)> {
    let lead = &tokens[at];
    let (start, is_between) = match () {
        () if lead.is("from") => (at + 1, false),
        () if lead.is("between") => (at + 1, true),
        () => (at, false),
    };
    let (first, next) = open_point(tokens, start)?;
    let joiner = tokens.get(next)?;
    let joins = match is_between {
        true => joiner.is("and"),
        false => joiner.is_any(&["to", "until", "till", "through"]) || joiner.is_dash(),
    };
    if !joins {
        return None;
    }
    let (last, end) = point_at(tokens, next + 1)?;
    let (precision, from, to) = dates(first, last)?;
    let ends = Ends {
        precision,
        first: from,
        last: to,
        is_between,
        from_tokens: start..next,
        to_tokens: next + 1..end,
    };
    (from < to).then_some((ends, end))
}

/// A first end, which may lack its month and year.
#[derive(Clone, Copy)]
enum Open {
    Point(Point),
    /// "27" of "27 to 30 April 2026".
    DayAlone(i8),
}

fn open_point(tokens: &[Token<'_>], at: usize) -> Option<(Open, usize)> {
    if let Some((point, end)) = point_at(tokens, at) {
        return Some((Open::Point(point), end));
    }
    let token = tokens.get(at)?;
    let is_apart = token.spaced || at.checked_sub(1).is_some_and(|before| tokens[before].is("("));
    let day = token
        .number(1..3)
        .filter(|day| (1..=31).contains(day) && is_apart)?;
    Some((Open::DayAlone(i8::try_from(day).ok()?), at + 1))
}

/// Both ends as dates of one precision, the first with the month and year of the second where it has none.
fn dates(first: Open, last: Point) -> Option<(Measure, Date, Date)> {
    match (first, last) {
        (Open::Point(Point::Year(from)), Point::Year(to)) if is_likely(from) && is_likely(to) => Some((
            Measure::Years,
            Date::new(from, 1, 1).ok()?,
            Date::new(to, 1, 1).ok()?,
        )),
        (
            Open::Point(Point::Month { month, year }),
            Point::Month {
                month: end,
                year: Some(last),
            },
        ) => {
            let from = year.unwrap_or(if month > end { last - 1 } else { last });
            Some((
                Measure::Months,
                Date::new(from, month, 1).ok()?,
                Date::new(last, end, 1).ok()?,
            ))
        }
        (Open::Point(Point::Day(day)), Point::Day(last)) => {
            let from = day.date().or_else(|| day.before(last));
            Some((Measure::Days, from?, last.date()?))
        }
        (Open::DayAlone(day), Point::Day(last)) => {
            let from = Day { day, ..last }.date()?;
            Some((Measure::Days, from, last.date()?))
        }
        _ => None,
    }
}

/// Numbers of four digits outside these are rarely years.
fn is_likely(year: i16) -> bool {
    (1500..=2200).contains(&year)
}
