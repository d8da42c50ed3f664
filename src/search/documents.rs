//! What can be found: stories, plain pages, numbers, sources and terms, numbered so that each kind and category is
//! one stretch. A filter is then a range of numbers, and the index need not say of each document what it is.

use crate::site::listings::Listed;
use crate::site::{Place, Site};
use std::ops::Range;

/// Texts in one file of records. Their records hold their sections, so they are long.
const TEXTS_IN_FILE: usize = 32;
/// Other documents in one file of records.
const OTHERS_IN_FILE: usize = 128;
/// Stories in one file of words: some 30 KB, a third of that as servers send it.
const STORIES_IN_FILE: usize = 40;
/// Other documents that take as much room as [`STORIES_IN_FILE`].
const OTHERS_IN_WORDS_FILE: usize = 1200;

/// Something that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// A story, plain page or the home page.
    Text(Place),
    /// A claim, by its place in the index.
    Number(usize),
    /// A source, by its place in the index.
    Source(usize),
    /// A term, by its place in the glossary.
    Term(usize),
}

/// Documents of one kind, in one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `story`, `page`, `number`, `source` or `term`.
    pub kind: &'static str,
    /// The place of its category.
    pub category: Option<usize>,
    /// How many documents.
    pub count: usize,
}

/// How many files an index has. It follows from how many documents there are, so that a word in a paragraph neither
/// makes a file nor removes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Stories and pages.
    pub texts: usize,
    /// All documents.
    pub documents: usize,
}

impl Sizes {
    /// The sizes of a site's index.
    pub fn of(site: &Site) -> Self {
        let texts = site.listings.stories.len() + site.listings.pages.len();
        let terms = site.registry.terms.iter().count();
        Self {
            texts,
            documents: texts + site.claims.entries.len() + site.citations.entries.len() + terms,
        }
    }

    /// The files of words.
    pub fn words_files(self) -> usize {
        let others = self.documents - self.texts;
        (self.texts.div_ceil(STORIES_IN_FILE) + others / OTHERS_IN_WORDS_FILE).max(1)
    }

    /// The documents in each file of records.
    pub fn records_files(self) -> impl Iterator<Item = Range<usize>> {
        let split = |all: Range<usize>, size: usize| {
            let end = all.end;
            all.step_by(size).map(move |start| start..(start + size).min(end))
        };
        split(0..self.texts, TEXTS_IN_FILE).chain(split(self.texts..self.documents, OTHERS_IN_FILE))
    }

    /// What a browser needs to know to find the record of a document: how many texts there are, how many of them are in
    /// a file, and how many others.
    pub fn layout(self) -> [usize; 3] {
        [self.texts, TEXTS_IN_FILE, OTHERS_IN_FILE]
    }
}

/// All documents of a site in the order of their numbers, and their groups.
pub fn documents(site: &Site) -> (Vec<Document>, Vec<Group>) {
    let mut found: Vec<(&'static str, Option<usize>, Document)> = Vec::new();
    let mut stories: Vec<(usize, &Listed)> = site.listings.stories.iter().enumerate().collect();
    // Stories without a category come last.
    stories.sort_by_key(|(_, listed)| listed.category.unwrap_or(usize::MAX));
    for (at, listed) in stories {
        found.push(("story", listed.category, Document::Text(Place::Story(at))));
    }
    let pages = (0..site.listings.pages.len()).map(|at| ("page", None, Document::Text(Place::Page(at))));
    found.extend(pages);
    let mut numbers: Vec<(Option<usize>, usize)> = site
        .claims
        .entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let story = entry.owner.as_ref().or(entry.used_in.first());
            let listed = story.and_then(|path| site.listed(path));
            (listed.and_then(|listed| listed.category), at)
        })
        .collect();
    numbers.sort_by_key(|(category, _)| category.unwrap_or(usize::MAX));
    found.extend(
        numbers
            .into_iter()
            .map(|(category, at)| ("number", category, Document::Number(at))),
    );
    let sources = 0..site.citations.entries.len();
    found.extend(sources.map(|at| ("source", None, Document::Source(at))));
    let terms = 0..site.registry.terms.iter().count();
    found.extend(terms.map(|at| ("term", None, Document::Term(at))));
    let mut groups: Vec<Group> = Vec::new();
    for (kind, category, _) in &found {
        match groups.last_mut() {
            Some(group) if (group.kind, group.category) == (*kind, *category) => group.count += 1,
            _ => groups.push(Group {
                kind,
                category: *category,
                count: 1,
            }),
        }
    }
    (found.into_iter().map(|(.., document)| document).collect(), groups)
}
