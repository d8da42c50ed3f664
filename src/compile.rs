//! The pipeline, short enough to read at one glance.

mod problems;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::input::ascending::Ascending;
use crate::input::config::{self, Config, SITE_FILE};
use crate::input::settings::Settings;
use crate::input::sources::{SourceFile, Sources};
use crate::job::Job;
use crate::page::shared::{Desk, Shared};
use crate::page::{self, Content, Page};
use crate::registry::lock::{self, LOCK_FILE, Lock};
use crate::registry::{self, Registry};
use crate::render::templates::{self, Templates};
use crate::render::{self, Output};
use crate::site::{self, Records, Site, Stories, keep};
use crate::source_path::SourcePath;
use crate::story::{self, CONTENT_FOLDER, Story, alike};
use problems::Problems;
use rayon::prelude::*;
use std::sync::Arc;

/// A snapshot of the sources, compiled: everything that rendering and reporting need.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What it was compiled from.
    pub sources: Sources,
    /// The stories and pages, published or not, by file.
    pub stories: Stories,
    /// The site of the published ones.
    pub site: Arc<Site>,
    /// What several pages show, made when first asked for.
    pub shared: Shared,
    /// Every file of the site to be, in the order of routes.
    pub pages: Arc<Vec<Page>>,
    /// The templates.
    pub templates: Templates,
    /// What was done anew.
    pub work: Work,
    problems: Problems,
}

/// What a compile did anew, where it had something before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Markdown files parsed.
    pub parsed: usize,
    /// Indexes built.
    pub indexed: usize,
}

/// Compiles a snapshot of the sources. `before` is the only cache; the result is the same without it. Texts that can
/// be read again from the disk are let go once they are parsed.
pub fn compile(mut sources: Sources, settings: &Settings, before: Option<&Compiled>) -> Compiled {
    let (mut config, mut of_config) = config::read(&sources);
    of_config.extend(note_base_url(settings, &config, &of_config));
    settings.apply(&mut config);
    let config = keep(before.map(|before| &before.site.config), config);
    let (registry, of_registry) = records(&sources, before);
    let (lock, of_lock) = lock(&sources, before);
    let (stories, anew) = parse(&mut sources, &config, before);
    let old_site = before.map(|before| &*before.site);
    let records = Records { registry, lock };
    let (site, indexed) = site::assemble(config, settings, records, &stories, &sources, old_site);
    let pages = pages(&site, before);
    let shared = Shared::of(&site, before.map(|before| (&*before.site, &before.shared)));
    let (templates, of_templates) = templates::load(&sources, before.map(|before| &before.templates));
    let problems = Problems {
        of_config,
        of_registry,
        of_lock,
        of_templates,
        of_records: problems::of_records(&site, before),
        of_cards: problems::of_cards(&site, templates.fonts(), before),
        collisions: problems::of_collisions(&site, &pages, before),
        by_story: problems::by_story(&site, &stories, &anew, &pages, before),
    };
    Compiled {
        sources,
        stories,
        site: Arc::new(site),
        shared,
        pages,
        templates,
        work: Work {
            parsed: anew.len(),
            indexed,
        },
        problems,
    }
}

impl Compiled {
    /// What a page is made of.
    pub fn content(&self, page: &Page) -> Content {
        let desk = Desk {
            site: &self.site,
            sources: &self.sources,
            shared: &self.shared,
        };
        page::content(desk, page)
    }

    /// The job that makes a page, where one does: to be run where it keeps nobody waiting, its result to be kept.
    pub fn job(&self, page: &Page) -> Option<Job> {
        page.is_made_by_job()
            .then(|| render::job(&self.templates, self.content(page)))
            .flatten()
    }

    /// Renders one of the pages, also those that jobs make. What goes wrong is reported; then the output is not to be used.
    pub fn render(&self, page: &Page) -> (Output, Vec<Diagnostic>) {
        render::render(&self.templates, &page.route, &self.content(page))
    }

    /// Whether a page of a later compile is made of the same as here.
    pub fn makes_same(&self, later: &Self, page: &Page) -> bool {
        let place = page::find(&self.pages, page.route.as_str());
        place.is_some_and(|place| self.content(&self.pages[place]) == later.content(page))
    }

