//! What a rule may look at: the compiled site, the texts of the sources that were saved, and the galley proof of a story.

use crate::compile::Compiled;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::rules::RuleOptions;
use crate::registry::FILES;
use crate::registry::claim::Claim;
use crate::registry::lock::Lock;
use crate::registry::quote::Quote;
use crate::registry::source::Source;
use crate::site::Site;
use crate::site::claims::ClaimEntry;
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::manuscript::{Manuscript, Passage};
use crate::wording::sentences::sentences;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The saved texts of sources, by the canonical form of their URL.
pub type SavedTexts = BTreeMap<String, Arc<str>>;

/// The texts that the lock names; `read` gives the text of a snapshot by its name.
pub fn saved_texts(lock: &Lock, mut read: impl FnMut(&str) -> Option<String>) -> SavedTexts {
    let kept = lock.entries.iter().filter_map(|(key, record)| {
        let name = record.snapshot.as_ref()?.file.as_ref()?;
        Some((key.clone(), Arc::from(read(name)?)))
    });
    kept.collect()
}

/// The same for the sources of one story.
pub fn saved_texts_of(
    site: &Site,
    story: &SourcePath,
    mut read: impl FnMut(&str) -> Option<String>,
) -> SavedTexts {
    let numbered = site.citations.lists.get(story);
    let numbered = numbered.iter().flat_map(|list| &list.numbered);
    let kept = numbered.filter_map(|source| {
        let source = &site.citations.entries.get(source.entry)?.source.record;
        let key = source.canonical.as_ref()?;
        let name = site.lock.entries.get(key)?.snapshot.as_ref()?.file.as_ref()?;
        Some((key.clone(), Arc::from(read(name)?)))
    });
    kept.collect()
}

/// What all rules may look at.
pub struct Evidence<'a> {
    /// The site.
    pub compiled: &'a Compiled,
    /// The saved texts of its sources.
    pub saved: &'a SavedTexts,
    /// The one story whose records are looked at; `None`: all records of the site.
    pub only: Option<&'a Story>,
}

/// A record and where it stands.
pub struct Placed<'a, T> {
    /// The record.
    pub record: &'a Arc<T>,
    /// The story that holds it; `None`: a registry.
    pub owner: Option<&'a SourcePath>,
    /// Where its id stands.
    pub span: Span,
}

