//! The sources of a front matter, and the ids of those that have none.

use super::report_duplicate;
use crate::diagnostic::Code;
use crate::input::fields::{Fields, Issues, placed_text_of};
use crate::input::node::{Node, Value};
use crate::input::slug::{first_free, slugify};
use crate::registry::source::{self, Source};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// The `sources` of a story.
pub struct OwnSources {
    /// Those written here, in order.
    pub own: Vec<Arc<Source>>,
    /// Where each of them stands.
    pub ranges: Vec<Range<usize>>,
    /// The ids of all that are listed, shared ones too.
    pub listed: Vec<String>,
}

/// Reads `sources`: tables, or ids of sources.toml.
pub fn sources(fields: &mut Fields<'_>, issues: &mut Issues) -> OwnSources {
    let mut found = OwnSources {
        own: Vec::new(),
        ranges: Vec::new(),
        listed: Vec::new(),
    };
    let mut explicit: Vec<(String, Range<usize>)> = Vec::new();
    let claimed = claimed_ids(fields.list("sources"));
    for node in fields.list("sources") {
        if let Value::Table(_) = node.value {
            own_source(node, &claimed, &mut found, &mut explicit, issues);
        } else if let Some(id) =
            placed_text_of(node, "sources", issues).and_then(|id| source::refer(&id, issues))
            && !found.listed.contains(&id)
        {
            found.listed.push(id);
        }
    }
    found
}

/// The ids that are written down: none of them is given to a source without one.
fn claimed_ids(nodes: &[Node]) -> BTreeSet<&str> {
    nodes.iter().filter_map(claimed_id).collect()
}

pub(super) fn claimed_id(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        Value::Table(entries) => entries
            .iter()
            .find(|(key, _)| key.name == "id")
            .and_then(|(_, id)| claimed_id(id)),
        Value::Null | Value::List(_) => None,
    }
}

fn own_source(
    node: &Node,
    claimed: &BTreeSet<&str>,
    found: &mut OwnSources,
    explicit: &mut Vec<(String, Range<usize>)>,
    issues: &mut Issues,
) {
    let Some(mut fields) = Fields::of(node, "a source", issues) else {
        return;
    };
    let given = fields.id(issues);
    let mut source = source::read(&mut fields, String::new(), issues);
    fields.finish(issues);
    let start = node.range.start;
    let range = given.as_ref().map_or(start..start, |id| id.range.clone());
    source.id = match given {
        Some(id) => {
            if let Some((_, earlier)) = explicit.iter().find(|(other, _)| *other == id.value) {
                report_duplicate("source", &id, earlier, issues);
                return;
            }
            explicit.push((id.value.clone(), id.range));
            id.value
        }
        None => default_source_id(&source, claimed, found, &range, issues),
    };
    found.listed.push(source.id.clone());
    found.ranges.push(range);
    found.own.push(Arc::new(source));
}

/// The id of a source without one: a slug of its name, numbered when taken.
fn default_source_id(
    source: &Source,
    claimed: &BTreeSet<&str>,
    found: &OwnSources,
    range: &Range<usize>,
    issues: &mut Issues,
) -> String {
    let name = slugify(&source.name);
    let name = if name.is_empty() {
        "source".to_owned()
    } else {
        name
    };
    let is_taken = |id: &str| found.listed.iter().any(|other| other == id) || claimed.contains(id);
    let id = first_free(&name, is_taken);
    if id == name {
        return name;
    }
    let message = format!("two sources of this story default to the id `{name}`; this one became `{id}`");
    issues.add_with_hint(
        Code::RenamedSource,
        range,
        message,
        "give each an `id` of its own",
    );
    id
}
