//! Lengths of time in whole units.

use crate::wording::days::words::Token;
use std::fmt;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: i64,
    /// Of what.
    pub measure: Measure,
}

impl Measure {
    /// Reads "year" or "years"; whether it is the plural.
    pub fn read(token: &Token<'_>) -> Option<(Self, bool)> {
        let measures = [
            ("days", Self::Days),
            ("weeks", Self::Weeks),
            ("months", Self::Months),
            ("years", Self::Years),
        ];
        measures.iter().find_map(|(word, measure)| {
            let is_plural = token.is(word);
            (is_plural || token.is(&word[..word.len() - 1])).then_some((*measure, is_plural))
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::Weeks => "week",
            Self::Months => "month",
            Self::Years => "year",
        }
    }
}

/// "6 years"
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.measure.word())
    }
}
