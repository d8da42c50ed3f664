//! Reads a site's folder.

use crate::diagnostic::Diagnostic;
use crate::disk::snapshot::Snapshot;
use crate::input::sources::Sources;
use std::path::Path;

/// Reads site.toml and the folders content, templates and static.
pub fn site(root: &Path) -> (Sources, Vec<Diagnostic>) {
    let snapshot = Snapshot::read(root);
    (snapshot.sources, snapshot.problems)
}
