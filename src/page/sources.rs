//! The citation index, and a page for each source.

use crate::page::cards::StoryLinks;
use crate::page::context::*;
use crate::page::lists::pages_of;
use crate::page::story::bind;
use crate::page::{Content, Origin, Page, SourceFormat};
use crate::site::Site;
use crate::site::citations::SourceEntry;
use crate::site::route::Route;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sources on a page of the index.
const PAGE_SIZE: usize = 100;

/// The index, a page a source, and the exports.
pub fn pages(site: &Site, shared: &Arc<SiteContext>, links: &StoryLinks) -> Vec<Page> {
    let sources: Vec<IndexedSource> = site
        .citations
        .entries
        .iter()
        .map(|entry| indexed(entry, links))
        .collect();
    let total = sources.len();
    let mut pages = Vec::with_capacity(total + total / PAGE_SIZE + 4);
    for (route, sources, pagination) in pages_of(&Route::new("/sources/"), &sources, PAGE_SIZE) {
        let (site, sources) = (shared.clone(), sources.to_vec());
        let context = SourcesContext {
            site,
            route: route.clone(),
            sources,
            pagination,
            total,
        };
        pages.push(Page {
            route,
            origin: Origin::Generated,
            content: Content::SourceIndex(Arc::new(context)),
        });
    }
    let mut claims = claims_by_source(site);
    for (place, source) in sources.into_iter().enumerate() {
        let route = source.entry.source.route.clone();
        let claims = claims.remove(&place).unwrap_or_default();
        let context = SourceContext {
            site: shared.clone(),
            source,
            claims,
        };
        pages.push(Page {
            route,
            origin: Origin::Generated,
            content: Content::Source(Arc::new(context)),
        });
    }
    let formats = [
        ("/sources.json", SourceFormat::CslJson),
        ("/sources.bib", SourceFormat::Bibtex),
        ("/sources.ris", SourceFormat::Ris),
    ];
    for (name, format) in formats {
        let content = Content::Sources(format, site.citations.clone());
        pages.push(Page {
            route: Route::new(name),
            origin: Origin::Generated,
            content,
        });
    }
    pages
}

fn indexed(entry: &Arc<SourceEntry>, links: &StoryLinks) -> IndexedSource {
    let stories = entry
        .uses
        .iter()
        .filter_map(|uses| links.get(&uses.path).cloned())
        .collect();
    IndexedSource {
        entry: entry.clone(),
        stories,
    }
}

/// The claims that rest on each source, by its place in the index.
fn claims_by_source(site: &Site) -> BTreeMap<usize, Vec<BoundClaim>> {
    let mut found: BTreeMap<usize, Vec<BoundClaim>> = BTreeMap::new();
    for entry in &site.claims.entries {
        let owner = entry.owner.as_ref();
        let references = &entry.record.sources;
        let claim = bind(site, entry, &BTreeMap::new());
        let mut places: Vec<usize> = references
            .iter()
            .filter_map(|source| site.citations.place(owner, &source.id))
            .collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            found.entry(place).or_default().push(claim.clone());
        }
    }
    found
}
