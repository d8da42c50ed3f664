//! A site for tests, as text: `SiteTest::new("-- site.toml --\n…\n-- content/stories/a.md --\n…")`.

use jiff::civil::{Date, date};
use nutgraf::compile::{Compiled, compile};
use nutgraf::diagnostic::{Diagnostic, Severity, any_error};
use nutgraf::input::settings::Settings;
use nutgraf::input::sources::Sources;
use nutgraf::report;
use nutgraf::source_path::SourcePath;
use std::collections::BTreeMap;
use std::path::Path;

/// The day that tests take for today.
pub const TODAY: Date = date(2026, 11, 21);

/// A site under test.
pub struct SiteTest {
    pub sources: Sources,
    pub settings: Settings,
    pub compiled: Option<Compiled>,
}

impl SiteTest {
    /// Files in one text, each after a line `-- path --`. Without a site.toml, one with a title is added.
    pub fn new(text: &str) -> Self {
        let mut sources = Sources::default();
        let mut current: Option<(String, String)> = None;
        for line in text.split_inclusive('\n') {
            let name = line
                .trim_end()
                .strip_prefix("-- ")
                .and_then(|rest| rest.strip_suffix(" --"));
            match (name, &mut current) {
                (Some(name), _) => {
                    if let Some((path, text)) = current.take() {
                        sources.insert(SourcePath::new(path), text.into_bytes());
                    }
                    current = Some((name.to_owned(), String::new()));
                }
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => assert!(line.trim().is_empty(), "text before the first file: {line}"),
            }
        }
        if let Some((path, text)) = current {
            sources.insert(SourcePath::new(path), text.into_bytes());
        }
        if sources.get("site.toml").is_none() {
            sources.insert(
                SourcePath::new("site.toml"),
                *b"title = \"Test\"\nbase_url = \"https://example.org/\"\n",
            );
        }
        Self {
            sources,
            settings: Settings::on(TODAY),
            compiled: None,
        }
    }

    /// A folder of the repository as a site.
    pub fn from_dir(path: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let (sources, problems) = nutgraf::disk::read::site(&root);
        assert!(problems.is_empty(), "{problems:?}");
        Self {
            sources,
            settings: Settings::on(TODAY),
            compiled: None,
        }
    }

    /// Writes a file.
    pub fn edit(mut self, path: &str, text: &str) -> Self {
        self.sources
            .insert(SourcePath::new(path), text.as_bytes().to_vec());
        self
    }

    /// Replaces a text in a file, which must hold it.
    pub fn replace(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.sources.get(path).unwrap().text().unwrap().to_owned();
        assert!(text.contains(from), "{path} does not hold {from:?}");
        self.edit(path, &text.replace(from, to))
    }

    /// Removes a file.
    pub fn remove(mut self, path: &str) -> Self {
        assert!(self.sources.remove(&SourcePath::new(path)), "there is no {path}");
        self
    }

    /// Compiles, with what was compiled before at hand.
    pub fn build(mut self) -> Self {
        self.compiled = Some(compile(
            self.sources.clone(),
            &self.settings,
            self.compiled.as_ref(),
        ));
        self
    }

    pub fn compiled(&self) -> &Compiled {
        self.compiled.as_ref().expect("build() comes first")
    }

    /// Every file of the finished site, by path.
    pub fn files(&self) -> BTreeMap<String, String> {
        let compiled = self.compiled();
        let file = |page| {
            let (output, problems) = compiled.render(page);
            assert!(problems.is_empty(), "{problems:?}");
            (output.path, String::from_utf8_lossy(&output.bytes).into_owned())
        };
        compiled.pages.iter().map(file).collect()
    }

    /// One file of the finished site.
    pub fn file(&self, path: &str) -> String {
        assert!(!any_error(&self.compiled().diagnostics()), "{}", self.report());
        let pages = &self.compiled().pages;
        let page = pages.iter().find(|page| page.route.output_path() == path);
        let (output, problems) = self
            .compiled()
            .render(page.unwrap_or_else(|| panic!("there is no {path}")));
        assert!(problems.is_empty(), "{problems:?}");
        String::from_utf8_lossy(&output.bytes).into_owned()
    }

    /// Asserts that a file of the finished site holds a text.
    pub fn expect_in(self, path: &str, wanted: &str) -> Self {
        let text = self.file(path);
        assert!(text.contains(wanted), "{path} lacks {wanted:?}:\n{text}");
        self
    }

    /// Asserts that a file of the finished site does not hold a text.
    pub fn expect_not_in(self, path: &str, unwanted: &str) -> Self {
        let text = self.file(path);
        assert!(!text.contains(unwanted), "{path} holds {unwanted:?}");
        self
    }

    /// Asserts what is reported: `code file:line:column` each, notes left out.
    pub fn expect_diagnostics(self, wanted: &[&str]) -> Self {
        assert_eq!(self.diagnostics(), wanted, "{}", self.report());
        self
    }

    /// What is reported, a line each, notes left out.
    pub fn diagnostics(&self) -> Vec<String> {
        let compiled = self.compiled();
        let shown = compiled
            .diagnostics()
            .into_iter()
            .filter(|diagnostic| diagnostic.severity != Severity::Note);
        shown
            .map(|diagnostic| line_of(&self.sources, &diagnostic))
            .collect()
    }

    /// Asserts what the last compile did anew.
    pub fn expect_work(self, parsed: usize, indexed: usize) -> Self {
        let work = self.compiled().work;
        assert_eq!(
            (work.parsed, work.indexed),
            (parsed, indexed),
            "(parsed, indexed)"
        );
        self
    }

    fn report(&self) -> String {
        report::text(&self.compiled().diagnostics(), &self.sources, report::Colour::Off)
    }
}

/// A diagnostic as `code file:line:column`, or the code alone where no place is to blame.
pub fn line_of(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let code = diagnostic.code.name();
    let Some(span) = &diagnostic.span else {
        return code.to_owned();
    };
    let text = sources
        .get(span.file.as_str())
        .map(|file| String::from_utf8_lossy(file.bytes()).into_owned());
    let at = report::position(&text.unwrap_or_default(), span.start as usize);
    format!("{code} {}:{}:{}", span.file, at.line, at.column)
}
