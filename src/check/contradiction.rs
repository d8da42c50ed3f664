//! One claim that is told in two ways for the same time is a contradiction: shown on the page, and reported here.
//!
//! Tables of one id contradict each other, a figure of a history contradicts one of the same date, and the words that a
//! source is quoted with contradict the claim that they are to bear out. Dates that do not meet are two moments.

mod within;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::registry::FILES;
use crate::registry::claim::{Acknowledged, Claim};
use crate::registry::told::{overlap, same_amount, same_value};
use crate::site::Site;
use crate::site::claims::ClaimEntry;
use crate::source_path::SourcePath;
use std::collections::BTreeSet;

/// Reports claims that are told differently.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    look(site).found
}

/// Reports acknowledgements of tellings that do not differ.
pub fn unused_acknowledgements(site: &Site) -> Vec<Diagnostic> {
    if tables(site).all(|table| table.claim.acknowledged.is_empty()) {
        return Vec::new();
    }
    let looked = look(site);
    let mut found = Vec::new();
    for table in tables(site) {
        for (at, acknowledged) in table.claim.acknowledged.iter().enumerate() {
            let key = (table.owner, &table.claim.id, at);
            if looked.met.contains(&key) || looked.told.contains(&key) {
                continue;
            }
            let Some(span) = table.span(site) else { continue };
            let [one, other] = &acknowledged.values;
            let id = &table.claim.id;
            let message = format!(
                "`{id}` acknowledges that \"{one}\" and \"{other}\" are told, but no such tellings differ"
            );
            found.push(
                Diagnostic::new(Code::UnusedWaiver, span, message).hint("remove it from `acknowledged`"),
            );
        }
    }
    found
}

/// A table of a claim, and the story that holds it; `None`: the registry.
#[derive(Clone, Copy)]
struct Table<'s> {
    claim: &'s Claim,
    owner: Option<&'s SourcePath>,
}

/// What was found, and the acknowledgements that met a difference, by story, claim and place.
#[derive(Default)]
struct Looked<'s> {
    found: Vec<Diagnostic>,
    met: BTreeSet<(Option<&'s SourcePath>, &'s String, usize)>,
    /// Those that were told of beside a difference that they do not meet.
    told: BTreeSet<(Option<&'s SourcePath>, &'s String, usize)>,
}

fn look(site: &Site) -> Looked<'_> {
    let first = pass(site, Looked::default());
    if first.found.is_empty() || first.met.is_empty() {
        return first;
    }
    // What to say of an acknowledgement is known when all that it may meet has been looked at.
    let met = first.met;
    pass(
        site,
        Looked {
            met,
            ..Looked::default()
        },
    )
}

fn pass<'s>(site: &'s Site, mut looked: Looked<'s>) -> Looked<'s> {
    for entry in site
        .claims
        .entries
        .iter()
        .filter(|entry| !entry.variants.is_empty())
    {
        between(site, entry, &mut looked);
    }
    for table in tables(site) {
        within::look(site, table, &mut looked);
    }
    looked
}

/// All tables of claims.
fn tables(site: &Site) -> impl Iterator<Item = Table<'_>> {
    let shared = site.registry.claims.iter();
    let shared = shared.map(|claim| Table { claim, owner: None });
    let own = site.stories.values().flat_map(|story| {
        story.facts.claims.claims.iter().map(|own| Table {
            claim: &own.record,
            owner: Some(&story.path),
        })
    });
    shared.chain(own)
}

/// Holds the tables of one id against each other: each is reported once, with the first that it contradicts.
fn between<'s>(site: &'s Site, entry: &'s ClaimEntry, looked: &mut Looked<'s>) {
    let first = Table {
        claim: &entry.record,
        owner: entry.owner.as_ref(),
    };
    let variants = entry.variants.iter().map(|(path, claim)| Table {
        claim,
        owner: Some(path),
    });
    let told: Vec<Table<'_>> = std::iter::once(first).chain(variants).collect();
    let all = told.iter().copied();
    let acknowledging: Vec<Table<'_>> = all.filter(|table| !table.claim.acknowledged.is_empty()).collect();
    for (at, table) in told.iter().enumerate() {
        let mut contradicted = None;
        for other in &told[..at] {
            let values = [&*table.claim.value, &*other.claim.value];
            if contradict(table.claim, other.claim) && !looked.acknowledge(&acknowledging, values) {
                contradicted.get_or_insert(other);
                // The others count where one of them may be what an acknowledgement is for.
                if acknowledging.is_empty() {
                    break;
                }
            }
        }
        if let Some(other) = contradicted {
            looked.report(site, *table, *other, &acknowledging);
        }
        for other in told.iter().enumerate().filter(|(place, _)| *place != at) {
            within::history_of_other(site, [*table, *other.1], &acknowledging, looked);
        }
    }
}

