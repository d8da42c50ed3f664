//! The columns of figures of lines and areas, as paths.

use crate::chart::axes::Axes;
use crate::chart::svg::{Svg, WIDTH, series, short};
use crate::chart::{Data, Kind, Row};
use std::fmt::Write;

/// Up to so many rows each figure has a point.
const MOST_DOTTED: usize = 12;

/// A column of figures, as it is drawn.
pub struct Layer {
    /// Its place among the columns.
    pub place: usize,
    /// For each row its figure, where there is one.
    points: Vec<Option<Point>>,
}

/// A figure, as it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// The place of its row.
    pub row: usize,
    /// Where it stands.
    pub top: f64,
    /// What it stands on.
    pub base: f64,
    /// Whether it is expected and has not been seen.
    pub projected: bool,
}

/// The columns of rows in the order of the axis. Areas of several columns stand on each other, all else on zero.
pub fn layers(data: &Data, rows: &[&Row]) -> Vec<Layer> {
    let mut bases = vec![0.0; rows.len()];
    let mut layer = |place: usize| {
        let point = |(at, row): (usize, &&Row)| {
            let number = row.figures.get(place)?.as_ref()?.number;
            let base = bases[at];
            if data.kind == Kind::Area {
                bases[at] += number;
            }
            Some(Point {
                row: at,
                top: base + number,
                base,
                projected: row.projected,
            })
        };
        let points = rows.iter().enumerate().map(point).collect();
        Layer { place, points }
    };
    (0..data.series.len()).map(&mut layer).collect()
}

impl Layer {
    /// Its figures.
    pub fn known(&self) -> impl DoubleEndedIterator<Item = Point> + '_ {
        self.points.iter().copied().flatten()
    }

    /// The figure of a row, where there is one.
    pub fn at(&self, row: usize) -> Option<Point> {
        self.points.get(row).copied().flatten()
    }

    /// Its figures in runs without a gap.
    fn runs(&self) -> Vec<Vec<Point>> {
        let known: Vec<Point> = self.known().collect();
        let runs = known.chunk_by(|one, next| one.row + 1 == next.row);
        runs.map(<[Point]>::to_vec).collect()
    }

    /// Draws it: the area, the line, dashed where it leads to or from what is projected, and points.
    pub fn draw(&self, kind: Kind, rows: &[&Row], axes: &Axes, svg: &mut Svg) {
        let place = |point: &Point, number: f64| {
            let x = short(axes.share(rows[point.row].at) * WIDTH);
            format!("{x} {}", short(axes.y(number)))
        };
        let (mut area, mut whole, mut dashed) = (String::new(), String::new(), String::new());
        let (mut dots, mut hollow) = (String::new(), String::new());
        let last = self.known().next_back().map(|point| point.row);
        for run in self.runs() {
            let tops = run.iter().map(|point| place(point, point.top));
            let bases = run.iter().rev().map(|point| place(point, point.base));
            let _ = write!(area, "M{}Z", tops.chain(bases).collect::<Vec<_>>().join("L"));
            for pair in run.chunk_by(|one, next| !one.projected && !next.projected) {
                push_line(&mut whole, pair.iter().map(|point| place(point, point.top)));
            }
            let steps = run
                .windows(2)
                .filter(|pair| pair.iter().any(|point| point.projected));
            for pair in steps {
                push_line(&mut dashed, pair.iter().map(|point| place(point, point.top)));
            }
            for point in &run {
                let is_seen = rows.len() <= MOST_DOTTED || run.len() == 1 || last == Some(point.row);
                if is_seen {
                    let dot = format!("M{}h.1", place(point, point.top));
                    dots.push_str(&dot);
                    hollow.push_str(if point.projected { &dot } else { "" });
                }
            }
        }
        let class = series(self.place);
        if kind == Kind::Area {
            svg.path(&format!("{class} a"), &area);
        }
        svg.path(&class, &whole);
        svg.path(&format!("{class} p"), &dashed);
        svg.path(&format!("{class} d"), &dots);
        svg.path("o", &hollow);
    }
}

/// Adds a line through two places or more.
fn push_line(path: &mut String, places: impl ExactSizeIterator<Item = String>) {
    if places.len() < 2 {
        return;
    }
    let mut mark = 'M';
    for place in places {
        path.push(mark);
        path.push_str(&place);
        mark = 'L';
    }
}
