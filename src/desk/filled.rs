//! A passage with the words of its claims in place of the holes, as readers read it.

use super::evidence::{Evidence, Galley};
use crate::story::manuscript::{HOLE, MarkKind, Passage};
use std::ops::Range;

/// A text, and where its parts stand in the passage.
pub struct Filled {
    /// The words.
    pub text: String,
    /// Where each filled hole begins and ends here, and where it stands in the passage.
    holes: Vec<(Range<usize>, Range<usize>)>,
}

impl Filled {
    /// Fills the holes of a passage.
    pub fn of(evidence: &Evidence<'_>, galley: &Galley<'_>, passage: &Passage) -> Self {
        let mut filled = Self {
            text: String::with_capacity(passage.text.len()),
            holes: Vec::new(),
        };
        let mut done = 0;
        for (at, hole) in passage.text.match_indices(HOLE) {
            let Some(words) = words(evidence, galley, passage, at) else {
                continue;
            };
            filled.text.push_str(&passage.text[done..at]);
            let start = filled.text.len();
            filled.text.push_str(&words);
            done = at + hole.len();
            filled.holes.push((start..filled.text.len(), at..done));
        }
        filled.text.push_str(&passage.text[done..]);
        filled
    }

    /// Where a part of the words stands in the passage.
    pub fn in_passage(&self, range: &Range<usize>) -> Range<usize> {
        self.start(range.start)..self.end(range.end)
    }

    fn start(&self, at: usize) -> usize {
        match self.hole_before(at) {
            Some((filled, hole)) if at < filled.end => hole.start,
            Some((filled, hole)) => hole.end + (at - filled.end),
            None => at,
        }
    }

    fn end(&self, at: usize) -> usize {
        match self.hole_before(at.saturating_sub(1)) {
            Some((filled, hole)) if at <= filled.end => hole.end,
            Some((filled, hole)) => hole.end + (at - filled.end),
            None => at,
        }
    }

    /// The last hole that begins at or before a place.
    fn hole_before(&self, at: usize) -> Option<&(Range<usize>, Range<usize>)> {
        let after = self.holes.partition_point(|(filled, _)| filled.start <= at);
        self.holes.get(after.checked_sub(1)?)
    }
}

fn words(evidence: &Evidence<'_>, galley: &Galley<'_>, passage: &Passage, at: usize) -> Option<String> {
    let first = passage.marks.partition_point(|mark| mark.range.start < at);
    let mut marks = passage.marks[first..]
        .iter()
        .take_while(|mark| mark.range.start == at);
    marks.find_map(|mark| match &mark.kind {
        MarkKind::ClaimValue(id) => {
            let entry = evidence.claim(Some(&galley.story.path), id)?;
            Some(entry.record.prose.as_ref().unwrap_or(&entry.record.value).clone())
        }
        _ => None,
    })
}
