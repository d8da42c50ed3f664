//! Findings as workflow commands of GitHub Actions, which annotates the lines of a pull request with them.
//!
//! The form and its escapes: GitHub's documentation, "Workflow commands", and actions/toolkit, `command.ts`.

use super::text::{Texts, with_remedy};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::sources::Sources;

/// A command a finding, each on a line of its own; `folder` leads from where the command runs to the site, with its
/// trailing slash.
pub fn commands(findings: &[Diagnostic], sources: &Sources, folder: &str) -> String {
    let mut texts = Texts::of(sources);
    findings
        .iter()
        .map(|finding| command(finding, &mut texts, folder))
        .collect()
}

fn command(finding: &Diagnostic, texts: &mut Texts<'_>, folder: &str) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(span) = &finding.span {
        properties.push(format!("file={}", property(&format!("{folder}{}", span.file))));
        if let Some(text) = texts.get(span) {
            let (start, end) = (
                text.position(span.start as usize),
                text.position(span.end as usize),
            );
            properties.push(format!("line={}", start.line));
            properties.push(format!("endLine={}", end.line));
            // Columns count within one line only.
            if start.line == end.line {
                properties.push(format!("col={}", start.column));
                properties.push(format!("endColumn={}", end.column));
            }
        }
    }
    properties.push(format!("title={}", property(finding.code.name())));
    let message = with_remedy(finding);
    format!("::{kind} {}::{}\n", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
