//! What machines read in a page: JSON-LD (schema.org), Highwire tags, and the words of "cite this page".

use crate::input::date::PartialDate;
use crate::page::context::{BoundClaim, SiteContext, StoryContext};
use crate::registry::source::Source;
use crate::render::fill::{Filler, Surface};
use crate::render::href::Links;
use crate::render::picture::image_url;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A `<meta>` of reference managers.
#[derive(Debug, Serialize)]
pub struct Tag {
    pub name: &'static str,
    pub content: String,
}

/// A story or page as schema.org sees it: a NewsArticle that gives background, with what it cites,
/// the claims in it, and its corrections. What is not known is left out.
pub fn article(context: &StoryContext, kind: &str) -> Value {
    let url = context.site.absolute(context.route.as_str());
    let mut article = Map::new();
    let known = identity(context, kind, url.as_deref())
        .into_iter()
        .chain(substance(context, kind));
    article.extend(known.filter_map(|(key, value)| Some((key.to_owned(), value?))));
    let mut graph = vec![Value::Object(article)];
    graph.extend(
        context
            .claims
            .values()
            .map(|claim| claim_node(&context.site, claim, url.as_deref())),
    );
    json!({ "@context": "https://schema.org", "@graph": graph })
}

/// A property of schema.org and its value, where it is known.
type Property = (&'static str, Option<Value>);

/// What it is, where, and when it was published.
fn identity(context: &StoryContext, kind: &str, url: Option<&str>) -> Vec<Property> {
    let card = &context.story.facts.card;
    let (types, name) = match kind {
        "story" => (json!(["NewsArticle", "BackgroundNewsArticle"]), "headline"),
        _ => (json!("WebPage"), "name"),
    };
    let language = card.language.as_ref().unwrap_or(&context.site.config.language);
    let day = |date: &PartialDate| json!(date.rfc3339());
    vec![
        ("@type", Some(types)),
        ("@id", url.map(|url| json!(format!("{url}#article")))),
        (name, Some(json!(card.headline))),
        ("description", card.dek.as_ref().map(|dek| json!(dek))),
        ("url", url.map(|url| json!(url))),
        ("mainEntityOfPage", url.map(|url| json!(url))),
        ("inLanguage", Some(json!(language))),
        ("datePublished", card.date.as_ref().map(day)),
        (
            "dateModified",
            card.updated.as_ref().or(card.date.as_ref()).map(day),
        ),
    ]
}

/// Who made it, and what it holds.
fn substance(context: &StoryContext, kind: &str) -> Vec<Property> {
    let category = context.category.as_ref();
    let works = context.sources.iter().map(|source| work(&source.source.record));
    vec![
        ("author", some_list(authors(context))),
        ("publisher", publisher(context)),
        ("articleSection", category.map(|category| json!(category.name))),
        (
            "wordCount",
            (kind == "story").then(|| json!(context.story.body.words)),
        ),
        (
            "image",
            image_url(context)
                .filter(|url| url.contains("://"))
                .map(|url| json!(url)),
        ),
        ("citation", some_list(works.collect())),
        ("correction", some_list(corrections(context))),
        ("isBasedOn", some_list(based_on(context))),
    ]
}

fn some_list(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::Array(list))
}

fn authors(context: &StoryContext) -> Vec<Value> {
    let author = |author: &std::sync::Arc<crate::page::context::AuthorEntry>| {
        let url = context
            .site
            .absolute(author.route.as_str())
            .or_else(|| author.person.url.clone());
        with_url(json!({ "@type": "Person", "name": author.person.name }), url)
    };
    context.authors.iter().map(author).collect()
}

fn publisher(context: &StoryContext) -> Option<Value> {
    let publisher = context.site.config.publisher.as_ref()?;
    let node = json!({ "@type": "Organization", "name": publisher.name });
    Some(with_url(node, publisher.url.clone()))
}

fn with_url(mut node: Value, url: Option<String>) -> Value {
    if let Some(url) = url {
        node["url"] = json!(url);
    }
    node
}

fn work(source: &Source) -> Value {
    let mut node = json!({
        "@type": "CreativeWork",
        "name": source.title_or_name(),
        "publisher": { "@type": "Organization", "name": source.name },
    });
    if let Some(date) = source.published.and_then(|date| date.html_datetime()) {
        node["datePublished"] = json!(date);
    }
    if let Some(author) = &source.author {
        node["author"] = json!({ "@type": "Person", "name": author });
    }
    if let Some(archive) = source.archive.as_ref().filter(|url| url.contains("://")) {
        node["archivedAt"] = json!(archive);
    }
    with_url(node, source.url.clone())
}

fn based_on(context: &StoryContext) -> Vec<Value> {
    let ids = context.story.facts.citations.based_on.iter();
    ids.filter_map(|id| context.source_places.get(id))
        .map(|place| work(&context.sources[*place].source.record))
        .collect()
}

fn corrections(context: &StoryContext) -> Vec<Value> {
    let plain = |correction: &crate::story::facts::Correction| {
        json!({
            "@type": "CorrectionComment",
            "text": plain_text(&correction.text, context),
            "datePublished": correction.date.html_datetime(),
        })
    };
    context.story.facts.claims.corrections.iter().map(plain).collect()
}

