//! A table of data with the place of each cell: what CSV files and the rows of a chart both become.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::source_path::SourcePath;
use std::ops::Range;

/// Rows of cells under named columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<Cell>,
    /// The rows, each with a cell for every column; an empty cell is a value that is missing.
    pub rows: Vec<Vec<Cell>>,
    /// What is wrong with its form.
    pub faults: Vec<Fault>,
}

/// A cell and where it stands: byte offsets in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The words, unescaped and without spaces around them.
    pub text: String,
    /// Where they stand.
    pub range: Range<usize>,
}

/// Something that is wrong with a table: a problem that knows its place, but not yet its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which kind of problem.
    pub code: Code,
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Fault {
    /// Data that cannot be drawn, and how to mend it.
    pub fn new(range: &Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: Code::ChartData,
            range: range.clone(),
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    /// The problem in its file.
    pub fn diagnostic(&self, file: &SourcePath) -> Diagnostic {
        let span = Span::new(file, self.range.clone());
        Diagnostic::new(self.code, span, &self.message).maybe_hint(self.hint.clone())
    }
}
