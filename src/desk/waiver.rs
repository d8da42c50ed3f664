//! Waivers: comments that set a finding aside, each with its reason.
//!
//! `<!-- nutgraf-ignore rule: reason -->` in Markdown, `# nutgraf-ignore rule: reason` in front matter and TOML files;
//! several rules are parted by commas. A comment among text reaches as far as its paragraph, or its line in data;
//! one on a line of its own reaches over the paragraph, entry or record below it.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::sources::Sources;
use crate::input::suggest::nearest;
use crate::source_path::SourcePath;
use crate::story::manuscript::{Manuscript, Passage};
use crate::story::split::{Split, split};
use std::collections::HashMap;
use std::ops::Range;

/// How a waiver begins.
pub const MARK: &str = "nutgraf-ignore";

/// A comment that waives findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Where it stands.
    pub span: Span,
    /// The rules that it names.
    pub rules: Vec<String>,
    /// Why; without a reason it waives nothing.
    pub reason: Option<String>,
    /// The bytes of its file that it reaches over.
    pub reach: Range<usize>,
}

/// The waivers of a story: in its front matter and in its text.
pub fn of_story(path: &SourcePath, text: &str, manuscript: &Manuscript) -> Vec<Waiver> {
    let mut found = Vec::new();
    let body_start = match split(text) {
        Split::Front { front, body, .. } => {
            found.extend(of_data(path, text, front));
            body.start
        }
        Split::None { body } => body.start,
        Split::Unclosed { .. } => text.len(),
    };
    for comment in &manuscript.comments {
        if let Some((rules, reason)) = read(&comment.text) {
            let reach = match is_alone(text, &comment.range) {
                true => block_below(text, comment.range.end),
                false => passage_around(manuscript, text, body_start, &comment.range),
            };
            let span = Span::new(path, comment.range.clone());
            found.push(Waiver {
                span,
                rules,
                reason,
                reach,
            });
        }
    }
    found
}

/// The waivers of a data file.
pub fn of_data_file(file: &str, texts: &Sources) -> Vec<Waiver> {
    let text = texts.text(file);
    of_data(&SourcePath::new(file), text, 0..text.len())
}

/// The waivers in lines of YAML or TOML.
fn of_data(path: &SourcePath, text: &str, within: Range<usize>) -> Vec<Waiver> {
    let mut found = Vec::new();
    let mut at = within.start;
    for line in text[within.clone()].split_inclusive('\n') {
        let line_range = at..at + line.len();
        at = line_range.end;
        let Some((before, comment)) = line.split_once('#').filter(|_| line.contains(MARK)) else {
            continue;
        };
        // Within a text in quotes the mark is one of its words.
        if before.matches('"').count() % 2 == 1 {
            continue;
        }
        let Some((rules, reason)) = read(comment) else {
            continue;
        };
        let start = line_range.start + before.len();
        let reach = match before.trim().is_empty() {
            true => entry_below(text, line_range.end..within.end),
            false => line_range.clone(),
        };
        let end = start + 1 + comment.trim_end().len();
        let span = Span::new(path, start..end);
        found.push(Waiver {
            span,
            rules,
            reason,
            reach,
        });
    }
    found
}

/// Reads the inside of a comment: the rules that it names, and why.
fn read(comment: &str) -> Option<(Vec<String>, Option<String>)> {
    let rest = comment.trim().strip_prefix(MARK)?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t', '\n', ':']) {
        return None;
    }
    let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let names = names
        .split([',', ' ', '\t', '\n'])
        .filter(|name| !name.is_empty());
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = Some(reason).filter(|reason| !reason.is_empty());
    Some((names.map(str::to_owned).collect(), reason))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |after| at + after + 1)
}

fn is_alone(text: &str, comment: &Range<usize>) -> bool {
    let before = &text[line_start(text, comment.start)..comment.start];
    let after = &text[comment.end..line_end(text, comment.end)];
    before.trim_start_matches(['>', ' ', '\t']).is_empty() && after.trim().is_empty()
}

/// The lines below, up to the first blank one after some that are not.
fn block_below(text: &str, after: usize) -> Range<usize> {
    let mut start = line_end(text, after);
    while start < text.len() && text[start..line_end(text, start)].trim().is_empty() {
        start = line_end(text, start);
    }
    let mut end = start;
    while end < text.len() && !text[end..line_end(text, end)].trim().is_empty() {
        end = line_end(text, end);
    }
    start..end
}

