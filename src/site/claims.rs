//! The index of claims: every figure of the site once, where it is used, and where tellings differ.

use crate::input::slug::Names;
use crate::registry::Registry;
use crate::registry::claim::Claim;
use crate::registry::told::same_value;
use crate::site::route::{Route, slug_of};
use crate::source_path::SourcePath;
use crate::story::facts::{Dispute, Facts, MentionKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A claim of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimEntry {
    /// Its place in the index.
    pub place: usize,
    /// Its own page: `/numbers/<name>/`.
    pub route: Route,
    /// The record: the registry's, else the first story's.
    pub record: Arc<Claim>,
    /// The story whose ids its sources are; `None`: the registry's.
    pub owner: Option<SourcePath>,
    /// Records of the same id that differ, with the story that holds each.
    pub variants: Vec<(SourcePath, Arc<Claim>)>,
    /// The stories that show it, in their order.
    pub used_in: Vec<SourcePath>,
    /// The places that show how tellings differ.
    pub disputes: Vec<(SourcePath, Dispute)>,
}

/// The page of all claims.
pub const NUMBERS_ROUTE: &str = "/numbers/";

/// Claims on a page of the numbers.
pub const NUMBERS_PAGE_SIZE: usize = 100;

impl ClaimEntry {
    /// The name of its page, which is the fragment of its entry on the numbers page too.
    pub fn name(&self) -> &str {
        let route = self.route.as_str();
        route
            .strip_prefix(NUMBERS_ROUTE)
            .map_or(route, |name| name.trim_end_matches('/'))
    }
}

/// All claims of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimIndex {
    /// The claims, those of the registry first.
    pub entries: Vec<Arc<ClaimEntry>>,
    /// The places of ids that count in the whole site.
    pub global: BTreeMap<String, usize>,
    /// The places of ids that count in one story alone, by story.
    pub scoped: HashMap<SourcePath, Scope>,
    /// The places of those that stand in the `stats` of a text, in ascending order.
    pub headline: Vec<usize>,
    /// The stories that tell events, in the order of the site.
    pub with_events: Vec<SourcePath>,
    /// The stories that carry corrections, in the order of the site.
    pub with_corrections: Vec<SourcePath>,
}

impl ClaimIndex {
    /// The claim that an id means to a story, or to the shared records.
    pub fn find(&self, owner: Option<&SourcePath>, id: &str) -> Option<&Arc<ClaimEntry>> {
        let scope = owner.and_then(|path| self.scoped.get(path));
        let scope = scope.map(Vec::as_slice).unwrap_or_default();
        let place = place(scope, &self.global, id)?;
        Some(&self.entries[place])
    }
}

/// Builds the index; `stories` come in the order of the site.
pub fn index(stories: &[&Facts], registry: &Registry) -> ClaimIndex {
    let mut builder = Builder::default();
    for claim in registry.claims.iter() {
        let place = builder.push(&name_of(&claim.id), claim.clone(), None);
        builder.global.insert(claim.id.clone(), place);
    }
    let scopes: Vec<Scope> = stories.iter().map(|facts| builder.add_own(facts)).collect();
    let mut headline = BTreeSet::new();
    for (facts, scope) in stories.iter().zip(&scopes) {
        builder.add_uses(facts, scope);
        let stats = facts.claims.stats.iter();
        headline.extend(stats.filter_map(|id| place(scope, &builder.global, id)));
    }
    let with = |holds: fn(&Facts) -> bool| {
        let found = stories.iter().filter(|facts| holds(facts));
        found.map(|facts| facts.card.path.clone()).collect()
    };
    let paths = stories.iter().map(|facts| facts.card.path.clone());
    ClaimIndex {
        with_events: with(|facts| !facts.claims.events.is_empty()),
        with_corrections: with(|facts| !facts.claims.corrections.is_empty()),
        headline: headline.into_iter().collect(),
        entries: builder.entries.into_iter().map(Arc::new).collect(),
        global: builder.global,
        scoped: paths.zip(scopes).filter(|(_, scope)| !scope.is_empty()).collect(),
    }
}

