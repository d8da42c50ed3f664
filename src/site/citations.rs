//! The citation index: every source of the site once, and who cites it where.

use crate::input::slug::first_free;
use crate::registry::Registry;
use crate::registry::source::Source;
use crate::site::route::{Route, unique_slug};
use crate::source_path::SourcePath;
use crate::story::facts::{Citations, Claims, Facts, Kind, MentionKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// One use of a source in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The fragment of its marker.
    pub anchor: String,
    /// The heading above it.
    pub section: Option<Arc<str>>,
}

/// A story's source list: its sources in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceList {
    /// The sources, numbered from 1.
    pub numbered: Vec<Numbered>,
    /// The place in `numbered` of each id that the story uses.
    pub places: Arc<BTreeMap<String, usize>>,
}

/// A source in a story's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its place in the index of the site.
    pub entry: usize,
    /// Where the text uses it.
    pub uses: Arc<[Use]>,
    /// Whether the text or a figure rests on it.
    pub cited: bool,
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
pub fn index(stories: &[&Facts], registry: &Registry) -> CitationIndex {
    let mut index = CitationIndex::default();
    let mut builder = Builder::default();
    builder.add_registry(&mut index, registry);
    let mut earliest: Vec<&Facts> = stories.to_vec();
    earliest.sort_by_key(|facts| {
        (
            facts.card.date.as_ref().map(|date| date.first_day()),
            facts.card.path.clone(),
        )
    });
    let scopes: HashMap<&SourcePath, Scope> = earliest
        .iter()
        .map(|facts| (&facts.card.path, builder.scope(&index, facts)))
        .collect();
    for facts in stories {
        let Some(scope) = scopes.get(&facts.card.path) else {
            continue;
        };
        let list = source_list(facts, scope, registry, &index.registry_places);
        for numbered in &list.numbered {
            let uses = StoryUses {
                path: facts.card.path.clone(),
                uses: numbered.uses.clone(),
            };
            builder.uses[numbered.entry].push(uses);
            builder.story_counts[numbered.entry] += usize::from(facts.card.kind == Kind::Story);
        }
        index.lists.insert(facts.card.path.clone(), Arc::new(list));
    }
    index.entries = builder.finish();
    index
}

/// The places of a story's own ids.
type Scope = BTreeMap<String, usize>;

#[derive(Default)]
struct Builder {
    sources: Vec<Arc<CitedSource>>,
    uses: Vec<Vec<StoryUses>>,
    story_counts: Vec<usize>,
    by_canonical: HashMap<String, usize>,
    ids: BTreeSet<String>,
    slugs: BTreeSet<String>,
}

impl Builder {
    fn add_registry(&mut self, index: &mut CitationIndex, registry: &Registry) {
        for source in registry.sources.iter() {
            let place = self.place(source);
            index.registry_places.insert(source.id.clone(), place);
        }
    }

    /// The places of a story's own sources, new ones added.
    fn scope(&mut self, index: &CitationIndex, facts: &Facts) -> Scope {
        let mut scope = Scope::new();
        for source in &facts.citations.sources {
            let shared = index.registry_places.get(&source.id).copied();
            let place = shared.unwrap_or_else(|| self.place(source));
            scope.insert(source.id.clone(), place);
        }
        scope
    }

    /// The place of the source with the same URL, or a new one.
    fn place(&mut self, source: &Arc<Source>) -> usize {
        if let Some(place) = source
            .canonical
            .as_ref()
            .and_then(|key| self.by_canonical.get(key))
        {
            return *place;
        }
        let place = self.sources.len();
        if let Some(key) = &source.canonical {
            self.by_canonical.insert(key.clone(), place);
        }
        let id = self.unique_id(&source.id);
        let slug = unique_slug(&id, "source", |slug| self.slugs.contains(slug));
        self.slugs.insert(slug.clone());
        let route = Route::below("sources", &slug);
        self.sources.push(Arc::new(CitedSource {
            id,
            route,
            record: source.clone(),
        }));
        self.uses.push(Vec::new());
        self.story_counts.push(0);
        place
    }

    fn finish(self) -> Vec<Arc<SourceEntry>> {
        let entries = self.sources.into_iter().zip(self.uses).zip(self.story_counts);
        let entry = |((source, uses), story_count)| {
            Arc::new(SourceEntry {
                source,
                uses,
                story_count,
            })
        };
        entries.map(entry).collect()
    }

    fn unique_id(&mut self, wanted: &str) -> String {
        let id = first_free(wanted, |id| self.ids.contains(id));
        self.ids.insert(id.clone());
        id
    }
}

