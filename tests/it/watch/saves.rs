//! Each way to save gives exactly one change with the right text; what is no edit gives none.

use super::support::{Site, files, text};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A way to save a text in a file of a folder.
type Save = fn(folder: &Path, text: &str);

/// Two steps of a save that are meant to be a few milliseconds apart, in milliseconds.
const CLOSE: u64 = 9;

/// A file that is meant to be gone or empty for a moment, in milliseconds.
const TORN: u64 = 40;

/// The ways to save, each with what it may take: beyond that, it is the machine that a test sees, not the save.
const SAVES: [(&str, Save, u64); 11] = [
    ("truncate and write", truncate_and_write, TORN),
    ("truncate, pause, write", truncate_pause_write, TORN),
    ("two writes", two_writes, CLOSE),
    ("two saves", two_saves, CLOSE),
    ("rename over", rename_over, CLOSE),
    ("vim, backupcopy=yes", vim_copy, TORN),
    ("vim, backupcopy=no", vim_rename, TORN),
    ("emacs", emacs, CLOSE),
    ("JetBrains", jet_brains, TORN),
    ("sed -i", sed, CLOSE),
    ("remove and write", remove_and_write, TORN),
];

fn pause(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds));
}

fn truncate_and_write(folder: &Path, text: &str) {
    fs::write(folder.join("a.md"), text).unwrap();
}

fn truncate_pause_write(folder: &Path, text: &str) {
    let mut file = fs::File::create(folder.join("a.md")).unwrap();
    pause(15);
    file.write_all(text.as_bytes()).unwrap();
}

fn two_writes(folder: &Path, text: &str) {
    let mut file = fs::File::create(folder.join("a.md")).unwrap();
    let (first, second) = text.split_at(text.len() / 2);
    file.write_all(first.as_bytes()).unwrap();
    pause(2);
    file.write_all(second.as_bytes()).unwrap();
}

fn two_saves(folder: &Path, text: &str) {
    fs::write(folder.join("a.md"), format!("not yet {text}")).unwrap();
    pause(6);
    fs::write(folder.join("a.md"), text).unwrap();
}

fn rename_over(folder: &Path, text: &str) {
    fs::write(folder.join("a.md.tmp"), text).unwrap();
    fs::rename(folder.join("a.md.tmp"), folder.join("a.md")).unwrap();
}

fn vim_probe(folder: &Path) {
    fs::write(folder.join("4913"), "").unwrap();
    fs::remove_file(folder.join("4913")).unwrap();
}

fn vim_copy(folder: &Path, text: &str) {
    vim_probe(folder);
    fs::copy(folder.join("a.md"), folder.join("a.md~")).unwrap();
    pause(1);
    let mut file = OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(folder.join("a.md"))
        .unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
    fs::remove_file(folder.join("a.md~")).unwrap();
}

fn vim_rename(folder: &Path, text: &str) {
    vim_probe(folder);
    fs::rename(folder.join("a.md"), folder.join("a.md~")).unwrap();
    pause(12);
    let mut file = fs::File::create(folder.join("a.md")).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
    fs::remove_file(folder.join("a.md~")).unwrap();
}

fn emacs(folder: &Path, text: &str) {
    #[cfg(unix)]
    std::os::unix::fs::symlink("ada@host.4711:1790000000", folder.join(".#a.md")).unwrap();
    fs::write(folder.join("#a.md#"), format!("half of {text}")).unwrap();
    fs::copy(folder.join("a.md"), folder.join("a.md~")).unwrap();
    fs::write(folder.join("a.md.new"), text).unwrap();
    fs::rename(folder.join("a.md.new"), folder.join("a.md")).unwrap();
    fs::remove_file(folder.join("#a.md#")).unwrap();
    let _ = fs::remove_file(folder.join(".#a.md"));
    fs::remove_file(folder.join("a.md~")).unwrap();
}

fn jet_brains(folder: &Path, text: &str) {
    fs::write(folder.join("a.md___jb_tmp___"), text).unwrap();
    fs::rename(folder.join("a.md"), folder.join("a.md___jb_old___")).unwrap();
    pause(12);
    fs::rename(folder.join("a.md___jb_tmp___"), folder.join("a.md")).unwrap();
    fs::remove_file(folder.join("a.md___jb_old___")).unwrap();
}

fn sed(folder: &Path, text: &str) {
    let script = format!("s/.*/{}/", text.trim_end());
    let status = Command::new("sed")
        .arg("-i")
        .arg(script)
        .arg(folder.join("a.md"))
        .status();
    assert!(status.unwrap().success());
}

fn remove_and_write(folder: &Path, text: &str) {
    fs::remove_file(folder.join("a.md")).unwrap();
    pause(10);
    fs::write(folder.join("a.md"), text).unwrap();
}

