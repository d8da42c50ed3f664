//! A story's own source may not carry the id of a shared source with another URL.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::registry::FILES;
use crate::registry::source::Source;
use crate::site::Site;
use crate::source_path::SourcePath;
use crate::story::Story;
use std::ops::Range;

/// Reports own sources of a story that hide a shared one.
pub fn check(site: &Site, story: &Story) -> Vec<Diagnostic> {
    let own = story.facts.citations.sources.iter().zip(&story.places.sources);
    own.filter_map(|(source, range)| problem(site, story, source, range))
        .collect()
}

fn problem(site: &Site, story: &Story, source: &Source, range: &Range<usize>) -> Option<Diagnostic> {
    let id = &source.id;
    let shared = site.registry.sources.get(id)?;
    if source.canonical.is_none() || source.canonical == shared.canonical {
        return None;
    }
    let message = format!("this source carries the id `{id}` of a shared source, but another URL");
    let span = Span::new(&story.path, range.clone());
    let problem = Diagnostic::new(Code::ShadowedSource, span, message).hint(format!(
        "give it an id of its own, or list just `{id}` to use the shared one"
    ));
    Some(match site.registry.sources.range(id) {
        Some(place) => problem.related(
            Span::new(&SourcePath::new(FILES[0]), place.clone()),
            "the shared source",
        ),
        None => problem,
    })
}
