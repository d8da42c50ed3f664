//! The saved text of a source does not hold a quotation from it.

use crate::desk::evidence::{Evidence, Galley, Placed};
use crate::desk::quoted::{in_marks, is_bound};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::registry::source::{Source, SourceReference};
use crate::source_path::SourcePath;
use crate::story::manuscript::Passage;
use crate::wording::quotation::{Folded, Found, find_in, folded, shown};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The rule for the quotations that a text shows between quotation marks.
pub const RULE: Rule = Rule {
    code: Code::QuoteNotFound,
    look: Look::Story(look),
    why: "A quotation must stand in the source that it is said to come from. The rule looks it up in the text that \
          `nutgraf sources fetch` saved: registered quotations, the sentences that claims quote, and words in quotation marks whose \
          sentence cites sources that are all saved. Typography makes no difference; an elision (\u{2026}) stands for any words, \
          in order; words in square brackets stand for others.",
    example: "[q-first]\ntext = \"first on Azure, unless Microsoft cannot or chooses not to\"\nsource = \"ms\"\n\n\
              The saved text says: unless Microsoft cannot and chooses not to.",
    mend: "correct the words, mark what is left out with \u{2026}, name the source that holds them, or save the source again \
           with `nutgraf sources fetch`.",
    options: None,
};

/// The same for quotations that are registered.
pub const OF_RECORDS: Rule = Rule {
    look: Look::Site(look_at_records),
    ..RULE
};

/// The saved texts that were looked into, folded once each.
struct Library<'e> {
    evidence: &'e Evidence<'e>,
    folded: BTreeMap<&'e str, Folded<'e>>,
}

impl<'e> Library<'e> {
    fn new(evidence: &'e Evidence<'e>) -> Self {
        Self {
            evidence,
            folded: BTreeMap::new(),
        }
    }

    /// The saved text of a source.
    fn text(&mut self, source: &'e Source) -> Option<&Folded<'e>> {
        let key = source.canonical.as_deref()?;
        let text: &'e Arc<str> = self.evidence.saved(source)?;
        Some(self.folded.entry(key).or_insert_with(|| folded(text)))
    }
}

fn look_at_records(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let mut library = Library::new(evidence);
    let mut found = Vec::new();
    for Placed { record, owner, span } in evidence.quotes() {
        let source = record.source.as_ref().and_then(|id| evidence.source(owner, id));
        found.extend(source.and_then(|source| judge(&mut library, &record.text, source, &span)));
    }
    for Placed { record, owner, span } in evidence.claims() {
        for reference in &record.sources {
            found.extend(of_reference(evidence, &mut library, owner, reference, &span));
        }
    }
    found
}

fn of_reference<'e>(
    evidence: &'e Evidence<'e>,
    library: &mut Library<'e>,
    owner: Option<&SourcePath>,
    reference: &SourceReference,
    span: &Span,
) -> Option<Diagnostic> {
    let quote = reference.quote.as_ref()?;
    let source = evidence.source(owner, &reference.id)?;
    judge(library, quote, source, span)
}

fn judge<'e>(library: &mut Library<'e>, quote: &str, source: &'e Source, span: &Span) -> Option<Diagnostic> {
    let (message, hint) = fault(find_in(quote, library.text(source)?), source)?;
    Some(Diagnostic::new(Code::QuoteNotFound, span.clone(), message).hint(hint))
}

/// What is wrong with a quotation, and how to mend it.
fn fault(found: Found, source: &Source) -> Option<(String, &'static str)> {
    let name = &source.name;
    match found {
        Found::Exact(_) | Found::Elided(_) => None,
        Found::Near { diff, .. } => {
            let message = format!("the saved text of {name} has other words: {}", shown(&diff));
            Some((
                message,
                "quote the words of the source, or mark what is left out with \u{2026}",
            ))
        }
        Found::Missing => {
            let message = format!("the saved text of {name} does not hold this quotation");
            Some((
                message,
                "name the source that holds it, or save the source again with `nutgraf sources fetch`",
            ))
        }
    }
}

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if evidence.saved.is_empty() {
        return found;
    }
    let mut library = Library::new(evidence);
    for (passage, sentences) in galley.passages() {
        for range in in_marks(passage) {
            if is_bound(passage, &range) || passage.component.is_some() {
                continue;
            }
            let sources = sources(evidence, galley, passage, sentences, &range);
            found.extend(in_text(&mut library, galley, passage, &range, &sources));
        }
    }
    found
}

/// The sources that the sentences around a quotation cite; none where one of them is not saved.
fn sources<'e>(
    evidence: &Evidence<'e>,
    galley: &Galley<'_>,
    passage: &Passage,
    sentences: &[Range<usize>],
    quote: &Range<usize>,
) -> Vec<&'e Arc<Source>> {
    let around = sentences
        .iter()
        .filter(|sentence| sentence.start < quote.end && sentence.end > quote.start);
    let Some(within) = around.cloned().reduce(|all, sentence| all.start..sentence.end) else {
        return Vec::new();
    };
    let ids = passage.citations(within);
    let sources: Vec<_> = ids
        .filter_map(|id| evidence.source(Some(&galley.story.path), id))
        .collect();
    match sources.iter().all(|source| evidence.saved(source).is_some()) {
        true => sources,
        false => Vec::new(),
    }
}

/// The finding about words in quotation marks that none of their sources holds.
fn in_text<'e>(
    library: &mut Library<'e>,
    galley: &Galley<'_>,
    passage: &Passage,
    range: &Range<usize>,
    sources: &[&'e Arc<Source>],
) -> Option<Diagnostic> {
    let words = &passage.text[range.clone()];
    let mut first = None;
    for source in sources {
        let (message, hint) = fault(find_in(words, library.text(source)?), source)?;
        first.get_or_insert((message, hint));
    }
    let (message, hint) = first?;
    Some(
        galley
            .finding(Code::QuoteNotFound, passage, range, message)
            .hint(hint),
    )
}
