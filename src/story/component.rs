//! Builds a component from its fence and body.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::fields::{Fields, Issues, Placed, date_of, placed_text_of};
use crate::input::node::{Node, Value};
use crate::input::reference::ReferenceKind;
use crate::input::toml;
use crate::registry::source;
use crate::story::chart;
use crate::story::facts::Dispute;
use crate::story::fences::{Fence, read_attributes};
use crate::story::manuscript::{PassageKind, Recorder};
use crate::story::markdown::{Place, Prose, local_target, place_of_value};
use crate::story::piece::{Cell, Component, Piece, Row, Target, cover};
use std::collections::BTreeMap;
use std::ops::Range;

/// Builds a component; `text` holds the fence, and stands at `place` in its file.
pub fn build(
    fence: &Fence,
    body: Vec<Piece>,
    text: &str,
    place: &Place,
    prose: &mut Prose<'_>,
) -> Option<Component> {
    let Fence::Open {
        name,
        attributes,
        line,
        rows,
    } = fence
    else {
        return None;
    };
    let at = |range: &Range<usize>| place.range.start + range.start..place.range.start + range.end;
    let name_text = text[name.clone()].to_owned();
    prose
        .issues
        .refer(ReferenceKind::Component, &name_text, &at(name));
    let given = attributes_of(attributes.as_ref(), text, place, prose);
    // Attributes that cannot be read whole would seem to lack what they have.
    let is_whole = given.is_some();
    let attributes = given.unwrap_or_default();
    if name_text == "figure" && is_whole {
        check_figure(&attributes, &at(line), prose);
    }
    let data = rows.as_ref().map(|range| (&text[range.clone()], at(range)));
    let rows = data
        .clone()
        .filter(|_| name_text != chart::NAME)
        .map(|(rows, range)| read_rows(&name_text, rows, &range, prose));
    let has_rows = rows.is_some();
    claim_id(&name_text, &attributes, &at(line), prose);
    let mut component = Component {
        name: name_text,
        attributes,
        address: None,
        body,
        rows: rows.unwrap_or_default(),
        chart: None,
    };
    refer_by_attributes(&mut component, &at(line), prose);
    if component.name == chart::NAME && is_whole {
        chart::read(&mut component, data, &at(line), prose);
    }
    note_placing(&component, has_rows, prose);
    Some(component)
}

/// The attributes between the braces of a fence; `None` where they cannot be read.
fn attributes_of(
    range: Option<&Range<usize>>,
    text: &str,
    place: &Place,
    prose: &mut Prose<'_>,
) -> Option<BTreeMap<String, String>> {
    let Some(range) = range else {
        return Some(BTreeMap::new());
    };
    let read = read_attributes(&text[range.clone()]);
    if let Err(fault) = &read {
        let hint = "write {key=value key=\"two words\" #id .class}";
        let start = place.range.start + range.start;
        let at = start + fault.range.start..start + fault.range.end;
        prose
            .issues
            .add_with_hint(Code::ComponentAttributes, &at, &*fault.message, hint);
    }
    read.ok()
}

/// A component keeps the id that it is given, unless another part of the page carries it.
/// A box of differing tellings finds itself a free one.
fn claim_id(name: &str, attributes: &BTreeMap<String, String>, place: &Range<usize>, prose: &mut Prose<'_>) {
    let Some(id) = attributes.get("id").filter(|_| name != "sources-differ") else {
        return;
    };
    if !prose.take_id(id) {
        let message = format!("another part of this page carries the id `{id}`");
        prose.issues.add_with_hint(
            Code::DuplicateId,
            place,
            message,
            "give the component another `#id`",
        );
    }
}

/// A figure says what it shows and who made it. What it shows may be left blank, but not left out.
fn check_figure(attributes: &BTreeMap<String, String>, place: &Range<usize>, prose: &mut Prose<'_>) {
    let is_blank = |key: &str| attributes.get(key).is_none_or(|value| value.trim().is_empty());
    let lacks = [
        (is_blank("src"), "src", "src=photo.jpg names the picture"),
        (
            !attributes.contains_key("alt"),
            "alt",
            "alt=\"…\" says what it shows; alt=\"\" is for mere decoration",
        ),
        (
            is_blank("credit"),
            "credit",
            "credit=\"Photo: …\" says who made it",
        ),
    ];
    for (_, key, hint) in lacks.into_iter().filter(|(lacks, ..)| *lacks) {
        let message = format!("this figure has no `{key}`");
        prose
            .issues
            .add_with_hint(Code::FigureIncomplete, place, message, hint);
    }
}

