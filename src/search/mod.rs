//! Search without a server: an index of all that can be read, in small files of which a browser fetches a few.
//!
//! A *file of words* holds a stretch of the sorted words with the documents that each stands in, a *file of records*
//! what results show of some documents, and the *manifest* says which file holds what. `static/search.js` reads them.

pub mod documents;
mod postings;
mod record;
mod text;
pub mod words;

use crate::input::escape::plain_marks;
use crate::site::Site;
use documents::{Document, Group, Sizes, documents};
use postings::Postings;
use std::ops::Range;
use std::sync::Arc;

/// Files of records that are read in one go.
const FILES_AT_ONCE: usize = 8;
/// More threads than this would wait for the one that joins what they found.
const MOST_THREADS: usize = 8;

/// One file of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// Which file holds what.
    Manifest,
    /// Some words, and the documents that hold them.
    Words(usize),
    /// What results show of some documents.
    Records(usize),
}

impl File {
    /// All files of a site's index.
    pub fn all(site: &Site) -> impl Iterator<Item = File> {
        let sizes = Sizes::of(site);
        let words = (0..sizes.words_files()).map(File::Words);
        let records = (0..sizes.records_files().count()).map(File::Records);
        std::iter::once(File::Manifest).chain(words).chain(records)
    }

    /// Its name beside the search page.
    pub fn name(self) -> String {
        match self {
            File::Manifest => "index.json".to_owned(),
            File::Words(at) => format!("words-{at}.json"),
            File::Records(at) => format!("records-{at}.json"),
        }
    }
}

/// The files of a site's index.
#[derive(Debug)]
pub struct Index {
    manifest: Arc<[u8]>,
    words: Vec<Arc<[u8]>>,
    records: Vec<Arc<[u8]>>,
}

impl Index {
    /// Reads all that can be found. Threads of its own: whoever waits for an index while it is made must not be handed
    /// another page to make, which waits for it too.
    pub fn build(site: &Site) -> Self {
        let sizes = Sizes::of(site);
        let (documents, groups) = documents(site);
        let ranges: Vec<Range<usize>> = sizes.records_files().collect();
        let threads = rayon::current_num_threads().clamp(1, MOST_THREADS);
        let mut postings = Postings::default();
        let mut records = Vec::with_capacity(ranges.len());
        for wave in ranges.chunks(FILES_AT_ONCE * threads) {
            let parts = std::thread::scope(|scope| {
                let parts = wave.chunks(FILES_AT_ONCE);
                let parts: Vec<_> = parts
                    .map(|ranges| scope.spawn(|| part(site, &documents, ranges)))
                    .collect();
                let parts = parts.into_iter().map(|part| part.join());
                parts.collect::<Result<Vec<_>, _>>()
            });
            for (found, files) in parts.unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
                postings.append(found);
                records.extend(files);
            }
        }
        let common = u32::try_from((sizes.texts * 2 / 5).max(8)).unwrap_or(u32::MAX);
        let (words, first_words) = split(&postings.finish(common), sizes.words_files());
        let manifest = manifest(site, sizes, &groups, &first_words, &[&words, &records]);
        Self {
            manifest,
            words,
            records,
        }
    }

    /// The bytes of one of the files.
    pub fn file(&self, file: File) -> Arc<[u8]> {
        let found = match file {
            File::Manifest => Some(&self.manifest),
            File::Words(at) => self.words.get(at),
            File::Records(at) => self.records.get(at),
        };
        found.cloned().unwrap_or_default()
    }
}

/// The words of some documents, and their files of records.
fn part(site: &Site, documents: &[Document], ranges: &[Range<usize>]) -> (Postings, Vec<Arc<[u8]>>) {
    let mut postings = Postings::default();
    let mut file = |range: &Range<usize>| {
        let mut text = String::from("[");
        for number in range.clone() {
            let (record, words) = record::add(site, documents[number], &mut postings);
            postings.end(u32::try_from(number).unwrap_or(u32::MAX), words);
            text.push_str(&record.json());
            text.push(if number + 1 == range.end { ']' } else { ',' });
        }
        plain_marks(text).into_bytes().into()
    };
    let files = ranges.iter().map(&mut file).collect();
    (postings, files)
}

/// The words in so many files of about one size, and the first word of each.
fn split(words: &[(Box<str>, String)], count: usize) -> (Vec<Arc<[u8]>>, Vec<String>) {
    let size = |(word, code): &(Box<str>, String)| word.len() + code.len() + 6;
    let total: usize = words.iter().map(size).sum();
    let (mut files, mut first_words) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut words, mut written) = (words.iter().peekable(), 0);
    for at in 1..=count {
        first_words.push(words.peek().map(|(word, _)| word.to_string()).unwrap_or_default());
        let mut text = String::from("{");
        while written * count < total * at
            && let Some(entry) = words.next()
        {
            let comma = if text.len() > 1 { "," } else { "" };
            // Letters and digits need no escapes.
            text.push_str(&format!("{comma}\"{}\":\"{}\"", entry.0, entry.1));
            written += size(entry);
        }
        text.push('}');
        files.push(text.into_bytes().into());
    }
    (files, first_words)
}

fn manifest(
    site: &Site,
    sizes: Sizes,
    groups: &[Group],
    words: &[String],
    files: &[&[Arc<[u8]>]],
) -> Arc<[u8]> {
    let category = |at: usize| site.listings.categories[at].record.as_str();
    let group = |group: &Group| {
        (
            group.kind,
            group.category.map(category).unwrap_or_default(),
            group.count,
        )
    };
    let groups: Vec<_> = groups.iter().map(group).collect();
    let mut hasher = blake3::Hasher::new();
    files.iter().copied().flatten().for_each(|file| {
        hasher.update(file);
    });
    // Names its files' contents: a browser that holds an old file does not mix it with new ones.
    let version = hasher.finalize().to_hex()[..12].to_owned();
    let manifest = serde_json::json!({
        "version": version,
        "layout": sizes.layout(),
        "groups": groups,
        "words": words,
    });
    plain_marks(manifest.to_string()).into_bytes().into()
}
