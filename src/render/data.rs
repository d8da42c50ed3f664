//! Sources and claims as data files.

use crate::input::date::PartialDate;
use crate::page::context::ClaimsContext;
use crate::page::{ClaimFormat, SourceFormat};
use crate::registry::claim::{Claim, Status};
use crate::registry::source::SourceReference;
use crate::render::references;
use crate::site::citations::CitationIndex;
use crate::site::claims::ClaimEntry;
use crate::source_path::SourcePath;
use serde::Serialize;
use std::sync::Arc;

/// All sources in one format.
pub fn sources(format: SourceFormat, index: &CitationIndex) -> String {
    let entries = index.entries.iter();
    match format {
        SourceFormat::CslJson => json_lines(
            "[",
            entries.map(|entry| references::csl_json(&entry.source)),
            "]\n",
        ),
        SourceFormat::Bibtex => entries
            .map(|entry| references::bibtex(&entry.source))
            .collect::<Vec<_>>()
            .join("\n"),
        SourceFormat::Ris => entries.map(|entry| references::ris(&entry.source)).collect(),
    }
}

/// All claims in one format.
pub fn claims(format: ClaimFormat, context: &ClaimsContext) -> String {
    match format {
        ClaimFormat::Json => {
            let list = context.claims.entries.iter().map(|entry| claim(entry, context));
            json_lines("{\"claims\": [", list, "]}\n")
        }
        ClaimFormat::Csv => csv(context),
    }
}

/// A JSON list with one item a line: easy to compare, and a large one costs no tree of values.
fn json_lines(open: &str, items: impl Iterator<Item = impl Serialize>, close: &str) -> String {
    let mut text = open.to_owned();
    for (at, item) in items.enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        // Our own types have string keys only, which is all that can fail.
        text.push_str(&serde_json::to_string(&item).unwrap_or_default());
    }
    text.push('\n');
    text + close
}

/// A claim, as claims.json tells it.
#[derive(Serialize)]
struct ClaimData<'c> {
    id: &'c str,
    value: &'c str,
    amount: Option<&'c str>,
    unit: Option<&'c str>,
    label: Option<&'c str>,
    text: Option<&'c str>,
    as_of: Option<PartialDate>,
    status: Option<Status>,
    review_by: Option<PartialDate>,
    read_via: Option<&'c str>,
    formula: Option<&'c str>,
    note: Option<&'c str>,
    url: String,
    sources: Vec<SourceData<'c>>,
    used_in: Vec<String>,
    variants: Vec<VariantData<'c>>,
}

#[derive(Serialize)]
struct SourceData<'c> {
    id: &'c str,
    name: &'c str,
    url: Option<&'c str>,
    locator: Option<&'c str>,
    quote: Option<&'c str>,
}

#[derive(Serialize)]
struct VariantData<'c> {
    value: &'c str,
    as_of: Option<PartialDate>,
    status: Option<Status>,
    #[serde(rename = "in")]
    story: String,
}

fn claim<'c>(entry: &'c ClaimEntry, context: &'c ClaimsContext) -> ClaimData<'c> {
    let record = &entry.record;
    let variant = |(path, claim): &'c (SourcePath, Arc<Claim>)| VariantData {
        value: &claim.value,
        as_of: claim.as_of,
        status: claim.status,
        story: address(context, path),
    };
    ClaimData {
        id: &record.id,
        value: &record.value,
        amount: record.amount.as_deref(),
        unit: record.unit.as_deref(),
        label: record.label.as_deref(),
        text: record.text.as_deref(),
        as_of: record.as_of,
        status: record.status,
        review_by: record.review_by,
        read_via: record.read_via.as_deref(),
        formula: record.formula.as_deref(),
        note: record.note.as_deref(),
        url: absolute(context, entry.route.as_str()),
        sources: sources_of(entry, &context.citations),
        used_in: entry.used_in.iter().map(|path| address(context, path)).collect(),
        variants: entry.variants.iter().map(variant).collect(),
    }
}

/// A full URL, or the route where the site's address is not known.
fn absolute(context: &ClaimsContext, route: &str) -> String {
    context.site.absolute(route).unwrap_or_else(|| route.to_owned())
}

fn address(context: &ClaimsContext, path: &SourcePath) -> String {
    context
        .links
        .get(path)
        .map(|story| absolute(context, &story.route))
        .unwrap_or_default()
}

fn sources_of<'c>(entry: &'c ClaimEntry, citations: &'c CitationIndex) -> Vec<SourceData<'c>> {
    let source = |reference: &'c SourceReference| {
        let entry = &citations.entries[citations.place(entry.owner.as_ref(), &reference.id)?].source;
        Some(SourceData {
            id: &entry.id,
            name: &entry.record.name,
            url: entry.record.url.as_deref(),
            locator: reference.locator.as_deref(),
            quote: reference.quote.as_deref(),
        })
    };
    entry.record.sources.iter().filter_map(source).collect()
}

/// CSV by RFC 4180, one claim a line.
fn csv(context: &ClaimsContext) -> String {
    let mut text = String::from("id,value,amount,unit,label,text,as_of,status,sources,used_in\r\n");
    for entry in &context.claims.entries {
        let sources = sources_of(entry, &context.citations);
        let names: Vec<&str> = sources.iter().map(|source| source.id).collect();
        let used: Vec<String> = entry.used_in.iter().map(|path| address(context, path)).collect();
        let cells = cells(&entry.record, names.join(" "), used.join(" "));
        text.push_str(&csv_line(&cells.each_ref().map(String::as_str)));
    }
    text
}

/// A line of CSV by RFC 4180.
pub fn csv_line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

fn cells(claim: &Claim, sources: String, used_in: String) -> [String; 10] {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        claim.id.clone(),
        claim.value.clone(),
        some(&claim.amount),
        some(&claim.unit),
        some(&claim.label),
        some(&claim.text),
        claim.as_of.map(|date| date.to_string()).unwrap_or_default(),
        claim.status.map(Status::word).unwrap_or_default().to_owned(),
        sources,
        used_in,
    ]
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
