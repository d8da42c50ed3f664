//! `:::chart`: its attributes, and the figures in its rows or the name of the file that holds them.

use crate::chart::{Kind, Options, data};
use crate::diagnostic::Code;
use crate::input::csv::MOST_ROWS;
use crate::input::date::PartialDate;
use crate::input::node::{Key, Node, Value};
use crate::input::reference::ReferenceKind;
use crate::input::slug::slugify;
use crate::input::suggest::nearest;
use crate::input::table::{Cell, Fault, Table};
use crate::input::toml;
use crate::registry::source::{self, SourceReference};
use crate::story::markdown::Prose;
use crate::story::piece::{Chart, Component, Figures, Target};
use std::ops::Range;
use std::sync::Arc;

/// The name of the component.
pub const NAME: &str = "chart";

/// The endings of files with figures.
const ENDINGS: [&str; 2] = [".csv", ".tsv"];

/// Keys that name a row, wherever they stand in it.
const LABELS: [&str; 3] = ["label", "x", "date"];

/// Reads the chart of a component whose line stands at `place`; `rows` are its rows as text, and where they stand.
pub fn read(
    component: &mut Component,
    rows: Option<(&str, Range<usize>)>,
    place: &Range<usize>,
    prose: &mut Prose<'_>,
) {
    let kind = kind(component, place, prose);
    let [title, finding] = ["title", "finding"].map(|name| required(component, name, place, prose));
    let as_of = as_of(component, place, prose);
    let sources = sources(component, place, prose);
    let figures = figures(component, rows, place, prose);
    let wanted = component.attributes.get("id").cloned().unwrap_or_else(|| {
        let id = prose.unique_id(&slugify(&format!("chart {title}")));
        component.attributes.insert("id".to_owned(), id.clone());
        id
    });
    let ids = ["title", "finding"].map(|part| prose.unique_id(&format!("{wanted}-{part}")));
    let (Some(kind), Some(figures)) = (kind, figures) else {
        return;
    };
    let text = |name: &str| component.attributes.get(name).cloned();
    let says_date = component.attributes.contains_key("as_of");
    let options = Options {
        kind,
        prefix: text("prefix").unwrap_or_default(),
        suffix: text("suffix").unwrap_or_default(),
    };
    let chart = Chart {
        options,
        title,
        finding,
        unit: text("unit"),
        as_of,
        sources,
        figures,
        ids,
    };
    check(&chart, says_date, place, prose);
    let chart = Arc::new(chart);
    prose.charts.push(chart.clone());
    component.chart = Some(chart);
}

/// What is wrong with the figures here, and what the chart does not say.
fn check(chart: &Chart, says_date: bool, place: &Range<usize>, prose: &mut Prose<'_>) {
    let title = &chart.title;
    let mut sourced = !chart.sources.is_empty();
    if let Figures::Here(table, of_rows) = &chart.figures {
        sourced |= !of_rows.is_empty() && of_rows.iter().all(|sources| !sources.is_empty());
        let (_, faults) = data::bind(table, &chart.options);
        let file = prose.issues.file().clone();
        let found = faults.iter().map(|fault| fault.diagnostic(&file));
        prose.issues.list.extend(found);
    }
    if !sourced {
        let message = format!("the chart `{title}` names no source");
        prose
            .issues
            .add_with_hint(Code::StatWithoutSource, place, message, "add source=id");
    }
    if chart.as_of.is_none() && !says_date {
        let message = format!("the chart `{title}` has no as-of date");
        prose
            .issues
            .add_with_hint(Code::StatWithoutDate, place, message, "add as_of=2026-04");
    }
}

fn kind(component: &Component, place: &Range<usize>, prose: &mut Prose<'_>) -> Option<Kind> {
    let words = Kind::WORDS.map(|(word, _)| word);
    let Some(written) = component.attributes.get("type") else {
        let message = "`type` is missing, but a chart needs it";
        let hint = format!("add type= and one of {}", words.join(", "));
        prose.issues.add_with_hint(Code::MissingKey, place, message, hint);
        return None;
    };
    let found = Kind::WORDS.iter().find(|(word, _)| word == written);
    if found.is_none() {
        let message = format!("`type` cannot be `{written}`; it is one of {}", words.join(", "));
        let guess = nearest(written, words).map(|word| format!("did you mean `{word}`?"));
        prose.issues.add(Code::InvalidValue, place, message).hint = guess;
    }
    found.map(|(_, kind)| *kind)
}

fn required(component: &Component, name: &str, place: &Range<usize>, prose: &mut Prose<'_>) -> String {
    let found = component.attributes.get(name).map(|text| text.trim());
    if found.unwrap_or_default().is_empty() {
        let hint = match name {
            "title" => "say what the figures are: title=\"Money from Amazon to OpenAI\"",
            _ => "say what a reader should see, in a sentence: finding=\"It doubled in two years.\"",
        };
        let message = format!("`{name}` is missing, but a chart needs it");
        prose.issues.add_with_hint(Code::MissingKey, place, message, hint);
    }
    found.unwrap_or_default().to_owned()
}

fn as_of(component: &Component, place: &Range<usize>, prose: &mut Prose<'_>) -> Option<PartialDate> {
    let written = component.attributes.get("as_of")?;
    let read = PartialDate::parse(written);
    if let Err(error) = &read {
        let message = format!("`as_of` holds no date: {error}");
        prose
            .issues
            .add_with_hint(Code::InvalidDate, place, message, error.hint());
    }
    read.ok()
}

