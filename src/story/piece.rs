//! The body of a story: HTML with typed holes, which are filled when the page is rendered.

use crate::chart;
use crate::input::date::PartialDate;
use crate::input::table::Table;
use crate::registry::source::SourceReference;
use crate::source_path::SourcePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stretch of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML.
    Html(String),
    /// A citation bracket: one marker each.
    Cite(Vec<Cite>),
    /// `[=id]`: a claim's own words.
    ClaimValue(Bound),
    /// `[words](claim:id)`, before the words.
    ClaimOpen(String),
    /// The same, after the words.
    ClaimClose(Bound),
    /// `[words](term:id)`, before the words.
    TermOpen {
        /// The term's id.
        id: String,
        /// Whether the page meets the term here for the first time.
        first: bool,
    },
    /// The same, after the words.
    TermClose {
        /// As in the opening.
        first: bool,
    },
    /// `[words](quote:id)`, before the words.
    QuoteOpen(String),
    /// The same, after the words.
    QuoteClose(String),
    /// The value of an address attribute.
    Address(Target),
    /// A picture.
    Picture(Box<Shown>),
    /// Where the margin notes of a paragraph go: the mentions from the first up to the second.
    Margin(u32, u32),
    /// The inside of a code block. It is coloured when it is shown: that takes longer than to read the whole story.
    Code(Box<CodeBlock>),
    /// A component.
    Component(Box<Component>),
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// Its language, as written.
    pub language: String,
    /// The code.
    pub code: String,
}

/// A picture that is shown in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where it is.
    pub target: Target,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Its title: where it stands alone in its paragraph, who made it.
    pub title: String,
    /// Whether it stands alone in its paragraph.
    pub stands_alone: bool,
}

/// A use of a claim in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The claim's id.
    pub id: String,
    /// Whether the same paragraph, item or row cites a source: then the figure needs no marker of its own.
    pub covered: bool,
}

/// Marks the claims among some pieces as covered by a citation beside them.
pub fn cover(pieces: &mut [Piece]) {
    for piece in pieces {
        if let Piece::ClaimValue(bound) | Piece::ClaimClose(bound) = piece {
            bound.covered = true;
        }
    }
}

/// One source in a citation bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// The source's id.
    pub id: String,
    /// Words before it: `see`.
    pub prefix: Option<String>,
    /// Where in the source: `para. 4`.
    pub locator: Option<String>,
}

/// Where an internal link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A story or page, by file, with its fragment.
    Story(SourcePath, Option<String>),
    /// A route of the site, with query and fragment as written.
    Route(String),
    /// A file beside the text.
    File(SourcePath),
    /// A full URL, or a fragment of the page itself.
    Elsewhere(String),
}

/// A use of a component: `:::name {attributes}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its name, also of its template.
    pub name: String,
    /// Its attributes; `id` and `class` among them.
    pub attributes: BTreeMap<String, String>,
    /// The `src` attribute, as an address.
    pub address: Option<Target>,
    /// The body, where it is Markdown.
    pub body: Vec<Piece>,
    /// The body, where it is TOML rows.
    pub rows: Vec<Row>,
    /// What `:::chart` shows, as far as it could be read.
    pub chart: Option<Arc<Chart>>,
}

/// A chart: all of it but the figures of a file, which only the site knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub options: chart::Options,
    /// What it is of.
    pub title: String,
    /// What a reader should see in it, in a sentence.
    pub finding: String,
    /// What the figures count, in words.
    pub unit: Option<String>,
    /// When the figures held.
    pub as_of: Option<PartialDate>,
    /// Who says so.
    pub sources: Vec<SourceReference>,
    /// Where the figures are.
    pub figures: Figures,
    /// The fragments of its title and finding.
    pub ids: [String; 2],
}

/// Where the figures of a chart are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figures {
    /// In the rows of the component; and who says so, row by row.
    Here(Table, Vec<Vec<SourceReference>>),
    /// In a file beside the text.
    File(SourcePath),
}

/// One row of a component: its cells by key.
pub type Row = Vec<(String, Cell)>;

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Inline Markdown.
    Text(Vec<Piece>),
    /// A date, canonical EDTF.
    Date(PartialDate),
    /// Uses of sources.
    Sources(Vec<SourceReference>),
    /// Numbers, truth values and nested data, as they are.
    Data(serde_json::Value),
}

/// Adds finished HTML, joined to what stands before.
pub fn push_html(pieces: &mut Vec<Piece>, html: &str) {
    if html.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Html(before)) => before.push_str(html),
        _ => pieces.push(Piece::Html(html.to_owned())),
    }
}
