//! Sources: who says so.

use crate::input::date::PartialDate;
use crate::input::fields::{Fields, Issues, Placed, check_id, list_of, placed_text_of};
use crate::input::node::{Node, Value};
use crate::input::reference::ReferenceKind;
use crate::input::web_address::canonical_url;
use serde::Serialize;

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A document or statement of those concerned.
    Primary,
    /// A news agency.
    Wire,
    /// A newsroom with reporting of its own.
    Newsroom,
    /// An analysis of what others reported.
    Analysis,
    /// A retelling of what others reported.
    Aggregator,
}

impl SourceKind {
    /// The word for it, as records spell it.
    pub fn word(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }
}

const KINDS: [(&str, SourceKind); 5] = [
    ("primary", SourceKind::Primary),
    ("wire", SourceKind::Wire),
    ("newsroom", SourceKind::Newsroom),
    ("analysis", SourceKind::Analysis),
    ("aggregator", SourceKind::Aggregator),
];

/// A source: shared ones live in sources.toml, others in the front matter of their story.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The id that citations name.
    pub id: String,
    /// The publisher.
    pub name: String,
    /// The title of the piece.
    pub title: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// 1 (primary or wire) to 4 (unnamed or undated).
    pub tier: Option<u8>,
    /// What kind of source it is.
    pub kind: Option<SourceKind>,
    /// Through whom it was read.
    pub via: Option<String>,
    /// Whose words it carries, where it is another's copy.
    pub origin: Option<String>,
    /// A saved copy.
    pub archive: Option<String>,
    /// Why it was used.
    pub justification: Option<String>,
    /// Whether the source is a party to what it tells.
    pub party: bool,
    /// What makes two sources the same: the canonical form of the URL.
    pub canonical: Option<String>,
}

impl Source {
    /// The title by which it is listed: its own, else its publisher's name.
    pub fn title_or_name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// Reads a source's keys.
pub fn read(fields: &mut Fields<'_>, id: String, issues: &mut Issues) -> Source {
    let url = fields.web_url("url", issues);
    Source {
        id,
        name: fields
            .required_text("name", issues)
            .map(|text| text.value)
            .unwrap_or_default(),
        title: fields.text("title", issues),
        canonical: url.as_deref().and_then(canonical_url),
        url,
        author: fields.text("author", issues),
        published: fields.date("published", issues),
        accessed: fields.date("accessed", issues),
        tier: fields
            .whole_number("tier", 1..=4, issues)
            .and_then(|tier| u8::try_from(tier).ok()),
        kind: fields.choice("kind", &KINDS, issues),
        via: fields.text("via", issues),
        origin: fields.text("origin", issues),
        archive: fields.web_url("archive", issues),
        justification: fields.text("justification", issues),
        party: fields.truth("party", issues).unwrap_or_default(),
    }
}

/// A use of a source by a record: where in it, and in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceReference {
    /// The source's id.
    pub id: String,
    /// Where in the source: a page, a paragraph.
    pub locator: Option<String>,
    /// The sentence that says so.
    pub quote: Option<String>,
}

/// Reads `sources = [id, {id, locator, quote}]` and the short form `source = id` of a record.
pub fn references(fields: &mut Fields<'_>, issues: &mut Issues) -> Vec<SourceReference> {
    let mut nodes: Vec<&Node> = fields.list("sources").iter().collect();
    nodes.extend(fields.list("source"));
    nodes
        .into_iter()
        .filter_map(|node| reference(node, issues))
        .collect()
}

/// Reads a list of uses of sources that stands as a value of its own.
pub fn reference_list(node: &Node, issues: &mut Issues) -> Vec<SourceReference> {
    list_of(node)
        .iter()
        .filter_map(|node| reference(node, issues))
        .collect()
}

fn reference(node: &Node, issues: &mut Issues) -> Option<SourceReference> {
    let (id, locator, quote) = match &node.value {
        Value::Table(_) => {
            let mut fields = Fields::of(node, "a reference to a source", issues)?;
            let id = fields.required_text("id", issues);
            let rest = (fields.text("locator", issues), fields.text("quote", issues));
            fields.finish(issues);
            (id?, rest.0, rest.1)
        }
        _ => (placed_text_of(node, "sources", issues)?, None, None),
    };
    refer(&id, issues).map(|id| SourceReference { id, locator, quote })
}

/// Notes a reference to a source by id; an `@` before it, as in a citation, is dropped.
pub fn refer(id: &Placed<String>, issues: &mut Issues) -> Option<String> {
    let name = id.value.strip_prefix('@').unwrap_or(&id.value);
    check_id(name, &id.range, issues).then(|| {
        issues.refer(ReferenceKind::Source, name, &id.range);
        name.to_owned()
    })
}
