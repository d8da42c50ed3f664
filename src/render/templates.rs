//! The templates of a site: the built-in theme's, and its own in their place.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::sources::Sources;
use crate::lettering::fonts::Fonts;
use crate::render::{filters, lettering};
use crate::site::TEMPLATES_FOLDER;
use crate::source_path::SourcePath;
use crate::theme::THEME;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use tera::{Context, ErrorKind, Tera};

/// All templates, parsed.
#[derive(Debug, Clone)]
pub struct Templates {
    tera: Arc<Tera>,
    own: Own,
    /// With which cards are measured and drawn.
    fonts: Arc<Fonts>,
    /// What is wrong with them, told again while they stay as they are.
    problems: Vec<Diagnostic>,
}

/// By the site's own, and their fonts: those of the theme never change.
impl PartialEq for Templates {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own && self.fonts == other.fonts
    }
}

/// The endings of the templates in which text is escaped where it is printed.
const ESCAPED: [&str; 4] = [".html", ".htm", ".xml", ".svg"];

/// The site's own templates, by name.
type Own = BTreeMap<String, Arc<[u8]>>;

/// Parses the templates; when the site's own ones have not changed, those of `before` are kept.
pub fn load(sources: &Sources, before: Option<&Templates>) -> (Templates, Vec<Diagnostic>) {
    let own = own_templates(sources);
    let fonts = Fonts::of(sources, before.map(|before| &before.fonts));
    if let Some(before) = before.filter(|before| before.own == own && before.fonts == fonts) {
        return (before.clone(), before.problems.clone());
    }
    let mut problems = Vec::new();
    let mut texts = theme_texts();
    for (name, bytes) in &own {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                texts.insert(name, text);
            }
            Err(error) => {
                let at = error.valid_up_to();
                let span = Span::new(&SourcePath::new(format!("{TEMPLATES_FOLDER}{name}")), at..at);
                problems.push(Diagnostic::new(Code::NotUtf8, span, "this is not UTF-8 text"));
            }
        }
    }
    let tera = parse(texts, &own, &fonts, &mut problems);
    let templates = Templates {
        tera: Arc::new(tera),
        own,
        fonts,
        problems: problems.clone(),
    };
    (templates, problems)
}

fn theme_texts() -> BTreeMap<&'static str, &'static str> {
    let text = |(path, bytes): &(&'static str, &'static [u8])| {
        let name = path.strip_prefix(TEMPLATES_FOLDER)?;
        Some((name, std::str::from_utf8(bytes).ok()?))
    };
    THEME.iter().filter_map(text).collect()
}

/// Parses all templates. One that cannot be parsed is left out, so that the next is told of too.
fn parse(
    mut texts: BTreeMap<&str, &str>,
    own: &Own,
    fonts: &Arc<Fonts>,
    problems: &mut Vec<Diagnostic>,
) -> Tera {
    loop {
        let mut tera = Tera::new();
        tera.autoescape_on(ESCAPED);
        filters::register(&mut tera);
        lettering::register(&mut tera, fonts);
        let Err(error) = tera.add_raw_templates(texts.clone()) else {
            return tera;
        };
        match error.kind() {
            ErrorKind::SyntaxError(report)
                if texts.get(report.filename()).is_some_and(|text| !text.is_empty()) =>
            {
                problems.push(diagnostic(&error, Code::TemplateSyntax, own));
                let name = report.filename().to_owned();
                if let Some(text) = texts.get_mut(name.as_str()) {
                    *text = "";
                }
            }
            // Names that nothing carries are only a consequence of a template that was left out.
            _ if !problems.is_empty() => return tera,
            _ => {
                problems.extend(unknown_names(&error, own));
                return tera;
            }
        }
    }
}