fn claim_node(site: &SiteContext, claim: &BoundClaim, article: Option<&str>) -> Value {
    let record = &claim.entry.record;
    let mut node = json!({ "@type": "Claim", "name": record.title() });
    if let Some(text) = &record.text {
        node["text"] = json!(text);
    }
    if let Some(url) = site.absolute(claim.entry.route.as_str()) {
        node["@id"] = json!(url);
    }
    if let Some(date) = record.as_of.and_then(|date| date.html_datetime()) {
        node["temporalCoverage"] = json!(date);
    }
    if let Some(url) = article {
        node["appearance"] = json!({ "@id": format!("{url}#article") });
    }
    let sources: Vec<Value> = claim
        .sources
        .iter()
        .map(|source| work(&source.source.record))
        .collect();
    if let Some(sources) = some_list(sources) {
        node["citation"] = sources;
    }
    node
}

/// The page of a claim as schema.org sees it.
pub fn claim(site: &SiteContext, claim: &BoundClaim) -> Value {
    let mut node = claim_node(site, claim, None);
    node["@context"] = json!("https://schema.org");
    node
}

/// The words of some pieces, without tags and markers.
fn plain_text(pieces: &[crate::story::piece::Piece], context: &StoryContext) -> String {
    use crate::story::piece::{Bound, Piece};
    let mut html = String::new();
    for piece in pieces {
        match piece {
            Piece::Html(part) => html.push_str(part),
            Piece::Code(block) => html.push_str(&crate::input::escape::html(&block.code)),
            Piece::ClaimValue(Bound { id, .. }) => {
                let claim = context.claims.get(id).map(|claim| &claim.entry.record);
                html.push_str(&crate::input::escape::html(
                    claim.map_or(id, |claim| claim.prose.as_ref().unwrap_or(&claim.value)),
                ));
            }
            _ => {}
        }
    }
    strip_tags(&html)
}

/// Text of our own HTML: tags dropped, the four entities that we write put back.
fn strip_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for mark in html.chars() {
        match mark {
            '<' => in_tag = true,
            '>' => in_tag = false,
            mark if !in_tag => out.push(mark),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .trim()
        .to_owned()
}

/// Highwire Press tags, as Google Scholar's inclusion guidelines list them.
pub fn highwire(context: &StoryContext) -> Vec<Tag> {
    let card = &context.story.facts.card;
    let mut tags = vec![Tag {
        name: "citation_title",
        content: card.headline.clone(),
    }];
    tags.extend(context.authors.iter().map(|author| Tag {
        name: "citation_author",
        content: author.person.name.clone(),
    }));
    if let Some(date) = card.date.and_then(|date| date.full_day()) {
        let content = format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day());
        tags.push(Tag {
            name: "citation_publication_date",
            content,
        });
    }
    if let Some(publisher) = &context.site.config.publisher {
        tags.push(Tag {
            name: "citation_publisher",
            content: publisher.name.clone(),
        });
    }
    if let Some(url) = context.site.absolute(context.route.as_str()) {
        tags.push(Tag {
            name: "citation_fulltext_html_url",
            content: url,
        });
    }
    tags.push(Tag {
        name: "citation_language",
        content: card
            .language
            .clone()
            .unwrap_or_else(|| context.site.config.language.clone()),
    });
    tags
}

/// "Cite this page": authors, headline, site, date and address.
pub fn citation(context: &StoryContext) -> String {
    let card = &context.story.facts.card;
    let names: Vec<&str> = context
        .authors
        .iter()
        .map(|author| author.person.name.as_str())
        .collect();
    let mut parts: Vec<String> = Vec::new();
    if !names.is_empty() {
        parts.push(names.join(", "));
    }
    let ends = card.headline.ends_with(['?', '!', '.', '…']);
    parts.push(if ends {
        format!("“{}”", card.headline)
    } else {
        format!("“{}.”", card.headline)
    });
    let mut place = context.site.config.title.clone();
    if let Some(date) = card.updated.or(card.date) {
        place = format!("{place}, {}", date.words());
    }
    parts.push(place);
    let text = parts.iter().map(|part| {
        if part.ends_with(['.', '”', '?', '!']) {
            part.clone()
        } else {
            format!("{part}.")
        }
    });
    let text = text.collect::<Vec<_>>().join(" ");
    match context.site.absolute(context.route.as_str()) {
        Some(url) => format!("{text} {url}"),
        None => text,
    }
}

/// The home page as schema.org sees it.
pub fn web_site(site: &SiteContext) -> Value {
    let config = &site.config;
    let mut node = json!({ "@context": "https://schema.org", "@type": "WebSite", "name": config.title, "inLanguage": config.language });
    if let Some(description) = &config.description {
        node["description"] = json!(description);
    }
    if let Some(publisher) = &config.publisher {
        node["publisher"] = with_url(
            json!({ "@type": "Organization", "name": publisher.name }),
            publisher.url.clone(),
        );
    }
    with_url(node, site.absolute("/"))
}

/// The full text of a story for feeds, with links that hold anywhere.
pub fn feed_html(
    context: &StoryContext,
    templates: &crate::render::templates::Templates,
    problems: &mut Vec<crate::diagnostic::Diagnostic>,
) -> String {
    let links = Links::absolute(&context.site);
    Filler::new(context, templates, links, Surface::Elsewhere, problems).fill(&context.story.body.pieces)
}
