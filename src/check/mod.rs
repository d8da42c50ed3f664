//! Rules over the whole site: one file a rule. These are the structural ones, which a build reports.

mod claims;
mod references;
mod sources;

use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::story::Story;

/// Checks what a story names.
pub fn story(site: &Site, story: &Story) -> Vec<Diagnostic> {
    let mut found = references::of_story(site, story);
    found.extend(sources::check(site, story));
    found
}

/// Checks what the shared records name, and what contradicts.
pub fn records(site: &Site) -> Vec<Diagnostic> {
    let mut found = references::of_records(site);
    found.extend(claims::check(site));
    found
}
