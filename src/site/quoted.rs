//! Which words each source is quoted with, by claims and by registered quotations.

use crate::registry::source::SourceReference;
use crate::site::Site;
use crate::source_path::SourcePath;
use std::collections::BTreeMap;

/// The words that each source is quoted with, by its place in the index of sources, in the order of the site.
pub fn quoted(site: &Site) -> BTreeMap<usize, Vec<String>> {
    let mut found = Found {
        site,
        quotes: BTreeMap::new(),
    };
    for entry in &site.claims.entries {
        found.references(entry.owner.as_ref(), &entry.record.sources);
    }
    for quote in site.registry.quotes.iter() {
        found.quote(None, quote.source.as_deref(), &quote.text);
    }
    for (path, story) in &site.stories {
        for quote in &story.facts.claims.quotes {
            found.quote(Some(path), quote.source.as_deref(), &quote.text);
        }
    }
    found.quotes
}

struct Found<'s> {
    site: &'s Site,
    quotes: BTreeMap<usize, Vec<String>>,
}

impl Found<'_> {
    fn references(&mut self, owner: Option<&SourcePath>, references: &[SourceReference]) {
        for reference in references {
            if let Some(quote) = &reference.quote {
                self.quote(owner, Some(&reference.id), quote);
            }
        }
    }

    fn quote(&mut self, owner: Option<&SourcePath>, source: Option<&str>, words: &str) {
        let place = source.and_then(|id| self.site.citations.place(owner, id));
        if let Some(place) = place {
            let quotes = self.quotes.entry(place).or_default();
            if !quotes.iter().any(|known| known == words) {
                quotes.push(words.to_owned());
            }
        }
    }
}
