//! Sources and claims as data files.

use crate::page::numbers::claim_route;
use crate::page::references;
use crate::page::{ClaimFormat, SourceFormat};
use crate::registry::claim::Claim;
use crate::site::citations::CitationIndex;
use crate::site::claims::{ClaimEntry, ClaimIndex};
use serde_json::{Value, json};

/// All sources in one format.
pub fn sources(format: SourceFormat, index: &CitationIndex) -> String {
    let entries = index.entries.iter();
    match format {
        SourceFormat::CslJson => format!(
            "{:#}\n",
            Value::Array(entries.map(references::csl_json).collect())
        ),
        SourceFormat::Bibtex => entries.map(references::bibtex).collect::<Vec<_>>().join("\n"),
        SourceFormat::Ris => entries.map(references::ris).collect(),
    }
}

/// All claims in one format.
pub fn claims(format: ClaimFormat, claims: &ClaimIndex, citations: &CitationIndex) -> String {
    match format {
        ClaimFormat::Json => {
            let list: Vec<Value> = claims
                .entries
                .iter()
                .map(|entry| claim(entry, citations))
                .collect();
            format!("{:#}\n", json!({ "claims": list }))
        }
        ClaimFormat::Csv => csv(claims, citations),
    }
}

fn claim(entry: &ClaimEntry, citations: &CitationIndex) -> Value {
    let record = &entry.record;
    json!({
        "id": record.id,
        "value": record.value,
        "amount": record.amount,
        "unit": record.unit,
        "label": record.label,
        "text": record.text,
        "as_of": record.as_of,
        "status": record.status,
        "review_by": record.review_by,
        "read_via": record.read_via,
        "formula": record.formula,
        "note": record.note,
        "url": claim_route(entry),
        "sources": sources_of(entry, citations),
        "used_in": entry.used_in.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
        "variants": entry.variants.iter().map(|(path, variant)| json!({
            "value": variant.value, "as_of": variant.as_of, "status": variant.status, "in": path.as_str(),
        })).collect::<Vec<_>>(),
    })
}

fn sources_of(entry: &ClaimEntry, citations: &CitationIndex) -> Vec<Value> {
    let list = entry.owner.as_ref().and_then(|path| citations.lists.get(path));
    let place = |id: &str| {
        let own = list.and_then(|list| list.places.get(id).map(|place| list.numbered[*place].entry));
        own.or_else(|| citations.registry_places.get(id).copied())
    };
    let source = |reference: &crate::registry::source::SourceReference| {
        let entry = &citations.entries[place(&reference.id)?];
        Some(json!({
            "id": entry.id,
            "name": entry.record.name,
            "url": entry.record.url,
            "locator": reference.locator,
            "quote": reference.quote,
        }))
    };
    entry.record.sources.iter().filter_map(source).collect()
}

/// CSV by RFC 4180, one claim a line.
fn csv(claims: &ClaimIndex, citations: &CitationIndex) -> String {
    let mut text = String::from("id,value,amount,unit,label,text,as_of,status,sources,used_in\r\n");
    for entry in &claims.entries {
        let sources = sources_of(entry, citations);
        let names: Vec<&str> = sources
            .iter()
            .filter_map(|source| source["id"].as_str())
            .collect();
        let used: Vec<&str> = entry.used_in.iter().map(|path| path.as_str()).collect();
        let cells = cells(&entry.record, names.join(" "), used.join(" "));
        text.push_str(
            &cells
                .iter()
                .map(|cell| quoted(cell))
                .collect::<Vec<_>>()
                .join(","),
        );
        text.push_str("\r\n");
    }
    text
}

fn cells(claim: &Claim, sources: String, used_in: String) -> [String; 10] {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let status = serde_json::to_value(claim.status)
        .ok()
        .and_then(|status| status.as_str().map(str::to_owned));
    [
        claim.id.clone(),
        claim.value.clone(),
        some(&claim.amount),
        some(&claim.unit),
        some(&claim.label),
        some(&claim.text),
        claim.as_of.map(|date| date.to_string()).unwrap_or_default(),
        status.unwrap_or_default(),
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
