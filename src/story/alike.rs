//! Sources that many stories bring along are held once: ten thousand stories cite a few thousand sources.

use crate::registry::source::Source;
use crate::story::Story;
use std::collections::HashSet;
use std::sync::Arc;

/// Lets stories that were just read share the sources that are equal. Nothing else of them changes.
pub fn share_sources<'s>(stories: impl Iterator<Item = &'s mut Arc<Story>>) {
    let mut known: HashSet<Arc<Source>> = HashSet::new();
    // Nobody else holds them yet.
    let alone = stories.filter_map(Arc::get_mut);
    for citations in alone.filter_map(|story| Arc::get_mut(&mut story.facts.citations)) {
        for source in &mut citations.sources {
            match known.get(source) {
                Some(same) => *source = same.clone(),
                None => {
                    known.insert(source.clone());
                }
            }
        }
    }
}
