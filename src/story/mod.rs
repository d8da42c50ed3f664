//! One Markdown file to one story: facts that others may see, and a body. A pure function of one text.

pub mod alike;
mod assemble;
pub mod body;
pub mod chart;
pub mod citation;
pub mod component;
pub mod facts;
pub mod fences;
pub mod front_matter;
pub mod highlight;
pub mod manuscript;
pub mod markdown;
pub mod parts;
pub mod piece;
pub mod shown;
pub mod split;

use crate::diagnostic::{Code, Diagnostic};
use crate::input::config::MarkdownOptions;
use crate::input::fields::{Fields, Issues, Placed};
use crate::input::node::{Node, Value};
use crate::input::reference::Reference;
use crate::input::rules::Window;
use crate::input::sources::SourceFile;
use crate::input::{toml, yaml};
use crate::source_path::SourcePath;
use body::Body;
use facts::{Facts, Kind};
use manuscript::{Manuscript, Recorder};
use split::{Language, Split, split};
use std::ops::Range;
use std::sync::Arc;

/// The folder of all Markdown.
pub const CONTENT_FOLDER: &str = "content/";
/// The folder of the stories.
pub const STORIES_FOLDER: &str = "content/stories/";
/// The home page.
pub const HOME_FILE: &str = "content/index.md";

/// A story, plain page or the home page, read from one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Its file.
    pub path: SourcePath,
    /// What others may see.
    pub facts: Facts,
    /// What only its own page shows.
    pub body: Arc<Body>,
    /// What it names, and where.
    pub references: Vec<Reference>,
    /// Where its headline, slug and aliases stand.
    pub places: Places,
    /// The days that it covers, where it says so.
    pub window: Option<Placed<Window>>,
    /// What is wrong with it by itself.
    pub diagnostics: Arc<[Diagnostic]>,
    /// How much of its front matter is known.
    pub reading: Reading,
}

/// How much of a file could be read. What names something that an unreadable part may hold is not at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All of it.
    Whole,
    /// Not all: its front matter or its letters are broken.
    Partial,
}

/// Where a story says what others may collide with: byte ranges in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The slug, or what it follows from.
    pub slug: Range<usize>,
    /// Each alias.
    pub aliases: Vec<Range<usize>>,
    /// Each claim of its own, in order.
    pub claims: Vec<Range<usize>>,
    /// Each source of its own, in order.
    pub sources: Vec<Range<usize>>,
    /// Each quotation of its own, in order.
    pub quotes: Vec<Range<usize>>,
}

/// What a file is, by where it lies.
pub fn kind_of(path: &SourcePath) -> Kind {
    if path.as_str() == HOME_FILE {
        Kind::Home
    } else if path.below(STORIES_FOLDER).is_some() {
        Kind::Story
    } else {
        Kind::Page
    }
}

/// Reads one Markdown file.
pub fn parse(path: &SourcePath, source: &SourceFile, options: MarkdownOptions) -> Story {
    read(path, source, options, None).0
}

/// Reads one Markdown file and takes down its prose.
pub fn manuscript(path: &SourcePath, source: &SourceFile, options: MarkdownOptions) -> Manuscript {
    let (_, recorder) = read(path, source, options, Some(Recorder::default()));
    recorder.map(Recorder::finish).unwrap_or_default()
}

fn read(
    path: &SourcePath,
    source: &SourceFile,
    options: MarkdownOptions,
    recorder: Option<Recorder>,
) -> (Story, Option<Recorder>) {
    let mut issues = Issues::new(path);
    let text = source.text().unwrap_or_else(|at| {
        issues.add_with_hint(
            Code::NotUtf8,
            &(at..at),
            "this is not UTF-8 text",
            "save the file again as UTF-8",
        );
        ""
    });
    let (root, body) = front_and_body(text, &mut issues);
    let reading = match &root.value {
        Value::Table(_) if issues.list.is_empty() => Reading::Whole,
        _ => Reading::Partial,
    };
    let front = match reading {
        Reading::Whole => front_matter::read(path, &root, &mut issues),
        // Front matter that could not be read would seem to lack what it has: say nothing of that.
        Reading::Partial => {
            report_root(&root, &mut issues);
            front_matter::read(path, &root, &mut Issues::new(path))
        }
    };
    let (mut story, recorder) = assemble::story(path, front, (text, body), options, issues, recorder);
    story.reading = reading;
    (story, recorder)
}

/// A front matter that is no table is told so once, whatever it lacks besides.
fn report_root(root: &Node, issues: &mut Issues) {
    let what = match kind_of(issues.file()) {
        Kind::Story => "a story",
        Kind::Page => "a page",
        Kind::Home => "the home page",
    };
    if Fields::of(root, what, issues).is_none() {
        issues.hint_last("begin each line with a key: `headline: …`, `date: …`");
    }
}

fn front_and_body(text: &str, issues: &mut Issues) -> (Node, Range<usize>) {
    match split(text) {
        Split::Front {
            language,
            front,
            body,
        } => (parse_front(language, text, &front, issues), body),
        Split::None { body } => {
            if kind_of(issues.file()) == Kind::Story && issues.list.is_empty() {
                let hint = match starts_late(&text[body.clone()]) {
                    true => "the first line is blank, but front matter begins on the first line",
                    false => "begin the file with `---`, then headline and date, then `---`",
                };
                issues.add_with_hint(
                    Code::FrontMatterMissing,
                    &(body.start..body.start),
                    "this story has no front matter",
                    hint,
                );
            }
            (empty(body.start), body)
        }
        Split::Unclosed { mark } => {
            let hint = format!(
                "add a line `{}` after the last key",
                text[mark.clone()].trim_end()
            );
            issues.add_with_hint(
                Code::FrontMatterUnclosed,
                &mark,
                "this front matter is never closed",
                hint,
            );
            (empty(mark.end), text.len()..text.len())
        }
    }
}

/// Whether front matter stands below blank lines.
fn starts_late(text: &str) -> bool {
    let rest = text.trim_start();
    rest.len() < text.len() && (rest.starts_with("---") || rest.starts_with("+++"))
}

fn parse_front(language: Language, text: &str, front: &Range<usize>, issues: &mut Issues) -> Node {
    let source = &text[front.clone()];
    let root = match language {
        Language::Yaml => yaml::parse(issues.file(), source, front.start).unwrap_or_else(|problem| {
            issues.list.push(problem);
            empty(front.start)
        }),
        Language::Toml => {
            let (root, problems) = toml::parse(issues.file(), source, front.start);
            issues.list.extend(problems);
            root
        }
    };
    match root.value {
        Value::Null => Node {
            range: root.range,
            ..empty(front.start)
        },
        _ => root,
    }
}

fn empty(at: usize) -> Node {
    Node {
        value: Value::Table(Vec::new()),
        range: at..at,
    }
}
