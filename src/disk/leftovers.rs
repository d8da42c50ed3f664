//! Names that editors and systems leave behind: they are no content, and writing them is no edit.

use crate::site::STATIC_FOLDER;

/// Whole names: of systems, of version control, and the file by which vim tries whether it may write.
const NAMES: [&str; 7] = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    ".git",
    ".gitkeep",
    ".gitignore",
    "4913",
];

/// Beginnings: locks of emacs and of office programs, files of gedit, and of drives whose file is still open.
const BEGINNINGS: [&str; 6] = [".#", ".~lock.", "~$", ".goutputstream-", ".nfs", ".fuse_hidden"];

/// Endings: backups, and the two names that JetBrains editors save by.
const ENDINGS: [&str; 3] = ["~", "___jb_tmp___", "___jb_old___"];

/// Endings of swap files, which begin with a dot: of vim and of Kate.
const SWAP_ENDINGS: [&str; 4] = [".swp", ".swo", ".swx", ".kate-swp"];

/// Whether a part of a site-relative path, the file's or a folder's name, is left out. The first part never is.
pub fn is_path_skipped(path: &str) -> bool {
    let is_static = path.starts_with(STATIC_FOLDER);
    path.split('/').skip(1).any(|name| is_skipped(name, is_static))
}

/// Whether a name is left out. In static/, files that begin with a dot may be meant (.well-known, .nojekyll);
/// elsewhere they are not.
pub fn is_skipped(name: &str, is_static: bool) -> bool {
    let is_leftover = NAMES.contains(&name)
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
        || (name.starts_with('.') && SWAP_ENDINGS.iter().any(|ending| name.ends_with(ending)));
    is_leftover || (!is_static && name.starts_with('.'))
}
