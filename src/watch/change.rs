//! What a watch tells: which files differ, and what stood in its way.

use crate::disk::snapshot::Why;
use crate::source_path::SourcePath;
use std::fmt;
use std::time::Instant;

/// What differs from what was told last.
#[derive(Debug, Clone)]
pub struct Change {
    /// The files that differ, by name.
    pub files: Vec<(SourcePath, ChangeKind)>,
    /// Whether what could not be read differs.
    pub problems: bool,
    /// Why the whole folder was read, if it was.
    pub rescan: Option<Why>,
    /// What went wrong with watching since.
    pub warning: Option<Warning>,
    /// When the first event of it came.
    pub since: Instant,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was not there.
    Added,
    /// Its bytes differ.
    Changed,
    /// It is gone.
    Removed,
}

/// Why a site is not watched by events but looked at from time to time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// There are more folders than the system lets a user watch.
    TooManyFolders,
    /// There are more watching programs than the system lets a user run.
    TooManyWatchers,
    /// Something else, in the system's words.
    Other(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyFolders => formatter.write_str(
                "the system's limit of watched folders is reached, so the site is looked at twice a second instead; \
                 raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288` and start again",
            ),
            Self::TooManyWatchers => formatter.write_str(
                "the system's limit of watching programs is reached, so the site is looked at twice a second instead; \
                 raise the limit with `sudo sysctl fs.inotify.max_user_instances=512` (or that of open files, \
                 `ulimit -n`) and start again",
            ),
            Self::Other(why) => write!(
                formatter,
                "the site's folder cannot be watched, so it is looked at twice a second instead: {why}"
            ),
        }
    }
}
