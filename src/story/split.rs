//! Splits a file into front matter and body. Our own code, never the Markdown parser's.

use std::ops::Range;

/// The two languages of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// What stands where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split {
    /// Front matter and body, as byte ranges.
    Front {
        /// Its language.
        language: Language,
        /// The text between the marks.
        front: Range<usize>,
        /// What follows the closing mark.
        body: Range<usize>,
    },
    /// No front matter: all is body.
    None {
        /// The whole text, a byte order mark left out.
        body: Range<usize>,
    },
    /// An opening mark that nothing closes.
    Unclosed {
        /// The opening line.
        mark: Range<usize>,
    },
}

/// Finds the front matter of a text.
pub fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let first = line_at(text, start);
    let (language, mark) = match text[first.clone()].trim_end() {
        "---" => (Language::Yaml, "---"),
        "+++" => (Language::Toml, "+++"),
        _ => {
            return Split::None {
                body: start..text.len(),
            };
        }
    };
    let front_start = after_line(text, first.end);
    let mut at = front_start;
    while at < text.len() {
        let line = line_at(text, at);
        let next = after_line(text, line.end);
        if text[line.clone()].trim_end() == mark {
            return Split::Front {
                language,
                front: front_start..line.start,
                body: next..text.len(),
            };
        }
        at = next;
    }
    Split::Unclosed { mark: first }
}

/// The line that starts at `start`, without its line break.
fn line_at(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..end
}

fn after_line(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}
