//! What a file event means for a site: most mean nothing.

use super::change::Warning;
use crate::disk::leftovers::is_path_skipped;
use crate::disk::snapshot::Why;
use crate::disk::walk::FOLDERS;
use crate::input::config::SITE_FILE;
use crate::registry::lock::{LOCK_FILE, SNAPSHOTS_FOLDER};
use crate::source_path::SourcePath;
use notify::event::{Event, EventKind, ModifyKind};
use notify::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// What a watch has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// Something happened to what has this name: file, folder or nothing by now.
    Touched(SourcePath),
    /// Everything has to be looked at.
    Rescan(Why),
    /// Events cannot be relied on any more.
    Failed(Warning),
    /// The watch is to end.
    Stop,
}

/// What is watched, for telling which events matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The site's folder, links resolved.
    pub real_root: PathBuf,
    /// Where the symbolic links in the site lead.
    pub places: Vec<PathBuf>,
}

/// What an error of watching is to people.
pub fn warning(error: &Error) -> Warning {
    /// "Too many open files", of a process: instances of inotify are counted the same way.
    const EMFILE: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => Warning::TooManyFolders,
        ErrorKind::Io(error) if cfg!(unix) && error.raw_os_error() == Some(EMFILE) => {
            Warning::TooManyWatchers
        }
        _ => Warning::Other(error.to_string()),
    }
}

impl Scope {
    /// What an event asks for.
    pub fn signals(&self, event: notify::Result<Event>) -> Vec<Signal> {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                return vec![match warning(&error) {
                    Warning::Other(_) => Signal::Rescan(Why::Lost),
                    limit => Signal::Failed(limit),
                }];
            }
        };
        if event.need_rescan() {
            return vec![Signal::Rescan(Why::Lost)];
        }
        // Our own reading comes back as events of access.
        if event.kind.is_access() {
            return Vec::new();
        }
        let paths = event.paths.iter();
        paths.filter_map(|path| self.signal(path, event.kind)).collect()
    }

    fn signal(&self, path: &Path, kind: EventKind) -> Option<Signal> {
        let below = path.strip_prefix(&self.real_root).ok()?;
        if below.as_os_str().is_empty() {
            return moves(kind).then_some(Signal::Rescan(Why::Moved));
        }
        let related = |place: &PathBuf| path.starts_with(place) || place.starts_with(path);
        if self.places.iter().any(related) {
            return Some(Signal::Rescan(Why::Link));
        }
        let lossy = below.to_string_lossy();
        let name = if cfg!(windows) {
            lossy.replace('\\', "/")
        } else {
            lossy.into_owned()
        };
        let mut folders = FOLDERS.into_iter().chain([SNAPSHOTS_FOLDER]);
        if folders.any(|folder| folder.trim_end_matches('/') == name) {
            return (moves(kind) || kind.is_create()).then_some(Signal::Rescan(Why::Moved));
        }
        let is_ours =
            [SITE_FILE, LOCK_FILE].contains(&&*name) || FOLDERS.iter().any(|folder| name.starts_with(folder));
        if !is_ours || is_path_skipped(&name) {
            return None;
        }
        // A backslash stands for `/` in the names of sources, so that such a name does not lead back to its file.
        match below.to_str() {
            Some(_) if !name.contains('\\') => Some(Signal::Touched(SourcePath::new(name))),
            _ => Some(Signal::Rescan(Why::Name)),
        }
    }
}

/// Whether something itself came, went or got another name, not only what is in it or said of it.
fn moves(kind: EventKind) -> bool {
    match kind {
        EventKind::Modify(ModifyKind::Metadata(_) | ModifyKind::Data(_)) | EventKind::Create(_) => false,
        EventKind::Remove(_) | EventKind::Modify(_) | EventKind::Any | EventKind::Other => true,
        EventKind::Access(_) => false,
    }
}
