//! How long a compile takes after one edit: `cargo bench --bench edits -- FOLDER [KIND]`, where FOLDER is a site.
//! Prints the median of each kind, the shortest and the longest, in milliseconds; nothing is written.
#![allow(clippy::disallowed_methods, missing_docs)]

use nutgraf::compile::compile;
use nutgraf::input::settings::Settings;
use nutgraf::input::sources::Sources;
use nutgraf::source_path::SourcePath;
use std::path::PathBuf;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Edits of each kind.
const EDITS: usize = 30;

/// Changes the sources in the given round of edits of its kind.
type Edit = fn(&mut Sources, &[SourcePath], usize);

const KINDS: [(&str, Edit); 10] = [
    ("a sentence in a text", |sources, stories, round| {
        append(
            sources,
            &stories[round],
            &format!("\nA sentence, number {round}.\n"),
        );
    }),
    ("a headline", |sources, stories, round| {
        replace(
            sources,
            &stories[round],
            "headline: ",
            &format!("headline: {round} "),
        );
    }),
    ("a citation in a text", |sources, stories, round| {
        let text = text(sources, &stories[round]);
        let id = text.split("[@").nth(1).and_then(|rest| rest.split(']').next());
        let end = format!("\nOnce more [@{}].\n", id.unwrap_or("none"));
        append(sources, &stories[round], &end);
    }),
    ("a story more", |sources, _, round| {
        let text = "---\nheadline: New\ndate: 2026-04-27\n---\nWords.\n";
        write(sources, &format!("content/stories/new-{round}.md"), text);
    }),
    ("a story less", |sources, _, round| {
        sources.remove(&SourcePath::new(format!("content/stories/new-{round}.md")));
    }),
    ("a shared source more", |sources, _, round| {
        write(
            sources,
            "content/sources.toml",
            &format!("[wire-{round}]\nname = \"Wire\"\n"),
        );
    }),
    ("the name of a shared source", |sources, _, round| {
        write(
            sources,
            "content/sources.toml",
            &format!("[wire]\nname = \"Wire {round}\"\n"),
        );
    }),
    ("a template", |sources, _, round| {
        write(
            sources,
            "templates/story.html",
            &format!("{{{{ story.headline }}}} {round}\n"),
        );
    }),
    ("a stylesheet", |sources, _, round| {
        write(sources, "static/own.css", &format!("p {{ margin: {round}px }}\n"));
    }),
    ("the title of the site", |sources, _, round| {
        let path = SourcePath::new("site.toml");
        replace(sources, &path, "title = \"", &format!("title = \"{round} "));
    }),
];

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'));
    let folder = arguments.next();
    let wanted = arguments.next().unwrap_or_default();
    let root = folder.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let mut sources = Sources::default();
    // Edits change texts, which therefore stay in memory here.
    for (path, file) in nutgraf::disk::read::site(&root).0.iter() {
        sources.insert(path.clone(), file.bytes().clone());
    }
    let settings = Settings::on(jiff::civil::date(2026, 11, 21));
    let mut compiled = compile(sources, &settings, None);
    println!("{} pages", compiled.pages.len());
    let stories: Vec<SourcePath> = compiled
        .site
        .listings
        .stories
        .iter()
        .map(|story| story.card.path.clone())
        .collect();
    let stories: Vec<SourcePath> = (0..EDITS)
        .map(|round| stories[round * 7919 % stories.len()].clone())
        .collect();
    for (name, edit) in KINDS.iter().filter(|(name, _)| name.contains(&wanted)) {
        let mut took: Vec<f64> = Vec::new();
        for round in 0..EDITS {
            let from = Instant::now();
            let mut sources = compiled.sources.clone();
            edit(&mut sources, &stories, round);
            compiled = compile(sources, &settings, Some(&compiled));
            took.push(from.elapsed().as_secs_f64() * 1000.0);
        }
        took.sort_by(f64::total_cmp);
        let (least, median, most) = (took[0], took[EDITS / 2], took[EDITS - 1]);
        println!(
            "{median:9.1} ms ({least:.1} to {most:.1})  {name}: {:?}",
            compiled.work
        );
    }
}

fn write(sources: &mut Sources, path: &str, text: &str) {
    sources.insert(SourcePath::new(path), text.as_bytes().to_vec());
}

fn text(sources: &Sources, path: &SourcePath) -> String {
    let bytes = sources.get(path.as_str()).map(|file| file.bytes().to_vec());
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

fn append(sources: &mut Sources, path: &SourcePath, end: &str) {
    let text = text(sources, path) + end;
    sources.insert(path.clone(), text.into_bytes());
}

fn replace(sources: &mut Sources, path: &SourcePath, from: &str, to: &str) {
    let text = text(sources, path).replacen(from, to, 1);
    sources.insert(path.clone(), text.into_bytes());
}
