//! Sources and claims as templates see them.

use crate::input::web_address::text_fragment;
use crate::page::context::{BoundClaim, FoundSource, ListedSource};
use crate::page::view::{ClaimSource, ClaimView, SourceRecord};
use crate::site::citations::CitedSource;

/// A claim as templates see it; `list` is the source list of the page at hand.
pub fn claim_view(bound: &BoundClaim, list: &[ListedSource]) -> ClaimView {
    let (entry, sources) = (&bound.entry, &bound.sources);
    let claim = &entry.record;
    ClaimView {
        id: claim.id.clone(),
        value: claim.value.clone(),
        amount: claim.amount.clone(),
        unit: claim.unit.clone(),
        label: claim.label.clone(),
        text: claim.text.clone(),
        as_of: claim.as_of.as_ref().map(ToString::to_string),
        status: claim.status,
        review_by: claim.review_by.as_ref().map(ToString::to_string),
        read_via: bound
            .read_via
            .as_ref()
            .map(|source| source.record.name.clone())
            .or_else(|| claim.read_via.clone()),
        read_via_route: bound.read_via.as_ref().map(|source| source.route.clone()),
        note: claim.note.clone(),
        formula: claim.formula.clone(),
        sources: sources.iter().map(|source| found_source(source, list)).collect(),
        route: entry.route.to_string(),
        differs: !entry.variants.is_empty() || !entry.disputes.is_empty(),
    }
}

/// A source beside a claim; numbered where the page lists it.
pub fn found_source(source: &FoundSource, list: &[ListedSource]) -> ClaimSource {
    let listed = source.place.filter(|place| *place < list.len());
    let record = &source.source.record;
    ClaimSource {
        number: listed.map(|place| place + 1),
        anchor: listed.map(|place| format!("source-{}", list[place].source.id)),
        mark: None,
        id: source.source.id.clone(),
        name: record.name.clone(),
        title: record.title.clone(),
        url: record.url.clone(),
        href: passage(&source.source, source.quote.as_deref()),
        gone: source.source.gone,
        published: record.published.as_ref().map(ToString::to_string),
        route: source.source.route.clone(),
        locator: source.locator.clone(),
        quote: source.quote.clone(),
    }
}

/// The label of the n-th use, from 0: a to z, then aa, ab and so on.
pub fn letter(at: usize) -> String {
    let last = char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    match at / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

/// Where a source can be read: at the quoted passage, where there is one; in the archive, where the page is gone.
fn passage(cited: &CitedSource, quote: Option<&str>) -> Option<String> {
    let source = &cited.record;
    let archive = source.archive.as_ref().filter(|_| cited.gone);
    let url = archive.or(source.url.as_ref())?;
    Some(quote.map_or_else(|| url.clone(), |quote| text_fragment(url, quote)))
}

/// What is known of a source. With a quotation at hand, `href` leads to the passage.
pub fn record(cited: &CitedSource, quote: Option<&str>) -> SourceRecord {
    let source = &cited.record;
    SourceRecord {
        name: source.name.clone(),
        title: source.title.clone(),
        url: source.url.clone(),
        href: passage(cited, quote),
        gone: cited.gone,
        published: source.published.as_ref().map(ToString::to_string),
        accessed: source.accessed.as_ref().map(ToString::to_string),
        tier: source.tier,
        kind: source.kind,
        via: source.via.clone(),
        origin: source.origin.clone(),
        author: source.author.clone(),
        archive: source.archive.clone(),
        justification: source.justification.clone(),
        party: source.party,
    }
}
