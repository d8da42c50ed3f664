//! The citation index: every source of the site once, and who cites it where.

use crate::input::slug::Names;
use crate::registry::Registry;
use crate::registry::lock::Lock;
use crate::registry::source::Source;
use crate::site::Place;
use crate::site::route::{Route, slug_of};
use crate::site::source_list::{Scope, SourceList, Use, source_list};
use crate::source_path::SourcePath;
use crate::story::facts::{Facts, Kind};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A source as the whole site knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedSource {
    /// Its id in the whole site.
    pub id: String,
    /// Its page.
    pub route: Route,
    /// The record: the registry's, else the earliest story's.
    pub record: Arc<Source>,
    /// Whether it can no longer be read at its address.
    pub gone: bool,
}

/// A source in the citation index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEntry {
    /// The source.
    pub source: Arc<CitedSource>,
    /// Which stories and pages use it, in the order of the site, and where.
    pub uses: Vec<StoryUses>,
    /// How many of them are stories.
    pub story_count: usize,
}

/// The uses of a source in one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryUses {
    /// The story's file.
    pub path: SourcePath,
    /// Each use; none when the source is only listed.
    pub uses: Arc<[Use]>,
}

/// All sources of the site, and the source list of each story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CitationIndex {
    /// The sources, those of the registry first.
    pub entries: Vec<Arc<SourceEntry>>,
    /// The places of the registry's ids.
    pub registry_places: BTreeMap<String, usize>,
    /// The source list of each story.
    pub lists: BTreeMap<SourcePath, Arc<SourceList>>,
}

impl CitationIndex {
    /// The place of a source that a record names: a story's own record by the story's ids, a shared one by
    /// the registry's.
    pub fn place(&self, owner: Option<&SourcePath>, id: &str) -> Option<usize> {
        let list = owner.and_then(|path| self.lists.get(path));
        let own = list.and_then(|list| list.places.get(id).map(|place| list.numbered[*place].entry));
        own.or_else(|| self.registry_places.get(id).copied())
    }
}

/// Builds the index. `stories` come in the order of the site; the earliest names a source
/// that several bring along (product decision 3).
pub fn index(stories: &[&Facts], registry: &Registry, lock: &Lock) -> CitationIndex {
    let mut builder = Builder::new(lock);
    let registry_places: BTreeMap<String, usize> = registry
        .sources
        .iter()
        .map(|source| (source.id.clone(), builder.place(source)))
        .collect();
    let mut scopes: Vec<Scope<'_>> = vec![Scope::new(); stories.len()];
    for place in earliest_first(stories) {
        scopes[place] = builder.scope(&registry_places, stories[place]);
    }
    let lists: Vec<Arc<SourceList>> = stories
        .par_iter()
        .zip(&scopes)
        .map(|(facts, scope)| Arc::new(source_list(facts, scope, registry, &registry_places)))
        .collect();
    let paths = stories.iter().map(|facts| facts.card.path.clone());
    CitationIndex {
        entries: entries(builder.sources, stories, &lists),
        registry_places,
        lists: paths.zip(lists).collect(),
    }
}

/// The index after edits that changed nothing but what some stories cite and what the records tell of shared sources,
/// and left the order of the site as it is: only those source lists and records are made anew. `changed` are the stories as they are now, `place` is where one stands in
/// the order of the site.
pub fn update(
    before: &CitationIndex,
    changed: &[&Facts],
    registry: &Registry,
    place: impl Fn(&SourcePath) -> Option<Place>,
) -> CitationIndex {
    let mut index = before.clone();
    for (id, place) in &before.registry_places {
        renew(&mut index.entries[*place], id, registry);
    }
    for facts in changed {
        let path = &facts.card.path;
        let old = before.lists.get(path).cloned().unwrap_or_default();
        // A story lists all of its own sources, so that the old list knows the places of their ids.
        let known = old.places.iter();
        let scope: Scope<'_> = known
            .map(|(id, at)| (id.as_str(), old.numbered[*at].entry))
            .collect();
        let list = source_list(facts, &scope, registry, &index.registry_places);
        for numbered in &old.numbered {
            let entry = Arc::make_mut(&mut index.entries[numbered.entry]);
            entry.remove(path, facts.card.kind);
        }
        for numbered in &list.numbered {
            let entry = Arc::make_mut(&mut index.entries[numbered.entry]);
            let before = |uses: &StoryUses| place(&uses.path) < place(path);
            let at = entry.uses.partition_point(before);
            entry.insert(at, path, numbered.uses.clone(), facts.card.kind);
        }
        index.lists.insert(path.clone(), Arc::new(list));
    }
    index
}

