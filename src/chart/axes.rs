//! The axes of lines and areas: where figures stand, and the words along both sides.

use crate::chart::svg::{ASIDE, Anchor, Svg, WIDTH, room_for, short};
use crate::chart::text::width;
use crate::chart::ticks::{Ticks, ticks};
use crate::chart::{Axis, Data, NARROWEST, Row, number, time};
use std::ops::Range;

/// In pixels: what stands above the plot, and below it.
pub const TOP: f64 = 22.0;
const BOTTOM: f64 = 26.0;

/// In pixels: between words along the axis.
const GAP: f64 = 8.0;

/// In pixels: words of ticks that are wider leave out what follows the number.
const WIDEST_TICK: f64 = 60.0;

/// Up to so many rows each is named below the plot, as far as there is room; with more, round ones are.
const MOST_NAMED: usize = 8;

/// Where figures stand.
#[derive(Debug)]
pub struct Axes {
    least: f64,
    most: f64,
    ticks: Ticks,
    /// In pixels: the height of the plot.
    pub height: f64,
}

impl Axes {
    /// Axes for rows in the order of the axis and for everything from `least` to `most`.
    pub fn of(rows: &[&Row], least: f64, most: f64, height: f64) -> Self {
        Self {
            least: rows.first().map_or(0.0, |row| row.at),
            most: rows.last().map_or(0.0, |row| row.at),
            ticks: ticks(least, most),
            height,
        }
    }

    /// The share of the width at which a row stands.
    pub fn share(&self, at: f64) -> f64 {
        match self.most > self.least {
            true => (at - self.least) / (self.most - self.least),
            false => 0.5,
        }
    }

    /// In pixels from the top of the plot: where a figure stands.
    pub fn y(&self, number: f64) -> f64 {
        let (Some(least), Some(most)) = (self.ticks.at.first(), self.ticks.at.last()) else {
            return 0.0;
        };
        (most - number) / (most - least) * self.height
    }

    /// The lines of the ticks, in the plot.
    pub fn grid(&self, svg: &mut Svg) {
        let line = |tick: &f64| format!("M0 {}H{}", short(self.y(*tick)), short(WIDTH));
        let (zero, others): (Vec<f64>, Vec<f64>) = self.ticks.at.iter().partition(|tick| **tick == 0.0);
        svg.path("g", &others.iter().map(line).collect::<String>());
        svg.path("z", &zero.iter().map(line).collect::<String>());
    }

    /// The words of the ticks, left of the plot. Returns the room that they want.
    pub fn tick_words(&self, data: &Data, svg: &mut Svg) -> f64 {
        let (prefix, suffix) = (&data.options.prefix, &data.options.suffix);
        let counts = suffix.is_empty();
        let words = |suffix: &str| -> Vec<String> {
            let tick = |tick: &f64| number::tick(*tick, self.ticks.step, counts, prefix, suffix);
            self.ticks.at.iter().map(tick).collect()
        };
        let widest = |words: &[String]| words.iter().map(|words| width(words)).fold(0.0, f64::max);
        let mut chosen = words(suffix);
        // What the figures count is said beside the line as well.
        if widest(&chosen) > WIDEST_TICK {
            chosen = words("");
        }
        for (tick, words) in self.ticks.at.iter().zip(&chosen) {
            svg.text("n", 0.0, -ASIDE, TOP + self.y(*tick) + 4.5, Anchor::End, words);
        }
        room_for(widest(&chosen))
    }

    /// The words below the plot.
    pub fn names(&self, data: &Data, rows: &[&Row], svg: &mut Svg) {
        let baseline = TOP + self.height + 20.0;
        for (share, words) in self.chosen(data, rows, svg.aside) {
            let (_, anchor) = span(share, &words, svg.aside);
            svg.text("n", share, 0.0, baseline, anchor, &words);
        }
        svg.height = TOP + self.height + BOTTOM;
    }

    /// Words that stand free of each other: the first and last before those between.
    fn chosen(&self, data: &Data, rows: &[&Row], aside: [f64; 2]) -> Vec<(f64, String)> {
        let mut names = self.candidates(data, rows);
        if names.len() > 2
            && let Some(last) = names.pop()
        {
            names.insert(1, last);
        }
        let mut taken: Vec<Range<f64>> = Vec::new();
        names.retain(|(share, words)| {
            let (span, _) = span(*share, words, aside);
            let is_free = taken
                .iter()
                .all(|other| span.end + GAP <= other.start || other.end + GAP <= span.start);
            if is_free {
                taken.push(span);
            }
            is_free
        });
        names
    }

    fn candidates(&self, data: &Data, rows: &[&Row]) -> Vec<(f64, String)> {
        let round: Vec<(f64, String)> = match (data.axis, rows.first(), rows.last()) {
            _ if rows.len() <= MOST_NAMED => Vec::new(),
            (Axis::Dates, Some(first), Some(last)) => match (first.date, last.date) {
                (Some(first), Some(last)) => time::ticks(first.first_day(), last.first_day()),
                _ => Vec::new(),
            },
            _ => {
                let ticks = ticks(self.least, self.most);
                let within = ticks.at.iter().filter(|at| (self.least..=self.most).contains(at));
                within
                    .map(|at| (*at, number::tick(*at, ticks.step, true, "", "")))
                    .collect()
            }
        };
        let own = || {
            let name = |row: &&Row| {
                let words = row
                    .date
                    .map_or_else(|| row.label.clone(), |date| date.short_words());
                (row.at, words)
            };
            rows.iter().map(name).collect()
        };
        let names: Vec<(f64, String)> = if round.len() > 1 { round } else { own() };
        names
            .into_iter()
            .map(|(at, words)| (self.share(at), words))
            .collect()
    }
}

/// In pixels: where words stand that are in the middle of their place, unless they would leave the chart.
fn span(share: f64, words: &str, [left, right]: [f64; 2]) -> (Range<f64>, Anchor) {
    let (at, own) = (share * (NARROWEST - left - right), width(words));
    match at {
        at if at + left < own / 2.0 => (at..at + own, Anchor::Start),
        at if at + left + own / 2.0 > NARROWEST => (at - own..at, Anchor::End),
        at => (at - own / 2.0..at + own / 2.0, Anchor::Middle),
    }
}
