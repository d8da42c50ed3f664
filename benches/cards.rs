//! How long a card takes: measured where nothing else runs, by `cargo bench --bench cards`.
#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used
)]

use nutgraf::compile::compile;
use nutgraf::input::settings::Settings;
use std::time::Instant;

fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (sources, _) = nutgraf::disk::read::site(root);
    let compiled = compile(sources, &Settings::on(jiff::civil::date(2026, 11, 21)), None);
    let cards: Vec<_> = compiled
        .pages
        .iter()
        .filter(|page| page.is_made_by_job())
        .collect();
    for _ in 0..2 {
        let started = Instant::now();
        let jobs: Vec<_> = cards.iter().filter_map(|page| compiled.job(page)).collect();
        let made = started.elapsed();
        let started = Instant::now();
        let bytes: usize = jobs.iter().map(|job| job.run().unwrap().len()).sum();
        let (drawn, count) = (started.elapsed(), jobs.len());
        let each = |time: std::time::Duration| time.as_secs_f64() * 1000.0 / count as f64;
        println!(
            "{count} cards: {:.2} ms each for the SVG, {:.2} ms to draw and pack, {} bytes each",
            each(made),
            each(drawn),
            bytes / count
        );
    }
}
