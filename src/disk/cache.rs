//! What jobs made, kept in the site's folder, so that it is made once. It can be deleted at any time, or kept from one
//! run to the next; nothing in it is believed that does not carry the checksum of its own key.

use crate::diagnostic::{Code, Diagnostic};
use crate::job::{Bench, Job};
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// The folder, in the site's.
pub const FOLDER: &str = ".nutgraf-cache";

/// What says that a folder is ours, and tells backups to leave it out (bford.info/cachedir).
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # What nutgraf made and may need again. It can be deleted at any time.\n";

/// In bytes: what stands before a blob.
const CHECKSUM: usize = 32;

/// In bytes: no blob of ours is larger.
const LARGEST_BLOB: u64 = 1 << 30;

/// How long a blob stays that nobody asks for.
const LONGEST_UNUSED: Duration = Duration::from_hours(30 * 24);

/// How often it is noted that a blob is in use.
const NOTED: Duration = Duration::from_hours(24);

/// The results of jobs.
#[derive(Debug, Default)]
pub struct Cache {
    /// `None` where nothing is to be kept.
    folder: Option<PathBuf>,
    /// Whether the folder is ours to use.
    ready: OnceLock<bool>,
    /// Why nothing can be kept, the first time that this was found.
    trouble: OnceLock<String>,
    runs: AtomicUsize,
    names: AtomicUsize,
}

impl Cache {
    /// The cache of the site in a folder. Nothing is made there before there is something to keep.
    pub fn of_site(root: &Path) -> Self {
        Self {
            folder: Some(root.join(FOLDER)),
            ..Self::default()
        }
    }

    /// What a job makes: as it was kept, or made now and kept. May be called from many threads.
    pub fn make(&self, job: &Job, bench: &mut Bench) -> Result<Vec<u8>, Diagnostic> {
        let place = self.place(job);
        if let Some(kept) = place.as_ref().and_then(|place| believed(place, job)) {
            return Ok(kept);
        }
        self.runs.fetch_add(1, Ordering::Relaxed);
        let bytes = job.run_at(bench)?;
        if let Some(place) = place
            && let Err(error) = self.keep(&place, job, &bytes)
        {
            self.trouble.get_or_init(|| error.to_string());
        }
        Ok(bytes)
    }

    /// How many jobs were run because their results were not here.
    pub fn runs(&self) -> usize {
        self.runs.load(Ordering::Relaxed)
    }

    /// What keeps results from being kept, if anything does.
    pub fn trouble(&self) -> Option<Diagnostic> {
        let why = self.trouble.get()?;
        let message = format!("nothing can be kept in {FOLDER}, so it is made again each time: {why}");
        let hint = "let nutgraf write to that folder, or delete it";
        Some(Diagnostic::without_place(Code::CacheFailed, message).hint(hint))
    }

