//! Quotations, word for word, with who said them and where.

use crate::input::date::PartialDate;
use crate::input::fields::{Fields, Issues};
use crate::registry::source;

/// A quotation: shared ones live in quotes.toml, others in the front matter of their story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The id that components name.
    pub id: String,
    /// The words, without quotation marks around them.
    pub text: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// What the speaker is.
    pub role: Option<String>,
    /// The source that holds them, by id.
    pub source: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// When they were said.
    pub date: Option<PartialDate>,
}

/// Reads a quotation's keys.
pub fn read(fields: &mut Fields<'_>, id: String, issues: &mut Issues) -> Quote {
    Quote {
        id,
        text: fields
            .required_text("text", issues)
            .map(|text| text.value)
            .unwrap_or_default(),
        speaker: fields.text("speaker", issues),
        role: fields.text("role", issues),
        source: fields
            .placed_text("source", issues)
            .and_then(|id| source::refer(&id, issues)),
        locator: fields.text("locator", issues),
        date: fields.date("date", issues),
    }
}
