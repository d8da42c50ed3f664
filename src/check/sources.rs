//! A story's own source may not carry the id of a shared source with another URL.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::registry::FILES;
use crate::site::Site;
use crate::source_path::SourcePath;

/// Reports own sources that hide a shared one.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for story in site.stories.values() {
        for (source, range) in story.facts.citations.sources.iter().zip(&story.places.sources) {
            let Some(shared) = site.registry.sources.get(&source.id) else {
                continue;
            };
            if source.canonical.is_none() || source.canonical == shared.canonical {
                continue;
            }
            let message = format!(
                "this source carries the id `{}` of a shared source, but another URL",
                source.id
            );
            let problem = Diagnostic::new(
                Code::ShadowedSource,
                Span::new(&story.path, range.clone()),
                message,
            )
            .hint(format!(
                "give it an id of its own, or list just `{}` to use the shared one",
                source.id
            ));
            found.push(match site.registry.sources.range(&source.id) {
                Some(place) => problem.related(
                    Span::new(&SourcePath::new(FILES[0]), place.clone()),
                    "the shared source",
                ),
                None => problem,
            });
        }
    }
    found
}
