//! What is shown now, behind the lock of [`super::Preview`].

use super::answer::Answer;
use super::desk::{self, Shown};
use super::files::{self, Files};
use super::kept::KeptPages;
use super::path::{self, Place};
use super::problems;
use super::renew::{self, Served};
use super::script::{self, Told};
use super::state::{MOST_PROBLEMS, State};
use crate::compile::Compiled;
use crate::diagnostic::{self, Diagnostic};
use crate::input::sources::Sources;
use crate::job::Job;
use crate::page::{Page, Subject};
use crate::site::route::Route;
use crate::story::Story;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use super::renew::Rendered;

/// What a publish did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Whether the compile is shown now; one with errors is not.
    pub shown: bool,
    /// How many different pages browsers have open.
    pub open: usize,
    /// The open pages that were rendered anew, by path, each with why.
    pub rendered: Vec<Rendered>,
    /// The copied files that changed, came or went, stylesheets among them.
    pub files: Vec<Route>,
}

impl Published {
    /// What went wrong where an open page was rendered, each problem once.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let pages = self.rendered.iter();
        let mut problems: Vec<Diagnostic> = pages.flat_map(|page| page.problems.clone()).collect();
        diagnostic::sort(&mut problems);
        problems
    }

    /// A page that was rendered twice counts once, as it was rendered last.
    fn add(&mut self, page: Rendered) {
        let is_of_page = |other: &&mut Rendered| other.route == page.route;
        match self.rendered.iter_mut().find(is_of_page) {
            Some(known) => {
                known.changed |= page.changed;
                known.problems = page.problems;
            }
            None => self.rendered.push(page),
        }
    }
}

/// What is shown now.
#[derive(Debug, Default)]
pub struct Stage {
    /// The last compile without errors.
    served: Option<Arc<Served>>,
    /// How many compiles were published.
    publishes: u64,
    /// The pages rendered so far.
    kept: KeptPages,
    /// How many views have each path open.
    open: BTreeMap<String, usize>,
    files: Files,
    /// The first errors of the latest compile.
    problems: Vec<Value>,
    /// How many errors it has besides.
    untold: usize,
    /// How many pages were rendered.
    pub rendered: usize,
    /// What was done since open pages were told last.
    pub unannounced: Published,
}

/// What stands at a path.
struct Found {
    status: Status,
    /// The path that the page knows itself by, decoded.
    path: String,
    bytes: Arc<[u8]>,
    /// What makes the bytes, where it is not done here.
    job: Option<Job>,
    version: String,
    problems: Vec<Value>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Page,
    File,
    Missing,
    Failed,
}

impl Stage {
    /// See [`super::Preview::show`]. The site that was shown before is handed back, to be freed elsewhere.
    pub fn publish(
        &mut self,
        compiled: Arc<Compiled>,
        errors: &[Diagnostic],
        texts: &Sources,
    ) -> Option<Arc<Served>> {
        self.publishes += 1;
        self.problems = problems::errors(errors.iter().take(MOST_PROBLEMS), texts);
        self.untold = errors.len() - self.problems.len();
        self.unannounced.open = self.open.len();
        self.unannounced.shown = errors.is_empty();
        if !errors.is_empty() {
            return None;
        }
        let old = self.replace(compiled);
        self.renew_open();
        old
    }

    fn replace(&mut self, compiled: Arc<Compiled>) -> Option<Arc<Served>> {
        let same = self
            .served
            .as_ref()
            .filter(|old| old.compiled.templates == compiled.templates);
        let old = self.served.as_ref();
        let same_records = old.filter(|old| desk::same_records(&compiled, &old.compiled));
        let served = Served {
            records: same_records.map_or(self.publishes, |old| old.records),
            prefix: path::prefix(compiled.site.config.base_url.as_deref()),
            templates: same.map_or(self.publishes, |old| old.templates),
            number: self.publishes,
            compiled,
        };
        self.served.replace(Arc::new(served))
    }

