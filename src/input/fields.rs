//! Reads a table key by key into typed values; every slip becomes a diagnostic at its own place.

use crate::diagnostic::Code;
use crate::input::choice::choice_of;
use crate::input::date::PartialDate;
use crate::input::node::{Key, Node, Value};
use crate::input::slug::slugify;
use crate::input::suggest::nearest;

use crate::input::web_address::{UrlKind, check_url};
use std::collections::BTreeSet;
use std::ops::Range;

pub use crate::input::issues::Issues;

/// A value and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Byte range in the file.
    pub range: Range<usize>,
}

/// A table being read. Keys that were never asked for are reported by [`Fields::finish`].
pub struct Fields<'n> {
    entries: &'n [(Key, Node)],
    range: Range<usize>,
    asked: Vec<&'static str>,
    what: &'static str,
}

impl<'n> Fields<'n> {
    /// Starts on a node that should be a table; `what` names it in messages ("a source").
    pub fn of(node: &'n Node, what: &'static str, issues: &mut Issues) -> Option<Self> {
        match &node.value {
            Value::Table(entries) => {
                let fields = Self {
                    entries,
                    range: node.range.clone(),
                    asked: Vec::new(),
                    what,
                };
                fields.report_duplicates(issues);
                Some(fields)
            }
            _ => {
                wrong_type(node, &format!("{what} is a table"), issues);
                None
            }
        }
    }

    fn report_duplicates(&self, issues: &mut Issues) {
        report_duplicate_keys(self.entries, issues);
    }

    /// Where the table stands.
    pub fn range(&self) -> &Range<usize> {
        &self.range
    }

