//! What each page is handed, and nothing else. Two equal contexts make equal pages.
//!
//! Contexts hold shared parts by `Arc`, compared pointer first; what templates see is made from them
//! when the page is rendered, so that ten thousand stories cost no ten thousand trees.

use crate::input::config::{Config, LinkStyle};
use crate::input::escape::encoded_url;
use crate::input::table::Table;
use crate::page::found::SearchGroup;
use crate::page::site_value::{Counts, Has, SiteValue};
use crate::page::view::*;
use crate::registry::person::Person;
use crate::registry::quote::Quote;
use crate::registry::source::SourceKind;
use crate::registry::term::Term;
use crate::site::citations::{CitationIndex, CitedSource, SourceEntry};
use crate::site::claims::{ClaimEntry, ClaimIndex};
use crate::site::pictures::Picture;
use crate::site::route::Route;
use crate::site::social::Cards;
use crate::site::source_list::Use;
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
    /// For what cards are drawn.
    pub cards: Cards,
    /// The same as templates see it.
    pub value: SiteValue,
}

/// A story or plain page, or the home page's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// Where it answers.
    pub route: Route,
    /// Its text, read.
    pub story: Arc<Story>,
    /// Its category.
    pub category: Option<Arc<Named>>,
    /// Its authors, in the order of the byline.
    pub authors: Vec<Arc<AuthorEntry>>,
    /// Its source list, numbered from 1.
    pub sources: Vec<ListedSource>,
    /// The place in `sources` of each id that it uses.
    pub source_places: Arc<BTreeMap<String, usize>>,
    /// The claims that it shows, by the id that it uses.
    pub claims: BTreeMap<String, BoundClaim>,
    /// The quotations that it shows, by id.
    pub quotes: BTreeMap<String, Arc<Quote>>,
    /// The terms that it links to, by id.
    pub terms: BTreeMap<String, Arc<Term>>,
    /// Where the stories are that it links to.
    pub links: BTreeMap<SourcePath, Route>,
    /// Where the files are that it links to.
    pub files: BTreeMap<SourcePath, Route>,
    /// What the CSV files hold that its charts show.
    pub tables: BTreeMap<SourcePath, Arc<Table>>,
    /// The pictures that it shows, by the name that it uses.
    pub pictures: BTreeMap<String, Arc<Picture>>,
    /// The story before it in the order of the site.
    pub previous: Option<Arc<CardView>>,
    /// The story after it in the order of the site.
    pub next: Option<Arc<CardView>>,
    /// The stories that share most with it, each with a few words why.
    pub related: Vec<(Arc<CardView>, String)>,
}

/// An author with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorEntry {
    /// Who it is.
    pub person: Arc<Person>,
    /// The page that lists their stories.
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
    /// The claim, and where else it is used.
    pub entry: Arc<ClaimEntry>,
    /// Who says so, in the order written.
    pub sources: Vec<FoundSource>,
    /// The telling through which the originals were read, where it is one of the site's sources.
    pub read_via: Option<Arc<CitedSource>>,
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
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// `/sources/`, or `/sources/page/2/` and so on.
    pub route: Route,
    /// The sources on this page, at most 100.
    pub sources: Vec<IndexedSource>,
    /// The pages of the list, where there is more than one.
    pub pagination: Option<Pagination>,
    /// How many sources the whole index holds.
    pub total: usize,
}

/// The page of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// The source, and where it is used.
    pub source: IndexedSource,
    /// The claims that rest on it.
    pub claims: Vec<BoundClaim>,
}

/// A claim on the numbers page: the stories stand in the order of the claim's own lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberEntry {
    /// The claim, its sources found.
    pub claim: BoundClaim,
    /// The stories that show it.
    pub used_in: Vec<Arc<StoryLink>>,
    /// The stories that tell it otherwise.
    pub variants: Vec<Arc<StoryLink>>,
    /// The stories that show how tellings of it differ.
    pub disputes: Vec<Arc<StoryLink>>,
}

/// The page of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// The claim, and where it is told.
    pub number: NumberEntry,
    /// The claims that its formula names, by the id that it uses.
    pub operands: BTreeMap<String, Arc<ClaimEntry>>,
    /// Who said so of what it was before, in the order of its history.
    pub history: Vec<Vec<FoundSource>>,
    /// Its social card, where it has one.
    pub card: Option<Route>,
}

/// `/glossary/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// The terms, by name.
    pub terms: Vec<GlossaryEntry>,
}

