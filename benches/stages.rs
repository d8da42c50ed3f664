//! How long each stage of a build takes: `cargo bench --bench stages -- FOLDER`, where FOLDER is a site.
//! Prints milliseconds a stage, the best of three runs, and nothing is written.
#![allow(clippy::disallowed_methods, missing_docs)]

use nutgraf::compile::compile;
use nutgraf::input::settings::Settings;
use nutgraf::page::{Content, Page};
use nutgraf::render::render;
use nutgraf::{check, disk, page, registry, site, story};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
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

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let root = folder.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let today = jiff::civil::date(2026, 11, 21);
    let settings = Settings::on(today);
    let (mut best, mut order): (BTreeMap<String, f64>, Vec<String>) = Default::default();
    let mut note = |name: &str, from: Instant| {
        let took = from.elapsed().as_secs_f64() * 1000.0;
        let slot = best.entry(name.to_owned()).or_insert_with(|| {
            order.push(name.to_owned());
            f64::INFINITY
        });
        *slot = slot.min(took);
    };
    for round in 0..3 {
        let say = |what: &str| {
            if round == 0 {
                println!("{:6} MB resident after {what}", resident());
            }
        };
        let now = Instant::now();
        let (sources, _) = disk::read::site(&root);
        note("read", now);
        say("reading");
        let (config, _) = nutgraf::input::config::read(&sources);
        let now = Instant::now();
        let markdown: Vec<_> = sources
            .below("content/")
            .filter(|(path, _)| path.as_str().ends_with(".md"))
            .collect();
        let stories: BTreeMap<_, _> = markdown
            .par_iter()
            .map(|(path, file)| {
                (
                    (*path).clone(),
                    Arc::new(story::parse(path, file, config.markdown)),
                )
            })
            .collect();
        note("parse", now);
        say("parsing");
        let now = Instant::now();
        let (registry, _) = registry::read(&sources);
        let (site, _) = site::assemble(
            Arc::new(config),
            &settings,
            Arc::new(registry),
            &stories,
            &sources,
            None,
        );
        note("site", now);
        say("indexing");
        let now = Instant::now();
        let _ = check::check(&site);
        note("check", now);
        let now = Instant::now();
        let (pages, _) = page::plan(&site, &sources, None);
        note("plan", now);
        say("planning");
        drop((site, stories, pages));
        let now = Instant::now();
        let compiled = compile(sources.clone(), &settings, None);
        note("compile, cold", now);
        let now = Instant::now();
        let again = compile(sources.clone(), &settings, Some(&compiled));
        note("compile, nothing changed", now);
        drop(again);
        for (kind, pages) in by_kind(&compiled.pages) {
            let now = Instant::now();
            let bytes: usize = pages
                .par_iter()
                .map(|page| render(&compiled.templates, page).0.bytes.len())
                .sum();
            note(
                &format!("render {kind} ({} pages, {} KB)", pages.len(), bytes / 1024),
                now,
            );
        }
    }
    for name in order {
        println!("{:9.1} ms  {name}", best[&name]);
    }
}

fn by_kind(pages: &[Page]) -> BTreeMap<&'static str, Vec<&Page>> {
    let mut kinds: BTreeMap<&'static str, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        let kind = match &page.content {
            Content::Story(_) | Content::Page(_) => "stories",
            Content::Plain(context) => context.template,
            Content::Home(_) => "home",
            Content::Feed(..) | Content::JsonFeed(_) => "feeds",
            _ => "other",
        };
        kinds.entry(kind).or_default().push(page);
    }
    kinds
}