    /// Brings the open pages, the stylesheets and the files up to date.
    fn renew_open(&mut self) {
        let Some(served) = self.served.clone() else { return };
        let pages = &served.compiled.pages;
        let mut made_styles = Vec::new();
        for page in pages.iter().filter(|page| is_made_style(page)) {
            let (kept, _) = renew::renew(&mut self.kept, &served, page);
            made_styles.extend(
                kept.made
                    .as_ref()
                    .map(|(_, version)| (page.route.clone(), version.clone())),
            );
        }
        let files = self.files.renew(&served.compiled, &made_styles, self.publishes);
        self.unannounced.files.extend(files);
        let paths: Vec<String> = self.open.keys().cloned().collect();
        for path in paths {
            let at = match path::find(pages, &served.prefix, &path) {
                Place::Page(at) | Place::Redirect(at) => Some(at),
                Place::Missing => path::missing(pages),
            };
            let page = at.and_then(|at| pages.get(at));
            // The version of a copied file is its hash, that of a job its key: nothing is made anew.
            let is_rendered =
                |page: &&Page| !page.is_made_by_job() && !matches!(page.subject, Subject::File(_));
            let Some(page) = page.filter(is_rendered) else {
                continue;
            };
            if let (_, Some(rendered)) = renew::renew(&mut self.kept, &served, page) {
                self.rendered += 1;
                self.unannounced.add(rendered);
            }
        }
        self.kept.release_old_sites(served.number);
    }

    /// See [`super::Preview::answer`].
    pub fn answer(&mut self, path: &str) -> Answer {
        let Some(path) = path::decode(path) else {
            return Answer::Malformed;
        };
        if let Some(target) = self.redirect(&path) {
            return Answer::Redirect(target);
        }
        let found = self.find(&path);
        let name = |found: &Found| found.path.rsplit('/').next().unwrap_or_default().to_owned();
        let html = |found: &Found| {
            let told = Told {
                page: &found.path,
                version: &found.version,
                styles: &self.files.styles,
                files: &self.files.others,
            };
            script::with_script(&found.bytes, &told)
        };
        match found.status {
            Status::Page => Answer::Page { html: html(&found) },
            Status::Missing => Answer::Missing { html: html(&found) },
            Status::Failed => Answer::Failed { html: html(&found) },
            Status::File => match found.job {
                Some(ref job) => Answer::Made {
                    name: name(&found),
                    job: job.clone(),
                    version: found.version,
                },
                None => Answer::File {
                    name: name(&found),
                    bytes: found.bytes,
                    version: found.version,
                },
            },
        }
    }

    /// Where a page is that was asked for without its slash: always a route of the site, below one slash.
    fn redirect(&self, path: &str) -> Option<String> {
        let served = self.served.as_ref()?;
        let Place::Redirect(at) = path::find(&served.compiled.pages, &served.prefix, path) else {
            return None;
        };
        let target = served.path_of(&served.compiled.pages.get(at)?.route);
        (!target.starts_with("//")).then(|| path::encode(&target))
    }

    fn find(&mut self, path: &str) -> Found {
        let Some(served) = self.served.clone() else {
            return failed(path.to_owned(), self.problems.clone());
        };
        let pages = &served.compiled.pages;
        match path::find(pages, &served.prefix, path) {
            Place::Page(at) | Place::Redirect(at) => self.found(&served, at),
            Place::Missing => self.missing(&served, path),
        }
    }

