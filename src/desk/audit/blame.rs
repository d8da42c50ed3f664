//! Which file is to blame for what stands on a finished page, and where in it.

use super::address::{Home, Led};
use crate::compile::Compiled;
use crate::diagnostic::Span;
use crate::input::config::SITE_FILE;
use crate::input::reference::{Reference, ReferenceKind};
use crate::input::sources::Sources;
use crate::page::{Origin, Page};
use crate::registry;
use crate::site::TEMPLATES_FOLDER;
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::manuscript::{HOLE, PassageKind};
use std::ops::Range;

/// Looks for what is to blame.
#[derive(Clone, Copy)]
pub struct Blame<'a> {
    /// The site.
    pub compiled: &'a Compiled,
    /// The files that it was compiled from.
    pub texts: &'a Sources,
    /// Where the site lies.
    pub home: &'a Home,
}

impl<'a> Blame<'a> {
    /// The story that a page shows.
    pub fn story(&self, page: &Page) -> Option<&'a Story> {
        match page.origin() {
            Origin::Story(path) => self.compiled.site.stories.get(&path).map(AsRef::as_ref),
            _ => None,
        }
    }

    /// Where a story names a route of the site, with a fragment where one is asked for.
    pub fn link(&self, story: &Story, route: &str, fragment: Option<&str>) -> Option<Span> {
        let text = self.text(&story.path);
        let names = |reference: &&Reference| {
            let range = reference.range.clone();
            let written = text.get(range).unwrap_or_default();
            self.route_of(reference).is_some_and(|led| led == route)
                && fragment.is_none_or(|fragment| written.contains(&format!("#{fragment}")))
        };
        let found = story.references.iter().find(names);
        if let Some(reference) = found {
            return Some(Span::new(&story.path, reference.range.clone()));
        }
        // A place on the same page is no reference.
        let mark = format!("#{}", fragment?);
        let range = delimited(text, &mark)?;
        Some(Span::new(&story.path, range))
    }

    /// Where a story shows the picture at a route.
    pub fn picture(&self, story: &Story, route: &str, alt: Option<&str>) -> Option<Span> {
        let text = self.text(&story.path);
        let mut shown = story
            .references
            .iter()
            .filter(|reference| self.route_of(reference).is_some_and(|shown| shown == route))
            .collect::<Vec<_>>();
        shown.sort_by_key(|reference| {
            let written = text.get(reference.range.clone()).unwrap_or_default();
            let has = |form: String| written.contains(&form);
            let is_whole = |alt: &str| has(format!("[{alt}]")) || has(format!("\"{alt}\""));
            match alt.filter(|alt| !alt.is_empty()) {
                Some(alt) if is_whole(alt) => 0,
                Some(alt) if written.contains(alt) => 1,
                _ => 2,
            }
        });
        let first = shown.first()?;
        Some(Span::new(&story.path, first.range.clone()))
    }

    /// Where a heading stands in the text of a story.
    pub fn heading(&self, story: &Story, words: &str) -> Option<Span> {
        let file = self.texts.get(story.path.as_str())?;
        let options = self.compiled.site.config.markdown;
        let manuscript = crate::story::manuscript(&story.path, file, options);
        let wanted = letters(words);
        let mut headings = manuscript
            .passages
            .iter()
            .filter(|passage| passage.kind == PassageKind::Heading);
        let found = headings.find(|passage| {
            let own = letters(&passage.text.replace(HOLE, ""));
            !own.is_empty() && wanted.starts_with(&own)
        })?;
        Some(Span::new(&story.path, found.whole()))
    }

    /// The one file of the site's own templates, settings and records that holds words between quotes or brackets.
    pub fn clue(&self, words: &str) -> Option<Span> {
        let records = registry::FILES.iter().chain([&SITE_FILE]).map(SourcePath::new);
        let templates = self.texts.below(TEMPLATES_FOLDER).map(|(path, _)| path.clone());
        let mut found = records.chain(templates).filter_map(|path| {
            let range = delimited(self.text(&path), words)?;
            Some(Span::new(&path, range))
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Words in a story's own text.
    pub fn words(&self, story: &Story, words: &str) -> Option<Span> {
        let range = delimited(self.text(&story.path), words)?;
        Some(Span::new(&story.path, range))
    }

    /// Where raw HTML of a story opens an element.
    pub fn element(&self, story: &Story, start: &str) -> Option<Span> {
        let at = self.text(&story.path).find(start)?;
        Some(Span::new(&story.path, at..at + start.len()))
    }

    fn text(&self, path: &SourcePath) -> &'a str {
        self.texts.text(path.as_str())
    }

    /// The route that a reference of a story leads to.
    fn route_of(&self, reference: &Reference) -> Option<String> {
        let site = &self.compiled.site;
        let target = reference.target.as_str();
        let path = || SourcePath::new(target);
        match reference.kind {
            ReferenceKind::Story => Some(site.listed(&path())?.route.to_string()),
            ReferenceKind::File | ReferenceKind::Picture if target.starts_with('/') => {
                match Home::of(None).lead(target, "/") {
                    Led::Site(route, _) => Some(route),
                    _ => None,
                }
            }
            ReferenceKind::File | ReferenceKind::Picture => Some(site.files.get(&path())?.to_string()),
            _ => None,
        }
    }
}

/// Words that stand in a text between marks that end an address.
fn delimited(text: &str, words: &str) -> Option<Range<usize>> {
    let is_end = |mark: char| mark.is_whitespace() || "\"'()<>[],`".contains(mark);
    let mut places = text.match_indices(words).map(|(at, _)| at..at + words.len());
    places.find(|range| {
        let before = text[..range.start].chars().next_back().is_none_or(is_end);
        let after = text[range.end..].chars().next().is_none_or(is_end);
        !words.is_empty() && before && after
    })
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|mark| mark.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
