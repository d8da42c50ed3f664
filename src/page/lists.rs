//! The home page, categories and authors: lists of cards, a page at a time.

use crate::page::cards;
use crate::page::context::*;
use crate::page::shared::Desk;
use crate::page::story;
use crate::page::view::*;
use crate::page::{Content, Page, Subject};
use crate::site::Site;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::HOME_FILE;
use std::sync::Arc;

/// The pages of all lists.
pub fn plan(site: &Site) -> Vec<Page> {
    let size = site.config.paginate_by;
    let home = SourcePath::new(HOME_FILE);
    let text = site.stories.contains_key(&home).then_some(home);
    let mut pages = pages_of(&Route::home(), site.listings.stories.len(), size, |number| {
        Subject::Home(number, text.clone().filter(|_| number == 1))
    });
    for (at, group) in site.listings.categories.iter().enumerate() {
        let subject = |number| Subject::Category(at, number);
        pages.extend(pages_of(&group.route, group.stories.len(), size, subject));
    }
    for (at, group) in site.listings.authors.iter().enumerate() {
        let subject = |number| Subject::Author(at, number);
        pages.extend(pages_of(&group.route, group.stories.len(), size, subject));
    }
    pages
}

/// A page of the home page's list; the first shows the home page's own text.
pub fn home(desk: Desk<'_>, route: &Route, number: usize, text: Option<&SourcePath>) -> Content {
    let site = desk.site;
    let count = site.listings.stories.len();
    let part = part(count, site.config.paginate_by, number);
    let categories = site.listings.categories.iter().map(|group| Counted {
        name: group.record.clone(),
        route: group.route.clone(),
        count: group.stories.len(),
    });
    Content::Home(Arc::new(HomeContext {
        site: desk.of_site(),
        route: route.clone(),
        text: text.map(|path| Arc::new(story::context(desk, path))),
        stories: part.filter_map(|at| desk.card(at)).collect(),
        pagination: pagination(&Route::home(), count, site.config.paginate_by, number),
        categories: categories.collect(),
    }))
}

/// A page of a category's list.
pub fn category(desk: Desk<'_>, route: &Route, at: usize, number: usize) -> Content {
    let group = &desk.site.listings.categories[at];
    let size = desk.site.config.paginate_by;
    let variables = Variables::Category {
        category: Named {
            name: group.record.clone(),
            route: group.route.clone(),
        },
        stories: desk.cards(&group.stories[part(group.stories.len(), size, number)]),
        pagination: pagination(&group.route, group.stories.len(), size, number),
    };
    plain(desk, route, "category", &group.record, "category.html", variables)
}

/// A page of an author's list.
pub fn author(desk: Desk<'_>, route: &Route, at: usize, number: usize) -> Content {
    let group = &desk.site.listings.authors[at];
    let size = desk.site.config.paginate_by;
    let author = cards::author(desk.site, at);
    let variables = Variables::Author {
        author: cards::person(&author),
        stories: desk.cards(&group.stories[part(group.stories.len(), size, number)]),
        pagination: pagination(&group.route, group.stories.len(), size, number),
    };
    plain(
        desk,
        route,
        "author",
        &author.person.name,
        "author.html",
        variables,
    )
}

/// A page whose variables are known.
pub fn plain(
    desk: Desk<'_>,
    route: &Route,
    kind: &'static str,
    title: &str,
    template: &'static str,
    variables: Variables,
) -> Content {
    Content::Plain(Arc::new(PlainContext {
        site: desk.of_site(),
        route: route.clone(),
        kind,
        title: title.to_owned(),
        template,
        variables,
    }))
}

/// The pages of a list of `count` items, at most `size` on each; an empty list has one page.
pub fn pages_of(route: &Route, count: usize, size: usize, subject: impl Fn(usize) -> Subject) -> Vec<Page> {
    let numbers = 1..=count.div_ceil(size).max(1);
    numbers
        .map(|number| Page::new(route.page(number), subject(number)))
        .collect()
}

/// The places of the items on one page of a list.
pub fn part(count: usize, size: usize, number: usize) -> std::ops::Range<usize> {
    let from = ((number - 1) * size).min(count);
    from..(from + size).min(count)
}

/// The pages of a list, as one of them shows them; a list of one page has no pagination.
pub fn pagination(route: &Route, items: usize, size: usize, number: usize) -> Option<Pagination> {
    let count = items.div_ceil(size).max(1);
    let near = |page: &usize| *page == 1 || *page == count || page.abs_diff(number) <= 2;
    let link = |number| PageLink {
        number,
        route: route.page(number),
    };
    (count > 1).then(|| Pagination {
        number,
        count,
        previous: (number > 1).then(|| route.page(number - 1)),
        next: (number < count).then(|| route.page(number + 1)),
        pages: (1..=count).filter(near).map(link).collect(),
    })
}
