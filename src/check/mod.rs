//! Rules over the whole site: one file a rule. These are the structural ones, which a build reports.

mod claims;
mod references;
mod sources;

use crate::diagnostic::Diagnostic;
use crate::site::Site;

/// Checks what stories and records name, and what contradicts.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = references::check(site);
    found.extend(sources::check(site));
    found.extend(claims::check(site));
    found
}
