//! A word that was to be replaced before publication.

use crate::desk::evidence::{Evidence, Galley, Placed};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::story::manuscript::PassageKind;
use std::ops::Range;

/// The rule for texts.
pub const RULE: Rule = Rule {
    code: Code::Placeholder,
    look: Look::Story(look),
    why: "What stands in for words to come must not be published: TK (\"to come\"), TODO, FIXME, filler text, or an author \
          whom only the publishing system knows by that name.",
    example: "authors: [admin]\n\nThe company employs TK people.",
    mend: "write the words, the number or the name that belongs there, or leave the sentence out.",
    options: None,
};

/// The same for the shared records and those of stories.
pub const OF_RECORDS: Rule = Rule {
    look: Look::Site(look_at_records),
    ..RULE
};

/// Names that publishing systems give to those who have none.
const NO_NAMES: [&str; 8] = [
    "admin",
    "administrator",
    "webmaster",
    "root",
    "user",
    "author",
    "your name",
    "author name",
];

/// Filler, in lower case.
const FILLERS: [&str; 3] = ["lorem ipsum", "dolor sit amet", "consectetur adipiscing"];

fn look(_: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for passage in &galley.manuscript.passages {
        if passage.kind == PassageKind::Byline && is_no_name(&passage.text) {
            let message = format!(
                "`{}` is the name of an account, not of an author",
                passage.text.trim()
            );
            let finding = galley.finding(Code::Placeholder, passage, &(0..passage.text.len()), message);
            found.push(finding.hint("name who wrote the story, or the desk"));
            continue;
        }
        for range in placeholders(&passage.text) {
            let message = words(&passage.text[range.clone()]);
            found.push(
                galley
                    .finding(Code::Placeholder, passage, &range, message)
                    .hint(RULE.mend),
            );
        }
    }
    found
}

fn words(placeholder: &str) -> String {
    format!("\"{placeholder}\" stands here for words to come")
}

fn is_no_name(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    NO_NAMES.contains(&name.as_str())
}

fn look_at_records(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for Placed { record, span, .. } in evidence.claims() {
        let texts = [&record.label, &record.text, &record.prose, &record.note];
        let texts = texts.into_iter().flatten().chain([&record.value]);
        found.extend(texts.filter_map(|text| in_record(text, &span, "the claim", &record.id)));
    }
    for Placed { record, span, .. } in evidence.sources() {
        let texts = [&record.title, &record.author, &record.justification];
        let texts = texts.into_iter().flatten().chain([&record.name]);
        found.extend(texts.filter_map(|text| in_record(text, &span, "the source", &record.id)));
    }
    for Placed { record, span, .. } in evidence.quotes() {
        let texts = record.speaker.iter().chain([&record.text]);
        found.extend(texts.filter_map(|text| in_record(text, &span, "the quotation", &record.id)));
    }
    found
}

fn in_record(text: &str, span: &crate::diagnostic::Span, what: &str, id: &str) -> Option<Diagnostic> {
    let range = placeholders(text).into_iter().next()?;
    let message = format!(
        "{what} `{id}` holds \"{}\", which stands for words to come",
        &text[range]
    );
    Some(Diagnostic::new(Code::Placeholder, span.clone(), message).hint("write what belongs there"))
}

/// Where placeholders stand in a text.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = fillers(text);
    let tokens = tokens(text);
    for (at, range) in tokens.iter().enumerate() {
        let word = &text[range.clone()];
        let next = tokens
            .get(at + 1)
            .map(|next| (&text[range.end..next.start], &text[next.clone()]));
        let is_placeholder = match word {
            "TODO" | "FIXME" | "PLACEHOLDER" => true,
            // A name may begin so: TK Elevator, TK Maxx.
            _ if is_to_come(word) => !next.is_some_and(|(between, next)| between == " " && is_name(next)),
            _ => word.len() >= 4 && word.bytes().all(|byte| byte == b'X'),
        };
        if is_placeholder {
            found.push(range.clone());
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// TK, TKTK and so on: "to come", spelt so that no word is like it.
fn is_to_come(word: &str) -> bool {
    !word.is_empty() && word.len().is_multiple_of(2) && word.as_bytes().chunks(2).all(|pair| pair == b"TK")
}

fn is_name(word: &str) -> bool {
    let mut marks = word.chars();
    marks.next().is_some_and(char::is_uppercase) && marks.next().is_some_and(char::is_lowercase)
}

fn fillers(text: &str) -> Vec<Range<usize>> {
    // Filler is ASCII: lower-casing ASCII letters moves no byte.
    let lower = text.to_ascii_lowercase();
    let first = FILLERS
        .iter()
        .filter_map(|filler| Some((lower.find(filler)?, filler.len())))
        .min();
    first.map(|(at, length)| at..at + length).into_iter().collect()
}

/// The words of a text: letters and digits of any script.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, mark) in text.char_indices().filter(|(_, mark)| mark.is_alphanumeric()) {
        let end = at + mark.len_utf8();
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => found.push(at..end),
        }
    }
    found
}