/// The paragraph, item or row that a comment stands in: the last that begins before it, or on its line behind it.
fn passage_around(manuscript: &Manuscript, text: &str, first: usize, comment: &Range<usize>) -> Range<usize> {
    let places = manuscript.passages.iter().map(Passage::whole);
    let of_text: Vec<Range<usize>> = places.filter(|place| place.start >= first).collect();
    let line = line_start(text, comment.start)..line_end(text, comment.end);
    let before = of_text
        .iter()
        .filter(|place| place.start <= comment.start)
        .max_by_key(|place| place.start);
    let begins_here = |place: &&Range<usize>| place.start >= comment.end && place.start < line.end;
    let is_near = |place: &&Range<usize>| place.end >= line.start;
    let after = || of_text.iter().find(begins_here);
    let found = before.filter(is_near).or_else(after);
    found.map_or(line.clone(), |place| place.start..place.end.max(comment.end))
}

/// The entry or record below a comment: the next line, and those that are indented further. A line that heads a
/// table stands for its record, up to the next one.
fn entry_below(text: &str, within: Range<usize>) -> Range<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text[within.clone()].split_inclusive('\n');
    let mut end = within.start;
    let mut first = "";
    for line in lines.by_ref() {
        end += line.len();
        let is_comment = line.trim().is_empty() || line.trim_start().starts_with('#');
        if !is_comment {
            first = line;
            break;
        }
    }
    let is_head = first.starts_with('[');
    for line in lines {
        let goes_on = match is_head {
            true => !line.starts_with('['),
            false => line.trim().is_empty() || indent(line) > indent(first) || line.starts_with([']', '}']),
        };
        if !goes_on {
            break;
        }
        end += line.len();
    }
    within.start..end
}

/// Parts findings from those that are waived, and says what is wrong with the waivers: one of a rule that is not looked
/// for is not at fault.
pub fn apply(
    findings: Vec<Diagnostic>,
    waivers: &[Waiver],
    is_looked_for: &dyn Fn(Code) -> bool,
) -> (Vec<Diagnostic>, Vec<(Diagnostic, String)>, Vec<Diagnostic>) {
    let mut used = vec![Vec::new(); waivers.len()];
    let mut by_file: HashMap<&SourcePath, Vec<usize>> = HashMap::new();
    for (at, waiver) in waivers.iter().enumerate() {
        by_file.entry(&waiver.span.file).or_default().push(at);
    }
    let (mut kept, mut waived) = (Vec::new(), Vec::new());
    for finding in findings {
        let mut reasons = Vec::new();
        let file = finding.span.as_ref().map(|span| &span.file);
        for at in file.and_then(|file| by_file.get(file)).into_iter().flatten() {
            if let Some(reason) = &waivers[*at].reason
                && reaches(&waivers[*at], &finding)
            {
                used[*at].push(finding.code);
                reasons.push(reason.clone());
            }
        }
        match reasons.into_iter().next() {
            Some(reason) => waived.push((finding, reason)),
            None => kept.push(finding),
        }
    }
    let faults = waivers.iter().zip(&used);
    let faults = faults.flat_map(|(waiver, used)| faults_of(waiver, used, is_looked_for));
    (kept, waived, faults.collect())
}

fn reaches(waiver: &Waiver, finding: &Diagnostic) -> bool {
    let Some(span) = finding.span.as_ref().filter(|_| finding.code.is_configurable()) else {
        return false;
    };
    let start = span.start as usize;
    // What is found in a whole file, and nowhere in it, is waived anywhere in it.
    let is_whole = span.start == 0 && span.end == 0;
    waiver.span.file == span.file
        && (is_whole || waiver.reach.contains(&start))
        && waiver.rules.iter().any(|rule| rule == finding.code.name())
}

fn faults_of(waiver: &Waiver, used: &[Code], is_looked_for: &dyn Fn(Code) -> bool) -> Vec<Diagnostic> {
    if waiver.reason.is_none() {
        let hint = format!("write the reason after a colon: {MARK} rule: our own count");
        let message = "this comment waives a rule without a reason, so it waives nothing";
        return vec![Diagnostic::new(Code::WaiverWithoutReason, waiver.span.clone(), message).hint(hint)];
    }
    if waiver.rules.is_empty() {
        let hint = format!("write {MARK}, the rule, a colon and the reason");
        return vec![
            Diagnostic::new(
                Code::UnusedWaiver,
                waiver.span.clone(),
                "this comment names no rule",
            )
            .hint(hint),
        ];
    }
    let unused = waiver.rules.iter().filter_map(|name| match Code::named(name) {
        Some(code) if used.contains(&code) || !is_looked_for(code) => None,
        Some(_) => {
            let message = format!("`{name}` finds nothing here that this comment would waive");
            Some(Diagnostic::new(Code::UnusedWaiver, waiver.span.clone(), message).hint("remove it"))
        }
        None => {
            let names = Code::ALL.iter().filter(|code| code.is_configurable());
            let guess = nearest(name, names.map(|code| code.name()));
            let message = format!("this comment waives `{name}`, but there is no such rule");
            let problem = Diagnostic::new(Code::UnusedWaiver, waiver.span.clone(), message);
            Some(problem.maybe_hint(guess.map(|name| format!("did you mean `{name}`?"))))
        }
    });
    unused.collect()
}
