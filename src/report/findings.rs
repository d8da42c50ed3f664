//! What the editor's desk found, in short and for programs.

use super::{json as diagnostics, tally};
use crate::desk::Examination;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::sources::Sources;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// How many findings there are of each rule, a line each, in the order of the documentation.
pub fn by_rule(findings: &[Diagnostic]) -> String {
    let counts = counts(findings);
    let width = counts
        .keys()
        .map(|code| code.name().len())
        .max()
        .unwrap_or_default();
    let line = |(code, count): (&Code, &usize)| {
        format!(
            "{count:5}  {:width$}  {}\n",
            code.name(),
            first_sentence(code.documentation())
        )
    };
    let lines: String = counts.iter().map(line).collect();
    match lines.is_empty() {
        true => lines,
        false => lines + "\n",
    }
}

/// The whole of an examination as one JSON document.
pub fn json(examination: &Examination, known: usize, gone: usize, sources: &Sources) -> Value {
    let tally = tally(&examination.findings);
    let counts = counts(&examination.findings);
    let by_rule: Map<String, Value> = counts
        .iter()
        .map(|(code, count)| (code.name().to_owned(), json!(count)))
        .collect();
    let waived: Vec<Diagnostic> = examination
        .waived
        .iter()
        .map(|(finding, _)| finding.clone())
        .collect();
    let mut waived = diagnostics(&waived, sources);
    for (value, (_, reason)) in waived
        .as_array_mut()
        .into_iter()
        .flatten()
        .zip(&examination.waived)
    {
        value["reason"] = json!(reason);
    }
    json!({
        "ok": examination.findings.is_empty(),
        "findings": diagnostics(&examination.findings, sources),
        "errors": tally.errors, "warnings": tally.warnings, "notes": tally.notes,
        "by_rule": by_rule,
        "coverage": { "figures": examination.coverage.figures, "sourced": examination.coverage.sourced },
        "waived": waived,
        "known": known,
        "gone": gone,
    })
}

fn counts(findings: &[Diagnostic]) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code).or_insert(0) += 1;
    }
    counts
}

/// The first sentence of a documentation, for a list.
pub fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}