/// Puts the record of a shared source in the place of its former one. A source of the same URL may go before it.
fn renew(entry: &mut Arc<SourceEntry>, id: &str, registry: &Registry) {
    let source = &entry.source;
    if let Some(record) = registry.sources.get(id)
        && source.record.id == id
        && source.record != *record
    {
        let source = CitedSource {
            record: record.clone(),
            ..(**source).clone()
        };
        Arc::make_mut(entry).source = Arc::new(source);
    }
}

impl SourceEntry {
    fn insert(&mut self, at: usize, path: &SourcePath, uses: Arc<[Use]>, kind: Kind) {
        let path = path.clone();
        self.uses.insert(at, StoryUses { path, uses });
        self.story_count += usize::from(kind == Kind::Story);
    }

    fn remove(&mut self, path: &SourcePath, kind: Kind) {
        self.uses.retain(|uses| uses.path != *path);
        self.story_count -= usize::from(kind == Kind::Story);
    }
}

fn earliest_first(stories: &[&Facts]) -> Vec<usize> {
    let day = |place: usize| stories[place].card.date.as_ref().map(|date| date.first_day());
    let mut places: Vec<_> = (0..stories.len()).map(|place| (day(place), place)).collect();
    places.sort_unstable_by(|(one_day, one), (other_day, other)| {
        let path = |place: &usize| &stories[*place].card.path;
        one_day.cmp(other_day).then_with(|| path(one).cmp(path(other)))
    });
    places.into_iter().map(|(_, place)| place).collect()
}

/// The sources with their uses, in the order of the site.
fn entries(
    sources: Vec<Arc<CitedSource>>,
    stories: &[&Facts],
    lists: &[Arc<SourceList>],
) -> Vec<Arc<SourceEntry>> {
    let entry = |source| SourceEntry {
        source,
        uses: Vec::new(),
        story_count: 0,
    };
    let mut entries: Vec<SourceEntry> = sources.into_iter().map(entry).collect();
    for (facts, list) in stories.iter().zip(lists) {
        for numbered in &list.numbered {
            let entry = &mut entries[numbered.entry];
            let at = entry.uses.len();
            entry.insert(at, &facts.card.path, numbered.uses.clone(), facts.card.kind);
        }
    }
    entries.into_iter().map(Arc::new).collect()
}

struct Builder<'s> {
    lock: &'s Lock,
    sources: Vec<Arc<CitedSource>>,
    by_canonical: HashMap<&'s str, usize>,
    ids: Names,
    slugs: Names,
}

impl<'s> Builder<'s> {
    fn new(lock: &'s Lock) -> Self {
        Self {
            lock,
            sources: Vec::new(),
            by_canonical: HashMap::new(),
            ids: Names::default(),
            slugs: Names::default(),
        }
    }

    /// The places of a story's own sources, new ones added.
    fn scope(&mut self, shared: &BTreeMap<String, usize>, facts: &'s Facts) -> Scope<'s> {
        let place = |source: &'s Arc<Source>| {
            let shared = shared.get(&source.id).copied();
            (source.id.as_str(), shared.unwrap_or_else(|| self.place(source)))
        };
        facts.citations.sources.iter().map(place).collect()
    }

    /// The place of the source with the same URL, or a new one.
    fn place(&mut self, source: &'s Arc<Source>) -> usize {
        let place = self.sources.len();
        if let Some(key) = &source.canonical {
            let known = *self.by_canonical.entry(key).or_insert(place);
            if known != place {
                return known;
            }
        }
        let id = self.ids.take(&source.id);
        let slug = self.slugs.take(&slug_of(&id, "source"));
        self.sources.push(Arc::new(CitedSource {
            id,
            route: Route::below("sources", &slug),
            record: source.clone(),
            gone: self.lock.is_gone(source.canonical.as_deref()),
        }));
        place
    }
}
