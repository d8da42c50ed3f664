//! Text that fits: the largest size at which it stands in so many lines of a width, in lines of about one length.

use super::fonts::{Fonts, is_visible};
use super::pieces::{Piece, pieces, runs_to_left};
use serde::{Deserialize, Serialize};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// In characters: no card shows more, and nobody waits for what a longer text would take.
pub const LONGEST: usize = 500;

/// In pixels: by how much the size is lessened from one try to the next.
const STEP: f32 = 2.0;

const ELLIPSIS: &str = "…";

/// What a text is to fit.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The place of the font.
    pub face: usize,
    /// In pixels: the largest size, and the one that is not gone below.
    pub sizes: (f32, f32),
    /// In pixels.
    pub width: f32,
    /// The most lines.
    pub lines: usize,
    /// In parts of the size: what stands between characters besides.
    pub spacing: f32,
}

/// A text in lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// The size of the font, in pixels.
    pub size: f32,
    /// How wide it was allowed to be, in pixels.
    pub room: f32,
    /// How wide the widest line is, in pixels.
    pub width: f32,
    /// Whether it runs from right to left as a whole.
    pub to_left: bool,
    /// Whether it was too long, and ends in an ellipsis.
    pub cut: bool,
    /// The lines, from the top.
    pub lines: Vec<Line>,
}

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// How wide it is, in pixels.
    pub width: f32,
    /// Its pieces, from left to right.
    pub pieces: Vec<Piece>,
}

/// What stays together in a line: a word, or a part of one that may be parted.
#[derive(Debug, Clone)]
struct Unit {
    text: String,
    /// In parts of the size: with and without the space at its end.
    width: f32,
    bare: f32,
}

