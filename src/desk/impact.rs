//! What rests on a source or a claim: where to look when one of them turns out to be wrong.

mod places;

use super::evidence::{Evidence, Galley, SavedTexts};
use crate::compile::Compiled;
use crate::diagnostic::Span;
use crate::input::sources::Sources;
use crate::input::suggest::nearest;
use crate::registry::claim::Claim;
use crate::story;
use crate::wording::formula;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A place that rests on what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// Where.
    pub span: Span,
    /// What stands there: a citation, a claim, a stat, an event.
    pub what: &'static str,
    /// The claim by which it rests on it, by id.
    pub through: Option<String>,
    /// The beginning of the sentence, or of what is told there.
    pub words: String,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A source, by its id in the whole site.
    Source(&'a str),
    /// A claim, by its id or the name of its page.
    Claim(&'a str),
}

/// Nothing carries that id; the nearest one that there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The guess.
    pub nearest: Option<String>,
}

/// All that rests on it, by file and place. `texts` holds the files that the site was compiled from.
pub fn of(compiled: &Compiled, texts: &Sources, asked: Asked<'_>) -> Result<Vec<Resting>, Unknown> {
    let saved = SavedTexts::new();
    let evidence = Evidence {
        compiled,
        saved: &saved,
        only: None,
    };
    let base = Base::of(&evidence, asked)?;
    let mut found = tables(&evidence, &base);
    let stories: Vec<_> = compiled.site.stories.values().collect();
    let of_stories: Vec<Vec<Resting>> = stories
        .par_iter()
        .with_min_len(8)
        .map(|story| {
            let Some(file) = texts.get(story.path.as_str()) else {
                return Vec::new();
            };
            let manuscript = story::manuscript(&story.path, file, compiled.site.config.markdown);
            let galley = Galley::new(story, file.text().unwrap_or_default(), manuscript);
            places::of_story(&evidence, &base, &galley)
        })
        .collect();
    found.extend(of_stories.into_iter().flatten());
    found.sort_by(|one, other| place(one).cmp(&place(other)));
    found.dedup();
    Ok(found)
}

fn place(resting: &Resting) -> (&str, u32, &str, Option<&String>) {
    let span = &resting.span;
    (
        span.file.as_str(),
        span.start,
        resting.what,
        resting.through.as_ref(),
    )
}

/// What things may rest on: the source, and the claims that rest on it or are asked for, by their places.
struct Base {
    source: Option<usize>,
    claims: BTreeSet<usize>,
}

impl Base {
    fn of(evidence: &Evidence<'_>, asked: Asked<'_>) -> Result<Self, Unknown> {
        let site = evidence.site();
        let mut base = Self {
            source: None,
            claims: BTreeSet::new(),
        };
        match asked {
            Asked::Source(id) => {
                let entries = &site.citations.entries;
                let place = entries.iter().position(|entry| entry.source.id == id);
                let ids = entries.iter().map(|entry| entry.source.id.as_str());
                base.source = Some(place.ok_or_else(|| unknown(id, ids))?);
                base.claims = resting_claims(evidence, place);
            }
            Asked::Claim(id) => {
                let entries = &site.claims.entries;
                let named = entries
                    .iter()
                    .find(|entry| entry.name() == id || entry.record.id == id);
                let ids = entries
                    .iter()
                    .flat_map(|entry| [entry.record.id.as_str(), entry.name()]);
                base.claims.insert(named.ok_or_else(|| unknown(id, ids))?.place);
            }
        }
        base.add_formulas(evidence);
        Ok(base)
    }

    /// Adds the claims whose formulas name one of them, and those whose formulas name those.
    fn add_formulas(&mut self, evidence: &Evidence<'_>) {
        let mut namers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for table in evidence.claims() {
            let Some(entry) = evidence.claim(table.owner, &table.record.id) else {
                continue;
            };
            for id in operands(table.record) {
                let operand = evidence.claim(table.owner, &id);
                if let Some(operand) = operand {
                    namers.entry(operand.place).or_default().push(entry.place);
                }
            }
        }
        let mut fresh: Vec<usize> = self.claims.iter().copied().collect();
        while let Some(claim) = fresh.pop() {
            for namer in namers.get(&claim).into_iter().flatten() {
                if self.claims.insert(*namer) {
                    fresh.push(*namer);
                }
            }
        }
    }
}

fn unknown<'s>(id: &str, ids: impl Iterator<Item = &'s str>) -> Unknown {
    Unknown {
        nearest: nearest(id, ids).map(str::to_owned),
    }
}

fn operands(claim: &Claim) -> Vec<String> {
    let formula = claim.formula.as_deref().map(formula::parse);
    let formula = formula.and_then(Result::ok);
    formula.map_or_else(Vec::new, |formula| {
        formula.ids().into_iter().map(str::to_owned).collect()
    })
}

/// The claims of which a table names the source.
fn resting_claims(evidence: &Evidence<'_>, source: Option<usize>) -> BTreeSet<usize> {
    let tables = evidence.claims().into_iter();
    let resting = tables.filter(|table| names(evidence, table.record, table.owner, source));
    resting
        .filter_map(|table| Some(evidence.claim(table.owner, &table.record.id)?.place))
        .collect()
}

fn names(
    evidence: &Evidence<'_>,
    claim: &Claim,
    owner: Option<&crate::source_path::SourcePath>,
    source: Option<usize>,
) -> bool {
    let earlier = claim.history.iter().flat_map(|earlier| &earlier.sources);
    let ids = claim.sources.iter().chain(earlier).map(|own| own.id.as_str());
    let mut ids = ids.chain(claim.read_via.as_deref());
    source.is_some() && ids.any(|id| evidence.site().citations.place(owner, id) == source)
}

/// The tables of claims that rest on it, and of quotations from the source.
fn tables(evidence: &Evidence<'_>, base: &Base) -> Vec<Resting> {
    let mut found = Vec::new();
    for table in evidence.claims() {
        let entry = evidence.claim(table.owner, &table.record.id);
        if !entry.is_some_and(|entry| base.claims.contains(&entry.place)) {
            continue;
        }
        let operands = operands(table.record);
        let through = operands.into_iter().find(|id| {
            let operand = evidence.claim(table.owner, id);
            operand.is_some_and(|operand| base.claims.contains(&operand.place))
        });
        let is_direct = names(evidence, table.record, table.owner, base.source);
        if base.source.is_none() && through.is_none() {
            continue;
        }
        let what = if through.is_some() && !is_direct {
            "formula"
        } else {
            "claim"
        };
        found.push(Resting {
            span: table.span,
            what,
            through: through.filter(|_| !is_direct),
            words: places::beginning(&table.record.entry()),
        });
    }
    for table in evidence.quotes() {
        let source = table.record.source.as_deref();
        let place = source.and_then(|id| evidence.site().citations.place(table.owner, id));
        if base.source.is_some() && place == base.source {
            found.push(Resting {
                span: table.span,
                what: "quotation",
                through: None,
                words: places::beginning(&table.record.text),
            });
        }
    }
    found
}
