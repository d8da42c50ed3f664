//! The output folder: which ones are refused, what is in ours, and how a finished site gets there.

use crate::diagnostic::{Code, Diagnostic};
use crate::disk::staging::{FOLDER as STAGING_FOLDER, StagedFile, Staging};
use crate::registry::lock::SNAPSHOTS_FOLDER;
use crate::site::{STATIC_FOLDER, TEMPLATES_FOLDER};
use crate::story::CONTENT_FOLDER;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// The file in an output folder that says what nutgraf wrote there.
pub const MANIFEST: &str = ".nutgraf.json";

/// The manifest while it is written.
const NEW_MANIFEST: &str = ".nutgraf.json.new";

/// An output folder that may be written to.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    written_before: BTreeSet<String>,
}

/// What a build did to the output folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or whose bytes differ.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files of an earlier build that the site has no more.
    pub removed: usize,
    /// Files that nutgraf did not write; they are kept.
    pub foreign: Vec<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    nutgraf: String,
    files: BTreeSet<String>,
}

/// Checks an output folder before anything is written (product decision 14). It need not exist.
pub fn open(path: &Path, root: &Path, home: Option<&Path>) -> Result<OutputFolder, Diagnostic> {
    let real = real_path(path);
    let real_root = real_path(root);
    let refused = |why: &str| {
        let message = format!("{} cannot be the output folder: {why}", path.display());
        Diagnostic::without_place(Code::OutputRefused, message)
            .hint("name another folder with --output-dir, or `output_dir` in site.toml")
    };
    if real.parent().is_none() {
        return Err(refused("it is the root of the file system"));
    }
    if home.is_some_and(|home| real_path(home) == real) {
        return Err(refused("it is the home folder"));
    }
    if real_root.starts_with(&real) {
        return Err(refused("it is the site's own folder, or one that holds it"));
    }
    for folder in [CONTENT_FOLDER, TEMPLATES_FOLDER, STATIC_FOLDER, SNAPSHOTS_FOLDER] {
        if real.starts_with(real_root.join(folder.trim_end_matches('/'))) {
            return Err(refused(&format!("it lies in the site's {folder}")));
        }
    }
    match fs::metadata(&real) {
        Err(_) => {
            return Ok(OutputFolder {
                path: real,
                written_before: BTreeSet::new(),
            });
        }
        Ok(metadata) if !metadata.is_dir() => return Err(refused("it is a file")),
        Ok(_) => {}
    }
    if real.join(".git").exists() {
        return Err(refused("it holds a .git folder"));
    }
    let manifest = read_manifest(&real);
    let is_empty = fs::read_dir(&real)
        .map(|mut entries| entries.next().is_none())
        .unwrap_or(false);
    match manifest {
        Some(manifest) => Ok(OutputFolder {
            path: real,
            written_before: manifest.files,
        }),
        None if is_empty => Ok(OutputFolder {
            path: real,
            written_before: BTreeSet::new(),
        }),
        None => Err(refused("it is not empty, and nutgraf did not make it")),
    }
}

/// The path with its links resolved, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::ParentDir)) => real_path(parent)
            .parent()
            .map(Path::to_path_buf)
            .unwrap_or_default(),
        (Some(parent), Some(name)) => {
            let parent = if parent.as_os_str().is_empty() {
                Path::new(".")
            } else {
                parent
            };
            real_path(parent).join(name)
        }
        _ => path.to_path_buf(),
    }
}

fn read_manifest(folder: &Path) -> Option<Manifest> {
    let path = folder.join(MANIFEST);
    // A link or folder of that name is not ours.
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut manifest: Manifest = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
    // A manifest can be edited by anybody: only names of files below the folder count.
    manifest.files.retain(|name| is_plain(name));
    Some(manifest)
}

/// Whether a name stays below the folder that it is joined to.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

impl OutputFolder {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Starts a build into the folder: nothing in it changes before [`OutputFolder::commit`].
    pub fn stage(&self) -> io::Result<Staging> {
        Staging::new(&self.path)
    }

    /// Puts the staged files in their places and removes what earlier builds wrote and this one did not.
    pub fn commit(&self, staging: Staging, staged: &[StagedFile]) -> Result<Written, Diagnostic> {
        let files: BTreeSet<String> = staged.iter().map(|file| file.name.clone()).collect();
        let moved = self.move_all(staged, &files);
        // Also where a file is in the way: what was kept aside is not left behind.
        staging.discard();
        let finish = |written| {
            let foreign = self.foreign(&files);
            self.write_manifest(files)?;
            Ok(Written { foreign, ..written })
        };
        moved.and_then(finish).map_err(|error: Failure| {
            let message = format!("{} cannot be written: {}", error.name, error.why);
            Diagnostic::without_place(Code::OutputFailed, message)
        })
    }

