//! Sources in the formats of reference managers: CSL-JSON, BibTeX, RIS and COinS.

use crate::input::date::PartialDate;
use crate::registry::source::SourceKind;
use crate::site::citations::CitedSource;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// Marks that a query component keeps as they are (RFC 3986, unreserved).
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A source in CSL-JSON (citation-style-language/schema, csl-data.json).
pub fn csl_json(entry: &CitedSource) -> Value {
    let source = &entry.record;
    let kind = match source.kind {
        Some(SourceKind::Newsroom | SourceKind::Wire) => "article-newspaper",
        _ => "webpage",
    };
    let mut item = json!({ "id": entry.id, "type": kind, "title": source.title_or_name(), "container-title": source.name });
    let mut set = |key: &str, value: Option<Value>| {
        if let (Some(value), Some(item)) = (value, item.as_object_mut()) {
            item.insert(key.to_owned(), value);
        }
    };
    set("URL", source.url.clone().map(Value::from));
    set(
        "author",
        source
            .author
            .as_ref()
            .map(|author| json!([{ "literal": author }])),
    );
    set("issued", source.published.as_ref().map(csl_date));
    set("accessed", source.accessed.as_ref().map(csl_date));
    set("archive_location", source.archive.clone().map(Value::from));
    set(
        "note",
        source.via.as_ref().map(|via| Value::from(format!("via {via}"))),
    );
    item
}

/// A CSL date: its parts as far as they are known, and whether it is only about right.
fn csl_date(date: &PartialDate) -> Value {
    let text = date.to_string();
    let plain = text.trim_end_matches(['~', '?', '%']);
    let parts: Option<Vec<u32>> = plain.split('-').map(|part| part.parse().ok()).collect();
    match parts {
        Some(parts) if plain.len() == text.len() => json!({ "date-parts": [parts] }),
        Some(parts) => json!({ "date-parts": [parts], "circa": true }),
        None => json!({ "literal": date.words() }),
    }
}

/// A source in BibTeX; `@online` and `urldate` are BibLaTeX's.
pub fn bibtex(entry: &CitedSource) -> String {
    let source = &entry.record;
    let date = source.published.as_ref().map(iso_start);
    let fields = [
        ("title", Some(source.title_or_name().to_owned())),
        (
            "author",
            source
                .author
                .as_ref()
                .map(|author| format!("{{{}}}", tex(author))),
        ),
        ("organization", Some(source.name.clone())),
        ("date", date.clone()),
        ("year", date.map(|date| date[..4].to_owned())),
        ("urldate", source.accessed.as_ref().map(iso_start)),
        ("note", source.via.as_ref().map(|via| format!("via {via}"))),
    ];
    let mut text = format!("@online{{{},\n", bibtex_key(&entry.id));
    for (name, value) in fields {
        if let Some(value) = value {
            let value = if name == "author" { value } else { tex(&value) };
            text.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    }
    if let Some(url) = &source.url {
        text.push_str(&format!(
            "  url = {{{}}},\n",
            url.replace('{', "%7B").replace('}', "%7D")
        ));
    }
    text.push_str("}\n");
    text
}

fn bibtex_key(id: &str) -> String {
    id.chars()
        .map(|mark| {
            if mark.is_ascii_alphanumeric() || matches!(mark, '-' | '_' | '.' | ':') {
                mark
            } else {
                '-'
            }
        })
        .collect()
}

/// Escapes the marks that mean something to TeX.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for mark in text.chars() {
        match mark {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(mark);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\n' | '\r' => out.push(' '),
            mark => out.push(mark),
        }
    }
    out
}

/// The known parts of a date in ISO form: 2026, 2026-04 or 2026-04-27. A quarter becomes its year.
fn iso_start(date: &PartialDate) -> String {
    date.html_datetime()
        .map(|text| text.chars().take(10).collect())
        .unwrap_or_else(|| date.to_string().chars().take(4).collect())
}

/// A source in RIS (the tags of Reference Manager's format).
pub fn ris(entry: &CitedSource) -> String {
    let source = &entry.record;
    let kind = match source.kind {
        Some(SourceKind::Newsroom | SourceKind::Wire) => "NEWS",
        _ => "ELEC",
    };
    let slashes = |date: &PartialDate| {
        let mut parts = iso_start(date).replace('-', "/");
        while parts.matches('/').count() < 3 {
            parts.push('/');
        }
        parts
    };
    let lines = [
        ("TY", Some(kind.to_owned())),
        ("ID", Some(entry.id.clone())),
        ("TI", Some(source.title_or_name().to_owned())),
        ("AU", source.author.clone()),
        ("PB", Some(source.name.clone())),
        (
            "PY",
            source
                .published
                .as_ref()
                .map(|date| iso_start(date).chars().take(4).collect()),
        ),
        ("DA", source.published.as_ref().map(slashes)),
        ("Y2", source.accessed.as_ref().map(slashes)),
        ("UR", source.url.clone()),
        ("L1", source.archive.clone()),
        ("N1", source.justification.clone()),
    ];
    let mut text = String::new();
    for (tag, value) in lines {
        if let Some(value) = value {
            text.push_str(&format!("{tag}  - {}\r\n", value.replace(['\n', '\r'], " ")));
        }
    }
    text.push_str("ER  - \r\n\r\n");
    text
}

/// A source as a COinS title: an OpenURL 1.0 key/encoded-value context object (ANSI/NISO Z39.88-2004).
pub fn coins(entry: &CitedSource) -> String {
    let source = &entry.record;
    let pairs = [
        ("ctx_ver", Some("Z39.88-2004".to_owned())),
        ("rft_val_fmt", Some("info:ofi/fmt:kev:mtx:dc".to_owned())),
        ("rft.type", Some("webpage".to_owned())),
        ("rft.title", Some(source.title_or_name().to_owned())),
        ("rft.publisher", Some(source.name.clone())),
        ("rft.creator", source.author.clone()),
        ("rft.date", source.published.as_ref().map(iso_start)),
        ("rft.identifier", source.url.clone()),
    ];
    let encode = |(key, value): (&str, Option<String>)| {
        value.map(|value| format!("{key}={}", utf8_percent_encode(&value, QUERY)))
    };
    pairs.into_iter().filter_map(encode).collect::<Vec<_>>().join("&")
}
