//! One file a command: reads, calls the pipeline, prints. No logic of the site lives here.
#![allow(clippy::disallowed_methods)] // commands are the shell: they ask for the day, the clock and the folder

mod build;
mod check;
mod explain;
mod init;
mod list;
mod live;
mod new;
mod packet;
mod progress;
mod serve;
mod sources;

use crate::cli::{Cli, Command, Format, New, ShowArgs, When};
use crate::compile::{Compiled, compile};
use crate::desk::{self, evidence::SavedTexts};
use crate::diagnostic::{Code, Diagnostic, Severity, any_error};
use crate::disk::{read, snapshots};
use crate::input::settings::{Settings, Show};
use crate::input::sources::Sources;
use crate::report::{self, Colour};
use crate::site::Site;
use clap::CommandFactory;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// The exit code of findings and failed builds.
const FAILED: u8 = 1;
/// The exit code of wrong usage, as clap's own.
const USAGE: u8 = 2;

/// Runs a command.
pub fn run(cli: &Cli) -> ExitCode {
    let is_of_check = matches!(cli.format, Format::Sarif | Format::Github);
    if is_of_check && !matches!(cli.command, Command::Check(_)) {
        print_error("error: --format sarif and --format github are formats of `nutgraf check`\n");
        return ExitCode::from(USAGE);
    }
    match &cli.command {
        Command::Init { dir } => init::run(cli, dir),
        Command::New(New::Story { headline, category }) => new::story(cli, headline, category.as_deref()),
        Command::Build(arguments) => build::run(cli, arguments),
        Command::Serve(arguments) => serve::run(cli, arguments),
        Command::Check(arguments) => check::run(cli, arguments),
        Command::Packet(arguments) => packet::run(cli, arguments),
        Command::List(arguments) => list::run(cli, arguments),
        Command::Sources(command) => sources::run(cli, command),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "nutgraf", &mut script);
            print(&String::from_utf8_lossy(&script));
            ExitCode::SUCCESS
        }
    }
}

/// Prints to standard output; a reader that went away, as `head` does, is no error.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Prints to standard error.
fn print_error(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The settings that the arguments ask for. Today is the day in UTC, the same wherever the site is built.
fn settings(show: &ShowArgs) -> Settings {
    let today = show.today.unwrap_or_else(today);
    Settings {
        show: Show {
            drafts: show.drafts,
            future: show.future,
        },
        ..Settings::on(today)
    }
}

fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// A site as it stands on the disk.
struct Loaded {
    compiled: Compiled,
    /// All that is wrong, what could not be read first.
    diagnostics: Vec<Diagnostic>,
}

/// The saved texts of a site's sources, as far as they can be read: one that is gone is looked up in no more.
fn saved_texts(cli: &Cli, site: &Site) -> SavedTexts {
    desk::evidence::saved_texts(&site.lock, |name| snapshots::text(&cli.root, name).ok().flatten())
}

/// Reads and compiles the site.
fn load(cli: &Cli, settings: &Settings) -> Loaded {
    loaded(read::site(&cli.root), settings)
}

/// The same, with the texts of all files, which a compile lets go.
fn load_with_texts(cli: &Cli, settings: &Settings) -> (Loaded, Sources) {
    let (sources, problems) = read::site(&cli.root);
    (loaded((sources.clone(), problems), settings), sources)
}

fn loaded((sources, mut diagnostics): (Sources, Vec<Diagnostic>), settings: &Settings) -> Loaded {
    let compiled = compile(sources, settings, None);
    diagnostics.extend(compiled.diagnostics());
    Loaded {
        compiled,
        diagnostics,
    }
}

/// Whether what goes to standard error is coloured.
fn colour(cli: &Cli) -> Colour {
    colour_on(cli, &std::io::stderr())
}

fn colour_on(cli: &Cli, stream: &impl IsTerminal) -> Colour {
    let on = match cli.color {
        When::Always => true,
        When::Never => false,
        When::Auto => stream.is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    };
    if on { Colour::On } else { Colour::Off }
}

/// How many warnings or notes of one code a build shows before the rest is only counted.
const MOST_OF_A_CODE: usize = 10;

/// Prints the diagnostics for people: every error; of each kind of warning the first few, unless `--verbose` asks
/// for all; notes only with `--verbose`.
fn show(cli: &Cli, diagnostics: &[Diagnostic], sources: &Sources) {
    let is_wanted = |severity| match severity {
        Severity::Error => true,
        Severity::Warning => !cli.quiet,
        Severity::Note => cli.verbose,
    };
    let wanted = diagnostics
        .iter()
        .filter(|diagnostic| is_wanted(diagnostic.severity));
    let (shown, rest) = some_of_each(cli, wanted, MOST_OF_A_CODE);
    let texts = read::texts(&cli.root, sources, &shown);
    print_error(&report::text(&shown, &texts, colour(cli)));
    print_error(&rest);
}

/// The errors, and the first few warnings and notes of each code, or all with `--verbose`; and how many more there are.
fn some_of_each<'d>(
    cli: &Cli,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    most: usize,
) -> (Vec<Diagnostic>, String) {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut shown: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let is_error = diagnostic.severity == Severity::Error;
        let count = counts.entry(diagnostic.code).or_default();
        *count += usize::from(!is_error);
        if *count <= most || cli.verbose || is_error {
            shown.push(diagnostic.clone());
        }
    }
    let more = |(code, count): (Code, usize)| {
        let more = count.checked_sub(most).filter(|more| *more > 0 && !cli.verbose)?;
        Some(format!(
            "and {more} more of {}; --verbose shows all\n",
            code.name()
        ))
    };
    (shown, counts.into_iter().filter_map(more).collect())
}

/// Prints what is held back, and why.
fn show_held_back(cli: &Cli, site: &Site) {
    for held in site.held_back.iter().filter(|_| !cli.quiet) {
        print_error(&format!("held back: {} ({})\n", held.path, held.reason.words()));
    }
}

/// Diagnostics as JSON.
fn as_json(cli: &Cli, diagnostics: &[Diagnostic], sources: &Sources) -> serde_json::Value {
    report::json(diagnostics, &read::texts(&cli.root, sources, diagnostics))
}

/// Reports and says whether a command can go on.
fn is_sound(cli: &Cli, loaded: &Loaded) -> bool {
    let sound = !any_error(&loaded.diagnostics);
    let sources = &loaded.compiled.sources;
    match cli.format {
        Format::Text => show(cli, &loaded.diagnostics, sources),
        _ if !sound => print(&format!("{:#}\n", as_json(cli, &loaded.diagnostics, sources))),
        _ => {}
    }
    sound
}

/// "1 story", "2 stories".
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
