//! The lock: written as it is read, and damaged in every way that a merge or an editor can.

use crate::support::{SiteTest, TODAY};
use jiff::civil::date;
use nutgraf::check::records_lock::{check_archive, known_faults};
use nutgraf::fetch::verdict::judge;
use nutgraf::fetch::{Fault, Fetched, text::Reading};
use nutgraf::input::sources::Sources;
use nutgraf::registry::lock::{Kept, LOCK_FILE, Lock, Record, Status, is_name, read};
use nutgraf::source_path::SourcePath;
use proptest::prelude::*;

fn parsed(text: &str) -> (Lock, Vec<nutgraf::diagnostic::Diagnostic>) {
    let mut sources = Sources::default();
    sources.insert(SourcePath::new(LOCK_FILE), text.as_bytes().to_vec());
    read(&sources)
}

fn full() -> Record {
    Record {
        url: "https://www.example.org/a/".to_owned(),
        status: Status::Dead,
        http: Some(404),
        reason: Some("\"gone\"\n\\ \u{7f} é".to_owned()),
        failing_since: Some(date(2026, 11, 1)),
        final_url: Some("https://example.org/b".to_owned()),
        moved_to: Some("https://example.org/b".to_owned()),
        drifted: Some(0),
        snapshot: Some(Kept {
            file: Some("größe-2.txt".to_owned()),
            fetched: date(2026, 10, 1),
            hash: "ab".to_owned(),
            media_type: "text/html".to_owned(),
            title: Some("[source.\"x\"]\nurl = 1".to_owned()),
            by_hand: true,
        }),
    }
}

#[test]
fn what_is_written_is_read_again() {
    let mut lock = Lock::default();
    lock.entries.insert("https://example.org/a".to_owned(), full());
    let plain = Record::of("http://www.example.org/b?q=\"x\"");
    let key = nutgraf::input::web_address::canonical_url(&plain.url).unwrap();
    lock.entries.insert(key, plain);
    let text = lock.written();
    let (again, problems) = parsed(&text);
    assert_eq!(problems, [], "{text}");
    assert_eq!(again, lock);
    assert_eq!(again.written(), text);
    assert!(again.is_gone(Some("https://example.org/a")) && !again.is_gone(None));
}

proptest! {
    #[test]
    fn any_words_are_read_again(title in any::<String>(), reason in any::<String>()) {
        let record = Record { reason: Some(format!("x{reason}")), ..full() };
        let snapshot = record.snapshot.clone().map(|kept| Kept { title: Some(format!("x{title}")), ..kept });
        let mut lock = Lock::default();
        lock.entries.insert("https://example.org/a".to_owned(), Record { snapshot, ..record });
        let (again, problems) = parsed(&lock.written());
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(again, lock);
    }

    #[test]
    fn any_text_is_a_lock_or_one_fault(text in "[ -~\n]{0,200}") {
        let (lock, problems) = parsed(&text);
        prop_assert!(problems.len() <= 1);
        prop_assert!(problems.is_empty() || lock == Lock::default());
    }
}

#[test]
fn a_damaged_lock_is_one_fault_at_its_place() {
    let good =
        "version = 1\n[source.\"https://example.org/a\"]\nurl = \"https://example.org/a\"\nstatus = \"ok\"\n";
    assert_eq!(parsed(good).1, []);
    let kept = "file = \"a.txt\"\nfetched = 2026-11-21\nhash = \"x\"\nmedia_type = \"text/html\"\n";
    let merge = format!("{good}<<<<<<< HEAD\nhttp = 200\n=======\nhttp = 404\n>>>>>>> theirs\n");
    let twice = format!(
        "{good}{kept}[source.\"https://example.org/b\"]\nurl = \"https://example.org/b\"\nstatus = \"ok\"\n{kept}"
    );
    for (text, part) in [
        (merge, "a merge left its marks"),
        (good.replace("status", "stauts"), "stauts"),
        (good.replace("\"ok\"", "\"fine\""), "fine"),
        (good.replace("url = \"https://example.org/a\"\n", ""), "url"),
        (good.replace("url = \"https", "url = \"ftp"), "another address"),
        (good.replace("version = 1", "version = 2"), "version"),
        (format!("{good}http = 70000"), "http"),
        (format!("{good}failing_since = \"soon\""), "failing_since"),
        (format!("{good}file = \"a.txt\""), "hash"),
        (
            format!("{good}{}", kept.replace("a.txt", "../a.txt")),
            "no name of a snapshot",
        ),
        (
            format!("{good}{}", kept.replace("a.txt", "lock.toml")),
            "no name of a snapshot",
        ),
        (twice, "two sources have one snapshot"),
        (format!("{good}{good}"), "second time"),
        ("[source".to_owned(), "cannot be read"),
        ("source = 3\nmore = 4".to_owned(), "more"),
    ] {
        let (lock, problems) = parsed(&text);
        assert_eq!(lock, Lock::default(), "{text}");
        assert_eq!(problems.len(), 1, "{text} {problems:?}");
        assert_eq!(problems[0].code.name(), "lock-damaged");
        assert!(problems[0].message.contains(part), "{part}: {problems:?}");
        assert!(
            problems[0]
                .hint
                .as_ref()
                .unwrap()
                .contains("nutgraf sources fetch")
        );
    }
}

