//! One page, brought up to date: rendered only when what it is made of is no longer the same.

use super::files;
use super::kept::{Kept, KeptPages};
use super::problems;
use super::why;
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::page::{Content, Page, Subject};
use crate::render;
use crate::site::route::Route;
use std::sync::Arc;

/// A compile that is shown.
#[derive(Debug)]
pub struct Served {
    /// The compile.
    pub compiled: Arc<Compiled>,
    /// Where the site stands on its host: `/`, or `/sub/`.
    pub prefix: String,
    /// A number that is another when the templates are others.
    pub templates: u64,
    /// A number that is another for each compile.
    pub number: u64,
    /// A number that is another when the records are others that stories share.
    pub records: u64,
}

impl Served {
    /// The path of a route on the host, decoded.
    pub fn path_of(&self, route: &Route) -> String {
        format!("{}{route}", &self.prefix[..self.prefix.len() - 1])
    }
}

/// A page that was rendered anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The page.
    pub route: Route,
    /// What differed in what it is made of, in words; nothing where it was not known before.
    pub why: Vec<&'static str>,
    /// Whether its bytes differ from what was shown before.
    pub changed: bool,
    /// What went wrong: then it stays what it was before.
    pub problems: Vec<Diagnostic>,
}

/// The bytes of a file that is copied, and their version: nothing is rendered, and nothing kept.
pub fn copied(served: &Served, page: &Page) -> Option<(Arc<[u8]>, String)> {
    let Subject::File(path) = &page.subject else {
        return None;
    };
    let file = served.compiled.sources.get(path.as_str())?;
    Some((file.bytes().clone(), files::version_of_hash(*file.hash())))
}

/// The job of a page that one makes, and its version: it is not run here, where all others wait.
pub fn job(served: &Served, page: &Page) -> Option<(Job, String)> {
    let job = served.compiled.job(page)?;
    let version = files::version_of_hash(*job.key());
    Some((job, version))
}

/// A page as it is now, and what was done where it had to be rendered.
pub fn renew<'k>(kept: &'k mut KeptPages, served: &Served, page: &Page) -> (&'k Kept, Option<Rendered>) {
    let known = kept.get(&page.route);
    if known.as_ref().is_some_and(|known| known.checked == served.number) {
        return (kept.known(&page.route), None);
    }
    let content = served.compiled.content(page);
    if let Some(known) = known
        && known.templates == served.templates
        && known.content.as_ref() == Some(&content)
    {
        known.checked = served.number;
        // Equal, but what the new compile shares: the old one can be freed.
        known.content = Some(content);
        return (kept.known(&page.route), None);
    }
    let (now, done) = render_anew(kept.get(&page.route), served, page, content);
    kept.insert(page.route.clone(), now);
    (kept.known(&page.route), Some(done))
}

fn render_anew(known: Option<&mut Kept>, served: &Served, page: &Page, content: Content) -> (Kept, Rendered) {
    let (output, problems) = render::render(&served.compiled.templates, &page.route, &content);
    let before = known.as_ref().and_then(|known| known.made.clone());
    let reasons = known.map_or_else(Vec::new, |known| {
        why::reasons(
            known.content.as_ref(),
            &content,
            known.templates == served.templates,
        )
    });
    let made = match problems.is_empty() {
        true => Some((output.bytes.clone(), files::version(&output.bytes))),
        // What it last was stays while it cannot be made.
        false => before.clone(),
    };
    let version = |made: &Option<(Arc<[u8]>, String)>| made.as_ref().map(|(_, version)| version.clone());
    let shown = problems::errors(problems.iter(), &served.compiled.sources);
    let rendered = Rendered {
        route: page.route.clone(),
        why: reasons,
        changed: version(&made) != version(&before),
        problems,
    };
    let now = Kept {
        content: Some(content),
        templates: served.templates,
        checked: served.number,
        made,
        problems: shown,
        ..Kept::default()
    };
    (now, rendered)
}
