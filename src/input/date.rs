//! Dates that keep the precision they were written with: `2019`, `2025-10`, `2026-04-27`, `2026-Q4`, `2025~`.
//!
//! The forms are the parts of EDTF (ISO 8601-2:2019) that journalism needs, and RFC 3339 times for feeds.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use clock::Clock;

mod clock;

/// A date of known precision, which may be approximate or uncertain (EDTF, ISO 8601-2:2019, levels 0 and 1).
///
/// Dates sort by their first day, then the wider before the narrower, then by clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    first_day: Date,
    precision: Precision,
    clock: Option<Clock>,
    certainty: Certainty,
}

/// How much of a date is known; the order is from wide to narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Year,
    Quarter,
    Month,
    Day,
}

/// How sure the writer is: EDTF's suffixes, `~`, `?` and `%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Certainty {
    Exact,
    Approximate,
    Uncertain,
    Both,
}

/// Why a text is not a date, in words for its writer, with the way to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    reason: String,
    hint: String,
}

impl PartialDate {
    /// Reads a date in one of the accepted forms; anything else, spaces at the ends included, is refused.
    pub fn parse(text: &str) -> Result<PartialDate, DateError> {
        read_date(text).map_err(|reason| DateError {
            hint: hint_for(text),
            reason,
        })
    }

    /// The date as people read it: `27 April 2026`, `October 2025`, `fourth quarter of 2026`, `about 2025`.
    pub fn words(&self) -> String {
        let (date, year) = (self.first_day, self.first_day.year());
        let plain = match self.precision {
            Precision::Year => year.to_string(),
            Precision::Quarter => format!(
                "{}{} quarter of {year}",
                self.certainty.article(),
                self.quarter_ordinal()
            ),
            Precision::Month => format!("{} {year}", month_name(date)),
            Precision::Day => format!("{} {} {year}", date.day(), month_name(date)),
        };
        format!("{}{plain}", self.certainty.words())
    }

    /// The date where there is little room: `27 Apr 2026`, `Oct 2025`, `Q4 2026`, `about 2025`.
    pub fn short_words(&self) -> String {
        let date = self.first_day;
        let plain = match self.precision {
            Precision::Year => date.year().to_string(),
            Precision::Quarter => format!("Q{} {}", self.quarter_index() + 1, date.year()),
            Precision::Month => date.strftime("%b %Y").to_string(),
            Precision::Day => date.strftime("%-d %b %Y").to_string(),
        };
        format!("{}{plain}", self.certainty.words())
    }

    /// The first day that the date covers.
    pub fn first_day(&self) -> Date {
        self.first_day
    }

    /// The last day that the date covers.
    pub fn last_day(&self) -> Date {
        let months = match self.precision {
            Precision::Year => 11,
            Precision::Quarter => 2,
            Precision::Month => 0,
            Precision::Day => return self.first_day,
        };
        let (year, month) = (self.first_day.year(), self.first_day.month() + months);
        Date::new(year, month, 1).map_or(self.first_day, Date::last_of_month)
    }

    /// The day, when the date is known to the day and is exact.
    pub fn full_day(&self) -> Option<Date> {
        let exact_day = self.precision == Precision::Day && self.certainty == Certainty::Exact;
        exact_day.then_some(self.first_day)
    }

    /// A valid value of `<time datetime>` (HTML Living Standard, 4.5.14), which has no form for quarters.
    pub fn html_datetime(&self) -> Option<String> {
        match (self.precision, self.clock) {
            (Precision::Quarter, _) => None,
            (_, None) => Some(self.calendar_part()),
            (_, Some(clock)) => Some(format!("{}T{}", self.first_day, clock.to_milliseconds())),
        }
    }

    /// The date as RFC 3339 asks: the first day, at midnight UTC when no time is known.
    pub fn rfc3339(&self) -> String {
        format!("{}T{}", self.first_day, self.clock_or_midnight())
    }

    /// The date as RFC 2822, 3.3, asks of RSS feeds: the first day, at midnight UTC when no time is known.
    pub fn rfc2822(&self) -> String {
        let day = self.first_day.strftime("%a, %d %b %Y");
        format!("{day} {}", self.clock_or_midnight().rfc2822())
    }

    /// The date in strict EDTF, where quarters are codes: `2026-36` for `2026-Q4` (ISO 8601-2:2019).
    pub fn edtf(&self) -> String {
        match self.precision {
            Precision::Quarter => {
                let code = FIRST_QUARTER_CODE + self.quarter_index();
                format!("{:04}-{code}{}", self.first_day.year(), self.certainty.suffix())
            }
            _ => self.to_string(),
        }
    }

    fn calendar_part(&self) -> String {
        let (year, month) = (self.first_day.year(), self.first_day.month());
        match self.precision {
            Precision::Year => format!("{year:04}"),
            Precision::Quarter => format!("{year:04}-Q{}", self.quarter_index() + 1),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Day => self.first_day.to_string(),
        }
    }

    fn quarter_index(&self) -> u8 {
        self.first_day.month().unsigned_abs().saturating_sub(1) / 3 % 4
    }

    fn quarter_ordinal(&self) -> &'static str {
        ["first", "second", "third", "fourth"][usize::from(self.quarter_index())]
    }

    fn clock_or_midnight(&self) -> Clock {
        self.clock.map_or(Clock::MIDNIGHT, Clock::with_offset)
    }
}

