//! The commands, by the program itself, in a folder of their own.

use super::server::{Server, lead, respond};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// A site with three sources on a server: `/one`, `/two` and the story's own `/own`.
fn site(server: &Server) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: String| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("site.toml", "title = \"Test\"\n".to_owned());
    let source = |id: &str| {
        let url = server.url(&format!("/{id}"));
        format!("[{id}]\nname = \"{id}\"\nurl = \"{url}\"\narchive = \"https://archive.ph/{id}\"\n")
    };
    write("content/sources.toml", source("one") + &source("two"));
    write(
        "content/quotes.toml",
        "[said]\ntext = \"the very words\"\nspeaker = \"Ada\"\nsource = \"one\"\n".to_owned(),
    );
    write(
        "content/stories/a.md",
        format!(
            "---\nheadline: A\ndate: 2026-04-27\nsources: [{{id: own, name: Own, url: \"{}\"}}]\n---\n[@one; @two; @own]\n",
            server.url("/own")
        ),
    );
    folder
}

fn run(folder: &Path, server: &Server, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.arg("--root").arg(folder).args(arguments.split(' '));
    if arguments.starts_with("sources fetch") || arguments.starts_with("sources check") {
        command.args(["--pause", "0", "--allow-address", &server.address.to_string()]);
    }
    // A proxy of the environment is none of ours.
    command
        .env("HTTP_PROXY", "http://127.0.0.1:9/")
        .env("http_proxy", "http://127.0.0.1:9/");
    command.output().unwrap()
}

/// What a command prints, and its exit code.
fn said(folder: &Path, server: &Server, arguments: &str) -> (String, i32) {
    let output = run(folder, server, arguments);
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code().unwrap())
}

/// Every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn good() -> Server {
    Server::new(|path, _, stream| match path {
        "/robots.txt" => {}
        _ => respond(
            stream,
            "200 OK",
            "Content-Type: text/html\r\n",
            format!("<title>T</title><p>Page {path} has the very words.").as_bytes(),
        ),
    })
}

#[test]
fn texts_are_saved_in_their_folder_and_nothing_else_is_written() {
    let server = good();
    let folder = site(&server);
    let before = files(folder.path());
    let (text, code) = said(folder.path(), &server, "sources fetch");
    assert_eq!(code, 0, "{text}");
    assert_eq!(
        text,
        "one: fetched; 6 words\ntwo: fetched; 6 words\nown: fetched; 6 words\n3 sources asked for\n"
    );
    let mut after = files(folder.path());
    assert_eq!(
        after.remove("snapshots/one.txt").unwrap(),
        "Page /one has the very words.\n"
    );
    assert!(after.remove("snapshots/two.txt").is_some() && after.remove("snapshots/own.txt").is_some());
    let lock = after.remove("snapshots/lock.toml").unwrap();
    assert!(
        lock.contains("status = \"ok\"") && lock.contains("title = \"T\""),
        "{lock}"
    );
    assert_eq!(after, before);
}

#[test]
fn what_is_there_is_not_asked_for_again() {
    let server = good();
    let folder = site(&server);
    said(folder.path(), &server, "sources fetch --today 2026-11-01");
    let before = files(folder.path());
    let asked = server.paths().len();
    let (text, code) = said(
        folder.path(),
        &server,
        "sources fetch --today 2026-11-11 --max-age 10",
    );
    assert_eq!(
        (text.as_str(), code),
        ("0 sources asked for, 3 with a snapshot left as they are\n", 0)
    );
    assert_eq!((server.paths().len(), files(folder.path())), (asked, before));
    fs::remove_file(folder.path().join("snapshots/two.txt")).unwrap();
    let (text, _) = said(folder.path(), &server, "sources fetch --today 2026-11-11");
    assert!(text.starts_with("two: ok; 6 words\n1 source asked for"), "{text}");
    let (text, _) = said(
        folder.path(),
        &server,
        "sources fetch --today 2026-11-12 --max-age 10",
    );
    assert!(text.starts_with("one: ok") && !text.contains("two: "), "{text}");
}

