//! The citation index, and a page for each source.

use crate::page::context::*;
use crate::page::lists::{pages_of, plain};
use crate::page::numbers::claim_view;
use crate::page::story::find_sources;
use crate::page::view::*;
use crate::page::{Content, Origin, Page, SourceFormat};
use crate::registry::source::Source;
use crate::site::Site;
use crate::site::citations::{SourceEntry, StoryUses};
use crate::site::route::Route;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sources on a page of the index.
const PAGE_SIZE: usize = 100;

/// The index, a page a source, and the exports.
pub fn pages(site: &Site, shared: &Arc<SiteContext>) -> Vec<Page> {
    let route = Route::new("/sources/");
    let views: Vec<SourceView> = site
        .citations
        .entries
        .par_iter()
        .map(|entry| view(site, entry))
        .collect();
    let total = views.len();
    let mut pages: Vec<Page> = pages_of(&route, &views, PAGE_SIZE)
        .into_iter()
        .map(|(route, sources, pagination)| {
            let variables = Variables::Sources {
                sources: sources.to_vec(),
                pagination,
                total,
            };
            plain(shared, route, "sources", "Sources", "sources.html", variables)
        })
        .collect();
    let claims = claims_by_source(site);
    pages.par_extend(views.into_par_iter().enumerate().map(|(place, source)| {
        let claims = claims.get(&place).cloned().unwrap_or_default();
        let title = source
            .record
            .title
            .clone()
            .unwrap_or_else(|| source.record.name.clone());
        plain(
            shared,
            source.route.clone(),
            "source",
            &title,
            "source.html",
            Variables::Source {
                source: Box::new(source),
                claims,
            },
        )
    }));
    for (name, format) in [
        ("/sources.json", SourceFormat::CslJson),
        ("/sources.bib", SourceFormat::Bibtex),
        ("/sources.ris", SourceFormat::Ris),
    ] {
        let content = Content::Sources(format, site.citations.clone());
        pages.push(Page {
            route: Route::new(name),
            origin: Origin::Generated,
            content,
        });
    }
    pages
}

fn claims_by_source(site: &Site) -> BTreeMap<usize, Vec<ClaimView>> {
    let mut found: BTreeMap<usize, Vec<ClaimView>> = BTreeMap::new();
    for entry in &site.claims.entries {
        let sources = find_sources(
            site,
            entry.owner.as_ref(),
            &entry.record.sources,
            &BTreeMap::new(),
        );
        let view = claim_view(entry, &sources, &[]);
        let mut places: Vec<usize> = entry
            .record
            .sources
            .iter()
            .filter_map(|source| site.source_place(entry.owner.as_ref(), &source.id))
            .collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            found.entry(place).or_default().push(view.clone());
        }
    }
    found
}

fn view(site: &Site, entry: &SourceEntry) -> SourceView {
    SourceView {
        id: entry.id.clone(),
        anchor: format!("source-{}", entry.id),
        record: record(&entry.record, None),
        route: entry.route.clone(),
        coins: crate::page::references::coins(entry),
        cited_by: entry
            .uses
            .iter()
            .filter_map(|uses| cited_by(site, uses))
            .collect(),
        story_count: entry.uses.len(),
    }
}

fn cited_by(site: &Site, uses: &StoryUses) -> Option<CitedBy> {
    let listed = site.listed(&uses.path)?;
    let link = |(at, used): (usize, &crate::site::citations::Use)| {
        let place = format!("{}#{}", listed.route, used.anchor);
        UseLink {
            route: place.clone(),
            href: place,
            label: letter(at),
            section: used.section.as_deref().map(str::to_owned),
        }
    };
    Some(CitedBy {
        headline: listed.card.headline.clone(),
        route: listed.route.clone(),
        uses: uses.uses.iter().enumerate().map(link).collect(),
    })
}

/// The label of the n-th use, from 0: a to z, then aa, ab and so on.
pub fn letter(at: usize) -> String {
    let last = char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    match at / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

/// What is known of a source. With a quotation at hand, `href` leads to the passage.
pub fn record(source: &Source, quote: Option<&str>) -> SourceRecord {
    let href = source.url.as_ref().map(|url| match quote {
        Some(quote) => crate::input::web_address::text_fragment(url, quote),
        None => url.clone(),
    });
    SourceRecord {
        name: source.name.clone(),
        title: source.title.clone(),
        url: source.url.clone(),
        href,
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
