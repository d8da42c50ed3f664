//! Lines and areas: a column of figures each, along dates or numbers.

use crate::chart::axes::{Axes, TOP};
use crate::chart::ends::{End, apart, room};
use crate::chart::svg::{Anchor, Svg, WIDTH, series, short};
use crate::chart::text::{LINE, lines, width};
use crate::chart::{Data, Kind, NARROWEST, Row};
use std::fmt::Write;

/// In pixels: the least height of the plot.
const HEIGHT: f64 = 200.0;

/// In pixels: the widest words beside the plot, and how far they stand from it.
const WIDEST: f64 = 106.0;
const ASIDE: f64 = 9.0;

/// Up to so many rows each figure has a point.
const MOST_DOTTED: usize = 12;

/// Up to so many figures of a single line are written at their points.
const MOST_WRITTEN: usize = 8;

/// A column of figures, as it is drawn.
struct Layer {
    /// Its place among the columns.
    place: usize,
    /// For each row the top and the base of its figure, where there is one.
    points: Vec<Option<(f64, f64)>>,
}

/// Draws all columns.
pub fn draw(data: &Data, svg: &mut Svg) {
    let mut rows: Vec<&Row> = data.rows.iter().collect();
    rows.sort_by(|one, other| one.at.total_cmp(&other.at));
    let layers = layers(data, &rows);
    let (least, most) = reach(data, &layers);
    let mut axes = Axes::of(&rows, least, most, HEIGHT);
    axes.height = room(&ends(data, &rows, &layers, &axes)).max(HEIGHT);
    let ends = ends(data, &rows, &layers, &axes);
    let widest = ends.iter().flat_map(|end| &end.words).map(|words| width(words));
    let right = widest.fold(0.0, f64::max);
    svg.right = right;
    svg.open_plot(0.0, TOP, axes.height);
    axes.grid(svg);
    for layer in &layers {
        draw_layer(data.kind, layer, &rows, &axes, svg);
    }
    svg.close_plot();
    axes.tick_words(data, svg);
    write_points(&layers, &rows, &axes, right, svg);
    write_ends(ends, &layers, &rows, &axes, svg);
    axes.names(data, &rows, right + ASIDE, svg);
}

/// Areas of several columns stand on each other; all else stands on zero.
fn layers(data: &Data, rows: &[&Row]) -> Vec<Layer> {
    let mut base = vec![0.0; rows.len()];
    let mut layer = |place: usize| {
        let point = |(at, row): (usize, &&Row)| {
            let figure = row.figures.get(place)?.as_ref()?;
            let below = base[at];
            if data.kind == Kind::Area {
                base[at] += figure.number;
            }
            Some((below + figure.number, below))
        };
        let points = rows.iter().enumerate().map(point).collect();
        Layer { place, points }
    };
    (0..data.series.len()).map(&mut layer).collect()
}

/// From the least to the most that the axis must cover. Areas begin at zero, and so do lines, unless zero is far off.
fn reach(data: &Data, layers: &[Layer]) -> (f64, f64) {
    let points = || layers.iter().flat_map(|layer| layer.points.iter().flatten());
    let tops = || points().map(|(top, _)| *top);
    let (least, most) = (
        tops().fold(f64::INFINITY, f64::min),
        tops().fold(f64::NEG_INFINITY, f64::max),
    );
    let is_near = least.min(-most).abs() * 2.0 <= most.abs().max(least.abs());
    match data.kind == Kind::Area || is_near {
        true => (least.min(0.0), most.max(0.0)),
        false => (least, most),
    }
}

/// The words beside the plot: the name of each column, where there are several, and its last figure.
fn ends(data: &Data, rows: &[&Row], layers: &[Layer], axes: &Axes) -> Vec<End> {
    let end = |layer: &Layer| {
        let (last, (top, base)) = last(layer)?;
        let figure = rows[last].figures.get(layer.place)?.as_ref()?;
        let mut words = match layers.len() {
            1 => Vec::new(),
            _ => lines(&data.series[layer.place], WIDEST, 2),
        };
        let shown = match rows[last].projected {
            true => format!("{}, projected", figure.words),
            false => figure.words.clone(),
        };
        words.extend(lines(&shown, WIDEST, 2));
        let is_stacked = data.kind == Kind::Area && layers.len() > 1;
        let middle = if is_stacked { (top + base) / 2.0 } else { top };
        Some(End {
            line: layer.place,
            words,
            wanted: axes.y(middle),
        })
    };
    layers.iter().filter_map(end).collect()
}

/// The last figure of a column.
fn last(layer: &Layer) -> Option<(usize, (f64, f64))> {
    let known = layer.points.iter().enumerate().rev();
    known.filter_map(|(at, point)| Some((at, (*point)?))).next()
}

