//! What happens to whole folders: none of it may leave the snapshot behind.

use super::support::{Site, files, text};
use nutgraf::watch::{How, system};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn content_is_removed_and_made_again() {
    let site = Site::new();
    for round in 0..3 {
        fs::remove_dir_all(site.path("content")).unwrap();
        fs::create_dir_all(site.path("content/stories")).unwrap();
        site.write("content/stories/b.md", &format!("round {round}\n"));
        site.expect_fresh();
        // Its watches stand again.
        site.write("content/stories/b.md", &format!("edit {round}\n"));
        let all = site.all();
        assert_eq!(files(&all[0].change), ["~content/stories/b.md"], "round {round}");
    }
}

#[test]
fn content_is_swapped_for_another() {
    let site = Site::new();
    fs::create_dir(site.path("other")).unwrap();
    site.write("other/z.md", "z\n");
    fs::rename(site.path("content"), site.path("aside")).unwrap();
    fs::rename(site.path("other"), site.path("content")).unwrap();
    site.expect_fresh();
    site.write("aside/a.md", "no content any more\n");
    site.expect_nothing();
    site.write("content/z.md", "y\n");
    assert_eq!(files(&site.next().change), ["~content/z.md"]);
}

#[test]
fn folders_are_renamed_and_filled_at_once() {
    let site = Site::new();
    for round in 0..10 {
        let deep = site.path(&format!("content/{round}/b/c/d"));
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("e.md"), "e\n").unwrap();
    }
    site.expect_fresh();
    fs::rename(site.path("content/3"), site.path("content/three")).unwrap();
    let all = site.all();
    assert_eq!(
        files(&all[0].change),
        ["-content/3/b/c/d/e.md", "+content/three/b/c/d/e.md"]
    );
    site.write("content/three/b/c/d/e.md", "edit\n");
    site.write("content/7/b/c/d/e.md", "edit\n");
    let told = site.next().change;
    assert_eq!(
        files(&told),
        ["~content/7/b/c/d/e.md", "~content/three/b/c/d/e.md"]
    );
    assert!(told.rescan.is_none());
}

#[test]
fn five_thousand_files_at_once() {
    let fill = |root: &Path, text: &str| {
        for number in 0..5_000 {
            let folder = root.join(format!("content/stories/{}", number % 50));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{number}.md")), text).unwrap();
        }
    };
    let site = Site::with(How::Events, system(), |root| fill(root, "one"));
    fill(site.root(), "two");
    let last = site.expect_fresh();
    assert_eq!(last.sources.len(), 5_002);
    assert_eq!(text(&last, "content/stories/49/4999.md").as_deref(), Some("two"));
}

fn git(root: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.current_dir(root).args([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "gc.auto=0",
    ]);
    match command.args(arguments).output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        output => {
            let output = output.unwrap();
            assert!(output.status.success(), "{arguments:?}: {output:?}");
            true
        }
    }
}

#[test]
fn git_checks_out_another_branch() {
    let site = Site::new();
    let fill = |word: &str| {
        for number in 0..5_000 {
            let folder = match number % 5 {
                0 => site.path(&format!("content/{word}-{}", number % 7)),
                _ => site.path("content/stories"),
            };
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{number}.md")), word).unwrap();
        }
    };
    if !git(site.root(), &["init", "-q", "-b", "one"]) {
        return;
    }
    fill("one");
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "-qm", "one"]);
    git(site.root(), &["checkout", "-qb", "two"]);
    fs::remove_dir_all(site.path("content")).unwrap();
    fs::create_dir_all(site.path("content/stories")).unwrap();
    fill("two");
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "-qm", "two"]);
    site.expect_fresh();
    git(site.root(), &["checkout", "-q", "one"]);
    let last = site.expect_fresh();
    assert_eq!(text(&last, "content/stories/4999.md").as_deref(), Some("one"));
}

#[test]
fn the_site_itself_moves_away_and_comes_back() {
    let site = Site::new();
    let away = site.beside("away");
    fs::rename(site.root(), &away).unwrap();
    let seen = site.next();
    assert_eq!(files(&seen.change), ["-content/a.md", "-site.toml"]);
    fs::write(away.join("content/a.md"), "while away\n").unwrap();
    site.expect_nothing();
    fs::rename(&away, site.root()).unwrap();
    let seen = site.next();
    assert_eq!(files(&seen.change), ["+content/a.md", "+site.toml"]);
    assert_eq!(
        text(&seen.snapshot, "content/a.md").as_deref(),
        Some("while away\n")
    );
    site.write("content/a.md", "back\n");
    assert_eq!(files(&site.next().change), ["~content/a.md"]);
    fs::remove_dir_all(site.root()).unwrap();
    let last = site.expect_fresh();
    assert!(last.sources.is_empty());
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_watched() {
    use std::os::unix::fs::symlink;
    let site = Site::with(How::Events, system(), |root| {
        fs::create_dir_all(root.join("shared/deep")).unwrap();
        fs::write(root.join("shared/deep/x.md"), "x\n").unwrap();
        symlink("../shared/deep/x.md", root.join("content/x.md")).unwrap();
        symlink("a.md", root.join("content/same.md")).unwrap();
    });
    site.write("shared/deep/x.md", "edit\n");
    assert_eq!(files(&site.next().change), ["~content/x.md"]);
    site.write("content/a.md", "both\n");
    assert_eq!(files(&site.next().change), ["~content/a.md", "~content/same.md"]);
    // A link to a folder that is laid while watching.
    symlink("../shared", site.path("static/shared")).unwrap();
    assert_eq!(files(&site.next().change), ["+static/shared/deep/x.md"]);
    fs::create_dir(site.path("shared/more")).unwrap();
    site.write("shared/more/y.md", "y\n");
    site.expect_fresh();
    site.write("shared/more/y.md", "z\n");
    assert_eq!(files(&site.next().change), ["~static/shared/more/y.md"]);
    // A link that leads nowhere yet is a problem, and then none.
    symlink("../later/z.css", site.path("static/z.css")).unwrap();
    assert!(site.next().change.problems);
    fs::create_dir(site.path("later")).unwrap();
    site.write("later/z.css", "z\n");
    let last = site.expect_fresh();
    assert_eq!(
        (text(&last, "static/z.css").as_deref(), last.problems.len()),
        (Some("z\n"), 0)
    );
}

#[test]
fn the_lock_of_the_snapshots_is_watched_and_their_texts_are_not() {
    let site = Site::new();
    fs::create_dir(site.path("snapshots")).unwrap();
    site.write("snapshots/lock.toml", "version = 1\n");
    site.expect_fresh();
    site.write("snapshots/lock.toml", "version = 1 # again\n");
    let all = site.all();
    assert_eq!(files(&all[0].change), ["~snapshots/lock.toml"]);
    site.write("snapshots/cnbc.txt", "words\n");
    site.expect_nothing();
}
