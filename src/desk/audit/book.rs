//! The finished site as audits see it: which routes there are, and the page at hand.

use super::address::{Home, Led};
use super::blame::Blame;
use super::page::{Link, Seen, hash};
use crate::compile::Compiled;
use crate::diagnostic::Code;
use crate::input::sources::Sources;
use crate::page::{Page, Subject};
use crate::site::STATIC_FOLDER;
use crate::source_path::SourcePath;
use crate::story::Story;
use std::collections::{HashMap, HashSet};

/// All pages of the site to be.
pub struct Book<'a> {
    /// The site.
    pub compiled: &'a Compiled,
    /// The files that it was compiled from.
    pub texts: &'a Sources,
    /// Where it lies.
    pub home: &'a Home,
    /// Where what is held back would answer.
    pub held_back: HashSet<String>,
    routes: HashMap<u64, usize>,
}

/// A page at hand.
pub struct Leaf<'a> {
    /// Its place in the plan.
    pub at: usize,
    /// The page.
    pub page: &'a Page,
    /// The story that it shows.
    pub story: Option<&'a Story>,
    /// What was read in it.
    pub seen: &'a Seen,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl<'a> Book<'a> {
    /// Opens the book of a site.
    pub fn new(compiled: &'a Compiled, texts: &'a Sources, home: &'a Home) -> Self {
        let routes = compiled.pages.iter().enumerate();
        let routes = routes.map(|(at, page)| (hash(page.route.as_str()), at)).collect();
        let held_back = compiled.site.held_back.iter().filter_map(|held| {
            let story = compiled.stories.get(&held.path)?;
            Some(crate::site::route::of_card(&story.facts.card).to_string())
        });
        let mut book = Self {
            compiled,
            texts,
            home,
            held_back: held_back.collect(),
            routes,
        };
        let routes = std::mem::take(&mut book.routes);
        book.held_back.retain(|route| !routes.contains_key(&hash(route)));
        book.routes = routes;
        book
    }

    /// Looks for what is to blame.
    pub fn blame(&self) -> Blame<'a> {
        Blame {
            compiled: self.compiled,
            texts: self.texts,
            home: self.home,
        }
    }

    /// Whether a rule is wanted.
    pub fn wants(&self, code: Code) -> bool {
        self.compiled.site.config.check.wants(code)
    }

    /// The place of the page that answers at a route, as servers find it.
    pub fn answer(&self, route: &str) -> Option<usize> {
        let find = |route: &str| self.routes.get(&hash(route)).copied();
        find(route)
            .or_else(|| find(&format!("{route}/")))
            .or_else(|| find(route.strip_suffix("index.html")?))
    }

    /// Whether a route is one of a text that is held back.
    pub fn is_held_back(&self, route: &str) -> bool {
        self.held_back.contains(route) || self.held_back.contains(&format!("{route}/"))
    }

    /// The page at a place.
    pub fn page(&self, at: usize) -> &'a Page {
        &self.compiled.pages[at]
    }

    /// The file that is published as it is at a place.
    pub fn file(&self, at: usize) -> Option<&'a SourcePath> {
        match &self.page(at).subject {
            Subject::File(path) => Some(path),
            _ => None,
        }
    }
}

impl Leaf<'_> {
    /// Where the relative addresses of the page begin; `None`: on another host.
    pub fn base(&self, home: &Home) -> Option<String> {
        let route = self.page.route.as_str();
        match &self.seen.base {
            None => Some(route.to_owned()),
            Some(base) => match home.lead(self.seen.words(base), route) {
                Led::Site(base, _) => Some(base),
                _ => None,
            },
        }
    }

    /// An address of the page as it is written.
    pub fn href(&self, link: &Link) -> &str {
        self.seen.words(&link.href)
    }

    /// Whether the page is one that a site wrote by hand in static/.
    pub fn is_static(&self) -> bool {
        matches!(&self.page.subject, Subject::File(path) if path.as_str().starts_with(STATIC_FOLDER))
    }
}
