//! A story's source list: which sources it rests on, in the order of their numbers, and where its text uses each.

use crate::registry::Registry;
use crate::story::facts::{Citations, Claims, Facts, MentionKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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

/// The places of a story's own ids in the index of the site.
pub type Scope<'s> = Vec<(&'s str, usize)>;

/// Numbers a story's sources: those that the text cites in the order of the text, then those that
/// stats, events and based_on rest on, then those that are only listed (product decision 7).
pub fn source_list(
    facts: &Facts,
    scope: &Scope<'_>,
    registry: &Registry,
    shared: &BTreeMap<String, usize>,
) -> SourceList {
    let mut list = ListBuilder::default();
    let place = |id: &str| {
        let own = scope.iter().rev().find(|(other, _)| *other == id);
        own.map(|(_, place)| *place).or_else(|| shared.get(id).copied())
    };
    for (id, section) in text_uses(&facts.citations, &facts.claims, registry) {
        if let Some(entry) = place(id) {
            let at = list.place(id, entry);
            let (_, uses, cited) = &mut list.numbered[at];
            *cited = true;
            let anchor = anchor(id, uses.len() + 1);
            uses.push(Use { anchor, section });
        }
    }
    for id in resting(&facts.claims, &facts.citations, registry) {
        if let Some(entry) = place(id) {
            let at = list.place(id, entry);
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
fn text_uses<'s>(
    citations: &'s Citations,
    claims: &'s Claims,
    registry: &'s Registry,
) -> Vec<(&'s str, Option<Arc<str>>)> {
    let mut seen = BTreeSet::new();
    let mut uses = Vec::new();
    for mention in &citations.mentions {
        let id = mention.id.as_str();
        let source = match mention.kind {
            MentionKind::Source => Some(id),
            // One marker is enough beside a figure; the others stand on the claim's own entry.
            MentionKind::Claim if !mention.covered && seen.insert(("claim", id)) => {
                claim_sources(id, claims, registry).next()
            }
            MentionKind::Quote if seen.insert(("quote", id)) => quote_source(id, claims, registry),
            MentionKind::Claim | MentionKind::Quote => None,
        };
        uses.extend(source.map(|id| (id, mention.section.clone())));
    }
    uses
}

/// The sources of a claim that a story shows, its own or a shared one.
fn claim_sources<'s>(
    id: &str,
    claims: &'s Claims,
    registry: &'s Registry,
) -> impl Iterator<Item = &'s str> + use<'s> {
    let own = claims.claims.iter().find(|claim| claim.record.id == id);
    let claim = own.map(|claim| &claim.record).or_else(|| registry.claims.get(id));
    let sources = claim.into_iter().flat_map(|claim| &claim.sources);
    sources.map(|source| source.id.as_str())
}

/// The source of a quotation that a story shows.
fn quote_source<'s>(id: &str, claims: &'s Claims, registry: &'s Registry) -> Option<&'s str> {
    let own = claims.quotes.iter().find(|quote| quote.id == id);
    let quote = own.or_else(|| registry.quotes.get(id))?;
    quote.source.as_deref()
}

/// What a story rests on besides its text.
fn resting<'s>(
    claims: &'s Claims,
    citations: &'s Citations,
    registry: &'s Registry,
) -> impl Iterator<Item = &'s str> {
    let mentions = citations.mentions.iter();
    let bound = mentions.filter(|mention| mention.kind == MentionKind::Claim);
    let bound = bound.flat_map(|mention| claim_sources(&mention.id, claims, registry));
    let stats = claims.stats.iter();
    let stats = stats.flat_map(|id| claim_sources(id, claims, registry));
    let own = claims.claims.iter().flat_map(|claim| &claim.record.sources);
    let events = claims.events.iter().flat_map(|event| &event.sources);
    let named = own.chain(events).map(|source| source.id.as_str());
    let based_on = citations.based_on.iter().map(String::as_str);
    bound.chain(stats).chain(named).chain(based_on)
}
