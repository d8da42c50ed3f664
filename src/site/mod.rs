//! The site: what is published, and one index for each thing that pages look up. Built from facts alone.

pub mod citations;
pub mod claims;
pub mod listings;
pub mod release;
pub mod route;

use crate::input::config::Config;
use crate::input::settings::Settings;
use crate::input::sources::Sources;
use crate::registry::Registry;
use crate::site::citations::CitationIndex;
use crate::site::claims::ClaimIndex;
use crate::site::listings::{Listed, Listings};
use crate::site::release::HeldBack;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::facts::{Card, Facts};
use crate::story::{CONTENT_FOLDER, Story};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folder of files that are copied as they are.
pub const STATIC_FOLDER: &str = "static/";
/// The folder of templates.
pub const TEMPLATES_FOLDER: &str = "templates/";
/// The folder of the components' templates.
pub const COMPONENTS_FOLDER: &str = "templates/components/";

/// A site as it is published on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// site.toml, with what the command line overrides.
    pub config: Arc<Config>,
    /// What the command line decides.
    pub settings: Settings,
    /// The shared records.
    pub registry: Arc<Registry>,
    /// The published stories and pages, by file.
    pub stories: BTreeMap<SourcePath, Arc<Story>>,
    /// What is held back, by file.
    pub held_back: Vec<HeldBack>,
    /// The lists of stories.
    pub listings: Arc<Listings>,
    /// Where each story and page answers.
    pub places: Arc<BTreeMap<SourcePath, Place>>,
    /// The sources.
    pub citations: Arc<CitationIndex>,
    /// The claims.
    pub claims: Arc<ClaimIndex>,
    /// The files beside the text and in static/, and where each answers.
    pub files: Arc<BTreeMap<SourcePath, Route>>,
    /// The names of the components that there are.
    pub components: Arc<BTreeSet<String>>,
}

/// Where a story or page stands in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In [`Listings::stories`].
    Story(usize),
    /// In [`Listings::pages`].
    Page(usize),
}

/// Which indexes a compile built anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Indexed {
    /// How many of the three: listings, citations, claims.
    pub count: usize,
}

/// Puts the site together; indexes whose slices are equal are taken from `before`.
pub fn assemble(
    config: Arc<Config>,
    settings: &Settings,
    registry: Arc<Registry>,
    stories: &BTreeMap<SourcePath, Arc<Story>>,
    sources: &Sources,
    before: Option<&Site>,
) -> (Site, Indexed) {
    let (published, held_back) = split_by_release(stories, settings);
    let slices: Vec<&Facts> = published.values().map(|story| &story.facts).collect();
    let before = before.filter(|before| before.registry == registry);
    let known = before.filter(|before| same_cards(before, &slices));
    let (listings, listed) = reuse(known.map(|before| &before.listings), || {
        let cards: Vec<&Arc<Card>> = slices.iter().map(|facts| &facts.card).collect();
        listings::index(&cards, &registry)
    });
    let places = Arc::new(places(&listings));
    let ordered = in_order(&listings, &published);
    let same = before.filter(|before| same_claims(before, &listings, &ordered));
    let ((citations, cited), (claims, claimed)) = rayon::join(
        || {
            reuse(same.map(|before| &before.citations), || {
                citations::index(&ordered, &registry)
            })
        },
        || {
            reuse(same.map(|before| &before.claims), || {
                claims::index(&ordered, &registry)
            })
        },
    );
    let indexed = Indexed {
        count: listed + cited + claimed,
    };
    let files = keep(
        before.map(|before| &before.files),
        files(sources, &published, stories),
    );
    let components = keep(before.map(|before| &before.components), component_names(sources));
    let places = before
        .map(|before| &before.places)
        .filter(|before| **before == places)
        .cloned()
        .unwrap_or(places);
    let settings = settings.clone();
    let site = Site {
        config,
        settings,
        registry,
        stories: published,
        held_back,
        listings,
        places,
        citations,
        claims,
        files,
        components,
    };
    (site, indexed)
}

type Published = BTreeMap<SourcePath, Arc<Story>>;

fn split_by_release(stories: &Published, settings: &Settings) -> (Published, Vec<HeldBack>) {
    let mut published = Published::new();
    let mut held_back = Vec::new();
    for (path, story) in stories {
        match release::reason(&story.facts.card, settings) {
            None => {
                published.insert(path.clone(), story.clone());
            }
            Some(reason) => {
                let headline = story.facts.card.headline.clone();
                held_back.push(HeldBack {
                    path: path.clone(),
                    headline,
                    reason,
                });
            }
        }
    }
    (published, held_back)
}

