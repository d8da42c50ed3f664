//! Which figures of a text name their source (product decision 9): a citation or a bound claim in the same sentence,
//! or a citation later in the same paragraph.

use super::evidence::{Evidence, Galley, TextFigure};
use super::gathered::sentence_of;
use crate::input::rules::Scope;
use crate::registry::claim::Claim;
use crate::story::Story;
use crate::story::manuscript::{Manuscript, Mark, MarkKind, Passage, PassageKind};
use crate::wording::figures::{Amount, FigureKind, figures, is_bare_number, value};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// How many figures of a site, or of a story, name their source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All figures in prose and tables.
    pub figures: usize,
    /// Those that name their source.
    pub sourced: usize,
}

impl Coverage {
    /// Adds another.
    pub fn merge(&mut self, other: Self) {
        self.figures += other.figures;
        self.sourced += other.sourced;
    }
}

/// The figures of a text, in order.
fn text_figures(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<TextFigure> {
    let sources = Sources::of(evidence, galley);
    let mut known = stat_figures(evidence, galley);
    let passages = || galley.manuscript.passages.iter().enumerate();
    let mut found: Vec<TextFigure> = Vec::new();
    for (at, passage) in passages() {
        found.extend(claim_figures(evidence, galley, at));
        for (range, figure) in passage_figures(passage) {
            let sourced = sources.covers(at, &range);
            if sourced {
                known.extend(figure);
            }
            found.push(TextFigure {
                passage: at,
                words: passage.text[range.clone()].to_owned(),
                range,
                sourced,
                is_claims: false,
            });
        }
    }
    // What stands above the text may lean on what the text gives a source for.
    for figure in found
        .iter_mut()
        .filter(|figure| !figure.sourced && !figure.is_claims)
    {
        let is_above = is_summary(&galley.manuscript.passages[figure.passage].kind);
        let mut same = of_text(&figure.words, 0).into_iter().filter_map(|(_, same)| same);
        figure.sourced = is_above && same.any(|same| known.contains(&same));
    }
    found.sort_by_key(|figure| (figure.passage, figure.range.start));
    found
}

/// The figures that a passage shows as the values of claims.
fn claim_figures(evidence: &Evidence<'_>, galley: &Galley<'_>, at: usize) -> Vec<TextFigure> {
    let passage = &galley.manuscript.passages[at];
    let figure = |mark: &Mark| {
        let MarkKind::ClaimValue(id) = &mark.kind else {
            return None;
        };
        let record = &evidence.claim(Some(&galley.story.path), id)?.record;
        let words = record.prose.as_ref().unwrap_or(&record.value);
        (!figures(words).is_empty()).then(|| TextFigure {
            passage: at,
            range: mark.range.clone(),
            words: words.clone(),
            sourced: names_its_source(record),
            is_claims: true,
        })
    };
    passage.marks.iter().filter_map(figure).collect()
}

/// Whether a claim says by itself where it comes from.
pub fn names_its_source(claim: &Claim) -> bool {
    !claim.sources.is_empty() || claim.formula.is_some()
}

/// The galley proof of a story, its figures looked up.
pub fn galley<'s>(
    evidence: &Evidence<'_>,
    story: &'s Story,
    text: &'s str,
    manuscript: Manuscript,
) -> Galley<'s> {
    let mut galley = Galley::new(story, text, manuscript);
    galley.figures = text_figures(evidence, &galley);
    galley
}

/// How many figures of a text name their source.
pub fn coverage(galley: &Galley<'_>) -> Coverage {
    Coverage {
        figures: galley.figures.len(),
        sourced: galley.figures.iter().filter(|figure| figure.sourced).count(),
    }
}

/// What makes two figures the same.
type Same = (FigureKind, Amount, Option<String>);

/// The figures of a passage, each with what makes it the same as others.
fn passage_figures(passage: &Passage) -> Vec<(Range<usize>, Option<Same>)> {
    match passage.kind {
        PassageKind::Byline | PassageKind::TableHead(_) => Vec::new(),
        PassageKind::TableRow(_) => cell_figures(passage),
        _ => of_text(&passage.text, 0),
    }
}

fn of_text(text: &str, offset: usize) -> Vec<(Range<usize>, Option<Same>)> {
    let found = figures(text).into_iter().map(|figure| {
        let same = figure.amount.map(|amount| (figure.kind, amount, figure.unit));
        (figure.range.start + offset..figure.range.end + offset, same)
    });
    found.collect()
}

/// The figures of a row: in the cells' words, and cells that are a number. The first cell says what the row is about.
fn cell_figures(passage: &Passage) -> Vec<(Range<usize>, Option<Same>)> {
    let cells = passage.marks.iter().filter(|mark| mark.kind == MarkKind::Cell);
    let mut found = Vec::new();
    for (column, cell) in cells.enumerate() {
        let text = &passage.text[cell.range.clone()];
        let figures = of_text(text, cell.range.start);
        if figures.is_empty() && column > 0 && is_bare_number(text.trim()) {
            let start = cell.range.start + (text.len() - text.trim_start().len());
            found.push((start..start + text.trim().len(), None));
        }
        found.extend(figures);
    }
    found
}

