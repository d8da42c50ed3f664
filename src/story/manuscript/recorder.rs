//! Takes down what the conversion of a text comes upon.

use super::{Comment, ComponentNote, HOLE, Manuscript, Mark, MarkKind, Passage, PassageKind, Run};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Attributes of components that readers see as text.
const SHOWN_ATTRIBUTES: [&str; 5] = ["title", "finding", "caption", "topic", "published"];

/// A manuscript while it is taken down.
#[derive(Debug, Default)]
pub struct Recorder {
    manuscript: Manuscript,
    current: Option<Passage>,
    /// What paragraphs are at this point, the innermost last.
    around: Vec<PassageKind>,
    /// Where the links that are open began, in the text of the current passage.
    open: Vec<usize>,
    quotations: u32,
    tables: u32,
}

/// Words and where they stand in the file.
pub struct Written<'t> {
    /// The words as readers see them.
    pub text: &'t str,
    /// Where they stand in the file.
    pub file: Range<usize>,
    /// Whether each byte stands there as it is.
    pub exact: bool,
}

impl Recorder {
    /// The manuscript.
    pub fn finish(mut self) -> Manuscript {
        self.end();
        self.manuscript
    }

    /// How many passages are finished.
    pub fn finished(&mut self) -> usize {
        self.end();
        self.manuscript.passages.len()
    }

    /// A value of the front matter that holds no Markdown.
    pub fn value(&mut self, kind: PassageKind, written: Written<'_>) {
        self.begin(kind);
        self.words(written);
        self.end();
    }

    /// From here on paragraphs are of a kind, until [`Self::leave`].
    pub fn enter(&mut self, kind: PassageKind) {
        self.end();
        self.around.push(kind);
    }

    /// A block quotation begins.
    pub fn enter_quotation(&mut self) {
        self.quotations += 1;
        self.enter(PassageKind::Quotation(self.quotations));
    }

    /// What was entered last ends.
    pub fn leave(&mut self) {
        self.end();
        self.around.pop();
    }

    /// A table begins.
    pub fn table(&mut self) {
        self.tables += 1;
    }

    /// The head of the table begins.
    pub fn table_head(&mut self) {
        self.begin(PassageKind::TableHead(self.tables));
    }

    /// A row of the table begins.
    pub fn table_row(&mut self) {
        self.begin(PassageKind::TableRow(self.tables));
    }

    /// A cell begins.
    pub fn start_cell(&mut self, at: &Range<usize>) {
        let passage = self.current();
        if !passage.text.is_empty() {
            push(passage, "\t", at.start..at.start, false);
        }
        self.start_link();
    }

    /// The cell ends.
    pub fn end_cell(&mut self) {
        self.end_link(|| MarkKind::Cell);
    }

    /// A paragraph of the kind that stands at this point begins.
    pub fn paragraph(&mut self) {
        let kind = self.around.last().cloned().unwrap_or(PassageKind::Paragraph);
        self.begin(kind);
    }

    /// A passage begins; one that is open ends.
    pub fn begin(&mut self, kind: PassageKind) {
        self.end();
        self.current = Some(Passage::new(kind));
    }

    /// The passage ends. One without words is none.
    pub fn end(&mut self) {
        self.open.clear();
        let Some(passage) = self.current.take() else {
            return;
        };
        if !passage.text.trim().is_empty() {
            self.manuscript.passages.push(passage);
        }
    }

    /// Words of the writer's.
    pub fn words(&mut self, written: Written<'_>) {
        push(self.current(), written.text, written.file, written.exact);
    }

    /// Something that stands in the text for what is no word of the writer's.
    pub fn hole(&mut self, kind: MarkKind, file: Range<usize>) {
        let passage = self.current();
        let start = passage.text.len();
        push(passage, HOLE.encode_utf8(&mut [0; 4]), file, false);
        let range = start..passage.text.len();
        passage.marks.push(Mark { range, kind });
    }

    /// Words that are bound to something begin.
    pub fn start_link(&mut self) {
        let start = self.current().text.len();
        self.open.push(start);
    }

    /// They end.
    pub fn end_link(&mut self, kind: impl FnOnce() -> MarkKind) {
        let Some(start) = self.open.pop() else { return };
        let passage = self.current();
        let mark = Mark {
            range: start..passage.text.len(),
            kind: kind(),
        };
        let at = passage.marks.partition_point(|other| other.range.start < start);
        passage.marks.insert(at, mark);
    }

    /// A comment.
    pub fn comment(&mut self, html: &str, file: Range<usize>) {
        let html = html.trim();
        let inner = html
            .strip_prefix("<!--")
            .and_then(|html| html.strip_suffix("-->"));
        if let Some(text) = inner {
            self.manuscript.comments.push(Comment {
                text: text.trim().to_owned(),
                range: file.start..file.start + html.len(),
            });
        }
    }

    /// The passages since one of them stand beside sources.
    pub fn beside(&mut self, from: usize, sources: &[String]) {
        self.end();
        for passage in self.manuscript.passages.iter_mut().skip(from) {
            passage.beside.extend_from_slice(sources);
        }
    }

    /// The passages since one of them stand in a component, those that no inner one holds; its attributes that readers
    /// see are passages too.
    pub fn component(
        &mut self,
        from: usize,
        name: &str,
        attributes: &BTreeMap<String, String>,
        line: &Range<usize>,
    ) {
        self.end();
        for key in SHOWN_ATTRIBUTES {
            if let Some(text) = attributes.get(key) {
                let (file, exact) = (line.clone(), false);
                self.value(PassageKind::Attribute, Written { text, file, exact });
            }
        }
        let note = Arc::new(ComponentNote {
            name: name.to_owned(),
            attributes: attributes.clone(),
            line: line.clone(),
        });
        for passage in self.manuscript.passages.iter_mut().skip(from) {
            passage.component.get_or_insert_with(|| note.clone());
        }
    }

    /// The passage that is open; text that stands in none opens one.
    fn current(&mut self) -> &mut Passage {
        let around = &self.around;
        self.current
            .get_or_insert_with(|| Passage::new(around.last().cloned().unwrap_or(PassageKind::Paragraph)))
    }
}

fn push(passage: &mut Passage, text: &str, file: Range<usize>, exact: bool) {
    let start = passage.text.len();
    passage.text.push_str(text);
    // Neighbouring texts are often neighbours in the file too.
    if let Some(last) = passage.runs.last_mut()
        && last.exact
        && exact
        && last.file.end == file.start
        && last.file.len() == start - last.start
    {
        last.file.end = file.end;
        return;
    }
    passage.runs.push(Run { start, file, exact });
}
