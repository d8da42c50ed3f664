//! The search page, which lists all that can be found, and the files of the index.

use crate::page::context::*;
use crate::page::found::SearchGroup;
use crate::page::lists::{pages_of, pagination, part, plain};
use crate::page::shared::Desk;
use crate::page::view::Named;
use crate::page::{Content, Page, Subject};
use crate::search::File;
use crate::site::Site;
use crate::site::claims::NUMBERS_ROUTE;
use crate::site::listings::Listed;
use crate::site::route::Route;

/// The route of the search page.
const ROUTE: &str = "/search/";
/// Stories and pages on one page of the list.
const PAGE_SIZE: usize = 500;
/// The most numbers, sources and terms that are listed: each kind has an index of its own, which lists all.
const MOST_OTHERS: usize = 100;

/// The search page and the index, unless the site does without.
pub fn plan(site: &Site) -> Vec<Page> {
    if !site.config.search {
        return Vec::new();
    }
    let route = Route::new(ROUTE);
    let mut pages = pages_of(&route, text_count(site), PAGE_SIZE, Subject::Search);
    let file = |file: File| {
        Page::new(
            Route::new(format!("{ROUTE}{}", file.name())),
            Subject::SearchFile(file),
        )
    };
    pages.extend(File::all(site).map(file));
    pages
}

/// A page of the search page's list.
pub fn page(desk: Desk<'_>, route: &Route, number: usize) -> Content {
    let count = text_count(desk.site);
    let mut groups = texts(desk.site, part(count, PAGE_SIZE, number));
    if number == 1 {
        groups.extend(others(desk.site));
    }
    let categories = desk.site.listings.categories.iter();
    let variables = Variables::Search {
        groups,
        categories: categories.map(|group| group.record.clone()).collect(),
        pagination: pagination(&Route::new(ROUTE), count, PAGE_SIZE, number),
    };
    plain(desk, route, "search", "Search", "search.html", variables)
}

/// A file of the index.
pub fn file(desk: Desk<'_>, file: File) -> Content {
    Content::Bytes(desk.search().file(file))
}

fn text_count(site: &Site) -> usize {
    site.listings.stories.len() + site.listings.pages.len()
}

/// Some of the stories by category, those without one, and the plain pages.
fn texts(site: &Site, wanted: std::ops::Range<usize>) -> Vec<SearchGroup> {
    let listings = &site.listings;
    let story = |at: &usize| &listings.stories[*at];
    let mut groups: Vec<(&str, Option<&Route>, Vec<&Listed>)> = Vec::new();
    for group in &listings.categories {
        let stories = group.stories.iter().map(story).collect();
        groups.push((&group.record, Some(&group.route), stories));
    }
    let alone = listings.stories.iter().filter(|listed| listed.category.is_none());
    groups.push(("Stories", None, alone.collect()));
    groups.push(("Pages", None, listings.pages.iter().collect()));
    let mut passed = 0;
    let mut found = Vec::new();
    for (name, route, listed) in groups {
        let from = wanted.start.saturating_sub(passed).min(listed.len());
        let to = wanted.end.saturating_sub(passed).min(listed.len());
        passed += listed.len();
        if from < to {
            let named = |listed: &&Listed| Named {
                name: match listed.card.headline.is_empty() {
                    true => site.config.title.clone(),
                    false => listed.card.headline.clone(),
                },
                route: listed.route.clone(),
            };
            found.push(SearchGroup {
                name: name.to_owned(),
                route: route.cloned(),
                total: listed.len(),
                items: listed[from..to].iter().map(named).collect(),
            });
        }
    }
    found
}

/// The numbers, sources and terms, as far as there is room.
fn others(site: &Site) -> Vec<SearchGroup> {
    let number = |entry: &std::sync::Arc<crate::site::claims::ClaimEntry>| {
        named(&entry.record.entry(), entry.route.as_str())
    };
    let source = |entry: &std::sync::Arc<crate::site::citations::SourceEntry>| {
        let record = &entry.source.record;
        let name = match &record.title {
            Some(title) => &format!("{title} ({})", record.name),
            None => &record.name,
        };
        named(name, entry.source.route.as_str())
    };
    let term = |term: &std::sync::Arc<crate::registry::term::Term>| {
        named(&term.term, format!("/glossary/#{}", term.id))
    };
    let numbers = site.claims.entries.iter().map(number).take(MOST_OTHERS).collect();
    let sources = site
        .citations
        .entries
        .iter()
        .map(source)
        .take(MOST_OTHERS)
        .collect();
    let terms = site.registry.terms.iter().map(term).take(MOST_OTHERS).collect();
    let groups = [
        group("Numbers", NUMBERS_ROUTE, site.claims.entries.len(), numbers),
        group("Sources", "/sources/", site.citations.entries.len(), sources),
        group("Terms", "/glossary/", site.registry.terms.iter().count(), terms),
    ];
    groups.into_iter().filter(|group| group.total > 0).collect()
}

fn group(name: &str, route: &str, total: usize, items: Vec<Named>) -> SearchGroup {
    SearchGroup {
        name: name.to_owned(),
        route: Some(Route::new(route)),
        total,
        items,
    }
}

fn named(name: &str, route: impl AsRef<str>) -> Named {
    Named {
        name: name.to_owned(),
        route: Route::new(route),
    }
}
