//! Syntax highlighting: code in, escaped HTML out, with one short class for each kind of word.
//!
//! The grammars are Sublime Text's, as bat ships them. A word's class comes from the scopes that the grammar
//! gives it, never from a theme: classes are the same on every page, and one stylesheet serves light and dark.

use std::sync::LazyLock;

use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

use class::{Class, Classifier};

mod class;

/// Highlights code for the inside of a `<code>` element; `None` when the language is not known.
///
/// The language is the first word of a fence's info string, in any case (CommonMark 0.31.2, 4.5). Lines over
/// 2,000 characters stay plain.
pub fn highlight(code: &str, language: &str) -> Option<String> {
    let syntax = find_syntax(language)?;
    let mut page = Page::with_capacity(code.len() * 3);
    let mut painter = Painter::new(syntax);
    for line in code.split_inclusive('\n') {
        painter.paint(line, &mut page);
    }
    Some(page.finish())
}

/// Whether a language, by name, short name or file extension, can be highlighted.
pub fn knows(language: &str) -> bool {
    find_syntax(language).is_some()
}

/// The rules for all classes, with colours for light and dark paper (contrast at least 4.5: WCAG 2.2, 1.4.3).
pub fn stylesheet() -> &'static str {
    class::STYLESHEET
}

/// Unpacked when a page first needs it: about 2 ms for the list, and each grammar on its own first use.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// In characters: grammars take quadratic time on long lines, which are minified code that nobody reads.
const LONGEST_LINE: usize = 1_000;

/// Names that writers use and the grammars do not.
const ALIASES: &[(&str, &str)] = &[
    // The plain JavaScript grammar never ends on a comment of two lines, and Svelte's is built on it.
    ("javascript", "jsx"),
    ("js", "jsx"),
    ("mjs", "jsx"),
    ("cjs", "jsx"),
    ("node", "jsx"),
    ("svelte", "html"),
    ("h", "c"),
    ("shell", "bash"),
    ("pwsh", "powershell"),
    ("batch", "bat"),
    ("csharp", "c#"),
    ("fsharp", "f#"),
    ("golang", "go"),
    ("objc", "objective-c"),
    ("docker", "dockerfile"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("mysql", "sql"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("sqlite", "sql"),
    ("apache", "htaccess"),
    ("fortran", "f90"),
    ("octave", "matlab"),
    ("graphviz", "dot"),
    ("regex", "re"),
    ("tera", "jinja2"),
    // A transcript is not a script: its output would be coloured as commands.
    ("console", "txt"),
    ("terminal", "txt"),
    ("text", "txt"),
    ("plain", "txt"),
    ("plaintext", "txt"),
    ("none", "txt"),
];

fn find_syntax(language: &str) -> Option<&'static SyntaxReference> {
    let end = language.find(|mark: char| mark.is_whitespace() || matches!(mark, ',' | ':' | '{'));
    let word = language[..end.unwrap_or(language.len())].to_lowercase();
    let alias = ALIASES
        .iter()
        .find(|(name, _)| *name == word)
        .map_or(word.as_str(), |(_, token)| token);
    SYNTAXES.find_syntax_by_token(alias).filter(|_| !alias.is_empty())
}

/// Follows the grammar through the code and knows the class of the present place.
struct Painter {
    state: ParseState,
    scopes: ScopeStack,
    /// For each open scope, the class of words in it.
    classes: Vec<Class>,
    classifier: Classifier,
}

impl Painter {
    fn new(syntax: &SyntaxReference) -> Painter {
        let (state, scopes) = (ParseState::new(syntax), ScopeStack::new());
        Painter {
            state,
            scopes,
            classes: Vec::new(),
            classifier: Classifier::default(),
        }
    }

    fn paint(&mut self, line: &str, page: &mut Page) {
        if line.chars().nth(LONGEST_LINE).is_some() {
            return page.push(line, Class::Plain);
        }
        let mut start = 0;
        for (place, change) in self.state.parse_line(line, &SYNTAXES).unwrap_or_default() {
            if let Some(word) = line.get(start..place) {
                page.push(word, self.class());
                start = place;
            }
            self.apply(&change);
        }
        page.push(&line[start..], self.class());
    }

    fn class(&self) -> Class {
        self.classes.last().copied().unwrap_or(Class::Plain)
    }

    /// The only error is a grammar that restores scopes which it never cleared; it costs colour and no text.
    fn apply(&mut self, change: &ScopeStackOp) {
        let classes = &mut self.classes;
        let _ = self.scopes.apply_with_hook(change, |step, _| match step {
            BasicScopeStackOp::Push(scope) => {
                let outer = classes.last().copied().unwrap_or(Class::Plain);
                classes.push(self.classifier.class_in(outer, scope));
            }
            BasicScopeStackOp::Pop => {
                classes.pop();
            }
        });
    }
}

/// The HTML so far, with at most one open span.
struct Page {
    html: String,
    open: Class,
    /// White space not yet written: it has no colour, so it joins what surrounds it.
    gap: String,
}

impl Page {
    fn with_capacity(bytes: usize) -> Page {
        Page {
            html: String::with_capacity(bytes),
            open: Class::Plain,
            gap: String::new(),
        }
    }

    fn push(&mut self, word: &str, class: Class) {
        let (before, word) = word.split_at(word.len() - word.trim_start().len());
        let (visible, after) = word.split_at(word.trim_end().len());
        self.gap.push_str(before);
        if !visible.is_empty() {
            self.turn_to(class.of_word(visible));
            push_escaped(&mut self.html, visible);
        }
        self.gap.push_str(after);
    }

    fn turn_to(&mut self, class: Class) {
        if class != self.open && self.open != Class::Plain {
            self.html.push_str("</span>");
        }
        self.html.push_str(&self.gap);
        self.gap.clear();
        if class != self.open && class != Class::Plain {
            self.html.push_str("<span class=\"");
            self.html.push_str(class.name());
            self.html.push_str("\">");
        }
        self.open = class;
    }

    fn finish(mut self) -> String {
        self.turn_to(Class::Plain);
        self.html
    }
}

fn push_escaped(html: &mut String, text: &str) {
    let mut start = 0;
    for (place, mark) in text.match_indices(['&', '<', '>']) {
        html.push_str(&text[start..place]);
        html.push_str(match mark {
            "&" => "&amp;",
            "<" => "&lt;",
            _ => "&gt;",
        });
        start = place + 1;
    }
    html.push_str(&text[start..]);
}
