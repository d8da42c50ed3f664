//! `nutgraf init`: a site that builds at once.

use super::{FAILED, print, print_error, today};
use crate::cli::Cli;
use crate::disk::create::{exists, new_file};
use std::path::Path;
use std::process::ExitCode;

/// The files of a new site; `{today}` and `{title}` are filled in.
const FILES: [(&str, &str); 6] = [
    ("site.toml", include_str!("starter/site.toml")),
    ("content/index.md", include_str!("starter/index.md")),
    ("content/about.md", include_str!("starter/about.md")),
    ("content/sources.toml", include_str!("starter/sources.toml")),
    ("content/claims.toml", include_str!("starter/claims.toml")),
    (
        "content/stories/first-story.md",
        include_str!("starter/first-story.md"),
    ),
];

/// Makes the files of a new site. Where one of them is there already, nothing is made.
pub fn run(cli: &Cli, dir: &Path) -> ExitCode {
    let root = cli.root.join(dir);
    if let Some((name, _)) = FILES.iter().find(|(name, _)| exists(&root.join(name))) {
        print_error(&format!(
            "error: {} is there already; nothing was made\n",
            root.join(name).display()
        ));
        return ExitCode::from(FAILED);
    }
    let title = title(&root);
    for (name, text) in FILES {
        let text = text
            .replace("{today}", &today().to_string())
            .replace("{title}", &title);
        if let Err(error) = new_file(&root.join(name), &text) {
            print_error(&format!(
                "error: {} cannot be made: {error}\n",
                root.join(name).display()
            ));
            return ExitCode::from(FAILED);
        }
        if !cli.quiet {
            print(&format!("made {}\n", root.join(name).display()));
        }
    }
    if !cli.quiet {
        let enter = if dir == Path::new(".") {
            String::new()
        } else {
            format!("cd {} && ", dir.display())
        };
        print(&format!("\nNext: {enter}nutgraf serve --open\n"));
    }
    ExitCode::SUCCESS
}

/// A first title from the folder's name, without what would end a TOML string.
fn title(root: &Path) -> String {
    let name = root
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let plain: String = name
        .chars()
        .filter(|mark| !mark.is_control() && !matches!(mark, '"' | '\\' | '{' | '}'))
        .collect();
    let words = plain.replace(['-', '_'], " ");
    let mut marks = words.trim().chars();
    match marks.next() {
        Some(first) if first.is_alphanumeric() => first.to_uppercase().chain(marks).collect(),
        _ => "A new explainer".to_owned(),
    }
}
