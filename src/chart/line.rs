//! Lines and areas: a column of figures each, along dates or numbers.

use crate::chart::axes::{Axes, TOP};
use crate::chart::ends::{End, apart, room, words};
use crate::chart::layers::{Layer, Point, layers};
use crate::chart::svg::{ASIDE, Anchor, Svg, WIDEST, room_for, series};
use crate::chart::text::{LINE, bold};
use crate::chart::{Data, Kind, NARROWEST, Row};

/// In pixels: the least height of the plot.
const HEIGHT: f64 = 200.0;

/// Up to so many figures of a single line are written at their points.
const MOST_WRITTEN: usize = 8;

/// Draws all columns.
pub fn draw(data: &Data, svg: &mut Svg) {
    let mut rows: Vec<&Row> = data.rows.iter().collect();
    rows.sort_by(|one, other| one.at.total_cmp(&other.at));
    let layers = layers(data, &rows);
    let (least, most) = reach(data, &layers);
    let mut axes = Axes::of(&rows, least, most, HEIGHT);
    axes.height = room(&ends(data, &rows, &layers, &axes)).max(HEIGHT);
    let ends = ends(data, &rows, &layers, &axes);
    let words = ends.iter().flat_map(|end| &end.words);
    let right = room_for(words.map(|words| bold(words)).fold(0.0, f64::max));
    svg.aside = [axes.tick_words(data, svg), right];
    svg.open_plot(TOP, axes.height);
    axes.grid(svg);
    for layer in &layers {
        layer.draw(data.kind, &rows, &axes, svg);
    }
    svg.close_plot();
    write_points(&layers, &rows, &axes, svg);
    write_ends(ends, &layers, &rows, &axes, svg);
    axes.names(data, &rows, svg);
}

/// From the least to the most that the axis must cover. Areas begin at zero, and so do lines, unless zero is far off.
fn reach(data: &Data, layers: &[Layer]) -> (f64, f64) {
    let tops = || layers.iter().flat_map(Layer::known).map(|point| point.top);
    let least = tops().fold(f64::INFINITY, f64::min);
    let most = tops().fold(f64::NEG_INFINITY, f64::max);
    let (nearest, furthest) = (least.abs().min(most.abs()), least.abs().max(most.abs()));
    let is_far = least.signum() == most.signum() && nearest * 2.0 > furthest;
    match data.kind == Kind::Line && is_far {
        true => (least, most),
        false => (least.min(0.0), most.max(0.0)),
    }
}

/// The words beside the plot: the name of each column, where there are several, and its last figure.
fn ends(data: &Data, rows: &[&Row], layers: &[Layer], axes: &Axes) -> Vec<End> {
    let end = |layer: &Layer| {
        let last = layer.known().next_back()?;
        let figure = rows[last.row].figures.get(layer.place)?.as_ref()?;
        let name = data.series.get(layer.place).filter(|_| layers.len() > 1);
        let (words, names) = words(name.map(String::as_str), &figure.words, last.projected, WIDEST);
        let is_stacked = data.kind == Kind::Area && layers.len() > 1;
        let base = if is_stacked { last.base } else { last.top };
        Some(End {
            line: layer.place,
            words,
            names,
            wanted: axes.y((last.top + base) / 2.0),
        })
    };
    layers.iter().filter_map(end).collect()
}

/// The figures of a single line at their points, where they are few and there is room; the last stands at the end.
fn write_points(layers: &[Layer], rows: &[&Row], axes: &Axes, svg: &mut Svg) {
    let [layer] = layers else { return };
    let mut known: Vec<Point> = layer.known().collect();
    if known.len() > MOST_WRITTEN {
        return;
    }
    known.pop();
    let wide = NARROWEST - svg.aside.iter().sum::<f64>();
    let mut free = 0.0;
    for point in known {
        let Some(figure) = rows[point.row].figures.first().and_then(Option::as_ref) else {
            continue;
        };
        let share = axes.share(rows[point.row].at);
        let (own, x) = (bold(&figure.words), share * wide);
        let start = if x < own / 2.0 { x } else { x - own / 2.0 };
        if start < free || start + own > wide - 6.0 {
            continue;
        }
        free = start + own + 6.0;
        let is_higher = |row: Option<usize>| {
            let other = row.and_then(|row| layer.at(row));
            other.is_some_and(|other| other.top > point.top)
        };
        // In a valley the line leaves room below its point, everywhere else above.
        let is_valley = is_higher(point.row.checked_sub(1)) && is_higher(Some(point.row + 1));
        let y = TOP + axes.y(point.top) + if is_valley { 20.0 } else { -10.0 };
        let anchor = if x < own / 2.0 {
            Anchor::Start
        } else {
            Anchor::Middle
        };
        svg.text("v", share, 0.0, y, anchor, &figure.words);
    }
}

fn write_ends(ends: Vec<End>, layers: &[Layer], rows: &[&Row], axes: &Axes, svg: &mut Svg) {
    for (top, end) in apart(ends, axes.height) {
        let last = layers.get(end.line).and_then(|layer| layer.known().next_back());
        let Some(last) = last else { continue };
        let mut share = axes.share(rows[last.row].at);
        let middle = TOP + top + end.words.len() as f64 * LINE / 2.0;
        // What ends before the others is led to its words.
        if layers.len() > 1 {
            if share < 1.0 {
                svg.line("g", (share, TOP + axes.y(last.top)), (1.0, middle));
            }
            share = 1.0;
        }
        let class = series(end.line);
        for (y, words, is_figure) in end.lines() {
            let class = if is_figure {
                format!("{class} v")
            } else {
                class.clone()
            };
            svg.text(&class, share, ASIDE, TOP + top + y, Anchor::Start, words);
        }
    }
}
