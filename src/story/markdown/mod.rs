//! Markdown to pieces, by pulldown-cmark's events and never by replacing text.

mod blocks;
mod components;
mod footnotes;
mod inline;
mod links;
mod open;
mod taking_down;
mod writer;
mod events;

pub(crate) use links::local_target;

use crate::input::config::MarkdownOptions;
use crate::input::fields::{Issues, Placed};
use crate::input::reference::ReferenceKind;
use crate::input::slug::first_free;
use crate::source_path::SourcePath;
use crate::story::body::{Heading, Placed as PlacedParts};
use crate::story::facts::{Dispute, Event, Links, Mention, MentionKind};
use crate::story::manuscript::{PassageKind, Recorder};
use crate::story::parts::RawEvent;
use crate::story::piece::{Chart, Piece, Target, cover};
use crate::story::shown;
use pulldown_cmark::Options;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use writer::Writer;

/// Fragments that the theme's own parts carry; headings of the same words get another.
const RESERVED_IDS: [&str; 14] = [
    "main",
    "story",
    "top",
    "contents",
    "sources",
    "corrections",
    "related",
    "takeaways",
    "timeline",
    "figures",
    "cite-this-page",
    "footnotes",
    "disclosure",
    "src",
];

/// How the fragments of sources, their previews, uses and footnotes begin.
const RESERVED_STARTS: [&str; 4] = ["source-", "note-", "cite-", "footnote-"];

/// What the prose of one file adds up to, text after text.
pub struct Prose<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// How Markdown is read.
    pub options: MarkdownOptions,
    /// The headline, whose repetition as a first heading is dropped.
    pub headline: &'a str,
    /// Everything that names a source, in the order of reading.
    pub mentions: Vec<Mention>,
    /// What is linked to.
    pub links: Links,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The charts.
    pub charts: Vec<Arc<Chart>>,
    /// How many words there are.
    pub words: usize,
    /// Which parts of the front matter are placed by the text.
    pub places: PlacedParts,
    /// Where tellings differ.
    pub disputes: Vec<Dispute>,
    /// What the text may place, and what of it is converted.
    pub placeable: Placeable<'a>,
    /// The takeaways, once they are converted.
    pub takeaways: Option<Vec<Vec<Piece>>>,
    /// The events, once they are converted.
    pub events: Option<Vec<Event>>,
    /// What is wrong, and what is named.
    pub issues: &'a mut Issues,
    /// Takes down the prose, where somebody asks for it.
    pub recorder: Option<Recorder>,
    section: Option<Arc<str>>,
    ids: BTreeSet<String>,
}

/// The lists of a front matter that a component may place in the text. Citations are numbered in the order of
/// reading, so such a list is converted where it is read: at its component, else after the text.
#[derive(Clone, Copy)]
pub struct Placeable<'a> {
    /// What to take away.
    pub takeaways: &'a [Placed<String>],
    /// What happened when.
    pub events: &'a [RawEvent],
    /// The whole file's text.
    pub text: &'a str,
}

/// Where a text stands in its file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The bytes of the file that hold it.
    pub range: Range<usize>,
    /// Whether each byte of the text stands there as it is. Escapes in a quoted value make it not so;
    /// then every problem is blamed on the whole.
    pub exact: bool,
}

impl Place {
    fn of(&self, range: &Range<usize>) -> Range<usize> {
        match self.exact {
            true => self.range.start + range.start..self.range.start + range.end,
            false => self.range.clone(),
        }
    }
}