#[test]
fn ids_choose_and_wrong_ones_are_told() {
    let server = good();
    let folder = site(&server);
    let (text, code) = said(folder.path(), &server, "sources fetch own");
    assert_eq!(
        (text.as_str(), code),
        ("own: fetched; 6 words\n1 source asked for\n", 0)
    );
    let (text, code) = said(folder.path(), &server, "sources fetch ownn");
    assert_eq!(code, 2);
    assert!(text.contains("did you mean `own`?"), "{text}");
    let (text, code) = said(folder.path(), &server, "sources fetch two --format json -q");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (value[0]["id"].as_str(), value[0]["outcome"].as_str(), code),
        (Some("two"), Some("fetched"), 0)
    );
}

#[test]
fn a_server_of_ones_own_network_is_asked_only_when_it_is_allowed() {
    let server = good();
    let folder = site(&server);
    let output = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .arg("--root")
        .arg(folder.path())
        .args(["sources", "fetch"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("one: refused; it leads to this machine (127.0.0.1)"),
        "{text}"
    );
    assert!(server.paths().is_empty());
    assert!(!folder.path().join("snapshots/one.txt").exists());
}

#[test]
fn what_a_person_changed_is_kept() {
    let server = good();
    let folder = site(&server);
    let place = folder.path().join("snapshots/one.txt");
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "my own notes\n").unwrap();
    let (text, code) = said(folder.path(), &server, "sources fetch one");
    assert_eq!(code, 1);
    assert!(
        text.contains("one: kept; snapshots/one.txt was written or changed by hand"),
        "{text}"
    );
    assert_eq!(fs::read_to_string(&place).unwrap(), "my own notes\n");
    let (text, code) = said(folder.path(), &server, "sources fetch one --force");
    assert_eq!(code, 0, "{text}");
    // Line ends that version control changed are no change.
    fs::write(&place, "Page /one has the very words.\r\n").unwrap();
    assert_eq!(said(folder.path(), &server, "sources fetch one").1, 0);
    fs::write(&place, "Page /one has the very words. Sic!\n").unwrap();
    assert_eq!(said(folder.path(), &server, "sources fetch one").1, 1);
}

/// A server whose pages change when the test says so.
fn changing() -> (Server, Arc<AtomicUsize>) {
    let state = Arc::new(AtomicUsize::new(0));
    let now = state.clone();
    let server = Server::new(move |path, _, stream| match (path, now.load(Ordering::SeqCst)) {
        ("/robots.txt", _) => {}
        ("/one", 1) => respond(stream, "200 OK", "", b"Page /one has other words."),
        ("/two", 1) => respond(stream, "404 Not Found", "", b""),
        ("/own", 1) => lead(stream, "301 Moved", "/new"),
        ("/one", 2) => respond(stream, "403 Forbidden", "", b""),
        ("/two", 2) => respond(stream, "500 Oops", "", b""),
        ("/own", 2) => respond(stream, "503 Busy", "", b""),
        ("/new", _) => respond(stream, "200 OK", "", b"Page /own has the very words."),
        (path, _) => respond(
            stream,
            "200 OK",
            "",
            format!("Page {path} has the very words.").as_bytes(),
        ),
    });
    (server, state)
}

