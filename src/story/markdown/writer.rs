//! The state of one conversion: what is open, and what is written so far.

use crate::story::fences::Fence;
use crate::story::markdown::open::{Footnotes, Frame, Gathering, LinkEnd, OpenBlock, OpenHeading};
use crate::story::markdown::{Place, Prose};
use crate::story::piece::{Piece, push_html as push_piece};
use pulldown_cmark::Alignment;
use std::collections::BTreeMap;

/// The conversion of one text.
pub(super) struct Writer<'p, 'a, 't> {
    pub prose: &'p mut Prose<'a>,
    pub text: &'t str,
    pub place: Place,
    pub fences: Option<&'t BTreeMap<usize, Fence>>,
    pub margin: bool,
    pub pieces: Vec<Piece>,
    pub html: String,
    pub frames: Vec<Frame>,
    pub depth: usize,
    pub gathering: Gathering,
    pub heading: Option<OpenHeading>,
    pub blocks: Vec<OpenBlock>,
    pub alignments: Vec<Alignment>,
    pub column: usize,
    pub in_table_head: bool,
    pub link_ends: Vec<LinkEnd>,
    pub footnotes: Footnotes,
    pub first_block: bool,
    /// Closing fences to come whose openings are at fault already: how many components are open around each.
    pub excused_fences: Vec<usize>,
    /// Whether the HTML block being read is a comment.
    pub in_comment: bool,
}

impl<'p, 'a, 't> Writer<'p, 'a, 't> {
    pub fn new(prose: &'p mut Prose<'a>, text: &'t str, place: Place) -> Self {
        Self {
            prose,
            text,
            place,
            fences: None,
            margin: true,
            pieces: Vec::new(),
            html: String::with_capacity(text.len() * 5 / 4),
            frames: Vec::new(),
            depth: 0,
            gathering: Gathering::None,
            heading: None,
            blocks: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
            link_ends: Vec::new(),
            footnotes: Footnotes::default(),
            first_block: true,
            excused_fences: Vec::new(),
            in_comment: false,
        }
    }

    pub fn with_fences(mut self, fences: &'t BTreeMap<usize, Fence>) -> Self {
        self.fences = Some(fences);
        self
    }

    /// Without margin notes: for values of front matter and cells.
    pub fn plain(mut self) -> Self {
        self.margin = false;
        self.first_block = false;
        self
    }

    /// Adds finished HTML.
    pub fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Adds a hole.
    pub fn hole(&mut self, piece: Piece) {
        self.flush();
        self.pieces.push(piece);
    }

    /// Moves the HTML written so far into the pieces.
    pub fn flush(&mut self) {
        let html = std::mem::take(&mut self.html);
        push_piece(&mut self.pieces, &html);
    }
}
