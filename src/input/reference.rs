//! What a file refers to: collected while it is read, checked when the whole site is known.

use std::ops::Range;

/// The kinds of thing that a file can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// A source, by id.
    Source,
    /// A claim, by id.
    Claim,
    /// A term of the glossary, by id.
    Term,
    /// A registered quotation, by id.
    Quote,
    /// A story or page, by file.
    Story,
    /// Another file beside the text, or a route of the site.
    File,
    /// What is shown as a picture, by file or by route. Whether it is there is another reference's affair.
    Picture,
    /// A component, by name.
    Component,
}

/// One use of a name. Its place is not part of a story's facts, so that typing above it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What kind of thing is named.
    pub kind: ReferenceKind,
    /// The name as written.
    pub target: String,
    /// Byte range in the file.
    pub range: Range<usize>,
}
