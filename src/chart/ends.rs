//! Labels at the ends of lines, moved apart so that none covers another.

use crate::chart::text::LINE;

/// A label: its lines, and where its middle should be.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Which line it belongs to.
    pub line: usize,
    /// Its lines of text.
    pub words: Vec<String>,
    /// In pixels from the top: where its middle should be.
    pub wanted: f64,
}

/// In pixels: how far apart labels stand at least.
const GAP: f64 = 4.0;

impl End {
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
    let mut free = 0.0_f64;
    for end in &ends {
        let top = (end.wanted - end.height() / 2.0).max(free);
        tops.push(top);
        free = top + end.height() + GAP;
    }
    // Those that were pushed out below move up again, and push those above them.
    let mut below = height;
    for (top, end) in tops.iter_mut().zip(&ends).rev() {
        *top = top.min(below - end.height());
        below = *top - GAP;
    }
    tops.into_iter().zip(ends).collect()
}