#[test]
fn a_look_tells_what_is_gone_has_moved_or_changed() {
    let (server, state) = changing();
    let folder = site(&server);
    said(folder.path(), &server, "sources fetch");
    let fetched = files(folder.path());
    let (text, code) = said(folder.path(), &server, "sources check");
    assert_eq!(
        (text.as_str(), code),
        (
            "one: ok\ntwo: ok\nown: ok\n3 sources looked at, 0 want a look\n",
            0
        )
    );
    assert_eq!(
        files(folder.path()),
        fetched,
        "a look that finds nothing changes nothing"
    );
    state.store(1, Ordering::SeqCst);
    let (text, code) = said(folder.path(), &server, "sources check");
    assert_eq!(code, 1);
    assert!(
        text.contains("one: drifted; 2 words differ from the snapshot; it no longer holds “the very words”"),
        "{text}"
    );
    assert!(
        text.contains("two: dead; the server knows no such page (404)"),
        "{text}"
    );
    assert!(
        text.contains(&format!("own: moved; it has moved to {}", server.url("/new"))),
        "{text}"
    );
    let after = files(folder.path());
    assert_eq!(after["snapshots/one.txt"], fetched["snapshots/one.txt"]);
    let lock = &after["snapshots/lock.toml"];
    assert!(
        lock.contains("status = \"dead\"") && lock.contains("drifted = 2") && lock.contains("moved_to"),
        "{lock}"
    );
    state.store(0, Ordering::SeqCst);
    assert_eq!(said(folder.path(), &server, "sources check").1, 0);
    assert_eq!(files(folder.path()), fetched, "all is as it was");
}

#[test]
fn a_snapshot_stays_with_a_source_whose_address_is_mended() {
    let (server, state) = changing();
    let folder = site(&server);
    said(folder.path(), &server, "sources fetch");
    state.store(1, Ordering::SeqCst);
    said(folder.path(), &server, "sources check");
    let story = folder.path().join("content/stories/a.md");
    let text = fs::read_to_string(&story).unwrap();
    fs::write(&story, text.replace("/own", "/new")).unwrap();
    let (text, code) = said(folder.path(), &server, "sources fetch");
    assert_eq!(
        (text.as_str(), code),
        ("0 sources asked for, 3 with a snapshot left as they are\n", 0)
    );
    let (text, code) = said(folder.path(), &server, "sources check own");
    assert!(text.starts_with("own: ok\n") && code == 0, "{text}");
    let files = files(folder.path());
    let snapshots: Vec<&String> = files
        .keys()
        .filter(|name| name.starts_with("snapshots/"))
        .collect();
    assert_eq!(
        snapshots,
        [
            "snapshots/lock.toml",
            "snapshots/one.txt",
            "snapshots/own.txt",
            "snapshots/two.txt"
        ]
    );
    assert!(files["snapshots/lock.toml"].contains(&format!("[source.\"https://{}/new\"]", server.address)));
}

