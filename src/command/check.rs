//! `nutgraf check`: what a fact-checker would find.

use super::{FAILED, colour_on, count, print, print_error, saved_texts, settings, some_of_each};
use crate::cli::{CheckArgs, Cli, FailOn, Format};
use crate::compile::compile;
use crate::desk::baseline::{BASELINE_FILE, Baseline};
use crate::desk::{self, Examination};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::disk::{read, replace};
use crate::input::sources::Sources;
use crate::report::{self, findings};
use crate::source_path::SourcePath;
use std::path::{Component, PathBuf};
use std::process::ExitCode;

/// How many warnings or notes of one rule are shown to people before the rest is only counted.
const MOST_OF_A_RULE: usize = 100;

/// Looks over the site, and says what was found.
pub fn run(cli: &Cli, arguments: &CheckArgs) -> ExitCode {
    if arguments.fix
        && let Err(message) = mend(cli, arguments)
    {
        print_error(&format!("error: {message}\n"));
        return ExitCode::from(FAILED);
    }
    let (sources, unreadable) = read::site(&cli.root);
    let compiled = compile(sources.clone(), &settings(&arguments.show), None);
    let saved = saved_texts(cli, &compiled.site);
    let mut examination = desk::examine(&compiled, &sources, &saved);
    // The process ends here: freeing thousands of stories one by one would only take time.
    std::mem::forget(compiled);
    examination.findings.splice(0..0, unreadable);
    if arguments.update_baseline {
        return update_baseline(cli, &examination, &sources);
    }
    let outcome = compare(cli, arguments, examination, &sources);
    report(cli, &outcome, &sources);
    let fails = |finding: &Diagnostic| finding.severity <= least(arguments.fail_on);
    match outcome.examination.findings.iter().any(fails) {
        true => ExitCode::from(FAILED),
        false => ExitCode::SUCCESS,
    }
}

/// Mends what is mechanical, unless that would bring errors that were not there.
fn mend(cli: &Cli, arguments: &CheckArgs) -> Result<(), String> {
    let (sources, unreadable) = read::site(&cli.root);
    let settings = settings(&arguments.show);
    let compiled = compile(sources.clone(), &settings, None);
    if !unreadable.is_empty() || compiled.has_errors() {
        return Err("--fix mends sites without errors: build it first".to_owned());
    }
    let fixed = desk::fix::fix(&compiled, &sources);
    let mut mended = sources;
    for (file, text) in &fixed.texts {
        mended.insert(file.clone(), text.as_bytes().to_vec());
    }
    if compile(mended, &settings, None).has_errors() {
        return Err("what --fix would do brings errors, so nothing was changed".to_owned());
    }
    for (file, text) in &fixed.texts {
        replace::in_site(&cli.root, file.as_str(), text.as_bytes())
            .map_err(|error| format!("{file} cannot be written: {error}"))?;
    }
    for line in &fixed.done {
        print_error(&format!("fixed: {line}\n"));
    }
    Ok(())
}

/// The lightest severity that makes the command fail.
fn least(fail_on: FailOn) -> Severity {
    match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
    }
}

/// What was found, and what of it was known.
struct Outcome {
    examination: Examination,
    known: usize,
    gone: usize,
}

fn baseline_path(cli: &Cli) -> PathBuf {
    cli.root.join(BASELINE_FILE)
}

fn compare(cli: &Cli, arguments: &CheckArgs, mut examination: Examination, sources: &Sources) -> Outcome {
    let mut outcome = Outcome {
        known: 0,
        gone: 0,
        examination: Examination::default(),
    };
    let text = match arguments.no_baseline {
        true => Ok(None),
        false => replace::read(&baseline_path(cli)).map_err(|error| error.to_string()),
    };
    let baseline = text.and_then(|text| text.map(|text| Baseline::read(&text)).transpose());
    match baseline {
        Ok(Some(baseline)) => {
            let mut lines = report::Lines::of(sources);
            let compared = baseline.compare(examination.findings, |finding| lines.of_finding(finding));
            examination.findings = compared.fresh;
            (outcome.known, outcome.gone) = (compared.known, compared.gone);
        }
        Ok(None) => {}
        Err(message) => examination.findings.insert(0, unreadable_baseline(&message)),
    }
    outcome.examination = examination;
    outcome
}

