//! Front matter and prose to a story.

use crate::diagnostic::Code;
use crate::input::config::MarkdownOptions;
use crate::input::fields::{Issues, Placed};
use crate::source_path::SourcePath;
use crate::story::body::Body;
use crate::story::facts::{Card, Citations, Claims, Correction, Event, Facts, Kind};
use crate::story::front_matter::FrontMatter;
use crate::story::manuscript::{PassageKind, Recorder, Written};
use crate::story::markdown::{Place, Placeable, Prose, place_of_value};
use crate::story::parts::RawCorrection;
use crate::story::piece::Piece;
use crate::story::shown;
use crate::story::{Reading, Story, kind_of};
use pulldown_cmark::{Event as Markdown, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// Converts the prose and puts the slices together.
pub fn story(
    path: &SourcePath,
    front: FrontMatter,
    (text, body): (&str, Range<usize>),
    options: MarkdownOptions,
    mut issues: Issues,
    recorder: Option<Recorder>,
) -> (Story, Option<Recorder>) {
    let headline = headline(path, &front, &text[body.clone()], body.start, &mut issues);
    let placeable = Placeable {
        takeaways: &front.takeaways,
        events: &front.events,
        text,
    };
    let mut prose = Prose::new(path, &headline, placeable, options, &mut issues);
    prose.recorder = recorder;
    take_down(&front, &mut prose, text);
    let pieces = prose.body(text, body);
    let texts = front_texts(&front, &mut prose, text);
    show_lead(path, &front, &mut prose);
    let recorder = prose.recorder.take();
    let card = card(path, headline.clone(), &front);
    let body = Body {
        pieces,
        headings: prose.headings,
        charts: prose.charts,
        words: prose.words,
        takeaways: texts.takeaways,
        places: prose.places,
        disclosure: front.disclosure,
        audio: front.audio,
        layout: front.layout,
        caption: texts.caption,
    };
    let claims = Claims {
        stats: front.stats,
        claims: front.claims,
        quotes: front.quotes,
        events: texts.events,
        corrections: texts.corrections,
        disputes: prose.disputes,
    };
    let citations = Citations {
        mentions: prose.mentions,
        ..front.citations
    };
    let story = Story {
        path: path.clone(),
        facts: Facts::of(card, citations, claims, prose.links),
        body: Arc::new(body),
        references: issues.references,
        places: front.places,
        window: front.window,
        diagnostics: issues.list.into(),
        reading: Reading::Whole,
    };
    (story, recorder)
}

/// Takes down what stands above the text and holds no Markdown.
fn take_down(front: &FrontMatter, prose: &mut Prose<'_>, text: &str) {
    let headline = front.headline.iter().map(|value| (PassageKind::Headline, value));
    let dek = front.dek.iter().map(|value| (PassageKind::Dek, value));
    let authors = front.authors.iter().map(|value| (PassageKind::Byline, value));
    for (kind, value) in headline.chain(dek).chain(authors) {
        prose.note(|recorder| {
            let Place { range, exact } = place_of_value(value, text);
            let (text, file) = (value.value.as_str(), range);
            recorder.value(kind, Written { text, file, exact });
        });
    }
}

/// Notes that the story shows its image.
fn show_lead(path: &SourcePath, front: &FrontMatter, prose: &mut Prose<'_>) {
    let image = front.image.as_ref();
    if let Some(name) = image.and_then(|image| shown::of_address(path, &image.address))
        && !prose.links.pictures.contains(&name)
    {
        prose.links.pictures.push(name);
    }
}

/// What lists show.
fn card(path: &SourcePath, headline: String, front: &FrontMatter) -> Card {
    Card {
        path: path.clone(),
        kind: kind_of(path),
        headline,
        dek: front.dek.as_ref().map(|dek| dek.value.clone()),
        slug: front.slug.clone(),
        category: front.category.clone(),
        number: front.number.clone(),
        date: front.date,
        updated: front.updated,
        authors: front.authors.iter().map(|author| author.value.clone()).collect(),
        image: front.image.clone(),
        language: front.language.clone(),
        release: front.release.clone(),
        aliases: front.aliases.clone(),
        extra: front.extra.clone(),
    }
}

/// The texts of a front matter, converted.
struct FrontTexts {
    takeaways: Vec<Vec<Piece>>,
    events: Vec<Event>,
    corrections: Vec<Correction>,
    caption: Vec<Piece>,
}

/// Converts the texts of a front matter. The mentions of what the body does not place follow the body's: numbers
/// run in the order of the text.
fn front_texts(front: &FrontMatter, prose: &mut Prose<'_>, text: &str) -> FrontTexts {
    let takeaways = prose.read_takeaways();
    let events = prose.read_events();
    let mut inline = |kind, value: &Placed<String>| prose.inline_value(kind, value, text);
    let correction = |correction: &RawCorrection| Correction {
        date: correction.date,
        kind: correction.kind,
        text: inline(PassageKind::Correction, &correction.text),
    };
    let corrections = front.corrections.iter().map(correction).collect();
    FrontTexts {
        takeaways,
        events,
        corrections,
        caption: front
            .caption
            .as_ref()
            .map(|caption| inline(PassageKind::Caption, caption))
            .unwrap_or_default(),
    }
}

/// The headline; where none is given, the first first-level heading is taken for it. A story without one has
/// been told so, and its heading is then not at fault besides.
fn headline(path: &SourcePath, front: &FrontMatter, body: &str, start: usize, issues: &mut Issues) -> String {
    if let Some(headline) = &front.headline {
        return headline.value.clone();
    }
    let heading = first_heading(body);
    if heading.is_none() && kind_of(path) == Kind::Page && issues.list.is_empty() {
        let hint = "give it a `title` in its front matter, or begin it with `# Title`";
        issues.add_with_hint(Code::MissingKey, &(start..start), "this page has no title", hint);
    }
    heading.unwrap_or_default()
}

/// The words of the first first-level heading that opens a block of the text.
fn first_heading(text: &str) -> Option<String> {
    let mut words: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Markdown::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) => words = Some(String::new()),
            Markdown::End(TagEnd::Heading(_)) if words.is_some() => break,
            Markdown::Text(part) | Markdown::Code(part) => {
                if let Some(words) = &mut words {
                    words.push_str(&part);
                }
            }
            _ => {}
        }
    }
    words
        .map(|words| words.trim().to_owned())
        .filter(|words| !words.is_empty())
}