/// The index of before, or a new one; and how many were built.
fn reuse<T>(before: Option<&Arc<T>>, build: impl FnOnce() -> T) -> (Arc<T>, usize) {
    match before {
        Some(before) => (before.clone(), 0),
        None => (Arc::new(build()), 1),
    }
}

fn keep<T: PartialEq>(before: Option<&Arc<T>>, now: T) -> Arc<T> {
    before
        .filter(|before| ***before == now)
        .cloned()
        .unwrap_or_else(|| Arc::new(now))
}

fn same_cards(before: &Site, now: &[&Facts]) -> bool {
    before.stories.len() == now.len()
        && before
            .stories
            .values()
            .zip(now)
            .all(|(old, new)| old.facts.card == new.card)
}

/// Whether the indexes of sources and claims would come out the same: the same citations and claims, and
/// of the cards what orders and names them.
fn same_claims(before: &Site, listings: &Listings, now: &[&Facts]) -> bool {
    let old = in_order(&before.listings, &before.stories);
    let same_order = Arc::as_ptr(&before.listings) == std::ptr::from_ref(listings) || old.len() == now.len();
    same_order
        && old.iter().zip(now).all(|(old, new)| {
            old.citations == new.citations
                && old.claims == new.claims
                && old.card.path == new.card.path
                && old.card.slug == new.card.slug
                && old.card.date == new.card.date
        })
}

/// The facts of what is published: stories in the order of the site, then pages by file.
fn in_order<'s>(listings: &Listings, published: &'s Published) -> Vec<&'s Facts> {
    let listed = listings.stories.iter().chain(&listings.pages);
    listed
        .filter_map(|listed| published.get(&listed.card.path))
        .map(|story| &story.facts)
        .collect()
}

fn places(listings: &Listings) -> BTreeMap<SourcePath, Place> {
    let stories = listings
        .stories
        .iter()
        .enumerate()
        .map(|(at, listed)| (listed.card.path.clone(), Place::Story(at)));
    let pages = listings
        .pages
        .iter()
        .enumerate()
        .map(|(at, listed)| (listed.card.path.clone(), Place::Page(at)));
    stories.chain(pages).collect()
}

/// Files that are copied: those in static/, and whatever lies beside the Markdown.
fn files(sources: &Sources, published: &Published, all: &Published) -> BTreeMap<SourcePath, Route> {
    let mut files = BTreeMap::new();
    for (path, _) in sources.below(STATIC_FOLDER) {
        files.insert(
            path.clone(),
            Route::new(format!("/{}", path.below(STATIC_FOLDER).unwrap_or_default())),
        );
    }
    let folders: Vec<(String, Route)> = published
        .values()
        .filter_map(|story| {
            route::own_folder(&story.facts.card).map(|folder| (folder, route::of_card(&story.facts.card)))
        })
        .collect();
    // A story that is held back leaves no trace: the files of its own folder stay back too.
    let held_back = all.values().filter(|story| !published.contains_key(&story.path));
    let hidden: Vec<String> = held_back
        .filter_map(|story| route::own_folder(&story.facts.card))
        .collect();
    for (path, _) in sources.below(CONTENT_FOLDER) {
        let is_data = crate::registry::FILES.contains(&path.as_str());
        let is_hidden = hidden.iter().any(|folder| path.as_str().starts_with(folder));
        if !is_data && !is_hidden && !path.as_str().ends_with(".md") {
            files.insert(path.clone(), route::of_content_file(path.as_str(), &folders));
        }
    }
    files
}

fn component_names(sources: &Sources) -> BTreeSet<String> {
    let built_in = crate::theme::THEME.iter().map(|(path, _)| *path);
    let own = sources.below(COMPONENTS_FOLDER).map(|(path, _)| path.as_str());
    let name = |path: &str| {
        path.strip_prefix(COMPONENTS_FOLDER)?
            .strip_suffix(".html")
            .map(str::to_owned)
    };
    built_in.chain(own).filter_map(name).collect()
}

impl Site {
    /// Where a file of the site stands in the lists.
    pub fn listed(&self, path: &SourcePath) -> Option<&Listed> {
        match self.places.get(path)? {
            Place::Story(at) => self.listings.stories.get(*at),
            Place::Page(at) => self.listings.pages.get(*at),
        }
    }

    /// Whether two sites share every index, so that a page can differ by its own text only.
    pub fn shares_indexes(&self, other: &Site) -> bool {
        self.config == other.config
            && self.settings == other.settings
            && self.registry == other.registry
            && Arc::ptr_eq(&self.listings, &other.listings)
            && Arc::ptr_eq(&self.citations, &other.citations)
            && Arc::ptr_eq(&self.claims, &other.claims)
            && Arc::ptr_eq(&self.files, &other.files)
    }
}
