//! Feeds (Atom, RFC 4287; RSS 2.0; JSON Feed 1.1), the sitemap, robots.txt and llms.txt.

use crate::diagnostic::Diagnostic;
use crate::input::date::PartialDate;
use crate::page::context::{FeedContext, MapContext, MapEntry, StoryContext};
use crate::render::href::Links;
use crate::render::shell::{self, PageView};
use crate::render::structured::feed_html;
use crate::render::templates::Templates;
use crate::site::route::Route;
use crate::story::facts::Kind;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Entry {
    headline: String,
    url: String,
    id: String,
    dek: Option<String>,
    date: Option<String>,
    updated: Option<String>,
    date_rfc2822: Option<String>,
    authors: Vec<String>,
    category: Option<String>,
    html: String,
}

/// A feed by a template.
pub fn feed(
    templates: &Templates,
    template: &str,
    context: &FeedContext,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let entries = entries(templates, template, context, problems);
    let links = Links::absolute(&context.site);
    let page = PageView::new(&context.site, &context.route, "feed", &context.site.config.title);
    let mut variables = shell::context(&context.site, &page);
    variables.insert("updated", &updated(&entries));
    variables.insert("entries", &entries);
    variables.insert("feed_url", &links.to(context.route.as_str()));
    variables.insert("home_url", &links.to("/"));
    variables.insert("id", &feed_id(context));
    templates.render(template, &variables, problems)
}

/// An Atom feed needs an id that never changes; without an address, one is made from the title (RFC 4151 has no use for us).
fn feed_id(context: &FeedContext) -> String {
    context
        .site
        .absolute(context.route.as_str())
        .unwrap_or_else(|| urn(&context.site.config.title, context.route.as_str()))
}

/// A URN of a name-based UUID, version 8 (RFC 9562), from a BLAKE3 hash.
fn urn(title: &str, route: &str) -> String {
    let hash = blake3::hash(format!("{title}\n{route}").as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

fn updated(entries: &[Entry]) -> String {
    let latest = entries.iter().filter_map(|entry| entry.updated.as_ref()).max();
    // A feed without entries still needs the element.
    latest
        .cloned()
        .unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}

fn entries(
    templates: &Templates,
    template: &str,
    context: &FeedContext,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    if template == "corrections.xml" {
        return corrections(templates, context, problems);
    }
    context
        .stories
        .iter()
        .map(|story| entry(templates, story, problems))
        .collect()
}

fn entry(templates: &Templates, story: &StoryContext, problems: &mut Vec<Diagnostic>) -> Entry {
    let card = &story.story.facts.card;
    let updated = card.updated.or(card.date);
    Entry {
        headline: card.headline.clone(),
        url: Links::absolute(&story.site).to(story.route.as_str()),
        id: story
            .site
            .absolute(story.route.as_str())
            .unwrap_or_else(|| urn(&story.site.config.title, story.route.as_str())),
        dek: card.dek.clone(),
        date: card.date.map(|date| date.rfc3339()),
        updated: updated.map(|date| date.rfc3339()),
        date_rfc2822: card.date.map(|date| date.rfc2822()),
        authors: story
            .authors
            .iter()
            .map(|author| author.person.name.clone())
            .collect(),
        category: story.category.as_ref().map(|category| category.name.clone()),
        html: feed_html(story, templates, problems),
    }
}

/// Each correction is an entry of its own, latest first.
fn corrections(templates: &Templates, context: &FeedContext, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    use crate::render::fill::{Filler, Surface};
    let mut found: Vec<(PartialDate, Entry)> = Vec::new();
    for story in &context.stories {
        let base = entry(templates, story, problems);
        let mut filler = Filler::new(
            story,
            templates,
            Links::absolute(&story.site),
            Surface::Elsewhere,
            problems,
        );
        for (at, correction) in story.story.facts.claims.corrections.iter().enumerate() {
            let when = correction.date;
            found.push((
                when,
                Entry {
                    headline: format!("{}: {}", capital(correction.kind), base.headline),
                    url: format!("{}#corrections", base.url),
                    id: format!("{}#correction-{}", base.id, at + 1),
                    dek: None,
                    date: Some(when.rfc3339()),
                    updated: Some(when.rfc3339()),
                    date_rfc2822: Some(when.rfc2822()),
                    authors: base.authors.clone(),
                    category: base.category.clone(),
                    html: filler.fill(&correction.text),
                },
            ));
        }
    }
    found.sort_by(|(one, _), (other, _)| other.cmp(one));
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn capital(kind: crate::story::facts::CorrectionKind) -> &'static str {
    use crate::story::facts::CorrectionKind;
    match kind {
        CorrectionKind::Correction => "Correction",
        CorrectionKind::Clarification => "Clarification",
        CorrectionKind::Update => "Update",
    }
}

/// feed.json, by JSON Feed 1.1.
pub fn json(templates: &Templates, context: &FeedContext, problems: &mut Vec<Diagnostic>) -> String {
    let site = &context.site;
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.config.title,
        "language": site.config.language,
    });
    set(&mut feed, "description", site.config.description.clone());
    set(&mut feed, "home_page_url", site.absolute("/"));
    set(&mut feed, "feed_url", site.absolute(context.route.as_str()));
    let items: Vec<Value> = context
        .stories
        .iter()
        .map(|story| json_item(entry(templates, story, problems)))
        .collect();
    feed["items"] = Value::Array(items);
    format!("{feed:#}\n")
}

fn json_item(entry: Entry) -> Value {
    let mut item =
        json!({ "id": entry.id, "url": entry.url, "title": entry.headline, "content_html": entry.html });
    set(&mut item, "summary", entry.dek);
    set(&mut item, "date_published", entry.date);
    set(&mut item, "date_modified", entry.updated);
    if !entry.authors.is_empty() {
        item["authors"] = entry.authors.iter().map(|name| json!({ "name": name })).collect();
    }
    if let Some(category) = entry.category {
        item["tags"] = json!([category]);
    }
    item
}

fn set(value: &mut Value, key: &str, text: Option<String>) {
    if let Some(text) = text {
        value[key] = Value::String(text);
    }
}

/// sitemap.xml, robots.txt or llms.txt.
pub fn map(
    templates: &Templates,
    template: &str,
    context: &MapContext,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let links = Links::absolute(&context.site);
    let route = Route::new(format!("/{template}"));
    let page = PageView::new(&context.site, &route, "map", &context.site.config.title);
    let mut variables = shell::context(&context.site, &page);
    let url = |entry: &MapEntry| links.to(entry.route.as_str());
    let urls: Vec<Value> = context
        .entries
        .iter()
        .map(|entry| json!({ "url": url(entry), "modified": entry.modified }))
        .collect();
    let of_kind = |kind: Kind| context.entries.iter().filter(move |entry| entry.kind == kind);
    let story = |entry: &MapEntry| json!({ "headline": entry.title, "url": url(entry), "dek": entry.dek });
    let stories: Vec<Value> = of_kind(Kind::Story).map(story).collect();
    let pages: Vec<Value> = of_kind(Kind::Page)
        .map(|entry| json!({ "title": entry.title, "url": url(entry) }))
        .collect();
    variables.insert("urls", &urls);
    variables.insert("stories", &stories);
    variables.insert("pages", &pages);
    variables.insert("sitemap_url", &context.site.absolute("/sitemap.xml"));
    templates.render(template, &variables, problems)
}
