//! Slopes: a line for each row, from the figure before to the figure after, named at its end.

use crate::chart::ends::{End, apart, room};
use crate::chart::svg::{Anchor, Svg, WIDTH, short};
use crate::chart::text::{LINE, lines, width};
use crate::chart::{Data, Figure, NARROWEST};

/// In pixels: the least height of the plot, and what stands above it.
const HEIGHT: f64 = 220.0;
const TOP: f64 = 34.0;

/// In pixels: the widest words at either side.
const WIDEST: f64 = 106.0;

/// In pixels: between a point and its words.
const ASIDE: f64 = 9.0;

/// Draws the two columns of figures.
pub fn draw(data: &Data, svg: &mut Svg) {
    let numbers = || data.rows.iter().flat_map(|row| row.figures.iter().flatten());
    let least = numbers()
        .map(|figure| figure.number)
        .fold(f64::INFINITY, f64::min);
    let most = numbers()
        .map(|figure| figure.number)
        .fold(f64::NEG_INFINITY, f64::max);
    let before = ends(data, 0, |_| 0.0);
    let after = ends(data, 1, |_| 0.0);
    let height = room(&before).max(room(&after)).max(HEIGHT);
    let y = |number: f64| match most > least {
        true => (most - number) / (most - least) * height,
        false => height / 2.0,
    };
    let left = before.iter().flat_map(|end| &end.words).map(|words| width(words));
    let left = (left.fold(0.0, f64::max) + ASIDE) / NARROWEST;
    heads(data, left, svg);
    svg.open_plot(left, TOP, height);
    lines_of(data, &y, height, svg);
    svg.close_plot();
    for (top, end) in apart(ends(data, 0, &y), height) {
        write(&end, TOP + top, left, Anchor::End, svg);
    }
    let right = after.iter().flat_map(|end| &end.words).map(|words| width(words));
    svg.right = right.fold(0.0, f64::max);
    for (top, end) in apart(ends(data, 1, &y), height) {
        write(&end, TOP + top, 1.0, Anchor::Start, svg);
    }
    svg.height = TOP + height + 12.0;
}

fn heads(data: &Data, left: f64, svg: &mut Svg) {
    let name = |place: usize| data.series.get(place).map_or("", String::as_str);
    let half = (1.0 - left) * NARROWEST * 0.3;
    let head = |place: usize| lines(name(place), half.max(60.0), 1).concat();
    svg.text("n", left, 0.0, 14.0, Anchor::Start, &head(0));
    svg.text("n", 1.0, 0.0, 14.0, Anchor::End, &head(1));
}

/// The words at one side: on the right a row's label, on both its figure.
fn ends(data: &Data, side: usize, y: impl Fn(f64) -> f64) -> Vec<End> {
    let end = |(line, row): (usize, &crate::chart::Row)| {
        let figure: &Figure = row.figures.get(side)?.as_ref()?;
        let mut words = match side {
            0 => Vec::new(),
            _ => lines(&row.label, WIDEST, 2),
        };
        let shown = match (side, row.projected) {
            (1, true) => format!("{}, projected", figure.words),
            _ => figure.words.clone(),
        };
        words.extend(lines(&shown, WIDEST, 2));
        Some(End {
            line,
            words,
            wanted: y(figure.number),
        })
    };
    data.rows.iter().enumerate().filter_map(end).collect()
}

fn lines_of(data: &Data, y: &impl Fn(f64) -> f64, height: f64, svg: &mut Svg) {
    let wide = short(WIDTH);
    svg.path("g", &format!("M0 0V{}M{wide} 0V{0}", short(height)));
    let mut dots = String::new();
    for row in &data.rows {
        let [before, after] = [0, 1].map(|side| {
            let figure = row.figures.get(side).and_then(Option::as_ref);
            figure.map(|figure| short(y(figure.number)))
        });
        if let (Some(before), Some(after)) = (&before, &after) {
            let class = if row.projected { "s1 p" } else { "s1" };
            svg.path(class, &format!("M0 {before}L{wide} {after}"));
        }
        dots.extend(before.map(|y| format!("M0 {y}h.1")));
        dots.extend(after.map(|y| format!("M{wide} {y}h.1")));
    }
    svg.path("s1 d", &dots);
}

/// Writes the words of an end; the last line is its figure.
fn write(end: &End, top: f64, share: f64, anchor: Anchor, svg: &mut Svg) {
    let aside = if anchor == Anchor::End { -ASIDE } else { ASIDE };
    let first_of_figure = end.words.len() - 1;
    for (at, words) in end.words.iter().enumerate() {
        let class = if at >= first_of_figure { "v" } else { "" };
        svg.text(class, share, aside, top + 12.0 + at as f64 * LINE, anchor, words);
    }
}
