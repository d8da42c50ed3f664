//! `nutgraf packet`: the fact-check packet of a story, as a page to print and as CSV.

use super::{FAILED, USAGE, is_sound, load_with_texts, print, print_error, saved_texts, settings};
use crate::cli::{Cli, PacketArgs};
use crate::compile::Compiled;
use crate::desk::packet;
use crate::diagnostic::any_error;
use crate::disk::replace;
use crate::input::suggest::nearest;
use crate::report::{self, Colour};
use crate::story::Story;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The folder of packets, in the site's.
const PACKETS_FOLDER: &str = "packets";

/// Writes the packet of one story.
pub fn run(cli: &Cli, arguments: &PacketArgs) -> ExitCode {
    let (loaded, sources) = load_with_texts(cli, &settings(&arguments.show));
    if !is_sound(cli, &loaded) {
        return ExitCode::from(FAILED);
    }
    let compiled = &loaded.compiled;
    let Some(story) = find(compiled, &arguments.story) else {
        return unknown(compiled, &arguments.story);
    };
    let Some(packet) = packet::packet(compiled, story, &sources, &saved_texts(cli, &compiled.site)) else {
        return ExitCode::from(FAILED);
    };
    let (html, problems) = packet::page(compiled, &packet);
    if any_error(&problems) {
        print_error(&report::text(&problems, &sources, Colour::Off));
        return ExitCode::from(FAILED);
    }
    let folder = match &arguments.output_dir {
        Some(folder) => folder.clone(),
        None => cli.root.join(PACKETS_FOLDER),
    };
    let slug = &story.facts.card.slug;
    let files = [
        (folder.join(format!("{slug}.html")), html),
        (folder.join(format!("{slug}.csv")), packet::csv(&packet)),
    ];
    match write(cli, &files, arguments) {
        Ok(()) => {
            let items = super::count(packet.items.len(), "item", "items");
            let [(page, _), (csv, _)] = &files;
            print(&format!(
                "{items} to check: {} and {}\n",
                page.display(),
                csv.display()
            ));
            ExitCode::SUCCESS
        }
        Err(message) => {
            print_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// The story of a slug, a route or a file.
fn find<'c>(compiled: &'c Compiled, name: &str) -> Option<&'c Arc<Story>> {
    let name = name.trim_end_matches('/');
    let is_meant = |story: &&Arc<Story>| {
        let path = story.path.as_str();
        story.facts.card.slug == name.trim_start_matches('/')
            || path == name
            || path.ends_with(&format!("/{name}"))
    };
    compiled.site.stories.values().find(is_meant)
}

fn unknown(compiled: &Compiled, name: &str) -> ExitCode {
    let slugs = compiled
        .site
        .stories
        .values()
        .map(|story| story.facts.card.slug.as_str());
    let hint = nearest(name, slugs).map(|slug| format!("; did you mean `{slug}`?"));
    let held = compiled
        .site
        .held_back
        .iter()
        .find(|held| held.path.stem() == name);
    let held = held.map(|held| format!("; {} is held back: {}", held.path, held.reason.words()));
    let rest = held.or(hint).unwrap_or_default();
    print_error(&format!("error: there is no published story `{name}`{rest}\n"));
    ExitCode::from(USAGE)
}

/// Writes both files, unless one is there that somebody has written in.
fn write(cli: &Cli, files: &[(PathBuf, String)], arguments: &PacketArgs) -> Result<(), String> {
    for (path, text) in files {
        let there = replace::read(path).map_err(|error| refused(path, &error))?;
        if there.is_some_and(|there| there != *text) && !arguments.force {
            return Err(format!(
                "{} is there already and differs; --force replaces it, -o writes elsewhere",
                path.display()
            ));
        }
    }
    for (path, text) in files {
        let name = path.strip_prefix(&cli.root).ok().and_then(Path::to_str);
        let written = match name.filter(|_| arguments.output_dir.is_none()) {
            Some(name) => replace::in_site(&cli.root, name, text.as_bytes()),
            None => replace::file(path, text.as_bytes()),
        };
        written.map_err(|error| refused(path, &error))?;
    }
    Ok(())
}

fn refused(path: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be written: {error}", path.display())
}
