//! Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts show beside the lines.

use super::text::{Texts, shorten, with_remedy};
use crate::desk::rules::rule;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::input::config::start_of_site_file;
use crate::input::sources::Sources;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// GitHub takes so many results of a run (GitHub Docs, "SARIF results exceed one or more limits").
const MOST_RESULTS: usize = 25_000;

/// A log with one run; `folder` leads from where the command runs to the site, with its trailing slash.
pub fn log(findings: &[Diagnostic], sources: &Sources, folder: &str) -> Value {
    let mut texts = Texts::of(sources);
    let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    // The heaviest first, so that none of them is beyond what is taken.
    let mut heaviest: Vec<&Diagnostic> = findings.iter().collect();
    heaviest.sort_by_key(|finding| finding.severity);
    let results: Vec<Value> = heaviest
        .into_iter()
        .take(MOST_RESULTS)
        .map(|finding| result(finding, &codes, &mut texts, folder))
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "nutgraf",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| descriptor(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(code: Code) -> Value {
    let help = rule(code).map(|rule| rule.explanation());
    let mut descriptor = json!({
        "id": code.name(),
        "shortDescription": { "text": code.documentation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    });
    if let Some(help) = help {
        descriptor["help"] = json!({ "text": help });
    }
    descriptor
}

fn result(finding: &Diagnostic, codes: &[Code], texts: &mut Texts<'_>, folder: &str) -> Value {
    let message = with_remedy(finding);
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": codes.binary_search(&finding.code).ok(),
        "level": level(finding.severity),
        "message": { "text": message },
    });
    // Code hosts want a place for each: what stands nowhere is told of the site as a whole.
    let nowhere = start_of_site_file();
    let span = finding.span.as_ref().unwrap_or(&nowhere);
    result["locations"] = json!([{ "physicalLocation": location(span, texts, folder) }]);
    let related = finding.related.iter().enumerate().map(|(at, (span, label))| {
        json!({ "id": at + 1, "physicalLocation": location(span, texts, folder), "message": { "text": shorten(label) } })
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

fn location(span: &Span, texts: &mut Texts<'_>, folder: &str) -> Value {
    let path = format!("{folder}{}", span.file);
    let path: Vec<String> = path.split('/').map(encoded).collect();
    let mut location = json!({ "artifactLocation": { "uri": path.join("/") } });
    if let Some(text) = texts.get(span) {
        let (start, end) = (
            text.position(span.start as usize),
            text.position(span.end as usize),
        );
        location["region"] = json!({
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        });
    }
    location
}

fn encoded(segment: &str) -> String {
    percent_encoding::utf8_percent_encode(segment, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%2D", "-")
        .replace("%2E", ".")
        .replace("%5F", "_")
}

fn level(severity: Severity) -> &'static str {
    severity.word()
}
