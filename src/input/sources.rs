//! The snapshot of every input file: the only thing that a compile reads.

use crate::source_path::SourcePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One input file: its bytes and their BLAKE3 hash.
#[derive(Debug, Clone)]
pub struct SourceFile {
    bytes: Arc<[u8]>,
    hash: [u8; 32],
}

impl SourceFile {
    /// Takes the bytes and hashes them.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let hash = *blake3::hash(&bytes).as_bytes();
        Self { bytes, hash }
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

    /// Gives back the bytes of files that nothing will look at again; their hashes stay.
    pub fn release(&mut self, is_done: impl Fn(&SourcePath) -> bool) {
        for (path, file) in &mut self.files {
            if is_done(path) {
                file.bytes = Arc::from([]);
            }
        }
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