impl<'a> Evidence<'a> {
    /// The site.
    pub fn site(&self) -> &'a Site {
        &self.compiled.site
    }

    /// What the site asks of the rules.
    pub fn options(&self) -> &'a RuleOptions {
        &self.site().config.check
    }

    /// The claim that an id means to a story, or to the shared records.
    pub fn claim(&self, owner: Option<&SourcePath>, id: &str) -> Option<&'a Arc<ClaimEntry>> {
        self.site().claims.find(owner, id)
    }

    /// The source that an id means to a story, or to the shared records.
    pub fn source(&self, owner: Option<&SourcePath>, id: &str) -> Option<&'a Arc<Source>> {
        let place = self.site().citations.place(owner, id)?;
        Some(&self.site().citations.entries.get(place)?.source.record)
    }

    /// The quotation that an id means to a story, or to the shared records.
    pub fn quote(&self, owner: Option<&SourcePath>, id: &str) -> Option<&'a Arc<Quote>> {
        let story = owner.and_then(|path| self.site().stories.get(path));
        let own = story.and_then(|story| story.facts.claims.quotes.iter().find(|quote| quote.id == id));
        own.or_else(|| self.site().registry.quotes.get(id))
    }

    /// The saved text of a source.
    pub fn saved(&self, source: &Source) -> Option<&'a Arc<str>> {
        self.saved.get(source.canonical.as_ref()?)
    }

    /// Every table of a claim: of the registry, then of the stories.
    pub fn claims(&self) -> Vec<Placed<'a, Claim>> {
        let shelf = &self.site().registry.claims;
        let own = |story: &'a Story| {
            let records = story.facts.claims.claims.iter().map(|claim| &claim.record);
            records.zip(&story.places.claims)
        };
        self.placed(
            shelf.iter().map(|claim| (claim, shelf.range(&claim.id))),
            FILES[1],
            own,
        )
    }

    /// Every table of a source: of the registry, then of the stories.
    pub fn sources(&self) -> Vec<Placed<'a, Source>> {
        let shelf = &self.site().registry.sources;
        let own = |story: &'a Story| story.facts.citations.sources.iter().zip(&story.places.sources);
        self.placed(
            shelf.iter().map(|source| (source, shelf.range(&source.id))),
            FILES[0],
            own,
        )
    }

    /// Every table of a quotation: of the registry, then of the stories.
    pub fn quotes(&self) -> Vec<Placed<'a, Quote>> {
        let shelf = &self.site().registry.quotes;
        let own = |story: &'a Story| story.facts.claims.quotes.iter().zip(&story.places.quotes);
        self.placed(
            shelf.iter().map(|quote| (quote, shelf.range(&quote.id))),
            FILES[2],
            own,
        )
    }

    fn placed<T: 'a, O: Iterator<Item = (&'a Arc<T>, &'a Range<usize>)>>(
        &self,
        shared: impl Iterator<Item = (&'a Arc<T>, Option<&'a Range<usize>>)>,
        file: &str,
        own: impl Fn(&'a Story) -> O,
    ) -> Vec<Placed<'a, T>> {
        let file = SourcePath::new(file);
        let shared = shared
            .filter(|_| self.only.is_none())
            .map(|(record, range)| Placed {
                record,
                owner: None,
                span: Span::new(&file, range.cloned().unwrap_or_default()),
            });
        let all = self.site().stories.values().filter(|_| self.only.is_none());
        let of_stories = all.map(|story| &**story).chain(self.only).flat_map(|story| {
            own(story).map(|(record, range)| Placed {
                record,
                owner: Some(&story.path),
                span: Span::new(&story.path, range.clone()),
            })
        });
        shared.chain(of_stories).collect()
    }
}

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFigure {
    /// The place of its passage in the manuscript.
    pub passage: usize,
    /// Where it stands in the passage.
    pub range: Range<usize>,
    /// Its words as readers see them.
    pub words: String,
    /// Whether it names its source.
    pub sourced: bool,
    /// Whether it stands there as the value of a claim, whose affair its source is.
    pub is_claims: bool,
}

/// The galley proof of a story: its prose, cut into sentences.
pub struct Galley<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its file.
    pub text: &'a str,
    /// Its prose.
    pub manuscript: Manuscript,
    /// The sentences of each passage.
    pub sentences: Vec<Vec<Range<usize>>>,
    /// Its figures, in order, once somebody has looked for them.
    pub figures: Vec<TextFigure>,
}

impl<'a> Galley<'a> {
    /// Cuts a manuscript into sentences.
    pub fn new(story: &'a Story, text: &'a str, manuscript: Manuscript) -> Self {
        let cut = |passage: &Passage| sentences(&passage.text);
        let sentences = manuscript.passages.iter().map(cut).collect();
        Self {
            story,
            text,
            manuscript,
            sentences,
            figures: Vec::new(),
        }
    }

    /// Each passage with its sentences.
    pub fn passages(&self) -> impl Iterator<Item = (&Passage, &[Range<usize>])> {
        let sentences = self.sentences.iter().map(Vec::as_slice);
        self.manuscript.passages.iter().zip(sentences)
    }

    /// Where a part of a passage stands.
    pub fn span(&self, passage: &Passage, range: &Range<usize>) -> Span {
        Span::new(&self.story.path, passage.place(range))
    }

    /// A finding at a part of a passage.
    pub fn finding(
        &self,
        code: Code,
        passage: &Passage,
        range: &Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, self.span(passage, range), message)
    }

    /// Whether the story is told in English, which is the language that some rules know.
    pub fn is_english(&self, evidence: &Evidence<'_>) -> bool {
        let own = self.story.facts.card.language.as_deref();
        let language = own.unwrap_or(&evidence.site().config.language);
        language
            .split('-')
            .next()
            .is_some_and(|language| language.eq_ignore_ascii_case("en"))
    }
}
