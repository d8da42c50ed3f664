//! The site to pages: which there are, where they answer, and what each is handed.

pub mod cards;
pub mod collisions;
pub mod context;
pub mod site_value;
mod exports;
mod files;
pub mod found;
pub mod links;
pub mod lists;
pub mod numbers;
mod pictures;
mod related;
mod search;
pub mod shared;
pub mod social;
pub mod sources;
pub mod story;
pub mod view;

use crate::job::Job;
use crate::page::context::*;
use crate::page::shared::Desk;
use crate::picture::Shape;
use crate::search::File;
use crate::site::Site;
use crate::site::citations::CitationIndex;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use rayon::prelude::*;
use std::sync::Arc;

/// One file of the site to be: where it answers and what it is about. What it is made of is found when it is
/// rendered ([`content`]), so that a plan of ten thousand pages is small and quick to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it answers.
    pub route: Route,
    /// What it is about.
    pub subject: Subject,
}

/// What a page is about. Numbers of list pages count from 1; places are those of the site's indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A story or plain page, by file.
    Text(SourcePath),
    /// A page of the home page's list, and the file of its own text.
    Home(usize, Option<SourcePath>),
    /// A category, and the page of its list.
    Category(usize, usize),
    /// An author, and the page of the list.
    Author(usize, usize),
    /// An alias of a story or page: its place in the list.
    Redirect(SourcePath, usize),
    /// A page of `/sources/`.
    SourceIndex(usize),
    /// A source.
    Source(usize),
    /// A page of `/numbers/`.
    Numbers(usize),
    /// A claim, by its place in the index.
    Claim(usize),
    /// `/glossary/`.
    Glossary,
    /// `/timeline/`.
    Timeline,
    /// `/corrections/`.
    Corrections,
    /// A feed of the latest stories, by its name: `atom.xml`, `rss.xml` or `feed.json`.
    Feed(&'static str),
    /// `corrections.xml`.
    CorrectionsFeed,
    /// `sitemap.xml`, `robots.txt` or `llms.txt`.
    Map(&'static str),
    /// All sources in a format of reference managers.
    Sources(SourceFormat),
    /// All claims as data.
    Claims(ClaimFormat),
    /// A page of `/search/`.
    Search(usize),
    /// A file of the search index.
    SearchFile(File),
    /// `404.html`.
    NotFound,
    /// The theme's settings as a stylesheet.
    ThemeStyle,
    /// A file of the theme, by its path below `static/`.
    ThemeFile(&'static str),
    /// The social card of a story, by file.
    StoryCard(SourcePath),
    /// The social card of a figure, by its place.
    NumberCard(usize),
    /// The social card of the home page.
    HomeCard,
    /// A file that is copied.
    File(SourcePath),
    /// A file of a picture.
    Picture(SourcePath, Shape),
}

impl Page {
    /// A page at a route.
    pub fn new(route: Route, subject: Subject) -> Self {
        Self { route, subject }
    }

    /// Whether a job makes it, which takes long and is done once. This is cheap to ask; the job is its content.
    pub fn is_made_by_job(&self) -> bool {
        self.is_card() || matches!(self.subject, Subject::Picture(..))
    }

    /// Whether it is a social card.
    pub fn is_card(&self) -> bool {
        matches!(
            self.subject,
            Subject::StoryCard(_) | Subject::NumberCard(_) | Subject::HomeCard
        )
    }

    /// The file that it comes from, where one alone is to blame for it.
    pub fn origin(&self) -> Origin {
        match &self.subject {
            Subject::Text(path) | Subject::Home(_, Some(path)) => Origin::Story(path.clone()),
            Subject::Redirect(path, at) => Origin::Alias(path.clone(), *at),
            Subject::File(path) | Subject::Picture(path, Shape::Own) => Origin::File(path.clone()),
            _ => Origin::Generated,
        }
    }
}

/// Where a page comes from, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A Markdown file.
    Story(SourcePath),
    /// An alias of a Markdown file: its place in the list.
    Alias(SourcePath, usize),
    /// A file that is copied.
    File(SourcePath),
    /// nutgraf itself.
    Generated,
}

/// What a page is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A story, by `story.html`.
    Story(Arc<StoryContext>),
    /// A plain page, by `page.html`.
    Page(Arc<StoryContext>),
    /// The home page, by `index.html`.
    Home(Arc<HomeContext>),
    /// A page by a template whose variables are known.
    Plain(Arc<PlainContext>),
    /// A page of `/sources/`.
    SourceIndex(Arc<SourcesContext>),
    /// The page of a source.
    Source(Arc<SourceContext>),
    /// A page of `/numbers/`.
    Numbers(Arc<NumbersContext>),
    /// The page of a claim.
    Claim(Arc<ClaimContext>),
    /// `/glossary/`.
    Glossary(Arc<GlossaryContext>),
    /// `/timeline/`.
    Timeline(Arc<CollectionContext>),
    /// `/corrections/`.
    Corrections(Arc<CollectionContext>),
    /// A feed by a template: `atom.xml`, `rss.xml`, `corrections.xml`.
    Feed(&'static str, Arc<FeedContext>),
    /// `feed.json`.
    JsonFeed(Arc<FeedContext>),
    /// `sitemap.xml`, `robots.txt` or `llms.txt`.
    Map(&'static str, Arc<MapContext>),
    /// All sources in a format of reference managers.
    Sources(SourceFormat, Arc<CitationIndex>),
    /// All claims as data.
    Claims(ClaimFormat, Arc<ClaimsContext>),
    /// The theme's settings as a stylesheet.
    ThemeStyle(Arc<crate::input::config::Config>),
    /// A social card, by `social-card.svg`: a job draws it.
    Card(Arc<social::CardContext>),
    /// What a job makes: see [`Page::is_made_by_job`].
    Made(Job),
    /// The built-in stylesheet of a file of the theme, or bytes of the site's own, as they are.
    Bytes(Arc<[u8]>),
}

/// The formats of the exported sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFormat {
    /// CSL-JSON.
    CslJson,
    /// BibTeX, in BibLaTeX's dialect for `@online`.
    Bibtex,
    /// RIS.
    Ris,
}

/// The formats of the exported claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimFormat {
    /// JSON.
    Json,
    /// CSV (RFC 4180).
    Csv,
}

