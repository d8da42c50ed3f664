//! Feeds, the sitemap, robots.txt and llms.txt.

use crate::page::context::*;
use crate::page::numbers::in_order;
use crate::page::story::Contexts;
use crate::page::{Content, Origin, Page};
use crate::site::Site;
use crate::site::listings::Listed;
use crate::site::route::Route;
use std::sync::Arc;

/// Stories in a feed.
const FEED_SIZE: usize = 20;

/// The pages that machines read.
pub fn pages(site: &Site, shared: &Arc<SiteContext>, contexts: &Contexts) -> Vec<Page> {
    let mut pages = feeds(site, shared, contexts);
    let map = Arc::new(MapContext {
        site: shared.clone(),
        entries: entries(site),
    });
    for name in ["sitemap.xml", "robots.txt", "llms.txt"] {
        // A sitemap holds full URLs only (sitemaps.org protocol).
        if name != "sitemap.xml" || site.config.base_url.is_some() {
            pages.push(generated(name, Content::Map(name, map.clone())));
        }
    }
    pages.push(crate::page::lists::plain(
        shared,
        Route::new("/404.html"),
        "not-found",
        "Page not found",
        "404.html",
        Variables::None {},
    ));
    pages
}

fn generated(name: &str, content: Content) -> Page {
    Page {
        route: Route::new(format!("/{name}")),
        origin: Origin::Generated,
        content,
    }
}

fn feeds(site: &Site, shared: &Arc<SiteContext>, contexts: &Contexts) -> Vec<Page> {
    let latest = site.listings.latest_first();
    let stories: Vec<Arc<StoryContext>> = latest
        .iter()
        .take(FEED_SIZE)
        .filter_map(|place| contexts.get(&site.listings.stories[*place].card.path).cloned())
        .collect();
    let feed = |name: &str, stories: &[Arc<StoryContext>]| {
        let route = Route::new(format!("/{name}"));
        Arc::new(FeedContext {
            site: shared.clone(),
            route,
            stories: stories.to_vec(),
        })
    };
    let mut pages = vec![
        generated("atom.xml", Content::Feed("atom.xml", feed("atom.xml", &stories))),
        generated("rss.xml", Content::Feed("rss.xml", feed("rss.xml", &stories))),
        generated("feed.json", Content::JsonFeed(feed("feed.json", &stories))),
    ];
    if shared.has.corrections {
        let corrected: Vec<Arc<StoryContext>> = in_order(site, contexts)
            .into_iter()
            .filter(|context| !context.story.facts.claims.corrections.is_empty())
            .cloned()
            .collect();
        pages.push(generated(
            "corrections.xml",
            Content::Feed("corrections.xml", feed("corrections.xml", &corrected)),
        ));
    }
    pages
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
