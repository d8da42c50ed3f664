//! The site: what is published, and one index for each thing that pages look up. Built from facts alone.

mod changes;
pub mod citations;
pub mod claims;
mod files;
pub mod listings;
pub mod pictures;
pub mod quoted;
pub mod release;
pub mod route;
pub mod social;
pub mod source_list;
pub mod tables;

use crate::input::config::Config;
use crate::input::settings::Settings;
use crate::input::sources::Sources;
use crate::registry::Registry;
use crate::registry::lock::Lock;
use crate::site::citations::CitationIndex;
use crate::site::claims::ClaimIndex;
use crate::site::listings::{Listed, Listings};
use crate::site::pictures::Pictures;
use crate::site::release::HeldBack;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::facts::{Card, Facts};
use crate::story::{Reading, Story};
use changes::Changes;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tables::Tables;

/// The folder of files that are copied as they are.
pub const STATIC_FOLDER: &str = "static/";
/// The folder of templates.
pub const TEMPLATES_FOLDER: &str = "templates/";
/// The folder of the components' templates.
pub const COMPONENTS_FOLDER: &str = "templates/components/";

/// Stories and pages by file.
pub type Stories = BTreeMap<SourcePath, Arc<Story>>;

/// A site as it is published on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// site.toml, with what the command line overrides.
    pub config: Arc<Config>,
    /// What the command line decides.
    pub settings: Settings,
    /// The shared records.
    pub registry: Arc<Registry>,
    /// What is known of the addresses of sources.
    pub lock: Arc<Lock>,
    /// The published stories and pages, by file.
    pub stories: Stories,
    /// The published files that cannot be read whole: what they hold may be anything.
    pub partial: Arc<BTreeSet<SourcePath>>,
    /// What is held back, by file.
    pub held_back: Arc<Vec<HeldBack>>,
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
    /// What the CSV files among them hold.
    pub tables: Arc<Tables>,
    /// The pictures among them.
    pub pictures: Arc<Pictures>,
    /// The pictures that a published text shows.
    pub shown: Arc<BTreeSet<SourcePath>>,
    /// The names of the components that there are.
    pub components: Arc<BTreeSet<String>>,
}

/// Where a story or page stands in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In [`Listings::stories`].
    Story(usize),
    /// In [`Listings::pages`].
    Page(usize),
}

/// What is written down beside the stories.
#[derive(Debug, Clone)]
pub struct Records {
    /// The shared records.
    pub registry: Arc<Registry>,
    /// What is known of the addresses of sources.
    pub lock: Arc<Lock>,
}

/// Puts the site together, and says how many of the three indexes were built: those whose slices are equal are
/// taken from `before`.
pub fn assemble(
    config: Arc<Config>,
    settings: &Settings,
    Records { registry, lock }: Records,
    stories: &Stories,
    sources: &Sources,
    before: Option<&Site>,
) -> (Site, usize) {
    let same_settings = before.filter(|before| before.settings == *settings);
    let (published, held_back) = release::split(stories, settings, same_settings);
    let earlier = before.map(|before| (before, Changes::between(&before.stories, &published)));
    let earlier = earlier.as_ref();
    let (listings, listed) = list(earlier, &registry, &published);
    let in_order = earlier.filter(|(before, _)| before.listings.same_order(&listings));
    let places = match in_order {
        Some((before, _)) => before.places.clone(),
        None => Arc::new(places(&listings)),
    };
    let ordered = || ordered(&listings, &published);
    let ((citations, cited), (claims, claimed)) = rayon::join(
        || cite(in_order, &registry, &lock, ordered),
        || claim(in_order, &registry, ordered),
    );
    let files = files::files(sources, stories, &published);
    let tables = tables::tables(sources, &files, before.map(|before| &*before.tables));
    let pictures = keep(
        before.map(|before| &before.pictures),
        Pictures::among(&files, sources, before.map(|before| &*before.pictures)),
    );
    let shown = shown(earlier, &pictures, &published);
    let partial = partial(&published, earlier);
    let site = Site {
        config,
        settings: settings.clone(),
        files: keep(before.map(|before| &before.files), files),
        tables: keep(before.map(|before| &before.tables), tables),
        pictures,
        shown,
        components: keep(before.map(|before| &before.components), component_names(sources)),
        partial: keep(before.map(|before| &before.partial), partial),
        held_back: keep(before.map(|before| &before.held_back), held_back),
        stories: published,
        registry,
        lock,
        listings,
        places,
        citations,
        claims,
    };
    (site, listed + cited + claimed)
}

/// The index of before, or a new one; and how many were built.
fn reuse<T>(before: Option<&Arc<T>>, build: impl FnOnce() -> T) -> (Arc<T>, usize) {
    match before {
        Some(before) => (before.clone(), 0),
        None => (Arc::new(build()), 1),
    }
}

/// What was there before, if what is now is equal: then all that shares it sees at a glance that nothing changed.
pub fn keep<T: PartialEq>(before: Option<&Arc<T>>, now: T) -> Arc<T> {
    before
        .filter(|before| ***before == now)
        .cloned()
        .unwrap_or_else(|| Arc::new(now))
}

/// A site of before, and the stories that differ from its.
type Earlier<'s> = (&'s Site, Changes<'s>);

