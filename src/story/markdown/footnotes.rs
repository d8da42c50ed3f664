//! Footnotes: numbered by first reference, their texts gathered at the end of the page.

use super::writer::Writer;
use crate::story::manuscript::{MarkKind, PassageKind, Recorder};
use std::fmt::Write;
use std::ops::Range;

impl Writer<'_, '_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        let (file, kind) = (self.place.of(range), MarkKind::Footnote(label.to_owned()));
        self.prose.note(|recorder| recorder.hole(kind, file));
        let known = self.footnotes.order.iter().position(|other| other == label);
        let number = known.unwrap_or(self.footnotes.order.len()) + 1;
        let id = match known {
            Some(_) => String::new(),
            None => {
                self.footnotes.order.push(label.to_owned());
                format!(" id=\"footnote-reference-{number}\"")
            }
        };
        let _ = write!(
            self.html,
            "<sup class=\"footnote\"><a href=\"#footnote-{number}\"{id} aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
    }

    pub(super) fn start_footnote(&mut self, label: &str) {
        self.flush();
        let kind = PassageKind::Footnote(label.to_owned());
        self.prose.note(|recorder| recorder.enter(kind));
        let before = std::mem::take(&mut self.pieces);
        self.footnotes.open = Some((label.to_owned(), before));
    }

    pub(super) fn end_footnote(&mut self) {
        self.flush();
        self.prose.note(Recorder::leave);
        if let Some((label, before)) = self.footnotes.open.take() {
            let text = std::mem::replace(&mut self.pieces, before);
            self.footnotes.texts.push((label, text));
        }
    }

    /// Writes the gathered texts: in the order of their numbers, those that nothing refers to last.
    pub(super) fn write_footnotes(&mut self) {
        let mut texts = std::mem::take(&mut self.footnotes.texts);
        if texts.is_empty() {
            return;
        }
        let order = std::mem::take(&mut self.footnotes.order);
        let number_of = |label: &str| {
            order
                .iter()
                .position(|other| other == label)
                .unwrap_or(order.len())
        };
        texts.sort_by_key(|(label, _)| number_of(label));
        self.push("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for (label, text) in texts {
            let number = number_of(&label) + 1;
            if number > order.len() {
                self.push("<li>");
            } else {
                let _ = write!(self.html, "<li id=\"footnote-{number}\">");
            }
            self.flush();
            self.pieces.extend(text);
            if number <= order.len() {
                let _ = write!(
                    self.html,
                    "<a href=\"#footnote-reference-{number}\" aria-label=\"Back to the text\">↩</a>"
                );
            }
            self.push("</li>\n");
        }
        self.push("</ol></section>\n");
    }
}