    fn move_all(&self, staged: &[StagedFile], files: &BTreeSet<String>) -> Result<Written, Failure> {
        staged.par_iter().try_for_each(|file| match file.staged {
            None => check_name(&file.name),
            Some(_) => check_name(&file.name).and_then(|()| self.check_place(&file.name)),
        })?;
        // Should the machine stop half-way, the next build still knows what is ours.
        self.write_manifest(self.written_before.union(files).cloned().collect())?;
        let stale = self.written_before.difference(files);
        let removed = stale.filter(|name| self.remove(name)).count();
        let put = |file: &StagedFile| match &file.staged {
            None => Ok(false),
            Some(from) => self.put(from, &file.name).map(|()| true),
        };
        // Making folders and moving files is most of a first build: all cores share it.
        let moved: Vec<bool> = staged.par_iter().map(put).collect::<Result<_, _>>()?;
        let written = moved.iter().filter(|moved| **moved).count();
        Ok(Written {
            written,
            unchanged: moved.len() - written,
            removed,
            foreign: Vec::new(),
        })
    }

    /// Whether a file may be put in a place: no link on the way, nothing there that is not ours.
    fn check_place(&self, name: &str) -> Result<(), Failure> {
        let ours = |path: &str| self.written_before.contains(path);
        for (at, _) in name.match_indices('/') {
            let folder = &name[..at];
            if let Ok(metadata) = fs::symlink_metadata(self.path.join(folder)) {
                let is_stale_file = metadata.is_file() && ours(folder);
                if !metadata.is_dir() && !is_stale_file {
                    return Err(Failure::new(
                        name,
                        format!("{folder} is in the way, and nutgraf did not write it"),
                    ));
                }
            }
        }
        let holds_ours_only = |folder: &str| {
            let inside = WalkDir::new(self.path.join(folder))
                .into_iter()
                .flatten()
                .filter(|entry| !entry.file_type().is_dir());
            inside
                .map(|entry| self.name_of(entry.path()))
                .all(|name| ours(&name))
        };
        match fs::symlink_metadata(self.path.join(name)) {
            Ok(metadata) if metadata.is_dir() && !holds_ours_only(name) => Err(Failure::new(
                name,
                "a folder with files that nutgraf did not write is in the way".to_owned(),
            )),
            Ok(metadata) if !metadata.is_dir() && !ours(name) => Err(Failure::new(
                name,
                "a file that nutgraf did not write is in the way".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    fn put(&self, from: &Path, name: &str) -> Result<(), Failure> {
        let to = self.path.join(name);
        match fs::rename(from, &to) {
            Ok(()) => Ok(()),
            Err(_) => {
                if let Some(folder) = to.parent() {
                    fs::create_dir_all(folder).map_err(|error| Failure::new(name, error.to_string()))?;
                }
                fs::rename(from, &to).map_err(|error| Failure::new(name, error.to_string()))
            }
        }
    }

    /// Removes a file of an earlier build, and the folders that it leaves empty. Links on the way stop it.
    fn remove(&self, name: &str) -> bool {
        let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        let is_real = |folder: &str| {
            fs::symlink_metadata(self.path.join(folder)).is_ok_and(|metadata| metadata.is_dir())
        };
        if !folders.clone().all(is_real) || fs::remove_file(self.path.join(name)).is_err() {
            return false;
        }
        while let Some(folder) = folders.next_back() {
            // Fails, as it should, where the folder still holds something.
            if fs::remove_dir(self.path.join(folder)).is_err() {
                break;
            }
        }
        true
    }

    fn foreign(&self, files: &BTreeSet<String>) -> Vec<String> {
        let entries = WalkDir::new(&self.path).sort_by_file_name().into_iter().flatten();
        let names = entries
            .filter(|entry| !entry.file_type().is_dir())
            .map(|entry| self.name_of(entry.path()));
        names
            .filter(|name| name != MANIFEST && !files.contains(name))
            .collect()
    }

    fn name_of(&self, path: &Path) -> String {
        path.strip_prefix(&self.path)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    }

    fn write_manifest(&self, files: BTreeSet<String>) -> Result<(), Failure> {
        let manifest = Manifest {
            nutgraf: env!("CARGO_PKG_VERSION").to_owned(),
            files,
        };
        let fail = |error: String| Failure::new(MANIFEST, error);
        let text = serde_json::to_string_pretty(&manifest).map_err(|error| fail(error.to_string()))? + "\n";
        let path = self.path.join(MANIFEST);
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        let fresh = self.path.join(NEW_MANIFEST);
        // Never through a link that somebody laid there: what has the name goes, and the file is made anew.
        let _ = fs::remove_file(&fresh);
        fs::File::create_new(&fresh)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| fs::rename(&fresh, &path))
            .map_err(|error| fail(error.to_string()))
    }
}

/// Whether a file of the site may have its name: those of our own records are taken.
fn check_name(name: &str) -> Result<(), Failure> {
    let first = name.split('/').next().unwrap_or_default();
    match first {
        MANIFEST | NEW_MANIFEST | STAGING_FOLDER => Err(Failure::new(
            name,
            format!("nutgraf keeps its own records in {first}"),
        )),
        _ => Ok(()),
    }
}

struct Failure {
    name: String,
    why: String,
}

impl Failure {
    fn new(name: &str, why: String) -> Self {
        Self {
            name: name.to_owned(),
            why,
        }
    }
}
