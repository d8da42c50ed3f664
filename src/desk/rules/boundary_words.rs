//! The words around a figure say something else than its claim.

use crate::desk::evidence::{Evidence, Galley};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::claim::Claim;
use crate::story::manuscript::{Mark, MarkKind, Passage};
use crate::wording::bounds::{Disagreement, Prose, disagreement, modifier};
use crate::wording::figures::value;
use std::ops::Range;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BoundaryWords,
    look: Look::Story(look),
    why: "Small words change a figure: a lost \"up to\", \"until 2032\" for \"through 2032\", \"or\" for \"and\". Words that \
          are bound to a claim may be the writer's own, but they must agree with the claim's value in number and in \
          modifier, and with its sentence in what they include.",
    example: "[$50 billion](claim:investment), where the claim says: up to $50 billion.",
    mend: "write the word that the claim has, or change the claim if its sources say so.",
    options: None,
};

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    if !galley.is_english(evidence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (passage, sentences) in galley.passages() {
        for mark in &passage.marks {
            let (MarkKind::ClaimWords(id) | MarkKind::ClaimValue(id)) = &mark.kind else {
                continue;
            };
            let Some(entry) = evidence.claim(Some(&galley.story.path), id) else {
                continue;
            };
            let sentence = sentences
                .iter()
                .find(|sentence| sentence.contains(&mark.range.start));
            let sentence = sentence.cloned().unwrap_or(0..passage.text.len());
            found.extend(said_twice(galley, passage, mark, &sentence, &entry.record));
            if let Some(difference) = difference(passage, mark, &sentence, &entry.record) {
                let range = match mark.kind {
                    MarkKind::ClaimWords(_) => mark.range.clone(),
                    _ => with_word_before(passage, mark, &sentence),
                };
                let message = format!("{difference} (claim `{id}`)");
                found.push(
                    galley
                        .finding(Code::BoundaryWords, passage, &range, message)
                        .hint(RULE.mend),
                );
            }
        }
    }
    found
}

/// How the words around a claim, and those bound to it, differ from it.
fn difference(
    passage: &Passage,
    mark: &Mark,
    sentence: &Range<usize>,
    claim: &Claim,
) -> Option<Disagreement> {
    let own = claim.prose.as_ref().unwrap_or(&claim.value);
    let end = sentence.end.max(mark.range.end);
    let start = sentence.start.min(mark.range.start);
    let prose = Prose {
        before: &passage.text[start..mark.range.start],
        bound: match mark.kind {
            MarkKind::ClaimWords(_) => &passage.text[mark.range.clone()],
            _ => own,
        },
        after: &passage.text[mark.range.end..end],
    };
    let of_value = disagreement(own, prose, &same_number);
    // The claim's sentence knows what its value does not say: up to when, and what is joined by which word.
    let of_text = || {
        let text = claim.text.as_ref()?;
        let found = disagreement(text, prose, &same_number)?;
        matches!(
            found,
            Disagreement::Boundary { .. } | Disagreement::Connector { .. }
        )
        .then_some(found)
    };
    of_value.or_else(of_text)
}

/// "up to [=investment]", where the claim's own words begin with "up to".
fn said_twice(
    galley: &Galley<'_>,
    passage: &Passage,
    mark: &Mark,
    sentence: &Range<usize>,
    claim: &Claim,
) -> Option<Diagnostic> {
    let own = claim.prose.as_ref().unwrap_or(&claim.value);
    let is_value = matches!(mark.kind, MarkKind::ClaimValue(_));
    let before = passage.text.get(sentence.start..mark.range.start)?.trim_end();
    // The longest of them has four words: "no more than about".
    let words: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    let last = words.into_iter().rev().collect::<Vec<_>>().join(" ");
    let repeats = is_value && modifier(&last).is_some() && modifier(own).is_some();
    let message = format!(
        "the claim `{}` says \"{own}\" by itself, and the words before it bound it again",
        claim.id
    );
    let range = with_word_before(passage, mark, sentence);
    repeats.then(|| {
        galley
            .finding(Code::BoundaryWords, passage, &range, message)
            .hint("leave out the words before it")
    })
}

/// A hole has no words to point at: the word before it is what is at fault.
fn with_word_before(passage: &Passage, mark: &Mark, sentence: &Range<usize>) -> Range<usize> {
    let before = passage.text[sentence.start..mark.range.start].trim_end();
    let word = before.rfind(' ').map_or(0, |space| space + 1);
    sentence.start + word..mark.range.end
}

/// Whether two figures as written are one number; `None` where one cannot be read.
fn same_number(one: &str, other: &str) -> Option<bool> {
    let (one, other) = (value(one)?, value(other)?);
    let same_unit = match (&one.unit, &other.unit) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    Some(one.amount? == other.amount? && same_unit)
}
