//! What every template sees: `site` and `page`.

use crate::input::config::NavItem;
use crate::page::context::SiteContext;
use crate::render::href::Links;
use crate::site::route::Route;
use serde::Serialize;
use tera::{Context, Value};

/// `page`: what a template knows of the page at hand.
#[derive(Debug, Default, Serialize)]
pub struct PageView {
    pub route: String,
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub canonical: Option<String>,
    pub noindex: bool,
    pub language: String,
    pub image: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub up: String,
    pub portable: bool,
}

impl PageView {
    /// A page of the site, without what only stories have.
    pub fn new(site: &SiteContext, route: &Route, kind: &'static str, title: &str) -> Self {
        let links = match kind {
            "not-found" => Links::rooted(site),
            _ => Links::relative(site, route),
        };
        Self {
            route: route.to_string(),
            kind,
            title: title.to_owned(),
            canonical: site
                .absolute(route.as_str())
                .filter(|_| !matches!(kind, "not-found" | "redirect")),
            noindex: matches!(kind, "not-found" | "redirect"),
            language: site.config.language.clone(),
            up: links.up,
            portable: links.portable,
            ..Self::default()
        }
    }
}

/// A context with `site` and `page` in it.
pub fn context(site: &SiteContext, page: &PageView) -> Context {
    let mut context = Context::new();
    context.insert_value("site", site_value(site));
    context.insert("page", page);
    context.insert_value("json_ld", Value::none());
    context
}

/// `site`, as templates see it.
pub fn site_value(site: &SiteContext) -> Value {
    let config = &site.config;
    Value::from_serializable(&serde_json::json!({
        "title": config.title,
        "description": config.description,
        "language": config.language,
        "base_url": config.base_url,
        "publisher": config.publisher,
        "nav": config.nav.iter().map(nav_item).collect::<Vec<_>>(),
        "theme": config.theme,
        "extra": config.extra,
        "counts": site.counts,
        "has": site.has,
    }))
}

fn nav_item(item: &NavItem) -> serde_json::Value {
    let route = item.url.starts_with('/').then_some(&item.url);
    serde_json::json!({ "name": item.name, "href": item.url, "route": route })
}
