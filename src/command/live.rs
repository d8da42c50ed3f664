//! A site that is compiled again whenever a file of it changes: what `serve` and `build --watch` share.

use super::{count, print_error};
use crate::cli::{Cli, WatchArgs};
use crate::compile::{Compiled, Work, compile};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::snapshot::Snapshot;
use crate::input::settings::Settings;
use crate::watch::{Change, ChangeKind, How, Watch};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A site under watch, as it was compiled last.
pub struct Live<'c> {
    cli: &'c Cli,
    watch: Watch,
    /// Asked anew for each compile: a preview that is left open over night shows the stories of the next day.
    settings: &'c dyn Fn() -> Settings,
    /// As it is now, sound or not.
    pub compiled: Arc<Compiled>,
    /// What forbids to publish it, what could not be read first.
    pub errors: Vec<Diagnostic>,
}

/// What an edit came to.
pub struct Edit {
    /// The files that differ.
    pub change: Change,
    /// What was wrong with the site before it, and is told already.
    before: Arc<Compiled>,
}

impl<'c> Live<'c> {
    /// Watches the site and compiles it for the first time.
    pub fn start(cli: &'c Cli, watching: &WatchArgs, settings: &'c dyn Fn() -> Settings) -> Self {
        let how = if watching.poll { How::Polling } else { How::Events };
        let (mut watch, warning) = Watch::start(&cli.root, how);
        if let Some(warning) = warning {
            print_error(&format!("warning: {warning}\n"));
        }
        let compiled = Arc::new(compile(watch.hand_out(), &settings(), None));
        let errors = errors(&compiled, &watch.snapshot().problems);
        Self {
            cli,
            watch,
            settings,
            compiled,
            errors,
        }
    }

    /// Waits for the next edit and compiles it; `None` when the watch has ended. `show` is given each compile at once,
    /// with its errors; what it is given last is what counts.
    pub fn next(&mut self, mut show: impl FnMut(&Arc<Compiled>, &[Diagnostic])) -> Option<Edit> {
        // The texts of the edit before: they are compiled, and what waits here should be small.
        self.watch.let_go();
        let (cli, settings, before) = (self.cli, self.settings, &self.compiled);
        let (change, (compiled, errors)) = self.watch.next(|snapshot, _| {
            let sources = match before.lacks_texts_for(&snapshot.sources) {
                true => Snapshot::read(&cli.root).sources,
                false => snapshot.sources.clone(),
            };
            let compiled = Arc::new(compile(sources, &settings(), Some(before)));
            let errors = errors(&compiled, &snapshot.problems);
            show(&compiled, &errors);
            (compiled, errors)
        })?;
        if let Some(warning) = &change.warning {
            print_error(&format!("warning: {warning}\n"));
        }
        let before = std::mem::replace(&mut self.compiled, compiled);
        self.errors = errors;
        Some(Edit { change, before })
    }

    /// All that is wrong, what could not be read first.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_reading = self.watch.snapshot().problems.iter().cloned();
        of_reading.chain(self.compiled.diagnostics()).collect()
    }
}

/// The errors of a compile, those of reading first.
fn errors(compiled: &Compiled, problems_of_reading: &[Diagnostic]) -> Vec<Diagnostic> {
    let of_reading = problems_of_reading.iter();
    let of_reading = of_reading.filter(|problem| problem.severity == Severity::Error);
    of_reading.cloned().chain(compiled.errors()).collect()
}

impl Edit {
    /// What is wrong since this edit: all errors, and of the rest what is new.
    pub fn diagnostics(&self, live: &Live<'_>) -> Vec<Diagnostic> {
        let fresh = live.compiled.diagnostics_since(&self.before).into_iter();
        let fresh = fresh.filter(|problem| problem.severity != Severity::Error);
        live.errors.iter().cloned().chain(fresh).collect()
    }

    /// Whether nothing differs in the end from what was told last.
    pub fn is_nothing(&self) -> bool {
        self.change.files.is_empty() && !self.change.problems && self.change.warning.is_none()
    }

    /// How long it has taken since the first sign of it.
    pub fn took(&self) -> Duration {
        Instant::now().saturating_duration_since(self.change.since)
    }

    /// What changed, in words: `changed content/stories/a.md`.
    pub fn words(&self) -> String {
        let verb = |kind: &ChangeKind| match kind {
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::Removed => "removed",
        };
        match self.change.files.as_slice() {
            [] => match self.change.rescan {
                Some(why) => format!("looked at everything ({})", why.words()),
                None => "looked again".to_owned(),
            },
            [(name, kind)] => format!("{} {name}", verb(kind)),
            [(name, kind), rest @ ..] => {
                let more = count(rest.len(), "more file", "more files");
                format!("{} {name} and {more}", verb(kind))
            }
        }
    }
}

/// What a compile did anew, in words.
pub fn work_words(work: Work) -> String {
    format!("{} parsed, {} indexed", work.parsed, work.indexed)
}
