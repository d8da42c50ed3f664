//! The shapes that templates see. Every template variable is one of these; see docs/templates.md.

use crate::registry::claim::Status;
use crate::registry::source::SourceKind;
use crate::site::route::Route;
use crate::story::facts::CorrectionKind;
use serde::Serialize;

/// A name with a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Its page.
    pub route: Route,
}

/// A category and how many stories it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The name.
    pub name: String,
    /// Its page.
    pub route: Route,
    /// How many stories.
    pub count: usize,
}

/// A story, named and linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryLink {
    /// Its headline.
    pub headline: String,
    /// Its page, with a fragment where one place is meant.
    pub route: String,
}

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardView {
    pub headline: String,
    pub dek: Option<String>,
    pub route: Route,
    pub category: Option<Named>,
    pub number: Option<String>,
    pub date: Option<String>,
    pub updated: Option<String>,
    pub source_count: usize,
    pub authors: Vec<Named>,
    pub extra: serde_json::Value,
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    pub name: String,
    pub route: Route,
    pub role: Option<String>,
    pub bio: Option<String>,
    pub url: Option<String>,
}

/// The pages of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// This page, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<Route>,
    /// The page after.
    pub next: Option<Route>,
    /// The first and last pages and those around this one.
    pub pages: Vec<PageLink>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageLink {
    pub number: usize,
    pub route: Route,
}

/// A source in a page's own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceNote {
    pub number: usize,
    pub id: String,
    pub anchor: String,
    pub popover: String,
    #[serde(flatten)]
    pub record: SourceRecord,
    pub route: Route,
    pub cited: bool,
    pub uses: Vec<UseView>,
    pub other_stories: usize,
    pub quote: Option<String>,
}

/// What is known of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceRecord {
    pub name: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub href: Option<String>,
    pub published: Option<String>,
    pub accessed: Option<String>,
    pub tier: Option<u8>,
    pub kind: Option<SourceKind>,
    pub via: Option<String>,
    pub origin: Option<String>,
    pub author: Option<String>,
    pub archive: Option<String>,
    pub justification: Option<String>,
    pub party: bool,
}

/// One use of a source on the page at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UseView {
    pub anchor: String,
    pub label: String,
}

/// A source beside a claim, event or quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimSource {
    /// Its number in the page's own list.
    pub number: Option<usize>,
    /// The fragment of its entry there.
    pub anchor: Option<String>,
    /// The fragment that its marker must carry, where the page counts this as a use.
    pub mark: Option<String>,
    pub id: String,
    pub name: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub route: Route,
    pub locator: Option<String>,
    pub quote: Option<String>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimView {
    pub id: String,
    pub value: String,
    pub amount: Option<String>,
    pub unit: Option<String>,
    pub label: Option<String>,
    pub text: Option<String>,
    pub as_of: Option<String>,
    pub status: Option<Status>,
    pub review_by: Option<String>,
    pub read_via: Option<String>,
    pub note: Option<String>,
    pub formula: Option<String>,
    pub sources: Vec<ClaimSource>,
    pub route: String,
    pub differs: bool,
}

/// A claim on the numbers page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberView {
    #[serde(flatten)]
    pub claim: ClaimView,
    pub anchor: String,
    pub used_in: Vec<StoryLink>,
    pub variants: Vec<VariantView>,
    pub disputes: Vec<DisputeView>,
}

/// Another telling of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantView {
    pub value: String,
    pub as_of: Option<String>,
    pub text: Option<String>,
    pub story: StoryLink,
}

/// A place that shows how tellings of a claim differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisputeView {
    pub topic: String,
    pub route: String,
    pub story: StoryLink,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventView {
    pub date: String,
    pub text_html: Html,
    pub sources: Vec<ClaimSource>,
    pub story: Option<StoryLink>,
    pub future: bool,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteView {
    pub id: String,
    pub text: String,
    pub speaker: Option<String>,
    pub role: Option<String>,
    pub date: Option<String>,
    pub locator: Option<String>,
    pub source: Option<ClaimSource>,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    pub date: String,
    pub kind: CorrectionKind,
    pub text_html: Html,
    pub story: Option<StoryLink>,
}

/// A source in the citation index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceView {
    pub id: String,
    pub anchor: String,
    #[serde(flatten)]
    pub record: SourceRecord,
    pub route: Route,
    pub coins: String,
    pub cited_by: Vec<CitedBy>,
    pub story_count: usize,
}

/// A story that uses a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedBy {
    pub headline: String,
    pub route: String,
    pub uses: Vec<UseLink>,
}

/// One use of a source in another page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UseLink {
    /// The place, with its fragment.
    pub route: String,
    /// The same.
    pub href: String,
    pub label: String,
    pub section: Option<String>,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermView {
    pub id: String,
    pub anchor: String,
    pub term: String,
    pub definition_html: Html,
    pub aliases: Vec<String>,
    pub sources: Vec<ClaimSource>,
    pub used_in: Vec<StoryLink>,
}

/// Finished HTML: printed as it is, where other text is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Tera recognises its own value and keeps the mark that says it is safe.
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}
