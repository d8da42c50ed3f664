//! Labels at the ends of lines, moved apart so that none covers another.

use crate::chart::text::{BOLD, LINE, lines, width};

/// A label: its lines, and where its middle should be.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Which line it belongs to.
    pub line: usize,
    /// Its lines of text.
    pub words: Vec<String>,
    /// How many of them stand before the figure.
    pub names: usize,
    /// In pixels from the top: where its middle should be.
    pub wanted: f64,
}

/// In pixels: how far apart labels stand at least.
const GAP: f64 = 4.0;

/// The lines of a label: a name, where there is one, and a figure.
pub fn words(name: Option<&str>, figure: &str, projected: bool, widest: f64) -> (Vec<String>, usize) {
    let mut words = name.map_or_else(Vec::new, |name| lines(name, widest, 2));
    let names = words.len();
    let whole = format!("{figure}, projected");
    match (projected, width(&whole) * BOLD <= widest) {
        (true, true) => words.push(whole),
        (true, false) => {
            words.extend(lines(figure, widest / BOLD, 2));
            words.push("projected".to_owned());
        }
        (false, _) => words.extend(lines(figure, widest / BOLD, 2)),
    }
    (words, names)
}

impl End {
    /// Its lines: how far below its top each stands, and whether it is of the figure.
    pub fn lines(&self) -> impl Iterator<Item = (f64, &str, bool)> {
        let lines = self.words.iter().enumerate();
        lines.map(|(at, words)| (12.5 + at as f64 * LINE, words.as_str(), at >= self.names))
    }

    fn height(&self) -> f64 {
        self.words.len() as f64 * LINE
    }
}

/// In pixels: how much room labels take together.
pub fn room(ends: &[End]) -> f64 {
    ends.iter().map(|end| end.height() + GAP).sum()
}

/// Places labels within a height, in the order of the places that they want: each with its top. They stand as near to
/// those places as they can without covering each other; `height` is at least their [`room`].
pub fn apart(mut ends: Vec<End>, height: f64) -> Vec<(f64, End)> {
    ends.sort_by(|one, other| {
        one.wanted
            .total_cmp(&other.wanted)
            .then(one.line.cmp(&other.line))
    });
    let mut tops = Vec::with_capacity(ends.len());
    // A label may stand half a line above the plot and below it.
    let mut free = -LINE / 2.0;
    for end in &ends {
        let top = (end.wanted - end.height() / 2.0).max(free);
        tops.push(top);
        free = top + end.height() + GAP;
    }
    // Those that were pushed out below move up again, and push those above them.
    let mut below = height + LINE / 2.0;
    for (top, end) in tops.iter_mut().zip(&ends).rev() {
        *top = top.min(below - end.height());
        below = *top - GAP;
    }
    tops.into_iter().zip(ends).collect()
}
