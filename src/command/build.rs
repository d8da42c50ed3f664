//! `nutgraf build`: compile, render, write.

use super::live::{Live, work_words};
use super::progress;
use super::{FAILED, as_json, colour, count, load, print, print_error, settings, show, show_held_back};
use crate::cli::{BuildArgs, Cli, Format};
use crate::compile::Compiled;
use crate::diagnostic::{Code, Diagnostic, Severity, any_error};
use crate::disk::cache::Cache;
use crate::disk::output::{self, OutputFolder, Written};
use crate::disk::staging::StagedFile;
use crate::input::config::{LinkStyle, normal_base_url};
use crate::input::settings::Settings;
use crate::job::{Bench, Job};
use crate::page::Page;
use crate::render::Output;
use crate::report::{self, Colour, Tally};
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// Builds the site. With errors, nothing is written and the previous site stays as it was.
pub fn run(cli: &Cli, arguments: &BuildArgs) -> ExitCode {
    let started = Instant::now();
    let fixed = match build_settings(arguments) {
        Ok(settings) => settings,
        Err(message) => {
            print_error(&format!("error: --base-url: {message}\n"));
            return ExitCode::from(2);
        }
    };
    if arguments.watch {
        return follow(cli, arguments, &fixed, started);
    }
    let loaded = load(cli, &fixed);
    let cache = Cache::of_site(&cli.root);
    let built = build(cli, arguments, &loaded.compiled, loaded.diagnostics, None, &cache);
    report_build(cli, &loaded.compiled, &built, &built.diagnostics, started);
    // The process ends here: freeing thousands of stories one by one would only take time.
    std::mem::forget(loaded.compiled);
    match built.written {
        Some(_) => ExitCode::SUCCESS,
        None => ExitCode::from(FAILED),
    }
}

/// Builds again after each edit, until stopped.
fn follow(cli: &Cli, arguments: &BuildArgs, fixed: &Settings, started: Instant) -> ExitCode {
    let settings = || Settings {
        today: settings(&arguments.show).today,
        ..fixed.clone()
    };
    let cache = Cache::of_site(&cli.root);
    let mut live = Live::start(cli, &arguments.watching, &settings);
    let built = build(cli, arguments, &live.compiled, live.diagnostics(), None, &cache);
    report_build(cli, &live.compiled, &built, &built.diagnostics, started);
    let mut written = built.written.map(|(folder, _)| (folder, live.compiled.clone()));
    while let Some(edit) = live.next(|_, _| {}) {
        let built = build(
            cli,
            arguments,
            &live.compiled,
            live.diagnostics(),
            written.as_ref(),
            &cache,
        );
        if cli.format == Format::Text && !cli.quiet {
            let work = work_words(live.compiled.work);
            print(&format!("{}: {work}\n", edit.words()));
        }
        let shown: Vec<Diagnostic> = match built.written {
            Some(_) => edit.diagnostics(&live),
            None => built.errors(),
        };
        report_build(cli, &live.compiled, &built, &shown, edit.change.since);
        // After a failed build the folder holds what it held.
        if let Some((folder, _)) = built.written {
            written = Some((folder, live.compiled.clone()));
        }
    }
    ExitCode::SUCCESS
}

/// What came of a build.
struct Built {
    diagnostics: Vec<Diagnostic>,
    /// The output folder and what was done to it; `None` when the build failed.
    written: Option<(PathBuf, Written)>,
    /// How many files took long and were made for it, because they were not kept from before.
    made: usize,
}

impl Built {
    fn errors(&self) -> Vec<Diagnostic> {
        let errors = self.diagnostics.iter();
        errors
            .filter(|problem| problem.severity == Severity::Error)
            .cloned()
            .collect()
    }
}

/// What an output folder holds: the site that was last written into it.
type Before = (PathBuf, Arc<Compiled>);

