//! A compiled site as a browser sees it while it is written: what answers at each path, and what changed.
//!
//! No HTTP, no clock, one lock. Pages are rendered when asked for and kept while they are made of the same;
//! those that a browser has open are brought up to date as soon as a new compile is published.
#![allow(clippy::disallowed_types)] // the one lock: requests and the next compile meet here

mod answer;
mod desk;
mod files;
mod kept;
mod path;
mod problems;
mod renew;
pub mod script;
mod stage;
mod state;
mod why;

use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;
use stage::Stage;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

pub use answer::Answer;
pub use desk::Shown;
pub use stage::{Published, Rendered};
pub use state::{MOST_PROBLEMS, State, View};

/// What the server answers from. Shared by all its connections.
#[derive(Debug)]
pub struct Preview {
    stage: Mutex<Stage>,
    published: watch::Sender<u64>,
}

impl Default for Preview {
    fn default() -> Self {
        Self::new()
    }
}

impl Preview {
    /// Nothing to show yet.
    pub fn new() -> Self {
        Self {
            stage: Mutex::new(Stage::default()),
            published: watch::Sender::new(0),
        }
    }

    /// Takes a compile in the place of what is shown, unless there are errors: then it only tells them. `errors` are
    /// those of the files and of the compile, `texts` the files that they point into. Open pages are brought up to
    /// date before it returns.
    pub fn publish(&self, compiled: Arc<Compiled>, errors: &[Diagnostic], texts: &Sources) -> Published {
        self.show(compiled, errors, texts);
        self.announce()
    }

    /// The same to whoever asks from now on, but open pages are not told before [`Preview::announce`]: a save that may
    /// not be over is shown, and a page is loaded again once.
    pub fn show(&self, compiled: Arc<Compiled>, errors: &[Diagnostic], texts: &Sources) {
        let old = self.stage().publish(compiled, errors, texts);
        // A whole site is freed here, after the lock: thousands of stories take their time.
        drop(old);
    }

    /// Tells open pages what they are now, and gives what was done for them since they were told last.
    pub fn announce(&self) -> Published {
        let published = std::mem::take(&mut self.stage().unannounced);
        self.published.send_modify(|count| *count += 1);
        published
    }

    /// What is answered at the path of a request, as it stands there: percent-encoded, without its query.
    pub fn answer(&self, path: &str) -> Answer {
        self.stage().answer(path)
    }

    /// The story that the page at a decoded path shows, with the version of the page; a page that shows none has `None`.
    pub fn story(&self, page: &str) -> (String, Option<Shown>) {
        self.stage().story(page)
    }

    /// What a browser needs to know that has these pages open, now and after each publish.
    pub fn view(self: &Arc<Self>, pages: Vec<String>) -> View {
        View::new(self.clone(), pages)
    }

    /// Tells of each publish: a number that grows.
    pub fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// How many pages were rendered since the start, open or asked for.
    pub fn rendered(&self) -> usize {
        self.stage().rendered
    }

    /// A panic elsewhere leaves nothing half done here that the next publish would not mend.
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
