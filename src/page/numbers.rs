//! The numbers page, the timeline, the glossary and the corrections.

use crate::page::context::*;
use crate::page::lists::{pages_of, pagination, part};
use crate::page::shared::Desk;
use crate::page::site_value::has;
use crate::page::story::{bind, context, find_sources};
use crate::page::view::StoryLink;
use crate::page::{ClaimFormat, Content, Page, Subject};
use crate::registry::claim::check_formula;
use crate::site::claims::{ClaimEntry, NUMBERS_PAGE_SIZE, NUMBERS_ROUTE};
use crate::site::route::Route;
use crate::site::{Site, social};
use crate::source_path::SourcePath;
use crate::story::facts::Event;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The pages that gather claims, events, terms and corrections.
pub fn plan(site: &Site) -> Vec<Page> {
    let mut pages = pages_of(
        &Route::new(NUMBERS_ROUTE),
        site.claims.entries.len(),
        NUMBERS_PAGE_SIZE,
        Subject::Numbers,
    );
    let claims = site.claims.entries.iter();
    pages.extend(claims.map(|entry| Page::new(entry.route.clone(), Subject::Claim(entry.place))));
    let has = has(site);
    let others = [
        (true, "/claims.json", Subject::Claims(ClaimFormat::Json)),
        (true, "/claims.csv", Subject::Claims(ClaimFormat::Csv)),
        (has.timeline, "/timeline/", Subject::Timeline),
        (has.corrections, "/corrections/", Subject::Corrections),
        (has.glossary, "/glossary/", Subject::Glossary),
    ];
    let wanted = others.into_iter().filter(|(is_wanted, ..)| *is_wanted);
    pages.extend(wanted.map(|(_, route, subject)| Page::new(Route::new(route), subject)));
    pages
}

/// A page of the numbers.
pub fn numbers(desk: Desk<'_>, route: &Route, number: usize) -> Content {
    let entries = &desk.site.claims.entries;
    let total = entries.len();
    let claims = entries[part(total, NUMBERS_PAGE_SIZE, number)].iter();
    Content::Numbers(Arc::new(NumbersContext {
        site: desk.of_site(),
        route: route.clone(),
        claims: claims.map(|entry| number_entry(desk, entry)).collect(),
        pagination: pagination(&Route::new(NUMBERS_ROUTE), total, NUMBERS_PAGE_SIZE, number),
        total,
    }))
}

fn number_entry(desk: Desk<'_>, entry: &Arc<ClaimEntry>) -> NumberEntry {
    let links = |paths: &mut dyn Iterator<Item = &SourcePath>| {
        paths.filter_map(|path| desk.link(path)).collect::<Vec<_>>()
    };
    NumberEntry {
        used_in: links(&mut entry.used_in.iter()),
        variants: links(&mut entry.variants.iter().map(|(path, _)| path)),
        disputes: links(&mut entry.disputes.iter().map(|(path, _)| path)),
        claim: bind(desk.site, entry, &BTreeMap::new()),
    }
}

/// The page of a claim.
pub fn claim(desk: Desk<'_>, place: usize) -> Content {
    let site = desk.site;
    let entry = &site.claims.entries[place];
    let owner = entry.owner.as_ref();
    let formula = entry.record.formula.as_deref().unwrap_or_default();
    let operands = check_formula(formula).unwrap_or_default().into_iter();
    let history = entry.record.history.iter();
    let of_site = desk.of_site();
    Content::Claim(Arc::new(ClaimContext {
        card: social::of_claim(site, of_site.cards, entry),
        site: of_site,
        number: number_entry(desk, entry),
        operands: operands
            .filter_map(|id| site.claims.find(owner, &id).cloned().map(|entry| (id, entry)))
            .collect(),
        history: history
            .map(|earlier| find_sources(site, owner, &earlier.sources, &BTreeMap::new()))
            .collect(),
    }))
}

/// All claims as data.
pub fn claims(desk: Desk<'_>, format: ClaimFormat) -> Content {
    let paths = desk.site.places.keys();
    let links = paths.filter_map(|path| Some((path.clone(), desk.link(path)?)));
    let context = ClaimsContext {
        site: desk.of_site(),
        claims: desk.site.claims.clone(),
        citations: desk.site.citations.clone(),
        links: Arc::new(links.collect()),
    };
    Content::Claims(format, Arc::new(context))
}

/// The timeline of the whole site.
pub fn timeline(desk: Desk<'_>, route: &Route) -> Content {
    let stories = contexts(desk, &desk.site.claims.with_events);
    Content::Timeline(Arc::new(CollectionContext {
        site: desk.of_site(),
        route: route.clone(),
        events: events(&stories),
        stories,
    }))
}

/// The corrections of the whole site.
pub fn corrections(desk: Desk<'_>, route: &Route) -> Content {
    Content::Corrections(Arc::new(CollectionContext {
        site: desk.of_site(),
        route: route.clone(),
        stories: contexts(desk, &desk.site.claims.with_corrections),
        events: Vec::new(),
    }))
}

/// The contexts of some stories and pages.
pub fn contexts(desk: Desk<'_>, paths: &[SourcePath]) -> Vec<Arc<StoryContext>> {
    paths.iter().map(|path| Arc::new(context(desk, path))).collect()
}

/// All events by date, each told once.
fn events(stories: &[Arc<StoryContext>]) -> Vec<(usize, Event)> {
    let mut events: Vec<(usize, Event)> = Vec::new();
    let mut told = HashSet::new();
    for (at, context) in stories.iter().enumerate() {
        for event in &context.story.facts.claims.events {
            if told.insert(format!("{} {:?}", event.date, event.text)) {
                events.push((at, event.clone()));
            }
        }
    }
    events.sort_by_key(|(_, event)| event.date);
    events
}

/// The glossary: the terms by name, and the stories that use each.
pub fn glossary(desk: Desk<'_>) -> Content {
    let site = desk.site;
    let mut used_in: BTreeMap<&str, Vec<Arc<StoryLink>>> = BTreeMap::new();
    for listed in site.listings.stories.iter().chain(&site.listings.pages) {
        let path = &listed.card.path;
        let Some(story) = site.stories.get(path) else {
            continue;
        };
        for term in &story.facts.links.terms {
            used_in.entry(term).or_default().extend(desk.link(path));
        }
    }
    let entry = |term: &Arc<crate::registry::term::Term>| GlossaryEntry {
        sources: find_sources(site, None, &term.sources, &BTreeMap::new()),
        used_in: used_in.get(term.id.as_str()).cloned().unwrap_or_default(),
        term: term.clone(),
    };
    let mut terms: Vec<GlossaryEntry> = site.registry.terms.iter().map(entry).collect();
    terms.sort_by_key(|entry| entry.term.term.to_lowercase());
    Content::Glossary(Arc::new(GlossaryContext {
        site: desk.of_site(),
        terms,
    }))
}
