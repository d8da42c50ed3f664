//! The numbers page, the timeline, the glossary and the corrections.

use crate::page::cards::StoryLinks;
use crate::page::context::*;
use crate::page::lists::pages_of;
use crate::page::story::{Contexts, bind, find_sources};
use crate::page::view::StoryLink;
use crate::page::{ClaimFormat, Content, Origin, Page};
use crate::site::Site;
use crate::site::claims::{ClaimEntry, NUMBERS_PAGE_SIZE, NUMBERS_ROUTE};
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::facts::Event;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The pages that gather claims, events, terms and corrections.
pub fn pages(site: &Site, shared: &Arc<SiteContext>, contexts: &Contexts, links: &StoryLinks) -> Vec<Page> {
    let mut pages = numbers(site, shared, links);
    let order = in_order(site, contexts);
    if shared.has.timeline {
        let route = Route::new("/timeline/");
        let context = Arc::new(CollectionContext {
            events: events(&order),
            ..collection(shared, &route, with_events(&order))
        });
        pages.push(Page {
            route,
            origin: Origin::Generated,
            content: Content::Timeline(context),
        });
    }
    if shared.has.corrections {
        let route = Route::new("/corrections/");
        let context = Arc::new(collection(shared, &route, with_corrections(&order)));
        pages.push(Page {
            route,
            origin: Origin::Generated,
            content: Content::Corrections(context),
        });
    }
    if shared.has.glossary {
        let context = Arc::new(GlossaryContext {
            site: shared.clone(),
            terms: terms(site, links),
        });
        pages.push(Page {
            route: Route::new("/glossary/"),
            origin: Origin::Generated,
            content: Content::Glossary(context),
        });
    }
    pages
}

/// The contexts of stories and pages in the order of the site.
pub fn in_order<'c>(site: &Site, contexts: &'c Contexts) -> Vec<&'c Arc<StoryContext>> {
    let listed = site.listings.stories.iter().chain(&site.listings.pages);
    listed
        .filter_map(|listed| contexts.get(&listed.card.path))
        .collect()
}

fn collection(site: &Arc<SiteContext>, route: &Route, stories: Vec<Arc<StoryContext>>) -> CollectionContext {
    CollectionContext {
        site: site.clone(),
        route: route.clone(),
        stories,
        events: Vec::new(),
    }
}

fn with_events(order: &[&Arc<StoryContext>]) -> Vec<Arc<StoryContext>> {
    order
        .iter()
        .filter(|context| !context.story.facts.claims.events.is_empty())
        .map(|context| (*context).clone())
        .collect()
}

fn with_corrections(order: &[&Arc<StoryContext>]) -> Vec<Arc<StoryContext>> {
    order
        .iter()
        .filter(|context| !context.story.facts.claims.corrections.is_empty())
        .map(|context| (*context).clone())
        .collect()
}

/// All events by date, each told once.
fn events(order: &[&Arc<StoryContext>]) -> Vec<(usize, Event)> {
    let mut events: Vec<(usize, Event)> = Vec::new();
    let mut told = HashSet::new();
    for (at, context) in with_events(order).iter().enumerate() {
        for event in &context.story.facts.claims.events {
            if told.insert(format!("{} {:?}", event.date, event.text)) {
                events.push((at, event.clone()));
            }
        }
    }
    events.sort_by_key(|(_, event)| event.date);
    events
}

fn numbers(site: &Site, shared: &Arc<SiteContext>, links: &StoryLinks) -> Vec<Page> {
    let formats = [
        ("/claims.json", ClaimFormat::Json),
        ("/claims.csv", ClaimFormat::Csv),
    ];
    let data = Arc::new(ClaimsContext {
        site: shared.clone(),
        claims: site.claims.clone(),
        citations: site.citations.clone(),
        links: Arc::new(links.clone()),
    });
    let export = |(name, format)| {
        let content = Content::Claims(format, data.clone());
        Page {
            route: Route::new(name),
            origin: Origin::Generated,
            content,
        }
    };
    let mut pages: Vec<Page> = formats.into_iter().map(export).collect();
    let entries: Vec<NumberEntry> = site
        .claims
        .entries
        .iter()
        .map(|entry| number(site, entry, links))
        .collect();
    let total = entries.len();
    for (route, claims, pagination) in pages_of(&Route::new(NUMBERS_ROUTE), &entries, NUMBERS_PAGE_SIZE) {
        let (site, claims) = (shared.clone(), claims.to_vec());
        let context = NumbersContext {
            site,
            route: route.clone(),
            claims,
            pagination,
            total,
        };
        pages.push(Page {
            route,
            origin: Origin::Generated,
            content: Content::Numbers(Arc::new(context)),
        });
    }
    pages
}

fn number(site: &Site, entry: &Arc<ClaimEntry>, links: &StoryLinks) -> NumberEntry {
    let link = |path: &SourcePath| links.get(path).cloned();
    NumberEntry {
        used_in: entry.used_in.iter().filter_map(link).collect(),
        variants: entry.variants.iter().filter_map(|(path, _)| link(path)).collect(),
        disputes: entry.disputes.iter().filter_map(|(path, _)| link(path)).collect(),
        claim: bind(site, entry, &BTreeMap::new()),
    }
}

/// The terms of the glossary by name, and the stories that use each.
fn terms(site: &Site, links: &StoryLinks) -> Vec<GlossaryEntry> {
    let mut used_in: BTreeMap<&str, Vec<Arc<StoryLink>>> = BTreeMap::new();
    for listed in site.listings.stories.iter().chain(&site.listings.pages) {
        let path = &listed.card.path;
        let (Some(story), Some(link)) = (site.stories.get(path), links.get(path)) else {
            continue;
        };
        for term in &story.facts.links.terms {
            used_in.entry(term).or_default().push(link.clone());
        }
    }
    let entry = |term: &Arc<crate::registry::term::Term>| GlossaryEntry {
        sources: find_sources(site, None, &term.sources, &BTreeMap::new()),
        used_in: used_in.get(term.id.as_str()).cloned().unwrap_or_default(),
        term: term.clone(),
    };
    let mut entries: Vec<GlossaryEntry> = site.registry.terms.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.term.term.to_lowercase());
    entries
}
