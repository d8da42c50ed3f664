//! The filters that templates have besides Tera's own. All are pure.

use crate::input::date::PartialDate;
use crate::input::escape::encoded_url;
use crate::input::slug::slugify;
use crate::render::href::Links;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Registers every filter.
pub fn register(tera: &mut Tera) {
    tera.register_filter("link", link);
    tera.register_filter("absolute", absolute);
    tera.register_filter("date", date);
    tera.register_filter("datetime", datetime);
    tera.register_filter("json", json);
    tera.register_filter("slug", slug);
    tera.register_filter("plural", plural);
}

/// A route as an address for the page at hand, which says by `page.up` and `page.portable` how.
fn link(route: &str, _: Kwargs, state: &State<'_>) -> TeraResult<String> {
    let page = page(state)?;
    let up = page
        .get_from_path("up")
        .and_then(Value::as_str)
        .unwrap_or("/")
        .to_owned();
    let portable = page
        .get_from_path("portable")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    Ok(Links { up, portable }.to(route))
}

/// A route as a full URL, where the site's address is known.
fn absolute(route: &str, _: Kwargs, state: &State<'_>) -> TeraResult<String> {
    if !route.starts_with('/') {
        return Ok(route.to_owned());
    }
    let site = state.get::<Value>("site")?;
    let base = site
        .as_ref()
        .and_then(|site| site.get_from_path("base_url"))
        .and_then(Value::as_str);
    Ok(base.map_or_else(
        || route.to_owned(),
        |base| format!("{base}{}", encoded_url(&route[1..])),
    ))
}

fn page(state: &State<'_>) -> TeraResult<Value> {
    state.get::<Value>("page")?.ok_or_else(|| {
        tera::Error::message("`link` needs to know the page: a component that uses it must declare `@page` among its arguments")
    })
}

/// A date in words; what is no date stays as it is.
fn date(text: &str, _: Kwargs, _: &State<'_>) -> String {
    PartialDate::parse(text).map_or_else(|_| text.to_owned(), |date| date.words())
}

/// A date for `<time datetime>`, or nothing where HTML has no form for it.
fn datetime(text: &str, _: Kwargs, _: &State<'_>) -> String {
    PartialDate::parse(text)
        .ok()
        .and_then(|date| date.html_datetime())
        .unwrap_or_default()
}

/// JSON that may stand in a script element: `<` cannot end it.
fn json(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))?;
    Ok(Value::safe_string(&script_safe(&text)))
}

/// Makes JSON safe inside a script element.
pub fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn slug(text: &str, _: Kwargs, _: &State<'_>) -> String {
    slugify(text)
}

/// A number with its noun: `{{ n | plural(one="source", many="sources") }}`.
fn plural(count: u64, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let noun = arguments.must_get::<String>(if count == 1 { "one" } else { "many" })?;
    Ok(format!("{count} {noun}"))
}
