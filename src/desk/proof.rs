//! One story with what is found in it, each finding at the words that readers see: for a page that shows both.

use super::evidence::{Evidence, Galley, SavedTexts};
use super::rule::Look;
use super::{Examination, rules, story_findings};
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;
use crate::story::Story;
use crate::story::manuscript::PassageKind;
use serde::Serialize;
use std::ops::Range;

/// In characters: how much of a sentence is told on each side of the words at fault.
const MOST_AROUND: usize = 200;

/// A story that was looked over.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What was found: of the rules that look at a story, of those that look at records in its own records, and what a
    /// build says of it.
    pub examination: Examination,
    /// Where each finding stands in the text, in their order; `None` where readers do not see it.
    pub words: Vec<Option<Words>>,
}

/// Words as readers see them, in their sentence. U+FFFC stands for a citation, a claim's value or code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// What stands before them in the sentence.
    pub before: String,
    /// The words at fault.
    pub excerpt: String,
    /// What stands behind them in the sentence.
    pub after: String,
    /// How often their sentence stands above this place.
    pub nth: usize,
}

/// Looks over one story; `None` where its text is not among `texts`. What takes all stories is left out: `nutgraf check`
/// has it.
pub fn of_story(compiled: &Compiled, story: &Story, texts: &Sources, saved: &SavedTexts) -> Option<Proof> {
    let evidence = Evidence {
        compiled,
        saved,
        only: Some(story),
    };
    let (mut found, galley) = story_findings(&evidence, story, texts)?;
    found.add(compiled.diagnostics_of(&story.path));
    found.add(of_records(&evidence, story));
    let examination = found.finish(compiled);
    let words = examination.findings.iter().map(|finding| words(&galley, finding));
    Some(Proof {
        words: words.collect(),
        examination,
    })
}

/// What the rules over records find in those of the story.
fn of_records(evidence: &Evidence<'_>, story: &Story) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in rules::RULES {
        if let Look::Site(look) = rule.look
            && evidence.options().wants(rule.code)
        {
            found.extend(look(evidence));
        }
    }
    found.retain(|finding: &Diagnostic| finding.span.as_ref().is_some_and(|span| span.file == story.path));
    found
}

/// Where a finding stands in the text that readers see.
fn words(galley: &Galley<'_>, finding: &Diagnostic) -> Option<Words> {
    let span = finding
        .span
        .as_ref()
        .filter(|span| span.file == galley.story.path)?;
    let file = span.start as usize..span.end as usize;
    let mut passages = galley.manuscript.passages.iter().enumerate();
    let (at, part) = passages.find_map(|(at, passage)| Some((at, passage.part(&file)?)))?;
    let text = &galley.manuscript.passages[at].text;
    let sentence = sentence(galley, at, &part);
    Some(Words {
        before: last(&text[sentence.start..part.start]),
        excerpt: text[part.clone()].to_owned(),
        after: first(&text[part.end..sentence.end]),
        nth: equal_above(galley, at, &sentence),
    })
}

/// The sentences of a passage that hold a part of it; of rows and headings all.
fn sentence(galley: &Galley<'_>, at: usize, part: &Range<usize>) -> Range<usize> {
    let passage = &galley.manuscript.passages[at];
    let whole = 0..passage.text.len();
    if matches!(passage.kind, PassageKind::TableRow(_) | PassageKind::Heading) {
        return whole;
    }
    let sentences = galley.sentences[at].iter();
    let meeting = sentences.filter(|sentence| sentence.start <= part.end && sentence.end > part.start);
    let around = meeting.cloned().reduce(|all, next| all.start..next.end);
    let around = around.unwrap_or(whole);
    around.start.min(part.start)..around.end.max(part.end)
}

/// How often the words of a sentence stand above it, also as a part of others: a browser looks for them from the top.
fn equal_above(galley: &Galley<'_>, at: usize, sentence: &Range<usize>) -> usize {
    let passages = &galley.manuscript.passages;
    let words = passages[at].text[sentence.clone()].trim();
    if words.is_empty() {
        return 0;
    }
    let above = passages[..at].iter().map(|passage| passage.text.as_str());
    let above = above.chain([&passages[at].text[..sentence.start]]);
    above.map(|text| text.matches(words).count()).sum()
}

fn last(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(MOST_AROUND);
    text.chars().skip(skipped).collect()
}

fn first(text: &str) -> String {
    text.chars().take(MOST_AROUND).collect()
}
