//! The records that stories share: sources, claims, quotations, people and terms.

pub mod claim;
pub mod lock;
pub mod person;
pub mod quote;
pub mod source;
pub mod term;
pub mod told;

use crate::diagnostic::{Code, Diagnostic};
use crate::input::fields::{Fields, Issues, check_id};
use crate::input::node::{Node, Value};
use crate::input::reference::Reference;
use crate::input::sources::Sources;
use crate::input::toml;
use crate::source_path::SourcePath;
use claim::Claim;
use person::Person;
use quote::Quote;
use source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use term::Term;

/// The files of the registries, all optional.
pub const FILES: [&str; 5] = [
    "content/sources.toml",
    "content/claims.toml",
    "content/quotes.toml",
    "content/people.toml",
    "content/glossary.toml",
];

/// Records of one kind: in the order written, and by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf<T> {
    records: Vec<Arc<T>>,
    places: BTreeMap<String, usize>,
    ranges: Vec<Range<usize>>,
    /// Ids of records that stand there but cannot be read.
    broken: BTreeSet<String>,
    /// Whether the file as a whole could be read.
    reading: Reading,
}

/// How much of a registry's file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Whole,
    Partial,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            places: BTreeMap::new(),
            ranges: Vec::new(),
            broken: BTreeSet::new(),
            reading: Reading::Whole,
        }
    }
}

impl<T> Shelf<T> {
    /// The record of an id.
    pub fn get(&self, id: &str) -> Option<&Arc<T>> {
        self.places.get(id).map(|place| &self.records[*place])
    }

    /// Whether the file holds a record of an id, or may hold one in a part that cannot be read.
    pub fn may_hold(&self, id: &str) -> bool {
        self.reading == Reading::Partial || self.places.contains_key(id) || self.broken.contains(id)
    }

    /// Where the record of an id stands in its file.
    pub fn range(&self, id: &str) -> Option<&Range<usize>> {
        self.places.get(id).map(|place| &self.ranges[*place])
    }

    /// All records, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<T>> {
        self.records.iter()
    }

    /// All ids, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Whether two hold records that are alike in what counts, in the same order, wherever they stand in the file.
    pub fn is_alike(&self, other: &Self, alike: impl Fn(&T, &T) -> bool) -> bool {
        let mut pairs = self.records.iter().zip(&other.records);
        self.records.len() == other.records.len() && pairs.all(|(one, other)| alike(one, other))
    }

    fn push(&mut self, id: &str, record: T, range: Range<usize>) {
        self.places.insert(id.to_owned(), self.records.len());
        self.records.push(Arc::new(record));
        self.ranges.push(range);
    }
}

/// All shared records of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry {
    /// content/sources.toml
    pub sources: Shelf<Source>,
    /// content/claims.toml
    pub claims: Shelf<Claim>,
    /// content/quotes.toml
    pub quotes: Shelf<Quote>,
    /// content/people.toml
    pub people: Shelf<Person>,
    /// content/glossary.toml
    pub terms: Shelf<Term>,
    /// What the records refer to, by file.
    pub references: Vec<(SourcePath, Vec<Reference>)>,
}

impl Registry {
    /// Whether stories that name the same people are by the same authors.
    pub fn shares_people(&self, other: &Self) -> bool {
        self.people.is_alike(&other.people, PartialEq::eq)
    }

    /// Whether the same claims tell the same.
    pub fn shares_claims(&self, other: &Self) -> bool {
        self.claims.is_alike(&other.claims, PartialEq::eq)
    }

    /// Whether stories that cite, claim and quote the same rest on the same sources: what is told of those may differ.
    pub fn shares_source_lists(&self, other: &Self) -> bool {
        let same_place =
            |one: &Source, other: &Source| one.id == other.id && one.canonical == other.canonical;
        let claims = |one: &Claim, other: &Claim| one.id == other.id && one.sources == other.sources;
        let quotes = |one: &Quote, other: &Quote| one.id == other.id && one.source == other.source;
        self.sources.is_alike(&other.sources, same_place)
            && self.claims.is_alike(&other.claims, claims)
            && self.quotes.is_alike(&other.quotes, quotes)
    }
}

/// Reads the registries of a site; those that are not there are empty.
pub fn read(sources: &Sources) -> (Registry, Vec<Diagnostic>) {
    let mut registry = Registry::default();
    let mut problems = Vec::new();
    let [sources_file, claims_file, quotes_file, people_file, terms_file] = FILES;
    registry.sources = shelf(
        sources,
        sources_file,
        "a source",
        source::read,
        &mut registry.references,
        &mut problems,
    );
    registry.claims = shelf(
        sources,
        claims_file,
        "a claim",
        claim::read,
        &mut registry.references,
        &mut problems,
    );
    registry.quotes = shelf(
        sources,
        quotes_file,
        "a quotation",
        quote::read,
        &mut registry.references,
        &mut problems,
    );
    registry.people = shelf(
        sources,
        people_file,
        "a person",
        person::read,
        &mut registry.references,
        &mut problems,
    );
    registry.terms = shelf(
        sources,
        terms_file,
        "a term",
        term::read,
        &mut registry.references,
        &mut problems,
    );
    (registry, problems)
}

type ReadRecord<T> = fn(&mut Fields<'_>, String, &mut Issues) -> T;

fn shelf<T>(
    sources: &Sources,
    path: &str,
    what: &'static str,
    read: ReadRecord<T>,
    references: &mut Vec<(SourcePath, Vec<Reference>)>,
    problems: &mut Vec<Diagnostic>,
) -> Shelf<T> {
    let mut shelf = Shelf::default();
    let Some(source) = sources.get(path) else {
        return shelf;
    };
    let file = SourcePath::new(path);
    let mut issues = Issues::new(&file);
    match source.text() {
        Ok(text) => {
            let (root, syntax) = toml::parse(&file, text, 0);
            fill(&mut shelf, &root, what, read, &mut issues);
            // What could not be read whole would seem to lack keys that it has.
            if !syntax.is_empty() {
                issues.list = syntax;
                issues.references.clear();
                shelf.reading = Reading::Partial;
            }
        }
        Err(at) => {
            let hint = "save the file again as UTF-8";
            issues.add_with_hint(Code::NotUtf8, &(at..at), "this is not UTF-8 text", hint);
            shelf.reading = Reading::Partial;
        }
    }
    references.push((file, issues.references));
    problems.extend(issues.list);
    shelf
}

fn fill<T>(shelf: &mut Shelf<T>, root: &Node, what: &'static str, read: ReadRecord<T>, issues: &mut Issues) {
    let Value::Table(entries) = &root.value else {
        return;
    };
    for (key, node) in entries {
        if !check_id(&key.name, &key.range, issues) {
            continue;
        }
        let Some(mut fields) = Fields::of(node, what, issues) else {
            issues.hint_last("give each record a table of its own, headed by its id: [id]");
            shelf.broken.insert(key.name.clone());
            continue;
        };
        let record = read(&mut fields, key.name.clone(), issues);
        fields.finish(issues);
        shelf.push(&key.name, record, key.range.clone());
    }
}