#[test]
fn names_of_snapshots_stay_in_their_folder() {
    for name in ["a.txt", "cnbc-0427.txt", "größe.txt", "日本.txt"] {
        assert!(is_name(name), "{name}");
    }
    let long = format!("{}.txt", "a".repeat(200));
    for name in [
        "", ".txt", "a", "a.toml", "../a.txt", "a/b.txt", "a\\b.txt", ".a.txt", "a b.txt", "a:b.txt",
        "a\0.txt", &long,
    ] {
        assert!(!is_name(name), "{name}");
    }
}

fn answer(moved_to: Option<&str>) -> Result<Fetched, Fault> {
    Ok(Fetched {
        http: 200,
        final_url: "https://example.org/a".to_owned(),
        moved_to: moved_to.map(str::to_owned),
        downgraded: false,
        media_type: "text/html".to_owned(),
        reading: Reading::Text {
            title: None,
            text: "words\n".to_owned(),
        },
        hash: "x".to_owned(),
    })
}

#[test]
fn a_source_is_dead_at_once_or_on_a_later_day_or_never() {
    let url = "https://example.org/a";
    let later = TODAY.tomorrow().unwrap();
    let days = |fault: &Fault| {
        let first = judge(url, None, &Err(fault.clone()), TODAY);
        let again = judge(url, Some(&first), &Err(fault.clone()), TODAY);
        let next = judge(url, Some(&again), &Err(fault.clone()), later);
        [first.status, again.status, next.status]
    };
    use Status::{Dead, Later, Refused, Unreachable, Unread};
    for fault in [Fault::Status(404), Fault::Status(410)] {
        assert_eq!(days(&fault), [Dead; 3]);
    }
    for fault in [
        Fault::NoHost("x".to_owned()),
        Fault::Insecure("x".to_owned()),
        Fault::Broken("x".to_owned()),
        Fault::Redirects("x".to_owned()),
        Fault::TimedOut,
        Fault::Status(500),
        Fault::Status(400),
    ] {
        assert_eq!(days(&fault), [Unreachable, Unreachable, Dead], "{fault:?}");
    }
    for fault in [
        Fault::Status(401),
        Fault::Status(403),
        Fault::Robots,
        Fault::Refused("x".to_owned()),
    ] {
        assert_eq!(days(&fault), [Refused; 3], "{fault:?}");
    }
    assert_eq!(days(&Fault::Later(None)), [Later; 3]);
    assert_eq!(days(&Fault::TooLarge(5)), [Unread; 3]);
}

#[test]
fn who_answers_again_is_alive_again_and_keeps_its_snapshot() {
    let dead = full();
    let alive = judge(&dead.url, Some(&dead), &answer(None), TODAY);
    assert_eq!(
        (alive.status, alive.failing_since, alive.reason.clone()),
        (Status::Ok, None, None)
    );
    assert_eq!(alive.snapshot, dead.snapshot);
    assert_eq!(alive.moved_to, None);
    let moved = judge(
        &dead.url,
        Some(&alive),
        &answer(Some("https://example.org/new")),
        TODAY,
    );
    assert_eq!(moved.moved_to.as_deref(), Some("https://example.org/new"));
    let busy = judge(&dead.url, Some(&moved), &Err(Fault::Later(None)), TODAY);
    assert_eq!(busy, moved, "asking for patience changes nothing");
}