/// Filters, components and parents that are not there: Tera tells of all of them in one text.
fn unknown_names(error: &tera::Error, own: &Own) -> Vec<Diagnostic> {
    if let ErrorKind::MissingParent { current, parent } = error.kind() {
        let message = format!("there is no template `{parent}` to extend");
        let at = own_text(current, own).and_then(|text| text.find(parent.as_str()));
        return vec![at_place(
            current,
            at.map(|at| at..at + parent.len()),
            message,
            own,
        )];
    }
    let text = error.to_string();
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let place = lines
            .peek()
            .and_then(|next| next.trim_start().strip_prefix("--> "));
        if let (Some(message), Some(place)) = (line.strip_prefix("error: "), place) {
            let (name, range) = range_of(place, own);
            found.push(at_place(name, range, message.to_owned(), own));
        }
    }
    if found.is_empty() {
        found.push(diagnostic(error, Code::TemplateSyntax, own));
    }
    found
}

/// `page.html:3:7` as a name and a place in that template.
fn range_of<'p>(place: &'p str, own: &Own) -> (&'p str, Option<Range<usize>>) {
    let mut parts = place.rsplitn(3, ':');
    let mut number = || {
        parts
            .next()
            .and_then(|part| part.parse::<usize>().ok())
            .unwrap_or(1)
    };
    let (column, line) = (number(), number());
    let name = parts.next().unwrap_or(place);
    let offset = own_text(name, own).map(|text| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let before = text[start..].chars().take(column - 1);
        start + before.map(char::len_utf8).sum::<usize>()
    });
    (name, offset.map(|at| at..at))
}

fn own_text<'o>(name: &str, own: &'o Own) -> Option<&'o str> {
    own.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

fn at_place(name: &str, range: Option<Range<usize>>, message: String, own: &Own) -> Diagnostic {
    match range.filter(|_| own.contains_key(name)) {
        Some(range) => {
            let file = SourcePath::new(format!("{TEMPLATES_FOLDER}{name}"));
            Diagnostic::new(Code::TemplateSyntax, Span::new(&file, range), message)
        }
        None => Diagnostic::without_place(Code::TemplateSyntax, format!("{name}: {message}")),
    }
}

fn own_templates(sources: &Sources) -> Own {
    let name = |path: &SourcePath| path.below(TEMPLATES_FOLDER).map(str::to_owned);
    sources
        .below(TEMPLATES_FOLDER)
        .filter_map(|(path, file)| Some((name(path)?, file.bytes().clone())))
        .collect()
}

impl Templates {
    /// Whether any of them is the site's own.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// With which cards are measured and drawn.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// What is wrong with what a template made: at the template, where it is the site's own.
    pub fn objection(&self, name: &str, code: Code, message: String) -> Diagnostic {
        match self.own.contains_key(name) {
            true => {
                let file = SourcePath::new(format!("{TEMPLATES_FOLDER}{name}"));
                Diagnostic::new(code, Span::start_of(&file), message)
            }
            false => Diagnostic::without_place(code, message),
        }
    }

    /// Renders a template; a failure is reported and gives an empty text.
    pub fn render(&self, name: &str, context: &Context, problems: &mut Vec<Diagnostic>) -> String {
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(name, context, &mut bytes) {
            // Templates and values are UTF-8, so their joining is.
            Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
            Err(error) => {
                problems.push(diagnostic(&error, Code::TemplateFailed, &self.own));
                String::new()
            }
        }
    }
}

/// A Tera error at its place, where the site's own templates hold it.
fn diagnostic(error: &tera::Error, code: Code, own: &Own) -> Diagnostic {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return Diagnostic::without_place(
            code,
            error
                .to_string()
                .lines()
                .next()
                .unwrap_or("a template failed")
                .to_owned(),
        );
    };
    let name = report.filename();
    let message = format!("{}: {}", name, report.message());
    match own.contains_key(name) {
        true => {
            let file = SourcePath::new(format!("{TEMPLATES_FOLDER}{name}"));
            Diagnostic::new(
                code,
                Span::new(&file, report.span().range.clone()),
                report.message().to_owned(),
            )
        }
        false => Diagnostic::without_place(code, message),
    }
}
