//! What every template sees: `site` and `page`.

use crate::input::theme::Layout;
use crate::lettering::draw;
use crate::page::context::SiteContext;
use crate::render::filters::script_safe;
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
    pub image_alt: Option<String>,
    pub image_type: Option<&'static str>,
    pub image_width: Option<u32>,
    pub image_height: Option<u32>,
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

impl PageView {
    /// The page is shown by a card where somebody shares it.
    pub fn show_card(&mut self, site: &SiteContext, route: &Route, alt: String) {
        self.image = site.absolute(route.as_str());
        self.image_alt = Some(alt);
        self.image_type = Some("image/png");
        self.image_width = Some(draw::WIDTH);
        self.image_height = Some(draw::HEIGHT);
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

/// Hands a page its structured data, as JSON that cannot end the script element around it.
pub fn insert_data(variables: &mut Context, data: &serde_json::Value) {
    let data = script_safe(&data.to_string());
    variables.insert_value("json_ld", Value::safe_string(&data));
}