#[test]
fn errors_of_one_day_are_no_death() {
    let (server, state) = changing();
    let folder = site(&server);
    said(folder.path(), &server, "sources fetch");
    state.store(2, Ordering::SeqCst);
    let (text, code) = said(folder.path(), &server, "sources check --today 2026-11-21");
    assert_eq!(code, 1);
    for line in [
        "one: refused; the server lets no program read it",
        "two: unreachable; ",
        "own: later; ",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let (text, _) = said(folder.path(), &server, "sources check --today 2026-11-22");
    assert!(
        text.contains(
            "two: dead; the server answered with status 500; it could not be read on 2026-11-21 either"
        ),
        "{text}"
    );
    assert!(
        text.contains("one: refused") && text.contains("own: later"),
        "{text}"
    );
}

#[test]
fn a_build_reads_the_lock_and_asks_nobody() {
    let (server, state) = changing();
    let folder = site(&server);
    said(folder.path(), &server, "sources fetch");
    state.store(1, Ordering::SeqCst);
    said(folder.path(), &server, "sources check");
    let asked = server.paths().len();
    let (text, code) = said(folder.path(), &server, "build -q");
    assert_eq!(code, 0, "{text}");
    assert_eq!(server.paths().len(), asked);
    let page = fs::read_to_string(folder.path().join("public/a/index.html")).unwrap();
    assert!(
        page.contains("https://archive.ph/two")
            && !page.contains(&format!("href=\"{}\"", server.url("/two")))
    );
    assert!(!folder.path().join("public/snapshots").exists());
    let (text, code) = said(
        folder.path(),
        &server,
        "build -o SNAPSHOTS"
            .replace(
                "SNAPSHOTS",
                &folder.path().join("snapshots/x").display().to_string(),
            )
            .as_str(),
    );
    assert_eq!(code, 1);
    assert!(text.contains("snapshots/"), "{text}");
}

#[test]
fn a_damaged_lock_stops_all_but_loses_nothing() {
    let server = good();
    let folder = site(&server);
    said(folder.path(), &server, "sources fetch");
    let place = folder.path().join("snapshots/lock.toml");
    let lock = fs::read_to_string(&place).unwrap();
    fs::write(&place, format!("<<<<<<< HEAD\n{lock}")).unwrap();
    let damaged = files(folder.path());
    let asked = server.paths().len();
    for command in ["sources fetch --all", "sources check", "build"] {
        let (text, code) = said(folder.path(), &server, command);
        assert_eq!(code, 1, "{text}");
        assert!(
            text.contains("lock-damaged") && text.contains("a merge left its marks"),
            "{text}"
        );
    }
    assert_eq!((files(folder.path()), server.paths().len()), (damaged, asked));
    // Without a lock, texts that are as they were fetched are taken up again.
    fs::remove_file(&place).unwrap();
    assert_eq!(said(folder.path(), &server, "sources fetch").1, 0);
    assert_eq!(fs::read_to_string(&place).unwrap(), lock);
}

#[test]
fn a_text_that_a_person_saved_is_a_snapshot() {
    let server = Server::new(|path, _, stream| match path {
        "/robots.txt" => {}
        _ => respond(stream, "200 OK", "", b"Subscribe to read."),
    });
    let folder = site(&server);
    let saved = folder.path().join("saved.html");
    fs::write(
        &saved,
        "<title>Whole</title><p>The whole page has the very words.",
    )
    .unwrap();
    let import = format!("sources import one {}", saved.display());
    let (text, code) = said(folder.path(), &server, &import);
    assert_eq!(
        (text.as_str(), code),
        ("one: fetched\n1 snapshot taken from a file\n", 0)
    );
    let place = folder.path().join("snapshots/one.txt");
    assert_eq!(
        fs::read_to_string(&place).unwrap(),
        "The whole page has the very words.\n"
    );
    let (text, code) = said(folder.path(), &server, "sources fetch one");
    assert_eq!(code, 1, "{text}");
    assert_eq!(
        fs::read_to_string(&place).unwrap(),
        "The whole page has the very words.\n"
    );
    let (text, code) = said(folder.path(), &server, "sources check one");
    assert!(
        text.starts_with("one: ok\n") && code == 0,
        "programs are shown less: {text}"
    );
    fs::write(&saved, "Other words.").unwrap();
    let (text, _) = said(folder.path(), &server, &import);
    assert!(text.contains("it does not hold “the very words”"), "{text}");
    fs::write(&saved, b"%PDF-1.7\0").unwrap();
    let (text, code) = said(folder.path(), &server, &import);
    assert!(code == 1 && text.contains("pdftotext"), "{text}");
    assert_eq!(
        said(folder.path(), &server, "sources import one /no/such/file").1,
        1
    );
    assert_eq!(said(folder.path(), &server, "sources import nobody x").1, 2);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_site() {
    let server = good();
    let folder = site(&server);
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("snapshots")).unwrap();
    let (text, code) = said(folder.path(), &server, "sources fetch one");
    assert!(code == 1 && text.contains("link"), "{text}");
    assert!(files(elsewhere.path()).is_empty());
    fs::remove_file(folder.path().join("snapshots")).unwrap();
    fs::create_dir(folder.path().join("snapshots")).unwrap();
    let target = elsewhere.path().join("precious.txt");
    fs::write(&target, "precious").unwrap();
    std::os::unix::fs::symlink(&target, folder.path().join("snapshots/one.txt")).unwrap();
    let (text, code) = said(folder.path(), &server, "sources fetch one --force");
    assert!(code == 1 && text.contains("link"), "{text}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
}
