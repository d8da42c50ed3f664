//! The site to pages: which there are, where they answer, and what each is handed.

pub mod cards;
mod collisions;
pub mod context;
pub mod site_value;
mod exports;
mod files;
mod links;
pub mod lists;
pub mod numbers;
mod related;
mod replan;
pub mod sources;
pub mod story;
pub mod view;

use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;
use crate::page::context::*;
use crate::site::Site;
use crate::site::citations::CitationIndex;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use rayon::prelude::*;
use std::sync::Arc;

/// One file of the site to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it answers.
    pub route: Route,
    /// The file that it comes from, where one alone is to blame for it.
    pub origin: Origin,
    /// What it is made of.
    pub content: Content,
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

/// Plans every page of a site, in the order of routes, and reports pages that collide.
pub fn plan(
    site: &Site,
    sources: &Sources,
    before: Option<(&Site, &[Page])>,
) -> (Vec<Page>, Vec<Diagnostic>) {
    if let Some((old, pages)) = before
        && site.shares_indexes(old)
        && let Some(pages) = replan::replan(site, old, pages, sources)
    {
        let problems = links::check(site, &pages);
        return (pages, problems);
    }
    let shared = Arc::new(story::site_context(site));
    let cards = cards::cards(site);
    let links = cards::links(site);
    let stories = story::contexts(site, &shared, &cards);
    let mut pages = story::pages(site, &stories);
    let (indexes, others) = rayon::join(
        || {
            (
                sources::pages(site, &shared, &links),
                numbers::pages(site, &shared, &stories, &links),
            )
        },
        || {
            (
                lists::pages(site, &shared, &cards, &stories),
                exports::pages(site, &shared, &stories),
                files::pages(site, &shared, sources),
            )
        },
    );
    pages.extend(indexes.0.into_iter().chain(indexes.1));
    pages.extend(others.0.into_iter().chain(others.1).chain(others.2));
    pages.par_sort_by(|one, other| one.route.cmp(&other.route));
    let mut problems = collisions::check(site, &pages);
    problems.extend(links::check(site, &pages));
    (pages, problems)
}
