//! The cache: a job is run once, nothing is believed that is not whole, and nothing of others is touched.

use nutgraf::diagnostic::{Code, Diagnostic};
use nutgraf::disk::cache::{Cache, FOLDER};
use nutgraf::job::{Bench, Job, Work};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// Says a word again.
#[derive(Debug)]
struct Echo(String);

impl Work for Echo {
    fn run(&self, bench: &mut Bench) -> Result<Vec<u8>, Diagnostic> {
        if self.0 == "fails" {
            return Err(Diagnostic::without_place(Code::InvalidValue, "no word"));
        }
        let loud = bench.lay([1; 32], || Ok::<_, Diagnostic>(self.0.to_uppercase()))?;
        Ok(format!("{} {loud}", self.0).into_bytes())
    }
}

fn echo(word: &str) -> Job {
    Job::new("echo", "1", &[word.as_bytes()], Arc::new(Echo(word.to_owned())))
}

fn make(cache: &Cache, job: &Job) -> String {
    String::from_utf8(cache.make(job, &mut Bench::default()).unwrap()).unwrap()
}

/// Asserts what a cache of the site gives, and how many jobs it has run for it.
fn expect(root: &Path, word: &str, runs: usize) -> Cache {
    let cache = Cache::of_site(root);
    assert_eq!(
        make(&cache, &echo(word)),
        format!("{word} {}", word.to_uppercase())
    );
    assert_eq!(cache.runs(), runs, "runs for {word}");
    cache
}

fn blob(root: &Path, word: &str) -> PathBuf {
    let name = echo(word).name();
    root.join(FOLDER).join(&name[..2]).join(name)
}

fn set_age(path: &Path, days: u64) {
    let time = SystemTime::now() - Duration::from_hours(24 * days);
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(time).unwrap();
}

fn age(path: &Path) -> Duration {
    fs::metadata(path)
        .unwrap()
        .modified()
        .unwrap()
        .elapsed()
        .unwrap_or_default()
}

#[test]
fn keys_tell_kinds_engines_and_parts_apart() {
    let work: Arc<dyn Work> = Arc::new(Echo(String::new()));
    let key = |kind, engine, parts: &[&[u8]]| *Job::new(kind, engine, parts, work.clone()).key();
    let keys = [
        key("a", "1", &[b"x", b"y"]),
        key("b", "1", &[b"x", b"y"]),
        key("a", "2", &[b"x", b"y"]),
        key("a", "1", &[b"xy", b""]),
        key("a", "1", &[b"xy"]),
        key("a1", "", &[b"x", b"y"]),
    ];
    let different: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(different.len(), keys.len());
    assert_eq!(keys[0], key("a", "1", &[b"x", b"y"]));
}

#[test]
fn a_bench_holds_one_thing_and_gives_it_to_its_key_only() {
    let mut bench = Bench::default();
    assert_eq!(bench.lay([1; 32], || Ok::<_, ()>(1)), Ok(&1));
    assert_eq!(bench.lay([1; 32], || Ok::<_, ()>(2)), Ok(&1));
    assert_eq!(bench.lay([2; 32], || Ok::<_, ()>(3)), Ok(&3));
    assert_eq!(bench.lay([1; 32], || Ok::<_, ()>(4)), Ok(&4));
    assert_eq!(
        bench.lay([1; 32], || Err::<u8, _>("another type")),
        Err("another type")
    );
}

#[test]
fn a_job_is_run_once() {
    let site = TempDir::new().unwrap();
    let cache = expect(site.path(), "one", 1);
    assert_eq!(make(&cache, &echo("one")), "one ONE");
    assert_eq!(cache.runs(), 1);
    expect(site.path(), "one", 0);
    expect(site.path(), "two", 1);
    assert_eq!(
        fs::read_to_string(site.path().join(FOLDER).join(".gitignore")).unwrap(),
        "*\n"
    );
    let tag = fs::read_to_string(site.path().join(FOLDER).join("CACHEDIR.TAG")).unwrap();
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"));
}

#[test]
fn a_failed_job_is_told_and_not_kept() {
    let site = TempDir::new().unwrap();
    let cache = Cache::of_site(site.path());
    for runs in 1..3 {
        let problem = cache.make(&echo("fails"), &mut Bench::default()).unwrap_err();
        assert_eq!(problem.message, "no word");
        assert_eq!(cache.runs(), runs);
    }
    assert!(!blob(site.path(), "fails").exists());
}

#[test]
fn what_is_damaged_cut_or_foreign_is_made_anew() {
    let site = TempDir::new().unwrap();
    expect(site.path(), "one", 1);
    let path = blob(site.path(), "one");
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&path, &damaged).unwrap();
        expect(site.path(), "one", 1);
        fs::write(&path, &whole[..at]).unwrap();
        expect(site.path(), "one", 1);
    }
    fs::write(&path, [&whole[..], b"more"].concat()).unwrap();
    expect(site.path(), "one", 1);
    expect(site.path(), "two", 1);
    fs::copy(blob(site.path(), "two"), &path).unwrap();
    expect(site.path(), "one", 1);
    assert_eq!(fs::read(&path).unwrap(), whole);
}

