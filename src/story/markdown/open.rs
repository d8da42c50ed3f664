//! What is open while a text is converted: its state, without the conversion.

use crate::story::piece::{Piece, Target};
use std::ops::Range;

/// A component that is open, or the root.
pub(super) struct Frame {
    /// The pieces outside it.
    pub outer: Vec<Piece>,
    /// How many tags are open inside it.
    pub depth: usize,
    /// The opening line, as a key into the fences.
    pub fence: usize,
    /// How many passages were taken down before it.
    pub passages: usize,
}

/// Text that is gathered until its element ends.
pub(super) enum Gathering {
    /// Nothing.
    None,
    /// A code block: its language and text.
    Code(String, String),
    /// An image: its text becomes the `alt` attribute.
    Image {
        alt: String,
        title: String,
        target: Target,
        range: Range<usize>,
        depth: usize,
    },
    /// A citation bracket or a link's dropped words.
    Skip { depth: usize },
}

/// A heading whose words are being gathered.
pub(super) struct OpenHeading {
    /// Its level, from 1.
    pub level: u8,
    /// The fragment that the writer gave it.
    pub id: Option<String>,
    /// Its words.
    pub text: String,
    /// The pieces before it.
    pub outer: Vec<Piece>,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Whether it is the first block of the text.
    pub is_first: bool,
}

/// A paragraph, item or row that is open.
pub(super) struct OpenBlock {
    /// How many pieces stood before it.
    pub pieces: usize,
    /// How many mentions stood before it.
    pub mentions: usize,
}

/// What closes an open link.
pub(super) enum LinkEnd {
    Anchor,
    Claim(String),
    Quote(String),
    Term {
        first: bool,
    },
    /// A refused link: only its words stay.
    Nothing,
}

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Labels in the order of first reference.
    pub order: Vec<String>,
    /// Finished texts by label.
    pub texts: Vec<(String, Vec<Piece>)>,
    /// The definition being written: its label and what stood before it.
    pub open: Option<(String, Vec<Piece>)>,
}
