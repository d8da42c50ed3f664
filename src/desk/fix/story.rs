//! The sources of a story: those that the registry holds already are named by its ids, the others get ids.

use super::edit::{Edit, renamed};
use crate::compile::Compiled;
use crate::input::node::{Node, Value};
use crate::input::reference::ReferenceKind;
use crate::input::sources::Sources;
use crate::input::{toml, yaml};
use crate::registry::source::Source;
use crate::story::Story;
use crate::story::split::{Language, Split, split};

/// The edits of a story.
pub fn edits(compiled: &Compiled, story: &Story, texts: &Sources) -> Vec<Edit> {
    let text = texts.text(story.path.as_str());
    let Split::Front { language, front, .. } = split(text) else {
        return Vec::new();
    };
    let source = &text[front.clone()];
    let root = match language {
        Language::Yaml => yaml::parse(&story.path, source, front.start).ok(),
        Language::Toml => Some(toml::parse(&story.path, source, front.start).0),
    };
    let nodes = root.as_ref().map(source_tables).unwrap_or_default();
    let own = &story.facts.citations.sources;
    // A front matter with faults may have lost some of its sources.
    if nodes.len() != own.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (node, source) in nodes.into_iter().zip(own) {
        match shared(compiled, source) {
            Some(shared) => found.extend(replaced(story, text, node, source, &shared.id)),
            None if !has_id(node) => found.extend(with_id(story, text, node, source, language)),
            None => {}
        }
    }
    found
}

/// The tables under `sources`, each with its place.
fn source_tables(root: &Node) -> Vec<&Node> {
    let Value::Table(entries) = &root.value else {
        return Vec::new();
    };
    let list = entries
        .iter()
        .find(|(key, _)| key.name == "sources")
        .map(|(_, node)| node);
    let items: &[Node] = match list.map(|node| &node.value) {
        Some(Value::List(items)) => items,
        Some(Value::Table(_)) => list.map(std::slice::from_ref).unwrap_or_default(),
        _ => &[],
    };
    items
        .iter()
        .filter(|item| matches!(item.value, Value::Table(_)))
        .collect()
}

fn has_id(node: &Node) -> bool {
    matches!(&node.value, Value::Table(entries) if entries.iter().any(|(key, _)| key.name == "id"))
}

/// The shared source of the same URL, where it says all that the story's own table says.
fn shared<'c>(compiled: &'c Compiled, own: &Source) -> Option<&'c Source> {
    own.canonical.as_ref()?;
    let mut shared = compiled.site.registry.sources.iter();
    let shared = shared.find(|shared| shared.canonical == own.canonical)?;
    says_all(shared, own).then_some(&**shared)
}

/// Whether a record says all that another one says.
pub fn says_all(kept: &Source, dropped: &Source) -> bool {
    fn covers<T: PartialEq>(kept: &Option<T>, dropped: &Option<T>) -> bool {
        dropped.is_none() || kept == dropped
    }
    kept.name == dropped.name
        && covers(&kept.title, &dropped.title)
        && covers(&kept.author, &dropped.author)
        && covers(&kept.published, &dropped.published)
        && covers(&kept.accessed, &dropped.accessed)
        && covers(&kept.tier, &dropped.tier)
        && covers(&kept.kind, &dropped.kind)
        && covers(&kept.via, &dropped.via)
        && covers(&kept.origin, &dropped.origin)
        && covers(&kept.archive, &dropped.archive)
        && covers(&kept.justification, &dropped.justification)
        && (kept.party || !dropped.party)
}

/// The table gives way to the shared id, and citations name that. Tables under `[[sources]]` of TOML are left: a list
/// of tables holds no ids.
fn replaced(story: &Story, text: &str, node: &Node, own: &Source, shared: &str) -> Vec<Edit> {
    let written = text.get(node.range.clone()).unwrap_or_default();
    if text[..node.range.start].trim_end().ends_with("]]") || written.starts_with("[[") {
        return Vec::new();
    }
    // A remark of the writer's would be lost with its line.
    let line_end = text[node.range.end..]
        .find('\n')
        .map_or(text.len(), |at| node.range.end + at);
    if text[node.range.start..line_end].contains(" #") {
        return Vec::new();
    }
    let length = written.trim_end().len();
    let mut edits = vec![Edit {
        file: story.path.clone(),
        range: node.range.start..node.range.start + length,
        text: format!("\"{shared}\""),
        what: format!("the source `{}` is the shared `{shared}`", own.id),
    }];
    if own.id != shared {
        let references = story.references.iter();
        let named = references
            .filter(|reference| reference.kind == ReferenceKind::Source && reference.target == own.id);
        let places = named.map(|reference| &reference.range);
        edits.extend(renamed(&story.path, text, places, (&own.id, shared)));
    }
    edits
}

/// The table says the id that it goes by.
fn with_id(story: &Story, text: &str, node: &Node, own: &Source, language: Language) -> Option<Edit> {
    let start = node.range.start;
    let rest = text.get(start..)?;
    let space = if rest[1..].starts_with(' ') { "" } else { " " };
    let (at, insert) = match (language, rest.starts_with('{')) {
        (Language::Yaml, true) => (start + 1, format!(" id: \"{}\",{space}", own.id)),
        (Language::Toml, true) => (start + 1, format!(" id = \"{}\",{space}", own.id)),
        (Language::Yaml, false) => {
            let line = text[..start].rfind('\n').map_or(0, |before| before + 1);
            let indent = " ".repeat(text[line..start].chars().count());
            (start, format!("id: \"{}\"\n{indent}", own.id))
        }
        (Language::Toml, false) => {
            let head = rest.find(']').filter(|_| rest.starts_with("[["))?;
            let end = start + head + rest[head..].find('\n')? + 1;
            (end, format!("id = \"{}\"\n", own.id))
        }
    };
    Some(Edit {
        file: story.path.clone(),
        range: at..at,
        text: insert,
        what: format!("the source `{}` has an id", own.id),
    })
}