#[derive(Default)]
struct Builder {
    entries: Vec<ClaimEntry>,
    global: BTreeMap<String, usize>,
    names: Names,
}

impl Builder {
    fn push(&mut self, name: &str, record: Arc<Claim>, owner: Option<SourcePath>) -> usize {
        let (variants, used_in, disputes) = (Vec::new(), Vec::new(), Vec::new());
        let place = self.entries.len();
        let route = Route::new(format!("{NUMBERS_ROUTE}{}/", self.names.take(name)));
        self.entries.push(ClaimEntry {
            place,
            route,
            record,
            owner,
            variants,
            used_in,
            disputes,
        });
        place
    }

    /// Adds a story's own claims, and gives the places of those whose ids count in it alone.
    fn add_own(&mut self, facts: &Facts) -> Scope {
        let path = &facts.card.path;
        let mut scope = Scope::new();
        for claim in &facts.claims.claims {
            let id = &claim.record.id;
            if !claim.global {
                // A double hyphen stands in no slug, so no id that counts everywhere collides with it.
                let name = format!("{}--{}", facts.card.slug, name_of(id));
                let place = self.push(&name, claim.record.clone(), Some(path.clone()));
                scope.push((id.clone(), place));
                continue;
            }
            match self.global.get(id) {
                Some(place) if differ(&self.entries[*place].record, &claim.record) => {
                    self.entries[*place]
                        .variants
                        .push((path.clone(), claim.record.clone()));
                }
                Some(_) => {}
                None => {
                    let place = self.push(&name_of(id), claim.record.clone(), Some(path.clone()));
                    self.global.insert(id.clone(), place);
                }
            }
        }
        scope
    }

    fn add_uses(&mut self, facts: &Facts, scope: &Scope) {
        let path = &facts.card.path;
        let mentions = facts.citations.mentions.iter();
        let bound = mentions.filter(|mention| mention.kind == MentionKind::Claim);
        let bound = bound.map(|mention| &mention.id);
        let own = facts.claims.claims.iter().map(|claim| &claim.record.id);
        for id in facts.claims.stats.iter().chain(bound).chain(own) {
            if let Some(place) = place(scope, &self.global, id)
                && self.entries[place].used_in.last() != Some(path)
            {
                self.entries[place].used_in.push(path.clone());
            }
        }
        for dispute in &facts.claims.disputes {
            let id = dispute.claim.as_ref();
            if let Some(place) = id.and_then(|id| place(scope, &self.global, id)) {
                self.entries[place].disputes.push((path.clone(), dispute.clone()));
            }
        }
    }
}

/// The name of a claim's page: its id, as far as it can stand in an address on every platform. The word `page` is taken
/// by the later pages of the list.
fn name_of(id: &str) -> String {
    match slug_of(id, "claim") {
        name if name == "page" => "claim-page".to_owned(),
        name => name,
    }
}

/// The places of the ids that count in one story alone: a few.
pub type Scope = Vec<(String, usize)>;

/// The place of the claim that an id means in a story.
fn place(scope: &[(String, usize)], global: &BTreeMap<String, usize>, id: &str) -> Option<usize> {
    let own = scope.iter().rev().find(|(other, _)| other == id);
    own.map(|(_, place)| *place).or_else(|| global.get(id).copied())
}

/// Whether two records of one id tell different things: another value, amount, unit, day or status,
/// where both say something.
pub fn differ(one: &Claim, other: &Claim) -> bool {
    fn apart<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        matches!((one, other), (Some(one), Some(other)) if one != other)
    }
    !same_value(&one.value, &other.value)
        || apart(one.amount.as_ref(), other.amount.as_ref())
        || apart(one.unit.as_ref(), other.unit.as_ref())
        || apart(one.as_of.as_ref(), other.as_of.as_ref())
        || apart(one.status.as_ref(), other.status.as_ref())
}
