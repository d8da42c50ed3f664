//! site.toml: the settings of a site.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::fields::{Fields, Issues};
use crate::input::node::Node;
use crate::input::rules::{self, RuleOptions};
use crate::input::sources::Sources;
use crate::input::theme::{self, Theme};
use crate::input::toml;
use crate::source_path::SourcePath;
use serde::Serialize;
use serde_json::Value as Json;

/// The name of the settings file, at the top of a site.
pub const SITE_FILE: &str = "site.toml";

/// The settings of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Where it will be published, with a trailing slash: `https://example.org/deal/`.
    pub base_url: Option<String>,
    /// The language of the site, as a BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// The links of the site's header; the theme has a default.
    pub nav: Vec<NavItem>,
    /// Colours and type.
    pub theme: Theme,
    /// How internal links are written.
    pub links: LinkStyle,
    /// The output folder, relative to the site.
    pub output_dir: Option<String>,
    /// How Markdown is read.
    pub markdown: MarkdownOptions,
    /// Stories on a page of a list.
    pub paginate_by: usize,
    /// `cards` of `[social]`: whether social cards are drawn, where the site says so.
    pub social_cards: Option<bool>,
    /// Whether readers can search.
    pub search: bool,
    /// What the editor's rules are to report.
    pub check: RuleOptions,
    /// Keys of the site's own, for its templates.
    pub extra: Json,
}

/// Who publishes a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// The name.
    pub name: String,
    /// Their own site.
    pub url: Option<String>,
    /// A logo: a URL or a path of this site.
    pub logo: Option<String>,
}

/// One link of the site's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// The words.
    pub name: String,
    /// A route of this site (`/sources/`) or a full URL.
    pub url: String,
}

/// How internal links are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LinkStyle {
    /// `../sources/`: works at a root and under any sub-path.
    #[default]
    Relative,
    /// `../sources/index.html`: opens from disk too.
    Portable,
}

/// How Markdown is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkdownOptions {
    /// Whether `$x$` is mathematics; off by default, because explainers are full of dollars.
    pub math: bool,
    /// Whether raw HTML passes through; off by default, because content is not trusted.
    pub raw_html: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: None,
            base_url: None,
            language: "en".to_owned(),
            publisher: None,
            nav: Vec::new(),
            theme: Theme::default(),
            links: LinkStyle::default(),
            output_dir: None,
            markdown: MarkdownOptions::default(),
            paginate_by: 20,
            social_cards: None,
            search: true,
            check: RuleOptions::default(),
            extra: Json::Object(serde_json::Map::new()),
        }
    }
}

/// Reads site.toml from the snapshot.
pub fn read(sources: &Sources) -> (Config, Vec<Diagnostic>) {
    let file = SourcePath::new(SITE_FILE);
    let Some(source) = sources.get(SITE_FILE) else {
        let problem = Diagnostic::without_place(Code::NotASite, "this folder has no site.toml")
            .hint("run the command inside a site, name one with --root, or make one with `nutgraf init`");
        return (Config::default(), vec![problem]);
    };
    let mut issues = Issues::new(&file);
    let text = match source.text() {
        Ok(text) => text,
        Err(at) => {
            let hint = "save the file again as UTF-8";
            issues.add_with_hint(Code::NotUtf8, &(at..at), "this is not UTF-8 text", hint);
            return (Config::default(), issues.list);
        }
    };
    let (root, mut problems) = toml::parse(&file, text, 0);
    let config = config(&root, &mut issues);
    // A file that cannot be read whole would seem to lack keys that it has.
    if problems.is_empty() {
        problems = issues.list;
    }
    (config, problems)
}

