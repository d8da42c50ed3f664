//! A source that nothing rests on.

use crate::desk::evidence::{Evidence, Placed};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::reference::ReferenceKind;
use crate::registry::claim::Claim;
use crate::registry::source::Source;
use crate::registry::told::folded;
use crate::story::Story;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::UnusedSource,
    look: Look::Site(look),
    why: "A list of sources tells readers what a text rests on. One that nothing rests on makes it look better founded than it is, \
          and is often what an edit left behind. A source is used when a text cites it, when a claim, event, quotation or component \
          names it, when `based_on` does. What a draft or scheduled story uses is used.",
    example: "sources: [cnbc, reuters]    # and the text cites [@cnbc] only",
    mend: "cite it where it is used, say `based_on`, or take it out.",
    options: None,
};

fn look(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let used = Used::of(evidence);
    let mut found: Vec<Diagnostic> = evidence
        .sources()
        .iter()
        .filter(|table| table.owner.is_none() && !used.uses(evidence, table.record))
        .map(of_registry)
        .collect();
    for story in evidence.site().stories.values() {
        found.extend(of_story(evidence, story));
    }
    found
}

fn of_registry(table: &Placed<'_, Source>) -> Diagnostic {
    let message = format!("nothing cites the source `{}`", table.record.id);
    Diagnostic::new(Code::UnusedSource, table.span.clone(), message).hint("cite it, or take it out")
}

/// The names by which texts and records use shared sources.
struct Used<'a> {
    ids: HashSet<&'a str>,
    /// What sources and claims were read through, in small letters: a word, or an id.
    through: HashSet<String>,
}

impl<'a> Used<'a> {
    fn of(evidence: &Evidence<'a>) -> Self {
        let of_stories = evidence.compiled.stories.values();
        let of_stories = of_stories.flat_map(|story| &story.references);
        let of_records = evidence.site().registry.references.iter();
        let all = of_stories.chain(of_records.flat_map(|(_, references)| references));
        let ids = all
            .filter(|reference| reference.kind == ReferenceKind::Source)
            .map(|reference| reference.target.as_str());
        let sources = evidence.sources();
        let names = sources.iter().flat_map(|table| {
            let source = table.record;
            [source.via.as_deref(), source.origin.as_deref()]
        });
        let claims = evidence.claims();
        let readings = claims.iter().map(|table| table.record.read_via.as_deref());
        Self {
            ids: ids.collect(),
            through: names.chain(readings).flatten().map(folded).collect(),
        }
    }

    fn uses(&self, evidence: &Evidence<'_>, source: &Source) -> bool {
        let place = evidence.site().citations.registry_places.get(&source.id);
        let entry = place.and_then(|place| evidence.site().citations.entries.get(*place));
        self.ids.contains(source.id.as_str())
            || self.through.contains(&folded(&source.id))
            || entry.is_some_and(|entry| !entry.uses.is_empty())
    }
}

/// The sources that a story lists and does not use.
fn of_story(evidence: &Evidence<'_>, story: &Story) -> Vec<Diagnostic> {
    let Some(list) = evidence.site().citations.lists.get(&story.path) else {
        return Vec::new();
    };
    let named = named_by(evidence, story);
    let is_unused = |id: &&String| {
        let place = list.places.get(*id).and_then(|place| list.numbered.get(*place));
        place.is_some_and(|numbered| !numbered.cited) && !named.contains(id.as_str())
    };
    let listed = story.facts.citations.listed.iter().filter(is_unused);
    listed
        .filter_map(|id| {
            let message = format!("nothing in this story cites the source `{id}` that it lists");
            let span = place_of(story, id)?;
            let hint = format!("cite it where it is used, [@{id}], or take it out of `sources`");
            Some(Diagnostic::new(Code::UnusedSource, span, message).hint(hint))
        })
        .collect()
}

/// The sources that a story names besides those that its list shows as cited: of claims and quotations that it lists,
/// of histories, through whom a claim was read.
fn named_by<'a>(evidence: &Evidence<'a>, story: &'a Story) -> BTreeSet<&'a str> {
    let mut named = BTreeSet::new();
    let path = Some(&story.path);
    let listed = &story.facts.citations.listed;
    for reference in &story.references {
        match reference.kind {
            ReferenceKind::Claim => {
                let entry = evidence.claim(path, &reference.target);
                named.extend(entry.into_iter().flat_map(|entry| of_claim(&entry.record)));
            }
            ReferenceKind::Quote => {
                let quote = evidence.quote(path, &reference.target);
                named.extend(quote.and_then(|quote| quote.source.as_deref()));
            }
            _ => {}
        }
    }
    let own = story.facts.claims.claims.iter();
    named.extend(own.flat_map(|claim| of_claim(&claim.record)));
    let quotes: &[Arc<_>] = &story.facts.claims.quotes;
    named.extend(quotes.iter().filter_map(|quote| quote.source.as_deref()));
    // A source that another one of the story names as whom it was read through.
    let sources = story.facts.citations.sources.iter();
    let through = sources.flat_map(|source| [source.via.as_deref(), source.origin.as_deref()]);
    named.extend(
        through
            .flatten()
            .filter(|id| listed.iter().any(|other| other == id)),
    );
    named
}

fn of_claim(claim: &Claim) -> impl Iterator<Item = &str> {
    let history = claim.history.iter().flat_map(|earlier| &earlier.sources);
    let sources = claim.sources.iter().chain(history);
    let ids = sources.map(|source| source.id.as_str());
    ids.chain(claim.read_via.as_deref())
}

/// Where a story lists a source: its own table, or the id, which is the first that it names so.
fn place_of(story: &Story, id: &str) -> Option<Span> {
    let mut own = story.facts.citations.sources.iter();
    let own = own.position(|source| source.id == id);
    let range = match own {
        Some(place) => story.places.sources.get(place),
        None => {
            let mut references = story.references.iter();
            let named = references
                .find(|reference| reference.kind == ReferenceKind::Source && reference.target == id);
            named.map(|reference| &reference.range)
        }
    };
    Some(Span::new(&story.path, range?.clone()))
}
