//! New files for writers: never over what is there.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file, and the folders above it. An existing file is an error and stays as it is.
pub fn new_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// Whether anything is at a path.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
