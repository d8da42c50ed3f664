//! A figure in the text that no citation and no claim stands beside.

use crate::desk::evidence::{Evidence, Galley, Placed, TextFigure};
use crate::desk::rule::{Look, Rule};
use crate::desk::sourcing::{Sources, names_its_source};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::rules::{Level, Scope};
use crate::story::Story;
use crate::story::facts::MentionKind;
use crate::story::manuscript::PassageKind;
use crate::wording::figures::{superlatives, value};
use std::collections::HashSet;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::UnsourcedFigure,
    look: Look::Story(look),
    why: "Readers should see for every figure who says so: money, percentages, quantities, counts, multiples and fractions, \
          in sentences and in tables. A figure names its source by a citation or a bound claim in its sentence, or by a citation later \
          in its paragraph. One in a headline, a heading or a takeaway may have its source where the text repeats it.",
    example: "The company invested $13 billion.",
    mend: "cite who says so, `[@cnbc]`, or register the figure as a claim and write `[=id]` or `[words](claim:id)`.",
    options: Some(
        "[check]\nsourced = \"paragraph\"    # or \"sentence\": a citation later in the paragraph is not enough\n\
         unsourced-figure = { level = \"error\", superlatives = \"off\" }    # superlatives are notes by themselves",
    ),
};

/// The same for claims whose figures name no source anywhere.
pub const OF_RECORDS: Rule = Rule {
    look: Look::Site(look_at_records),
    ..RULE
};

fn look_at_records(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let shown = shown(evidence);
    let mut found = Vec::new();
    for Placed { record, owner, span } in evidence.claims() {
        // A build says so of a stat that stands in a story.
        let story = owner.and_then(|path| evidence.site().stories.get(path));
        let is_told = story.is_some_and(|story| story.facts.claims.stats.contains(&record.id));
        let is_shown = evidence
            .claim(owner, &record.id)
            .is_some_and(|entry| shown.contains(&entry.place));
        if is_told || !is_shown || names_its_source(record) || value(&record.value).is_none() {
            continue;
        }
        let message = format!(
            "the claim `{}` is \"{}\" and names no source",
            record.id, record.value
        );
        found.push(Diagnostic::new(Code::UnsourcedFigure, span, message).hint("add `sources = [\"id\"]`"));
    }
    found
}

/// The places of the claims that a text or a stat card shows to readers.
fn shown(evidence: &Evidence<'_>) -> HashSet<usize> {
    let all = evidence
        .site()
        .stories
        .values()
        .filter(|_| evidence.only.is_none());
    let stories = all.map(|story| &**story).chain(evidence.only);
    let place = |story: &Story, id: &String| Some(evidence.claim(Some(&story.path), id)?.place);
    let of_story = |story: &Story| {
        let mentions = story.facts.citations.mentions.iter();
        let bound = mentions.filter(|mention| mention.kind == MentionKind::Claim);
        let ids = bound.map(|mention| &mention.id).chain(&story.facts.claims.stats);
        ids.filter_map(|id| place(story, id)).collect::<Vec<_>>()
    };
    stories.flat_map(of_story).collect()
}

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let mut found = figures(evidence, galley);
    found.extend(unsourced_superlatives(evidence, galley));
    found
}

fn figures(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let unsourced = galley
        .figures
        .iter()
        .filter(|figure| !figure.sourced && !figure.is_claims);
    let hint = match evidence.options().sourced {
        Scope::Paragraph => {
            "cite who says so in this sentence or later in the paragraph: [@source], or bind it to a claim: [=claim]"
        }
        Scope::Sentence => "cite who says so in this sentence: [@source], or bind it to a claim: [=claim]",
    };
    let finding = |figure: &TextFigure| {
        let passage = &galley.manuscript.passages[figure.passage];
        let words = &figure.words;
        let (message, hint) = match passage.kind {
            PassageKind::Headline | PassageKind::Dek | PassageKind::Heading => (
                format!("the figure \"{words}\" names no source here, and the text gives none for it"),
                "say it in the text too, with its source",
            ),
            _ => (format!("the figure \"{words}\" names no source"), hint),
        };
        galley
            .finding(Code::UnsourcedFigure, passage, &figure.range, message)
            .hint(hint)
    };
    unsourced.map(finding).collect()
}

fn unsourced_superlatives(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let Level::At(severity) = evidence.options().superlatives else {
        return Vec::new();
    };
    if !galley.is_english(evidence) {
        return Vec::new();
    }
    let sources = Sources::of(evidence, galley);
    let mut found = Vec::new();
    for (at, passage) in galley.manuscript.passages.iter().enumerate() {
        if !matches!(
            passage.kind,
            PassageKind::Paragraph | PassageKind::Item | PassageKind::TableRow(_)
        ) {
            continue;
        }
        for range in superlatives(&passage.text) {
            if !sources.covers(at, &range) {
                let message = format!(
                    "\"{}\" is a claim that names no source",
                    &passage.text[range.clone()]
                );
                let mut finding = galley.finding(Code::UnsourcedFigure, passage, &range, message);
                finding.severity = severity;
                found.push(finding.hint("cite who says so, or leave the superlative out"));
            }
        }
    }
    found
}
