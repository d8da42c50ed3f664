//! Files that are copied, the theme's own, redirects of aliases, and the stylesheet of `[theme]`.

use crate::input::sources::Sources;
use crate::page::context::*;
use crate::page::lists::plain;
use crate::page::{Content, Origin, Page};
use crate::site::route::Route;
use crate::site::{STATIC_FOLDER, Site};
use crate::story::highlight;
use crate::theme::THEME;
use std::sync::Arc;

/// All files that are not made by a template, and redirects.
pub fn pages(site: &Site, shared: &Arc<SiteContext>, sources: &Sources) -> Vec<Page> {
    let mut pages = copied(site, sources);
    pages.extend(theme_files(sources));
    pages.extend(redirects(site, shared));
    if site.config.theme != crate::input::config::Theme::default() {
        let content = Content::ThemeStyle(site.config.clone());
        pages.push(Page {
            route: Route::new("/theme.css"),
            origin: Origin::Generated,
            content,
        });
    }
    pages
}

fn copied(site: &Site, sources: &Sources) -> Vec<Page> {
    let page = |(path, route): (&crate::source_path::SourcePath, &Route)| {
        let bytes = sources.get(path.as_str())?.bytes().clone();
        Some(Page {
            route: route.clone(),
            origin: Origin::File(path.clone()),
            content: Content::Bytes(bytes),
        })
    };
    site.files.iter().filter_map(page).collect()
}

/// The theme's static files, but for those that the site has by the same path.
fn theme_files(sources: &Sources) -> Vec<Page> {
    let page = |(path, bytes): &(&str, &[u8])| {
        let below = path.strip_prefix(STATIC_FOLDER)?;
        let route = Route::new(format!("/{below}"));
        let bytes: Arc<[u8]> = match below {
            // One stylesheet: the theme's, and the colours of highlighted code.
            "style.css" => [*bytes, highlight::stylesheet().as_bytes()].concat().into(),
            _ => Arc::from(*bytes),
        };
        sources.get(path).is_none().then_some(Page {
            route,
            origin: Origin::Generated,
            content: Content::Bytes(bytes),
        })
    };
    THEME.iter().filter_map(page).collect()
}

fn redirects(site: &Site, shared: &Arc<SiteContext>) -> Vec<Page> {
    let mut pages = Vec::new();
    for listed in site.listings.stories.iter().chain(&site.listings.pages) {
        for (at, alias) in listed.card.aliases.iter().enumerate() {
            let variables = Variables::Redirect {
                target: listed.route.clone(),
            };
            let page = plain(
                shared,
                Route::new(alias),
                "redirect",
                &listed.card.headline,
                "redirect.html",
                variables,
            );
            pages.push(Page {
                origin: Origin::Alias(listed.card.path.clone(), at),
                ..page
            });
        }
    }
    pages
}
