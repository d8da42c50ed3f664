//! What each page is handed, and nothing else. Two equal contexts make equal pages.
//!
//! Contexts hold shared parts by `Arc`, compared pointer first; what templates see is made from them
//! when the page is rendered, so that ten thousand stories cost no ten thousand trees.

use crate::input::config::{Config, LinkStyle};
use crate::page::view::*;
use crate::registry::person::Person;
use crate::registry::quote::Quote;
use crate::registry::source::Source;
use crate::registry::term::Term;
use crate::site::citations::Use;
use crate::site::claims::ClaimEntry;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::facts::Event;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every page sees of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteContext {
    /// site.toml.
    pub config: Arc<Config>,
    /// How much there is.
    pub counts: Counts,
    /// Which pages there are.
    pub has: Has,
    /// What counts as today.
    pub today: Date,
}

/// How much a site holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub stories: usize,
    pub sources: usize,
    pub claims: usize,
}

/// Which of the pages there are that a site may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Has {
    pub timeline: bool,
    pub glossary: bool,
    pub corrections: bool,
    pub numbers: bool,
}

/// A story or plain page, or the home page's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    pub story: Arc<Story>,
    pub category: Option<Arc<Named>>,
    pub authors: Vec<Arc<AuthorEntry>>,
    /// Its source list, numbered from 1.
    pub sources: Vec<ListedSource>,
    /// The place in `sources` of each id that it uses.
    pub source_places: BTreeMap<String, usize>,
    /// The claims that it shows, by the id that it uses.
    pub claims: BTreeMap<String, BoundClaim>,
    pub quotes: BTreeMap<String, Arc<Quote>>,
    pub terms: BTreeMap<String, Arc<Term>>,
    /// Where the stories are that it links to.
    pub links: BTreeMap<SourcePath, Route>,
    /// Where the files are that it links to.
    pub files: BTreeMap<SourcePath, Route>,
    pub previous: Option<Arc<CardView>>,
    pub next: Option<Arc<CardView>>,
    pub related: Vec<(Arc<CardView>, String)>,
}

/// An author with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorEntry {
    pub person: Arc<Person>,
    pub route: Route,
}

/// A source in a story's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSource {
    pub id: String,
    pub route: Route,
    pub record: Arc<Source>,
    pub uses: Vec<Use>,
    pub cited: bool,
    /// How many other stories use it.
    pub other_stories: usize,
}

/// A claim that a story shows, its sources found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundClaim {
    pub entry: Arc<ClaimEntry>,
    pub sources: Vec<FoundSource>,
}

/// A source that a record names, found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSource {
    /// Its id in the site.
    pub id: String,
    pub route: Route,
    pub record: Arc<Source>,
    /// The place in the page's own list.
    pub place: Option<usize>,
    pub locator: Option<String>,
    pub quote: Option<String>,
}

/// The home page, or a later page of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    /// content/index.md, on the first page.
    pub text: Option<Arc<StoryContext>>,
    pub stories: Vec<Arc<CardView>>,
    pub pagination: Option<Pagination>,
    pub categories: Vec<Counted>,
}

/// A page whose template variables are all known when it is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    pub kind: &'static str,
    pub title: String,
    pub template: &'static str,
    pub variables: Variables,
}

/// The variables of a [`PlainContext`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Variables {
    Category {
        category: Named,
        stories: Vec<Arc<CardView>>,
        pagination: Option<Pagination>,
    },
    Author {
        author: PersonView,
        stories: Vec<Arc<CardView>>,
        pagination: Option<Pagination>,
    },
    Sources {
        sources: Vec<SourceView>,
        pagination: Option<Pagination>,
        total: usize,
    },
    Source {
        source: SourceView,
        claims: Vec<ClaimView>,
    },
    Numbers {
        claims: Vec<NumberView>,
        pagination: Option<Pagination>,
        total: usize,
    },
    Glossary {
        terms: Vec<TermView>,
    },
    Redirect {
        target: Route,
    },
    None {},
}

/// `/timeline/` and `/corrections/`: their texts hold links, which are filled when the page is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    /// The stories that the entries stand in.
    pub stories: Vec<Arc<StoryContext>>,
    /// The events, each with the place of its story.
    pub events: Vec<(usize, Event)>,
}

/// A feed: the stories in it, latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    pub stories: Vec<Arc<StoryContext>>,
}

/// sitemap.xml, robots.txt and llms.txt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapContext {
    pub site: Arc<SiteContext>,
    pub entries: Vec<MapEntry>,
}

/// One page in the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapEntry {
    pub route: Route,
    pub modified: Option<String>,
    pub title: String,
    pub dek: Option<String>,
    pub kind: crate::story::facts::Kind,
}

impl SiteContext {
    /// The full URL of a route, where the site's address is known.
    pub fn absolute(&self, route: &str) -> Option<String> {
        self.config
            .base_url
            .as_ref()
            .map(|base| format!("{base}{}", route.trim_start_matches('/')))
    }

    /// Whether links name `index.html`.
    pub fn portable(&self) -> bool {
        self.config.links == LinkStyle::Portable
    }
}
