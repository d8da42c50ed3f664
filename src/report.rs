//! Diagnostics to text for people and to JSON for programs.

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::input::sources::Sources;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

/// How many diagnostics there are of each weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

/// Counts diagnostics by weight.
pub fn tally(diagnostics: &[Diagnostic]) -> Tally {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    Tally {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
    }
}

/// A place as people count it: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1; a byte order mark counts as none.
    pub column: usize,
}

/// The place of a byte offset; offsets inside a character count as its start.
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[line_start..]
        .trim_start_matches('\u{feff}')
        .chars()
        .count()
        + 1;
    Position {
        line: before.matches('\n').count() + 1,
        column,
    }
}

/// The line that holds a byte offset, without its break.
pub fn line(text: &str, offset: usize) -> &str {
    let Position { line, .. } = position(text, offset);
    text.lines().nth(line - 1).unwrap_or_default()
}

fn text_of(sources: &Sources, span: &Span) -> Option<String> {
    sources
        .get(span.file.as_str())
        .map(|file| String::from_utf8_lossy(file.bytes()).into_owned())
}

/// Diagnostics as the terminal shows them: each with its place, its line and how to mend it.
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, colour: Colour) -> String {
    let renderer = match colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(diagnostic, sources, &renderer));
        out.push_str("\n\n");
    }
    out
}

/// Whether the terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// It does.
    On,
    /// It does not, or the reader asked for none.
    Off,
}

fn one(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    // Control characters of hostile content must not reach the terminal.
    let clean = |text: &str| {
        text.chars()
            .map(|mark| {
                if mark.is_control() && mark != '\n' {
                    '\u{fffd}'
                } else {
                    mark
                }
            })
            .collect::<String>()
    };
    let mut group = Group::with_title(
        level
            .primary_title(clean(&diagnostic.message))
            .id(diagnostic.code.name()),
    );
    if let Some(span) = &diagnostic.span {
        match text_of(sources, span) {
            Some(text) => group = group.element(snippet(&text, span, &diagnostic.related, &clean)),
            None => group = group.element(annotate_snippets::Origin::path(span.file.to_string())),
        }
    }
    let file = diagnostic.span.as_ref().map(|span| &span.file);
    for (span, label) in diagnostic
        .related
        .iter()
        .filter(|(span, _)| Some(&span.file) != file)
    {
        if let Some(text) = text_of(sources, span) {
            let annotation = AnnotationKind::Context
                .span(range(&text, span))
                .label(clean(label));
            group = group.element(
                Snippet::source(clean_source(&text))
                    .path(span.file.to_string())
                    .annotation(annotation),
            );
        }
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(clean(hint)));
    }
    renderer.render(&[group])
}

fn snippet<'a>(
    text: &str,
    span: &Span,
    related: &[(Span, String)],
    clean: &impl Fn(&str) -> String,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let mut snippet = Snippet::source(clean_source(text)).path(span.file.to_string());
    snippet = snippet.annotation(AnnotationKind::Primary.span(range(text, span)));
    for (other, label) in related.iter().filter(|(other, _)| other.file == span.file) {
        snippet = snippet.annotation(
            AnnotationKind::Context
                .span(range(text, other))
                .label(clean(label)),
        );
    }
    snippet
}

/// The text with control characters replaced by as many bytes of others, so that places stay true.
fn clean_source(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for mark in text.chars() {
        match mark {
            '\n' | '\t' | '\r' => out.push(mark),
            mark if mark.is_control() => out.extend(std::iter::repeat_n('?', mark.len_utf8())),
            mark => out.push(mark),
        }
    }
    out
}

/// A span's bytes, kept within the text, on whole characters and within one line.
fn range(text: &str, span: &Span) -> std::ops::Range<usize> {
    let inside = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = inside(span.start);
    let line_end = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| start + at);
    start..inside(span.end).clamp(start, line_end)
}

/// Diagnostics as JSON values, each with its place in lines and columns.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    let list = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.span.as_ref().map(|span| place(span, sources));
        let mut value = json!({
            "code": diagnostic.code.name(),
            "severity": diagnostic.severity.word(),
            "message": diagnostic.message,
            "hint": diagnostic.hint,
            "file": null, "line": null, "column": null, "end_line": null, "end_column": null, "source_line": null,
            "related": diagnostic.related.iter().map(|(span, label)| {
                let mut value = place_without_line(span, sources);
                value["message"] = json!(label);
                value
            }).collect::<Vec<_>>(),
        });
        if let (Some(Value::Object(place)), Some(value)) = (place, value.as_object_mut()) {
            value.extend(place);
        }
        value
    });
    Value::Array(list.collect())
}

fn place_without_line(span: &Span, sources: &Sources) -> Value {
    let text = text_of(sources, span).unwrap_or_default();
    let start = position(&text, span.start as usize);
    let end = position(&text, span.end as usize);
    json!({
        "file": span.file.as_str(),
        "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
    })
}

fn place(span: &Span, sources: &Sources) -> Value {
    let text = text_of(sources, span).unwrap_or_default();
    let mut value = place_without_line(span, sources);
    value["source_line"] = json!(line(&text, span.start as usize));
    value
}
