//! The citation index, the pages of sources, the numbers and the glossary.

use crate::diagnostic::Diagnostic;
use crate::input::escape::html;
use crate::page::context::*;
use crate::page::view::*;
use crate::render::records::{claim_view, found_source, letter, record};
use crate::render::references::coins;
use crate::render::shell::{self, PageView};
use crate::render::templates::Templates;
use crate::site::citations::StoryUses;
use crate::site::route::Route;
use crate::site::source_list::Use;

/// A page of `/sources/`.
pub fn sources(templates: &Templates, context: &SourcesContext, problems: &mut Vec<Diagnostic>) -> String {
    let site = &context.site;
    let mut page = PageView::new(site, &context.route, "sources", "Sources");
    page.description = Some(format!(
        "Every source that {} cites, and each place that rests on it.",
        site.config.title
    ));
    let mut variables = shell::context(site, &page);
    variables.insert(
        "sources",
        &context.sources.iter().map(source_view).collect::<Vec<_>>(),
    );
    variables.insert("pagination", &context.pagination);
    variables.insert("total", &context.total);
    templates.render("sources.html", &variables, problems)
}

/// The page of a source.
pub fn source(templates: &Templates, context: &SourceContext, problems: &mut Vec<Diagnostic>) -> String {
    let (site, source) = (&context.site, &context.source.entry.source);
    let title = source.record.title_or_name();
    let mut page = PageView::new(site, &source.route, "source", title);
    page.description = Some(format!(
        "{title} as a source of {}: what rests on it, and where.",
        site.config.title
    ));
    let mut variables = shell::context(site, &page);
    variables.insert("source", &source_view(&context.source));
    variables.insert(
        "claims",
        &context
            .claims
            .iter()
            .map(|claim| claim_view(claim, &[]))
            .collect::<Vec<_>>(),
    );
    templates.render("source.html", &variables, problems)
}

fn source_view(indexed: &IndexedSource) -> SourceView {
    let (source, uses) = (&indexed.entry.source, &indexed.entry.uses);
    SourceView {
        id: source.id.clone(),
        anchor: format!("source-{}", source.id),
        record: record(source, None),
        route: source.route.clone(),
        coins: coins(source),
        cited_by: uses
            .iter()
            .zip(&indexed.stories)
            .map(|(uses, story)| cited_by(uses, story))
            .collect(),
        story_count: indexed.entry.story_count,
    }
}

fn cited_by(uses: &StoryUses, story: &StoryLink) -> CitedBy {
    let link = |(at, used): (usize, &Use)| {
        let place = format!("{}#{}", story.route, used.anchor);
        let section = used.section.as_deref().map(str::to_owned);
        UseLink {
            route: place.clone(),
            href: place,
            label: letter(at),
            section,
        }
    };
    CitedBy {
        headline: story.headline.clone(),
        route: story.route.clone(),
        uses: uses.uses.iter().enumerate().map(link).collect(),
    }
}

/// A page of `/numbers/`.
pub fn numbers(templates: &Templates, context: &NumbersContext, problems: &mut Vec<Diagnostic>) -> String {
    let site = &context.site;
    let mut page = PageView::new(site, &context.route, "numbers", "By the numbers");
    let words = "as of when, who says so, and where tellings differ";
    page.description = Some(format!("Every figure on {}: {words}.", site.config.title));
    let mut variables = shell::context(site, &page);
    variables.insert(
        "claims",
        &context.claims.iter().map(number_view).collect::<Vec<_>>(),
    );
    variables.insert("pagination", &context.pagination);
    variables.insert("total", &context.total);
    templates.render("numbers.html", &variables, problems)
}

/// A claim and where it is told.
pub fn number_view(number: &NumberEntry) -> NumberView {
    let entry = &number.claim.entry;
    let variant = |((_, claim), story): (
        &(_, std::sync::Arc<crate::registry::claim::Claim>),
        &std::sync::Arc<StoryLink>,
    )| VariantView {
        value: claim.value.clone(),
        as_of: claim.as_of.as_ref().map(ToString::to_string),
        text: claim.text.clone(),
        story: StoryLink::clone(story),
    };
    let dispute =
        |((_, dispute), story): (&(_, crate::story::facts::Dispute), &std::sync::Arc<StoryLink>)| {
            DisputeView {
                topic: dispute
                    .topic
                    .as_ref()
                    .or(entry.record.label.as_ref())
                    .unwrap_or(&entry.record.id)
                    .clone(),
                route: format!("{}#{}", story.route, dispute.anchor),
                story: StoryLink::clone(story),
            }
        };
    NumberView {
        claim: claim_view(&number.claim, &[]),
        anchor: entry.name().to_owned(),
        used_in: number
            .used_in
            .iter()
            .map(|story| StoryLink::clone(story))
            .collect(),
        variants: entry.variants.iter().zip(&number.variants).map(variant).collect(),
        disputes: entry.disputes.iter().zip(&number.disputes).map(dispute).collect(),
    }
}

/// `/glossary/`.
pub fn glossary(templates: &Templates, context: &GlossaryContext, problems: &mut Vec<Diagnostic>) -> String {
    let site = &context.site;
    let mut page = PageView::new(site, &Route::new("/glossary/"), "glossary", "Glossary");
    page.description = Some(format!(
        "The terms that {} uses, in plain words.",
        site.config.title
    ));
    let mut variables = shell::context(site, &page);
    variables.insert("terms", &context.terms.iter().map(term_view).collect::<Vec<_>>());
    templates.render("glossary.html", &variables, problems)
}

fn term_view(entry: &GlossaryEntry) -> TermView {
    let term = &entry.term;
    TermView {
        id: term.id.clone(),
        anchor: term.id.clone(),
        term: term.term.clone(),
        definition_html: Html(html(&term.definition)),
        aliases: term.aliases.clone(),
        sources: entry
            .sources
            .iter()
            .map(|source| found_source(source, &[]))
            .collect(),
        used_in: entry
            .used_in
            .iter()
            .map(|story| StoryLink::clone(story))
            .collect(),
    }
}