    fn found(&mut self, served: &Served, at: usize) -> Found {
        let page = &served.compiled.pages[at];
        let path = served.path_of(&page.route);
        let status = match script::is_html(page.route.as_str()) {
            true => Status::Page,
            false => Status::File,
        };
        let unrendered = |bytes, job, version| Found {
            status,
            path: path.clone(),
            bytes,
            job,
            version,
            problems: Vec::new(),
        };
        if let Some((bytes, version)) = renew::copied(served, page) {
            return unrendered(bytes, None, version);
        }
        if let Some((job, version)) = renew::job(served, page) {
            return unrendered(Arc::from([]), Some(job), version);
        }
        let (kept, rendered) = renew::renew(&mut self.kept, served, page);
        self.rendered += usize::from(rendered.is_some());
        match &kept.made {
            Some((bytes, version)) => Found {
                status,
                path,
                bytes: bytes.clone(),
                job: None,
                version: version.clone(),
                problems: kept.problems.clone(),
            },
            None => failed(path, kept.problems.clone()),
        }
    }

    fn missing(&mut self, served: &Served, path: &str) -> Found {
        let found = path::missing(&served.compiled.pages).map(|at| self.found(served, at));
        let (bytes, version, problems) = match found {
            Some(found) => (found.bytes, found.version, found.problems),
            None => (
                Arc::from(&b"<!doctype html>\n<title>Not found</title>\n<p>Not found</p>\n"[..]),
                String::new(),
                Vec::new(),
            ),
        };
        Found {
            status: Status::Missing,
            path: path.to_owned(),
            bytes,
            job: None,
            version: format!("404-{version}"),
            problems,
        }
    }

    /// What a view of some pages needs to know, with the files that changed after a publish.
    pub fn state(&mut self, pages: &[String], after: Option<u64>) -> State {
        let mut state = State {
            problems: self.problems.clone(),
            ..State::default()
        };
        for path in pages {
            let found = self.find(path);
            let new = found
                .problems
                .into_iter()
                .filter(|problem| !self.problems.contains(problem));
            state.problems.extend(new);
            state.pages.insert(path.clone(), found.version);
            let key = self.shown(path).map(|(served, story)| desk::key(&served, &story));
            state.findings.extend(key.map(|key| (path.clone(), key)));
        }
        state.styles = self.files.styles.clone();
        state.files = self.files.others.clone();
        if let (Some(served), Some(after)) = (&self.served, after) {
            let changed = self.files.changed_after(after).into_iter();
            state.changed_files = changed.map(|route| served.path_of(route)).collect();
        }
        state.limited(self.untold)
    }

    /// See [`super::Preview::story`].
    pub fn story(&mut self, path: &str) -> (String, Option<Shown>) {
        let version = self.find(path).version;
        let shown = self.shown(path).map(|(served, story)| Shown {
            key: desk::key(&served, &story),
            compiled: served.compiled.clone(),
            story,
        });
        (version, shown)
    }

    /// The story that a page shows.
    fn shown(&self, path: &str) -> Option<(Arc<Served>, Arc<Story>)> {
        let served = self.served.clone()?;
        let Place::Page(at) = path::find(&served.compiled.pages, &served.prefix, path) else {
            return None;
        };
        let story = desk::story_of(&served, &served.compiled.pages[at])?.clone();
        Some((served, story))
    }

    /// How many compiles were published.
    pub fn publishes(&self) -> u64 {
        self.publishes
    }

    /// Some pages are open from now on.
    pub fn open(&mut self, pages: &[String]) {
        for page in pages {
            *self.open.entry(page.clone()).or_default() += 1;
        }
    }

    /// They are no longer.
    pub fn close(&mut self, pages: &[String]) {
        for page in pages {
            if let Some(count) = self.open.get_mut(page) {
                *count -= 1;
                if *count == 0 {
                    self.open.remove(page);
                }
            }
        }
    }
}

/// Whether a page is a stylesheet that no file of the site's own is behind.
fn is_made_style(page: &Page) -> bool {
    matches!(page.subject, Subject::ThemeStyle | Subject::ThemeFile(_)) && files::is_style(&page.route)
}

fn failed(path: String, problems: Vec<Value>) -> Found {
    let bytes: Arc<[u8]> = problems::error_page(&problems).into_bytes().into();
    Found {
        status: Status::Failed,
        path,
        version: format!("500-{}", files::version(&bytes)),
        bytes,
        job: None,
        problems,
    }
}