/// The lists of stories: as they were, brought up to date, or made anew.
fn list(earlier: Option<&Earlier<'_>>, registry: &Registry, published: &Stories) -> (Arc<Listings>, usize) {
    let earlier = earlier.filter(|(before, _)| before.registry.shares_people(registry));
    let kept = earlier.filter(|(_, changes)| changes.keep_cards());
    reuse(kept.map(|(before, _)| &before.listings), || match earlier {
        Some((before, changes)) if changes.keep_lists() => {
            let place = |path: &SourcePath| before.places.get(path).copied();
            before.listings.updated(&changes.facts(), place)
        }
        _ => {
            let cards: Vec<&Arc<Card>> = published.values().map(|story| &story.facts.card).collect();
            listings::index(&cards, registry)
        }
    })
}

/// The citation index: as it was, brought up to date, or made anew.
fn cite<'s>(
    earlier: Option<&Earlier<'_>>,
    registry: &Registry,
    lock: &Lock,
    ordered: impl Fn() -> Vec<&'s Facts>,
) -> (Arc<CitationIndex>, usize) {
    let earlier = earlier
        .filter(|(before, _)| before.registry.shares_source_lists(registry) && before.lock.shares_gone(lock));
    let kept = earlier.filter(|(before, changes)| {
        let same_records = before.registry.sources.is_alike(&registry.sources, PartialEq::eq);
        same_records && changes.keep_citations()
    });
    reuse(kept.map(|(before, _)| &before.citations), || match earlier {
        Some((before, changes)) if changes.keep_sources() => {
            let place = |path: &SourcePath| before.places.get(path).copied();
            citations::update(&before.citations, &changes.facts(), registry, place)
        }
        _ => citations::index(&ordered(), registry, lock),
    })
}

/// The index of claims: as it was, or made anew.
fn claim<'s>(
    earlier: Option<&Earlier<'_>>,
    registry: &Registry,
    ordered: impl Fn() -> Vec<&'s Facts>,
) -> (Arc<ClaimIndex>, usize) {
    let kept =
        earlier.filter(|(before, changes)| before.registry.shares_claims(registry) && changes.keep_claims());
    reuse(kept.map(|(before, _)| &before.claims), || {
        claims::index(&ordered(), registry)
    })
}

/// The pictures that a text shows: as they were, or looked up anew.
fn shown(
    earlier: Option<&Earlier<'_>>,
    pictures: &Arc<Pictures>,
    published: &Stories,
) -> Arc<BTreeSet<SourcePath>> {
    let kept = earlier
        .filter(|(before, changes)| Arc::ptr_eq(&before.pictures, pictures) && changes.keep_pictures())
        .map(|(before, _)| before.shown.clone());
    let before = earlier.map(|(before, _)| &before.shown);
    kept.unwrap_or_else(|| keep(before, pictures::shown(pictures, published)))
}

/// The facts of what is published: stories in the order of the site, then pages by file.
fn ordered<'s>(listings: &Listings, published: &'s Stories) -> Vec<&'s Facts> {
    let listed = listings.stories.iter().chain(&listings.pages);
    listed
        .filter_map(|listed| published.get(&listed.card.path))
        .map(|story| &story.facts)
        .collect()
}

/// The published files that cannot be read whole.
fn partial(published: &Stories, earlier: Option<&Earlier<'_>>) -> BTreeSet<SourcePath> {
    let is_partial = |story: &&Arc<Story>| story.reading == Reading::Partial;
    let Some((before, changes)) = earlier else {
        let found = published.values().filter(is_partial);
        return found.map(|story| story.path.clone()).collect();
    };
    let mut found = (*before.partial).clone();
    found.retain(|path| published.contains_key(path));
    for story in changes.now() {
        match is_partial(&story) {
            true => found.insert(story.path.clone()),
            false => found.remove(&story.path),
        };
    }
    found
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
        self.listed_at(*self.places.get(path)?)
    }

    /// What stands at a place of the lists.
    pub fn listed_at(&self, place: Place) -> Option<&Listed> {
        match place {
            Place::Story(at) => self.listings.stories.get(at),
            Place::Page(at) => self.listings.pages.get(at),
        }
    }

    /// Whether two sites share every index, so that they have the same pages, and a page can differ by its own
    /// text only.
    pub fn shares_indexes(&self, other: &Site) -> bool {
        self.config == other.config
            && self.settings == other.settings
            && Arc::ptr_eq(&self.registry, &other.registry)
            && Arc::ptr_eq(&self.listings, &other.listings)
            && Arc::ptr_eq(&self.citations, &other.citations)
            && Arc::ptr_eq(&self.claims, &other.claims)
            && Arc::ptr_eq(&self.files, &other.files)
            && Arc::ptr_eq(&self.pictures, &other.pictures)
            && Arc::ptr_eq(&self.shown, &other.shown)
            && Arc::ptr_eq(&self.partial, &other.partial)
    }

    /// Whether two sites hold the same names, so that what a story refers to is there in both or in neither.
    pub fn shares_names(&self, other: &Site) -> bool {
        Arc::ptr_eq(&self.registry, &other.registry)
            && Arc::ptr_eq(&self.places, &other.places)
            && Arc::ptr_eq(&self.held_back, &other.held_back)
            && Arc::ptr_eq(&self.claims, &other.claims)
            && Arc::ptr_eq(&self.files, &other.files)
            && Arc::ptr_eq(&self.pictures, &other.pictures)
            && Arc::ptr_eq(&self.shown, &other.shown)
            && Arc::ptr_eq(&self.components, &other.components)
            && Arc::ptr_eq(&self.partial, &other.partial)
    }
}
