//! Which story a page shows, for whom looks it over: handed out whole, so that nobody waits while that is done.

use super::files;
use super::renew::Served;
use crate::compile::Compiled;
use crate::input::config::SITE_FILE;
use crate::page::{Page, Subject};
use crate::registry::{FILES, lock};
use crate::story::Story;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A story as it is shown on a page.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The compile that is shown.
    pub compiled: Arc<Compiled>,
    /// The story.
    pub story: Arc<Story>,
    /// Another one when something may be found in the story that was not found before.
    pub key: String,
}

/// The story that a page shows, if it shows one.
pub fn story_of<'s>(served: &'s Served, page: &Page) -> Option<&'s Arc<Story>> {
    match &page.subject {
        Subject::Text(path) | Subject::Home(_, Some(path)) => served.compiled.site.stories.get(path),
        _ => None,
    }
}

/// The key of a story: what it is made of, the records, and what a build says of it. `served.records` stands for what
/// other stories bring along.
pub fn key(served: &Served, story: &Story) -> String {
    let compiled = &served.compiled;
    let mut hasher = blake3::Hasher::new();
    let shared = FILES.iter().chain([&lock::LOCK_FILE, &SITE_FILE]);
    for name in shared.copied().chain([story.path.as_str()]) {
        let hash = compiled.sources.get(name).map_or(&[0; 32], |file| file.hash());
        hasher.update(hash);
    }
    let mut problems = DefaultHasher::new();
    compiled.diagnostics_of(&story.path).hash(&mut problems);
    hasher.update(&problems.finish().to_le_bytes());
    hasher.update(&served.records.to_le_bytes());
    files::version_of_hash(*hasher.finalize().as_bytes())
}

/// Whether two compiles have the same records, whatever their stories say.
pub fn same_records(now: &Compiled, before: &Compiled) -> bool {
    let (now, before) = (&now.site, &before.site);
    Arc::ptr_eq(&now.config, &before.config)
        && Arc::ptr_eq(&now.citations, &before.citations)
        && Arc::ptr_eq(&now.claims, &before.claims)
        && now.settings == before.settings
}