impl<'a> Prose<'a> {
    /// Nothing read yet.
    pub fn new(
        path: &'a SourcePath,
        headline: &'a str,
        placeable: Placeable<'a>,
        options: MarkdownOptions,
        issues: &'a mut Issues,
    ) -> Self {
        Self {
            path,
            options,
            headline,
            mentions: Vec::new(),
            links: Links::default(),
            headings: Vec::new(),
            charts: Vec::new(),
            words: 0,
            places: PlacedParts::default(),
            disputes: Vec::new(),
            placeable,
            takeaways: None,
            events: None,
            issues,
            recorder: None,
            section: None,
            ids: RESERVED_IDS.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    /// The body of a file: blocks with components.
    pub fn body(&mut self, text: &str, range: Range<usize>) -> Vec<Piece> {
        let options = parser_options(self.options);
        let source = &text[range.clone()];
        let place = Place { range, exact: true };
        match crate::story::fences::find(source, options) {
            Some(fenced) => Writer::new(self, source, place)
                .with_fences(&fenced.fences)
                .write(&fenced.text, options),
            None => Writer::new(self, source, place).write(source, options),
        }
    }

    /// Lets what takes down the prose, if anything does, note something.
    pub fn note(&mut self, take_down: impl FnOnce(&mut Recorder)) {
        if let Some(recorder) = &mut self.recorder {
            take_down(recorder);
        }
    }

    /// A value of front matter or of a row: inline Markdown, its single paragraph unwrapped.
    pub fn inline(&mut self, kind: PassageKind, text: &str, place: Place) -> Vec<Piece> {
        self.note(|recorder| recorder.enter(kind));
        let options = parser_options(self.options);
        let from = self.mentions.len();
        let mut pieces = Writer::new(self, text, place).plain().write(text, options);
        if self.cover_since(from) {
            cover(&mut pieces);
        }
        unwrap_paragraph(&mut pieces);
        self.note(Recorder::leave);
        pieces
    }

    /// The same, of a value that was read from `file_text`.
    pub fn inline_value(&mut self, kind: PassageKind, value: &Placed<String>, file_text: &str) -> Vec<Piece> {
        let place = place_of_value(value, file_text);
        self.inline(kind, &value.value, place)
    }

    /// Converts the takeaways of the front matter, unless the text has placed them already.
    pub fn read_takeaways(&mut self) -> Vec<Vec<Piece>> {
        if let Some(converted) = &self.takeaways {
            return converted.clone();
        }
        let Placeable { takeaways, text, .. } = self.placeable;
        let converted: Vec<_> = takeaways
            .iter()
            .map(|value| self.inline_value(PassageKind::Takeaway, value, text))
            .collect();
        self.takeaways = Some(converted.clone());
        converted
    }

    /// Converts the events of the front matter, unless the text has placed them already.
    pub fn read_events(&mut self) -> Vec<Event> {
        if let Some(converted) = &self.events {
            return converted.clone();
        }
        let Placeable { events, text, .. } = self.placeable;
        let event = |event: &RawEvent| Event {
            date: event.date,
            text: self.read_event(event, text),
            sources: event.sources.clone(),
        };
        let converted: Vec<_> = events.iter().map(event).collect();
        self.events = Some(converted.clone());
        converted
    }

    fn read_event(&mut self, event: &RawEvent, text: &str) -> Vec<Piece> {
        let from = self.recorder.as_mut().map_or(0, Recorder::finished);
        let pieces = self.inline_value(PassageKind::Event, &event.text, text);
        let sources: Vec<String> = event.sources.iter().map(|source| source.id.clone()).collect();
        self.note(|recorder| recorder.beside(from, &sources));
        pieces
    }

    fn mention(&mut self, kind: MentionKind, id: &str) {
        self.mentions.push(Mention {
            kind,
            id: id.to_owned(),
            section: self.section.clone(),
            covered: false,
        });
    }

    /// Marks the claims mentioned since `from` as covered, if a source is cited beside them. Says whether.
    pub fn cover_since(&mut self, from: usize) -> bool {
        let mentions = self.mentions.get_mut(from..).unwrap_or_default();
        let cites = mentions.iter().any(|mention| mention.kind == MentionKind::Source);
        if cites {
            mentions.iter_mut().for_each(|mention| mention.covered = true);
        }
        cites
    }

    /// Notes that the text shows a registered quotation.
    pub fn mention_quote(&mut self, id: &str) {
        self.mention(MentionKind::Quote, id);
    }

    /// Notes that the text shows a claim.
    pub fn mention_claim(&mut self, id: &str) {
        self.mention(MentionKind::Claim, id);
    }

    /// Notes that the text names a source.
    pub fn mention_source(&mut self, id: &str) {
        self.mention(MentionKind::Source, id);
    }

    /// Notes that the text shows a picture at a place.
    pub fn show(&mut self, target: &Target, place: &Range<usize>) {
        if let Some(name) = shown::of_target(target) {
            self.issues.refer(ReferenceKind::Picture, &name, place);
            if !self.links.pictures.contains(&name) {
                self.links.pictures.push(name);
            }
        }
    }

    /// Takes a fragment as it is. Says whether it was free.
    pub fn take_id(&mut self, wanted: &str) -> bool {
        !RESERVED_STARTS.iter().any(|start| wanted.starts_with(start)) && self.ids.insert(wanted.to_owned())
    }

    /// A fragment that nothing else on the page carries.
    pub fn unique_id(&mut self, wanted: &str) -> String {
        let wanted = match wanted {
            "" => "section".to_owned(),
            wanted if RESERVED_STARTS.iter().any(|start| wanted.starts_with(start)) => {
                format!("section-{wanted}")
            }
            wanted => wanted.to_owned(),
        };
        let id = first_free(&wanted, |id| self.ids.contains(id));
        self.ids.insert(id.clone());
        id
    }
}

/// Where the text of a value stands: exactly, when the file holds it as it is.
pub fn place_of_value(value: &Placed<String>, file_text: &str) -> Place {
    let written = file_text.get(value.range.clone()).unwrap_or_default();
    let inner = written.find(&value.value).filter(|_| !value.value.is_empty());
    match inner {
        Some(at) => {
            let start = value.range.start + at;
            Place {
                range: start..start + value.value.len(),
                exact: true,
            }
        }
        None => Place {
            range: value.range.clone(),
            exact: false,
        },
    }
}

/// CommonMark plus tables, footnotes, definition lists, alerts, task lists, strikethrough,
/// heading ids, smart punctuation and, if asked for, math.
fn parser_options(options: MarkdownOptions) -> Options {
    let mut chosen = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    chosen.set(Options::ENABLE_MATH, options.math);
    chosen
}

fn unwrap_paragraph(pieces: &mut Vec<Piece>) {
    const OPEN: &str = "<p>";
    const CLOSE: &str = "</p>\n";
    let single = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Html(html) if html.contains(OPEN)))
        .count()
        == 1;
    let opens = matches!(pieces.first(), Some(Piece::Html(html)) if html.starts_with(OPEN) && html.matches(OPEN).count() == 1);
    let closes = matches!(pieces.last(), Some(Piece::Html(html)) if html.ends_with(CLOSE));
    if !(single && opens && closes) {
        return;
    }
    if let Some(Piece::Html(html)) = pieces.last_mut() {
        html.truncate(html.len() - CLOSE.len());
    }
    if let Some(Piece::Html(html)) = pieces.first_mut() {
        html.drain(..OPEN.len());
    }
    pieces.retain(|piece| !matches!(piece, Piece::Html(html) if html.is_empty()));
}
