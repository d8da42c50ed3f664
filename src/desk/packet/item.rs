//! What is to be checked: a stat or a sentence, with all that it rests on.

use crate::desk::evidence::{Evidence, Galley};
use crate::desk::quoted::{component, in_marks, is_bound};
use crate::diagnostic::{Diagnostic, Span};
use crate::registry::claim::{Claim, Status};
use crate::registry::source::SourceReference;
use crate::source_path::SourcePath;
use crate::story::manuscript::{HOLE, MarkKind, Passage, PassageKind};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// A stat or a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its number in the packet, from 1.
    pub number: usize,
    /// File and line.
    pub place: String,
    /// The heading above it, or what it is.
    pub section: String,
    /// The sentence, with the words of its claims and the numbers of its sources.
    pub sentence: String,
    /// The figures in it, as written.
    pub figures: Vec<String>,
    /// The claims that it is bound to.
    pub claims: Vec<ClaimLine>,
    /// The sources that it and its claims name.
    pub sources: Vec<SourceUse>,
    /// The quotations in it.
    pub quotes: Vec<QuoteLine>,
    /// What the desk found in it.
    pub findings: Vec<String>,
}

/// A claim that an item is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimLine {
    /// Its id.
    pub id: String,
    /// What it shows.
    pub value: String,
    /// What it measures.
    pub label: Option<String>,
    /// When it held.
    pub as_of: Option<String>,
    /// How sure it is.
    pub status: Option<&'static str>,
    /// How it follows from others.
    pub formula: Option<String>,
    /// Through which telling it was read.
    pub read_via: Option<String>,
    /// A word of caution.
    pub note: Option<String>,
}

/// A source that an item rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceUse {
    /// Its number in the story; 0 where the story does not list it.
    pub number: usize,
    /// The publisher.
    pub name: String,
    /// Where in the source.
    pub locator: Option<String>,
    /// The sentence that says so.
    pub quote: Option<String>,
}

/// A quotation in an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteLine {
    /// Its words.
    pub text: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
}

impl Item {
    /// One of its lists, in one cell.
    pub fn joined<T>(&self, list: impl Fn(&Self) -> &Vec<T>, words: impl Fn(&T) -> String) -> String {
        let parts: Vec<String> = list(self)
            .iter()
            .map(words)
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("; ")
    }
}

/// The items of a story: its stats, then its sentences in order.
pub fn items(evidence: &Evidence<'_>, galley: &Galley<'_>, findings: &[Diagnostic]) -> Vec<Item> {
    let maker = Maker {
        evidence,
        galley,
        findings,
    };
    let stats = galley.story.facts.claims.stats.iter();
    let mut items: Vec<Item> = stats.filter_map(|id| maker.stat(id)).collect();
    items.extend(maker.sentences());
    for (at, item) in items.iter_mut().enumerate() {
        item.number = at + 1;
    }
    items
}

struct Maker<'m> {
    evidence: &'m Evidence<'m>,
    galley: &'m Galley<'m>,
    findings: &'m [Diagnostic],
}