/// `source` and `sources`: citations, each.
fn sources(component: &Component, place: &Range<usize>, prose: &mut Prose<'_>) -> Vec<SourceReference> {
    let written = ["source", "sources"].map(|name| component.attributes.get(name));
    let ids = written
        .into_iter()
        .flatten()
        .flat_map(|ids| ids.split([' ', ',']))
        .filter(|id| !id.is_empty());
    let mut found = Vec::new();
    for id in ids {
        prose.issues.refer(ReferenceKind::Source, id, place);
        prose.mention_source(id);
        found.push(SourceReference {
            id: id.to_owned(),
            locator: None,
            quote: None,
        });
    }
    found
}

fn figures(
    component: &Component,
    rows: Option<(&str, Range<usize>)>,
    place: &Range<usize>,
    prose: &mut Prose<'_>,
) -> Option<Figures> {
    let mut refuse = |message: &str, hint: &str| {
        prose.issues.add_with_hint(Code::ChartData, place, message, hint);
    };
    match (&component.address, rows) {
        (Some(_), Some(_)) => {
            refuse("this chart has rows and a file", "keep one of them");
            None
        }
        (None, None) => {
            let hint = "put rows into it, [[row]], or name a file beside the story: {src=figures.csv}";
            refuse("this chart has no figures", hint);
            None
        }
        (Some(Target::File(path)), None) if ENDINGS.iter().any(|ending| path.as_str().ends_with(ending)) => {
            Some(Figures::File(path.clone()))
        }
        // An address that leads nowhere has been told so.
        (Some(Target::Elsewhere(address)), None) if address.is_empty() => None,
        (Some(_), None) => {
            let hint =
                "name a file beside the story or below content/ that ends in .csv or .tsv: {src=figures.csv}";
            refuse("the figures of a chart stand in a CSV file of the site", hint);
            None
        }
        (None, Some((text, range))) => {
            let (root, problems) = toml::parse(prose.issues.file(), text, range.start);
            let is_sound = problems.is_empty();
            prose.issues.list.extend(problems);
            is_sound.then(|| table_of(&root, prose))
        }
    }
}

/// The rows as a table: a column for each key, in the order written; a cell that a row lacks is empty.
fn table_of(root: &Node, prose: &mut Prose<'_>) -> Figures {
    let items = rows_of(root, prose);
    let mut table = Table {
        head: columns(items),
        ..Table::default()
    };
    let mut sources = Vec::new();
    for item in items {
        let Value::Table(entries) = &item.value else {
            continue;
        };
        if table.rows.len() == MOST_ROWS {
            let message = format!("a chart has at most {MOST_ROWS} rows");
            let hint = "sum them up: by month in place of by day, or the largest of them";
            table.faults.push(Fault::new(&item.range, message, hint));
            break;
        }
        let row = table.head.iter().map(|column| {
            let node = entries.iter().find(|(key, _)| key.name == column.text);
            cell(node, item, &mut table.faults)
        });
        table.rows.push(row.collect());
        sources.push(sources_of(entries, prose));
    }
    Figures::Here(table, sources)
}

fn rows_of<'n>(root: &'n Node, prose: &mut Prose<'_>) -> &'n [Node] {
    let Value::Table(entries) = &root.value else {
        return &[];
    };
    if let [_, (key, _), ..] = &entries[..] {
        let message = format!(
            "rows of one chart are tables of one name, but `{}` is another",
            key.name
        );
        prose.issues.add(Code::ComponentRows, &key.range, message);
    }
    match entries.first().map(|(_, node)| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn columns(items: &[Node]) -> Vec<Cell> {
    let mut columns: Vec<Cell> = Vec::new();
    let tables = items.iter().filter_map(|item| match &item.value {
        Value::Table(entries) => Some(entries),
        _ => None,
    });
    for (key, _) in tables.flatten().filter(|(key, _)| !is_source(key)) {
        if !columns.iter().any(|column| column.text == key.name) {
            columns.push(Cell {
                text: key.name.clone(),
                range: key.range.clone(),
            });
        }
    }
    // What names the row comes first, as in a file.
    if let Some(place) = columns
        .iter()
        .position(|column| LABELS.contains(&column.text.as_str()))
    {
        columns[..=place].rotate_right(1);
    }
    columns
}

fn is_source(key: &Key) -> bool {
    matches!(key.name.as_str(), "source" | "sources")
}

fn cell(entry: Option<&(Key, Node)>, row: &Node, faults: &mut Vec<Fault>) -> Cell {
    let empty = |range: Range<usize>| Cell {
        text: String::new(),
        range,
    };
    match entry {
        None => empty(row.range.clone()),
        Some((_, node)) => match &node.value {
            Value::Scalar { text, .. } => Cell {
                text: text.trim().to_owned(),
                range: node.range.clone(),
            },
            _ => {
                let message = format!("a cell is a single value, but this is {}", node.kind());
                faults.push(Fault::new(&node.range, message, "write one number or text"));
                empty(node.range.clone())
            }
        },
    }
}

fn sources_of(entries: &[(Key, Node)], prose: &mut Prose<'_>) -> Vec<SourceReference> {
    let nodes = entries.iter().filter(|(key, _)| is_source(key));
    let mut found = Vec::new();
    for (_, node) in nodes {
        found.extend(source::reference_list(node, prose.issues));
    }
    found
        .iter()
        .for_each(|reference| prose.mention_source(&reference.id));
    found
}
