//! A quotation is shown with other words than it is registered with.

use crate::desk::evidence::{Evidence, Galley};
use crate::desk::quoted::{component, in_marks, is_bound, known};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::quote::Quote;
use crate::story::manuscript::{HOLE, MarkKind, Passage};
use crate::wording::quotation::{Found, find, shown};
use std::ops::Range;
use std::sync::Arc;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::QuoteMismatch,
    look: Look::Story(look),
    why: "What stands between quotation marks must be what was said, word for word. Pull quotes are where a word is lost: \
          they are typed a second time. The rule holds the words bound to a registered quotation against it, the bodies \
          of `quote` and `pullquote`, and words in quotation marks that are nearly a quotation which the story knows. \
          Typography, elisions (\u{2026}) and insertions in square brackets make no difference.",
    example: ":::pullquote {quote=mayor}\nIt took us four years.\n:::\n\nThe registered words are: It took us two years.",
    mend: "show the registered words, mark what is left out with \u{2026}, or correct the record.",
    options: None,
};

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let known = known(evidence, galley);
    if known.is_empty() {
        return Vec::new();
    }
    let path = &galley.story.path;
    let mut found = Vec::new();
    for passage in &galley.manuscript.passages {
        for mark in &passage.marks {
            let MarkKind::QuoteWords(id) = &mark.kind else {
                continue;
            };
            let quote = evidence.quote(Some(path), id);
            found.extend(quote.and_then(|quote| bound(galley, passage, &mark.range, quote)));
        }
        let whole = 0..passage.text.len();
        match component(passage) {
            Some(Some(id)) => {
                let quote = evidence.quote(Some(path), id);
                found.extend(quote.and_then(|quote| bound(galley, passage, &whole, quote)));
            }
            Some(None) => found.extend(near(galley, passage, &whole, &known)),
            None => {
                let quoted = in_marks(passage)
                    .into_iter()
                    .filter(|range| !is_bound(passage, range));
                found.extend(quoted.filter_map(|range| near(galley, passage, &range, &known)));
            }
        }
    }
    found
}

/// Words that are said to be a quotation's.
fn bound(galley: &Galley<'_>, passage: &Passage, range: &Range<usize>, quote: &Quote) -> Option<Diagnostic> {
    match find(&words(passage, range), &quote.text) {
        Found::Exact(_) | Found::Elided(_) => None,
        Found::Near { diff, .. } => Some(finding(galley, passage, range, quote, &shown(&diff))),
        Found::Missing => {
            let message = format!("the quotation `{}` does not hold these words", quote.id);
            let hint = format!("it is registered as: {}", quote.text);
            Some(
                galley
                    .finding(Code::QuoteMismatch, passage, range, message)
                    .hint(hint),
            )
        }
    }
}

/// Words in quotation marks that are one of the story's quotations but for a word or two.
fn near(
    galley: &Galley<'_>,
    passage: &Passage,
    range: &Range<usize>,
    known: &[&Arc<Quote>],
) -> Option<Diagnostic> {
    let words = words(passage, range);
    let mut nearest: Option<(usize, &Quote, String)> = None;
    for quote in known {
        match find(&words, &quote.text) {
            Found::Exact(_) | Found::Elided(_) => return None,
            Found::Near { diff, distance, .. }
                if nearest.as_ref().is_none_or(|(other, ..)| distance < *other) =>
            {
                nearest = Some((distance, quote, shown(&diff)));
            }
            Found::Near { .. } | Found::Missing => {}
        }
    }
    let (_, quote, diff) = nearest?;
    Some(finding(galley, passage, range, quote, &diff))
}

/// The words of a part of a passage, without what stands for its citations and notes.
fn words(passage: &Passage, range: &Range<usize>) -> String {
    let words = passage.text[range.clone()].replace(HOLE, "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn finding(
    galley: &Galley<'_>,
    passage: &Passage,
    range: &Range<usize>,
    quote: &Quote,
    diff: &str,
) -> Diagnostic {
    let message = format!("these words differ from the quotation `{}`: {diff}", quote.id);
    let hint = format!("it is registered as: {}", quote.text);
    galley
        .finding(Code::QuoteMismatch, passage, range, message)
        .hint(hint)
}
