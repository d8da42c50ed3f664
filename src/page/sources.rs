//! The citation index, and a page for each source.

use crate::page::context::*;
use crate::page::lists::{pages_of, pagination, part};
use crate::page::shared::Desk;
use crate::page::story::bind;
use crate::page::{Content, Page, SourceFormat, Subject};
use crate::site::Site;
use crate::site::route::Route;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sources on a page of the index.
const PAGE_SIZE: usize = 100;

const ROUTE: &str = "/sources/";

/// The index, a page a source, and the exports.
pub fn plan(site: &Site) -> Vec<Page> {
    let entries = &site.citations.entries;
    let mut pages = pages_of(&Route::new(ROUTE), entries.len(), PAGE_SIZE, Subject::SourceIndex);
    let source = |(place, entry): (usize, &Arc<crate::site::citations::SourceEntry>)| {
        Page::new(entry.source.route.clone(), Subject::Source(place))
    };
    pages.extend(entries.iter().enumerate().map(source));
    let formats = [
        ("/sources.json", SourceFormat::CslJson),
        ("/sources.bib", SourceFormat::Bibtex),
        ("/sources.ris", SourceFormat::Ris),
    ];
    pages.extend(formats.map(|(name, format)| Page::new(Route::new(name), Subject::Sources(format))));
    pages
}

/// A page of the index.
pub fn index(desk: Desk<'_>, route: &Route, number: usize) -> Content {
    let total = desk.site.citations.entries.len();
    let places = part(total, PAGE_SIZE, number);
    Content::SourceIndex(Arc::new(SourcesContext {
        site: desk.of_site(),
        route: route.clone(),
        sources: places.map(|place| indexed(desk, place)).collect(),
        pagination: pagination(&Route::new(ROUTE), total, PAGE_SIZE, number),
        total,
    }))
}

/// The page of a source.
pub fn source(desk: Desk<'_>, place: usize) -> Content {
    let claim = |place: &usize| bind(desk.site, &desk.site.claims.entries[*place], &BTreeMap::new());
    Content::Source(Arc::new(SourceContext {
        site: desk.of_site(),
        source: indexed(desk, place),
        claims: desk.claims_of_source(place).iter().map(claim).collect(),
    }))
}

fn indexed(desk: Desk<'_>, place: usize) -> IndexedSource {
    let entry = &desk.site.citations.entries[place];
    IndexedSource {
        entry: entry.clone(),
        stories: entry
            .uses
            .iter()
            .filter_map(|uses| desk.link(&uses.path))
            .collect(),
    }
}