    /// The node of a key, if present and not null.
    pub fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        self.entry(name)
            .map(|(_, node)| node)
            .filter(|node| node.value != Value::Null)
    }

    fn entry(&mut self, name: &'static str) -> Option<&'n (Key, Node)> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.entries.iter().find(|(key, _)| key.name == name)
    }

    /// A text, blank ones taken as absent.
    pub fn text(&mut self, name: &'static str, issues: &mut Issues) -> Option<String> {
        self.placed_text(name, issues).map(|placed| placed.value)
    }

    /// A text and its place, blank ones taken as absent.
    pub fn placed_text(&mut self, name: &'static str, issues: &mut Issues) -> Option<Placed<String>> {
        let node = self.node(name)?;
        placed_text_of(node, name, issues).filter(|text| !text.value.trim().is_empty())
    }

    /// The first of several names for one key that is present.
    pub fn first_text(&mut self, names: &[&'static str], issues: &mut Issues) -> Option<Placed<String>> {
        let mut found: Vec<_> = names
            .iter()
            .filter_map(|name| Some((*name, self.placed_text(name, issues)?)))
            .collect();
        found.sort_by_key(|(_, text)| text.range.start);
        if let [(first, _), (second, _), ..] = &found[..] {
            let key = self.entries.iter().find(|(key, _)| key.name == *second);
            let message = format!("`{first}` and `{second}` mean the same; keep one of them");
            issues.add(
                Code::DuplicateKey,
                &key.map_or(0..0, |(key, _)| key.range.clone()),
                message,
            );
        }
        found.into_iter().next().map(|(_, text)| text)
    }

    /// Whether a key stands there, even blank.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.name == name)
    }

    /// A text that must be there; its absence is reported at the blank value or at the table.
    pub fn required_text(&mut self, name: &'static str, issues: &mut Issues) -> Option<Placed<String>> {
        let before = issues.list.len();
        let found = self.placed_text(name, issues);
        if found.is_none() && issues.list.len() == before {
            self.report_missing(name, issues);
        }
        found
    }

    /// Reports that a required key is missing or blank.
    pub fn report_missing(&self, name: &str, issues: &mut Issues) {
        let what = self.what;
        match self.entries.iter().find(|(key, _)| key.name == name) {
            Some((key, _)) => issues.add(
                Code::MissingKey,
                &key.range,
                format!("`{name}` is blank, but {what} needs it"),
            ),
            None => {
                let start = self.range.start;
                issues.add(
                    Code::MissingKey,
                    &(start..start),
                    format!("`{name}` is missing, but {what} needs it"),
                )
            }
        };
    }

    /// A date of any precision.
    pub fn date(&mut self, name: &'static str, issues: &mut Issues) -> Option<PartialDate> {
        self.placed_date(name, issues).map(|placed| placed.value)
    }

    /// A date of any precision, and its place.
    pub fn placed_date(&mut self, name: &'static str, issues: &mut Issues) -> Option<Placed<PartialDate>> {
        let text = self.placed_text(name, issues)?;
        date_of(&text, name, issues)
    }

    /// True or false.
    pub fn truth(&mut self, name: &'static str, issues: &mut Issues) -> Option<bool> {
        let node = self.node(name)?;
        match &node.value {
            Value::Scalar { text, plain: true } if matches!(text.as_str(), "true" | "True" | "TRUE") => {
                Some(true)
            }
            Value::Scalar { text, plain: true } if matches!(text.as_str(), "false" | "False" | "FALSE") => {
                Some(false)
            }
            _ => {
                issues.add(
                    Code::WrongType,
                    &node.range,
                    format!("`{name}` is true or false, without quotes"),
                );
                None
            }
        }
    }

    /// A whole number within bounds, both included.
    pub fn whole_number(
        &mut self,
        name: &'static str,
        bounds: std::ops::RangeInclusive<i64>,
        issues: &mut Issues,
    ) -> Option<i64> {
        let text = self.placed_text(name, issues)?;
        let number = text.value.parse().ok().filter(|number| bounds.contains(number));
        if number.is_none() {
            let message = format!(
                "`{name}` is a whole number from {} to {}",
                bounds.start(),
                bounds.end()
            );
            issues.add(Code::InvalidValue, &text.range, message);
        }
        number
    }

    /// One of a fixed set of words.
    pub fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
        issues: &mut Issues,
    ) -> Option<T> {
        let text = self.placed_text(name, issues)?;
        choice_of(&text.value, &text.range, name, choices, issues)
    }

    /// A URL that a page may carry.
    pub fn url(&mut self, name: &'static str, issues: &mut Issues) -> Option<String> {
        let text = self.placed_text(name, issues)?;
        match check_url(&text.value) {
            Ok(UrlKind::Nutgraf(..)) => {
                issues.add(
                    Code::RefusedUrl,
                    &text.range,
                    format!("`{}` is no address that a reader can open", text.value),
                );
                None
            }
            Ok(kind) => Some(kind.written(&text.value)),
            Err(error) => {
                issues.add(Code::RefusedUrl, &text.range, error.to_string()).hint =
                    error.hint().map(str::to_owned);
                None
            }
        }
    }

    /// A URL that stands on many pages, so that a path must start at the site's root.
    pub fn web_url(&mut self, name: &'static str, issues: &mut Issues) -> Option<String> {
        let range = self.node(name)?.range.clone();
        let url = self.url(name, issues)?;
        if matches!(check_url(&url), Ok(UrlKind::Relative)) && !url.starts_with('/') {
            let hint = format!("write `https://{url}`, or a path of this site that starts with `/`");
            issues.add_with_hint(Code::RefusedUrl, &range, "the address has no scheme", hint);
            return None;
        }
        Some(url)
    }

    /// A list of texts; a single text is taken as a list of one.
    pub fn texts(&mut self, name: &'static str, issues: &mut Issues) -> Vec<Placed<String>> {
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        list_of(node)
            .iter()
            .filter_map(|item| placed_text_of(item, name, issues))
            .collect()
    }

    /// The items of a list; a single table or text is taken as a list of one.
    pub fn list(&mut self, name: &'static str) -> &'n [Node] {
        self.node(name).map(list_of).unwrap_or_default()
    }

    /// An `id` that can be used.
    pub fn id(&mut self, issues: &mut Issues) -> Option<Placed<String>> {
        self.placed_text("id", issues)
            .filter(|id| check_id(&id.value, &id.range, issues))
    }

    /// A free-form table, for templates.
    pub fn free(&mut self, name: &'static str, issues: &mut Issues) -> serde_json::Value {
        match self.node(name) {
            Some(node) if matches!(node.value, Value::Table(_)) => {
                report_duplicates_below(node, issues);
                node.to_json()
            }
            Some(node) => {
                wrong_type(node, &format!("`{name}` is a table"), issues);
                serde_json::json!({})
            }
            None => serde_json::json!({}),
        }
    }

    /// Reports every key that was never asked for, with a guess at what was meant.
    pub fn finish(self, issues: &mut Issues) {
        for (key, _) in self
            .entries
            .iter()
            .filter(|(key, _)| !self.asked.contains(&key.name.as_str()))
        {
            let message = format!("{} has no key `{}`", self.what, key.name);
            let hint = match nearest(&key.name, self.asked.iter().copied()) {
                Some(guess) => format!("did you mean `{guess}`?"),
                None if self.asked.contains(&"extra") => "keys of your own go under `extra`".to_owned(),
                None => format!("known keys: {}", self.asked.join(", ")),
            };
            issues.add_with_hint(Code::UnknownKey, &key.range, message, hint);
        }
    }
}