fn build(
    cli: &Cli,
    arguments: &BuildArgs,
    compiled: &Compiled,
    mut diagnostics: Vec<Diagnostic>,
    before: Option<&Before>,
    cache: &Cache,
) -> Built {
    let runs_before = cache.runs();
    if arguments.strict {
        harden(&mut diagnostics);
    }
    let written = match any_error(&diagnostics) {
        true => None,
        false => write(cli, arguments, compiled, before, cache)
            .map_err(|problems| diagnostics.extend(problems))
            .ok(),
    };
    if let Some((_, written)) = &written {
        diagnostics.extend(written.foreign.iter().map(|name| foreign(name)));
        cache.sweep();
    }
    diagnostics.extend(cache.trouble());
    Built {
        diagnostics,
        written,
        made: cache.runs() - runs_before,
    }
}

fn build_settings(arguments: &BuildArgs) -> Result<Settings, String> {
    Ok(Settings {
        base_url: arguments.base_url.as_deref().map(normal_base_url).transpose()?,
        links: arguments.portable.then_some(LinkStyle::Portable),
        ..settings(&arguments.show)
    })
}

fn harden(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics
        .iter_mut()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
    {
        diagnostic.severity = Severity::Error;
    }
}

fn foreign(name: &str) -> Diagnostic {
    Diagnostic::without_place(
        Code::ForeignFile,
        format!("the output folder holds {name}, which nutgraf did not write; it is kept"),
    )
}

/// The output folder: the argument counts from where the command runs, site.toml's from the site.
fn output_path(cli: &Cli, arguments: &BuildArgs, compiled: &Compiled) -> PathBuf {
    match (&arguments.output_dir, &compiled.site.config.output_dir) {
        (Some(path), _) => path.clone(),
        (None, Some(path)) => below(&cli.root, path),
        (None, None) => below(&cli.root, "public"),
    }
}

/// A path of the site as people write it: `public`, not `./public`.
fn below(root: &Path, path: &str) -> PathBuf {
    if root == Path::new(".") {
        PathBuf::from(path)
    } else {
        root.join(path)
    }
}

fn write(
    cli: &Cli,
    arguments: &BuildArgs,
    compiled: &Compiled,
    before: Option<&Before>,
    cache: &Cache,
) -> Result<(PathBuf, Written), Vec<Diagnostic>> {
    let path = output_path(cli, arguments, compiled);
    let home = std::env::home_dir();
    let folder = output::open(&path, &cli.root, home.as_deref()).map_err(|problem| vec![problem])?;
    let before = before.filter(|(written, _)| *written == path);
    let before = before.map(|(_, compiled)| &**compiled);
    let bar = progress::bar(cli, "Rendering", compiled.pages.len());
    let written = render_into(&folder, compiled, before, cache, &bar);
    bar.finish_and_clear();
    written.map(|written| (path, written))
}

/// Renders the pages into a folder; those that are made of the same as in `before`, which it holds, stay.
fn render_into(
    folder: &OutputFolder,
    compiled: &Compiled,
    before: Option<&Compiled>,
    cache: &Cache,
    bar: &ProgressBar,
) -> Result<Written, Vec<Diagnostic>> {
    let failed = |name: &str, error: &std::io::Error| {
        Diagnostic::without_place(Code::OutputFailed, format!("{name} cannot be written: {error}"))
    };
    let staging = folder
        .stage()
        .map_err(|error| vec![failed("the output folder", &error)])?;
    let before = before.filter(|before| before.templates == compiled.templates);
    let one = |bench: &mut Bench, page: &Page| {
        bar.inc(1);
        let is_same = before.is_some_and(|before| before.makes_same(compiled, page));
        let kept = is_same.then(|| staging.keep(&page.route.output_path())).flatten();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let output = match compiled.job(page) {
            Some(job) => made(cache, &job, bench, page)?,
            None => rendered(compiled, page)?,
        };
        staging
            .add(&output.path, &output.bytes)
            .map_err(|error| vec![failed(&output.path, &error)])
    };
    let results: Vec<Result<StagedFile, Vec<Diagnostic>>> = {
        // Neighbours in the order of routes are often the sizes of one picture: they share a bench.
        let pages = compiled.pages.par_iter();
        pages.map_init(Bench::default, one).collect()
    };
    let mut files = Vec::with_capacity(results.len());
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        staging.discard();
        crate::diagnostic::sort(&mut problems);
        return Err(problems);
    }
    folder.commit(staging, &files).map_err(|problem| vec![problem])
}

