//! Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts show beside the lines.

use super::text::{Texts, shorten};
use crate::desk::rules::rule;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::input::sources::Sources;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A log with one run.
pub fn log(findings: &[Diagnostic], sources: &Sources) -> Value {
    let mut texts = Texts::of(sources);
    let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| result(finding, &codes, &mut texts))
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

fn result(finding: &Diagnostic, codes: &[Code], texts: &mut Texts<'_>) -> Value {
    let message = match &finding.hint {
        Some(hint) => format!("{}\n{}", shorten(&finding.message), shorten(hint)),
        None => shorten(&finding.message),
    };
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": codes.binary_search(&finding.code).ok(),
        "level": level(finding.severity),
        "message": { "text": message },
    });
    if let Some(span) = &finding.span {
        result["locations"] = json!([{ "physicalLocation": location(span, texts) }]);
    }
    let related = finding.related.iter().enumerate().map(|(at, (span, label))| {
        json!({ "id": at + 1, "physicalLocation": location(span, texts), "message": { "text": shorten(label) } })
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

fn location(span: &Span, texts: &mut Texts<'_>) -> Value {
    let path: Vec<String> = span.file.as_str().split('/').map(encoded).collect();
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
