//! Watches over a site's folder, by the events of the system.

use super::Warning;
use super::inbox::Timed;
use super::signal::{Scope, warning};
use crate::disk::walk::FOLDERS;
use crate::registry::lock::SNAPSHOTS_FOLDER;
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Instant;

/// How often a watch is tried again where a folder went away while its tree was walked.
const MOST_TRIES: usize = 20;

/// What is told of each event.
pub type Handler = Box<dyn FnMut(notify::Result<Event>) + Send>;

/// Makes the system's watcher. Tests make others.
pub type Open = Box<dyn FnMut(Handler) -> notify::Result<Box<dyn Watcher + Send>> + Send>;

/// The watcher of the system.
pub fn system() -> Open {
    Box::new(|handler| {
        // Where links lead is watched by its own name: one folder under two names would be reported by one of them.
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(handler, config)?;
        Ok(Box::new(watcher))
    })
}

/// Watches that stand. They end when this is dropped.
pub struct Attached {
    _watcher: Option<Box<dyn Watcher + Send>>,
    identity: Option<Identity>,
    places: Vec<PathBuf>,
}

/// Which folder it is that has a name. `None` where there is none.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    path: PathBuf,
    number: (u64, u64),
}

impl Attached {
    /// Watches the site at `root`, and the places where its links lead. Without a folder there, nothing is watched.
    pub fn new(
        root: &Path,
        places: Vec<PathBuf>,
        sender: &Sender<Timed>,
        open: &mut Open,
    ) -> Result<Self, Warning> {
        let identity = identity(root);
        let watcher = match &identity {
            None => None,
            Some(identity) => {
                let scope = Scope {
                    real_root: identity.path.clone(),
                    places: places.clone(),
                };
                Some(watcher(scope, sender.clone(), open).map_err(|error| warning(&error))?)
            }
        };
        Ok(Self {
            _watcher: watcher,
            identity,
            places,
        })
    }

    /// Whether the folder that is watched still is the site's.
    pub fn is_at(&self, root: &Path) -> bool {
        self.identity == identity(root)
    }

    /// The places where links lead that are watched.
    pub fn places(&self) -> &[PathBuf] {
        &self.places
    }
}

/// Makes a watcher over all folders. Each is looked for when the one above it is watched already, so that none can
/// appear unseen in between.
fn watcher(scope: Scope, sender: Sender<Timed>, open: &mut Open) -> notify::Result<Box<dyn Watcher + Send>> {
    let folders = folders(&scope);
    let handler = move |event| {
        let at = Instant::now();
        for signal in scope.signals(event) {
            // Nobody listens any more: the watch is about to end.
            let _ = sender.send((at, signal));
        }
    };
    let mut watcher = open(Box::new(handler))?;
    let mut trees: Vec<PathBuf> = Vec::new();
    for (folder, mode) in folders {
        // What lies in a tree is watched with it.
        let is_real = fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_dir());
        if !is_real || trees.iter().any(|tree| folder.starts_with(tree)) {
            continue;
        }
        add(watcher.as_mut(), &folder, mode)?;
        if mode == RecursiveMode::Recursive {
            trees.push(folder);
        }
    }
    Ok(watcher)
}

/// Adds a folder. One that is gone is left out; it is seen when it comes back.
fn add(watcher: &mut dyn Watcher, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
    let mut result = Ok(());
    for _ in 0..MOST_TRIES {
        result = watcher.watch(folder, mode);
        match &result {
            // A folder below it went away, and the rest of the tree was not reached.
            Err(error) if is_gone(error) && folder.is_dir() => {}
            Err(error) if is_gone(error) => return Ok(()),
            _ => break,
        }
    }
    result
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// The folders to watch where they exist, those above first. The output folder is not among them, unless a link
/// leads there.
fn folders(scope: &Scope) -> BTreeMap<PathBuf, RecursiveMode> {
    let root = &scope.real_root;
    let places = scope.places.iter().filter(|place| *place != root);
    let above = places
        .clone()
        .flat_map(|place| place.ancestors().skip(1))
        .filter(|folder| folder.starts_with(root))
        .map(Path::to_path_buf);
    let own = FOLDERS
        .into_iter()
        .chain([SNAPSHOTS_FOLDER])
        .map(|folder| root.join(folder.trim_end_matches('/')));
    let mut folders = BTreeMap::from([(root.clone(), RecursiveMode::NonRecursive)]);
    folders.extend(above.map(|folder| (folder, RecursiveMode::NonRecursive)));
    let trees = own.chain(places.cloned());
    folders.extend(trees.map(|folder| (folder, RecursiveMode::Recursive)));
    folders
}

#[cfg(unix)]
fn identity(root: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let path = fs::canonicalize(root).ok()?;
    let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_dir)?;
    Some(Identity {
        path,
        number: (metadata.dev(), metadata.ino()),
    })
}

#[cfg(not(unix))]
fn identity(root: &Path) -> Option<Identity> {
    let path = fs::canonicalize(root).ok().filter(|path| path.is_dir())?;
    Some(Identity { path, number: (0, 0) })
}
