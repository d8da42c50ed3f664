//! `nutgraf new story`: a file with the front matter that a story needs.

use super::{FAILED, load, print, print_error, today};
use crate::cli::Cli;
use crate::diagnostic::Code;
use crate::disk::create::new_file;
use crate::input::settings::Settings;
use crate::input::slug::slugify;
use crate::story::STORIES_FOLDER;
use std::process::ExitCode;

/// Makes content/stories/<slug>.md, a draft with the next number.
pub fn story(cli: &Cli, headline: &str, category: Option<&str>) -> ExitCode {
    let loaded = load(cli, &Settings::on(today()));
    if let Some(problem) = loaded
        .diagnostics
        .iter()
        .find(|problem| problem.code == Code::NotASite)
    {
        print_error(&format!(
            "error: {}; {}\n",
            problem.message,
            problem.hint.as_deref().unwrap_or_default()
        ));
        return ExitCode::from(FAILED);
    }
    let slug = slugify(headline);
    if slug.is_empty() {
        print_error("error: a headline needs letters or digits, from which its file is named\n");
        return ExitCode::from(2);
    }
    let numbers = loaded
        .compiled
        .stories
        .values()
        .filter_map(|story| story.facts.card.number.as_ref()?.parse::<u64>().ok());
    let text = text(headline, category, numbers.max().unwrap_or_default() + 1);
    let path = cli.root.join(STORIES_FOLDER).join(format!("{slug}.md"));
    match new_file(&path, &text) {
        Ok(()) => {
            print(&format!("made {}\n", path.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            print_error(&format!("error: {} cannot be made: {error}\n", path.display()));
            ExitCode::from(FAILED)
        }
    }
}

fn text(headline: &str, category: Option<&str>, number: u64) -> String {
    let category = category
        .map(|name| format!("category: {}\n", quoted(name)))
        .unwrap_or_default();
    format!(
        "---\nheadline: {}\n{category}story_number: \"{number:02}\"\ndate: {}\nauthors: []\ndraft: true\nsources:\n  \
         # - name: Who says so\n  #   url: https://example.org/\nstats: []\n---\n\n",
        quoted(headline),
        today(),
    )
}

/// A double-quoted YAML scalar. JSON strings are YAML strings (YAML 1.2, section 1.3).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
