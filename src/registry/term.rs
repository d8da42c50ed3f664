//! Terms of the glossary.

use crate::input::fields::{Fields, Issues};
use crate::registry::source::{self, SourceReference};

/// A term of glossary.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The id that `term:` links name.
    pub id: String,
    /// The term as a reader meets it.
    pub term: String,
    /// What it means, in a sentence or two of plain text.
    pub definition: String,
    /// Other names of the same thing.
    pub aliases: Vec<String>,
    /// Who says so.
    pub sources: Vec<SourceReference>,
}

/// Reads a term's keys.
pub fn read(fields: &mut Fields<'_>, id: String, issues: &mut Issues) -> Term {
    let term = fields.text("term", issues).unwrap_or_else(|| id.clone());
    Term {
        id,
        term,
        definition: fields
            .required_text("definition", issues)
            .map(|text| text.value)
            .unwrap_or_default(),
        aliases: fields
            .texts("aliases", issues)
            .into_iter()
            .map(|text| text.value)
            .collect(),
        sources: source::references(fields, issues),
    }
}
