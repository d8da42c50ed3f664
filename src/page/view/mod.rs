//! The shapes that templates see. Every template variable is one of these; see docs/templates.md.

mod claims;

use crate::registry::source::SourceKind;
use crate::site::route::Route;
use crate::story::facts::CorrectionKind;
use serde::Serialize;

pub use claims::*;

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
    /// Its headline.
    pub headline: String,
    /// One sentence that says why it matters, as plain text.
    pub dek: Option<String>,
    /// Its page.
    pub route: Route,
    /// Its category.
    pub category: Option<Named>,
    /// Its number in the microsite, as it was written: `01`.
    pub number: Option<String>,
    /// The day of publication, with a time where one was written: `2026-04-27`.
    pub date: Option<String>,
    /// When it was last changed, as precise as it was written.
    pub updated: Option<String>,
    /// How many sources its list holds.
    pub source_count: usize,
    /// Its authors, in the order of the byline.
    pub authors: Vec<Named>,
    /// Its `extra` table, as it was written.
    pub extra: serde_json::Value,
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// The name in the byline.
    pub name: String,
    /// The page that lists their stories.
    pub route: Route,
    /// What they do.
    pub role: Option<String>,
    /// A sentence or two, as plain text.
    pub bio: Option<String>,
    /// Their own page: a full URL or a route.
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
    /// The page, from 1.
    pub number: usize,
    /// Where it is.
    pub route: Route,
}

/// A source in a page's own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceNote {
    /// Its number in the list, from 1.
    pub number: usize,
    /// Its id in the site.
    pub id: String,
    /// The fragment of its entry: `source-cnbc`.
    pub anchor: String,
    /// The id of its preview: `note-cnbc`.
    pub popover: String,
    /// What is known of it; its fields stand beside the others.
    #[serde(flatten)]
    pub record: SourceRecord,
    /// Its own page.
    pub route: Route,
    /// Whether the text cites it; else it is only listed.
    pub cited: bool,
    /// Where the page uses it, in the order of reading.
    pub uses: Vec<UseView>,
    /// How many other stories use it.
    pub other_stories: usize,
    /// The sentence that it is quoted with, where a claim or quotation of the page gives one.
    pub quote: Option<String>,
}

/// What is known of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceRecord {
    /// The publisher.
    pub name: String,
    /// The title of the piece.
    pub title: Option<String>,
    /// Where it can be read: a full URL.
    pub url: Option<String>,
    /// The same, leading to the quoted passage where there is one.
    pub href: Option<String>,
    /// Whether it can no longer be read at its address: then `href` leads to the archived copy, where there is one.
    pub gone: bool,
    /// When it was published, as precise as it was written.
    pub published: Option<String>,
    /// When it was read, as precise as it was written.
    pub accessed: Option<String>,
    /// From 1 (primary or wire) to 4 (unnamed or undated).
    pub tier: Option<u8>,
    /// `primary`, `wire`, `newsroom`, `analysis` or `aggregator`.
    pub kind: Option<SourceKind>,
    /// Through whom it was read.
    pub via: Option<String>,
    /// Whose words it carries, where it is another's copy.
    pub origin: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// A saved copy: a full URL.
    pub archive: Option<String>,
    /// Why it was used.
    pub justification: Option<String>,
    /// Whether it is a party to what it tells.
    pub party: bool,
}

/// One use of a source on the page at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UseView {
    /// The id of the marker in the text.
    pub anchor: String,
    /// A letter: `a` for the first use, `b` for the second.
    pub label: String,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// When, as precise as it was written: `2019`, `2026-Q4`, `2025~`.
    pub date: String,
    /// What happened.
    pub text_html: Html,
    /// Who says so.
    pub sources: Vec<ClaimSource>,
    /// The story that tells it, on pages that gather several.
    pub story: Option<StoryLink>,
    /// Whether it lies after today.
    pub future: bool,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteView {
    /// Its id, as components name it.
    pub id: String,
    /// The words, without quotation marks around them.
    pub text: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// What the speaker is.
    pub role: Option<String>,
    /// When they were said, as precise as it was written.
    pub date: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The source that holds them.
    pub source: Option<ClaimSource>,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// When it was made, as precise as it was written.
    pub date: String,
    /// `correction`, `clarification` or `update`.
    pub kind: CorrectionKind,
    /// What was wrong and what is right.
    pub text_html: Html,
    /// The story that it belongs to, on pages that gather several.
    pub story: Option<StoryLink>,
}

/// A source in the citation index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// Its id in the site.
    pub id: String,
    /// The fragment of its entry in the index: `source-cnbc`.
    pub anchor: String,
    /// What is known of it; its fields stand beside the others.
    #[serde(flatten)]
    pub record: SourceRecord,
    /// Its own page.
    pub route: Route,
    /// Its COinS title: an OpenURL context object that reference managers read.
    pub coins: String,
    /// The stories that use it.
    pub cited_by: Vec<CitedBy>,
    /// How many stories use it.
    pub story_count: usize,
}

/// A story that uses a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedBy {
    /// The story's headline.
    pub headline: String,
    /// The story's page.
    pub route: String,
    /// Each place in it, in the order of reading.
    pub uses: Vec<UseLink>,
}

/// One use of a source in another page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UseLink {
    /// The place, with its fragment.
    pub route: String,
    /// The same.
    pub href: String,
    /// A letter: `a` for the first use, `b` for the second.
    pub label: String,
    /// The heading that the place stands under.
    pub section: Option<String>,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermView {
    /// Its id, as `term:` links name it.
    pub id: String,
    /// The fragment of its entry in the glossary.
    pub anchor: String,
    /// The term as a reader meets it.
    pub term: String,
    /// What it means.
    pub definition_html: Html,
    /// Other names of the same thing.
    pub aliases: Vec<String>,
    /// Who says so.
    pub sources: Vec<ClaimSource>,
    /// The stories that link to it.
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
