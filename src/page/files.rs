//! Files that are copied, the theme's own, redirects of aliases, and the stylesheet of `[theme]`.

use crate::page::context::*;
use crate::page::lists::plain;
use crate::page::pictures;
use crate::page::shared::Desk;
use crate::page::{Content, Page, Subject};
use crate::site::route::Route;
use crate::site::{STATIC_FOLDER, Site};
use crate::source_path::SourcePath;
use crate::story::highlight;
use crate::theme::THEME;
use std::sync::{Arc, LazyLock};

/// The script that no site needs which does without search.
const SEARCH_SCRIPT: &str = "search.js";

/// All files that are not made by a template, and redirects.
pub fn plan(site: &Site) -> Vec<Page> {
    let copied = site.files.iter();
    let copied = copied.map(|(path, route)| Page::new(route.clone(), pictures::subject(site, path)));
    let own = |below: &&str| {
        let path = SourcePath::new(format!("{STATIC_FOLDER}{below}"));
        !site.files.contains_key(&path)
    };
    let wanted = |below: &&str| site.config.search || *below != SEARCH_SCRIPT;
    let theme = THEME_FILES
        .iter()
        .map(|(below, _)| *below)
        .filter(own)
        .filter(wanted);
    let theme = theme.map(|below| Page::new(Route::new(format!("/{below}")), Subject::ThemeFile(below)));
    let mut pages: Vec<Page> = copied.chain(theme).chain(redirects(site)).collect();
    if site.config.theme.has_style() {
        pages.push(Page::new(Route::new("/theme.css"), Subject::ThemeStyle));
    }
    pages
}

fn redirects(site: &Site) -> impl Iterator<Item = Page> {
    let listed = site.listings.stories.iter().chain(&site.listings.pages);
    listed.flat_map(|listed| {
        let aliases = listed.card.aliases.iter().enumerate();
        aliases.map(|(at, alias)| {
            let subject = Subject::Redirect(listed.card.path.clone(), at);
            Page::new(Route::new(alias), subject)
        })
    })
}

/// A page that leads to a story or page.
pub fn redirect(desk: Desk<'_>, route: &Route, path: &SourcePath) -> Content {
    let listed = desk.site.listed(path).expect("what has an alias is listed");
    let variables = Variables::Redirect {
        target: listed.route.clone(),
    };
    let title = &listed.card.headline;
    plain(desk, route, "redirect", title, "redirect.html", variables)
}

/// The bytes of a file that is copied.
pub fn bytes(desk: Desk<'_>, path: &SourcePath) -> Arc<[u8]> {
    let file = desk.sources.get(path.as_str());
    file.expect("files of the site are among the sources")
        .bytes()
        .clone()
}

/// The bytes of a file of the theme.
pub fn theme_file(below: &str) -> Arc<[u8]> {
    let found = THEME_FILES.iter().find(|(name, _)| *name == below);
    found.map_or_else(|| Arc::from([]), |(_, bytes)| bytes.clone())
}

type ThemeFile = (&'static str, Arc<[u8]>);

/// The theme's static files by their path below `static/`: constants, put together once.
static THEME_FILES: LazyLock<Vec<ThemeFile>> = LazyLock::new(|| {
    let file = |(path, bytes): &(&'static str, &'static [u8])| {
        let below = path.strip_prefix(STATIC_FOLDER)?;
        let bytes: Arc<[u8]> = match below {
            // One stylesheet: the theme's, and the colours of highlighted code.
            "style.css" => [*bytes, highlight::stylesheet().as_bytes()].concat().into(),
            _ => Arc::from(*bytes),
        };
        Some((below, bytes))
    };
    THEME.iter().filter_map(file).collect()
});
