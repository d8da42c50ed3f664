//! Weighs findings as site.toml's `[check]` asks for.

use crate::diagnostic::Diagnostic;
use crate::input::rules::{Level, RuleOptions};

/// The findings that are wanted, each with the weight that the site gives it.
pub fn apply(findings: Vec<Diagnostic>, options: &RuleOptions) -> Vec<Diagnostic> {
    findings
        .into_iter()
        .filter_map(|mut finding| {
            if !finding.code.is_configurable() {
                return Some(finding);
            }
            // A finding that its rule holds to be lighter than others stays so, unless the rule is off.
            let level = options.level(finding.code, finding.code.severity());
            match level {
                Level::Off => return None,
                Level::At(severity) if finding.severity == finding.code.severity() => {
                    finding.severity = severity;
                }
                Level::At(_) => {}
            }
            Some(finding)
        })
        .collect()
}
