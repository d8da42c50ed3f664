//! Bars: each below its label and figure, from zero.

use crate::chart::svg::{Anchor, Svg};
use crate::chart::text::{LINE, lines, width};
use crate::chart::{Data, NARROWEST, Row};

/// In pixels.
const BAR: f64 = 12.0;
const BELOW_TEXT: f64 = 6.0;
const BETWEEN: f64 = 14.0;

/// From here on a figure stands below its label, not beside it.
const WIDEST_BESIDE: f64 = 140.0;

/// Draws the rows from top to bottom.
pub fn draw(data: &Data, svg: &mut Svg) {
    let figures = || data.rows.iter().filter_map(|row| row.figures.first()?.as_ref());
    let numbers = || figures().map(|figure| figure.number);
    let (least, most) = (numbers().fold(0.0, f64::min), numbers().fold(0.0, f64::max));
    let span = if most > least { most - least } else { 1.0 };
    let share = |number: f64| (number - least) / span;
    for row in &data.rows {
        let figure = row.figures.first().and_then(Option::as_ref);
        let words = match (figure, row.projected) {
            (Some(figure), true) => format!("{}, projected", figure.words),
            (Some(figure), false) => figure.words.clone(),
            (None, _) => "not known".to_owned(),
        };
        let top = svg.height;
        head(row, &words, svg);
        let y = svg.height + BELOW_TEXT;
        if let Some(figure) = figure {
            let class = if row.projected { "s1 p" } else { "s1" };
            svg.bar(class, share(0.0), share(figure.number), y, BAR);
        }
        svg.line("z", (share(0.0), y - 3.0), (share(0.0), y + BAR + 3.0));
        svg.height = (y + BAR + BETWEEN).max(top);
    }
    svg.height -= BETWEEN - 4.0;
}

/// The label, and its figure at the other side.
fn head(row: &Row, words: &str, svg: &mut Svg) {
    let taken = width(words);
    let beside = taken <= WIDEST_BESIDE;
    let room = if beside {
        NARROWEST - taken - 16.0
    } else {
        NARROWEST
    };
    let mut label = lines(&row.label, room, 3);
    if !beside {
        label.extend(lines(words, NARROWEST, 2));
    }
    let own = label.len()
        - if beside {
            0
        } else {
            lines(words, NARROWEST, 2).len()
        };
    for (at, line) in label.iter().enumerate() {
        let y = svg.height + 13.0 + at as f64 * LINE;
        svg.text(if at < own { "" } else { "v" }, 0.0, 0.0, y, Anchor::Start, line);
    }
    if beside {
        svg.text("v", 1.0, 0.0, svg.height + 13.0, Anchor::End, words);
    }
    svg.height += label.len() as f64 * LINE;
}