/// ISO 8601-2:2019 numbers the quarters of a year 33 to 36, after the months and the seasons.
const FIRST_QUARTER_CODE: u8 = 33;

/// Writes the form that writers use and [`PartialDate::parse`] reads back.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.calendar_part())?;
        if let Some(clock) = self.clock {
            write!(f, "T{clock}")?;
        }
        write!(f, "{}", self.certainty.suffix())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Certainty {
    fn of(text: &str) -> (&str, Certainty) {
        let suffixes = [
            ('~', Certainty::Approximate),
            ('?', Certainty::Uncertain),
            ('%', Certainty::Both),
        ];
        let found = suffixes
            .iter()
            .find_map(|(sign, certainty)| Some((text.strip_suffix(*sign)?, *certainty)));
        found.unwrap_or((text, Certainty::Exact))
    }

    fn suffix(self) -> &'static str {
        match self {
            Certainty::Exact => "",
            Certainty::Approximate => "~",
            Certainty::Uncertain => "?",
            Certainty::Both => "%",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Certainty::Exact => "",
            Certainty::Approximate => "about ",
            Certainty::Uncertain => "possibly ",
            Certainty::Both => "possibly about ",
        }
    }

    /// English wants "about the fourth quarter", while the bare form stands alone in tables.
    fn article(self) -> &'static str {
        if self == Certainty::Exact { "" } else { "the " }
    }
}

impl DateError {
    /// How to write the date instead.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for DateError {}

fn read_date(text: &str) -> Result<PartialDate, String> {
    if text.trim().is_empty() {
        return Err("the date is empty".to_owned());
    }
    if text.trim() != text {
        return Err("the date has spaces around it".to_owned());
    }
    match text.split_at_checked(DAY_LENGTH) {
        Some((day, rest)) if rest.starts_with(['T', 't', ' ']) => read_moment(text, day, &rest[1..]),
        _ => read_calendar(text),
    }
}

/// The length of `2026-04-27` in bytes.
const DAY_LENGTH: usize = 10;

fn read_moment(text: &str, day: &str, clock: &str) -> Result<PartialDate, String> {
    let date = read_calendar(day)?;
    let clock =
        Clock::parse(clock).ok_or_else(|| format!("`{}` has a time that does not exist", excerpt(text)))?;
    match date.precision {
        Precision::Day => Ok(PartialDate {
            clock: Some(clock),
            ..date
        }),
        _ => Err(not_a_date(text)),
    }
}

fn read_calendar(text: &str) -> Result<PartialDate, String> {
    let (plain, certainty) = Certainty::of(text);
    let parts: Vec<&str> = plain.splitn(4, '-').collect();
    let number = |part: &str, width| digits(part, width).ok_or_else(|| not_a_date(text));
    let year = |part| number(part, 4).and_then(check_year);
    let (first_day, precision) = match parts[..] {
        [y] => (civil(year(y)?, 1, 1)?, Precision::Year),
        [y, "Q1" | "33"] => (civil(year(y)?, 1, 1)?, Precision::Quarter),
        [y, "Q2" | "34"] => (civil(year(y)?, 4, 1)?, Precision::Quarter),
        [y, "Q3" | "35"] => (civil(year(y)?, 7, 1)?, Precision::Quarter),
        [y, "Q4" | "36"] => (civil(year(y)?, 10, 1)?, Precision::Quarter),
        [y, m] => (civil(year(y)?, number(m, 2)?, 1)?, Precision::Month),
        [y, m, d] => (civil(year(y)?, number(m, 2)?, number(d, 2)?)?, Precision::Day),
        _ => return Err(not_a_date(text)),
    };
    Ok(PartialDate {
        first_day,
        precision,
        clock: None,
        certainty,
    })
}

fn check_year(year: i16) -> Result<i16, String> {
    match year {
        0 => Err("there is no year 0000: years run from 0001 to 9999".to_owned()),
        _ => Ok(year),
    }
}

fn civil(year: i16, month: i16, day: i16) -> Result<Date, String> {
    let narrow = |number: i16| i8::try_from(number).unwrap_or(0);
    let first = Date::new(year, narrow(month), 1)
        .map_err(|_| format!("there is no month {month:02}: months run from 01 to 12"))?;
    Date::new(year, narrow(month), narrow(day)).map_err(|_| {
        format!(
            "there is no {year:04}-{month:02}-{day:02}: {} {year} has {} days",
            month_name(first),
            first.days_in_month()
        )
    })
}

fn digits(text: &str, width: usize) -> Option<i16> {
    let is_number = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn month_name(date: Date) -> impl fmt::Display {
    date.strftime("%B")
}

fn not_a_date(text: &str) -> String {
    format!("`{}` is not a date", excerpt(text))
}

/// Keeps messages short: the longest valid date-time has 35 characters.
fn excerpt(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        format!("{start}…")
    } else {
        start
    }
}

fn hint_for(text: &str) -> String {
    match mended(text) {
        Some(date) => format!("write `{date}`"),
        None => "write `2019`, `2025-10`, `2026-04-27` or `2026-Q4`, with `~` after it for about".to_owned(),
    }
}

/// The date that was probably meant by `2026/4/7`, ` 2026-04-07 ` or `2026-q2`.
fn mended(text: &str) -> Option<PartialDate> {
    let text = excerpt(text.trim()).to_uppercase().replace(['/', '.', ' '], "-");
    let parts = text.split('-').map(|part| format!("{part:0>2}"));
    read_calendar(&parts.collect::<Vec<_>>().join("-")).ok()
}
