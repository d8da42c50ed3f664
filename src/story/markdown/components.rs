//! Components in the stream of blocks: what fences open and close, and what they fail to.

use super::open::Frame;
use super::writer::Writer;
use crate::diagnostic::Code;
use crate::story::component;
use crate::story::fences::Fence;
use crate::story::manuscript::Recorder;
use crate::story::piece::Piece;
use std::ops::Range;

/// How deep components may stand within each other: far above any page, far below what a stack takes.
const DEEPEST: usize = 16;

impl Writer<'_, '_, '_> {
    /// A fence line: opens or closes a component.
    pub(super) fn fence(&mut self, at: usize) {
        let Some(fence) = self.fences.and_then(|fences| fences.get(&at)) else {
            return;
        };
        match fence {
            Fence::Open { line, .. } if self.frames.len() >= DEEPEST => {
                let place = self.place.of(line);
                let message = format!("components stand within each other more than {DEEPEST} levels deep");
                self.prose.issues.add(Code::ComponentNesting, &place, message);
                self.excused_fences.push(self.frames.len());
            }
            Fence::Open { .. } => {
                self.flush();
                let outer = std::mem::take(&mut self.pieces);
                let passages = self.prose.recorder.as_mut().map_or(0, Recorder::finished);
                self.frames.push(Frame {
                    passages,
                    outer,
                    depth: self.depth,
                    fence: at,
                });
            }
            Fence::Broken { line } => {
                let place = self.place.of(line);
                let hint = "write `:::name` or `:::name {key=value key=\"two words\" #id .class}`";
                self.prose.issues.add_with_hint(
                    Code::ComponentAttributes,
                    &place,
                    "this opening of a component cannot be read",
                    hint,
                );
                self.excused_fences.push(self.frames.len());
            }
            Fence::Close { line } => self.close_fence(line),
        }
    }

    fn close_fence(&mut self, line: &Range<usize>) {
        // Each opening that is at fault has its own message; its closing fence is not at fault too.
        while self.excused_fences.last() > Some(&self.frames.len()) {
            self.excused_fences.pop();
        }
        if self.excused_fences.last() == Some(&self.frames.len()) {
            self.excused_fences.pop();
            return;
        }
        let (message, hint) = match self.frames.last() {
            Some(frame) if frame.depth == self.depth => return self.close_component(),
            Some(_) => (
                "this fence stands inside a list item or quotation, but the component opened outside it",
                "begin it at the start of the line, below an empty one",
            ),
            None => (
                "this fence closes a component, but none is open",
                "remove it, or open a component above it with `:::name`",
            ),
        };
        let place = self.place.of(line);
        self.prose
            .issues
            .add_with_hint(Code::StrayFence, &place, message, hint);
    }

    fn close_component(&mut self) {
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let body = std::mem::replace(&mut self.pieces, frame.outer);
        if let Some(fence) = self.fences.and_then(|fences| fences.get(&frame.fence)) {
            let component = component::build(fence, body, self.text, &self.place, self.prose);
            if let (Some(component), Fence::Open { line, .. }) = (&component, fence) {
                let line = self.place.of(line);
                self.prose.note(|recorder| {
                    recorder.component(frame.passages, &component.name, &component.attributes, &line);
                });
            }
            self.pieces
                .extend(component.map(|component| Piece::Component(Box::new(component))));
        }
    }

    /// A tag at `depth` ends: components opened inside it end with it, which is a mistake.
    pub(super) fn close_components_below(&mut self, depth: usize) {
        while self.frames.last().is_some_and(|frame| frame.depth >= depth) {
            self.close_unclosed("indent its closing `:::` as far in as the line that opens it");
            self.excused_fences.push(self.frames.len());
        }
    }

    /// At the end of the text.
    pub(super) fn close_open_components(&mut self, keep: usize) {
        while self.frames.len() > keep {
            self.close_unclosed("add a line `:::` where it ends");
        }
    }

    fn close_unclosed(&mut self, hint: &str) {
        let at = self.frames.last().map(|frame| frame.fence);
        if let Some(Fence::Open { line, name, .. }) =
            at.and_then(|at| self.fences.and_then(|fences| fences.get(&at)))
        {
            let message = format!("the component `{}` is never closed", &self.text[name.clone()]);
            let place = self.place.of(line);
            self.prose
                .issues
                .add_with_hint(Code::UnclosedComponent, &place, message, hint);
        }
        self.close_component();
    }
}
