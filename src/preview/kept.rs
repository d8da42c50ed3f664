//! Rendered pages, kept while they are made of the same.

use crate::page::Content;
use crate::site::route::Route;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// How many pages are kept. A writer goes back and forth between a few dozen.
const MOST_PAGES: usize = 256;
/// In bytes: how much the kept pages hold together.
const MOST_BYTES: usize = 64 << 20;

/// A page as it was last rendered.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// What it is made of; `None` where that would hold on to much of an old site.
    pub content: Option<Content>,
    /// The number of the templates that made it.
    pub templates: u64,
    /// The number of the site for which this was last found to hold.
    pub checked: u64,
    /// The bytes, and their version; the last good ones where rendering fails, if there are any.
    pub made: Option<(Arc<[u8]>, String)>,
    /// What goes wrong when it is rendered.
    pub problems: Vec<Value>,
    /// When it was last asked for, in steps; set where it is kept.
    pub used: u64,
}

impl Kept {
    fn size(&self) -> usize {
        self.made.as_ref().map_or(0, |(bytes, _)| bytes.len())
    }
}

/// The kept pages: bounded, and those go first that nobody asked for in the longest time.
#[derive(Debug, Default)]
pub struct KeptPages {
    pages: HashMap<Route, Kept>,
    bytes: usize,
    step: u64,
}

impl KeptPages {
    /// The page at a route.
    pub fn get(&mut self, route: &Route) -> Option<&mut Kept> {
        self.step += 1;
        let kept = self.pages.get_mut(route)?;
        kept.used = self.step;
        Some(kept)
    }

    /// The page at a route, which has just been looked up or kept.
    pub fn known(&self, route: &Route) -> &Kept {
        self.pages
            .get(route)
            .expect("a page that was just used is the last to go")
    }

    /// Keeps a page.
    pub fn insert(&mut self, route: Route, mut kept: Kept) {
        self.step += 1;
        kept.used = self.step;
        self.bytes += kept.size();
        if let Some(old) = self.pages.insert(route, kept) {
            self.bytes -= old.size();
        }
        // The one that came last stays, however large it is: somebody is about to look at it.
        while self.pages.len() > 1 && (self.pages.len() > MOST_PAGES || self.bytes > MOST_BYTES) {
            self.drop_oldest();
        }
    }

    /// Lets go of what pages were made of before a site, where it reaches through the whole of it: else a page
    /// that was looked at once would hold on to the site of that day.
    pub fn release_old_sites(&mut self, number: u64) {
        for kept in self.pages.values_mut() {
            if kept.checked < number && kept.content.as_ref().is_some_and(spans_the_site) {
                kept.content = None;
            }
        }
    }

    fn drop_oldest(&mut self) {
        let oldest = self.pages.iter().min_by_key(|(_, kept)| kept.used);
        if let Some(route) = oldest.map(|(route, _)| route.clone())
            && let Some(kept) = self.pages.remove(&route)
        {
            self.bytes -= kept.size();
        }
    }
}

fn spans_the_site(content: &Content) -> bool {
    matches!(
        content,
        Content::Sources(..)
            | Content::Claims(..)
            | Content::Map(..)
            | Content::Glossary(_)
            | Content::Timeline(_)
            | Content::Corrections(_)
    )
}