/// A term and the stories that use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// The term.
    pub term: Arc<Term>,
    /// Who says so.
    pub sources: Vec<FoundSource>,
    /// The stories that link to it.
    pub used_in: Vec<Arc<StoryLink>>,
}

/// claims.json and claims.csv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimsContext {
    /// What the addresses of the site begin with.
    pub site: Arc<SiteContext>,
    /// The claims.
    pub claims: Arc<ClaimIndex>,
    /// Their sources.
    pub citations: Arc<CitationIndex>,
    /// The stories that show them.
    pub links: Arc<BTreeMap<SourcePath, Arc<StoryLink>>>,
}

/// A page of `/numbers/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumbersContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// `/numbers/`, or `/numbers/page/2/` and so on.
    pub route: Route,
    /// The claims on this page, at most 100.
    pub claims: Vec<NumberEntry>,
    /// The pages of the list, where there is more than one.
    pub pagination: Option<Pagination>,
    /// How many claims the site holds.
    pub total: usize,
}

/// The home page, or a later page of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// `/`, or `/page/2/` and so on.
    pub route: Route,
    /// content/index.md, on the first page.
    pub text: Option<Arc<StoryContext>>,
    /// The stories on this page of the list.
    pub stories: Vec<Arc<CardView>>,
    /// The pages of the list, where there is more than one.
    pub pagination: Option<Pagination>,
    /// All categories, with how many stories each holds.
    pub categories: Vec<Counted>,
}

/// A page whose template variables are all known when it is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// Where it answers.
    pub route: Route,
    /// The word for it that templates see as `page.kind`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The template that renders it.
    pub template: &'static str,
    /// What the template is handed besides `site` and `page`.
    pub variables: Variables,
}

/// The variables of a [`PlainContext`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Variables {
    /// `category.html`: a category and its stories.
    Category {
        /// The category.
        category: Named,
        /// The stories on this page of the list.
        stories: Vec<Arc<CardView>>,
        /// The pages of the list, where there is more than one.
        pagination: Option<Pagination>,
    },
    /// `author.html`: an author and their stories.
    Author {
        /// The author.
        author: PersonView,
        /// The stories on this page of the list.
        stories: Vec<Arc<CardView>>,
        /// The pages of the list, where there is more than one.
        pagination: Option<Pagination>,
    },
    /// `redirect.html`: an alias.
    Redirect {
        /// Where it leads.
        target: Route,
    },
    /// `search.html`: all that can be found.
    Search {
        /// It, as far as there is room.
        groups: Vec<SearchGroup>,
        /// The names of the categories.
        categories: Vec<String>,
        /// The pages of the list, where there is more than one.
        pagination: Option<Pagination>,
    },
    /// Nothing besides `site` and `page`.
    None {},
}

/// `/timeline/` and `/corrections/`: their texts hold links, which are filled when the page is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// Where it answers.
    pub route: Route,
    /// The stories that the entries stand in.
    pub stories: Vec<Arc<StoryContext>>,
    /// The events, each with the place of its story.
    pub events: Vec<(usize, Event)>,
}

/// A feed: the stories in it, latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// Where it answers.
    pub route: Route,
    /// The stories, latest first.
    pub stories: Vec<Arc<StoryContext>>,
}

/// sitemap.xml, robots.txt and llms.txt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// Every page that search engines may list, by route.
    pub entries: Vec<MapEntry>,
}

/// One page in the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapEntry {
    /// Where it answers.
    pub route: Route,
    /// The day of its last change, or of its publication: `2026-04-27`; none where that is no whole day.
    pub modified: Option<String>,
    /// Its headline.
    pub title: String,
    /// One sentence about it.
    pub dek: Option<String>,
    /// Whether it is a story, a plain page or the home page.
    pub kind: crate::story::facts::Kind,
}

impl StoryContext {
    /// How many of its sources are primary.
    pub fn primary_count(&self) -> usize {
        let is_primary = |source: &&ListedSource| source.source.record.kind == Some(SourceKind::Primary);
        self.sources.iter().filter(is_primary).count()
    }
}

impl SiteContext {
    /// The full URL of a route, where the site's address is known.
    pub fn absolute(&self, route: &str) -> Option<String> {
        self.config
            .base_url
            .as_ref()
            .map(|base| format!("{base}{}", encoded_url(route.trim_start_matches('/'))))
    }

    /// Whether links name `index.html`.
    pub fn portable(&self) -> bool {
        self.config.links == LinkStyle::Portable
    }
}