impl Maker<'_> {
    fn path(&self) -> &SourcePath {
        &self.galley.story.path
    }

    fn stat(&self, id: &str) -> Option<Item> {
        let entry = self.evidence.claim(Some(self.path()), id)?;
        let record = &entry.record;
        Some(Item {
            number: 0,
            place: self.path().to_string(),
            section: "Stat card".to_owned(),
            sentence: record.entry(),
            figures: vec![record.value.clone()],
            claims: vec![claim_line(record)],
            sources: self.sources(entry.owner.as_ref(), &record.sources),
            quotes: Vec::new(),
            findings: Vec::new(),
        })
    }

    fn sentences(&self) -> Vec<Item> {
        let figures = &self.galley.figures;
        let mut section = String::new();
        let mut items = Vec::new();
        for (at, (passage, sentences)) in self.galley.passages().enumerate() {
            match &passage.kind {
                PassageKind::Byline => continue,
                PassageKind::Heading => section.clone_from(&passage.text),
                _ => {}
            }
            // A row is checked as one.
            let whole = 0..passage.text.len();
            let sentences = match passage.kind {
                PassageKind::TableRow(_) => std::slice::from_ref(&whole),
                _ => sentences,
            };
            for sentence in sentences {
                let inside = figures
                    .iter()
                    .filter(|figure| figure.passage == at && sentence.contains(&figure.range.start));
                let figures = inside.map(|figure| figure.words.clone()).collect();
                let item = self.sentence(passage, sentence, figures, heading(passage, &section));
                items.extend(item);
            }
        }
        items
    }

    /// A sentence, if there is anything in it to check.
    fn sentence(
        &self,
        passage: &Passage,
        range: &Range<usize>,
        figures: Vec<String>,
        section: String,
    ) -> Option<Item> {
        let ids: Vec<&str> = passage.claims(range.clone()).collect();
        let cited: Vec<&str> = passage.citations(range.clone()).collect();
        let quotes = self.quotes(passage, range);
        if ids.is_empty() && cited.is_empty() && quotes.is_empty() && figures.is_empty() {
            return None;
        }
        let entries: Vec<_> = ids
            .iter()
            .filter_map(|id| self.evidence.claim(Some(self.path()), id))
            .collect();
        let mut sources: Vec<SourceUse> = cited.iter().filter_map(|id| self.source(None, id)).collect();
        for id in &passage.beside {
            sources.extend(self.source(None, id));
        }
        for entry in &entries {
            sources.extend(self.sources(entry.owner.as_ref(), &entry.record.sources));
        }
        let mut seen = BTreeSet::new();
        sources.retain(|source| seen.insert((source.number, source.name.clone(), source.locator.clone())));
        let place = passage.place(range);
        Some(Item {
            number: 0,
            place: format!("{}:{}", self.path(), self.line(place.start)),
            section,
            sentence: self.words(passage, range),
            figures,
            claims: entries.iter().map(|entry| claim_line(&entry.record)).collect(),
            sources,
            quotes,
            findings: self.findings(&Span::new(self.path(), place)),
        })
    }

    fn line(&self, offset: usize) -> usize {
        let before = self.galley.text.as_bytes().get(..offset).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// The sentence with words in its holes.
    fn words(&self, passage: &Passage, range: &Range<usize>) -> String {
        let mut words = String::new();
        for (at, mark) in passage.text[range.clone()].char_indices() {
            match mark {
                HOLE => words.push_str(&self.hole(passage, range.start + at)),
                '\t' => words.push_str(" | "),
                mark => words.push(mark),
            }
        }
        words.trim().to_owned()
    }

    fn hole(&self, passage: &Passage, at: usize) -> String {
        let mark = passage
            .marks
            .iter()
            .find(|mark| mark.range.start == at && mark.kind != MarkKind::Cell);
        match mark.map(|mark| &mark.kind) {
            Some(MarkKind::Citation(id)) => format!("[{}]", self.number(id)),
            Some(MarkKind::ClaimValue(id)) => {
                let entry = self.evidence.claim(Some(self.path()), id);
                let words = entry.map(|entry| entry.record.prose.as_ref().unwrap_or(&entry.record.value));
                words.cloned().unwrap_or_default()
            }
            Some(MarkKind::Footnote(label)) => format!("[note {label}]"),
            _ => "…".to_owned(),
        }
    }

    /// The number of a source in the story's list.
    fn number(&self, id: &str) -> usize {
        let list = self.evidence.site().citations.lists.get(self.path());
        list.and_then(|list| list.places.get(id))
            .map_or(0, |place| place + 1)
    }

    fn source(&self, owner: Option<&SourcePath>, id: &str) -> Option<SourceUse> {
        let record = self.evidence.source(owner.or(Some(self.path())), id)?;
        Some(SourceUse {
            number: self.number(id),
            name: record.name.clone(),
            locator: None,
            quote: None,
        })
    }

    fn sources(&self, owner: Option<&SourcePath>, references: &[SourceReference]) -> Vec<SourceUse> {
        let source = |reference: &SourceReference| {
            Some(SourceUse {
                locator: reference.locator.clone(),
                quote: reference.quote.clone(),
                ..self.source(owner, &reference.id)?
            })
        };
        references.iter().filter_map(source).collect()
    }

    fn quotes(&self, passage: &Passage, range: &Range<usize>) -> Vec<QuoteLine> {
        let bound = passage.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::QuoteWords(id) if range.contains(&mark.range.start) => Some(id.as_str()),
            _ => None,
        });
        let quote = |id: &str| {
            let record = self.evidence.quote(Some(self.path()), id)?;
            Some(QuoteLine {
                text: record.text.clone(),
                speaker: record.speaker.clone(),
                locator: record.locator.clone(),
            })
        };
        let mut quotes: Vec<QuoteLine> = bound.filter_map(quote).collect();
        let shown = in_marks(passage).into_iter();
        let shown = shown.filter(|quoted| range.contains(&quoted.start) && !is_bound(passage, quoted));
        let is_whole = matches!(passage.kind, PassageKind::Quotation(_)) || component(passage).is_some();
        for quoted in shown.chain(is_whole.then(|| range.clone())) {
            quotes.push(QuoteLine {
                text: passage.text[quoted].replace(HOLE, "").trim().to_owned(),
                speaker: None,
                locator: None,
            });
        }
        quotes
    }

    fn findings(&self, span: &Span) -> Vec<String> {
        let inside = |finding: &&Diagnostic| {
            let own = finding.span.as_ref();
            own.is_some_and(|own| {
                own.file == span.file && (span.start..span.end.max(span.start + 1)).contains(&own.start)
            })
        };
        self.findings
            .iter()
            .filter(inside)
            .map(|finding| finding.message.clone())
            .collect()
    }
}

/// Where a passage stands, in words.
fn heading(passage: &Passage, section: &str) -> String {
    let word = match passage.kind {
        PassageKind::Headline => "Headline",
        PassageKind::Dek => "Dek",
        PassageKind::Takeaway => "Takeaways",
        PassageKind::Event => "Timeline",
        PassageKind::Correction => "Corrections",
        PassageKind::Caption => "Caption",
        PassageKind::Footnote(_) => "Footnotes",
        _ => section,
    };
    word.to_owned()
}

fn claim_line(record: &Claim) -> ClaimLine {
    ClaimLine {
        id: record.id.clone(),
        value: record.value.clone(),
        label: record.label_or_text().cloned(),
        as_of: record.as_of.map(|date| date.words()),
        status: record.status.map(Status::word),
        formula: record.formula.clone(),
        read_via: record.read_via.clone(),
        note: record.note.clone(),
    }
}