fn draw_layer(kind: Kind, layer: &Layer, rows: &[&Row], axes: &Axes, svg: &mut Svg) {
    let class = series(layer.place);
    let place = |at: usize, number: f64| {
        let x = short(axes.share(rows[at].at) * WIDTH);
        format!("{x} {}", short(axes.y(number)))
    };
    if kind == Kind::Area {
        svg.path(&format!("{class} a"), &area(layer, &place));
    }
    let (mut whole, mut dashed, mut dots, mut hollow) = <(String, String, String, String)>::default();
    let mut before: Option<(usize, bool)> = None;
    for (at, point) in layer.points.iter().enumerate() {
        let Some((top, _)) = *point else {
            before = None;
            continue;
        };
        let here = place(at, top);
        let projected = rows[at].projected;
        if let Some((from, was_whole)) = before {
            let is_whole = !projected && !rows[from].projected;
            let path = if is_whole { &mut whole } else { &mut dashed };
            if was_whole != is_whole || path.is_empty() || from == 0 || layer.points[from - 1].is_none() {
                let from_top = layer.points[from].map_or(top, |(top, _)| top);
                let _ = write!(path, "M{}", place(from, from_top));
            }
            let _ = write!(path, "L{here}");
            before = Some((at, is_whole));
        } else {
            before = Some((at, !projected));
        }
        let follows = layer.points.get(at + 1).is_some_and(Option::is_some);
        let alone = !follows && (at == 0 || layer.points[at - 1].is_none());
        if rows.len() <= MOST_DOTTED || alone || last(layer).is_some_and(|(last, _)| last == at) {
            let _ = write!(dots, "M{here}h.1");
            if projected {
                let _ = write!(hollow, "M{here}h.1");
            }
        }
    }
    svg.path(&class, &whole);
    svg.path(&format!("{class} p"), &dashed);
    svg.path(&format!("{class} d"), &dots);
    svg.path("o", &hollow);
}

/// The area between the figures and their base, in one piece for each run of known figures.
fn area(layer: &Layer, place: &impl Fn(usize, f64) -> String) -> String {
    let mut path = String::new();
    let known: Vec<(usize, (f64, f64))> = layer
        .points
        .iter()
        .enumerate()
        .filter_map(|(at, point)| Some((at, (*point)?)))
        .collect();
    for run in known.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        let tops = run.iter().map(|(at, (top, _))| place(*at, *top));
        let bases = run.iter().rev().map(|(at, (_, base))| place(*at, *base));
        let points: Vec<String> = tops.chain(bases).collect();
        let _ = write!(path, "M{}Z", points.join("L"));
    }
    path
}

/// The figures of a single line at their points, where they are few and there is room; the last stands at the end.
fn write_points(layers: &[Layer], rows: &[&Row], axes: &Axes, right: f64, svg: &mut Svg) {
    let [layer] = layers else { return };
    let known = || {
        layer
            .points
            .iter()
            .enumerate()
            .filter_map(|(at, point)| Some((at, (*point)?)))
    };
    if known().count() > MOST_WRITTEN {
        return;
    }
    let wide = NARROWEST - right - ASIDE;
    // The words of the ticks stand at the left: what would cover them is not written.
    let mut free = 0.0;
    let last = last(layer).map(|(at, _)| at);
    for (at, (top, _)) in known().filter(|(at, _)| Some(*at) != last) {
        let Some(figure) = rows[at].figures.first().and_then(Option::as_ref) else {
            continue;
        };
        let share = axes.share(rows[at].at);
        let (own, x) = (width(&figure.words), share * wide);
        let start = if x < own / 2.0 { x + 6.0 } else { x - own / 2.0 };
        if start < free || start + own > wide - 6.0 {
            continue;
        }
        free = start + own + 6.0;
        let is_higher = |other: Option<usize>| {
            let point = other.and_then(|other| layer.points.get(other).copied().flatten());
            point.is_some_and(|(other, _)| other > top)
        };
        // In a valley the line leaves room below its point, everywhere else above.
        let is_valley = is_higher(at.checked_sub(1)) && is_higher(Some(at + 1));
        let y = TOP + axes.y(top) + if is_valley { 20.0 } else { -10.0 };
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
        let class = series(end.line);
        let middle = TOP + top + end.words.len() as f64 * LINE / 2.0;
        if let Some((last, (figure, _))) = layers.get(end.line).and_then(last) {
            let share = axes.share(rows[last].at);
            // What ends before the others is led to its words.
            if share < 1.0 && layers.len() > 1 {
                svg.line("g", (share, TOP + axes.y(figure)), (1.0, middle));
            }
        }
        let share = match layers.len() {
            1 => layers
                .first()
                .and_then(last)
                .map_or(1.0, |(last, _)| axes.share(rows[last].at)),
            _ => 1.0,
        };
        for (at, words) in end.words.iter().enumerate() {
            let class = if at + 1 == end.words.len() {
                format!("{class} v")
            } else {
                class.clone()
            };
            let y = TOP + top + 12.0 + at as f64 * LINE;
            svg.text(&class, share, ASIDE, y, Anchor::Start, words);
        }
    }
}
