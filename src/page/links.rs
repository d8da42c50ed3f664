//! Links to routes of the site, `/sources/` and the like, must lead to a page or file.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::reference::ReferenceKind;
use crate::input::suggest::nearest;
use crate::page::Page;
use crate::site::Site;
use crate::story::Reading;
use percent_encoding::percent_decode_str;
use std::collections::HashSet;

/// Reports links to routes that nothing answers.
pub fn check(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    // A story that cannot be read may answer anywhere.
    if site
        .stories
        .values()
        .any(|story| story.reading == Reading::Partial)
    {
        return Vec::new();
    }
    let mut routes: Option<HashSet<&str>> = None;
    let mut found = Vec::new();
    for story in site.stories.values() {
        for reference in story
            .references
            .iter()
            .filter(|reference| reference.kind == ReferenceKind::File)
        {
            if !reference.target.starts_with('/') {
                continue;
            }
            let routes = routes.get_or_insert_with(|| pages.iter().map(|page| page.route.as_str()).collect());
            let cut = reference
                .target
                .find(['?', '#'])
                .unwrap_or(reference.target.len());
            let path = percent_decode_str(&reference.target[..cut]).decode_utf8_lossy();
            let with_slash = format!("{path}/");
            let without_index = path.strip_suffix("index.html").unwrap_or(&path);
            if [&path, with_slash.as_str(), without_index]
                .iter()
                .any(|route| routes.contains(*route))
            {
                continue;
            }
            let span = Span::new(&story.path, reference.range.clone());
            let guess = nearest(&path, routes.iter().copied()).map(|guess| format!("did you mean {guess}?"));
            found.push(
                Diagnostic::new(Code::BrokenLink, span, format!("no page or file answers {path}"))
                    .maybe_hint(guess),
            );
        }
    }
    found
}