/// Saves until the machine was quick enough for the save's own pauses to be what they are meant to be.
fn expect_one(site: &Site, name: &str, save: Save, limit: u64) {
    for round in 0..30 {
        let wanted = format!("{} {round}\n", name.replace([',', '='], ""));
        let begun = Instant::now();
        save(&site.path("content"), &wanted);
        let took = begun.elapsed();
        let all = site.all();
        let last = all.last().unwrap();
        assert_eq!(
            text(&last.snapshot, "content/a.md").unwrap(),
            wanted,
            "{name}, which took {took:?}"
        );
        let told: Vec<_> = all.iter().map(|seen| files(&seen.change)).collect();
        if told == [["~content/a.md"]] {
            assert!(last.change.rescan.is_none(), "{name}: {:?}", last.change);
            return;
        }
        assert!(
            took > Duration::from_millis(limit),
            "{name}, which took {took:?}: {told:?}"
        );
    }
    panic!("{name}: the machine is too slow for this test");
}

#[test]
fn every_way_to_save_is_one_change() {
    let site = Site::new();
    for (name, save, limit) in SAVES {
        expect_one(&site, name, save, limit);
    }
}

/// Runs an editor, if it is there. Nobody knows how long the steps of its save took: one run of a few must be one
/// change, each must end with the right text.
fn run_editor(program: &str, arguments: &[&str]) {
    for _ in 0..5 {
        let site = Site::new();
        let mut command = Command::new(program);
        match command.args(arguments).current_dir(site.path("content")).status() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            status => assert!(status.unwrap().success(), "{program} {arguments:?}"),
        }
        let all = site.all();
        let now = fs::read_to_string(site.path("content/a.md")).unwrap();
        assert_eq!(text(&all.last().unwrap().snapshot, "content/a.md").unwrap(), now);
        assert_ne!(now, "old\n");
        let told: Vec<_> = all.iter().map(|seen| files(&seen.change)).collect();
        if told == [["~content/a.md"]] {
            return;
        }
    }
    panic!("{program} {arguments:?} never was one change");
}

#[test]
fn vim_and_emacs_save_once() {
    for copy in ["yes", "no", "auto"] {
        let set = format!("set nocompatible swapfile writebackup backup backupcopy={copy}");
        let edit = [
            "-u",
            "NONE",
            "-es",
            "-c",
            &set,
            "-c",
            "s/old/new/",
            "-c",
            "wq",
            "a.md",
        ];
        run_editor("vim", &edit);
    }
    for precious in ["nil", "t"] {
        let save = format!(
            "(progn (setq make-backup-files t backup-by-copying nil file-precious-flag {precious}) \
             (find-file \"a.md\") (insert \"new \") (do-auto-save) (save-buffer))"
        );
        run_editor("emacs", &["-Q", "--batch", "--eval", &save]);
    }
}

#[test]
fn what_is_no_edit_tells_nothing() {
    let site = Site::new();
    let content = site.path("content");
    site.write("content/a.md", "old\n");
    let now = std::time::SystemTime::now();
    OpenOptions::new()
        .write(true)
        .open(content.join("a.md"))
        .unwrap()
        .set_modified(now)
        .unwrap();
    vim_probe(&content);
    for name in [
        ".a.md.swp",
        "a.md~",
        "#a.md#",
        "a.md___jb_tmp___",
        ".#b.md",
        ".~lock.a.md#",
    ] {
        fs::write(content.join(name), "x").unwrap();
    }
    fs::create_dir(content.join(".git")).unwrap();
    fs::write(content.join(".git/index"), "x").unwrap();
    fs::write(site.path("static/.goutputstream-A1"), "x").unwrap();
    // Not of the site: our own output, and whatever else lies beside it.
    site.write("public/index.html", "x");
    fs::create_dir_all(site.path("public/a/b")).unwrap();
    site.write("public/a/b/index.html", "x");
    site.write("notes.txt", "x");
    fs::create_dir(site.path("target")).unwrap();
    site.expect_nothing();
    site.write("content/a.md", "new\n");
    assert_eq!(files(&site.next().change), ["~content/a.md"]);
    site.expect_nothing();
}

#[test]
fn every_kind_of_file_is_seen() {
    let site = Site::new();
    for name in [
        "site.toml",
        "content/sources.toml",
        "templates/page.html",
        "static/.well-known/x",
        "content/new/deep/b.md",
    ] {
        fs::create_dir_all(site.path(name).parent().unwrap()).unwrap();
        site.write(name, "# new\n");
        let all = site.all();
        assert_eq!(
            text(&all.last().unwrap().snapshot, name).as_deref(),
            Some("# new\n")
        );
    }
    fs::remove_file(site.path("content/sources.toml")).unwrap();
    assert_eq!(files(&site.next().change), ["-content/sources.toml"]);
    site.write("content/a.md", "");
    assert_eq!(files(&site.next().change), ["~content/a.md"]);
}
