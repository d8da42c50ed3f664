//! How wide words are, and how they are broken into lines. Widths are estimates: fonts differ, and nothing here
//! measures one. Labels stand free of each other by more than the estimates are wrong.

use unicode_width::UnicodeWidthChar;

/// In pixels: the height of a line of text of 13 pixels.
pub const LINE: f64 = 16.0;

/// In pixels: an average letter of a rather wide sans of 13 pixels.
const LETTER: f64 = 7.1;

/// How much wider bold letters are.
pub const BOLD: f64 = 1.12;

/// In pixels: about how wide a text is.
pub fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

/// In pixels: about how wide a text is in bold.
pub fn bold(text: &str) -> f64 {
    width(text) * BOLD
}

/// What is narrow in most fonts, and what is wide: "1,000.5" is no word of seven letters.
const NARROW: &str = ".,:;'ijl|! ";
const WIDE: &str = "mw%@—";

fn width_of(mark: char) -> f64 {
    match mark.width() {
        Some(0) | None => 0.0,
        Some(2) => 13.5,
        _ if NARROW.contains(mark) => 4.3,
        _ if WIDE.contains(mark) || mark.is_uppercase() => 9.4,
        _ => LETTER,
    }
}

/// A text in at most so many lines of a width; what does not fit is left out, and three points say so.
pub fn lines(text: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for part in parts(word, room) {
            let last = lines.len() - 1;
            let is_new_word = part.start == 0;
            let gap = if is_new_word && !lines[last].is_empty() {
                " "
            } else {
                ""
            };
            let part = &word[part];
            let fits = width(&lines[last]) + width(gap) + width(part) <= room;
            if fits || lines[last].is_empty() {
                lines[last].push_str(gap);
                lines[last].push_str(part);
            } else {
                lines.push(part.to_owned());
            }
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = shortened(last, room);
        }
    }
    lines
}

/// A word in parts that fit, none of them begun by what belongs to the letter before.
fn parts(word: &str, room: f64) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut sum) = (0, 0.0);
    let mut before = ' ';
    for (at, mark) in word.char_indices() {
        let own = width_of(mark);
        if sum + own > room && at > start && own > 0.0 && before != '\u{200d}' {
            parts.push(start..at);
            (start, sum) = (at, 0.0);
        }
        sum += own;
        before = mark;
    }
    parts.push(start..word.len());
    parts
}

fn shortened(line: &str, room: f64) -> String {
    let mut kept = line;
    while width(kept) > room - 12.0 {
        let Some((at, _)) = kept.char_indices().next_back() else {
            break;
        };
        kept = &kept[..at];
    }
    format!("{}…", kept.trim_end())
}
