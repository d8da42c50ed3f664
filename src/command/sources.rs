//! `nutgraf sources`: the texts of sources on the desk's own disk. Of all commands, only these use the network.

mod book;
mod check;
mod fetch;
mod import;
mod told;

use super::{FAILED, Loaded, USAGE, as_json, load, print, print_error, settings, show};
use crate::cli::{Cli, Format, NetworkArgs, ShowArgs, Sources};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::fetch::{Fault, Fetched, Manners};
use crate::input::suggest::nearest;
use crate::site::Site;
use crate::site::quoted::quoted;
use book::Book;
use jiff::civil::Date;
use std::io;
use std::process::ExitCode;
use std::time::Duration;
use told::{Outcome, Told};

/// Runs one of the commands on sources.
pub fn run(cli: &Cli, command: &Sources) -> ExitCode {
    match command {
        Sources::Fetch(arguments) => fetch::run(cli, arguments),
        Sources::Check(arguments) => check::run(cli, arguments),
        Sources::Import(arguments) => import::run(cli, arguments),
    }
}

/// A source that can be asked for.
struct Target {
    /// Its id in the site.
    id: String,
    /// Its address.
    url: String,
    /// The canonical form of the address, by which the lock knows it.
    key: String,
    /// The words that the site quotes from it.
    quotes: Vec<String>,
}

/// Reads the site for a command on sources; stories with errors keep nobody from saving their sources. `None`, with the
/// reason reported, where there is no site or its lock is damaged.
fn open(cli: &Cli, arguments: &ShowArgs) -> Option<Loaded> {
    let loaded = load(cli, &settings(arguments));
    let stops = |problem: &&Diagnostic| {
        let is_fatal = matches!(
            problem.code,
            Code::NotASite | Code::LockDamaged | Code::Unreadable
        );
        is_fatal && problem.severity == Severity::Error
    };
    let problems: Vec<Diagnostic> = loaded.diagnostics.iter().filter(stops).cloned().collect();
    if problems.is_empty() {
        return Some(loaded);
    }
    let sources = &loaded.compiled.sources;
    match cli.format {
        Format::Text => show(cli, &problems, sources),
        _ => print(&format!("{:#}\n", as_json(cli, &problems, sources))),
    }
    None
}

/// All sources of a site that have a web address, in the order of its index.
fn targets(site: &Site) -> Vec<Target> {
    let mut quotes = quoted(site);
    let entries = site.citations.entries.iter().enumerate();
    let target = |(place, entry): (usize, &std::sync::Arc<crate::site::citations::SourceEntry>)| {
        Some(Target {
            id: entry.source.id.clone(),
            url: entry.source.record.url.clone()?,
            key: entry.source.record.canonical.clone()?,
            quotes: quotes.remove(&place).unwrap_or_default(),
        })
    };
    entries.filter_map(target).collect()
}

/// The sources of some ids, or what to say of an id that none has.
fn named(targets: Vec<Target>, ids: &[String]) -> Result<Vec<Target>, String> {
    for id in ids {
        if !targets.iter().any(|target| target.id == *id) {
            let known = targets.iter().map(|target| target.id.as_str());
            let guess = nearest(id, known).map(|guess| format!("; did you mean `{guess}`?"));
            let guess = guess.unwrap_or_default();
            return Err(format!(
                "error: no source with a web address has the id `{id}`{guess}\n"
            ));
        }
    }
    let is_wanted = |target: &Target| ids.is_empty() || ids.contains(&target.id);
    Ok(targets.into_iter().filter(is_wanted).collect())
}

/// Which sources are asked for, and how.
struct Errand<'a> {
    ids: &'a [String],
    show: &'a ShowArgs,
    network: &'a NetworkArgs,
}

/// What came of it: what each source that was asked for told, and how many were not due.
struct Asked {
    told: Vec<Told>,
    left: usize,
}

/// Asks for the sources that are named and due, and has each answer taken into the book. `Err`: it could not be done,
/// which is reported.
fn ask(
    cli: &Cli,
    errand: &Errand<'_>,
    is_due: impl Fn(&Book<'_>, &Target, Date) -> bool,
    take: impl Fn(&mut Book<'_>, &Target, &Result<Fetched, Fault>, Date) -> io::Result<Told>,
) -> Result<Asked, ExitCode> {
    let loaded = open(cli, errand.show).ok_or(ExitCode::from(FAILED))?;
    let site = &loaded.compiled.site;
    let today = site.settings.today;
    let all = targets(site);
    let mut book = Book::open(&cli.root, &site.lock, &all);
    let mut wanted = named(all, errand.ids).map_err(|message| {
        print_error(&message);
        ExitCode::from(USAGE)
    })?;
    let named = wanted.len();
    wanted.retain(|target| is_due(&book, target, today));
    let addresses: Vec<String> = wanted.iter().map(|target| target.url.clone()).collect();
    let mut told = Vec::new();
    let result = crate::fetch::all(&manners(errand.network), &addresses, |at, answer| {
        let target = &wanted[at];
        let one = take(&mut book, target, &answer, today);
        let one = one.unwrap_or_else(|error| Told::new(target, Outcome::Failed, vec![error.to_string()]));
        one.print(cli);
        told.push(one);
    });
    result.map_err(|error| refused("the network cannot be used", &error))?;
    let left = named - wanted.len();
    Ok(Asked { told, left })
}

fn manners(arguments: &NetworkArgs) -> Manners {
    Manners {
        pause: Duration::from_secs(arguments.pause.into()),
        allowed: arguments.allow_address.clone(),
        ..Manners::default()
    }
}

/// Prints what came of the sources, and says by the exit code whether all is well.
fn finish(cli: &Cli, told: &[Told], sum: &str) -> ExitCode {
    match cli.format {
        Format::Text if cli.quiet => {}
        Format::Text => print(&format!("{sum}\n")),
        _ => print(&format!(
            "{:#}\n",
            told.iter().map(Told::json).collect::<serde_json::Value>()
        )),
    }
    match told.iter().any(Told::is_finding) {
        true => ExitCode::from(FAILED),
        false => ExitCode::SUCCESS,
    }
}

/// Reports that the disk or the system refused something.
fn refused(what: &str, error: &io::Error) -> ExitCode {
    print_error(&format!("error: {what}: {error}\n"));
    ExitCode::from(FAILED)
}
