//! A snapshot of a site's folder that can be brought up to date.

use crate::diagnostic::Diagnostic;
use crate::disk::leftovers::is_path_skipped;
use crate::disk::walk::{self, FOLDERS, unreadable};
use crate::input::config::SITE_FILE;
use crate::input::sources::{SourceFile, Sources};
use crate::registry::lock::LOCK_FILE;
use crate::source_path::SourcePath;
use crate::story::CONTENT_FOLDER;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The largest file that is read: offsets in it must fit 32 bits.
const LARGEST_FILE: u64 = u32::MAX as u64;

/// What a site's folder held when it was last looked at.
#[derive(Debug, Default, Clone)]
pub struct Snapshot {
    /// The files.
    pub sources: Sources,
    /// What could not be read.
    pub problems: Vec<Diagnostic>,
    /// The symbolic links in the site, each with the real places inside it that it leads to.
    pub links: BTreeMap<PathBuf, Vec<PathBuf>>,
}

/// What bringing a snapshot up to date did to it.
#[derive(Debug, Default, Clone)]
pub struct Update {
    /// The files that differ, each as it was: `None` where there was none.
    pub before: Vec<(SourcePath, Option<SourceFile>)>,
    /// Why the whole folder was read, if it was.
    pub rescan: Option<Why>,
}

/// Why a whole folder is read again instead of the files that were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A folder was made, renamed or removed.
    Folder,
    /// A symbolic link is on the way, or leads to what was named.
    Link,
    /// Something could not be read, now or before.
    Problem,
    /// A name is not UTF-8.
    Name,
    /// Events were lost.
    Lost,
    /// The site's own folder, or one of its three, was made, moved or removed.
    Moved,
    /// Nothing tells of changes: the folder is looked at from time to time.
    Polling,
}

impl Why {
    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Folder => "a folder was made, renamed or removed",
            Self::Link => "a symbolic link is involved",
            Self::Problem => "something cannot be read, or could not be",
            Self::Name => "a name is not UTF-8",
            Self::Lost => "the system lost track of changes",
            Self::Moved => "the site or one of its folders was moved, made or removed",
            Self::Polling => "polling",
        }
    }
}

impl Snapshot {
    /// Reads site.toml and the folders content, templates and static.
    pub fn read(root: &Path) -> Self {
        let found = walk::walk(root);
        let read: Vec<Option<Result<(SourcePath, SourceFile), Diagnostic>>> = found
            .files
            .into_par_iter()
            .map(|(name, path)| {
                let file = file(&name, &path).transpose()?;
                Some(file.map(|file| (name, file)))
            })
            .collect();
        let mut snapshot = Self {
            sources: Sources::default(),
            problems: found.problems,
            links: found.links,
        };
        for result in read.into_iter().flatten() {
            match result {
                Ok((name, file)) => snapshot.sources.insert_file(name, file),
                Err(problem) => snapshot.problems.push(problem),
            }
        }
        snapshot
    }

    /// All files, for whom compiles them. Their texts are let go here: they are looked at once.
    pub fn hand_out(&mut self) -> Sources {
        let all = self.sources.clone();
        self.let_go();
        all
    }

    /// Brings the snapshot up to date, where nothing but the named files can have changed.
    pub fn update(&mut self, root: &Path, names: &BTreeSet<SourcePath>) -> Update {
        match self.read_named(root, names) {
            Ok(update) => update,
            Err(why) => self.rescan(root, why),
        }
    }

    /// Reads the named files and nothing else. Where something about them asks for a look at everything,
    /// the snapshot stays as it is.
    pub fn read_named(&mut self, root: &Path, names: &BTreeSet<SourcePath>) -> Result<Update, Why> {
        let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
        if !self.problems.is_empty() {
            return Err(Why::Problem);
        }
        let mut files = Vec::with_capacity(names.len());
        for name in names {
            // A link may lead to what is no part of the site by its own name.
            if self.touches_link(root, &real_root, name) {
                return Err(Why::Link);
            }
            if is_of_site(name) {
                files.push((name, self.look(root, name)?));
            }
        }
        let before = files.into_iter().filter_map(|(name, file)| self.put(name, file));
        Ok(Update {
            before: before.collect(),
            rescan: None,
        })
    }

