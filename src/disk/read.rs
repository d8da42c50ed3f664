//! Reads a site's folder, for whom does not watch it.

use crate::diagnostic::Diagnostic;
use crate::disk::snapshot::Snapshot;
use crate::input::sources::{SourceFile, Sources};
use crate::source_path::SourcePath;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Reads site.toml and the folders content, templates and static.
pub fn site(root: &Path) -> (Sources, Vec<Diagnostic>) {
    let snapshot = Snapshot::read(root);
    (snapshot.sources, snapshot.problems)
}

/// The files that some diagnostics point into. Texts that were let go are read again; one that has changed since is
/// left out, for its lines are no longer those.
pub fn texts(root: &Path, sources: &Sources, diagnostics: &[Diagnostic]) -> Sources {
    let mut texts = Sources::default();
    let mut names: BTreeSet<&SourcePath> = BTreeSet::new();
    for problem in diagnostics {
        names.extend(problem.span.iter().map(|span| &span.file));
        names.extend(problem.related.iter().map(|(span, _)| &span.file));
    }
    for name in names {
        if let Some(text) = text(root, sources, name) {
            texts.insert_file(name.clone(), text);
        }
    }
    texts
}

/// One file as it was compiled; `None` where its text was let go and has changed on the disk since.
pub fn text(root: &Path, sources: &Sources, name: &SourcePath) -> Option<SourceFile> {
    match sources.get(name.as_str()) {
        Some(known) if known.is_let_go() => {
            let again = fs::read(root.join(name.as_str())).map(SourceFile::new);
            again.ok().filter(|again| again == known)
        }
        known => known.cloned(),
    }
}
