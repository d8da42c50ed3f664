//! Bars: each below its label and figure, from zero.

use crate::chart::svg::{Anchor, Svg};
use crate::chart::text::{BOLD, LINE, bold, lines};
use crate::chart::{Data, NARROWEST, Row};

/// In pixels.
const BAR: f64 = 12.0;
const BELOW_TEXT: f64 = 6.0;
const BETWEEN: f64 = 14.0;

/// In pixels: a wider figure stands below its label, not beside it.
const WIDEST_BESIDE: f64 = 140.0;

/// Draws the rows from top to bottom.
pub fn draw(data: &Data, svg: &mut Svg) {
    let figures = || data.rows.iter().filter_map(|row| row.figures.first()?.as_ref());
    let numbers = || figures().map(|figure| figure.number);
    let (least, most) = (numbers().fold(0.0, f64::min), numbers().fold(0.0, f64::max));
    let span = if most > least { most - least } else { 1.0 };
    let share = |number: f64| (number - least) / span;
    // All figures stand beside their labels, or all below.
    let beside = figures().all(|figure| bold(&figure.words) <= WIDEST_BESIDE);
    for row in &data.rows {
        let figure = row.figures.first().and_then(Option::as_ref);
        let words = figure.map_or("not known", |figure| &figure.words);
        head(row, words, beside, svg);
        let y = svg.height + BELOW_TEXT;
        if let Some(figure) = figure {
            let class = if row.projected { "s1 p" } else { "s1" };
            svg.bar(class, share(0.0), share(figure.number), y, BAR);
        }
        svg.line("z", (share(0.0), y - 3.0), (share(0.0), y + BAR + 3.0));
        svg.height = y + BAR + BETWEEN;
    }
    svg.height -= BETWEEN - 4.0;
}

/// The label, and its figure at the other side or below.
fn head(row: &Row, words: &str, beside: bool, svg: &mut Svg) {
    let label = match row.projected {
        true => format!("{} (projected)", row.label),
        false => row.label.clone(),
    };
    let room = if beside {
        NARROWEST - bold(words) - 16.0
    } else {
        NARROWEST
    };
    let mut lines_above: Vec<(String, &str)> = Vec::new();
    lines_above.extend(lines(&label, room, 3).into_iter().map(|line| (line, "")));
    match beside {
        true => svg.text("v", 1.0, 0.0, svg.height + 13.0, Anchor::End, words),
        false => lines_above.extend(
            lines(words, NARROWEST / BOLD, 2)
                .into_iter()
                .map(|line| (line, "v")),
        ),
    }
    for (line, class) in lines_above {
        svg.text(class, 0.0, 0.0, svg.height + 13.0, Anchor::Start, &line);
        svg.height += LINE;
    }
}