const SITE: &str = r#"
-- content/sources.toml --
[cnbc]
name = "CNBC"
url = "https://www.cnbc.com/x"
published = 2026-04-27
archive = "https://web.archive.org/web/20260428101500/https://www.cnbc.com/x"
[ap]
name = "AP"
url = "https://apnews.com/y"
-- content/stories/one.md --
---
headline: One
date: 2026-04-27
sources: [{id: own, name: Own, url: "https://own.example/", archive: "https://own.example"}]
---
Text [@cnbc; @ap; @own].
"#;

fn lock(key: &str, rest: &str) -> String {
    format!("[source.\"{key}\"]\nurl = \"{key}\"\n{rest}\n")
}

#[test]
fn what_the_lock_knows_is_reported_offline() {
    let text = lock("https://cnbc.com/x", "status = \"dead\"\nreason = \"it is gone\"")
        + &lock(
            "https://apnews.com/y",
            "status = \"ok\"\nmoved_to = \"https://apnews.com/z\"\ndrifted = 3",
        );
    let site = SiteTest::new(SITE).edit(LOCK_FILE, &text).build();
    let faults = known_faults(&site.compiled().site);
    let found: Vec<String> = faults
        .iter()
        .map(|fault| crate::support::line_of(&site.sources, fault))
        .collect();
    assert_eq!(
        found,
        [
            "source-dead content/sources.toml:1:2",
            "source-moved content/sources.toml:6:2",
            "source-drifted content/sources.toml:6:2",
            "archive-invalid content/stories/one.md:1:1",
        ]
    );
    assert!(faults[2].message.contains("3 words"), "{faults:?}");
    assert_eq!(
        known_faults(&SiteTest::new(SITE).build().compiled().site).len(),
        1
    );
}

#[test]
fn archive_addresses_are_checked_as_far_as_they_tell() {
    let site = SiteTest::new(SITE).build();
    let source = site.compiled().site.registry.sources.get("cnbc").unwrap().clone();
    for (archive, is_good) in [
        (
            "https://web.archive.org/web/20260428101500/https://www.cnbc.com/x",
            true,
        ),
        (
            "https://web.archive.org/web/20260428101500if_/http://cnbc.com/x/",
            true,
        ),
        (
            "http://web.archive.org/web/20260426235959/https://www.cnbc.com/x?utm_source=y",
            true,
        ),
        ("https://archive.ph/AbCdE", true),
        ("https://perma.cc/ABCD-1234", true),
        ("https://webcitation.example/5", true),
        ("https://www.cnbc.com/x#top", false),
        ("/static/copy.html", false),
        ("https://web.archive.org/web/2026/https://www.cnbc.com/x", false),
        ("https://web.archive.org/web/*/https://www.cnbc.com/x", false),
        ("https://web.archive.org/save/https://www.cnbc.com/x", false),
        (
            "https://web.archive.org/web/20260230101500/https://www.cnbc.com/x",
            false,
        ),
        (
            "https://web.archive.org/web/20260428251500/https://www.cnbc.com/x",
            false,
        ),
        (
            "https://web.archive.org/web/20260401101500/https://www.cnbc.com/x",
            false,
        ),
        (
            "https://web.archive.org/web/20270428101500/https://www.cnbc.com/x",
            false,
        ),
        (
            "https://web.archive.org/web/20260428101500/https://www.cnbc.com/y",
            false,
        ),
        ("https://web.archive.org/web/20260428101500/words", false),
        ("https://web.archive.org/web/20260428101500", false),
        (
            "https://web.archive.org/web/２０２６０４２８１０１５００/https://www.cnbc.com/x",
            false,
        ),
    ] {
        let source = nutgraf::registry::source::Source {
            archive: Some(archive.to_owned()),
            ..(*source).clone()
        };
        let checked = check_archive(&source, TODAY);
        assert_eq!(checked.is_ok(), is_good, "{archive}: {checked:?}");
    }
}
