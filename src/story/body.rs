//! The body of a story: what only its own page shows.

use crate::input::theme::Layout;
use crate::story::piece::{Chart, Piece};
use std::sync::Arc;

/// What only the story's own page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The text.
    pub pieces: Vec<Piece>,
    /// Its headings of the second and third level.
    pub headings: Vec<Heading>,
    /// Its charts, wherever they stand in it.
    pub charts: Vec<Arc<Chart>>,
    /// How many words it holds.
    pub words: usize,
    /// The takeaways of its front matter.
    pub takeaways: Vec<Vec<Piece>>,
    /// Which parts of the front matter the text places itself.
    pub places: Placed,
    /// How it was made.
    pub disclosure: Option<Disclosure>,
    /// A recording of it.
    pub audio: Option<Audio>,
    /// How it is laid out, where it says so.
    pub layout: Option<Layout>,
    /// The words under its image.
    pub caption: Vec<Piece>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its fragment.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Which parts of the front matter the text places by a component of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placed {
    /// `:::stat-card` without ids.
    pub stats: bool,
    /// `:::takeaways` without a body.
    pub takeaways: bool,
    /// `:::timeline` without rows.
    pub timeline: bool,
}

/// How a story was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Disclosure {
    /// In words.
    pub text: Option<String>,
    /// What part machines had: `none`, `assisted` or `generated`.
    pub ai: Option<&'static str>,
    /// Who discloses.
    pub by: Option<String>,
}

/// A recording of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audio {
    /// The file or URL, as written.
    pub address: String,
    /// How long it is, as written: "12:30".
    pub duration: Option<String>,
}
