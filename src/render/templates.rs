//! The templates of a site: the built-in theme's, and its own in their place.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::sources::Sources;
use crate::render::filters;
use crate::site::TEMPLATES_FOLDER;
use crate::source_path::SourcePath;
use crate::theme::THEME;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Tera};

/// All templates, parsed.
#[derive(Debug, Clone)]
pub struct Templates {
    tera: Arc<Tera>,
    own: BTreeMap<String, Arc<[u8]>>,
}

/// Parses the templates; when the site's own ones have not changed, those of `before` are kept.
pub fn load(sources: &Sources, before: Option<&Templates>) -> (Templates, Vec<Diagnostic>) {
    let own = own_templates(sources);
    if let Some(before) = before.filter(|before| before.own == own) {
        return (before.clone(), Vec::new());
    }
    let mut problems = Vec::new();
    let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, bytes) in THEME {
        if let (Some(name), Ok(text)) = (path.strip_prefix(TEMPLATES_FOLDER), std::str::from_utf8(bytes)) {
            texts.insert(name, text);
        }
    }
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
    let mut tera = Tera::new();
    filters::register(&mut tera);
    if let Err(error) = tera.add_raw_templates(texts) {
        problems.push(diagnostic(&error, Code::TemplateSyntax, &own));
    }
    (
        Templates {
            tera: Arc::new(tera),
            own,
        },
        problems,
    )
}

fn own_templates(sources: &Sources) -> BTreeMap<String, Arc<[u8]>> {
    let name = |path: &SourcePath| path.below(TEMPLATES_FOLDER).map(str::to_owned);
    sources
        .below(TEMPLATES_FOLDER)
        .filter_map(|(path, file)| Some((name(path)?, file.bytes().clone())))
        .collect()
}

impl Templates {
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
fn diagnostic(error: &tera::Error, code: Code, own: &BTreeMap<String, Arc<[u8]>>) -> Diagnostic {
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