fn contradict(one: &Claim, other: &Claim) -> bool {
    fn apart<T>(one: Option<&T>, other: Option<&T>, same: impl Fn(&T, &T) -> bool) -> bool {
        matches!((one, other), (Some(one), Some(other)) if !same(one, other))
    }
    overlap(one.as_of.as_ref(), other.as_of.as_ref())
        && (!same_value(&one.value, &other.value)
            || apart(one.amount.as_ref(), other.amount.as_ref(), |one, other| {
                same_amount(one, other)
            })
            || apart(one.unit.as_ref(), other.unit.as_ref(), PartialEq::eq)
            || apart(one.status.as_ref(), other.status.as_ref(), PartialEq::eq))
}

impl<'s> Looked<'s> {
    /// Whether one of the tables acknowledges that these values differ.
    fn acknowledge(&mut self, tables: &[Table<'s>], values: [&str; 2]) -> bool {
        let mut is_known = false;
        for table in tables {
            for (at, known) in table.claim.acknowledged.iter().enumerate() {
                let [one, other] = &known.values;
                if [one.as_str(), other.as_str()] == values || [other.as_str(), one.as_str()] == values {
                    self.met.insert((table.owner, &table.claim.id, at));
                    is_known = true;
                }
            }
        }
        is_known
    }

    /// How to mend a contradiction: what was acknowledged before is told, and no longer unmet.
    fn hint(&mut self, tables: &[Table<'s>], values: [&str; 2], otherwise: &str) -> String {
        let [one, other] = values;
        let mut hint = otherwise.to_owned();
        for table in tables {
            let mut all = table.claim.acknowledged.iter().enumerate();
            let is_unmet =
                |(at, _): &(usize, &Acknowledged)| !self.met.contains(&(table.owner, &table.claim.id, *at));
            let stale = all.rfind(is_unmet);
            if let Some((at, known)) = stale {
                self.told.insert((table.owner, &table.claim.id, at));
                let [before, after] = &known.values;
                hint = format!(
                    "it was acknowledged that \"{before}\" and \"{after}\" are told, not \"{one}\" and \"{other}\": {otherwise}"
                );
            }
        }
        hint
    }

    fn report(&mut self, site: &'s Site, here: Table<'s>, elsewhere: Table<'s>, acknowledging: &[Table<'s>]) {
        let Some(span) = here.span(site) else { return };
        let (claim, record) = (here.claim, elsewhere.claim);
        let message = format!(
            "the claim `{}` is {} here, but {} elsewhere",
            record.id,
            told(claim, record),
            told(record, claim)
        );
        let values = [&*claim.value, &*record.value];
        let mend = "make them agree, give one another id if they are two claims, or say in `acknowledged` why both stand";
        let hint = self.hint(acknowledging, values, mend);
        let problem = Diagnostic::new(Code::Contradiction, span, message).hint(hint);
        self.found.push(match elsewhere.span(site) {
            Some(other) => problem.related(other, "the other telling"),
            None => problem,
        });
    }
}

/// What a claim says, and of the rest what sets it apart from another.
fn told(claim: &Claim, other: &Claim) -> String {
    let date = claim
        .as_of
        .as_ref()
        .map(|date| format!(" as of {}", date.words()))
        .unwrap_or_default();
    let status = claim
        .status
        .filter(|status| other.status.is_some_and(|other| other != *status));
    let status = status
        .map(|status| format!("{} ", status.word()))
        .unwrap_or_default();
    let apart = |one: &Option<String>, other: &Option<String>, what: &str| match (one, other) {
        (Some(one), Some(other)) if one != other => format!(", {what} {one}"),
        _ => String::new(),
    };
    let amount = apart(&claim.amount, &other.amount, "amount");
    let unit = apart(&claim.unit, &other.unit, "unit");
    format!("{status}\"{}\"{date}{amount}{unit}", claim.value)
}

impl Table<'_> {
    /// Where its id stands.
    fn span(&self, site: &Site) -> Option<Span> {
        let id = &self.claim.id;
        let Some(path) = self.owner else {
            let range = site.registry.claims.range(id)?;
            return Some(Span::new(&SourcePath::new(FILES[1]), range.clone()));
        };
        let story = site.stories.get(path)?;
        let mut own = story.facts.claims.claims.iter();
        let place = own.position(|own| own.record.id == *id)?;
        Some(Span::new(path, story.places.claims.get(place)?.clone()))
    }
}
