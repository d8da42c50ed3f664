//! Problems as the overlay and the error page show them.

use crate::diagnostic::{Diagnostic, Severity};
use crate::input::escape;
use crate::input::sources::Sources;
use crate::report;
use serde_json::Value;

/// The errors among some diagnostics, as JSON.
pub fn errors<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic>, sources: &Sources) -> Vec<Value> {
    let errors: Vec<Diagnostic> = diagnostics
        .filter(|problem| problem.severity == Severity::Error)
        .cloned()
        .collect();
    match report::json(&errors, sources) {
        Value::Array(values) => values,
        _ => Vec::new(),
    }
}

/// A page that says why there is none. It carries the script, so that it goes away by itself.
pub fn error_page(problems: &[Value]) -> String {
    let mut list = String::new();
    for problem in problems.iter().take(MOST_LISTED) {
        let place = match problem["file"].as_str() {
            Some(file) => format!("{file}:{}:{}: ", problem["line"], problem["column"]),
            None => String::new(),
        };
        let message = problem["message"].as_str().unwrap_or_default();
        list.push_str(&format!(
            "<li>{}</li>\n",
            escape::html(&format!("{place}{message}"))
        ));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Nothing to show yet</title>\n</head>\n\
         <body>\n<h1>Nothing to show yet</h1>\n<p>This page appears by itself when it can be made.</p>\n\
         <ul>\n{list}</ul>\n</body>\n</html>\n"
    )
}

/// How many problems the error page lists; the terminal has all of them.
const MOST_LISTED: usize = 20;
