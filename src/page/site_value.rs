//! `site`, as templates see it: made once, shared by every page.

use crate::input::config::{Config, NavItem};
use crate::site::Site;
use serde::Serialize;
use tera::Value;

/// How much a site holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Published stories.
    pub stories: usize,
    /// Sources in the citation index.
    pub sources: usize,
    /// Claims on the numbers page.
    pub claims: usize,
}

/// Which of the pages there are that a site may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Has {
    /// `/timeline/`: some story tells an event.
    pub timeline: bool,
    /// `/glossary/`: glossary.toml holds a term.
    pub glossary: bool,
    /// `/corrections/`: some story carries a correction.
    pub corrections: bool,
    /// `/search/`: site.toml does not do without.
    pub search: bool,
    /// Claims on `/numbers/`; the page itself is always there.
    pub numbers: bool,
}

/// Which of the pages there are that a site may lack.
pub fn has(site: &Site) -> Has {
    Has {
        timeline: !site.claims.with_events.is_empty(),
        glossary: site.registry.terms.iter().next().is_some(),
        corrections: !site.claims.with_corrections.is_empty(),
        search: site.config.search,
        numbers: !site.claims.entries.is_empty(),
    }
}

/// The value of `site`. It follows from the other fields of its context, so that it never makes two of them differ.
#[derive(Debug, Clone)]
pub struct SiteValue(pub Value);

impl PartialEq for SiteValue {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for SiteValue {}

/// Makes the value.
pub fn site_value(config: &Config, counts: Counts, has: Has) -> SiteValue {
    SiteValue(Value::from_serializable(&serde_json::json!({
        "title": config.title,
        "description": config.description,
        "language": config.language,
        "base_url": config.base_url,
        "publisher": config.publisher,
        "nav": config.nav.iter().map(nav_item).collect::<Vec<_>>(),
        "theme": config.theme,
        "extra": config.extra,
        "counts": counts,
        "has": has,
    })))
}

fn nav_item(item: &NavItem) -> serde_json::Value {
    let route = item.url.starts_with('/').then_some(&item.url);
    serde_json::json!({ "name": item.name, "href": item.url, "route": route })
}
