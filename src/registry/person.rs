//! People: who writes.

use crate::input::fields::{Fields, Issues};

/// A person of people.toml, or an author who is only named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The id that stories name.
    pub id: String,
    /// The name in the byline.
    pub name: String,
    /// What they do.
    pub role: Option<String>,
    /// A sentence or two.
    pub bio: Option<String>,
    /// Their own page.
    pub url: Option<String>,
}

/// Reads a person's keys.
pub fn read(fields: &mut Fields<'_>, id: String, issues: &mut Issues) -> Person {
    Person {
        id,
        name: fields
            .required_text("name", issues)
            .map(|text| text.value)
            .unwrap_or_default(),
        role: fields.text("role", issues),
        bio: fields.text("bio", issues),
        url: fields.web_url("url", issues),
    }
}
