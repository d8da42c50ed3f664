//! Which stories differ between two sites, and what of them others may see.

use crate::site::Stories;
use crate::story::Story;
use crate::story::facts::{Citations, Facts, MentionKind};
use std::cmp::Ordering;
use std::sync::Arc;

/// The stories that differ between two sites: each as it was and as it is.
#[derive(Debug)]
pub struct Changes<'s>(Vec<Change<'s>>);

/// A story as it was and as it is, where it was and is.
type Change<'s> = (Option<&'s Arc<Story>>, Option<&'s Arc<Story>>);

impl<'s> Changes<'s> {
    /// Finds what differs, by walking both in the order of files. Stories that were not parsed again are the same
    /// value, so that a glance at ten thousand of them costs next to nothing.
    pub fn between(old: &'s Stories, new: &'s Stories) -> Self {
        let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
        let mut found = Vec::new();
        loop {
            let order = match (old.peek(), new.peek()) {
                (Some((before, _)), Some((now, _))) => before.cmp(now),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Self(found),
            };
            let before = if order.is_le() { old.next() } else { None };
            let now = if order.is_ge() { new.next() } else { None };
            let (before, now) = (before.map(|(_, story)| story), now.map(|(_, story)| story));
            let same = before
                .zip(now)
                .is_some_and(|(before, now)| Arc::ptr_eq(before, now));
            if !same {
                found.push((before, now));
            }
        }
    }

    /// The stories as they are now.
    pub fn now(&self) -> impl Iterator<Item = &'s Arc<Story>> {
        self.0.iter().filter_map(|(_, now)| *now)
    }

    /// What others may see of them now.
    pub fn facts(&self) -> Vec<&'s Facts> {
        self.now().map(|story| &story.facts).collect()
    }

    /// Whether all lists of stories come out the same.
    pub fn keep_cards(&self) -> bool {
        self.all(|old, new| old.facts.card == new.facts.card)
    }

    /// Whether the same stories stand in the same lists in the same order, so that cards can be put in place of
    /// others.
    pub fn keep_lists(&self) -> bool {
        self.all(|old, new| {
            let (old, new) = (&old.facts.card, &new.facts.card);
            old.slug == new.slug
                && old.number == new.number
                && old.date == new.date
                && old.category == new.category
                && old.authors == new.authors
        })
    }

    /// Whether the citation index comes out the same: the same citations and claims, and of the cards what orders
    /// the stories.
    pub fn keep_citations(&self) -> bool {
        self.all(|old, new| {
            old.facts.citations == new.facts.citations
                && old.facts.claims == new.facts.claims
                && old.facts.card.date == new.facts.card.date
        })
    }

    /// Whether the same sources are brought along in the same order, so that the citation index can be brought up
    /// to date story by story.
    pub fn keep_sources(&self) -> bool {
        self.all(|old, new| {
            old.facts.citations.sources == new.facts.citations.sources
                && old.facts.citations.listed == new.facts.citations.listed
                && old.facts.card.date == new.facts.card.date
        })
    }

    /// Whether the index of claims comes out the same: the same claims, used in the same order, and of the cards what
    /// names them.
    pub fn keep_claims(&self) -> bool {
        self.all(|old, new| {
            old.facts.claims == new.facts.claims
                && claims(&old.facts.citations).eq(claims(&new.facts.citations))
                && old.facts.card.slug == new.facts.card.slug
        })
    }

    /// Whether the same pictures are shown.
    pub fn keep_pictures(&self) -> bool {
        self.all(|old, new| old.facts.links.pictures == new.facts.links.pictures)
    }

    fn all(&self, is_equal: impl Fn(&Story, &Story) -> bool) -> bool {
        let same = |(old, new): &Change<'_>| old.zip(*new).is_some_and(|(old, new)| is_equal(old, new));
        self.0.iter().all(same)
    }
}

/// The claims that a text shows, in the order of reading.
fn claims(citations: &Citations) -> impl Iterator<Item = &str> {
    let mentions = citations.mentions.iter();
    let claims = mentions.filter(|mention| mention.kind == MentionKind::Claim);
    claims.map(|mention| mention.id.as_str())
}
