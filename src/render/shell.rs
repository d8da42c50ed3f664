//! What every template sees: `site` and `page`.

use crate::input::theme::Layout;
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
    pub layout: Option<Layout>,
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
            noindex: matches!(kind, "not-found" | "redirect" | "search"),
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
    context.insert_value("site", site.value.0.clone());
    context.insert("page", page);
    context.insert_value("json_ld", Value::none());
    context
}
