//! Citations and claim values inside a sentence.

use super::writer::Writer;
use crate::input::reference::ReferenceKind;
use crate::story::facts::MentionKind;
use crate::story::manuscript::MarkKind;
use crate::story::piece::{Bound, Cite, Piece};
use std::ops::Range;

impl Writer<'_, '_, '_> {
    /// A citation bracket; `start` is where its inner text begins.
    pub(super) fn cites(&mut self, cites: Vec<(Cite, Range<usize>)>, start: usize) {
        for (cite, range) in &cites {
            let place = self.place.of(&(start + range.start..start + range.end));
            self.prose.issues.refer(ReferenceKind::Source, &cite.id, &place);
            self.prose.mention(MentionKind::Source, &cite.id);
            let kind = MarkKind::Citation(cite.id.clone());
            self.prose.note(|recorder| recorder.hole(kind, place));
        }
        // A marker hugs the word before it, so that it never starts a line alone.
        let kept = self.html.trim_end_matches([' ', '\n']).len();
        self.html.truncate(kept);
        self.hole(Piece::Cite(cites.into_iter().map(|(cite, _)| cite).collect()));
    }

    /// `[=id]`.
    pub(super) fn claim_value(&mut self, id: &str, range: &Range<usize>) {
        self.refer_to_claim(id, range);
        let (file, kind) = (self.place.of(range), MarkKind::ClaimValue(id.to_owned()));
        self.prose.note(|recorder| recorder.hole(kind, file));
        // The value counts as one word; which words it has is known when the page is rendered.
        self.prose.words += 1;
        self.hole(Piece::ClaimValue(Bound {
            id: id.to_owned(),
            covered: false,
        }));
    }

    /// Notes a use of a claim.
    pub(super) fn refer_to_claim(&mut self, id: &str, range: &Range<usize>) {
        let place = self.place.of(range);
        self.prose.issues.refer(ReferenceKind::Claim, id, &place);
        self.prose.mention(MentionKind::Claim, id);
    }
}
