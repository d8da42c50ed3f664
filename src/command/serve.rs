//! `nutgraf serve`: the site in a browser, up to date with every save. Nothing is written to the disk.

use super::live::{Edit, Live, work_words};
use super::{FAILED, colour, count, print, print_error, settings, show, show_held_back};
use crate::cli::{Cli, Format, ServeArgs};
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::disk::cache::Cache;
use crate::disk::read;
use crate::input::config::normal_base_url;
use crate::input::settings::Settings;
use crate::preview::{MOST_PROBLEMS, Preview, Published};
use crate::report::{self, Colour};
use crate::server::{self, Handle, Options};
use serde_json::json;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// How many errors are printed after an edit.
const MOST_ERRORS: usize = 50;

/// How many ports are tried after the wanted one.
const MOST_PORTS: u16 = 100;

/// Serves the site until it is stopped.
pub fn run(cli: &Cli, arguments: &ServeArgs) -> ExitCode {
    let started = Instant::now();
    let base_url = match arguments.base_url.as_deref().map(normal_base_url).transpose() {
        Ok(base_url) => base_url,
        Err(message) => {
            print_error(&format!("error: --base-url: {message}\n"));
            return ExitCode::from(2);
        }
    };
    if let Some(message) = fault_of_editor(&arguments.editor) {
        print_error(&format!("error: --editor: {message}\n"));
        return ExitCode::from(2);
    }
    // Browsers that ask before the site is compiled wait for it; only then is anybody answered.
    let listener = match listen(arguments.interface, arguments.port) {
        Ok(listener) => listener,
        Err(message) => {
            print_error(&format!("error: {message}\n"));
            return ExitCode::from(FAILED);
        }
    };
    let settings = || Settings {
        base_url: base_url.clone(),
        ..settings(&arguments.show)
    };
    let mut live = Live::start(cli, &arguments.watching, &settings);
    let preview = Arc::new(Preview::new());
    show_in(&preview, cli, &live.compiled, &live.errors);
    preview.announce();
    let handle = match server::start(listener, preview.clone(), options(cli, arguments)) {
        Ok(handle) => handle,
        Err(error) => {
            print_error(&format!("error: the server cannot start: {error}\n"));
            return ExitCode::from(FAILED);
        }
    };
    greet(cli, arguments, &live, &handle, started);
    while let Some(edit) = live.next(|compiled, errors| show_in(&preview, cli, compiled, errors)) {
        let published = preview.announce();
        // A save that was taken back at once is no edit.
        if edit.is_nothing() && published.rendered.is_empty() {
            continue;
        }
        tell(cli, &live, &edit, &published);
    }
    ExitCode::SUCCESS
}

/// Addresses that a browser would run as a script are no editor's.
fn fault_of_editor(editor: &str) -> Option<&'static str> {
    let scheme = editor.split(':').next().unwrap_or_default();
    let is_scheme = !scheme.is_empty()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    if !is_scheme || !editor.contains(':') {
        return Some("an address begins with the name of an editor's scheme, as vscode: does");
    }
    let runs = ["javascript", "data", "vbscript", "blob"]
        .iter()
        .any(|other| scheme.eq_ignore_ascii_case(other));
    runs.then_some("a browser would run this instead of opening an editor")
}

fn listen(interface: IpAddr, port: u16) -> Result<TcpListener, String> {
    let last = port.saturating_add(MOST_PORTS);
    for port in port..=last {
        let address = SocketAddr::new(interface, port);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(format!("cannot listen on {address}: {error}")),
        }
    }
    Err(format!(
        "the ports {port} to {last} of {interface} are all taken; name another with --port"
    ))
}

fn options(cli: &Cli, arguments: &ServeArgs) -> Options {
    Options {
        allowed_hosts: arguments.allow_host.clone(),
        editor: Some(arguments.editor.clone()),
        cache: Arc::new(Cache::of_site(&cli.root)),
        without_findings: arguments.no_findings,
        root: std::path::absolute(&cli.root).unwrap_or_else(|_| cli.root.clone()),
        ..Options::default()
    }
}

/// Shows a compile, or what forbids that.
fn show_in(preview: &Preview, cli: &Cli, compiled: &Arc<Compiled>, errors: &[Diagnostic]) {
    let told = &errors[..errors.len().min(MOST_PROBLEMS)];
    let texts = read::texts(&cli.root, &compiled.sources, told);
    preview.show(compiled.clone(), errors, &texts);
}

