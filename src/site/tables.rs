//! The tables that charts may show: every CSV file beside the text, read once for as long as it stays as it is.

use crate::input::csv;
use crate::input::sources::Sources;
use crate::input::table::Table;
use crate::site::route::Route;
use crate::source_path::SourcePath;
use crate::story::CONTENT_FOLDER;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of data, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    hash: [u8; 32],
    /// What it holds.
    pub table: Arc<Table>,
}

/// The files of data, by path.
pub type Tables = BTreeMap<SourcePath, DataFile>;

/// Reads the files of data among those that are published, as far as they are not as they were before.
pub fn tables(sources: &Sources, files: &BTreeMap<SourcePath, Route>, before: Option<&Tables>) -> Tables {
    let is_data = |path: &&SourcePath| {
        let name = path.as_str();
        name.starts_with(CONTENT_FOLDER) && (name.ends_with(".csv") || name.ends_with(".tsv"))
    };
    let paths: Vec<&SourcePath> = files.keys().filter(is_data).collect();
    let read = |path: &SourcePath| {
        let file = sources.get(path.as_str())?;
        let known = before.and_then(|before| before.get(path));
        let known = known.filter(|known| known.hash == *file.hash());
        let read = || DataFile {
            hash: *file.hash(),
            table: Arc::new(csv::read(file)),
        };
        Some((path.clone(), known.cloned().unwrap_or_else(read)))
    };
    let read: Vec<_> = paths.into_par_iter().filter_map(read).collect();
    read.into_iter().collect()
}

/// The files whose data are not what they were.
pub fn changed<'t>(now: &'t Tables, before: &Tables) -> Vec<&'t SourcePath> {
    let is_other = |(path, file): &(&SourcePath, &DataFile)| before.get(*path) != Some(*file);
    now.iter().filter(is_other).map(|(path, _)| path).collect()
}
