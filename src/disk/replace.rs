//! Replaces a file as a whole: whoever reads it meanwhile sees the old one or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside its place and moves it there; the folders above it are made.
pub fn file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    refuse_link(path)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // What a run that was stopped left behind. A new file is made, so that a link by that name is not followed.
    let _ = fs::remove_file(&beside);
    let written = fs::File::create_new(&beside).and_then(|mut file| file.write_all(bytes));
    let placed = written.and_then(|()| fs::rename(&beside, path));
    if placed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    placed
}

/// The same for a file of a site, by its name there: no folder on the way may be a link, which could lead out of the site.
pub fn in_site(root: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut place = root.to_path_buf();
    for part in Path::new(name) {
        place.push(part);
        refuse_link(&place)?;
    }
    file(&place, bytes)
}

/// Links are not followed: whoever made one may mean another file.
fn refuse_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(io::Error::other("it is a link, which is not followed")),
        _ => Ok(()),
    }
}

/// The text of a file beside the sources; `None` where there is none.
pub fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}