    /// Removes what was not used for a month, and what a run that was stopped left half done. What goes wrong here
    /// is tried again after the next build.
    pub fn sweep(&self) {
        let Some(folder) = self.folder.as_ref().filter(|folder| is_ours(folder)) else {
            return;
        };
        for folder in entries(folder).filter(|path| is_named(path, 2) && is_real_folder(path)) {
            let old = |path: &PathBuf| {
                let metadata = fs::symlink_metadata(path).ok();
                let metadata = metadata.filter(fs::Metadata::is_file);
                // A time to come is none to judge by.
                metadata.and_then(|metadata| metadata.modified().ok()?.elapsed().ok())
            };
            let is_stale = |path: &PathBuf| match old(path) {
                Some(age) if is_named(path, 64) => age > LONGEST_UNUSED,
                Some(age) => is_half_done(path) && age > NOTED,
                None => false,
            };
            for path in entries(&folder).filter(is_stale) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Where the result of a job is kept; `None` where nothing can be.
    fn place(&self, job: &Job) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let is_ready = self.ready.get_or_init(|| match prepare(folder) {
            Ok(()) => true,
            Err(error) => {
                self.trouble.get_or_init(|| error.to_string());
                false
            }
        });
        let name = job.name();
        is_ready.then(|| folder.join(&name[..2]).join(name))
    }

    /// Writes a result under another name first, so that none is ever seen half written.
    fn keep(&self, place: &Path, job: &Job, bytes: &[u8]) -> io::Result<()> {
        let folder = place.parent().expect("a place is in a folder of the cache");
        match fs::create_dir(folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ if !is_real_folder(folder) => {
                return Err(io::Error::other("a link or file of another is in the way"));
            }
            _ => {}
        }
        let number = self.names.fetch_add(1, Ordering::Relaxed);
        let fresh = folder.join(format!("{HALF_DONE}{}-{number}", std::process::id()));
        // What a run with the same number left behind.
        let _ = fs::remove_file(&fresh);
        let written = fs::File::create_new(&fresh)
            .and_then(|mut file| {
                file.write_all(checksum(job, bytes).as_bytes())?;
                file.write_all(bytes)
            })
            .and_then(|()| fs::rename(&fresh, place));
        if written.is_err() {
            let _ = fs::remove_file(&fresh);
        }
        written
    }
}

/// How the names of files begin that are being written.
const HALF_DONE: &str = "new-";

/// Makes the folder, or takes it where it is ours.
fn prepare(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ if !is_real_folder(folder) => return Err(io::Error::other("it is a link or a file")),
        _ => {}
    }
    let is_empty = fs::read_dir(folder)?.next().is_none();
    if is_empty {
        write_new(&folder.join(TAG), TAG_TEXT)?;
        write_new(&folder.join(".gitignore"), "*\n")?;
    }
    match is_ours(folder) {
        true => Ok(()),
        false => Err(io::Error::other("it is not empty, and nutgraf did not make it")),
    }
}

/// Writes a file that is not there; another run may have written the same just now.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

fn is_ours(folder: &Path) -> bool {
    let tag = folder.join(TAG);
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    let mut text = String::new();
    let start = |file: fs::File| file.take(TAG_TEXT.len() as u64).read_to_string(&mut text);
    is_real_folder(folder)
        && is_file(&tag)
        && fs::File::open(&tag).and_then(start).is_ok()
        && text == TAG_TEXT
}

/// A kept result, if it is whole, and notes that it is in use.
fn believed(place: &Path, job: &Job) -> Option<Vec<u8>> {
    // A link would lead to what another made.
    let metadata = fs::symlink_metadata(place).ok()?;
    if !metadata.is_file() || metadata.len() > LARGEST_BLOB || !place.parent().is_some_and(is_real_folder) {
        return None;
    }
    let mut bytes = fs::read(place).ok()?;
    let body = bytes.split_off(bytes.len().min(CHECKSUM));
    if bytes != checksum(job, &body).as_bytes() {
        return None;
    }
    let is_noted = metadata
        .modified()
        .ok()
        .and_then(|time| time.elapsed().ok())
        .is_some_and(|age| age < NOTED);
    if !is_noted {
        // Only the sweep asks; where it cannot be noted, the result is made again some day.
        let _ = fs::File::options()
            .write(true)
            .open(place)
            .and_then(|file| file.set_modified(SystemTime::now()));
    }
    Some(body)
}

/// Of the bytes under their key: a blob by another name is not believed.
fn checksum(job: &Job, bytes: &[u8]) -> blake3::Hash {
    blake3::keyed_hash(job.key(), bytes)
}

fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// Whether a name is so many hexadecimal digits, as ours are.
fn is_named(path: &Path, digits: usize) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    name.is_some_and(|name| name.len() == digits && name.bytes().all(is_digit))
}

fn is_half_done(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'-';
    name.is_some_and(|name| {
        name.strip_prefix(HALF_DONE)
            .is_some_and(|rest| rest.bytes().all(is_number))
    })
}