fn unreadable_baseline(message: &str) -> Diagnostic {
    let span = Span::start_of(&SourcePath::new(BASELINE_FILE));
    Diagnostic::new(
        Code::UnreadableBaseline,
        span,
        format!("the known findings cannot be read: {message}"),
    )
    .hint("write the file anew with --update-baseline, or check with --no-baseline")
}

fn update_baseline(cli: &Cli, examination: &Examination, sources: &Sources) -> ExitCode {
    let mut lines = report::Lines::of(sources);
    let baseline = Baseline::of(&examination.findings, |finding| lines.of_finding(finding));
    let path = baseline_path(cli);
    if let Err(error) = replace::in_site(&cli.root, BASELINE_FILE, baseline.write().as_bytes()) {
        print_error(&format!("error: {} cannot be written: {error}\n", path.display()));
        return ExitCode::from(FAILED);
    }
    let findings = count(baseline.len(), "finding", "findings");
    let errors = report::tally(&examination.findings).errors;
    if errors > 0 {
        let errors = count(errors, "error", "errors");
        print_error(&format!(
            "{errors} cannot be known: what forbids to publish the site is always reported\n"
        ));
    }
    if !cli.quiet {
        print(&format!("{}: {findings} known from now on\n", path.display()));
    }
    ExitCode::SUCCESS
}

fn report(cli: &Cli, outcome: &Outcome, sources: &Sources) {
    let found = &outcome.examination.findings;
    match cli.format {
        Format::Text => report_text(cli, outcome, sources),
        Format::Json => {
            let (known, gone) = (outcome.known, outcome.gone);
            let value = findings::json(&outcome.examination, known, gone, sources);
            print(&format!("{value:#}\n"));
        }
        Format::Sarif => print(&format!(
            "{:#}\n",
            report::sarif::log(found, sources, &folder(cli))
        )),
        Format::Github => print(&report::github::commands(found, sources, &folder(cli))),
    }
}

/// The way from here to the site, as code hosts name files: a site may lie in a folder of its repository.
fn folder(cli: &Cli) -> String {
    let parts = cli.root.components().map(|part| match part {
        Component::Normal(name) => name.to_str(),
        Component::CurDir => Some(""),
        _ => None,
    });
    let parts: Option<Vec<&str>> = parts.collect();
    let named = parts
        .unwrap_or_default()
        .into_iter()
        .filter(|part| !part.is_empty());
    named.map(|part| format!("{part}/")).collect()
}

fn report_text(cli: &Cli, outcome: &Outcome, sources: &Sources) {
    let examination = &outcome.examination;
    let colour = colour_on(cli, &std::io::stdout());
    let (shown, rest) = some_of_each(cli, examination.findings.iter(), MOST_OF_A_RULE);
    print(&report::text(&shown, sources, colour));
    print(&rest);
    if cli.quiet {
        return;
    }
    print(&findings::by_rule(&examination.findings));
    let coverage = examination.coverage;
    print(&format!(
        "{} of {} figures sourced\n",
        coverage.sourced, coverage.figures
    ));
    let tally = report::tally(&examination.findings);
    let mut parts = vec![
        count(tally.errors, "error", "errors"),
        count(tally.warnings, "warning", "warnings"),
        count(tally.notes, "note", "notes"),
    ];
    if !examination.waived.is_empty() {
        parts.push(format!("{} waived", examination.waived.len()));
    }
    if outcome.known > 0 {
        parts.push(format!("{} known from {BASELINE_FILE}", outcome.known));
    }
    print(&format!("{}\n", parts.join(", ")));
    if outcome.gone > 0 {
        let gone = count(outcome.gone, "known finding is", "known findings are");
        print(&format!("{gone} gone: --update-baseline forgets what is gone\n"));
    }
}
