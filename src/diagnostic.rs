//! Diagnostics are values: what is wrong, where, and how to mend it. Nothing here prints.

pub use crate::code::{Code, Severity};
use crate::source_path::SourcePath;
use std::ops::Range;

/// A place in an input file: byte offsets from the start of the file, end excluded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: SourcePath,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range` of `file`. Files over 4 GiB are refused before they get here.
    pub fn new(file: &SourcePath, range: Range<usize>) -> Self {
        Self {
            file: file.clone(),
            start: saturate(range.start),
            end: saturate(range.end),
        }
    }

    /// The very start of a file, for what has no better place.
    pub fn start_of(file: &SourcePath) -> Self {
        Self::new(file, 0..0)
    }
}

fn saturate(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// One problem, complete: code, words, place, remedy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Which kind of problem; also names its documentation.
    pub code: Code,
    /// Its weight; starts as the code's own.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// Where; `None` for problems outside the site's files.
    pub span: Option<Span>,
    /// How to mend it.
    pub hint: Option<String>,
    /// Other places that matter, each with a few words.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A diagnostic with its code's own severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::without_place(code, message)
        }
    }

    /// A diagnostic that no place in the sources can be blamed for.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self {
            code,
            severity,
            message: message.into(),
            span: None,
            hint: None,
            related: Vec::new(),
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds how to mend it, where there is an idea.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// Sorts by file, place and code, so that the order of work never shows, and drops exact repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup();
}

fn key(diagnostic: &Diagnostic) -> (Option<(&SourcePath, u32)>, Severity, &'static str, &str) {
    let place = diagnostic.span.as_ref().map(|span| (&span.file, span.start));
    (
        place,
        diagnostic.severity,
        diagnostic.code.name(),
        &diagnostic.message,
    )
}

/// Whether any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}
