//! The ticks of an axis of dates: the first days of years or months.

use crate::chart::ticks::nice;
use jiff::civil::{Date, date};

/// The place of a day along an axis.
pub fn place(day: Date) -> f64 {
    (day - date(1, 1, 1)).get_days().into()
}

/// A tick: its place, and its words.
pub type Tick = (f64, String);

/// Ticks between two days, both included; none where the days are few.
pub fn ticks(first: Date, last: Date) -> Vec<Tick> {
    let months = i32::from(last.year() - first.year()) * 12 + i32::from(last.month() - first.month());
    match months {
        0..4 => Vec::new(),
        4..30 => by_month(first, last, if months < 9 { 2 } else { 6 }),
        _ => by_year(first, last, nice(f64::from(months) / 12.0).max(1.0)),
    }
}

fn by_month(first: Date, last: Date, step: i8) -> Vec<Tick> {
    let months = (first.year()..=last.year()).flat_map(|year| (1..=12_i8).map(move |month| (year, month)));
    let chosen = months.filter(|(_, month)| (month - 1) % step == 0);
    let days = chosen.filter_map(|(year, month)| Date::new(year, month, 1).ok());
    within(days, first, last, "%b %Y")
}

fn by_year(first: Date, last: Date, step: f64) -> Vec<Tick> {
    let step = step as i16;
    let years = (first.year()..=last.year()).filter(|year| year % step == 0);
    let days = years.filter_map(|year| Date::new(year, 1, 1).ok());
    within(days, first, last, "%Y")
}

fn within(days: impl Iterator<Item = Date>, first: Date, last: Date, form: &str) -> Vec<Tick> {
    days.filter(|day| (first..=last).contains(day))
        .map(|day| (place(day), day.strftime(form).to_string()))
        .collect()
}
