//! Diagnostics to text for people and to JSON for programs.

use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::input::sources::Sources;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};
use text::{Text, Texts, shorten};

pub mod findings;
pub mod github;
pub mod sarif;
mod text;

pub use text::{Lines, Position};

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

/// The place of a byte offset; offsets inside a character count as its start.
pub fn position(text: &str, offset: usize) -> Position {
    Text::new(text).position(offset)
}

/// Diagnostics as the terminal shows them: each with its place, its line and how to mend it.
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, colour: Colour) -> String {
    let renderer = match colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let mut texts = Texts::of(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&one(diagnostic, &mut texts, &renderer));
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

fn one(diagnostic: &Diagnostic, texts: &mut Texts<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&diagnostic.message));
    let mut group = Group::with_title(title.id(diagnostic.code.name()));
    if let Some(span) = &diagnostic.span {
        let same = diagnostic
            .related
            .iter()
            .filter(|(other, _)| other.file == span.file);
        let related: Vec<&(Span, String)> = same.collect();
        group = match texts.get(span) {
            Some(text) if text.is_far(span) => {
                let place = text.position(span.start as usize);
                let origin = annotate_snippets::Origin::path(span.file.to_string());
                group.element(origin.line(place.line).char_column(place.column))
            }
            Some(text) => group.element(snippet(text, Some(span), &related)),
            None => group.element(annotate_snippets::Origin::path(span.file.to_string())),
        };
    }
    let file = diagnostic.span.as_ref().map(|span| &span.file);
    for related in diagnostic
        .related
        .iter()
        .filter(|(span, _)| Some(&span.file) != file)
    {
        if let Some(text) = texts.get(&related.0) {
            group = group.element(snippet(text, None, &[related]));
        }
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(clean(hint)));
    }
    renderer.render(&[group])
}

/// The lines of one file that matter, and no others: a report of many faults must not read a file for each.
fn snippet<'a>(
    text: &Text,
    primary: Option<&Span>,
    related: &[&(Span, String)],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let spans = primary.into_iter().chain(related.iter().map(|(span, _)| span));
    let file = spans.clone().next().map(|span| span.file.to_string());
    let ranges: Vec<_> = spans.map(|span| text.range(span)).collect();
    let (lines, number) = text.excerpt(&ranges);
    let shown = |span: &Span| {
        let range = text.range(span);
        range.start - lines.start..range.end - lines.start
    };
    let source = Snippet::source(clean_source(text.slice(lines.clone())));
    let mut snippet = source.line_start(number).path(file.unwrap_or_default());
    if let Some(span) = primary {
        snippet = snippet.annotation(AnnotationKind::Primary.span(shown(span)));
    }
    for (span, label) in related {
        let note = AnnotationKind::Context.span(shown(span));
        snippet = snippet.annotation(note.label(clean(label)));
    }
    snippet
}

/// A message of bounded length. Control characters of hostile content must not reach the terminal.
fn clean(text: &str) -> String {
    let visible = |mark: char| match mark.is_control() && mark != '\n' {
        true => '\u{fffd}',
        false => mark,
    };
    shorten(text).chars().map(visible).collect()
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

/// Diagnostics as JSON values, each with its place in lines and columns.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    let mut texts = Texts::of(sources);
    diagnostics
        .iter()
        .map(|diagnostic| json_of(diagnostic, &mut texts))
        .collect()
}

fn json_of(diagnostic: &Diagnostic, texts: &mut Texts<'_>) -> Value {
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|(span, label)| {
            let mut value = place(span, texts);
            value["message"] = json!(shorten(label));
            value
        })
        .collect();
    let mut value = json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity.word(),
        "message": shorten(&diagnostic.message),
        "hint": diagnostic.hint.as_deref().map(shorten),
        "file": null, "line": null, "column": null, "end_line": null, "end_column": null, "source_line": null,
        "related": related,
    });
    if let Some(span) = &diagnostic.span
        && let (Value::Object(place), Some(value)) = (place(span, texts), value.as_object_mut())
    {
        value.extend(place);
        let line = texts
            .get(span)
            .map(|text| shorten(text.line(span.start as usize)));
        value.insert("source_line".to_owned(), json!(line));
    }
    value
}

fn place(span: &Span, texts: &mut Texts<'_>) -> Value {
    let nowhere = Text::new("");
    let text = texts.get(span).unwrap_or(&nowhere);
    let (start, end) = (
        text.position(span.start as usize),
        text.position(span.end as usize),
    );
    json!({
        "file": span.file.as_str(),
        "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
    })
}
