//! What a browser needs to know about the pages that it has open: a state, not events, so that nothing is
//! missed while the connection is down.

use super::Preview;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The state of some open pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct State {
    /// The version of each page's bytes, by path as the page named it.
    pub pages: BTreeMap<String, String>,
    /// For each page that shows a story, a key that is another when something else may be found in it.
    pub findings: BTreeMap<String, String>,
    /// The version of all stylesheets together.
    pub styles: String,
    /// The version of all other copied files together.
    pub files: String,
    /// The paths of those that changed since the last state that this view was told.
    pub changed_files: Vec<String>,
    /// The errors of the latest compile and of these pages, as `--format json` prints them; the first of them.
    pub problems: Vec<Value>,
    /// How many errors there are.
    pub problem_count: usize,
}

/// How many problems an overlay is handed: nobody reads more at once, and the terminal has all.
pub const MOST_PROBLEMS: usize = 50;

impl State {
    /// Keeps the first of the problems, and counts all: `untold` of them are not even among them.
    pub(super) fn limited(mut self, untold: usize) -> Self {
        self.problem_count = self.problems.len() + untold;
        self.problems.truncate(MOST_PROBLEMS);
        self
    }
}

impl State {
    /// Whether another state tells the same. Files that changed and changed back are no news.
    fn tells_as(&self, other: &Self) -> bool {
        self.pages == other.pages
            && self.findings == other.findings
            && self.styles == other.styles
            && self.files == other.files
            && self.problems == other.problems
            && self.problem_count == other.problem_count
    }
}

/// The open pages of one stream. They count as open until this is dropped.
#[derive(Debug)]
pub struct View {
    preview: Arc<Preview>,
    pages: Vec<String>,
    /// The state last told, and the number of publishes then.
    told: Option<(State, u64)>,
}

impl View {
    pub(super) fn new(preview: Arc<Preview>, pages: Vec<String>) -> Self {
        preview.stage().open(&pages);
        Self {
            preview,
            pages,
            told: None,
        }
    }

    /// The state, where it differs from the one told last.
    pub fn news(&mut self) -> Option<State> {
        let told = self.told.take();
        let (state, publishes) = {
            let mut stage = self.preview.stage();
            let after = told.as_ref().map(|(_, publishes)| *publishes);
            (stage.state(&self.pages, after), stage.publishes())
        };
        let same = told.as_ref().is_some_and(|(told, _)| told.tells_as(&state));
        let news = (!same).then(|| state.clone());
        self.told = Some((state, publishes));
        news
    }
}

impl Drop for View {
    fn drop(&mut self) {
        self.preview.stage().close(&self.pages);
    }
}
