//! A tree of values with the place of each: what YAML and TOML both become before they are read.
//!
//! One tree for both lets every problem of a file be reported at once and at its own place,
//! which deserialising into a struct, stopping at the first error, cannot.

use crate::source_path::SourcePath;
use std::ops::Range;

/// A value and where it stands: byte offsets in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The kinds of value that front matter and registries hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: an empty value, `~` or `null` in YAML.
    Null,
    /// A scalar as written. `plain` ones stood without quotes and may be numbers, dates or booleans.
    Scalar {
        /// The text after unescaping; of a plain scalar, as written.
        text: String,
        /// Whether it stood without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A table, in the order written.
    Table(Vec<(Key, Node)>),
}

/// A key of a table and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Node {
    /// The words used in messages for this kind of value.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The free-form value for templates: plain scalars become booleans and numbers where YAML 1.2's
    /// core schema says so; everything else stays text.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Scalar { text, plain: false } => text.clone().into(),
            Value::Scalar { text, plain: true } => plain_to_json(text),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Table(entries) => entries
                .iter()
                .map(|(key, node)| (key.name.clone(), node.to_json()))
                .collect(),
        }
    }
}

fn plain_to_json(text: &str) -> serde_json::Value {
    match text {
        "true" | "True" | "TRUE" => return true.into(),
        "false" | "False" | "FALSE" => return false.into(),
        _ => {}
    }
    // A leading zero marks a number that is a name: "01" must not become 1.
    let digits = text.trim_start_matches(['-', '+']);
    let is_name = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if !is_name && digits.starts_with(|first: char| first.is_ascii_digit()) {
        if let Ok(integer) = text.parse::<i64>() {
            return integer.into();
        }
        if let Some(number) = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64) {
            return number.into();
        }
    }
    text.into()
}

/// A tree together with the file that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The file.
    pub file: SourcePath,
    /// The root: a table.
    pub root: Node,
}