/// The figures that the stat card and the claims bound in the text give a source for.
fn stat_figures(evidence: &Evidence<'_>, galley: &Galley<'_>) -> BTreeSet<Same> {
    let story = galley.story;
    let bound = galley.manuscript.passages.iter();
    let bound = bound.flat_map(|passage| passage.claims(0..passage.text.len()));
    let stats = story.facts.claims.stats.iter().map(String::as_str);
    let claims = stats
        .chain(bound)
        .filter_map(|id| evidence.claim(Some(&story.path), id));
    let values = claims.flat_map(|entry| [Some(&entry.record.value), entry.record.prose.as_ref()]);
    let figures = values.flatten().filter_map(|words| value(words));
    figures
        .filter_map(|figure| Some((figure.kind, figure.amount?, figure.unit)))
        .collect()
}

/// Whether a passage sums up what the text tells: a figure in it may have its source there.
fn is_summary(kind: &PassageKind) -> bool {
    matches!(
        kind,
        PassageKind::Headline
            | PassageKind::Dek
            | PassageKind::Heading
            | PassageKind::Takeaway
            | PassageKind::Attribute
    )
}

/// Where the sources of a text stand.
pub struct Sources<'e> {
    galley: &'e Galley<'e>,
    scope: Scope,
    /// The footnotes that cite a source.
    footnotes: HashSet<&'e str>,
}

impl<'e> Sources<'e> {
    /// Looks them up.
    pub fn of(evidence: &Evidence<'_>, galley: &'e Galley<'e>) -> Self {
        let footnotes = galley
            .manuscript
            .passages
            .iter()
            .filter_map(|passage| match &passage.kind {
                PassageKind::Footnote(label) if cites(passage, 0) => Some(label.as_str()),
                _ => None,
            });
        Self {
            galley,
            scope: evidence.options().sourced,
            footnotes: footnotes.collect(),
        }
    }

    /// Whether what stands at a place of a passage, a figure or a superlative, names its source.
    pub fn covers(&self, at: usize, range: &Range<usize>) -> bool {
        let passage = &self.galley.manuscript.passages[at];
        let sentence = sentence_of(passage, &self.galley.sentences[at], range);
        self.marked(passage, &sentence)
            || !passage.beside.is_empty()
            || passage
                .component
                .as_ref()
                .is_some_and(|component| names_source(&component.attributes))
            || (self.scope == Scope::Paragraph && self.cited_later(passage, sentence.end))
            || (self.scope == Scope::Paragraph && self.cited_around(at))
    }

    /// Whether a sentence carries a mark that leads to a source.
    fn marked(&self, passage: &Passage, sentence: &Range<usize>) -> bool {
        let meets = |range: &Range<usize>| range.start < sentence.end && range.end > sentence.start;
        let mut marks = passage.marks.iter().filter(|mark| meets(&mark.range));
        marks.any(|mark| match &mark.kind {
            MarkKind::Citation(_)
            | MarkKind::ClaimValue(_)
            | MarkKind::ClaimWords(_)
            | MarkKind::QuoteWords(_) => true,
            MarkKind::Footnote(label) => self.footnotes.contains(label.as_str()),
            MarkKind::Code | MarkKind::Cell => false,
        })
    }

    fn cited_later(&self, passage: &Passage, from: usize) -> bool {
        let mut later = passage.marks.iter().filter(|mark| mark.range.start >= from);
        later.any(|mark| match &mark.kind {
            MarkKind::Citation(_) => true,
            MarkKind::Footnote(label) => self.footnotes.contains(label.as_str()),
            _ => false,
        })
    }

    /// Whether what a passage is a part of cites a source for all of it.
    fn cited_around(&self, at: usize) -> bool {
        let passages = &self.galley.manuscript.passages;
        let kind = &passages[at].kind;
        let is_sibling = |other: &&Passage| match kind {
            PassageKind::Item => other.kind == PassageKind::Item,
            PassageKind::TableRow(table) => {
                matches!(&other.kind, PassageKind::TableRow(other) | PassageKind::TableHead(other) if other == table)
            }
            PassageKind::Quotation(_) => other.kind == *kind,
            _ => false,
        };
        let before = passages[..at].iter().rev().find(|other| !is_sibling(other));
        let after = passages[at + 1..].iter().take_while(is_sibling);
        match kind {
            PassageKind::Item => before.is_some_and(introduces),
            PassageKind::Quotation(_) => after.into_iter().any(|passage| cites(passage, 0)),
            PassageKind::TableRow(table) => {
                let head = passages
                    .iter()
                    .find(|other| other.kind == PassageKind::TableHead(*table));
                let below = passages[at + 1..].iter().find(|other| !is_sibling(other));
                head.is_some_and(|head| cites(head, 0))
                    || before.is_some_and(introduces)
                    || below.is_some_and(is_source_line)
            }
            _ => false,
        }
    }
}

fn cites(passage: &Passage, from: usize) -> bool {
    passage.citations(from..passage.text.len()).next().is_some()
}

/// Whether a paragraph leads to what stands below it, and cites a source for that.
fn introduces(passage: &Passage) -> bool {
    let text = passage
        .text
        .trim_end_matches([' ', crate::story::manuscript::HOLE]);
    passage.kind == PassageKind::Paragraph && text.ends_with(':') && cites(passage, 0)
}

/// "Source: …" below a table.
fn is_source_line(passage: &Passage) -> bool {
    let start: String = passage.text.chars().take(6).collect();
    passage.kind == PassageKind::Paragraph && start.eq_ignore_ascii_case("source") && cites(passage, 0)
}

fn names_source(attributes: &std::collections::BTreeMap<String, String>) -> bool {
    ["source", "sources", "quote", "claim"]
        .iter()
        .any(|key| attributes.contains_key(*key))
}
