//! Links to routes of the site, `/sources/` and the like, must lead to a page or file.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::reference::{Reference, ReferenceKind};
use crate::input::suggest::nearest;
use crate::page::Page;
use crate::story::Story;
use percent_encoding::percent_decode_str;

/// Reports the links of a story to routes that nothing answers. `pages` are all of the site, in the order of routes.
pub fn check(story: &Story, pages: &[Page]) -> Vec<Diagnostic> {
    let references = story.references.iter();
    references
        .filter(|reference| reference.kind == ReferenceKind::File && reference.target.starts_with('/'))
        .filter_map(|reference| problem(story, reference, pages))
        .collect()
}

fn problem(story: &Story, reference: &Reference, pages: &[Page]) -> Option<Diagnostic> {
    let target = &reference.target;
    let cut = target.find(['?', '#']).unwrap_or(target.len());
    let path = percent_decode_str(&target[..cut]).decode_utf8_lossy();
    let with_slash = format!("{path}/");
    let without_index = path.strip_suffix("index.html").unwrap_or(&path);
    let answers = |route: &str| {
        pages
            .binary_search_by(|page| page.route.as_str().cmp(route))
            .is_ok()
    };
    if [&path, with_slash.as_str(), without_index]
        .into_iter()
        .any(answers)
    {
        return None;
    }
    let span = Span::new(&story.path, reference.range.clone());
    let guess = nearest(&path, pages.iter().map(|page| page.route.as_str()));
    let message = format!("no page or file answers {path}");
    Some(
        Diagnostic::new(Code::BrokenLink, span, message)
            .maybe_hint(guess.map(|guess| format!("did you mean {guess}?"))),
    )
}
