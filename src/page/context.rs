//! What each page is handed, and nothing else. Two equal contexts make equal pages.
//!
//! Contexts hold shared parts by `Arc`, compared pointer first; what templates see is made from them
//! when the page is rendered, so that ten thousand stories cost no ten thousand trees.

use crate::input::config::{Config, LinkStyle};
use crate::page::view::*;
use crate::registry::person::Person;
use crate::registry::quote::Quote;
use crate::registry::term::Term;
use crate::site::citations::{CitedSource, SourceEntry, Use};
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
    pub source_places: Arc<BTreeMap<String, usize>>,
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
    /// The source.
    pub source: Arc<CitedSource>,
    /// Where the text uses it.
    pub uses: Arc<[Use]>,
    /// Whether the text or a figure rests on it.
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
    /// The source.
    pub source: Arc<CitedSource>,
    /// The place in the page's own list.
    pub place: Option<usize>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The sentence that says so.
    pub quote: Option<String>,
}

/// A source in the citation index, with the stories that use it, in the order of its uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedSource {
    /// The source and its uses.
    pub entry: Arc<SourceEntry>,
    /// The story of each.
    pub stories: Vec<Arc<StoryLink>>,
}

/// A page of `/sources/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcesContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    pub sources: Vec<IndexedSource>,
    pub pagination: Option<Pagination>,
    pub total: usize,
}

/// The page of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceContext {
    pub site: Arc<SiteContext>,
    pub source: IndexedSource,
    /// The claims that rest on it.
    pub claims: Vec<BoundClaim>,
}

/// A claim on the numbers page: the stories stand in the order of the claim's own lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberEntry {
    pub claim: BoundClaim,
    pub used_in: Vec<Arc<StoryLink>>,
    pub variants: Vec<Arc<StoryLink>>,
    pub disputes: Vec<Arc<StoryLink>>,
}

/// `/glossary/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryContext {
    pub site: Arc<SiteContext>,
    /// The terms, by name.
    pub terms: Vec<GlossaryEntry>,
}

/// A term and the stories that use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryEntry {
    pub term: Arc<Term>,
    pub sources: Vec<FoundSource>,
    pub used_in: Vec<Arc<StoryLink>>,
}

/// A page of `/numbers/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumbersContext {
    pub site: Arc<SiteContext>,
    pub route: Route,
    pub claims: Vec<NumberEntry>,
    pub pagination: Option<Pagination>,
    pub total: usize,
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
