//! Units, as far as sums need them: what adds to what, and what a product is.

use super::{Fault, Operator, Quantity, Ratio};
use std::fmt;

/// What an amount counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A currency by its code.
    Money(String),
    /// Hundredths, counted as the number shown.
    Percent,
    /// A year of the calendar.
    Year,
    /// Anything else: years, users, tonnes.
    Count(String),
}

impl Unit {
    /// Reads a claim's `unit`; an empty one is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        let word = text.to_lowercase();
        match word.as_str() {
            "" => None,
            "percent" | "per cent" | "%" => Some(Self::Percent),
            "year" => Some(Self::Year),
            _ if is_code => Some(Self::Money(text.to_owned())),
            _ => Some(Self::Count(word)),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(code) => f.write_str(code),
            Self::Percent => f.write_str("percent"),
            Self::Year => f.write_str("a year"),
            Self::Count(word) => f.write_str(word),
        }
    }
}

/// The unit of a result. A plain number goes with everything: literals in formulas have no unit.
pub fn of_result(left: &Quantity, operator: Operator, right: &Quantity) -> Result<Option<Unit>, Fault> {
    let found = match operator {
        Operator::Add => sum(left, right),
        Operator::Subtract => difference(left, right),
        Operator::Multiply => product(left, right),
        Operator::Divide => quotient(left, right),
    };
    found.ok_or_else(|| Fault::Units {
        left: named(left),
        right: named(right),
    })
}

fn named(quantity: &Quantity) -> String {
    match &quantity.unit {
        Some(unit) => unit.to_string(),
        None => "a plain number".to_owned(),
    }
}

fn sum(left: &Quantity, right: &Quantity) -> Option<Option<Unit>> {
    match (&left.unit, &right.unit) {
        (Some(Unit::Year), Some(Unit::Year)) => None,
        (Some(Unit::Year), Some(span)) | (Some(span), Some(Unit::Year)) => {
            is_span(span).then_some(Some(Unit::Year))
        }
        (Some(one), Some(other)) => (one == other).then(|| Some(one.clone())),
        (one, other) => Some(one.clone().or_else(|| other.clone())),
    }
}

fn difference(left: &Quantity, right: &Quantity) -> Option<Option<Unit>> {
    let is_year = |quantity: &Quantity| quantity.unit == Some(Unit::Year);
    let may_be_year =
        |quantity: &Quantity| is_year(quantity) || (quantity.unit.is_none() && looks_like_year(quantity));
    match (is_year(left), is_year(right)) {
        // `{last-year} - 2026`: years between two years.
        (true, _) if may_be_year(right) => Some(None),
        (_, true) => may_be_year(left).then_some(None),
        _ => sum(left, right),
    }
}

fn product(left: &Quantity, right: &Quantity) -> Option<Option<Unit>> {
    match (&left.unit, &right.unit) {
        (Some(Unit::Money(_)), Some(Unit::Money(_))) => None,
        (Some(Unit::Year), _) | (_, Some(Unit::Year)) => None,
        (Some(money @ Unit::Money(_)), _) | (_, Some(money @ Unit::Money(_))) => Some(Some(money.clone())),
        (Some(Unit::Percent), other) | (other, Some(Unit::Percent)) if other.is_some() => Some(other.clone()),
        (one, other) => Some(one.clone().or_else(|| other.clone())),
    }
}

fn quotient(left: &Quantity, right: &Quantity) -> Option<Option<Unit>> {
    match (&left.unit, &right.unit) {
        (Some(Unit::Year), _) | (_, Some(Unit::Year)) => None,
        (Some(Unit::Money(one)), Some(Unit::Money(other))) => (one == other).then_some(None),
        (one, other) if one == other => Some(None),
        (one, None | Some(Unit::Percent)) => Some(one.clone()),
        // Dollars by users are dollars, for each of them.
        (Some(money @ Unit::Money(_)), _) => Some(Some(money.clone())),
        _ => Some(None),
    }
}

fn is_span(unit: &Unit) -> bool {
    matches!(unit, Unit::Count(word) if word == "years")
}

fn looks_like_year(quantity: &Quantity) -> bool {
    let amount = &quantity.amount;
    amount.is_whole() && (Ratio::whole(1000)..Ratio::whole(3000)).contains(amount)
}
