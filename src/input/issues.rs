//! What is wrong in one file, and what it names, gathered while it is read.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::reference::{Reference, ReferenceKind};
use crate::source_path::SourcePath;
use std::ops::Range;

/// The problems found in one file so far, and the names that it uses.
#[derive(Debug)]
pub struct Issues {
    file: SourcePath,
    /// What was found.
    pub list: Vec<Diagnostic>,
    /// What the file refers to, to be checked later.
    pub references: Vec<Reference>,
}

impl Issues {
    /// No problems yet in `file`.
    pub fn new(file: &SourcePath) -> Self {
        Self {
            file: file.clone(),
            list: Vec::new(),
            references: Vec::new(),
        }
    }

    /// The file that is being read.
    pub fn file(&self) -> &SourcePath {
        &self.file
    }

    /// Adds a problem at a byte range of the file; returns it so that a hint can be added.
    pub fn add(&mut self, code: Code, range: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        self.list.push(Diagnostic::new(
            code,
            Span::new(&self.file, range.clone()),
            message,
        ));
        self.list.last_mut().expect("a diagnostic was just pushed")
    }

    /// Notes that the file names something.
    pub fn refer(&mut self, kind: ReferenceKind, target: &str, range: &Range<usize>) {
        self.references.push(Reference {
            kind,
            target: target.to_owned(),
            range: range.clone(),
        });
    }

    /// Adds a remedy to the last problem, if it has none.
    pub fn hint_last(&mut self, hint: &str) {
        if let Some(problem) = self.list.last_mut() {
            problem.hint.get_or_insert_with(|| hint.to_owned());
        }
    }

    /// Adds a problem with a remedy.
    pub fn add_with_hint(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(code, range, message).hint = Some(hint.into());
    }
}