    /// Reads everything again; what is equal stays the same value.
    pub fn rescan(&mut self, root: &Path, why: Why) -> Update {
        let mut fresh = Self::read(root);
        let mut before = Vec::new();
        for (name, old) in self.sources.iter() {
            match fresh.sources.get(name.as_str()) {
                Some(new) if new == old => fresh.sources.insert_file(name.clone(), old.clone()),
                _ => before.push((name.clone(), Some(old.clone()))),
            }
        }
        let is_new = |name: &&SourcePath| self.sources.get(name.as_str()).is_none();
        let added = fresh.sources.iter().map(|(name, _)| name).filter(is_new);
        before.extend(added.map(|name| (name.clone(), None)));
        *self = fresh;
        Update {
            before,
            rescan: Some(why),
        }
    }

    /// Gives back the texts of stories, whose bytes nothing looks at once they are compiled; their hashes stay.
    pub fn let_go(&mut self) {
        drop(self.sources.hand_over(CONTENT_FOLDER, ".md"));
    }

    /// Puts a file as it is now, and gives it as it was if that differs.
    fn put(
        &mut self,
        name: &SourcePath,
        file: Option<SourceFile>,
    ) -> Option<(SourcePath, Option<SourceFile>)> {
        let old = self.sources.get(name.as_str()).cloned();
        if old == file {
            return None;
        }
        match file {
            Some(file) => self.sources.insert_file(name.clone(), file),
            None => {
                self.sources.remove(name);
            }
        }
        Some((name.clone(), old))
    }

    /// What a name stands for on the disk; why everything has to be looked at where that alone does not tell.
    fn look(&self, root: &Path, name: &SourcePath) -> Result<Option<SourceFile>, Why> {
        let path = root.join(name.as_str());
        if is_behind_link(root, name) {
            return Err(Why::Link);
        }
        if self.sources.below(&format!("{name}/")).next().is_some() {
            return Err(Why::Folder);
        }
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_dir() => Err(Why::Folder),
            Ok(metadata) if metadata.is_file() => file(name, &path).map_err(|_| Why::Problem),
            Ok(_) => Ok(None),
            Err(error) if is_absent(&error) => Ok(None),
            Err(_) => Err(Why::Problem),
        }
    }

    /// Whether a name is that of a known link, or a known link leads to it, into it or above it.
    fn touches_link(&self, root: &Path, real_root: &Path, name: &SourcePath) -> bool {
        if self.links.is_empty() {
            return false;
        }
        let real = real_root.join(name.as_str());
        let leads_to = |place: &PathBuf| place.starts_with(&real) || real.starts_with(place);
        self.links.contains_key(&root.join(name.as_str())) || self.links.values().flatten().any(leads_to)
    }
}

/// Whether a name is one that a site's files have.
fn is_of_site(name: &SourcePath) -> bool {
    let name = name.as_str();
    let in_folder = FOLDERS
        .iter()
        .any(|folder| name.starts_with(folder) || folder.strip_suffix('/') == Some(name));
    name == SITE_FILE || name == LOCK_FILE || (in_folder && !is_path_skipped(name))
}

/// Whether the path or a folder on the way to it is a symbolic link.
fn is_behind_link(root: &Path, name: &SourcePath) -> bool {
    let name = name.as_str();
    let ends = name.match_indices('/').map(|(at, _)| at).chain([name.len()]);
    ends.into_iter().any(|end| root.join(&name[..end]).is_symlink())
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Reads a file; `None` where it has gone meanwhile.
fn file(name: &SourcePath, path: &Path) -> Result<Option<SourceFile>, Diagnostic> {
    match fs::read(path) {
        Ok(bytes) if bytes.len() as u64 <= LARGEST_FILE => Ok(Some(SourceFile::on_disk(bytes))),
        Ok(_) => Err(unreadable(format!("{name} is larger than 4 GiB"))),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(unreadable(format!("{name} cannot be read: {error}"))),
    }
}