/// Numbers a story's sources: those that the text cites in the order of the text, then those that
/// stats, events and based_on rest on, then those that are only listed (product decision 7).
fn source_list(
    facts: &Facts,
    scope: &Scope,
    registry: &Registry,
    shared: &BTreeMap<String, usize>,
) -> SourceList {
    let mut list = ListBuilder::default();
    let place = |id: &str| scope.get(id).or_else(|| shared.get(id)).copied();
    for (id, section) in text_uses(&facts.citations, &facts.claims, registry) {
        if let Some(entry) = place(&id) {
            let at = list.place(&id, entry);
            let (_, uses, cited) = &mut list.numbered[at];
            *cited = true;
            let anchor = anchor(&id, uses.len() + 1);
            uses.push(Use { anchor, section });
        }
    }
    for id in resting(&facts.claims, &facts.citations, registry) {
        if let Some(entry) = place(&id) {
            let at = list.place(&id, entry);
            list.numbered[at].2 = true;
        }
    }
    for id in &facts.citations.listed {
        if let Some(entry) = place(id) {
            list.place(id, entry);
        }
    }
    list.finish()
}

/// A source list while it is made: entry, uses, whether cited.
#[derive(Default)]
struct ListBuilder {
    numbered: Vec<(usize, Vec<Use>, bool)>,
    places: BTreeMap<String, usize>,
}

impl ListBuilder {
    /// The place of an id in the list; the source is added when it is new.
    fn place(&mut self, id: &str, entry: usize) -> usize {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        let known = self.numbered.iter().position(|(other, ..)| *other == entry);
        let place = known.unwrap_or_else(|| {
            self.numbered.push((entry, Vec::new(), false));
            self.numbered.len() - 1
        });
        self.places.insert(id.to_owned(), place);
        place
    }

    fn finish(self) -> SourceList {
        let numbered = |(entry, uses, cited): (usize, Vec<Use>, bool)| Numbered {
            entry,
            uses: uses.into(),
            cited,
        };
        SourceList {
            numbered: self.numbered.into_iter().map(numbered).collect(),
            places: Arc::new(self.places),
        }
    }
}

/// The fragment of the n-th marker of a source on a page.
pub fn anchor(id: &str, number: usize) -> String {
    format!("cite-{id}-{number}")
}

/// Each use of a source by the text, in order: citations, and the first source of a claim or quotation where
/// the text shows it for the first time. The body's filler walks the same way, so that anchors agree.
pub fn text_uses(
    citations: &Citations,
    claims: &Claims,
    registry: &Registry,
) -> Vec<(String, Option<Arc<str>>)> {
    let mut seen = BTreeSet::new();
    let mut uses = Vec::new();
    for mention in &citations.mentions {
        match mention.kind {
            MentionKind::Source => uses.push((mention.id.clone(), mention.section.clone())),
            MentionKind::Claim if !mention.covered && seen.insert(("claim", mention.id.as_str())) => {
                // One marker is enough beside a figure; the others stand on the claim's own entry.
                let first = claim_sources(&mention.id, claims, registry).into_iter().next();
                uses.extend(first.map(|id| (id, mention.section.clone())));
            }
            MentionKind::Quote if seen.insert(("quote", mention.id.as_str())) => {
                let source = quote_source(&mention.id, claims, registry);
                uses.extend(source.map(|id| (id, mention.section.clone())));
            }
            MentionKind::Claim | MentionKind::Quote => {}
        }
    }
    uses
}

/// The sources of a claim that a story shows, its own or a shared one, each once.
pub fn claim_sources(id: &str, claims: &Claims, registry: &Registry) -> Vec<String> {
    let own = claims
        .claims
        .iter()
        .find(|claim| claim.record.id == id)
        .map(|claim| &claim.record);
    let claim = own.or_else(|| registry.claims.get(id));
    let mut ids: Vec<String> = Vec::new();
    for source in claim.iter().flat_map(|claim| &claim.sources) {
        if !ids.contains(&source.id) {
            ids.push(source.id.clone());
        }
    }
    ids
}

/// The source of a quotation that a story shows.
pub fn quote_source(id: &str, claims: &Claims, registry: &Registry) -> Option<String> {
    let own = claims.quotes.iter().find(|quote| quote.id == id);
    own.or_else(|| registry.quotes.get(id))
        .and_then(|quote| quote.source.clone())
}

/// What a story rests on besides its text.
fn resting(claims: &Claims, citations: &Citations, registry: &Registry) -> Vec<String> {
    let bound = citations
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Claim);
    let bound = bound.flat_map(|mention| claim_sources(&mention.id, claims, registry));
    let stats = claims
        .stats
        .iter()
        .flat_map(|id| claim_sources(id, claims, registry));
    let own = claims
        .claims
        .iter()
        .flat_map(|claim| claim.record.sources.iter().map(|source| source.id.clone()));
    let events = claims
        .events
        .iter()
        .flat_map(|event| event.sources.iter().map(|source| source.id.clone()));
    bound
        .chain(stats)
        .chain(own)
        .chain(events)
        .chain(citations.based_on.iter().cloned())
        .collect()
}
