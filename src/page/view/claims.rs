//! Claims as templates see them.

use crate::page::view::StoryLink;
use crate::registry::claim::Status;
use crate::site::route::Route;
use serde::Serialize;

/// A source beside a claim, event or quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimSource {
    /// Its number in the page's own list.
    pub number: Option<usize>,
    /// The fragment of its entry there.
    pub anchor: Option<String>,
    /// The fragment that its marker must carry, where the page counts this as a use.
    pub mark: Option<String>,
    /// Its id in the site.
    pub id: String,
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
    /// Its own page.
    pub route: Route,
    /// Where in the source: `para. 4`.
    pub locator: Option<String>,
    /// The sentence that says so, word for word.
    pub quote: Option<String>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimView {
    /// Its id, as stories name it.
    pub id: String,
    /// The figure as it is shown: `$13B+`.
    pub value: String,
    /// The figure for machines, as it was written: `13000000000`.
    pub amount: Option<String>,
    /// The unit for machines: `USD`.
    pub unit: Option<String>,
    /// What the figure is, in a few words.
    pub label: Option<String>,
    /// The claim as a sentence.
    pub text: Option<String>,
    /// When it held, as precise as it was written.
    pub as_of: Option<String>,
    /// `confirmed`, `reported`, `disputed` or `unknown`.
    pub status: Option<Status>,
    /// When it should be looked at again.
    pub review_by: Option<String>,
    /// Through whom its sources were read.
    pub read_via: Option<String>,
    /// The page of that telling, where it is one of the site's sources.
    pub read_via_route: Option<Route>,
    /// A remark for readers.
    pub note: Option<String>,
    /// How it follows from other claims: `{stake} * {valuation}`.
    pub formula: Option<String>,
    /// Who says so, in the order written.
    pub sources: Vec<ClaimSource>,
    /// Its place on the numbers page, with a fragment.
    pub route: String,
    /// Whether tellings of it differ anywhere in the site.
    pub differs: bool,
}

/// A claim on the numbers page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberView {
    /// The claim; its fields stand beside the others.
    #[serde(flatten)]
    pub claim: ClaimView,
    /// The fragment of its entry on the numbers page.
    pub anchor: String,
    /// The stories that show it.
    pub used_in: Vec<StoryLink>,
    /// Other tables with the same id that say something else.
    pub variants: Vec<VariantView>,
    /// Where `sources-differ` shows that tellings of it differ.
    pub disputes: Vec<DisputeView>,
}

/// What a claim was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierView {
    /// The figure as it was shown.
    pub value: String,
    /// When it held, as precise as it was written.
    pub as_of: Option<String>,
    /// Why it changed.
    pub note: Option<String>,
    /// Who said so.
    pub sources: Vec<ClaimSource>,
}

/// A part of a formula in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperandView {
    /// What stands there: the figure of a claim, a number or an operator.
    pub text: String,
    /// What that claim is, in a few words.
    pub label: Option<String>,
    /// The page of that claim.
    pub route: Option<Route>,
}

/// Another telling of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantView {
    /// The figure as that telling has it.
    pub value: String,
    /// When it held, by that telling.
    pub as_of: Option<String>,
    /// That telling as a sentence.
    pub text: Option<String>,
    /// The story that tells it so.
    pub story: StoryLink,
}

/// A place that shows how tellings of a claim differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisputeView {
    /// What the tellings differ about.
    pub topic: String,
    /// The place, with a fragment.
    pub route: String,
    /// The story that shows it.
    pub story: StoryLink,
}