fn report_duplicates_below(node: &Node, issues: &mut Issues) {
    match &node.value {
        Value::Table(entries) => {
            report_duplicate_keys(entries, issues);
            entries
                .iter()
                .for_each(|(_, node)| report_duplicates_below(node, issues));
        }
        Value::List(items) => items
            .iter()
            .for_each(|node| report_duplicates_below(node, issues)),
        Value::Null | Value::Scalar { .. } => {}
    }
}

fn report_duplicate_keys(entries: &[(Key, Node)], issues: &mut Issues) {
    let mut known = BTreeSet::new();
    for (key, _) in entries {
        if !known.insert(key.name.as_str()) {
            let message = format!("the key `{}` stands here a second time", key.name);
            issues.add(Code::DuplicateKey, &key.range, message);
        }
    }
}

/// The items of a list node; anything else is a list of itself.
pub fn list_of(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// The text of a scalar node; anything else is reported.
pub fn placed_text_of(node: &Node, name: &str, issues: &mut Issues) -> Option<Placed<String>> {
    match &node.value {
        Value::Scalar { text, .. } => Some(Placed {
            value: text.clone(),
            range: node.range.clone(),
        }),
        Value::Null => None,
        _ => {
            wrong_type(node, &format!("`{name}` is a single value"), issues);
            None
        }
    }
}

/// Parses a text as a date; what is none is reported.
pub fn date_of(text: &Placed<String>, name: &str, issues: &mut Issues) -> Option<Placed<PartialDate>> {
    match PartialDate::parse(&text.value) {
        Ok(value) => Some(Placed {
            value,
            range: text.range.clone(),
        }),
        Err(error) => {
            let message = format!("`{name}` holds no date: {error}");
            issues.add_with_hint(Code::InvalidDate, &text.range, message, error.hint());
            None
        }
    }
}

/// Whether an id may be used: letters, digits and `-`, `_`, `.`, `:` inside.
/// These are the ids that a citation `[@id]` can name (Pandoc's citation keys, without the rarer marks).
pub fn is_id(text: &str) -> bool {
    let edge = |mark: char| mark.is_alphanumeric() || mark == '_';
    text.starts_with(edge)
        && text.ends_with(edge)
        && text
            .chars()
            .all(|mark| edge(mark) || matches!(mark, '-' | '.' | ':'))
}

/// Reports an id that cannot be used. Returns whether it can.
pub fn check_id(id: &str, range: &Range<usize>, issues: &mut Issues) -> bool {
    if !is_id(id) {
        let better = slugify(id);
        let hint = match better.is_empty() {
            true => "use letters, digits and hyphens, such as `cnbc-0427`".to_owned(),
            false => format!("write `{better}`"),
        };
        issues.add_with_hint(Code::InvalidId, range, format!("`{id}` cannot be an id"), hint);
        return false;
    }
    true
}

fn wrong_type(node: &Node, wanted: &str, issues: &mut Issues) {
    issues.add(
        Code::WrongType,
        &node.range,
        format!("{wanted}, but this is {}", node.kind()),
    );
}
