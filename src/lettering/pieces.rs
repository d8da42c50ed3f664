//! A line of text as pieces that follow one another from left to right, each of one font and one direction. The drawing
//! engine's own way of mixing fonts loses characters where one font joins letters and another does not.

use super::fonts::{Fonts, is_visible};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Its characters, in the order of reading.
    pub text: String,
    /// The family of its font.
    pub family: String,
    /// The weight of its font.
    pub weight: u16,
    /// Whether it runs from right to left.
    pub to_left: bool,
    /// What stands between its characters besides, in parts of the size of the font.
    pub spacing: f32,
    /// How wide it is, in parts of the size of the font.
    pub width: f32,
}

/// Whether a text as a whole runs from right to left: its first letter says so.
pub fn runs_to_left(text: &str) -> bool {
    matches!(
        unicode_bidi::get_base_direction(text),
        unicode_bidi::Direction::Rtl
    )
}

/// The pieces of a line, from left to right. `spacing` is what stands after each character besides, in parts of the size.
pub fn pieces(fonts: &Fonts, text: &str, face: usize, to_left: bool, spacing: f32) -> Vec<Piece> {
    let level = if to_left { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    // A text is one paragraph: what ends one was made a space.
    let Some(paragraph) = info.paragraphs.first() else {
        return Vec::new();
    };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut found = Vec::new();
    for run in runs {
        let to_left = levels[run.start].is_rtl();
        let mut parts = by_face(fonts, text, run, face);
        if to_left {
            parts.reverse();
        }
        for (range, at) in parts {
            let text = &text[range];
            let spacing = if takes_spacing(text) { spacing } else { 0.0 };
            let count = text
                .chars()
                .filter(|mark| is_visible(*mark) || *mark == ' ')
                .count();
            found.push(Piece {
                text: text.to_owned(),
                family: fonts.at(at).family.clone(),
                weight: fonts.at(at).weight,
                to_left,
                spacing,
                width: fonts.width(at, text, to_left) + spacing * count as f32,
            });
        }
    }
    found
}

/// Whether letters may be moved apart: those of many scripts are joined, and the engine leaves them so.
fn takes_spacing(text: &str) -> bool {
    let of_parted_script = |mark: char| matches!(mark, '\0'..='\u{52f}' | '\u{1e00}'..='\u{1fff}');
    text.chars()
        .all(|mark| !mark.is_alphabetic() || of_parted_script(mark))
}

/// A run, divided where the wanted face cannot show a character and another can.
fn by_face(fonts: &Fonts, text: &str, run: Range<usize>, wanted: usize) -> Vec<(Range<usize>, usize)> {
    let mut parts: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, mark) in text[run.clone()].char_indices() {
        let range = run.start + at..run.start + at + mark.len_utf8();
        let now = parts.last().map(|(_, face)| *face);
        let able = |face: usize| !is_visible(mark) || fonts.at(face).shows(mark);
        // Spaces and joiners stay with what they stand in, and so do the digits of another script's words.
        let stays = now.filter(|face| able(*face) && (!mark.is_alphanumeric() || *face == wanted));
        let face = stays
            .or(Some(wanted).filter(|face| able(*face)))
            .or_else(|| fonts.instead_of(wanted, mark))
            .unwrap_or(wanted);
        match parts.last_mut() {
            Some((known, last)) if *last == face => known.end = range.end,
            _ => parts.push((range, face)),
        }
    }
    parts
}
