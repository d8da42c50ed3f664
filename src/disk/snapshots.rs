//! The texts of sources in `snapshots/`, and their lock. Nothing else in the site's folder is written by this module.

use crate::disk::replace;
use crate::registry::lock::{LOCK_FILE, SNAPSHOTS_FOLDER, is_name};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The text of a snapshot, by its name; `None` where there is none.
pub fn text(root: &Path, name: &str) -> io::Result<Option<String>> {
    match fs::read(place(root, name)?) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes the text of a snapshot.
pub fn put(root: &Path, name: &str, text: &str) -> io::Result<()> {
    let place = place(root, name)?;
    put_at(root, &place, text)
}

/// Writes the lock.
pub fn put_lock(root: &Path, text: &str) -> io::Result<()> {
    put_at(root, &root.join(LOCK_FILE), text)
}

/// A file that a person saved, up to a size.
pub fn saved_by_hand(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    match metadata.len() > most as u64 {
        true => Err(io::Error::other(format!("it is larger than {} KB", most / 1000))),
        false => fs::read(path),
    }
}

fn place(root: &Path, name: &str) -> io::Result<PathBuf> {
    match is_name(name) {
        true => Ok(root.join(SNAPSHOTS_FOLDER).join(name)),
        false => Err(io::Error::other("it is no name of a snapshot")),
    }
}

/// Writes a file of the folder. Links are not followed: they could lead out of the site.
fn put_at(root: &Path, place: &Path, text: &str) -> io::Result<()> {
    let folder = root.join(SNAPSHOTS_FOLDER.trim_end_matches('/'));
    match fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => fs::create_dir(&folder)?,
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(io::Error::other("snapshots is a link or a file, not a folder")),
        Err(error) => return Err(error),
    }
    if fs::symlink_metadata(place).is_ok_and(|metadata| !metadata.is_file()) {
        let name = place
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        return Err(io::Error::other(format!("{name} is a link or a folder")));
    }
    replace::file(place, text.as_bytes())
}
