//! Charts: a table to figures ([`data`]), figures to marks and labels, marks to SVG. Pure: no chart knows a page.
//!
//! Places along the width are percentages and all else is in CSS pixels, so that text and lines keep their size
//! however wide the page is. [`NARROWEST`] is the width for which labels are laid out.

mod axes;
mod bar;
pub mod data;
mod ends;
mod layers;
mod line;
pub mod number;
mod slope;
mod svg;
mod text;
pub mod ticks;
mod time;

use crate::input::date::PartialDate;
use svg::Svg;

/// In CSS pixels: the text of a page on a screen of 320.
const NARROWEST: f64 = 288.0;

/// What a chart looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A bar for each row, from zero.
    Bar,
    /// A line for each column, by date or number.
    Line,
    /// A line for each row, from before to after.
    Slope,
    /// As lines, filled to zero; several stand on each other.
    Area,
}

impl Kind {
    /// The word of each kind.
    pub const WORDS: [(&'static str, Kind); 4] = [
        ("bar", Kind::Bar),
        ("line", Kind::Line),
        ("slope", Kind::Slope),
        ("area", Kind::Area),
    ];

    /// The word of this kind.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }
}

/// How figures are read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What the chart looks like.
    pub kind: Kind,
    /// What stands before each figure: `$`.
    pub prefix: String,
    /// What stands after each figure: ` billion`.
    pub suffix: String,
}

/// Figures, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// What the chart looks like.
    pub kind: Kind,
    /// The name of the first column.
    pub head: String,
    /// The names of the columns of figures.
    pub series: Vec<String>,
    /// The rows, as written.
    pub rows: Vec<Row>,
    /// What the first column holds.
    pub axis: Axis,
    /// How figures are written.
    pub options: Options,
}

/// What the first column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Words.
    Labels,
    /// Dates: placed by their first day.
    Dates,
    /// Numbers.
    Numbers,
}

/// A row of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The words of the first column.
    pub label: String,
    /// The date in the first column.
    pub date: Option<PartialDate>,
    /// Where it stands along the width: a day or a number.
    pub at: f64,
    /// A figure for each column, where it is known.
    pub figures: Vec<Option<Figure>>,
    /// A remark, for the table.
    pub note: Option<String>,
    /// Whether it is expected and has not been seen.
    pub projected: bool,
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its size.
    pub number: f64,
    /// The same as readers see it.
    pub words: String,
}

/// What a chart says of itself to those who do not see it.
#[derive(Debug, Clone, Copy)]
pub struct Words<'w> {
    /// Its title.
    pub title: &'w str,
    /// What a reader should see in it.
    pub finding: &'w str,
    /// The fragment of the title.
    pub title_id: &'w str,
    /// The fragment of the finding.
    pub finding_id: &'w str,
}

/// The chart as inline SVG; nothing where there is nothing to draw.
pub fn svg(data: &Data, words: Words<'_>) -> Option<String> {
    let is_empty = data
        .rows
        .iter()
        .all(|row| row.figures.iter().all(Option::is_none));
    if is_empty {
        return None;
    }
    let mut svg = Svg::default();
    match data.kind {
        Kind::Bar => bar::draw(data, &mut svg),
        Kind::Slope => slope::draw(data, &mut svg),
        Kind::Line | Kind::Area => line::draw(data, &mut svg),
    }
    Some(svg.finish(words))
}