fn config(root: &Node, issues: &mut Issues) -> Config {
    let mut config = Config::default();
    let Some(mut fields) = Fields::of(root, "site.toml", issues) else {
        return config;
    };
    config.title = fields
        .required_text("title", issues)
        .map(|text| text.value)
        .unwrap_or_default();
    config.description = fields.text("description", issues);
    config.base_url = base_url(&mut fields, issues);
    if let Some(language) = language(&mut fields, issues) {
        config.language = language;
    }
    config.publisher = fields.node("publisher").and_then(|node| publisher(node, issues));
    config.nav = fields
        .list("nav")
        .iter()
        .filter_map(|node| nav_item(node, issues))
        .collect();
    config.theme = fields
        .node("theme")
        .map(|node| theme::read(node, issues))
        .unwrap_or_default();
    let styles = [
        ("relative", LinkStyle::Relative),
        ("portable", LinkStyle::Portable),
    ];
    config.links = fields.choice("links", &styles, issues).unwrap_or_default();
    config.output_dir = fields.text("output_dir", issues);
    config.markdown = fields
        .node("markdown")
        .map(|node| markdown(node, issues))
        .unwrap_or_default();
    if let Some(number) = fields.whole_number("paginate_by", 1..=1000, issues) {
        config.paginate_by = usize::try_from(number).unwrap_or(config.paginate_by);
    }
    config.social_cards = fields.node("social").and_then(|node| social_cards(node, issues));
    config.search = fields.truth("search", issues).unwrap_or(true);
    config.check = fields
        .node("check")
        .map(|node| rules::read(node, issues))
        .unwrap_or_default();
    // Settings of a command that reads them by itself.
    fields.free("deploy", issues);
    config.extra = fields.free("extra", issues);
    fields.finish(issues);
    config
}

/// Checks a base URL and gives it a trailing slash; the error says what is wrong.
pub fn normal_base_url(text: &str) -> Result<String, String> {
    let parsed = url::Url::parse(text)
        .map_err(|_| format!("`{text}` is no full URL such as https://example.org/deal/"))?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none_or(str::is_empty) {
        return Err(format!(
            "`{text}` does not start with http:// or https:// and a host"
        ));
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(format!(
            "`{text}` carries a query or fragment, which a site's address cannot"
        ));
    }
    let text = String::from(parsed);
    Ok(if text.ends_with('/') { text } else { text + "/" })
}

fn base_url(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let text = fields.placed_text("base_url", issues)?;
    normal_base_url(&text.value)
        .map_err(|message| issues.add(Code::RefusedUrl, &text.range, message))
        .ok()
}

fn language(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let text = fields.placed_text("language", issues)?;
    if !is_language_tag(&text.value) {
        let message = format!("`{}` is no language tag", text.value);
        issues.add_with_hint(
            Code::InvalidValue,
            &text.range,
            message,
            "write a BCP 47 tag such as en, en-GB or pt-BR",
        );
        return None;
    }
    Some(text.value)
}

/// Whether a text has the shape of a BCP 47 language tag: subtags of 1 to 8 letters and digits,
/// the first of 2 to 8 letters.
pub fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let fits =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic()) && fits(first) && parts.all(fits)
}

fn publisher(node: &Node, issues: &mut Issues) -> Option<Publisher> {
    let Some(mut fields) = Fields::of(node, "`publisher`", issues) else {
        issues.hint_last("write publisher = { name = \"…\", url = \"…\" }");
        return None;
    };
    let name = fields
        .required_text("name", issues)
        .map(|text| text.value)
        .unwrap_or_default();
    let publisher = Publisher {
        name,
        url: fields.web_url("url", issues),
        logo: fields.url("logo", issues),
    };
    fields.finish(issues);
    Some(publisher)
}

fn nav_item(node: &Node, issues: &mut Issues) -> Option<NavItem> {
    let mut fields = Fields::of(node, "a `nav` entry", issues)?;
    let name = fields
        .required_text("name", issues)
        .map(|text| text.value)
        .unwrap_or_default();
    if fields.node("url").is_none() {
        fields.report_missing("url", issues);
    }
    let url = fields.web_url("url", issues).unwrap_or_default();
    fields.finish(issues);
    Some(NavItem { name, url })
}

fn markdown(node: &Node, issues: &mut Issues) -> MarkdownOptions {
    let Some(mut fields) = Fields::of(node, "`markdown`", issues) else {
        return MarkdownOptions::default();
    };
    let options = MarkdownOptions {
        math: fields.truth("math", issues).unwrap_or_default(),
        raw_html: fields.truth("raw_html", issues).unwrap_or_default(),
    };
    fields.finish(issues);
    options
}

fn social_cards(node: &Node, issues: &mut Issues) -> Option<bool> {
    let mut fields = Fields::of(node, "`social`", issues)?;
    let cards = fields.truth("cards", issues);
    fields.finish(issues);
    cards
}

/// Where site.toml as a whole is blamed.
pub fn start_of_site_file() -> Span {
    Span::start_of(&SourcePath::new(SITE_FILE))
}
