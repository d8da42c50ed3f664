//! Slopes: a line for each row, from the figure before to the figure after, named at its end.

use crate::chart::ends::{End, apart, room, words};
use crate::chart::svg::{ASIDE, Anchor, Svg, WIDEST, WIDTH, room_for, short};
use crate::chart::text::{bold, lines, width};
use crate::chart::{Data, NARROWEST, Row};

/// In pixels: the least height of the plot, and what stands above it.
const HEIGHT: f64 = 220.0;
const TOP: f64 = 34.0;

/// In pixels: the widest words on the left.
const WIDEST_LEFT: f64 = 72.0;

/// Draws the two columns of figures.
pub fn draw(data: &Data, svg: &mut Svg) {
    let numbers = || data.rows.iter().flat_map(|row| row.figures.iter().flatten());
    let least = numbers()
        .map(|figure| figure.number)
        .fold(f64::INFINITY, f64::min);
    let most = numbers()
        .map(|figure| figure.number)
        .fold(f64::NEG_INFINITY, f64::max);
    let flat = [0, 1].map(|side| ends(data, side, |_| 0.0));
    let height = flat.iter().map(|ends| room(ends)).fold(HEIGHT, f64::max);
    let y = |number: f64| match most > least {
        true => (most - number) / (most - least) * height,
        false => height / 2.0,
    };
    svg.aside = flat.map(|ends| room_for(widest(&ends)));
    heads(data, svg);
    svg.open_plot(TOP, height);
    draw_lines(data, &y, height, svg);
    svg.close_plot();
    for (side, share, anchor) in [(0, 0.0, Anchor::End), (1, 1.0, Anchor::Start)] {
        for (top, end) in apart(ends(data, side, y), height) {
            write(&end, TOP + top, share, anchor, svg);
        }
    }
    svg.height = TOP + height + 12.0;
}

fn widest(ends: &[End]) -> f64 {
    let words = ends.iter().flat_map(|end| &end.words);
    words.map(|words| bold(words)).fold(0.0, f64::max)
}

/// The names of the columns: inwards from the edges of the plot, or outwards where they would meet.
fn heads(data: &Data, svg: &mut Svg) {
    let name = |place: usize| data.series.get(place).map_or("", String::as_str);
    let wide = NARROWEST - svg.aside.iter().sum::<f64>();
    if width(name(0)) + width(name(1)) + 12.0 <= wide {
        svg.text("n", 0.0, 0.0, 14.0, Anchor::Start, name(0));
        svg.text("n", 1.0, 0.0, 14.0, Anchor::End, name(1));
        return;
    }
    let short = |place: usize| lines(name(place), svg.aside[place] + wide / 2.0 - 12.0, 1).concat();
    let [before, after] = [short(0), short(1)];
    svg.text("n", 0.0, -svg.aside[0], 14.0, Anchor::Start, &before);
    svg.text("n", 1.0, svg.aside[1], 14.0, Anchor::End, &after);
}

/// The words at one side: on the right a row's label, on both its figure.
fn ends(data: &Data, side: usize, y: impl Fn(f64) -> f64) -> Vec<End> {
    let end = |(line, row): (usize, &Row)| {
        let figure = row.figures.get(side)?.as_ref()?;
        let (words, names) = match side {
            0 => words(None, &figure.words, false, WIDEST_LEFT),
            _ => words(Some(&row.label), &figure.words, row.projected, WIDEST),
        };
        Some(End {
            line,
            words,
            names,
            wanted: y(figure.number),
        })
    };
    data.rows.iter().enumerate().filter_map(end).collect()
}

fn draw_lines(data: &Data, y: &impl Fn(f64) -> f64, height: f64, svg: &mut Svg) {
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

fn write(end: &End, top: f64, share: f64, anchor: Anchor, svg: &mut Svg) {
    let aside = if anchor == Anchor::End { -ASIDE } else { ASIDE };
    for (y, words, is_figure) in end.lines() {
        let class = if is_figure { "v" } else { "" };
        svg.text(class, share, aside, top + y, anchor, words);
    }
}