fn made(cache: &Cache, job: &Job, bench: &mut Bench, page: &Page) -> Result<Output, Vec<Diagnostic>> {
    let bytes = cache.make(job, bench).map_err(|problem| vec![problem])?;
    Ok(Output {
        path: page.route.output_path(),
        bytes: bytes.into(),
    })
}

fn rendered(compiled: &Compiled, page: &Page) -> Result<Output, Vec<Diagnostic>> {
    let (output, problems) = compiled.render(page);
    match problems.is_empty() {
        true => Ok(output),
        false => Err(problems),
    }
}

/// Reports a build; people are shown some of its diagnostics, programs all.
fn report_build(cli: &Cli, compiled: &Compiled, built: &Built, shown: &[Diagnostic], started: Instant) {
    let (diagnostics, written) = (&built.diagnostics, built.written.as_ref());
    if cli.format == Format::Json {
        let tally = report::tally(diagnostics);
        let held_back = compiled.site.held_back.iter().map(|held| {
            json!({ "file": held.path.as_str(), "headline": held.headline, "reason": held.reason.words() })
        });
        let value = json!({
            "ok": written.is_some(),
            "diagnostics": as_json(cli, diagnostics, &compiled.sources),
            "errors": tally.errors, "warnings": tally.warnings, "notes": tally.notes,
            "held_back": held_back.collect::<Vec<_>>(),
            "output_dir": written.map(|(path, _)| path.display().to_string()),
            "written": written.map(|(_, written)| written.written),
            "unchanged": written.map(|(_, written)| written.unchanged),
            "removed": written.map(|(_, written)| written.removed),
            "made": written.map(|_| built.made),
            "foreign": written.map(|(_, written)| &written.foreign),
        });
        print(&format!("{value:#}\n"));
        return;
    }
    show(cli, shown, &compiled.sources);
    let tally = report::tally(diagnostics);
    show_held_back(cli, &compiled.site);
    match written {
        Some((path, written)) if !cli.quiet => print(&summary(compiled, path, written, &tally, started)),
        Some(_) => {}
        None => {
            let bold = if colour(cli) == Colour::On {
                ("\u{1b}[1;31m", "\u{1b}[0m")
            } else {
                ("", "")
            };
            let errors = count(tally.errors, "error", "errors");
            print_error(&format!(
                "{}{errors}{}: nothing was written, the previous site is as it was\n",
                bold.0, bold.1
            ));
        }
    }
}

fn summary(compiled: &Compiled, path: &Path, written: &Written, tally: &Tally, started: Instant) -> String {
    let site = &compiled.site;
    let stories = count(site.listings.stories.len(), "story", "stories");
    let pages = count(site.listings.pages.len(), "page", "pages");
    let sources = count(site.citations.entries.len(), "source", "sources");
    let claims = count(site.claims.entries.len(), "claim", "claims");
    let warnings = if tally.warnings > 0 {
        format!(", {}", count(tally.warnings, "warning", "warnings"))
    } else {
        String::new()
    };
    let foreign = match written.foreign.len() {
        0 => String::new(),
        number => format!(", {} kept", count(number, "foreign file", "foreign files")),
    };
    format!(
        "Built {stories}, {pages}, {sources}, {claims} into {} in {} ms ({} written, {} unchanged, {} removed{foreign}{warnings})\n",
        path.display(),
        started.elapsed().as_millis(),
        written.written,
        written.unchanged,
        written.removed,
    )
}
