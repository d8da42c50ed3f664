//! Internal links: relative to the page at hand, rooted, or absolute.

use crate::input::escape::encoded_url;
use crate::page::context::SiteContext;
use crate::site::route::Route;

/// How the page at hand writes internal links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// What stands before a route without its slash: `../../`, or a full URL.
    pub up: String,
    /// Whether pages are named by their file, so that links open from disk.
    pub portable: bool,
}

impl Links {
    /// Relative links of a page.
    pub fn relative(site: &SiteContext, route: &Route) -> Self {
        let depth = route.as_str().matches('/').count().saturating_sub(1);
        Self {
            up: "../".repeat(depth),
            portable: site.portable(),
        }
    }

    /// Links that hold wherever the page is served: 404 pages answer at any depth.
    pub fn rooted(site: &SiteContext) -> Self {
        let base = site
            .config
            .base_url
            .as_ref()
            .and_then(|base| url::Url::parse(base).ok());
        let up = base.map_or_else(|| "/".to_owned(), |base| base.path().to_owned());
        Self { up, portable: false }
    }

    /// Full URLs, or rooted ones where the site's address is not known.
    pub fn absolute(site: &SiteContext) -> Self {
        let up = site.config.base_url.clone().unwrap_or_else(|| "/".to_owned());
        Self { up, portable: false }
    }

    /// The address of a route, which may carry a query and fragment.
    pub fn to(&self, route: &str) -> String {
        let cut = route.find(['?', '#']).unwrap_or(route.len());
        let (path, rest) = route.split_at(cut);
        let Some(path) = path.strip_prefix('/') else {
            return route.to_owned();
        };
        let file = if self.portable && (path.is_empty() || path.ends_with('/')) {
            "index.html"
        } else {
            ""
        };
        let path = encoded_url(path);
        let address = format!("{}{path}{file}", self.up);
        match address.is_empty() {
            true => format!("./{rest}"),
            false => address + rest,
        }
    }
}
