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
    (
        root,
        errors
            .iter()
            .map(|error| diagnostic(file, error, text, offset))
            .collect(),
    )
}

fn diagnostic(file: &SourcePath, error: &toml::de::Error, text: &str, offset: usize) -> Diagnostic {
    let range = shift(error.span().unwrap_or(text.len()..text.len()), offset);
    let message = error.message().lines().next().unwrap_or("it is not TOML");
    let code = if message.starts_with("duplicate key") {
        Code::DuplicateKey
    } else {
        Code::TomlSyntax
    };
    Diagnostic::new(
        code,
        Span::new(file, range),
        format!("the TOML cannot be read: {message}"),
    )
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
