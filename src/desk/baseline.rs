//! The findings that an old site starts with: they are known, and not reported until their line changes.

use crate::diagnostic::Diagnostic;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The file of known findings, in the site's folder.
pub const BASELINE_FILE: &str = "check-baseline.json";

/// Findings that are known: each by rule, file and the text of its line, with how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, usize>,
}

/// What makes a finding known: where it stands in the file does not count, the line's words do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    rule: String,
    line: String,
}

/// What a baseline does to findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// The findings that are not known.
    pub fresh: Vec<Diagnostic>,
    /// How many are.
    pub known: usize,
    /// How many known ones are not found any more.
    pub gone: usize,
}

impl Baseline {
    /// The baseline of some findings; `line` tells the text of a finding's line.
    pub fn of(findings: &[Diagnostic], line: impl FnMut(&Diagnostic) -> String) -> Self {
        let mut known = BTreeMap::new();
        for key in findings
            .iter()
            .filter(|finding| finding.code.is_configurable())
            .map(keys(line))
        {
            *known.entry(key).or_insert(0) += 1;
        }
        Self { known }
    }

    /// Reads a baseline; the error says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let root: Value = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
        if root["version"] != json!(VERSION) {
            return Err("it is of another version of nutgraf".to_owned());
        }
        let entries = root["findings"].as_array().ok_or("it has no list `findings`")?;
        let entry = |entry: &Value| {
            let text = |name: &str| entry[name].as_str().map(str::to_owned);
            let key = Key {
                file: text("file")?,
                rule: text("rule")?,
                line: text("line")?,
            };
            let count = usize::try_from(entry["count"].as_u64()?).ok()?;
            Some((key, count))
        };
        let known: Option<BTreeMap<Key, usize>> = entries.iter().map(entry).collect();
        let known = known.ok_or("an entry lacks `file`, `rule`, `line` or `count`")?;
        Ok(Self { known })
    }

    /// The file's text: sorted, one entry a line, so that changes to it can be read.
    pub fn write(&self) -> String {
        let entry = |(key, count): (&Key, &usize)| {
            format!(
                "    {}",
                json!({"file": key.file, "rule": key.rule, "line": key.line, "count": count})
            )
        };
        let entries: Vec<String> = self.known.iter().map(entry).collect();
        let list = match entries.is_empty() {
            true => String::new(),
            false => format!("\n{}\n  ", entries.join(",\n")),
        };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{list}]\n}}\n")
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes out the findings that are known. What forbids to publish a site is never known.
    pub fn compare(&self, findings: Vec<Diagnostic>, line: impl FnMut(&Diagnostic) -> String) -> Compared {
        let mut left = self.known.clone();
        let mut key = keys(line);
        let mut compared = Compared::default();
        for finding in findings {
            let count = left.get_mut(&key(&finding)).filter(|count| **count > 0);
            match count.filter(|_| finding.code.is_configurable()) {
                Some(count) => {
                    *count -= 1;
                    compared.known += 1;
                }
                None => compared.fresh.push(finding),
            }
        }
        compared.gone = left.values().sum();
        compared
    }
}

const VERSION: u64 = 1;

fn keys(mut line: impl FnMut(&Diagnostic) -> String) -> impl FnMut(&Diagnostic) -> Key {
    move |finding| {
        let file = finding.span.as_ref().map(|span| span.file.to_string());
        let is_placed = finding.span.as_ref().is_some_and(|span| span.end > 0);
        let words = match is_placed {
            true => line(finding),
            false => finding.message.clone(),
        };
        Key {
            file: file.unwrap_or_default(),
            rule: finding.code.name().to_owned(),
            line: words.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}
