//! The pipeline, short enough to read at one glance.

use crate::check;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::input::config::{self, Config};
use crate::input::settings::Settings;
use crate::input::sources::Sources;
use crate::page::{self, Content, Page};
use crate::registry;
use crate::render::templates::{self, Templates};
use crate::render::{self, Output};
use crate::site::{self, Site};
use crate::source_path::SourcePath;
use crate::story::{self, CONTENT_FOLDER, Story};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A snapshot of the sources, compiled: everything that rendering and reporting need.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What it was compiled from.
    pub sources: Sources,
    /// The stories and pages, published or not, by file.
    pub stories: BTreeMap<SourcePath, Arc<Story>>,
    /// The site of the published ones.
    pub site: Arc<Site>,
    /// Every file of the site to be, by route.
    pub pages: Vec<Page>,
    /// The templates.
    pub templates: Templates,
    /// Everything that is wrong, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was done anew.
    pub work: Work,
}

/// What a compile did anew, where it had something before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Markdown files parsed.
    pub parsed: usize,
    /// Indexes built.
    pub indexed: usize,
}

/// Compiles a snapshot of the sources. `before` is the only cache; the result is the same without it.
pub fn compile(sources: Sources, settings: &Settings, before: Option<&Compiled>) -> Compiled {
    let (mut config, mut diagnostics) = config::read(&sources);
    let note = note_base_url(settings, &config, &diagnostics);
    settings.apply(&mut config);
    let (registry, problems) = registry::read(&sources);
    diagnostics.extend(problems);
    let config = keep(before.map(|before| &before.site.config), config);
    let registry = keep(before.map(|before| &before.site.registry), registry);
    let (stories, parsed) = parse(&sources, &config, before);
    let (site, indexed) = site::assemble(
        config,
        settings,
        registry,
        &stories,
        &sources,
        before.map(|before| &*before.site),
    );
    diagnostics.extend(own_problems(&stories, &site));
    diagnostics.extend(check::check(&site));
    let (pages, problems) = page::plan(
        &site,
        &sources,
        before
            .filter(|before| !collides(before))
            .map(|before| (&*before.site, &before.pages[..])),
    );
    diagnostics.extend(problems);
    let (templates, problems) = templates::load(&sources, before.map(|before| &before.templates));
    diagnostics.extend(problems);
    diagnostics.extend(note);
    diagnostic::sort(&mut diagnostics);
    let work = Work {
        parsed,
        indexed: indexed.count,
    };
    Compiled {
        sources,
        stories,
        site: Arc::new(site),
        pages,
        templates,
        diagnostics,
        work,
    }
}

impl Compiled {
    /// What a page is made of.
    pub fn content(&self, page: &Page) -> Content {
        page.content.clone()
    }

    /// Renders one of the pages. What goes wrong is reported; then the output is not to be used.
    pub fn render(&self, page: &Page) -> (Output, Vec<Diagnostic>) {
        render::render(&self.templates, &page.route, &self.content(page))
    }

    /// Gives back the texts that no diagnostic shows, for a build that will not compile again.
    pub fn release_texts(&mut self) {
        let spans = self.diagnostics.iter().flat_map(|problem| {
            problem
                .span
                .iter()
                .chain(problem.related.iter().map(|(span, _)| span))
        });
        let shown: BTreeSet<&SourcePath> = spans.map(|span| &span.file).collect();
        self.sources
            .release(|path| path.as_str().ends_with(".md") && !shown.contains(path));
    }
}

fn keep<T: PartialEq>(before: Option<&Arc<T>>, now: T) -> Arc<T> {
    before
        .filter(|before| ***before == now)
        .cloned()
        .unwrap_or_else(|| Arc::new(now))
}

/// Parses the Markdown files that are new or changed.
fn parse(
    sources: &Sources,
    config: &Config,
    before: Option<&Compiled>,
) -> (BTreeMap<SourcePath, Arc<Story>>, usize) {
    let before = before.filter(|before| before.site.config.markdown == config.markdown);
    let files: Vec<_> = sources
        .below(CONTENT_FOLDER)
        .filter(|(path, _)| path.as_str().ends_with(".md"))
        .collect();
    let story = |(path, file): &(&SourcePath, &_)| {
        let known = before.and_then(|before| {
            let unchanged = before.sources.get(path.as_str()) == Some(*file);
            before.stories.get(*path).filter(|_| unchanged)
        });
        match known {
            Some(story) => ((*path).clone(), story.clone(), false),
            None => (
                (*path).clone(),
                Arc::new(story::parse(path, file, config.markdown)),
                true,
            ),
        }
    };
    let parsed: Vec<_> = files.par_iter().map(story).collect();
    let count = parsed.iter().filter(|(_, _, anew)| *anew).count();
    (
        parsed.into_iter().map(|(path, story, _)| (path, story)).collect(),
        count,
    )
}

/// What is wrong with each story by itself; a draft is left in peace until it is shown.
fn own_problems(stories: &BTreeMap<SourcePath, Arc<Story>>, site: &Site) -> Vec<Diagnostic> {
    let is_hidden_draft = |story: &Story| story.facts.card.release.draft && !site.settings.show.drafts;
    stories
        .values()
        .filter(|story| !is_hidden_draft(story))
        .flat_map(|story| story.diagnostics.clone())
        .collect()
}

/// Pages that collide are found where all of them are planned, so that none of the plan may be kept.
fn collides(compiled: &Compiled) -> bool {
    let mut codes = compiled.diagnostics.iter().map(|problem| problem.code);
    codes.any(|code| code == Code::RouteCollision)
}

/// Settings that cannot be read may hold an address: then nothing is said of it.
fn note_base_url(settings: &Settings, config: &Config, problems: &[Diagnostic]) -> Option<Diagnostic> {
    let has_address = config.base_url.is_some() || settings.base_url.is_some();
    if has_address || diagnostic::any_error(problems) {
        return None;
    }
    let message = "site.toml has no base_url: canonical links and the sitemap are left out, feeds carry links from the root";
    let problem = Diagnostic::new(Code::BaseUrlMissing, config::start_of_site_file(), message);
    Some(
        problem.hint(
            "add base_url = \"https://…\" when you know where the site will be, or build with --base-url",
        ),
    )
}
