//! Links to routes of the site, `/sources/` and the like, must lead to a page or file.

use crate::check::Guesses;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::reference::{Reference, ReferenceKind};
use crate::input::suggest::nearest;
use crate::page::{Page, find};
use crate::story::Story;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Reports the links of a story to routes that nothing answers. `pages` are all of the site, in the order of routes.
pub fn check(story: &Story, pages: &[Page], guesses: Guesses) -> Vec<Diagnostic> {
    unknown(story, pages)
        .map(|reference| problem(story, reference, pages, guesses))
        .collect()
}

/// The links of a story to routes that nothing answers.
pub fn unknown<'s>(story: &'s Story, pages: &'s [Page]) -> impl Iterator<Item = &'s Reference> {
    let references = story.references.iter();
    let routes = references
        .filter(|reference| reference.kind == ReferenceKind::File && reference.target.starts_with('/'));
    routes.filter(|reference| !is_answered(&path_of(reference), pages))
}

fn path_of(reference: &Reference) -> Cow<'_, str> {
    let target = &reference.target;
    let cut = target.find(['?', '#']).unwrap_or(target.len());
    percent_decode_str(&target[..cut]).decode_utf8_lossy()
}

fn is_answered(path: &str, pages: &[Page]) -> bool {
    let with_slash = format!("{path}/");
    let without_index = path.strip_suffix("index.html").unwrap_or(path);
    let mut names = [path, with_slash.as_str(), without_index].into_iter();
    names.any(|route| find(pages, route).is_some())
}

fn problem(story: &Story, reference: &Reference, pages: &[Page], guesses: Guesses) -> Diagnostic {
    let path = path_of(reference);
    let guess = guesses.offer(|| nearest(&path, pages.iter().map(|page| page.route.as_str())));
    let span = Span::new(&story.path, reference.range.clone());
    Diagnostic::new(Code::BrokenLink, span, format!("no page or file answers {path}"))
        .maybe_hint(guess.map(|guess| format!("did you mean {guess}?")))
}
