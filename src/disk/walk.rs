//! Finds the files of a site: site.toml, what lies in its four folders, and the lock of its snapshots.

use crate::diagnostic::{Code, Diagnostic};
use crate::disk::leftovers::is_skipped;
use crate::disk::links;
use crate::input::config::SITE_FILE;
use crate::lettering::fonts::FONTS_FOLDER;
use crate::registry::lock::LOCK_FILE;
use crate::site::{STATIC_FOLDER, TEMPLATES_FOLDER};
use crate::source_path::SourcePath;
use crate::story::CONTENT_FOLDER;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The folders that are read, each with its trailing slash.
pub const FOLDERS: [&str; 4] = [CONTENT_FOLDER, FONTS_FOLDER, STATIC_FOLDER, TEMPLATES_FOLDER];

/// What a walk found.
#[derive(Debug, Default)]
pub struct Found {
    /// The names of the files, and where they are.
    pub files: Vec<(SourcePath, PathBuf)>,
    /// What cannot be part of the site.
    pub problems: Vec<Diagnostic>,
    /// The symbolic links on the way, each with the real places inside the site that it leads to.
    pub links: BTreeMap<PathBuf, Vec<PathBuf>>,
}

/// Walks a site's folder, and follows the links in it that lead inside.
pub fn walk(root: &Path) -> Found {
    let mut walk = Walk {
        root,
        real_root: fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf()),
        found: Found::default(),
    };
    walk.file_named(SITE_FILE);
    walk.file_named(LOCK_FILE);
    for folder in FOLDERS {
        walk.folder(folder);
    }
    walk.found
}

struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    found: Found,
}

impl Walk<'_> {
    fn file_named(&mut self, name: &str) {
        let path = self.root.join(name);
        let is_link = self.note_link(&path);
        if is_link && !links::leads_inside(&path, &self.real_root) {
            self.found.problems.push(link_outside(name));
        } else if path.is_file() {
            self.found.files.push((SourcePath::new(name), path));
        }
    }

    fn folder(&mut self, folder: &str) {
        let start = self.root.join(folder.trim_end_matches('/'));
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
                    self.problem(&error, is_static);
                    continue;
                }
            };
            let is_left_out =
                entry.depth() > 0 && is_skipped(&entry.file_name().to_string_lossy(), is_static);
            if is_left_out || !self.is_inside(&entry) {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            } else if entry.file_type().is_file() {
                self.file(&entry);
            }
        }
    }

    /// Whether an entry is part of the site; a link that leads out of it is reported.
    fn is_inside(&mut self, entry: &DirEntry) -> bool {
        if !entry.path_is_symlink() {
            return true;
        }
        self.note_link(entry.path());
        let is_inside = links::leads_inside(entry.path(), &self.real_root);
        if !is_inside {
            let name = self.shown(entry.path());
            self.found.problems.push(link_outside(&name));
        }
        is_inside
    }

    fn file(&mut self, entry: &DirEntry) {
        let name = entry.path().strip_prefix(self.root).ok().and_then(Path::to_str);
        match name {
            Some(name) => self.found.files.push((
                SourcePath::new(name.replace('\\', "/")),
                entry.path().to_path_buf(),
            )),
            None => {
                let message = format!("the name of {} is not UTF-8", self.shown(entry.path()));
                self.found.problems.push(unreadable(message));
            }
        }
    }

    fn problem(&mut self, error: &walkdir::Error, is_static: bool) {
        let path = error.path().unwrap_or(self.root);
        let is_left_out = error.depth() > 0
            && path
                .file_name()
                .is_some_and(|name| is_skipped(&name.to_string_lossy(), is_static));
        // A lock of emacs is a link that leads nowhere.
        if is_left_out {
            return;
        }
        let is_gone = error
            .io_error()
            .is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
        // What went away while we looked is no problem.
        if !self.note_link(path) && is_gone {
            return;
        }
        let name = self.shown(path);
        let problem = if error.loop_ancestor().is_some() {
            let message = format!("{name} is a symbolic link that leads to a folder above it");
            Diagnostic::without_place(Code::LinkOutside, message)
        } else {
            let why = error.io_error().map(ToString::to_string).unwrap_or_default();
            unreadable(format!("{name} cannot be read: {why}"))
        };
        self.found.problems.push(problem);
    }

    /// Remembers where a path leads if it is a link, and says whether it is.
    fn note_link(&mut self, path: &Path) -> bool {
        if !path.is_symlink() {
            return false;
        }
        let places = links::places(path, &self.real_root);
        self.found.links.insert(path.to_path_buf(), places);
        true
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    }
}

/// The problem of what cannot be read.
pub fn unreadable(message: String) -> Diagnostic {
    Diagnostic::without_place(Code::Unreadable, message)
}

fn link_outside(name: &str) -> Diagnostic {
    let hint = "copy the file into the site, so that the site is whole wherever it is built";
    let message = format!("{name} is a symbolic link that leads out of the site");
    Diagnostic::without_place(Code::LinkOutside, message).hint(hint)
}
