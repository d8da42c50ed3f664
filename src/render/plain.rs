//! The home page, lists and collections.

use crate::diagnostic::Diagnostic;
use crate::page::context::*;
use crate::page::social::of_home_page;
use crate::page::view::*;
use crate::render::card;
use crate::render::component::claim_of;
use crate::render::fill::{Filler, Surface};
use crate::render::href::Links;
use crate::render::shell::{self, PageView};
use crate::render::structured;
use crate::render::templates::Templates;
use crate::site::route::Route;
use crate::site::social;
use tera::Value;

/// The home page.
pub fn home(templates: &Templates, context: &HomeContext, problems: &mut Vec<Diagnostic>) -> String {
    let config = &context.site.config;
    let text = context.text.as_deref();
    let card = text.map(|text| &text.story.facts.card);
    let headline = card
        .map(|card| card.headline.as_str())
        .filter(|headline| !headline.is_empty())
        .unwrap_or(&config.title);
    let dek = card.map_or_else(|| config.description.clone(), |card| card.dek.clone());
    let mut page = PageView::new(&context.site, &context.route, "home", headline);
    page.description = dek.clone().or_else(|| config.description.clone());
    match text {
        Some(text) => card::show_image(&mut page, text),
        None if context.site.cards.home && context.route == Route::home() => {
            let route = social::beside(&context.route);
            page.show_card(&context.site, &route, of_home_page(&context.site, None).alt());
        }
        None => {}
    }
    let mut variables = shell::context(&context.site, &page);
    variables.insert("headline", headline);
    variables.insert("dek", &dek);
    let body = text.map(|text| {
        let links = Links::relative(&context.site, &context.route);
        Filler::new(text, templates, links, Surface::Page, problems).fill(&text.story.body.pieces)
    });
    variables.insert(
        "body_html",
        &body.filter(|body| !body.trim().is_empty()).map(Html),
    );
    variables.insert("stats", &text.map(home_stats).unwrap_or_default());
    // The home page is a text with a source list too, so that the same parts of templates serve it.
    let sources = text.map(super::story::notes).unwrap_or_default();
    variables.insert("story", &serde_json::json!({ "sources": sources }));
    variables.insert("stories", &context.stories);
    variables.insert("pagination", &context.pagination);
    variables.insert("categories", &context.categories);
    shell::insert_data(&mut variables, &structured::web_site(&context.site));
    templates.render("index.html", &variables, problems)
}

fn home_stats(text: &StoryContext) -> Vec<ClaimView> {
    if text.story.body.places.stats {
        return Vec::new();
    }
    text.story
        .facts
        .claims
        .stats
        .iter()
        .filter_map(|id| claim_of(text, id))
        .collect()
}

/// A page whose variables were known when it was planned.
pub fn plain(templates: &Templates, context: &PlainContext, problems: &mut Vec<Diagnostic>) -> String {
    let mut page = PageView::new(&context.site, &context.route, context.kind, &context.title);
    page.description = description(context);
    let mut variables = shell::context(&context.site, &page);
    if let Some(entries) = Value::from_serializable(&context.variables).into_map() {
        for (name, value) in entries {
            if let Some(name) = name.as_str() {
                variables.insert_value(name.to_owned(), value);
            }
        }
    }
    templates.render(context.template, &variables, problems)
}

/// One sentence about a list, for search results.
fn description(context: &PlainContext) -> Option<String> {
    let site = &context.site.config.title;
    match &context.variables {
        Variables::Category { category, .. } => Some(format!("Stories on {} from {site}.", category.name)),
        Variables::Author { author, .. } => author
            .bio
            .clone()
            .or_else(|| Some(format!("Stories by {} on {site}.", author.name))),
        Variables::Search { .. } => Some(format!("All that {site} tells, and who says so.")),
        Variables::Redirect { .. } | Variables::None {} => None,
    }
}

/// `/timeline/`: what happened, and what is expected.
pub fn timeline(
    templates: &Templates,
    context: &CollectionContext,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let mut events: Vec<EventView> = Vec::new();
    for (at, event) in &context.events {
        let Some(story) = context.stories.get(*at) else {
            continue;
        };
        let links = Links::relative(&context.site, &context.route);
        let mut view = Filler::new(story, templates, links, Surface::Elsewhere, problems).event(event);
        view.story = Some(story_link(story));
        events.push(view);
    }
    let (upcoming, past): (Vec<EventView>, Vec<EventView>) =
        events.into_iter().partition(|event| event.future);
    let mut page = PageView::new(&context.site, &context.route, "timeline", "Timeline");
    page.description = Some(format!(
        "What happened when, and what is expected, from {}.",
        context.site.config.title
    ));
    let mut variables = shell::context(&context.site, &page);
    variables.insert("past", &past);
    variables.insert("upcoming", &upcoming);
    templates.render("timeline.html", &variables, problems)
}

fn story_link(story: &StoryContext) -> StoryLink {
    StoryLink {
        headline: story.story.facts.card.headline.clone(),
        route: story.route.to_string(),
    }
}

/// `/corrections/`: latest first.
pub fn corrections(
    templates: &Templates,
    context: &CollectionContext,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let mut found: Vec<CorrectionView> = Vec::new();
    for story in &context.stories {
        let links = Links::relative(&context.site, &context.route);
        let mut filler = Filler::new(story, templates, links, Surface::Elsewhere, problems);
        found.extend(
            story
                .story
                .facts
                .claims
                .corrections
                .iter()
                .map(|correction| CorrectionView {
                    date: correction.date.to_string(),
                    kind: correction.kind,
                    text_html: Html(filler.fill(&correction.text)),
                    story: Some(story_link(story)),
                }),
        );
    }
    found.sort_by(|one, other| other.date.cmp(&one.date));
    let mut page = PageView::new(&context.site, &context.route, "corrections", "Corrections");
    page.description = Some(format!(
        "What {} got wrong, made clearer or brought up to date.",
        context.site.config.title
    ));
    let mut variables = shell::context(&context.site, &page);
    variables.insert("corrections", &found);
    templates.render("corrections.html", &variables, problems)
}
