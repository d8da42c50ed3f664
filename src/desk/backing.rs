//! What a claim rests on: the sources of its tables, and those that are cited beside it.

use super::evidence::Evidence;
use super::gathered::Gathered;
use crate::diagnostic::Span;
use crate::registry::source::{Source, SourceKind};
use crate::registry::told::folded;
use crate::site::citations::SourceEntry;
use crate::site::claims::ClaimEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A claim that is told, and what it rests on.
pub struct Backing<'a> {
    /// The claim.
    pub entry: &'a Arc<ClaimEntry>,
    /// Where its first table stands.
    pub span: Span,
    /// Its sources, each once.
    pub sources: Vec<&'a Arc<SourceEntry>>,
}

/// The claims that a published text tells, with what each rests on.
pub fn backings<'a>(evidence: &Evidence<'a>, gathered: &Gathered) -> Vec<Backing<'a>> {
    let site = evidence.site();
    let mut found: BTreeMap<usize, (Option<Span>, BTreeSet<usize>)> = BTreeMap::new();
    for table in evidence.claims() {
        let claim = evidence.claim(table.owner, &table.record.id);
        let Some(entry) = claim.filter(|entry| !entry.used_in.is_empty()) else {
            continue;
        };
        let (span, sources) = found.entry(entry.place).or_default();
        if entry.owner.as_ref() == table.owner {
            *span = Some(table.span);
        }
        let own = table.record.sources.iter();
        sources.extend(own.filter_map(|source| site.citations.place(table.owner, &source.id)));
        sources.extend(gathered.beside(entry.place));
    }
    let backing = |(place, (span, sources)): (usize, (Option<Span>, BTreeSet<usize>))| Backing {
        entry: &site.claims.entries[place],
        span: span.unwrap_or_else(|| Span::start_of(&site.claims.entries[place].used_in[0])),
        sources: sources
            .into_iter()
            .map(|source| &site.citations.entries[source])
            .collect(),
    };
    found.into_iter().map(backing).collect()
}

/// Sources that come down to one: which of some sources, by their places, and what they share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The sources.
    pub members: Vec<usize>,
    /// Why they are one; `None` for one source.
    pub shared: Option<Shared>,
}

/// Why sources come down to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// They carry the words of somebody.
    Words(String),
    /// They were read through somebody.
    Reading(String),
    /// They are one page.
    Page,
}

/// Groups sources by their origin (product decision 10): equal `origin`, equal `via`, one that names another there by
/// its id or name, one address. Names are compared whole: part of a name may be another's.
pub fn origins(sources: &[&Source]) -> Vec<Origin> {
    let mut groups = Groups::of(sources.len());
    let mut first: HashMap<(Key, String), usize> = HashMap::new();
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, source) in sources.iter().enumerate() {
        for name in [folded(&source.id), folded(&source.name)] {
            named.entry(name).or_default().push(at);
        }
    }
    for (at, source) in sources.iter().enumerate() {
        let keys = [
            (Key::Origin, source.origin.as_deref().map(folded)),
            (Key::Via, source.via.as_deref().map(folded)),
            (Key::Page, source.canonical.clone()),
        ];
        for (key, text) in keys {
            let Some(text) = text.filter(|text| !text.is_empty()) else {
                continue;
            };
            if key != Key::Page {
                named
                    .get(&text)
                    .into_iter()
                    .flatten()
                    .for_each(|other| groups.join(at, *other));
            }
            let other = *first.entry((key, text)).or_insert(at);
            groups.join(at, other);
        }
    }
    groups.finish(sources)
}

/// "a, b and c", or the first few and how many more there are.
pub fn listing(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if more == 0 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {more} more", names[..MOST_NAMES].join(", ")),
    }
}

/// So many names of a list are told.
const MOST_NAMES: usize = 6;

/// Whether a source is a document or statement of those concerned.
pub fn is_primary(source: &Source) -> bool {
    match source.kind {
        Some(kind) => kind == SourceKind::Primary,
        None => source.tier == Some(1),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Origin,
    Via,
    Page,
}

/// Groups of places: each points to another of its group, the last to itself.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn of(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    fn finish(mut self, sources: &[&Source]) -> Vec<Origin> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..sources.len() {
            members.entry(self.root(at)).or_default().push(at);
        }
        let origin = |members: Vec<usize>| {
            let shared = (members.len() > 1).then(|| shared(&members, sources));
            Origin { members, shared }
        };
        members.into_values().map(origin).collect()
    }
}

fn shared(members: &[usize], sources: &[&Source]) -> Shared {
    let text = |field: fn(&Source) -> Option<&String>| {
        let mut texts = members.iter().filter_map(|at| field(sources[*at]));
        texts.next().cloned()
    };
    match (
        text(|source| source.origin.as_ref()),
        text(|source| source.via.as_ref()),
    ) {
        (Some(origin), _) => Shared::Words(origin),
        (None, Some(via)) => Shared::Reading(via),
        (None, None) => Shared::Page,
    }
}
