//! Files that are copied: those in static/, and whatever lies beside the Markdown.

use crate::input::sources::Sources;
use crate::registry;
use crate::site::route::{self, Route};
use crate::site::{STATIC_FOLDER, Stories};
use crate::source_path::SourcePath;
use crate::story::{CONTENT_FOLDER, STORIES_FOLDER, Story};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where each file answers that is copied. A story that is held back leaves no trace: the files of its own folder
/// stay back too.
pub fn files(sources: &Sources, all: &Stories, published: &Stories) -> BTreeMap<SourcePath, Route> {
    let mut files = BTreeMap::new();
    for (path, _) in sources.below(STATIC_FOLDER) {
        let below = path.below(STATIC_FOLDER).unwrap_or_default();
        files.insert(path.clone(), Route::new(format!("/{below}")));
    }
    for (path, _) in sources.below(CONTENT_FOLDER) {
        let name = path.as_str();
        if name.ends_with(".md") || registry::FILES.contains(&name) {
            continue;
        }
        let mut owners = owners(path, all);
        let first = owners.next();
        let is_published = |story: &Arc<Story>| published.contains_key(&story.path);
        if first.into_iter().chain(owners).all(is_published) {
            files.insert(path.clone(), route(path, first));
        }
    }
    files
}

/// The stories in whose own folders a file lies, the outermost first: `content/stories/name/` is the own folder
/// of `…/name/index.md`.
fn owners<'s>(path: &SourcePath, all: &'s Stories) -> impl Iterator<Item = &'s Arc<Story>> {
    let below = path.below(STORIES_FOLDER).unwrap_or_default();
    let folders = below
        .match_indices('/')
        .map(|(at, _)| &path.as_str()[..STORIES_FOLDER.len() + at + 1]);
    let stories: Vec<&Arc<Story>> = folders
        .filter_map(|folder| all.get(&SourcePath::new(format!("{folder}index.md"))))
        .collect();
    stories.into_iter()
}

/// Files of a story's own folder move with the story.
fn route(path: &SourcePath, owner: Option<&Arc<Story>>) -> Route {
    if let Some(owner) = owner
        && let Some(below) = path.below(owner.path.folder())
    {
        return Route::new(format!("{}{below}", route::of_card(&owner.facts.card)));
    }
    let below = path.below(CONTENT_FOLDER).unwrap_or(path.as_str());
    Route::new(format!("/{below}"))
}
