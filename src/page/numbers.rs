//! The numbers page, the timeline, the glossary and the corrections.

use crate::page::context::*;
use crate::page::lists::{pages_of, plain};
use crate::page::story::{Contexts, find_sources};
use crate::page::view::*;
use crate::page::{ClaimFormat, Content, Origin, Page};
use crate::site::Site;
use crate::site::claims::ClaimEntry;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::facts::Event;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Claims on a page of the numbers.
const PAGE_SIZE: usize = 100;

/// The pages that gather claims, events, terms and corrections.
pub fn pages(site: &Site, shared: &Arc<SiteContext>, contexts: &Contexts) -> Vec<Page> {
    let mut pages = numbers(site, shared);
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
        let terms = site
            .registry
            .terms
            .iter()
            .map(|term| term_view(site, term))
            .collect();
        let variables = Variables::Glossary { terms };
        pages.push(plain(
            shared,
            Route::new("/glossary/"),
            "glossary",
            "Glossary",
            "glossary.html",
            variables,
        ));
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

fn numbers(site: &Site, shared: &Arc<SiteContext>) -> Vec<Page> {
    let formats = [
        ("/claims.json", ClaimFormat::Json),
        ("/claims.csv", ClaimFormat::Csv),
    ];
    let mut pages: Vec<Page> = formats
        .into_iter()
        .map(|(name, format)| {
            let content = Content::Claims(format, site.claims.clone(), site.citations.clone());
            Page {
                route: Route::new(name),
                origin: Origin::Generated,
                content,
            }
        })
        .collect();
    let views: Vec<NumberView> = site
        .claims
        .entries
        .par_iter()
        .map(|entry| number_view(site, entry))
        .collect();
    let total = views.len();
    let route = Route::new("/numbers/");
    for (route, claims, pagination) in pages_of(&route, &views, PAGE_SIZE) {
        let variables = Variables::Numbers {
            claims: claims.to_vec(),
            pagination,
            total,
        };
        pages.push(plain(
            shared,
            route,
            "numbers",
            "By the numbers",
            "numbers.html",
            variables,
        ));
    }
    pages
}

fn number_view(site: &Site, entry: &Arc<ClaimEntry>) -> NumberView {
    let sources = find_sources(
        site,
        entry.owner.as_ref(),
        &entry.record.sources,
        &BTreeMap::new(),
    );
    let variant = |(path, claim): &(SourcePath, Arc<crate::registry::claim::Claim>)| {
        Some(VariantView {
            value: claim.value.clone(),
            as_of: claim.as_of.as_ref().map(ToString::to_string),
            text: claim.text.clone(),
            story: story_link(site, path)?,
        })
    };
    let dispute = |(path, dispute): &(SourcePath, crate::story::facts::Dispute)| {
        let story = story_link(site, path)?;
        let route = format!("{}#{}", story.route, dispute.anchor);
        let topic = dispute
            .topic
            .clone()
            .or_else(|| entry.record.label.clone())
            .unwrap_or_else(|| entry.record.id.clone());
        Some(DisputeView { topic, route, story })
    };
    NumberView {
        claim: claim_view(entry, &sources, &[]),
        anchor: entry.anchor.clone(),
        used_in: entry
            .used_in
            .iter()
            .filter_map(|path| story_link(site, path))
            .collect(),
        variants: entry.variants.iter().filter_map(variant).collect(),
        disputes: entry.disputes.iter().filter_map(dispute).collect(),
    }
}

/// A story, named and linked.
pub fn story_link(site: &Site, path: &SourcePath) -> Option<StoryLink> {
    let listed = site.listed(path)?;
    Some(StoryLink {
        headline: listed.card.headline.clone(),
        route: listed.route.to_string(),
    })
}

fn term_view(site: &Site, term: &crate::registry::term::Term) -> TermView {
    let sources = find_sources(site, None, &term.sources, &BTreeMap::new());
    let used_in = site
        .listings
        .stories
        .iter()
        .chain(&site.listings.pages)
        .filter(|listed| {
            site.stories
                .get(&listed.card.path)
                .is_some_and(|story| story.facts.links.terms.contains(&term.id))
        });
    TermView {
        id: term.id.clone(),
        anchor: term.id.clone(),
        term: term.term.clone(),
        definition_html: Html(crate::input::escape::html(&term.definition)),
        aliases: term.aliases.clone(),
        sources: sources.iter().map(|source| found_source(source, &[])).collect(),
        used_in: used_in
            .map(|listed| StoryLink {
                headline: listed.card.headline.clone(),
                route: listed.route.to_string(),
            })
            .collect(),
    }
}

/// A claim as templates see it; `list` is the source list of the page at hand.
pub fn claim_view(entry: &ClaimEntry, sources: &[FoundSource], list: &[ListedSource]) -> ClaimView {
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
        read_via: claim.read_via.clone(),
        note: claim.note.clone(),
        formula: claim.formula.clone(),
        sources: sources.iter().map(|source| found_source(source, list)).collect(),
        route: claim_route(entry),
        differs: !entry.variants.is_empty() || !entry.disputes.is_empty(),
    }
}

/// The place of a claim on the numbers page.
pub fn claim_route(entry: &ClaimEntry) -> String {
    let page = Route::new("/numbers/").page(entry.place / PAGE_SIZE + 1);
    format!("{page}#{}", entry.anchor)
}

/// A source beside a claim; numbered where the page lists it.
pub fn found_source(source: &FoundSource, list: &[ListedSource]) -> ClaimSource {
    let listed = source.place.filter(|place| *place < list.len());
    ClaimSource {
        number: listed.map(|place| place + 1),
        anchor: listed.map(|place| format!("source-{}", list[place].id)),
        mark: None,
        id: source.id.clone(),
        name: source.record.name.clone(),
        title: source.record.title.clone(),
        url: source.record.url.clone(),
        published: source.record.published.as_ref().map(ToString::to_string),
        route: source.route.clone(),
        locator: source.locator.clone(),
        quote: source.quote.clone(),
    }
}
