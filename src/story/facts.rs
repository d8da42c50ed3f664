//! What others may see of a story, in four slices: card, citations, claims, links.
//!
//! No slice holds a place in the file, so that typing in a paragraph leaves all four equal
//! and no index of the site is built again.

use crate::input::date::PartialDate;
use crate::registry::claim::Claim;
use crate::registry::quote::Quote;
use crate::registry::source::{Source, SourceReference};
use crate::source_path::SourcePath;
use crate::story::piece::Piece;
use std::sync::Arc;

/// What a Markdown file is, by where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// content/index.md
    Home,
    /// Markdown below content/stories/
    Story,
    /// Any other Markdown below content/
    Page,
}

/// The four slices, each shared and compared by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What lists show.
    pub card: Arc<Card>,
    /// Whom it cites.
    pub citations: Arc<Citations>,
    /// Which figures and facts it tells.
    pub claims: Arc<Claims>,
    /// What it links to.
    pub links: Arc<Links>,
}

impl Facts {
    /// The slices, shared from here on.
    pub fn of(card: Card, citations: Citations, claims: Claims, links: Links) -> Self {
        Self {
            card: Arc::new(card),
            citations: Arc::new(citations),
            claims: Arc::new(claims),
            links: Arc::new(links),
        }
    }
}

/// What lists show of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its file.
    pub path: SourcePath,
    /// What it is.
    pub kind: Kind,
    /// Its headline.
    pub headline: String,
    /// The sentence under the headline.
    pub dek: Option<String>,
    /// Its last path segment.
    pub slug: String,
    /// Its category, as written.
    pub category: Option<String>,
    /// Its place in the microsite, as written: "01".
    pub number: Option<String>,
    /// When it was published; a story has one.
    pub date: Option<PartialDate>,
    /// When it was last changed.
    pub updated: Option<PartialDate>,
    /// Its authors: names, or ids of people.toml.
    pub authors: Vec<String>,
    /// Its image.
    pub image: Option<Image>,
    /// Its language, where it is not the site's.
    pub language: Option<String>,
    /// Why it may be held back.
    pub release: Release,
    /// Former routes.
    pub aliases: Vec<String>,
    /// Keys of the site's own.
    pub extra: serde_json::Value,
}

/// When a story may be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// Not ready.
    pub draft: bool,
    /// Not before this day.
    pub publish_at: Option<PartialDate>,
    /// Not from this day on.
    pub expires: Option<PartialDate>,
}

/// The image of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The file or URL, as written.
    pub address: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
    /// The words under it.
    pub caption: Option<String>,
}

/// Whom a story cites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citations {
    /// Its own sources, in order.
    pub sources: Vec<Arc<Source>>,
    /// The ids that its front matter lists, its own and shared ones, in order.
    pub listed: Vec<String>,
    /// Everything in it that names a source, in the order of reading.
    pub mentions: Vec<Mention>,
    /// The sources that it adapts.
    pub based_on: Vec<String>,
}

/// A place in a story that leads to sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub kind: MentionKind,
    /// Its id.
    pub id: String,
    /// The heading above it.
    pub section: Option<Arc<str>>,
    /// Of a claim: whether a citation beside it names the source already.
    pub covered: bool,
}

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// A source, by a citation.
    Source,
    /// A claim, and by it the claim's sources.
    Claim,
    /// A registered quotation, and by it its source.
    Quote,
}

/// Which figures and facts a story tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// The claims of its stat card, by id, in order.
    pub stats: Vec<String>,
    /// Its own claims.
    pub claims: Vec<Scoped<Claim>>,
    /// Its own quotations.
    pub quotes: Vec<Arc<Quote>>,
    /// Its own events.
    pub events: Vec<Event>,
    /// What was corrected.
    pub corrections: Vec<Correction>,
    /// Where it shows that tellings of a claim differ.
    pub disputes: Vec<Dispute>,
}

/// A record of a story, and whether its id was given (then it counts in the whole site)
/// or follows from its label (then it counts in the story alone).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoped<T> {
    /// The record.
    pub record: Arc<T>,
    /// Whether the id counts in the whole site.
    pub global: bool,
}

/// Something that happened, or will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub date: PartialDate,
    /// What.
    pub text: Vec<Piece>,
    /// Who says so.
    pub sources: Vec<SourceReference>,
}

/// A change to a published story that readers should know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// When it was made.
    pub date: PartialDate,
    /// What kind of change.
    pub kind: CorrectionKind,
    /// What was changed.
    pub text: Vec<Piece>,
}

/// What kind of change a correction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something was unclear.
    Clarification,
    /// Something is new.
    Update,
}

/// A place where a story shows that tellings differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The claim at issue, if one is named.
    pub claim: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// The fragment of its place.
    pub anchor: String,
}

/// What a story links to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Stories and pages, by file, each once, in order.
    pub stories: Vec<SourcePath>,
    /// Terms, by id, each once, in order.
    pub terms: Vec<String>,
    /// Pictures that it shows, by file or by route, each once, in order.
    pub pictures: Vec<String>,
}
