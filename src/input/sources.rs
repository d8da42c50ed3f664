//! The snapshot of every input file: the only thing that a compile reads.

use crate::source_path::SourcePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One input file: its bytes and their BLAKE3 hash.
#[derive(Debug, Clone)]
pub struct SourceFile {
    bytes: Arc<[u8]>,
    hash: [u8; 32],
    keeping: Keeping,
}

/// Whether the bytes of a file stay in memory once it is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// Nothing else holds them.
    Here,
    /// They can be read again from the disk, for the few files whose lines a report shows.
    OnDisk,
}

impl SourceFile {
    /// Takes the bytes and hashes them.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let hash = *blake3::hash(&bytes).as_bytes();
        let keeping = Keeping::Here;
        Self { bytes, hash, keeping }
    }

    /// The same for bytes that can be read again from the disk: a text is let go once it is parsed.
    pub fn on_disk(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            keeping: Keeping::OnDisk,
            ..Self::new(bytes)
        }
    }

    /// Whether the file holds nothing.
    pub fn is_empty(&self) -> bool {
        self.hash == *blake3::hash(b"").as_bytes()
    }

    /// Whether the bytes were let go: then only their hash is known.
    pub fn is_let_go(&self) -> bool {
        self.bytes.is_empty() && !self.is_empty()
    }

    /// The file as it is now for whom parses it; what can be read again from the disk is let go here.
    fn hand_over(&mut self) -> Self {
        match self.keeping {
            Keeping::Here => self.clone(),
            Keeping::OnDisk => Self {
                bytes: std::mem::replace(&mut self.bytes, Arc::from([])),
                ..*self
            },
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// The BLAKE3 hash of the bytes.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The text, when the bytes are UTF-8; else the offset of the first byte that is not.
    pub fn text(&self) -> Result<&str, usize> {
        std::str::from_utf8(&self.bytes).map_err(|error| error.valid_up_to())
    }
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for SourceFile {}

/// All input files by path, in path order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    files: BTreeMap<SourcePath, SourceFile>,
}

impl Sources {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: SourcePath, bytes: impl Into<Arc<[u8]>>) {
        self.insert_file(path, SourceFile::new(bytes));
    }

    /// Adds or replaces a file that is already hashed.
    pub fn insert_file(&mut self, path: SourcePath, file: SourceFile) {
        self.files.insert(path, file);
    }

    /// Removes a file, and says whether it was there.
    pub fn remove(&mut self, path: &SourcePath) -> bool {
        self.files.remove(path).is_some()
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(&SourcePath::new(path))
    }

    /// The text of a file; blank where there is none, or none that can be read.
    pub fn text(&self, path: &str) -> &str {
        self.get(path)
            .and_then(|file| file.text().ok())
            .unwrap_or_default()
    }

    /// Every file below a folder (named with its trailing slash), in path order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a SourceFile)> {
        let from = SourcePath::new(folder);
        self.files
            .range(from..)
            .take_while(move |(path, _)| path.as_str().starts_with(folder))
    }

    /// Every file, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &SourceFile)> {
        self.files.iter()
    }

    /// The files below a folder whose names end alike, for whom parses them. Those that can be read again from the
    /// disk are let go here: ten thousand texts need not stand in memory beside what was made of them.
    pub fn hand_over(&mut self, folder: &str, ending: &str) -> Vec<(SourcePath, SourceFile)> {
        let files = self.files.range_mut(SourcePath::new(folder)..);
        files
            .take_while(|(path, _)| path.as_str().starts_with(folder))
            .filter(|(path, _)| path.as_str().ends_with(ending))
            .map(|(path, file)| (path.clone(), file.hand_over()))
            .collect()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
