//! The places of a story that rest on a source or claim.

use super::{Base, Resting};
use crate::desk::evidence::{Evidence, Galley};
use crate::desk::gathered::sentence_of;
use crate::diagnostic::Span;
use crate::input::reference::{Reference, ReferenceKind};
use crate::story::manuscript::{HOLE, MarkKind, Passage, PassageKind};
use crate::story::split::{Split, split};
use std::ops::Range;

/// In characters: so much of a sentence tells which it is.
const LONGEST: usize = 80;

/// All places of a story.
pub fn of_story(evidence: &Evidence<'_>, base: &Base, galley: &Galley<'_>) -> Vec<Resting> {
    let reader = Reader {
        evidence,
        base,
        galley,
    };
    let mut found = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (passage, sentences) in galley.passages() {
        // What a component shows of its attributes stands at its line, where it names sources too.
        if passage.kind != PassageKind::Attribute {
            taken.push(passage.whole());
        }
        found.extend(reader.passage(passage, sentences));
    }
    taken.sort_by_key(|range| range.start);
    let is_taken = |at: usize| {
        let before = taken.partition_point(|range| range.start <= at);
        before > 0 && taken[before - 1].contains(&at)
    };
    let others = galley.story.references.iter();
    let others = others.filter(|reference| !is_taken(reference.range.start));
    found.extend(others.filter_map(|reference| reader.reference(reference)));
    found
}

/// The beginning of a text, without the marks that stand for citations.
pub fn beginning(text: &str) -> String {
    let plain = text.replace(HOLE, "");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = plain.chars().take(LONGEST).collect();
    match start.len() < plain.len() {
        true => format!("{}…", start.trim_end()),
        false => start,
    }
}

struct Reader<'r, 'a> {
    evidence: &'r Evidence<'a>,
    base: &'r Base,
    galley: &'r Galley<'r>,
}

impl Reader<'_, '_> {
    fn passage(&self, passage: &Passage, sentences: &[Range<usize>]) -> Vec<Resting> {
        let resting = |at: &Range<usize>, what, through| {
            let sentence = sentence_of(passage, sentences, at);
            Resting {
                span: self.galley.span(passage, at),
                what,
                through,
                words: beginning(&self.words(passage, &sentence)),
            }
        };
        let marks = passage.marks.iter().filter_map(|mark| {
            let (what, through) = match &mark.kind {
                MarkKind::Citation(id) => ("citation", self.source(id)?),
                MarkKind::ClaimValue(id) | MarkKind::ClaimWords(id) => ("claim", self.claim(id)?),
                MarkKind::QuoteWords(id) => ("quotation", self.quote(id)?),
                MarkKind::Footnote(_) | MarkKind::Code | MarkKind::Cell => return None,
            };
            Some(resting(&mark.range, what, through))
        });
        let is_event = passage.kind == PassageKind::Event;
        let beside = passage.beside.iter().filter(|_| is_event);
        let beside = beside.filter_map(|id| self.source(id));
        let start = 0..passage.text.chars().next().map_or(0, char::len_utf8);
        let beside = beside.map(|through| resting(&start, "event", through));
        marks.chain(beside).collect()
    }

    /// A sentence as readers see it: claims in their words, citations left out.
    fn words(&self, passage: &Passage, sentence: &Range<usize>) -> String {
        let mut words = String::new();
        let mut at = sentence.start;
        let path = Some(&self.galley.story.path);
        let within = passage
            .marks
            .iter()
            .filter(|mark| mark.range.start >= sentence.start && mark.range.end <= sentence.end);
        for mark in within.filter(|mark| passage.text[mark.range.clone()].starts_with(HOLE)) {
            words.push_str(passage.text.get(at..mark.range.start).unwrap_or_default());
            at = at.max(mark.range.end);
            match &mark.kind {
                MarkKind::ClaimValue(id) => {
                    let record = self.evidence.claim(path, id).map(|entry| &entry.record);
                    let told = record.map(|claim| claim.prose.as_ref().unwrap_or(&claim.value));
                    words.push_str(told.map_or("", String::as_str));
                }
                _ => words.truncate(words.trim_end().len()),
            }
        }
        words.push_str(passage.text.get(at..sentence.end).unwrap_or_default());
        words
    }

    /// The row of a component that names a source: its last cell before that.
    fn row(&self, reference: &Reference) -> Option<&Passage> {
        let passages = self.galley.manuscript.passages.iter();
        let rows = passages.filter(|passage| {
            let is_of_row = passage.kind != PassageKind::Event && passage.beside.contains(&reference.target);
            is_of_row && passage.whole().end <= reference.range.start
        });
        rows.max_by_key(|passage| passage.whole().start)
    }

    /// What a front matter or a component names.
    fn reference(&self, reference: &Reference) -> Option<Resting> {
        let text = self.galley.text;
        let is_front = match split(text) {
            Split::Front { front, .. } => front.contains(&reference.range.start),
            Split::None { .. } | Split::Unclosed { .. } => false,
        };
        let story = self.galley.story;
        let id = &reference.target;
        let (what, through) = match (reference.kind, is_front) {
            (ReferenceKind::Claim, true) if story.facts.claims.stats.contains(id) => {
                ("stat", self.claim(id)?)
            }
            (ReferenceKind::Source, true) if story.facts.citations.based_on.contains(id) => {
                ("based on", self.source(id)?)
            }
            // What claims and events of the front matter name is told at those.
            (_, true) => return None,
            (ReferenceKind::Claim, false) => ("component", self.claim(id)?),
            (ReferenceKind::Source, false) => ("component", self.source(id)?),
            (ReferenceKind::Quote, false) => ("component", self.quote(id)?),
            (_, false) => return None,
        };
        let start = text
            .get(..reference.range.start)?
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line = text.get(start..)?.lines().next().unwrap_or_default();
        let row = self.row(reference).filter(|_| what == "component");
        let (what, words) = match row {
            Some(row) => ("row", self.words(row, &(0..row.text.len()))),
            None => (what, line.to_owned()),
        };
        Some(Resting {
            span: Span::new(&story.path, reference.range.clone()),
            what,
            through,
            words: beginning(&words),
        })
    }

    /// Whether a source is the one; nothing stands between.
    fn source(&self, id: &str) -> Option<Option<String>> {
        let path = Some(&self.galley.story.path);
        let place = self.evidence.site().citations.place(path, id)?;
        (Some(place) == self.base.source).then_some(None)
    }

    /// Whether a claim is one of those; of a source's claims, which it is.
    fn claim(&self, id: &str) -> Option<Option<String>> {
        let entry = self.evidence.claim(Some(&self.galley.story.path), id)?;
        let rests = self.base.claims.contains(&entry.place);
        rests.then(|| Some(entry.record.id.clone()))
    }

    fn quote(&self, id: &str) -> Option<Option<String>> {
        let quote = self.evidence.quote(Some(&self.galley.story.path), id)?;
        self.source(quote.source.as_deref()?)
    }
}