    /// Whether to compile these sources takes texts that were let go, because Markdown is to be read otherwise: then
    /// they must be read again from the disk first.
    pub fn lacks_texts_for(&self, sources: &Sources) -> bool {
        sources.get(SITE_FILE) != self.sources.get(SITE_FILE)
            && config::read(sources).0.markdown != self.site.config.markdown
    }

    /// Everything that is wrong, by file and place.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.problems.all()
    }

    /// What is wrong with one story.
    pub fn diagnostics_of(&self, story: &SourcePath) -> Vec<Diagnostic> {
        self.problems.of(story)
    }

    /// What forbids to publish the site, by file and place.
    pub fn errors(&self) -> Vec<Diagnostic> {
        self.problems.errors()
    }

    /// Whether anything is wrong that forbids to publish the site.
    pub fn has_errors(&self) -> bool {
        self.problems.any_error()
    }

    /// What is wrong now and was not in an earlier compile.
    pub fn diagnostics_since(&self, before: &Compiled) -> Vec<Diagnostic> {
        self.problems.since(&before.problems)
    }
}

/// Reads the shared records, where their files have changed.
fn records(sources: &Sources, before: Option<&Compiled>) -> (Arc<Registry>, Vec<Diagnostic>) {
    let same = |before: &&Compiled| {
        let mut files = registry::FILES.iter();
        files.all(|file| before.sources.get(file) == sources.get(file))
    };
    if let Some(before) = before.filter(same) {
        return (before.site.registry.clone(), before.problems.of_registry.clone());
    }
    let (registry, problems) = registry::read(sources);
    (
        keep(before.map(|before| &before.site.registry), registry),
        problems,
    )
}

/// Reads the lock of the snapshots, where it has changed.
fn lock(sources: &Sources, before: Option<&Compiled>) -> (Arc<Lock>, Vec<Diagnostic>) {
    let is_same = |before: &&Compiled| before.sources.get(LOCK_FILE) == sources.get(LOCK_FILE);
    if let Some(before) = before.filter(is_same) {
        return (before.site.lock.clone(), before.problems.of_lock.clone());
    }
    let (lock, problems) = lock::read(sources);
    (keep(before.map(|before| &before.site.lock), lock), problems)
}

/// Parses the Markdown files that are new or changed, and says which they are.
fn parse(sources: &mut Sources, config: &Config, before: Option<&Compiled>) -> (Stories, Vec<SourcePath>) {
    let before = before.filter(|before| before.site.config.markdown == config.markdown);
    let mut old_files = Ascending::new(before.into_iter().flat_map(|before| before.sources.iter()));
    let mut old_stories = Ascending::new(before.into_iter().flat_map(|before| &before.stories));
    let mut known = |path: &SourcePath, file: &SourceFile| {
        let is_same = old_files.find(path) == Some(file);
        old_stories.find(path).filter(|_| is_same).cloned()
    };
    let files = sources.hand_over(CONTENT_FOLDER, ".md").into_iter();
    let files: Vec<_> = files
        .map(|(path, file)| {
            let known = known(&path, &file);
            (path, file, known)
        })
        .collect();
    let is_new: Vec<bool> = files.iter().map(|(.., known)| known.is_none()).collect();
    let anew = files.iter().filter(|(.., known)| known.is_none());
    let anew: Vec<SourcePath> = anew.map(|(path, ..)| path.clone()).collect();
    let story = |(path, file, known): (SourcePath, SourceFile, Option<Arc<Story>>)| {
        let parse = || Arc::new(story::parse(&path, &file, config.markdown));
        let story = known.unwrap_or_else(parse);
        (path, story)
    };
    let mut stories: Vec<_> = files.into_par_iter().with_min_len(32).map(story).collect();
    let fresh = stories.iter_mut().zip(is_new).filter(|(_, is_new)| *is_new);
    alike::share_sources(fresh.map(|((_, story), _)| story));
    (stories.into_iter().collect(), anew)
}

/// Plans the pages; the plan of before holds while the indexes do, or where it comes out the same.
fn pages(site: &Site, before: Option<&Compiled>) -> Arc<Vec<Page>> {
    match before.filter(|before| site.shares_indexes(&before.site)) {
        Some(before) => before.pages.clone(),
        None => keep(before.map(|before| &before.pages), page::plan(site)),
    }
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
