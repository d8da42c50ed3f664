//! What came of one source, in words and as JSON.

use super::super::{print, print_error};
use super::Target;
use crate::cli::{Cli, Format};
use serde_json::{Value, json};

/// What came of one source.
pub struct Told {
    id: String,
    url: String,
    outcome: Outcome,
    /// What there is to say, a sentence each without a full stop.
    words: Vec<String>,
}

/// The word for what came of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new snapshot was saved.
    Fetched,
    /// Its snapshot is as it should be.
    Ok,
    /// A snapshot that a person made was left as it is.
    Kept,
    /// It is there, but holds no text.
    Unread,
    /// It has moved for good.
    Moved,
    /// Its text differs from the snapshot.
    Drifted,
    /// It is gone.
    Dead,
    /// It could not be reached.
    Unreachable,
    /// Programs are turned away.
    Refused,
    /// It asked to come back later.
    Later,
    /// The disk refused it.
    Failed,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Fetched => "fetched",
            Self::Ok => "ok",
            Self::Kept => "kept",
            Self::Unread => "unread",
            Self::Moved => "moved",
            Self::Drifted => "drifted",
            Self::Dead => "dead",
            Self::Unreachable => "unreachable",
            Self::Refused => "refused",
            Self::Later => "later",
            Self::Failed => "failed",
        }
    }
}

impl Told {
    /// Says what came of a source.
    pub fn new(target: &Target, outcome: Outcome, words: Vec<String>) -> Self {
        Self {
            id: target.id.clone(),
            url: target.url.clone(),
            outcome,
            words,
        }
    }

    /// Whether somebody should look at it.
    pub fn is_finding(&self) -> bool {
        !matches!(
            self.outcome,
            Outcome::Fetched | Outcome::Ok | Outcome::Moved | Outcome::Unread
        )
    }

    /// Prints a line: what wants a look goes to standard error.
    pub fn print(&self, cli: &Cli) {
        let mut line = format!("{}: {}", self.id, self.outcome.word());
        for words in &self.words {
            line.push_str(&format!("; {words}"));
        }
        line.push('\n');
        match (cli.format, self.is_finding()) {
            (Format::Text, true) => print_error(&line),
            (Format::Text, false) if !cli.quiet => print(&line),
            _ => {}
        }
    }

    /// For programs.
    pub fn json(&self) -> Value {
        json!({ "id": self.id, "url": self.url, "outcome": self.outcome.word(), "notes": self.words })
    }
}
