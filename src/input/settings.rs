//! What the command line decides about a compile, beside the sources.

use crate::input::config::{Config, LinkStyle};
use jiff::civil::Date;

/// What the command line decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The day that counts as today: for what is scheduled, expired, past and upcoming.
    pub today: Date,
    /// Which stories are shown that would be held back.
    pub show: Show,
    /// Takes the place of site.toml's `base_url`.
    pub base_url: Option<String>,
    /// Takes the place of site.toml's `links`.
    pub links: Option<LinkStyle>,
}

/// Which stories are shown that would be held back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Show {
    /// Drafts.
    pub drafts: bool,
    /// Stories of a later day.
    pub future: bool,
}

impl Settings {
    /// Today's date and nothing else.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            show: Show::default(),
            base_url: None,
            links: None,
        }
    }

    /// Lets the command line override site.toml.
    pub fn apply(&self, config: &mut Config) {
        if let Some(base_url) = &self.base_url {
            config.base_url = Some(base_url.clone());
        }
        if let Some(links) = self.links {
            config.links = links;
        }
    }
}
