//! The home page, categories and authors: lists of cards, a page at a time.

use crate::page::cards::{Cards, author, person};
use crate::page::context::*;
use crate::page::story::Contexts;
use crate::page::view::*;
use crate::page::{Content, Origin, Page};
use crate::site::Site;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::HOME_FILE;
use std::sync::Arc;

/// The pages of all lists.
pub fn pages(site: &Site, shared: &Arc<SiteContext>, cards: &Cards, contexts: &Contexts) -> Vec<Page> {
    let mut pages = home(site, shared, cards, contexts);
    for group in &site.listings.categories {
        let category = Named {
            name: group.record.clone(),
            route: group.route.clone(),
        };
        pages.extend(paginate(site, &group.route, &group.stories).into_iter().map(
            |(route, places, pagination)| {
                let stories = pick(cards, places);
                let variables = Variables::Category {
                    category: category.clone(),
                    stories,
                    pagination,
                };
                plain(
                    shared,
                    route,
                    "category",
                    &group.record,
                    "category.html",
                    variables,
                )
            },
        ));
    }
    for (at, group) in site.listings.authors.iter().enumerate() {
        let author = author(site, at);
        let name = author.person.name.clone();
        pages.extend(paginate(site, &group.route, &group.stories).into_iter().map(
            |(route, places, pagination)| {
                let variables = Variables::Author {
                    author: person(&author),
                    stories: pick(cards, places),
                    pagination,
                };
                plain(shared, route, "author", &name, "author.html", variables)
            },
        ));
    }
    pages
}

/// A page whose variables are known.
pub fn plain(
    site: &Arc<SiteContext>,
    route: Route,
    kind: &'static str,
    title: &str,
    template: &'static str,
    variables: Variables,
) -> Page {
    let context = PlainContext {
        site: site.clone(),
        route: route.clone(),
        kind,
        title: title.to_owned(),
        template,
        variables,
    };
    Page {
        route,
        origin: Origin::Generated,
        content: Content::Plain(Arc::new(context)),
    }
}

fn pick(cards: &Cards, places: &[usize]) -> Vec<Arc<CardView>> {
    places
        .iter()
        .filter_map(|place| cards.get(*place).cloned())
        .collect()
}

fn home(site: &Site, shared: &Arc<SiteContext>, cards: &Cards, contexts: &Contexts) -> Vec<Page> {
    let path = SourcePath::new(HOME_FILE);
    let text = contexts.get(&path);
    let all: Vec<usize> = (0..cards.len()).collect();
    let categories: Vec<Counted> = site
        .listings
        .categories
        .iter()
        .map(|group| Counted {
            name: group.record.clone(),
            route: group.route.clone(),
            count: group.stories.len(),
        })
        .collect();
    let page = |(route, places, pagination): (Route, &[usize], Option<Pagination>)| {
        let is_first = route == Route::home();
        let context = HomeContext {
            site: shared.clone(),
            route: route.clone(),
            text: text.filter(|_| is_first).cloned(),
            stories: pick(cards, places),
            pagination,
            categories: categories.clone(),
        };
        let origin = if is_first && text.is_some() {
            Origin::Story(path.clone())
        } else {
            Origin::Generated
        };
        Page {
            route,
            origin,
            content: Content::Home(Arc::new(context)),
        }
    };
    paginate(site, &Route::home(), &all)
        .into_iter()
        .map(page)
        .collect()
}

/// Cuts a list into pages; an empty list has one page, and a list of one page no pagination.
fn paginate<'l>(
    site: &Site,
    route: &Route,
    places: &'l [usize],
) -> Vec<(Route, &'l [usize], Option<Pagination>)> {
    pages_of(route, places, site.config.paginate_by)
}

/// Cuts a list into pages of at most `size`.
pub fn pages_of<'l, T>(
    route: &Route,
    items: &'l [T],
    size: usize,
) -> Vec<(Route, &'l [T], Option<Pagination>)> {
    let count = items.len().div_ceil(size).max(1);
    let mut chunks: Vec<&[T]> = items.chunks(size).collect();
    if chunks.is_empty() {
        chunks.push(&[]);
    }
    let page = |(at, chunk)| {
        (
            route.page(at + 1),
            chunk,
            (count > 1).then(|| pagination(route, at + 1, count)),
        )
    };
    chunks.into_iter().enumerate().map(page).collect()
}

fn pagination(route: &Route, number: usize, count: usize) -> Pagination {
    let near = |page: &usize| *page == 1 || *page == count || page.abs_diff(number) <= 2;
    let link = |number| PageLink {
        number,
        route: route.page(number),
    };
    Pagination {
        number,
        count,
        previous: (number > 1).then(|| route.page(number - 1)),
        next: (number < count).then(|| route.page(number + 1)),
        pages: (1..=count).filter(near).map(link).collect(),
    }
}
