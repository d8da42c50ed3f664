//! The time of day in a date, with its distance from UTC, as RFC 3339 (5.6) and TOML 1.1 write it.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::Time;

use super::digits;

/// A time of day as written; without an offset it is taken for UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clock {
    time: Time,
    /// In minutes east of UTC.
    offset: Option<i16>,
}

impl Clock {
    /// What feeds are told when no time is known.
    pub(super) const MIDNIGHT: Clock = Clock {
        time: Time::midnight(),
        offset: Some(0),
    };

    /// Reads `10:00`, `10:00:00` or `10:00:00.5`, each with `Z`, `+02:00` or nothing after it.
    pub(super) fn parse(text: &str) -> Option<Clock> {
        let split = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        let (clock, offset) = text.split_at(split);
        let time = read_time(clock.trim_end_matches(' '))?;
        match offset {
            "" => Some(Clock { time, offset: None }),
            _ => Some(Clock {
                time,
                offset: Some(read_offset(offset)?),
            }),
        }
    }

    /// The same time with `Z` where it was written without an offset, which RFC 3339 does not allow.
    pub(super) fn with_offset(self) -> Clock {
        Clock {
            offset: self.offset.or(Some(0)),
            ..self
        }
    }

    /// HTML allows at most three digits in a fraction of a second.
    pub(super) fn to_milliseconds(self) -> Clock {
        let nanoseconds = self.time.subsec_nanosecond() / 1_000_000 * 1_000_000;
        let time = self.time.with().subsec_nanosecond(nanoseconds).build();
        Clock {
            time: time.unwrap_or(self.time),
            ..self
        }
    }

    /// The time as RFC 2822 writes it: `09:00:00 +0200`.
    pub(super) fn rfc2822(self) -> String {
        let (time, offset) = (
            self.time.strftime("%H:%M:%S"),
            offset_text(self.offset.unwrap_or(0), ""),
        );
        format!("{time} {offset}")
    }

    fn utc_nanoseconds(self) -> i64 {
        let time = self.time;
        let seconds =
            (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
        let utc_seconds = seconds - i64::from(self.offset.unwrap_or(0)) * 60;
        utc_seconds * 1_000_000_000 + i64::from(time.subsec_nanosecond())
    }
}

/// Writes the RFC 3339 form: `09:00:00+02:00`.
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.offset {
            None => write!(f, "{}", self.time),
            Some(0) => write!(f, "{}Z", self.time),
            Some(minutes) => write!(f, "{}{}", self.time, offset_text(minutes, ":")),
        }
    }
}

/// Times on one day sort by the moment they name; the offset settles ties, so that equal means identical.
impl Ord for Clock {
    fn cmp(&self, other: &Clock) -> Ordering {
        let key = |clock: &Clock| (clock.utc_nanoseconds(), clock.offset);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Clock {
    fn partial_cmp(&self, other: &Clock) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn read_time(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.splitn(4, ':').collect();
    let [hour, minute, second] = match parts[..] {
        [hour, minute] if whole.len() == text.len() => [hour, minute, "00"],
        [hour, minute, second] => [hour, minute, second],
        _ => return None,
    };
    let number = |part| digits(part, 2).and_then(|value| i8::try_from(value).ok());
    Time::new(
        number(hour)?,
        number(minute)?,
        number(second)?,
        nanoseconds(fraction)?,
    )
    .ok()
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    let is_fraction = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_fraction.then(|| format!("{fraction:0<9}").parse().ok())?
}

fn read_offset(text: &str) -> Option<i16> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn offset_text(minutes: i16, separator: &str) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
}
