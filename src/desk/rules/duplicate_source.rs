//! Two records of one source.

use crate::desk::evidence::{Evidence, Placed};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::source::Source;
use crate::registry::told::folded;
use crate::source_path::SourcePath;
use std::collections::HashMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::DuplicateSource,
    look: Look::Site(look),
    why: "A source that is written down twice is mended once and stays wrong once. Two records are one source when their addresses \
          are equal but for what leads nowhere else (`www.`, `utm_source`, a fragment), or, of shared ones without an address, when \
          publisher, title and date are equal. Titles that are nearly equal are left alone. The same source in two stories' own \
          lists is none of this: the site's index joins them.",
    example: "[cnbc]\nname = \"CNBC\"\nurl = \"https://www.cnbc.com/a\"\n\n[cnbc-2]\nname = \"CNBC\"\n\
              url = \"https://cnbc.com/a?utm_source=x\"",
    mend: "keep one of them, and cite it by its id. In a story, list the id of the shared record: `sources: [cnbc]`.",
    options: None,
};

/// What makes two records one: an address, or publisher, title and date.
#[derive(PartialEq, Eq, Hash)]
enum Same<'a> {
    Page(&'a str),
    Piece(String, String, Option<String>),
}

fn look(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let tables = evidence.sources();
    let mut shared: HashMap<Same<'_>, &Placed<'_, Source>> = HashMap::new();
    let mut own: HashMap<(&SourcePath, &str), &Placed<'_, Source>> = HashMap::new();
    let mut found = Vec::new();
    for table in &tables {
        let known = match (table.owner, key(table.record)) {
            (None, Some(key)) => match shared.get(&key) {
                Some(known) => Some(*known),
                None => {
                    shared.insert(key, table);
                    None
                }
            },
            (Some(story), Some(Same::Page(page))) => {
                let known = shared.get(&Same::Page(page)).or_else(|| own.get(&(story, page)));
                let known = known.copied();
                own.entry((story, page)).or_insert(table);
                known
            }
            _ => None,
        };
        found.extend(known.map(|known| finding(table, known)));
    }
    found
}

fn key(source: &Source) -> Option<Same<'_>> {
    if let Some(page) = &source.canonical {
        return Some(Same::Page(page));
    }
    let title = source.title.as_deref().filter(|_| source.url.is_none())?;
    let date = source.published.map(|date| date.to_string());
    Some(Same::Piece(folded(&source.name), folded(title), date))
}

fn finding(table: &Placed<'_, Source>, known: &Placed<'_, Source>) -> Diagnostic {
    let (id, first) = (&table.record.id, &known.record.id);
    let (message, hint) = match (table.owner, known.owner) {
        (Some(_), None) => (
            format!("this source is `{first}` of sources.toml"),
            format!("list just its id, `{first}`, and cite it by that"),
        ),
        _ => (
            format!("`{id}` and `{first}` are records of one source"),
            format!("keep one of them, and cite it as `{first}`"),
        ),
    };
    Diagnostic::new(Code::DuplicateSource, table.span.clone(), message)
        .hint(hint)
        .related(known.span.clone(), "the other record")
}
