//! A story's own page.

use crate::diagnostic::Diagnostic;
use crate::input::escape::html;
use crate::input::theme::Layout;
use crate::page::cards::person;
use crate::page::context::{ListedSource, StoryContext};
use crate::page::view::*;
use crate::registry::source::SourceReference;
use crate::render::card;
use crate::render::component::{claim_of, found};
use crate::render::fill::{Filler, Surface};
use crate::render::href::Links;
use crate::render::picture::{self, PictureView};
use crate::render::records::{letter, record};
use crate::render::shell::{self, PageView};
use crate::render::structured;
use crate::render::templates::Templates;
use crate::site::route::Route;
use crate::story::body::Disclosure;
use crate::story::facts::Correction;
use serde::Serialize;
use std::sync::Arc;

/// Words that a reader reads in a minute (Brysbaert 2019 finds 238 for non-fiction).
const WORDS_A_MINUTE: usize = 238;

/// A table of contents is shown from this many headings on.
const HEADINGS_FOR_CONTENTS: usize = 4;

/// `story`, as templates see it.
#[derive(Serialize)]
struct StoryView<'c> {
    headline: &'c str,
    dek: Option<&'c str>,
    route: &'c Route,
    category: Option<&'c Named>,
    number: Option<&'c str>,
    date: Option<String>,
    updated: Option<String>,
    authors: Vec<PersonView>,
    minutes: usize,
    words: usize,
    source_count: usize,
    primary_count: usize,
    stats: Vec<ClaimView>,
    takeaways_html: Vec<Html>,
    timeline: Vec<EventView>,
    toc: Vec<HeadingView<'c>>,
    body_html: Html,
    sources: Vec<SourceNote>,
    corrections: Vec<CorrectionView>,
    disclosure: Option<&'c Disclosure>,
    image: Option<ImageView>,
    audio: Option<AudioView>,
    based_on: Vec<ClaimSource>,
    citation: String,
    claims: Vec<ClaimView>,
    highwire: Vec<structured::Tag>,
    show_stats: bool,
    layout: Layout,
    show_takeaways: bool,
    show_timeline: bool,
    previous: Option<&'c Arc<CardView>>,
    next: Option<&'c Arc<CardView>>,
    related: Vec<RelatedView<'c>>,
    extra: &'c serde_json::Value,
}

#[derive(Serialize)]
struct HeadingView<'c> {
    level: u8,
    id: &'c str,
    text_html: Html,
}

#[derive(Serialize)]
struct RelatedView<'c> {
    card: &'c CardView,
    why: &'c str,
}

/// An image: `src` is a route of the site or a full URL.
#[derive(Serialize)]
pub struct ImageView {
    pub src: String,
    pub alt: String,
    pub credit: Option<String>,
    pub caption_html: Option<Html>,
    pub picture: PictureView,
}

#[derive(Serialize)]
struct AudioView {
    src: String,
    duration: Option<String>,
}

/// Renders a story or plain page.
pub fn render(
    templates: &Templates,
    template: &str,
    kind: &'static str,
    context: &StoryContext,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let links = Links::relative(&context.site, &context.route);
    let view = view(templates, context, links, problems);
    let page = page_view(context, kind);
    let mut variables = shell::context(&context.site, &page);
    variables.insert("story", &view);
    let article = structured::article(context, kind);
    shell::insert_data(&mut variables, &article);
    templates.render(template, &variables, problems)
}

fn page_view(context: &StoryContext, kind: &'static str) -> PageView {
    let card = &context.story.facts.card;
    let mut page = PageView::new(&context.site, &context.route, kind, &card.headline);
    page.description = card.dek.clone();
    page.language = card.language.clone().unwrap_or(page.language);
    page.published = card.date.as_ref().map(|date| date.rfc3339());
    page.modified = card.updated.as_ref().map(|date| date.rfc3339());
    page.layout = Some(layout(context));
    card::show_image(&mut page, context);
    page
}

fn audio(context: &StoryContext) -> Option<AudioView> {
    let audio = context.story.body.audio.as_ref()?;
    Some(AudioView {
        src: picture::address_of(context, &audio.address),
        duration: audio.duration.clone(),
    })
}

/// How a story is laid out: as it says itself, else as the site does.
fn layout(context: &StoryContext) -> Layout {
    let own = context.story.body.layout;
    own.unwrap_or(context.site.config.theme.layout)
}

