//! A text as an editor reads it: passages of prose with all that is cited and bound in them, each at its place in the
//! file. It is taken down when it is asked for, by the same reading that makes the body, and kept by nobody.

mod recorder;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use recorder::{Recorder, Written};

/// What stands in a passage for a citation, a claim's value or code: none of them is a word of the writer's.
pub const HOLE: char = '\u{fffc}';

/// The prose of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// Its passages: those of the front matter that stand above the text, the text, then the rest of the front matter.
    pub passages: Vec<Passage>,
    /// Its comments.
    pub comments: Vec<Comment>,
}

/// A stretch of prose that is read as one: a paragraph, an item, a row, a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its words as readers see them, with a [`HOLE`] for each citation, claim value and piece of code.
    pub text: String,
    /// What stands in it besides words, in order.
    pub marks: Vec<Mark>,
    /// Sources that the record around it names: those of an event, of a row.
    pub beside: Vec<String>,
    /// The component that it stands in, the innermost one.
    pub component: Option<Arc<ComponentNote>>,
    runs: Vec<Run>,
}

/// What a passage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassageKind {
    /// The headline.
    Headline,
    /// The sentence under it.
    Dek,
    /// An author.
    Byline,
    /// A heading of the text.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A paragraph of a block quotation: which one of the file.
    Quotation(u32),
    /// A paragraph of a footnote, by its label.
    Footnote(String),
    /// The head of a table: which one of the file.
    TableHead(u32),
    /// A row of a table: which one of the file.
    TableRow(u32),
    /// A point to take away.
    Takeaway,
    /// What happened on a day of the timeline.
    Event,
    /// What was corrected.
    Correction,
    /// The words under a picture.
    Caption,
    /// A cell of a component's rows, by its key.
    Cell(String),
    /// An attribute of a component that readers see.
    Attribute,
}

/// Something that stands in a passage besides words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The bytes of the passage's text that it takes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a mark is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A citation of a source, by id.
    Citation(String),
    /// `[=id]`: a claim's own words, which a hole stands for.
    ClaimValue(String),
    /// `[words](claim:id)`: words of the writer's, bound to a claim.
    ClaimWords(String),
    /// `[words](quote:id)`: words that a registered quotation holds.
    QuoteWords(String),
    /// A footnote, by its label.
    Footnote(String),
    /// Code.
    Code,
    /// A cell of a table.
    Cell,
}

/// A component as far as its prose may lean on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentNote {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// Its opening line, in bytes of the file.
    pub line: Range<usize>,
}

/// A comment in the Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What stands between `<!--` and `-->`.
    pub text: String,
    /// Where it stands, marks included, in bytes of the file.
    pub range: Range<usize>,
}

/// A part of a passage's text that comes from one place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// Where it begins in the text of the passage.
    start: usize,
    /// Where it stands in the file.
    file: Range<usize>,
    /// Whether each byte stands there as it is.
    exact: bool,
}

impl Passage {
    fn new(kind: PassageKind) -> Self {
        Self {
            kind,
            text: String::new(),
            marks: Vec::new(),
            beside: Vec::new(),
            component: None,
            runs: Vec::new(),
        }
    }

    /// Where a part of the text stands in the file.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.at(range.start, End::First);
        let end = match range.is_empty() {
            true => start,
            false => self.at(range.end, End::Last),
        };
        start..end.max(start)
    }

    /// Where all of it stands.
    pub fn whole(&self) -> Range<usize> {
        self.place(&(0..self.text.len()))
    }

    /// Which part of the text stands at a place in the file; `None` where none does.
    pub fn part(&self, file: &Range<usize>) -> Option<Range<usize>> {
        let end = file.end.max(file.start + 1);
        let starts = self.runs.iter().map(|run| run.start);
        let ends = starts.skip(1).chain([self.text.len()]);
        let meeting = self.runs.iter().zip(ends);
        let meeting = meeting.filter(|(run, _)| run.file.start < end && run.file.end > file.start);
        let parts = meeting.map(|(run, run_end)| match run.exact {
            true => {
                let place = |at: usize| (run.start + at.saturating_sub(run.file.start)).min(run_end);
                place(file.start)..place(file.end)
            }
            false => run.start..run_end,
        });
        let part = parts.reduce(|all, part| all.start..part.end)?;
        let is_whole = self.text.is_char_boundary(part.start) && self.text.is_char_boundary(part.end);
        is_whole.then_some(part)
    }

    fn at(&self, offset: usize, end: End) -> usize {
        // The end of a range belongs to the run before it.
        let found = match end {
            End::First => self.runs.partition_point(|run| run.start <= offset),
            End::Last => self.runs.partition_point(|run| run.start < offset),
        };
        let Some(run) = found.checked_sub(1).and_then(|at| self.runs.get(at)) else {
            return self.runs.first().map_or(0, |run| run.file.start);
        };
        match (run.exact, end) {
            (true, _) => (run.file.start + (offset - run.start)).min(run.file.end),
            (false, End::First) => run.file.start,
            (false, End::Last) => run.file.end,
        }
    }

    /// The ids of the sources that a stretch of the text cites.
    pub fn citations(&self, within: Range<usize>) -> impl Iterator<Item = &str> {
        let marks = self
            .marks
            .iter()
            .filter(move |mark| within.contains(&mark.range.start));
        marks.filter_map(|mark| match &mark.kind {
            MarkKind::Citation(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// The ids of the claims that a stretch of the text is bound to.
    pub fn claims(&self, within: Range<usize>) -> impl Iterator<Item = &str> {
        let meets = move |mark: &&Mark| mark.range.start < within.end && mark.range.end > within.start;
        self.marks
            .iter()
            .filter(meets)
            .filter_map(|mark| match &mark.kind {
                MarkKind::ClaimValue(id) | MarkKind::ClaimWords(id) => Some(id.as_str()),
                _ => None,
            })
    }
}

/// Which end of a range is looked up.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}
