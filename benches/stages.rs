//! How long each stage of a build takes: `cargo bench --bench stages -- FOLDER`, where FOLDER is a site.
//! Prints milliseconds a stage, the best of three runs, and nothing is written.
#![allow(clippy::disallowed_methods, missing_docs)]

use nutgraf::compile::compile;
use nutgraf::input::settings::Settings;
use nutgraf::input::sources::{SourceFile, Sources};
use nutgraf::page::{Page, Subject};
use nutgraf::source_path::SourcePath;
use nutgraf::{check, disk, page, registry, site, story};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Resident memory in MB (Linux).
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok())
        .unwrap_or_default()
        * 4
        / 1024
}

/// The best time of each stage, in the order in which they first ran.
#[derive(Default)]
struct Best(Vec<(String, f64)>);

impl Best {
    fn time<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let from = Instant::now();
        let result = work();
        let took = from.elapsed().as_secs_f64() * 1000.0;
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, best)) => *best = best.min(took),
            None => self.0.push((name.to_owned(), took)),
        }
        result
    }
}

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let root = folder.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let mut best = Best::default();
    for round in 0..3 {
        let sources = stages(&root, round == 0, &mut best);
        whole(sources, &mut best);
    }
    for (name, took) in best.0 {
        println!("{took:9.1} ms  {name}");
    }
}

/// Each stage by itself; in the first round, with the memory that it leaves in use.
fn stages(root: &Path, is_first: bool, best: &mut Best) -> Sources {
    let say = |what: &str| {
        if is_first {
            println!("{:6} MB resident after {what}", resident());
        }
    };
    let (sources, _) = best.time("read", || disk::read::site(root));
    say("reading");
    let (config, _) = nutgraf::input::config::read(&sources);
    let options = config.markdown;
    let markdown: Vec<_> = sources
        .below("content/")
        .filter(|(path, _)| path.as_str().ends_with(".md"))
        .collect();
    let parse = |(path, file): &(&SourcePath, &SourceFile)| {
        ((*path).clone(), Arc::new(story::parse(path, file, options)))
    };
    let stories: BTreeMap<_, _> = best.time("parse", || markdown.par_iter().map(parse).collect());
    say("parsing");
    let (registry, _) = registry::read(&sources);
    let (lock, _) = registry::lock::read(&sources);
    let (config, registry, lock) = (Arc::new(config), Arc::new(registry), Arc::new(lock));
    let records = site::Records { registry, lock };
    let (site, _) = best.time("site", || {
        site::assemble(config, &settings(), records, &stories, &sources, None)
    });
    say("indexing");
    best.time("check", || {
        let stories = site.stories.values();
        let found = stories.map(|story| check::story(&site, story, check::Guesses::Offered).len());
        found.sum::<usize>()
    });
    let pages = best.time("plan", || page::plan(&site));
    say("planning");
    drop((pages, site, stories));
    sources
}

/// The whole compile, cold and with nothing changed, and rendering by kind of page.
fn whole(sources: Sources, best: &mut Best) {
    let compiled = best.time("compile, cold", || compile(sources.clone(), &settings(), None));
    best.time("compile, nothing changed", || {
        compile(sources, &settings(), Some(&compiled))
    });
    for (kind, pages) in by_kind(&compiled.pages) {
        let name = format!("render {kind} ({} pages)", pages.len());
        best.time(&name, || {
            pages
                .par_iter()
                .map(|page| compiled.render(page).0.bytes.len())
                .sum::<usize>()
        });
    }
}

fn settings() -> Settings {
    Settings::on(jiff::civil::date(2026, 11, 21))
}

fn by_kind(pages: &[Page]) -> BTreeMap<&'static str, Vec<&Page>> {
    let mut kinds: BTreeMap<&'static str, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        let kind = match &page.subject {
            Subject::Text(_) => "stories",
            Subject::Home(..) | Subject::Category(..) | Subject::Author(..) => "lists",
            Subject::Source(_) | Subject::SourceIndex(_) => "sources",
            Subject::Numbers(_) => "numbers",
            Subject::Feed(_) | Subject::CorrectionsFeed => "feeds",
            _ => "other",
        };
        kinds.entry(kind).or_default().push(page);
    }
    kinds
}