fn view<'c>(
    templates: &'c Templates,
    context: &'c StoryContext,
    links: Links,
    problems: &'c mut Vec<Diagnostic>,
) -> StoryView<'c> {
    let story = &context.story;
    let (card, body, claims) = (&story.facts.card, &story.body, &story.facts.claims);
    let mut filler = Filler::new(context, templates, links, Surface::Page, problems);
    let texts = fill(context, &mut filler);
    let links = filler.links;
    StoryView {
        headline: &card.headline,
        dek: card.dek.as_deref(),
        route: &context.route,
        category: context.category.as_deref(),
        number: card.number.as_deref(),
        date: card.date.as_ref().map(ToString::to_string),
        updated: card.updated.as_ref().map(ToString::to_string),
        authors: context.authors.iter().map(|author| person(author)).collect(),
        minutes: body.words.div_ceil(WORDS_A_MINUTE),
        words: body.words,
        source_count: context.sources.len(),
        primary_count: context.primary_count(),
        stats: claims_of(context, &claims.stats),
        takeaways_html: texts.takeaways,
        timeline: texts.timeline,
        toc: contents(context),
        body_html: texts.body,
        sources: notes(context),
        corrections: texts.corrections,
        disclosure: body.disclosure.as_ref(),
        image: card.image.as_ref().map(|image| ImageView {
            src: picture::address_of(context, &image.address),
            alt: image.alt.clone(),
            credit: image.credit.clone(),
            caption_html: texts.caption,
            picture: picture::lead(context, &links, image),
        }),
        audio: audio(context),
        based_on: based_on(context),
        citation: structured::citation(context),
        claims: claims_of(context, context.claims.keys()),
        highwire: structured::highwire(context),
        show_stats: !body.places.stats,
        layout: layout(context),
        show_takeaways: !body.places.takeaways,
        show_timeline: !body.places.timeline,
        previous: context.previous.as_ref(),
        next: context.next.as_ref(),
        related: context
            .related
            .iter()
            .map(|(card, why)| RelatedView { card, why })
            .collect(),
        extra: &card.extra,
    }
}

/// The texts of a page, their holes filled.
struct Texts {
    body: Html,
    takeaways: Vec<Html>,
    timeline: Vec<EventView>,
    corrections: Vec<CorrectionView>,
    caption: Option<Html>,
}

/// Fills the texts in the order in which the site's index counts uses: the body, then what of the front matter
/// the body does not place. Nothing is filled twice, for filling counts.
fn fill(context: &StoryContext, filler: &mut Filler<'_>) -> Texts {
    let (body, claims) = (&context.story.body, &context.story.facts.claims);
    let text = Html(filler.fill(&body.pieces));
    let takeaways = match body.places.takeaways {
        true => Vec::new(),
        false => body
            .takeaways
            .iter()
            .map(|item| Html(filler.fill(item)))
            .collect(),
    };
    let timeline = match body.places.timeline {
        true => Vec::new(),
        false => claims.events.iter().map(|event| filler.event(event)).collect(),
    };
    let correction = |correction: &Correction| CorrectionView {
        date: correction.date.to_string(),
        kind: correction.kind,
        text_html: Html(filler.fill(&correction.text)),
        story: None,
    };
    let corrections = claims.corrections.iter().map(correction).collect();
    let caption = (!body.caption.is_empty()).then(|| Html(filler.fill(&body.caption)));
    Texts {
        body: text,
        takeaways,
        timeline,
        corrections,
        caption,
    }
}

fn claims_of<'i>(context: &StoryContext, ids: impl IntoIterator<Item = &'i String>) -> Vec<ClaimView> {
    ids.into_iter().filter_map(|id| claim_of(context, id)).collect()
}

fn based_on(context: &StoryContext) -> Vec<ClaimSource> {
    let reference = |id: &String| SourceReference {
        id: id.clone(),
        locator: None,
        quote: None,
    };
    context
        .story
        .facts
        .citations
        .based_on
        .iter()
        .filter_map(|id| found(context, &reference(id)))
        .collect()
}

fn contents(context: &StoryContext) -> Vec<HeadingView<'_>> {
    let headings: Vec<_> = context
        .story
        .body
        .headings
        .iter()
        .filter(|heading| heading.level <= 3)
        .collect();
    if headings.len() < HEADINGS_FOR_CONTENTS {
        return Vec::new();
    }
    headings
        .into_iter()
        .map(|heading| HeadingView {
            level: heading.level,
            id: &heading.id,
            text_html: Html(html(&heading.text)),
        })
        .collect()
}

/// The source list of a page.
pub fn notes(context: &StoryContext) -> Vec<SourceNote> {
    context
        .sources
        .iter()
        .enumerate()
        .map(|(at, source)| note(context, source, at + 1))
        .collect()
}

fn note(context: &StoryContext, source: &ListedSource, number: usize) -> SourceNote {
    let quote = quote_from(context, number - 1);
    SourceNote {
        number,
        id: source.source.id.clone(),
        anchor: format!("source-{}", source.source.id),
        popover: format!("note-{}", source.source.id),
        record: record(&source.source, quote),
        route: source.source.route.clone(),
        cited: source.cited,
        uses: source
            .uses
            .iter()
            .enumerate()
            .map(|(at, used)| UseView {
                anchor: used.anchor.clone(),
                label: letter(at),
            })
            .collect(),
        other_stories: source.other_stories,
        quote: quote.map(str::to_owned),
    }
}

/// The sentence that a source is quoted with: by a claim of the page, else by a quotation that it shows.
fn quote_from(context: &StoryContext, place: usize) -> Option<&str> {
    let claims = context.claims.values().flat_map(|claim| &claim.sources);
    let from_claim = claims
        .filter(|source| source.place == Some(place))
        .find_map(|source| source.quote.as_deref());
    from_claim.or_else(|| {
        let quotes = context.quotes.values();
        let of_source = |id: &String| context.source_places.get(id) == Some(&place);
        quotes
            .filter(|quote| quote.source.as_ref().is_some_and(of_source))
            .map(|quote| quote.text.as_str())
            .next()
    })
}