/// Says what is wrong with the site, and where it can be seen.
fn greet(cli: &Cli, arguments: &ServeArgs, live: &Live<'_>, handle: &Handle, started: Instant) {
    let diagnostics = live.diagnostics();
    let tally = report::tally(&diagnostics);
    let address = address_of(live, handle.address());
    let took = started.elapsed().as_millis();
    if cli.format == Format::Json {
        let value = json!({
            "event": "ready", "address": address, "ms": took, "pages": live.compiled.pages.len(),
            "errors": tally.errors, "warnings": tally.warnings,
        });
        print(&format!("{value}\n"));
    } else {
        show(cli, &diagnostics, &live.compiled.sources);
        show_held_back(cli, &live.compiled.site);
        let pages = count(live.compiled.pages.len(), "page", "pages");
        let state = match (tally.errors, tally.warnings) {
            (0, 0) => format!("{pages} ready in {took} ms"),
            (0, warnings) => {
                let warnings = count(warnings, "warning", "warnings");
                format!("{pages} ready in {took} ms, with {warnings}")
            }
            (1, _) => "1 error: nothing to show until it is mended".to_owned(),
            (errors, _) => format!("{errors} errors: nothing to show until they are mended"),
        };
        print(&format!("{state}\n"));
        print(&format!("Preview at {address} (Ctrl+C stops)\n"));
        if arguments.interface.is_unspecified()
            && let Some(outside) = outside_address()
        {
            print(&format!(
                "On this network: {}\n",
                address_of(live, SocketAddr::new(outside, handle.address().port()))
            ));
        }
    }
    if arguments.open
        && let Err(error) = open::that_detached(&address)
    {
        print_error(&format!("warning: no browser could be opened: {error}\n"));
    }
}

/// The address of the home page; one that stands for all of the machine's is shown as the machine itself.
fn address_of(live: &Live<'_>, address: SocketAddr) -> String {
    let base_url = live.compiled.site.config.base_url.as_deref();
    let path = base_url
        .and_then(|base_url| url::Url::parse(base_url).ok())
        .map_or_else(|| "/".to_owned(), |base_url| base_url.path().to_owned());
    let address = match address.ip().is_unspecified() {
        true => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()),
        false => address,
    };
    format!("http://{address}{path}")
}

/// The address that this machine has on its network. Nothing is sent: only the way to a place that none has
/// (RFC 5737) is looked up.
fn outside_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback())
}

/// One line an edit, and what is wrong since.
fn tell(cli: &Cli, live: &Live<'_>, edit: &Edit, published: &Published) {
    let errors = &live.errors;
    let took = edit.took().as_secs_f64() * 1000.0;
    let reloaded = published.rendered.iter().filter(|page| page.changed).count();
    if cli.format == Format::Json {
        let files = edit.change.files.iter().map(|(name, _)| name.as_str());
        let all = errors[..errors.len().min(MOST_ERRORS)]
            .iter()
            .cloned()
            .chain(published.problems())
            .collect::<Vec<_>>();
        let value = json!({
            "event": "edit", "files": files.collect::<Vec<_>>(), "ms": took,
            "parsed": live.compiled.work.parsed, "indexed": live.compiled.work.indexed,
            "rendered": published.rendered.len(), "reloaded": reloaded,
            "errors": super::as_json(cli, &all, &live.compiled.sources),
        });
        print(&format!("{value}\n"));
        return;
    }
    let mut problems = edit.diagnostics(live);
    problems.extend(published.problems());
    // Thousands of errors are told as the first of them are: something is missing that all of them need.
    let most = if cli.verbose { usize::MAX } else { MOST_ERRORS };
    let more = errors.len().saturating_sub(most);
    problems.drain(errors.len() - more..errors.len());
    show(cli, &problems, &live.compiled.sources);
    if more > 0 {
        print_error(&format!(
            "and {}; --verbose shows all\n",
            count(more, "more error", "more errors")
        ));
    }
    if cli.quiet {
        return;
    }
    let work = work_words(live.compiled.work);
    let result = match errors.len() {
        0 => format!("{} rendered, {reloaded} reloaded", published.rendered.len()),
        errors => format!(
            "{}, the last sound version stays",
            count(errors, "error", "errors")
        ),
    };
    let (bold, plain) = match colour(cli) {
        Colour::On => ("\u{1b}[1m", "\u{1b}[0m"),
        Colour::Off => ("", ""),
    };
    print(&format!(
        "{bold}{}{plain}: {work}, {result} in {took:.0} ms\n",
        edit.words()
    ));
    if cli.verbose {
        explain(edit, published);
    }
}

/// Why each page was done again.
fn explain(edit: &Edit, published: &Published) {
    if let Some(why) = edit.change.rescan {
        print(&format!("  all files were read: {}\n", why.words()));
    }
    for page in &published.rendered {
        let why = match page.why.is_empty() {
            true => "what it was made of before is not known".to_owned(),
            false => page.why.join(", "),
        };
        let end = if page.changed {
            ""
        } else {
            ", but it came out the same"
        };
        print(&format!("  {} rendered: {why}{end}\n", page.route));
    }
    for file in &published.files {
        print(&format!("  {file} changed\n"));
    }
}
