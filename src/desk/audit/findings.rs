//! Findings of finished pages, gathered by cause: what one template does wrong on ten thousand pages is said once.

use crate::diagnostic::{Code, Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What an audit finds on one page.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// What is the same wherever it is found.
    pub cause: String,
    /// What is wrong, without where.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// Where in the sources, where that is known.
    pub span: Option<Span>,
    /// Words that its source holds, to look for in templates where no place is known.
    pub clue: Option<String>,
    /// The place of the page in the plan.
    pub page: usize,
}

/// The findings of one cause.
#[derive(Debug, Clone)]
struct Group {
    first: Finding,
    spans: BTreeMap<(String, u32, u32), Finding>,
    pages: BTreeSet<usize>,
}

/// Findings while they are gathered.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    groups: BTreeMap<(Code, String), Group>,
}

impl Findings {
    /// Adds one.
    pub fn add(&mut self, finding: Finding) {
        let key = (finding.code, finding.cause.clone());
        let group = self.groups.entry(key).or_insert_with(|| Group {
            first: finding.clone(),
            spans: BTreeMap::new(),
            pages: BTreeSet::new(),
        });
        group.pages.insert(finding.page);
        if let Some(span) = &finding.span {
            let key = (span.file.to_string(), span.start, span.end);
            group.spans.entry(key).or_insert(finding);
        }
    }

    /// Adds all of others, found later in the plan.
    pub fn merge(&mut self, others: Self) {
        for (key, other) in others.groups {
            match self.groups.entry(key) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(other);
                }
                std::collections::btree_map::Entry::Occupied(mut entry) => {
                    let group = entry.get_mut();
                    group.pages.extend(other.pages);
                    for (key, finding) in other.spans {
                        group.spans.entry(key).or_insert(finding);
                    }
                }
            }
        }
    }

    /// One diagnostic a place, or one a cause where no place is known. `route` names a page; `place` looks for what
    /// no audit has found the place of: by a clue, and by the one page that shows it.
    pub fn finish<'r>(
        self,
        route: impl Fn(usize) -> &'r str,
        place: impl Fn(&Finding, Option<usize>) -> Option<Span>,
    ) -> Vec<Diagnostic> {
        let groups = self.groups.into_values();
        groups
            .flat_map(|group| {
                if !group.spans.is_empty() {
                    return group.spans.into_values().map(placed).collect::<Vec<_>>();
                }
                let only = group.pages.first().copied().filter(|_| group.pages.len() == 1);
                let span = place(&group.first, only);
                let first = route(group.first.page);
                let message = match group.pages.len() {
                    1 => format!("{} (page {first})", group.first.message),
                    count => format!("{} ({count} pages, {first} the first)", group.first.message),
                };
                vec![placed(Finding {
                    message,
                    span,
                    ..group.first
                })]
            })
            .collect()
    }
}

fn placed(finding: Finding) -> Diagnostic {
    let diagnostic = match finding.span {
        Some(span) => Diagnostic::new(finding.code, span, finding.message),
        None => Diagnostic::without_place(finding.code, finding.message),
    };
    diagnostic.maybe_hint(finding.hint)
}