/// Attributes that name records: `ids`, `claim`, `quote`, and `src`, a file.
fn refer_by_attributes(component: &mut Component, place: &Range<usize>, prose: &mut Prose<'_>) {
    let attributes = component.attributes.clone();
    let attribute = |key: &str| attributes.get(key).cloned();
    if component.name == "stat-card" {
        for id in attribute("ids")
            .iter()
            .flat_map(|ids| ids.split([' ', ',']).filter(|id| !id.is_empty()))
        {
            prose.issues.refer(ReferenceKind::Claim, id, place);
            prose.mention_claim(id);
        }
    }
    if let Some(id) = attribute("quote").filter(|_| matches!(component.name.as_str(), "quote" | "pullquote"))
    {
        prose.issues.refer(ReferenceKind::Quote, &id, place);
        prose.mention_quote(&id);
    }
    if let Some(id) = attribute("source").filter(|_| matches!(component.name.as_str(), "quote" | "pullquote"))
    {
        prose.issues.refer(ReferenceKind::Source, &id, place);
        prose.mention_source(&id);
    }
    if component.name == "sources-differ" {
        note_dispute(component, place, prose);
    }
    if let Some(address) = attribute("src") {
        let target = address_of(&address, place, prose);
        prose.show(&target, place);
        component.address = Some(target);
    }
}

fn note_dispute(component: &mut Component, place: &Range<usize>, prose: &mut Prose<'_>) {
    let claim = component.attributes.get("claim").cloned();
    if let Some(id) = &claim {
        prose.issues.refer(ReferenceKind::Claim, id, place);
    }
    let topic = component.attributes.get("topic").cloned();
    let wanted = component.attributes.get("id").cloned().unwrap_or_else(|| {
        let name = claim.as_deref().or(topic.as_deref()).unwrap_or_default();
        crate::input::slug::slugify(&format!("differ {name}"))
    });
    let anchor = prose.unique_id(&wanted);
    component.attributes.insert("id".to_owned(), anchor.clone());
    prose.disputes.push(Dispute { claim, topic, anchor });
}

fn address_of(address: &str, place: &Range<usize>, prose: &mut Prose<'_>) -> Target {
    use crate::input::web_address::{UrlKind, check_url};
    match check_url(address) {
        Ok(UrlKind::Relative) => {
            let file = prose.path.clone();
            local_target(&file, address, place, prose)
        }
        Ok(_) => Target::Elsewhere(address.to_owned()),
        Err(error) => {
            prose.issues.add(Code::RefusedUrl, place, error.to_string()).hint =
                error.hint().map(str::to_owned);
            Target::Elsewhere(String::new())
        }
    }
}

fn note_placing(component: &Component, has_rows: bool, prose: &mut Prose<'_>) {
    let has_body = has_rows || !component.body.is_empty();
    match component.name.as_str() {
        "stat-card" if !component.attributes.contains_key("ids") && !has_rows => prose.places.stats = true,
        "takeaways" if !has_body => {
            prose.places.takeaways = true;
            prose.read_takeaways();
        }
        "timeline" if !has_body => {
            prose.places.timeline = true;
            prose.read_events();
        }
        _ => {}
    }
}

/// Reads a body of TOML rows: one array of tables, by whatever name.
fn read_rows(component: &str, text: &str, range: &Range<usize>, prose: &mut Prose<'_>) -> Vec<Row> {
    let file = prose.issues.file().clone();
    let (root, problems) = toml::parse(&file, text, range.start);
    if !problems.is_empty() {
        // Rows that cannot be read whole would seem to lack what they have.
        prose.issues.list.extend(problems);
        return Vec::new();
    }
    let Value::Table(entries) = &root.value else {
        return Vec::new();
    };
    if let [_, (key, _), ..] = &entries[..] {
        let message = format!(
            "rows of one component are tables of one name, but `{}` is another",
            key.name
        );
        prose.issues.add(Code::ComponentRows, &key.range, message);
    }
    let Some((
        _,
        Node {
            value: Value::List(items),
            ..
        },
    )) = entries.first()
    else {
        return Vec::new();
    };
    let context = RowContext {
        component,
        text,
        offset: range.start,
    };
    items
        .iter()
        .filter_map(|item| read_row(item, &context, prose))
        .collect()
}

struct RowContext<'t> {
    component: &'t str,
    text: &'t str,
    offset: usize,
}