/// A text as cards show it: one paragraph without marks that would turn the words around them, not endless, and without
/// what no font can show. Nothing is shown of a text that would lose most of its letters: what is left says something else.
pub fn plain(fonts: &Fonts, text: &str) -> String {
    let text: String = text.chars().take(LONGEST + 1).collect();
    let missing = fonts.missing(&text);
    let letters = text.chars().filter(|mark| mark.is_alphanumeric());
    let (lost, kept): (Vec<char>, Vec<char>) = letters.partition(|mark| missing.contains(mark));
    if lost.len() > kept.len() {
        return String::new();
    }
    let mut plain = String::new();
    for mark in text.chars().take(LONGEST) {
        let turns = matches!(mark, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_missing = missing.contains(&mark);
        if mark.is_whitespace() || mark.is_control() || is_missing && mark.is_alphanumeric() {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else if !turns && !is_missing {
            plain.push(mark);
        }
    }
    if text.chars().count() > LONGEST {
        plain.push_str(ELLIPSIS);
    }
    plain.trim_end().to_owned()
}

/// Fits a text. One that does not fit at its least size is cut.
pub fn fit(fonts: &Fonts, text: &str, wish: &Wish) -> Fitted {
    let text = plain(fonts, text);
    let to_left = runs_to_left(&text);
    let measure = |text: &str| width(&pieces(fonts, text, wish.face, to_left, wish.spacing));
    let units = units(&text, &measure);
    let (largest, least) = (
        wish.sizes.0.max(1.0),
        wish.sizes.1.clamp(1.0, wish.sizes.0.max(1.0)),
    );
    let mut size = largest;
    let mut lines = loop {
        let limit = wish.width / size;
        let fits = units.iter().all(|unit| unit.bare <= limit);
        let lines = wrapped(&units, limit);
        if fits && lines.len() <= wish.lines {
            break balanced(&units, limit, lines.len());
        }
        if size <= least {
            break wrapped(&parted(&units, limit, &measure), limit);
        }
        size = (size - STEP).max(least);
    };
    let cut = lines.len() > wish.lines;
    if cut {
        lines.truncate(wish.lines.max(1));
        if let Some(last) = lines.last_mut() {
            *last = with_ellipsis(last, wish.width / size, &measure);
        }
    }
    let lines: Vec<Vec<Piece>> = lines
        .iter()
        .map(|line| pieces(fonts, line.trim_end(), wish.face, to_left, wish.spacing))
        .collect();
    let widest = lines.iter().map(|line| width(line)).fold(0.0, f32::max);
    // Words beside others can be a little wider than by themselves.
    let size = if widest > 0.0 {
        size.min(wish.width / widest)
    } else {
        size
    };
    let lines = lines.into_iter().map(|pieces| Line {
        width: size * width(&pieces),
        pieces,
    });
    Fitted {
        size,
        room: wish.width,
        width: size * widest,
        to_left,
        cut: cut || text.ends_with(ELLIPSIS),
        lines: lines.collect(),
    }
}

fn width(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.width).sum()
}

/// The parts of a text that stay together, by the rules of Unicode (UAX 14).
fn units(text: &str, measure: &impl Fn(&str) -> f32) -> Vec<Unit> {
    let mut found = Vec::new();
    let mut from = 0;
    for (to, opportunity) in linebreaks(text) {
        debug_assert!(opportunity == BreakOpportunity::Allowed || to == text.len());
        found.extend((to > from).then(|| unit(&text[from..to], measure)));
        from = to;
    }
    found
}

fn unit(text: &str, measure: &impl Fn(&str) -> f32) -> Unit {
    let bare = measure(text.trim_end());
    let width = if text.ends_with(' ') {
        bare + measure(" ")
    } else {
        bare
    };
    Unit {
        text: text.to_owned(),
        width,
        bare,
    }
}

/// The units with those that are wider than a line divided.
fn parted(units: &[Unit], limit: f32, measure: &impl Fn(&str) -> f32) -> Vec<Unit> {
    let mut found = Vec::new();
    for whole in units {
        if whole.bare <= limit {
            found.push(whole.clone());
            continue;
        }
        let mut part = String::new();
        let mut width = 0.0;
        for mark in whole.text.chars() {
            let more = measure(mark.encode_utf8(&mut [0; 4]));
            if width + more > limit && is_visible(mark) && !part.is_empty() {
                found.push(unit(&part, measure));
                part.clear();
                width = 0.0;
            }
            part.push(mark);
            width += more;
        }
        found.push(unit(&part, measure));
    }
    found
}

/// As many units in each line as go in.
fn wrapped(units: &[Unit], limit: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0.0;
    for unit in units {
        match lines.last_mut() {
            Some(line) if width + unit.bare <= limit => line.push_str(&unit.text),
            _ => {
                lines.push(unit.text.clone());
                width = 0.0;
            }
        }
        width += unit.width;
    }
    lines
}

/// The same number of lines, made as even as the words allow: the narrowest width that needs no more of them.
fn balanced(units: &[Unit], limit: f32, count: usize) -> Vec<String> {
    let (mut low, mut high) = (limit / 2.0, limit);
    for _ in 0..12 {
        let middle = f32::midpoint(low, high);
        let fits = units.iter().all(|unit| unit.bare <= middle);
        match fits && wrapped(units, middle).len() <= count {
            true => high = middle,
            false => low = middle,
        }
    }
    wrapped(units, high)
}

/// As many words of a line as stand in it with an ellipsis; of a single word, as many letters.
fn with_ellipsis(line: &str, limit: f32, measure: &impl Fn(&str) -> f32) -> String {
    let mut line = line.trim_end().to_owned();
    loop {
        let bare = line.trim_end_matches(|mark: char| !mark.is_alphanumeric() && mark != ')');
        let told = format!("{bare}{ELLIPSIS}");
        if measure(&told) <= limit || bare.is_empty() {
            return told;
        }
        line = bare.to_owned();
        match line.rfind(' ') {
            Some(space) => line.truncate(space),
            None => {
                line.pop();
            }
        }
    }
}
