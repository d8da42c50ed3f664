//! TOML text to a [`Node`] tree, by the toml crate's spanned tables.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::node::{Key, Node, Value};
use crate::source_path::SourcePath;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Parses a TOML document. `offset` is where `text` starts in its file.
/// Returns the root table, whole or as far as it could be read, and every syntax error.
pub fn parse(file: &SourcePath, text: &str, offset: usize) -> (Node, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let range = shift(table.span(), offset);
    let root = Node {
        value: Value::Table(entries(table.get_ref(), offset)),
        range,
    };
    let places = Places { file, text, offset };
    (root, places.diagnostics(&errors))
}

/// The text that errors point into.
struct Places<'t> {
    file: &'t SourcePath,
    text: &'t str,
    offset: usize,
}

impl Places<'_> {
    /// One problem a line: what the parser says next on a line follows from what it said first.
    fn diagnostics(&self, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        let mut doubled: Option<Range<usize>> = None;
        let mut errors: Vec<_> = errors
            .iter()
            .map(|error| (self.within(error.span()), error))
            .collect();
        errors.sort_by_key(|(at, _)| at.start);
        for (at, error) in errors {
            let line = self.line_of(at.start);
            // The keys below a table that stands twice are doubled with it.
            let is_echo = doubled.as_ref().is_some_and(|table| table.contains(&at.start));
            if is_echo || found.iter().any(|(known, _)| *known == line.start) {
                continue;
            }
            if is_duplicate(error) && self.text[line.clone()].trim_start().starts_with('[') {
                let next = self.text[line.end..].find("\n[").map(|next| line.end + next);
                doubled = Some(line.end..next.unwrap_or(self.text.len() + 1));
            }
            found.push((line.start, self.diagnostic(error, at)));
        }
        found.into_iter().map(|(_, problem)| problem).collect()
    }

    fn diagnostic(&self, error: &toml::de::Error, at: Range<usize>) -> Diagnostic {
        let message = error.message().lines().next().unwrap_or("it is not TOML");
        if is_duplicate(error) {
            let key = &self.text[at.clone()];
            let span = Span::new(self.file, shift(at, self.offset));
            return Diagnostic::new(
                Code::DuplicateKey,
                span,
                format!("the key `{key}` stands here a second time"),
            );
        }
        let (at, hint) = self.fault(at, message);
        let span = Span::new(self.file, shift(at, self.offset));
        let message = format!("the TOML cannot be read: {message}");
        Diagnostic::new(Code::TomlSyntax, span, message).maybe_hint(hint.map(str::to_owned))
    }

    /// Where a writer should look, and how to mend it.
    fn fault(&self, at: Range<usize>, message: &str) -> (Range<usize>, Option<&'static str>) {
        let line = self.line_of(at.start);
        if message.starts_with("string values must be quoted") {
            return (at, Some("put double quotes around the words"));
        }
        if let Some(quote) = ['"', '\'']
            .into_iter()
            .find(|quote| message.contains(&format!("expected `{quote}`")))
        {
            let opening = self.text[line.start..at.start].rfind(quote);
            let start = opening.map_or(at.start, |found| line.start + found);
            return (
                start..at.end.max(start),
                Some("close the quotation mark that opens here"),
            );
        }
        if message.contains("date") {
            let hint = "write a whole day, 2026-04-27, or a lesser date in quotes: \"2026-04\"";
            return (at, Some(hint));
        }
        let is_yaml = message.contains("key") && self.text[line].contains(": ");
        (
            at,
            is_yaml.then_some("TOML sets a value by `key = value`; YAML stands between `---` lines"),
        )
    }

    fn line_of(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |found| found + 1);
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |found| at + found);
        start..end
    }

    /// The span of an error, within the text and on whole characters.
    fn within(&self, span: Option<Range<usize>>) -> Range<usize> {
        let span = span.unwrap_or(self.text.len()..self.text.len());
        let start = self.text.floor_char_boundary(span.start);
        start..self.text.ceil_char_boundary(span.end).max(start)
    }
}

fn is_duplicate(error: &toml::de::Error) -> bool {
    error.message().starts_with("duplicate key")
}

fn entries(table: &DeTable<'_>, offset: usize) -> Vec<(Key, Node)> {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        (
            Key {
                name: name.to_string(),
                range: shift(key.span(), offset),
            },
            node(value, offset),
        )
    };
    table.iter().map(entry).collect()
}

fn node(value: &Spanned<DeValue<'_>>, offset: usize) -> Node {
    let plain = |text: String| Value::Scalar { text, plain: true };
    let content = match value.get_ref() {
        DeValue::String(text) => Value::Scalar {
            text: text.to_string(),
            plain: false,
        },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(truth) => plain(truth.to_string()),
        DeValue::Datetime(date) => plain(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, offset)).collect()),
        DeValue::Table(table) => Value::Table(entries(table, offset)),
    };
    Node {
        value: content,
        range: shift(value.span(), offset),
    }
}

fn shift(range: Range<usize>, offset: usize) -> Range<usize> {
    range.start + offset..range.end + offset
}
