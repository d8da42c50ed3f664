//! A file's text with its lines at hand: a place is found without reading the file again.

use crate::diagnostic::{Diagnostic, Span};
use crate::input::sources::Sources;
use crate::source_path::SourcePath;
use std::collections::BTreeMap;
use std::ops::Range;

/// A place as people count it: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters; a byte order mark is none.
    pub column: usize,
}

/// The texts that diagnostics point into, each read once.
pub struct Texts<'s> {
    sources: &'s Sources,
    read: BTreeMap<SourcePath, Option<Text>>,
}

impl<'s> Texts<'s> {
    /// Of these files.
    pub fn of(sources: &'s Sources) -> Self {
        Self {
            sources,
            read: BTreeMap::new(),
        }
    }

    /// The text of a span's file, if it is one of the site's.
    pub fn get(&mut self, span: &Span) -> Option<&Text> {
        let sources = self.sources;
        let text = self.read.entry(span.file.clone()).or_insert_with(|| {
            let file = sources.get(span.file.as_str())?;
            Some(Text::new(&String::from_utf8_lossy(file.bytes())))
        });
        text.as_ref()
    }
}

/// The lines that findings stand on.
pub struct Lines<'s>(Texts<'s>);

impl<'s> Lines<'s> {
    /// Of these files.
    pub fn of(sources: &'s Sources) -> Self {
        Self(Texts::of(sources))
    }

    /// The line that a finding begins on; blank where it stands in none.
    pub fn of_finding(&mut self, finding: &Diagnostic) -> String {
        let span = finding.span.as_ref();
        let text = span.and_then(|span| Some((self.0.get(span)?, span.start)));
        text.map(|(text, start)| text.line(start as usize).to_owned())
            .unwrap_or_default()
    }
}

/// A text and where its lines start.
pub struct Text {
    text: String,
    starts: Vec<usize>,
}

impl Text {
    /// Finds the lines of a text; a byte order mark before them is not part of the first.
    pub fn new(text: &str) -> Self {
        let first = text.len() - text.trim_start_matches('\u{feff}').len();
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(first).chain(breaks).collect(),
            text: text.to_owned(),
        }
    }

    /// The place of a byte offset; offsets inside a character count as its start.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_at(offset);
        let offset = self.text.floor_char_boundary(offset);
        let before = self.text.get(self.starts[line]..offset).unwrap_or_default();
        Position {
            line: line + 1,
            column: before.chars().count() + 1,
        }
    }

    /// Whether a span stands so far into its line that no terminal shows it: a paragraph on one line of a megabyte.
    pub fn is_far(&self, span: &Span) -> bool {
        span.start as usize > self.starts[self.line_at(span.start as usize)] + FAR
    }

    /// The line that holds a byte offset, without its break.
    pub fn line(&self, offset: usize) -> &str {
        &self.text[self.line_range(self.line_at(offset))]
    }

    /// A span's bytes, kept within the text, on whole characters and within one line.
    pub fn range(&self, span: &Span) -> Range<usize> {
        let inside = |offset: u32| self.text.floor_char_boundary(offset as usize);
        let line = self.line_range(self.line_at(span.start as usize));
        let start = inside(span.start).max(line.start).min(line.end.max(line.start));
        start..inside(span.end).clamp(start, line.end.max(start))
    }

    /// The whole lines that hold some ranges, the last one not far beyond what is of interest in it,
    /// and the number of the first.
    pub fn excerpt(&self, ranges: &[Range<usize>]) -> (Range<usize>, usize) {
        let first = ranges.iter().map(|range| range.start).min().unwrap_or_default();
        let last = ranges.iter().map(|range| range.end).max().unwrap_or_default();
        let line = self.line_at(first);
        let end = self.line_range(self.line_at(last)).end;
        let end = self.text.floor_char_boundary(end.min(last + BEYOND)).max(last);
        (self.starts[line]..end.max(self.starts[line]), line + 1)
    }

    /// A part of the text.
    pub fn slice(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    fn line_at(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    fn line_range(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let text = &self.text[start..end];
        start..start + text.trim_end_matches('\r').len()
    }
}

/// In bytes: how far into a line its words are shown.
const FAR: usize = 4_000;

/// In bytes: how much of a long line is shown beyond a fault. A terminal shows less.
const BEYOND: usize = 400;

/// A text short enough for a message, however much of a file it quotes.
pub fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// What is wrong and, on a line of its own, how to mend it.
pub fn with_remedy(finding: &Diagnostic) -> String {
    match &finding.hint {
        Some(hint) => format!("{}\n{}", shorten(&finding.message), shorten(hint)),
        None => shorten(&finding.message),
    }
}

/// In characters: the longest message, hint or quoted line.
const LONGEST: usize = 500;
