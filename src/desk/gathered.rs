//! What the rules about claims need of the prose: the sources that stand beside each claim in a sentence. Gathered while
//! the stories are looked over, so that no manuscript is kept.

use super::evidence::{Evidence, Galley};
use crate::story::manuscript::{MarkKind, Passage, PassageKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The sources beside claims, both by their place in the index of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    beside: BTreeMap<usize, BTreeSet<usize>>,
}

impl Gathered {
    /// Gathers from a story.
    pub fn of(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Self {
        let mut gathered = Self::default();
        for (passage, sentences) in galley.passages() {
            for mark in &passage.marks {
                let (MarkKind::ClaimValue(id) | MarkKind::ClaimWords(id)) = &mark.kind else {
                    continue;
                };
                let sentence = sentence_of(passage, sentences, &mark.range);
                let cited = passage.citations(sentence);
                let sources = cited.chain(passage.beside.iter().map(String::as_str));
                gathered.add(evidence, galley, id, sources);
            }
        }
        gathered
    }

    fn add<'s>(
        &mut self,
        evidence: &Evidence<'_>,
        galley: &Galley<'_>,
        claim: &str,
        sources: impl Iterator<Item = &'s str>,
    ) {
        let path = Some(&galley.story.path);
        let Some(entry) = evidence.claim(path, claim) else {
            return;
        };
        let citations = &evidence.site().citations;
        let places = sources.filter_map(|id| citations.place(path, id));
        let places: BTreeSet<usize> = places.collect();
        if !places.is_empty() {
            self.beside.entry(entry.place).or_default().extend(places);
        }
    }

    /// Adds what another story tells.
    pub fn merge(&mut self, other: Self) {
        for (claim, sources) in other.beside {
            self.beside.entry(claim).or_default().extend(sources);
        }
    }

    /// The sources beside a claim, by their places.
    pub fn beside(&self, claim: usize) -> impl Iterator<Item = usize> {
        self.beside.get(&claim).into_iter().flatten().copied()
    }
}

/// The sentence that something stands in; a row is read as one, and so is a heading.
pub fn sentence_of(passage: &Passage, sentences: &[Range<usize>], at: &Range<usize>) -> Range<usize> {
    let whole = 0..passage.text.len();
    match passage.kind {
        PassageKind::TableRow(_) | PassageKind::Heading => whole,
        _ => sentences
            .iter()
            .find(|sentence| sentence.contains(&at.start))
            .cloned()
            .unwrap_or(whole),
    }
}
