//! Headings that skip a level, and pages with no first-level heading or several.

use super::book::{Book, Leaf};
use super::findings::Finding;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Span};
use crate::page::{Page, Subject};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::HeadingOrder,
    look: Look::Pages,
    why: "Headings are the table of contents of those who listen to a page: they jump from one to the next, and a skipped level \
          sounds as if something were missing. A page has one first-level heading, which says what it is about.",
    example: "## What happened\n\n#### The first day",
    mend: "go down one level at a time: `###` below `##`. In a template, give the page one `<h1>`.",
    options: None,
};

/// Looks at the headings of a page.
pub fn look(book: &Book<'_>, leaf: &Leaf<'_>, mut add: impl FnMut(Finding)) {
    if matches!(leaf.page.subject, Subject::Redirect(..)) {
        return;
    }
    let headings = &leaf.seen.headings;
    let finding =
        |cause: String, message: String, hint: &str, span: Option<Span>, clue: Option<String>| Finding {
            code: Code::HeadingOrder,
            cause,
            message,
            hint: Some(hint.to_owned()),
            span,
            clue,
            page: leaf.at,
        };
    let first_level: Vec<&str> = headings
        .iter()
        .filter(|heading| heading.level == 1)
        .map(|heading| heading.text.trim())
        .collect();
    let kind = kind(leaf.page);
    match first_level.as_slice() {
        [_] => {}
        [] => add(finding(
            format!("none {kind}"),
            format!("{kind} has no first-level heading"),
            "the template of the page says in <h1> what it is about",
            None,
            None,
        )),
        [..] => {
            let count = first_level.len();
            let span = leaf.story.and_then(|story| book.blame().element(story, "<h1"));
            add(finding(
                format!("several {kind} {count}"),
                format!("{kind} has {count} first-level headings"),
                "one of them says what the page is about; make the others <h2> or lower",
                span,
                None,
            ));
        }
    }
    skipped(book, leaf, &finding, add);
}

/// What makes a finding of this page: its cause, message, hint, place and clue.
type Make<'m> = &'m dyn Fn(String, String, &str, Option<Span>, Option<String>) -> Finding;

/// Looks for skipped levels.
fn skipped(book: &Book<'_>, leaf: &Leaf<'_>, finding: Make<'_>, mut add: impl FnMut(Finding)) {
    let in_main = leaf
        .seen
        .headings
        .iter()
        .filter(|heading| heading.in_main || !leaf.seen.has_main);
    let mut before: Option<u8> = None;
    for heading in in_main {
        if let Some(before) = before.filter(|before| heading.level > before + 1) {
            // A heading may end with a link to itself.
            let text = heading.text.trim_end_matches(['#', '¶', '§', ' ', '\n']);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let span = leaf.story.and_then(|story| book.blame().heading(story, &text));
            add(finding(
                format!("{before} {} {text}", heading.level),
                format!(
                    "the heading \"{text}\" is of level {}, below one of level {before}",
                    heading.level
                ),
                "go down one level at a time",
                span,
                Some(text),
            ));
        }
        before = Some(heading.level);
    }
}

/// What kind of page it is, in words.
fn kind(page: &Page) -> &'static str {
    match page.subject {
        Subject::Text(_) => "a story or page",
        Subject::Home(..) => "the home page",
        Subject::Category(..) => "the page of a category",
        Subject::Author(..) => "the page of an author",
        Subject::SourceIndex(_) => "the index of sources",
        Subject::Source(_) => "the page of a source",
        Subject::Numbers(_) => "the index of numbers",
        Subject::Claim(_) => "the page of a figure",
        Subject::Search(_) => "the search page",
        _ => "a page",
    }
}
