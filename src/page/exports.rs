//! Feeds, the sitemap, robots.txt, llms.txt and the page that says that there is none.

use crate::page::context::*;
use crate::page::lists::plain;
use crate::page::numbers::contexts;
use crate::page::shared::Desk;
use crate::page::site_value::has;
use crate::page::{Content, Page, Subject};
use crate::site::Site;
use crate::site::listings::Listed;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use std::sync::Arc;

/// Stories in a feed.
const FEED_SIZE: usize = 20;

/// The pages that machines read, and 404.html.
pub fn plan(site: &Site) -> Vec<Page> {
    let page = |name: &str, subject| Page::new(Route::new(format!("/{name}")), subject);
    let feeds = ["atom.xml", "rss.xml", "feed.json"].map(|name| page(name, Subject::Feed(name)));
    let maps = ["robots.txt", "llms.txt"].map(|name| page(name, Subject::Map(name)));
    let mut pages: Vec<Page> = feeds.into_iter().chain(maps).collect();
    pages.push(page("404.html", Subject::NotFound));
    if has(site).corrections {
        pages.push(page("corrections.xml", Subject::CorrectionsFeed));
    }
    // A sitemap holds full URLs only (sitemaps.org protocol).
    if site.config.base_url.is_some() {
        pages.push(page("sitemap.xml", Subject::Map("sitemap.xml")));
    }
    pages
}

/// A feed of the latest stories.
pub fn feed(desk: Desk<'_>, route: &Route, name: &'static str) -> Content {
    let listings = &desk.site.listings;
    let latest = listings.latest_first().into_iter().take(FEED_SIZE);
    let paths: Vec<SourcePath> = latest.map(|at| listings.stories[at].card.path.clone()).collect();
    let context = feed_of(desk, route, &paths);
    match name {
        "feed.json" => Content::JsonFeed(context),
        template => Content::Feed(template, context),
    }
}

/// The feed of corrections.
pub fn corrections(desk: Desk<'_>, route: &Route) -> Content {
    let corrected = &desk.site.claims.with_corrections;
    Content::Feed("corrections.xml", feed_of(desk, route, corrected))
}

fn feed_of(desk: Desk<'_>, route: &Route, paths: &[SourcePath]) -> Arc<FeedContext> {
    Arc::new(FeedContext {
        site: desk.of_site(),
        route: route.clone(),
        stories: contexts(desk, paths),
    })
}

/// The sitemap, robots.txt or llms.txt.
pub fn map(desk: Desk<'_>, name: &'static str) -> Content {
    let context = MapContext {
        site: desk.of_site(),
        entries: entries(desk.site),
    };
    Content::Map(name, Arc::new(context))
}

/// The page that says that there is none.
pub fn not_found(desk: Desk<'_>, route: &Route) -> Content {
    let (title, nothing) = ("Page not found", Variables::None {});
    plain(desk, route, "not-found", title, "404.html", nothing)
}

fn entries(site: &Site) -> Vec<MapEntry> {
    let entry = |listed: &Listed| {
        let card = &listed.card;
        MapEntry {
            route: listed.route.clone(),
            modified: card
                .updated
                .as_ref()
                .or(card.date.as_ref())
                .and_then(|date| date.full_day())
                .map(|day| day.to_string()),
            title: card.headline.clone(),
            dek: card.dek.clone(),
            kind: card.kind,
        }
    };
    let mut entries: Vec<MapEntry> = site
        .listings
        .stories
        .iter()
        .chain(&site.listings.pages)
        .map(entry)
        .collect();
    if !entries.iter().any(|entry| entry.route == Route::home()) {
        let (title, dek) = (site.config.title.clone(), site.config.description.clone());
        entries.push(MapEntry {
            route: Route::home(),
            modified: None,
            title,
            dek,
            kind: crate::story::facts::Kind::Home,
        });
    }
    entries
}