/// Keys that the rows of a built-in component must hold.
fn required_keys(component: &str) -> &'static [&'static str] {
    match component {
        "timeline" => &["date", "text"],
        "compare" => &["term", "before", "after"],
        "sources-differ" => &["who", "says"],
        "faq" => &["question", "answer"],
        "stat-card" => &["value", "label"],
        _ => &[],
    }
}

/// Keys that the rows of a built-in component may hold besides; `None`: any.
fn optional_keys(component: &str) -> Option<&'static [&'static str]> {
    match component {
        "timeline" | "compare" | "sources-differ" | "faq" => Some(&["sources", "source"]),
        "stat-card" => Some(&["as_of", "sources", "source", "status", "unit"]),
        _ => None,
    }
}

fn read_row(item: &Node, context: &RowContext<'_>, prose: &mut Prose<'_>) -> Option<Row> {
    let Value::Table(entries) = &item.value else {
        let message = format!("a row is a table, but this is {}", item.kind());
        prose.issues.add(Code::ComponentRows, &item.range, message);
        return None;
    };
    check_keys(item, context.component, prose.issues);
    let mut row = Row::new();
    let from = prose.mentions.len();
    let passages = prose.recorder.as_mut().map_or(0, Recorder::finished);
    for (key, node) in entries.iter().filter(|(_, node)| node.value != Value::Null) {
        let cell = match key.name.as_str() {
            "source" | "sources" => Some(read_sources(node, prose)),
            "date" | "as_of" => read_date(node, &key.name, prose.issues),
            _ => read_cell(node, &key.name, context, prose),
        };
        let name = if key.name == "source" {
            "sources"
        } else {
            &key.name
        };
        row.extend(cell.map(|cell| (name.to_owned(), cell)));
    }
    let sources = row
        .iter()
        .flat_map(|(_, cell)| sources_of(cell))
        .collect::<Vec<String>>();
    prose.note(|recorder| recorder.beside(passages, &sources));
    if prose.cover_since(from) {
        for (_, cell) in &mut row {
            if let Cell::Text(pieces) = cell {
                cover(pieces);
            }
        }
    }
    Some(row)
}

/// The ids of the sources in a cell that names some.
fn sources_of(cell: &Cell) -> impl Iterator<Item = String> {
    let references = match cell {
        Cell::Sources(references) => references.as_slice(),
        _ => &[],
    };
    references.iter().map(|reference| reference.id.clone())
}

fn check_keys(item: &Node, component: &str, issues: &mut Issues) {
    let Some(optional) = optional_keys(component) else {
        return;
    };
    let Some(mut fields) = Fields::of(item, "a row", issues) else {
        return;
    };
    for name in required_keys(component) {
        let node = fields.node(name);
        if let Some(node) = node.filter(|node| !matches!(node.value, Value::Scalar { .. })) {
            let message = format!("`{name}` is a text, but this is {}", node.kind());
            issues.add(Code::ComponentRows, &node.range, message);
        }
        if node.is_none() {
            let at = fields.range().clone();
            let message = format!("a row of `{component}` needs `{name}`");
            issues.list.push(Diagnostic::new(
                Code::ComponentRows,
                crate::diagnostic::Span::new(issues.file(), at),
                message,
            ));
        }
    }
    optional.iter().for_each(|name| {
        let _ = fields.node(name);
    });
    fields.finish(issues);
}

fn read_sources(node: &Node, prose: &mut Prose<'_>) -> Cell {
    let references = source::reference_list(node, prose.issues);
    references
        .iter()
        .for_each(|reference| prose.mention_source(&reference.id));
    Cell::Sources(references)
}

fn read_date(node: &Node, name: &str, issues: &mut Issues) -> Option<Cell> {
    let text = placed_text_of(node, name, issues)?;
    date_of(&text, name, issues).map(|date| Cell::Date(date.value))
}

fn read_cell(node: &Node, name: &str, context: &RowContext<'_>, prose: &mut Prose<'_>) -> Option<Cell> {
    match &node.value {
        Value::Scalar { plain: false, .. } => {
            let value = placed_text_of(node, name, prose.issues)?;
            let inner = Placed {
                value: value.value,
                range: value.range.start - context.offset..value.range.end - context.offset,
            };
            let mut place = place_of_value(&inner, context.text);
            place.range = place.range.start + context.offset..place.range.end + context.offset;
            let kind = PassageKind::Cell(name.to_owned());
            Some(Cell::Text(prose.inline(kind, &inner.value, place)))
        }
        _ => Some(Cell::Data(node.to_json())),
    }
}