/// Plans every page of a site, in the order of routes. The plan follows from the indexes alone: it holds while a
/// site shares them with another.
pub fn plan(site: &Site) -> Vec<Page> {
    let mut pages = story::plan(site);
    pages.extend(lists::plan(site));
    pages.extend(sources::plan(site));
    pages.extend(numbers::plan(site));
    pages.extend(exports::plan(site));
    pages.extend(search::plan(site));
    pages.extend(files::plan(site));
    pages.extend(social::plan(site));
    pages.extend(pictures::plan(site));
    pages.par_sort_by(|one, other| one.route.cmp(&other.route));
    pages
}

/// The place of the page at a route, among pages in the order of routes.
pub fn find(pages: &[Page], route: &str) -> Option<usize> {
    pages.binary_search_by(|page| page.route.as_str().cmp(route)).ok()
}

/// What a page is made of: all that it will show, and nothing else.
pub fn content(desk: Desk<'_>, page: &Page) -> Content {
    let route = &page.route;
    match &page.subject {
        Subject::Text(path) => story::content(desk, path),
        Subject::Home(number, text) => lists::home(desk, route, *number, text.as_ref()),
        Subject::Category(at, number) => lists::category(desk, route, *at, *number),
        Subject::Author(at, number) => lists::author(desk, route, *at, *number),
        Subject::Redirect(path, _) => files::redirect(desk, route, path),
        Subject::SourceIndex(number) => sources::index(desk, route, *number),
        Subject::Source(place) => sources::source(desk, *place),
        Subject::Numbers(number) => numbers::numbers(desk, route, *number),
        Subject::Claim(place) => numbers::claim(desk, *place),
        Subject::Glossary => numbers::glossary(desk),
        Subject::Timeline => numbers::timeline(desk, route),
        Subject::Corrections => numbers::corrections(desk, route),
        Subject::Feed(name) => exports::feed(desk, route, name),
        Subject::CorrectionsFeed => exports::corrections(desk, route),
        Subject::Map(name) => exports::map(desk, name),
        Subject::Sources(format) => Content::Sources(*format, desk.site.citations.clone()),
        Subject::Claims(format) => numbers::claims(desk, *format),
        Subject::Search(number) => search::page(desk, route, *number),
        Subject::SearchFile(file) => search::file(desk, *file),
        Subject::NotFound => exports::not_found(desk, route),
        Subject::ThemeStyle => Content::ThemeStyle(desk.site.config.clone()),
        Subject::ThemeFile(below) => Content::Bytes(files::theme_file(below)),
        Subject::StoryCard(path) => social::story(desk, route, path),
        Subject::NumberCard(place) => social::number(desk, route, *place),
        Subject::HomeCard => social::home(desk, route),
        Subject::File(path) => Content::Bytes(files::bytes(desk, path)),
        Subject::Picture(path, shape) => pictures::content(desk, path, *shape),
    }
}
