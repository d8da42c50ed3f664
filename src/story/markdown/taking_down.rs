//! Blocks, for whoever takes down the prose.

use super::writer::Writer;
use crate::story::manuscript::{PassageKind, Recorder};
use pulldown_cmark::{Tag, TagEnd};
use std::ops::Range;

impl Writer<'_, '_, '_> {
    /// A block starts.
    pub(super) fn take_down_start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let Some(recorder) = &mut self.prose.recorder else {
            return;
        };
        match tag {
            Tag::Paragraph => recorder.paragraph(),
            Tag::Heading { .. } => recorder.begin(PassageKind::Heading),
            Tag::BlockQuote(_) => recorder.enter_quotation(),
            // A value of the front matter stays what it is, whatever it is written as.
            Tag::Item | Tag::DefinitionListDefinition if self.margin => recorder.enter(PassageKind::Item),
            Tag::Table(_) => recorder.table(),
            Tag::TableHead => recorder.table_head(),
            Tag::TableRow => recorder.table_row(),
            Tag::TableCell => recorder.start_cell(&self.place.of(range)),
            _ => {}
        }
    }

    /// A block ends.
    pub(super) fn take_down_end(&mut self, tag: TagEnd) {
        let Some(recorder) = &mut self.prose.recorder else {
            return;
        };
        match tag {
            TagEnd::BlockQuote(_) => recorder.leave(),
            TagEnd::Item | TagEnd::DefinitionListDefinition if self.margin => recorder.leave(),
            TagEnd::TableCell => recorder.end_cell(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionListTitle => Recorder::end(recorder),
            _ => {}
        }
    }
}
