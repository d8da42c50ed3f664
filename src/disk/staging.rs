//! A build's new files, kept aside in the output folder until all of them are made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The folder for new files, inside the output folder so that moving them is a rename.
pub const FOLDER: &str = ".nutgraf-staging";

/// The new files of a build.
#[derive(Debug)]
pub struct Staging {
    output: PathBuf,
    folder: PathBuf,
    count: AtomicUsize,
    made_output: bool,
}

/// A file of the finished site.
#[derive(Debug, Clone)]
pub struct StagedFile {
    /// Its place below the output folder.
    pub name: String,
    /// Where its new bytes are; `None` when the old ones are right.
    pub staged: Option<PathBuf>,
}

impl Staging {
    /// Makes the folder, the output folder too where it is missing.
    pub fn new(output: &Path) -> io::Result<Self> {
        let made_output = !output.exists();
        fs::create_dir_all(output)?;
        let folder = output.join(FOLDER);
        clear(&folder)?;
        fs::create_dir(&folder)?;
        Ok(Self {
            output: output.to_path_buf(),
            folder,
            count: AtomicUsize::new(0),
            made_output,
        })
    }

    /// A file whose bytes in the output folder are right, as the caller knows; `None` when it is not there.
    pub fn keep(&self, name: &str) -> Option<StagedFile> {
        let metadata = fs::symlink_metadata(self.output.join(name)).ok()?;
        metadata.is_file().then(|| StagedFile {
            name: name.to_owned(),
            staged: None,
        })
    }

    /// Keeps a file's bytes aside, unless the output folder holds them already. May be called from many threads.
    pub fn add(&self, name: &str, bytes: &[u8]) -> io::Result<StagedFile> {
        let place = self.output.join(name);
        let is_right = fs::symlink_metadata(&place)
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64)
            && fs::read(&place).is_ok_and(|old| old == bytes);
        if is_right {
            return Ok(StagedFile {
                name: name.to_owned(),
                staged: None,
            });
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let staged = self.folder.join(number.to_string());
        fs::write(&staged, bytes)?;
        Ok(StagedFile {
            name: name.to_owned(),
            staged: Some(staged),
        })
    }

    /// Removes what was kept aside, and the output folder if it was made for this build and is empty.
    pub fn discard(self) {
        // What cannot be removed now is removed by the next build.
        let _ = clear(&self.folder);
        if self.made_output {
            let _ = fs::remove_dir(&self.output);
        }
    }
}

/// Empties and removes a staging folder: files with numbers as names, as this module makes them, and nothing else.
fn clear(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {}
        // A link could lead to somebody's folder of numbered files.
        Ok(_) => {
            return Err(io::Error::other(format!(
                "{FOLDER} is a link or file, and nutgraf did not make it"
            )));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry
            .file_name()
            .to_string_lossy()
            .bytes()
            .all(|byte| byte.is_ascii_digit())
        {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir(folder)
}
