//! Reads a site's folder into a snapshot.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::config::SITE_FILE;
use crate::input::sources::{SourceFile, Sources};
use crate::site::{STATIC_FOLDER, TEMPLATES_FOLDER};
use crate::source_path::SourcePath;
use crate::story::CONTENT_FOLDER;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The largest file that is read: offsets in it must fit 32 bits.
const LARGEST_FILE: u64 = u32::MAX as u64;

/// Reads site.toml and the folders content, templates and static.
pub fn site(root: &Path) -> (Sources, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut files: Vec<(SourcePath, PathBuf)> = Vec::new();
    let settings = root.join(SITE_FILE);
    let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    if settings.is_symlink() && !leads_inside(&settings, &real_root) {
        problems.push(link_outside(SITE_FILE));
    } else if settings.is_file() {
        files.push((SourcePath::new(SITE_FILE), settings));
    }
    for folder in [CONTENT_FOLDER, TEMPLATES_FOLDER, STATIC_FOLDER] {
        walk(root, &real_root, folder, &mut files, &mut problems);
    }
    let read: Vec<Result<(SourcePath, SourceFile), Diagnostic>> = files
        .into_par_iter()
        .map(|(name, path)| file(name, &path))
        .collect();
    let mut sources = Sources::default();
    for result in read {
        match result {
            Ok((name, file)) => sources.insert_file(name, file),
            Err(problem) => problems.push(problem),
        }
    }
    (sources, problems)
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
        let text = match sources.get(name.as_str()) {
            Some(known) if known.is_let_go() => {
                let again = fs::read(root.join(name.as_str())).map(SourceFile::new);
                again.ok().filter(|again| again == known)
            }
            known => known.cloned(),
        };
        if let Some(text) = text {
            texts.insert_file(name.clone(), text);
        }
    }
    texts
}

fn file(name: SourcePath, path: &Path) -> Result<(SourcePath, SourceFile), Diagnostic> {
    match fs::read(path) {
        Ok(bytes) if bytes.len() as u64 <= LARGEST_FILE => Ok((name, SourceFile::on_disk(bytes))),
        Ok(_) => Err(unreadable(format!("{name} is larger than 4 GiB"))),
        Err(error) => Err(unreadable(format!("{name} cannot be read: {error}"))),
    }
}

fn unreadable(message: String) -> Diagnostic {
    Diagnostic::without_place(Code::Unreadable, message)
}

fn link_outside(name: &str) -> Diagnostic {
    let hint = "copy the file into the site, so that the site is whole wherever it is built";
    let message = format!("{name} is a symbolic link that leads out of the site");
    Diagnostic::without_place(Code::LinkOutside, message).hint(hint)
}

fn walk(
    root: &Path,
    real_root: &Path,
    folder: &str,
    files: &mut Vec<(SourcePath, PathBuf)>,
    problems: &mut Vec<Diagnostic>,
) {
    let start = root.join(folder.trim_end_matches('/'));
    if fs::symlink_metadata(&start).is_err() {
        return;
    }
    let is_static = folder == STATIC_FOLDER;
    let mut entries = WalkDir::new(&start)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(walk_problem(root, &error));
                continue;
            }
        };
        if entry.depth() > 0 && is_skipped(&entry, is_static) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if entry.path_is_symlink() && !leads_inside(entry.path(), real_root) {
            let name = shown(root, entry.path());
            problems.push(link_outside(&name));
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_file() {
            match entry.path().strip_prefix(root).ok().and_then(Path::to_str) {
                Some(name) => files.push((
                    SourcePath::new(name.replace('\\', "/")),
                    entry.path().to_path_buf(),
                )),
                None => problems.push(unreadable(format!(
                    "the name of {} is not UTF-8",
                    shown(root, entry.path())
                ))),
            }
        }
    }
}

fn walk_problem(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let name = error.path().map(|path| shown(root, path)).unwrap_or_default();
    if error.loop_ancestor().is_some() {
        return Diagnostic::without_place(
            Code::LinkOutside,
            format!("{name} is a symbolic link that leads to a folder above it"),
        );
    }
    unreadable(format!(
        "{name} cannot be read: {}",
        error.io_error().map(ToString::to_string).unwrap_or_default()
    ))
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn leads_inside(path: &Path, real_root: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| real.starts_with(real_root))
}

/// Files that editors and systems leave behind are no content. In static/, files that begin with a dot
/// may be meant (.well-known, .nojekyll); elsewhere they are not.
fn is_skipped(entry: &DirEntry, is_static: bool) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_leftover = matches!(
        name.as_ref(),
        ".DS_Store" | "Thumbs.db" | "desktop.ini" | ".git" | ".gitkeep" | ".gitignore"
    ) || name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
        || (name.starts_with('.')
            && [".swp", ".swo", ".swx"]
                .iter()
                .any(|ending| name.ends_with(ending)));
    is_leftover || (!is_static && name.starts_with('.'))
}