#[test]
fn what_is_no_folder_of_ours_is_left_alone() {
    let site = TempDir::new().unwrap();
    let folder = site.path().join(FOLDER);
    let refused = |why: &str| {
        let cache = expect(site.path(), "one", 1);
        let note = cache.trouble().expect(why);
        assert_eq!(note.code, Code::CacheFailed);
        assert!(note.message.contains(why), "{}", note.message);
        cache.sweep();
    };
    fs::write(&folder, "mine").unwrap();
    refused("file");
    assert_eq!(fs::read_to_string(&folder).unwrap(), "mine");
    fs::remove_file(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("letter.txt"), "mine").unwrap();
    refused("nutgraf did not make it");
    fs::write(
        folder.join("CACHEDIR.TAG"),
        "Signature: 8a477f597d28d172789f06886806bc55\n",
    )
    .unwrap();
    refused("nutgraf did not make it");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let site = TempDir::new().unwrap();
    let outside = TempDir::new().unwrap();
    let folder = site.path().join(FOLDER);
    symlink(outside.path(), &folder).unwrap();
    assert!(expect(site.path(), "one", 1).trouble().is_some());
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);

    // A link in the place of a blob, or of a folder of blobs.
    fs::remove_file(&folder).unwrap();
    expect(site.path(), "one", 1);
    let path = blob(site.path(), "one");
    let elsewhere = outside.path().join("blob");
    fs::rename(&path, &elsewhere).unwrap();
    symlink(&elsewhere, &path).unwrap();
    expect(site.path(), "one", 1);
    assert!(
        fs::symlink_metadata(&path).unwrap().is_file(),
        "it is made in its place"
    );
    fs::remove_file(&path).unwrap();
    fs::remove_dir(path.parent().unwrap()).unwrap();
    fs::rename(&elsewhere, outside.path().join(path.file_name().unwrap())).unwrap();
    symlink(outside.path(), path.parent().unwrap()).unwrap();
    set_age(&path, 90);
    let cache = expect(site.path(), "one", 1);
    assert!(cache.trouble().is_some());
    cache.sweep();
    assert!(path.exists(), "what lies behind a link is not swept");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_means_no_cache() {
    use std::os::unix::fs::PermissionsExt;
    let site = TempDir::new().unwrap();
    fs::set_permissions(site.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever runs as root may write all the same.
    if fs::write(site.path().join("probe"), "").is_err() {
        let cache = expect(site.path(), "one", 1);
        assert_eq!(cache.trouble().map(|note| note.code), Some(Code::CacheFailed));
        expect(site.path(), "one", 1);
    }
    fs::set_permissions(site.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn what_nobody_used_for_a_month_is_swept_and_nothing_else() {
    let site = TempDir::new().unwrap();
    for word in ["old", "used", "young"] {
        expect(site.path(), word, 1);
    }
    let folder = blob(site.path(), "old").parent().unwrap().to_owned();
    let half_done = folder.join("new-123-4");
    let foreign = [
        folder.join("letter.txt"),
        folder.join("new-words"),
        site.path().join(FOLDER).join("more"),
    ];
    for path in foreign.iter().chain([&half_done]) {
        fs::write(path, "x").unwrap();
        set_age(path, 99);
    }
    set_age(&blob(site.path(), "old"), 31);
    set_age(&blob(site.path(), "used"), 31);
    set_age(&blob(site.path(), "young"), 29);
    expect(site.path(), "used", 0);
    assert!(
        age(&blob(site.path(), "used")) < Duration::from_hours(1),
        "its use is noted"
    );
    Cache::of_site(site.path()).sweep();
    assert!(!blob(site.path(), "old").exists() && !half_done.exists());
    assert!(blob(site.path(), "used").exists() && blob(site.path(), "young").exists());
    assert!(foreign.iter().all(|path| path.exists()));
    expect(site.path(), "young", 0);
}

#[test]
fn many_threads_may_ask_at_once() {
    let site = TempDir::new().unwrap();
    let cache = Cache::of_site(site.path());
    std::thread::scope(|scope| {
        for number in 0..16 {
            let cache = &cache;
            scope.spawn(move || {
                let word = format!("word {}", number % 2);
                assert_eq!(
                    make(cache, &echo(&word)),
                    format!("{word} {}", word.to_uppercase())
                );
            });
        }
    });
    assert!(cache.trouble().is_none(), "{:?}", cache.trouble());
    expect(site.path(), "word 0", 0);
    expect(site.path(), "word 1", 0);
}

#[test]
fn without_a_site_nothing_is_kept() {
    let cache = Cache::default();
    assert_eq!(make(&cache, &echo("one")), "one ONE");
    assert_eq!(make(&cache, &echo("one")), "one ONE");
    assert_eq!(cache.runs(), 2);
    assert!(cache.trouble().is_none());
    cache.sweep();
}
