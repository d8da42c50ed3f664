//! Whole sites: the same wherever and however they are built, and whole from the first one on.

use crate::support::SiteTest;
use crate::workshop::{Bytes, Workshop, bytes, outcome, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const KITCHEN_SINK: &str = "tests/sites/kitchen-sink";

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    for (name, (bytes, _)) in tree(from) {
        let place = to.join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes.0).unwrap();
    }
}

/// A way to build: from which folder, with what for `--root`, in what environment.
type Way<'w> = (&'w str, &'w str, &'w [(&'w str, &'w str)]);

/// Builds the kitchen sink and gives every byte of it, the manifest too.
fn build(
    workshop: &Workshop,
    from: &str,
    root: &str,
    environment: &[(&str, &str)],
) -> BTreeMap<String, Bytes> {
    let out = workshop.path("out");
    let mut command = workshop.command(&["build", "--quiet", "--today", "2026-11-21", "--root", root, "-o"]);
    command.arg(&out).current_dir(workshop.path(from));
    command.envs(environment.iter().copied());
    let outcome = outcome(&mut command);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let files = bytes(tree(&out));
    fs::remove_dir_all(out).unwrap();
    assert!(files.len() > 100, "{:?}", files.keys());
    files
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let workshop = Workshop::empty();
    copy(&repository().join(KITCHEN_SINK), &workshop.path("here"));
    copy(
        &repository().join(KITCHEN_SINK),
        &workshop.path("some where/Ünder/else"),
    );
    let first = build(&workshop, "here", ".", &[]);
    let absolute = workshop.path("here").to_string_lossy().into_owned();
    let ways: [Way<'_>; 8] = [
        ("here", ".", &[("RAYON_NUM_THREADS", "1")]),
        ("here", ".", &[("RAYON_NUM_THREADS", "2")]),
        ("here", ".", &[("RAYON_NUM_THREADS", "7")]),
        (
            "here",
            ".",
            &[
                ("TZ", "Pacific/Kiritimati"),
                ("LC_ALL", "tr_TR.UTF-8"),
                ("LANG", "ar"),
            ],
        ),
        (
            "here",
            ".",
            &[
                ("TZ", "Pacific/Pago_Pago"),
                ("LC_ALL", "C"),
                ("SOURCE_DATE_EPOCH", "1"),
            ],
        ),
        ("some where/Ünder/else", ".", &[]),
        ("some where", "../here", &[]),
        ("some where", &absolute, &[]),
    ];
    for (from, root, environment) in ways {
        let other = build(&workshop, from, root, environment);
        let differing: Vec<_> = first
            .iter()
            .filter(|(name, bytes)| other.get(*name) != Some(bytes))
            .collect();
        let names: Vec<_> = differing.iter().map(|(name, _)| name).collect();
        assert!(
            names.is_empty() && first.len() == other.len(),
            "{from} {root} {environment:?}: {names:?}"
        );
    }
}

#[test]
fn a_new_site_builds_without_a_warning() {
    for name in ["deal", "a \"new\" {{ site }} & <b>", "ünï-cøde"] {
        let workshop = Workshop::empty();
        assert_eq!(workshop.run(&["init", name]).code, 0);
        let outcome = workshop.run(&["build", "--strict", "--root", name]);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{name}");
        // A second init leaves what is there.
        let before = workshop.tree("");
        assert_eq!(workshop.run(&["init", name]).code, 1);
        assert_eq!(workshop.tree(""), before);
    }
}

#[test]
fn site_toml_and_one_story_are_a_site() {
    let workshop = Workshop::empty()
        .write("site/site.toml", "title = \"T\"\n")
        .write(
            "site/content/stories/01.md",
            "---\nheadline: \"Microsoft and OpenAI Restructure Partnership\"\nslug: partnership\ncategory: business\n\
             story_number: \"01\"\ndate: 2026-04-27\nsources:\n  - name: CNBC\n    url: https://www.cnbc.com/x.html\n\
             stats:\n  - value: \"$13B+\"\n    label: Total investment\n---\n\nMicrosoft invested $13 billion.\n",
        );
    let report = workshop.build(&[]);
    assert_eq!(report.code, 0, "{report:?}");
    for name in [
        "index.html",
        "partnership/index.html",
        "category/business/index.html",
        "sources/cnbc/index.html",
    ] {
        assert!(workshop.path("site/public").join(name).is_file(), "{name}");
    }
}

#[test]
fn exit_codes_say_what_happened() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["build"]).code, 0);
    assert_eq!(workshop.run(&["build", "--help"]).code, 0);
    assert_eq!(workshop.run(&["explain", "unknown-source"]).code, 0);
    assert_eq!(workshop.run(&["list", "stories"]).code, 0);
    assert_eq!(workshop.run(&["build", "--root", "nowhere"]).code, 1);
    for usage in [
        &["build", "--no-such-flag"][..],
        &["no-such-command"],
        &[],
        &["build", "--base-url", "example.org"],
        &["build", "--today", "yesterday"],
        &["list", "nonsense"],
    ] {
        assert_eq!(workshop.run(usage).code, 2, "{usage:?}");
    }
    workshop.put("site/content/stories/three.md", "no front matter");
    assert_eq!(workshop.run(&["build"]).code, 1);
    assert_eq!(workshop.run(&["list", "stories"]).code, 1);
}

#[test]
fn what_is_held_back_leaves_no_trace() {
    let files = SiteTest::from_dir(KITCHEN_SINK).build().files();
    for (name, text) in &files {
        assert!(
            !text.to_lowercase().contains("secret"),
            "{name} tells of what is held back"
        );
    }
}

#[test]
fn what_is_held_back_shows_when_it_is_asked_for() {
    let site = SiteTest::from_dir(KITCHEN_SINK).replace("content/stories/draft.md", ", and [@nowhere]", "");
    let mut site = site;
    site.settings.show.drafts = true;
    site.settings.show.future = true;
    let files = site.build().files();
    assert!(files.contains_key("draft/index.html") && files.contains_key("scheduled/index.html"));
    assert!(!files.contains_key("expired/index.html"));
}

#[test]
fn no_control_character_reaches_a_page() {
    let files = SiteTest::from_dir(KITCHEN_SINK).build().files();
    let is_text = |name: &&String| {
        ![".png", ".jpg", ".webp", ".mp3", ".woff2"]
            .iter()
            .any(|ending| name.ends_with(ending))
    };
    for name in files.keys().filter(is_text) {
        let stray = files[name].chars().find(|mark| {
            mark.is_control() && !matches!(mark, '\n' | '\r' | '\t') || *mark as u32 & 0xfffe == 0xfffe
        });
        assert_eq!(stray, None, "{name}");
    }
    assert!(files["hostile/index.html"].contains("A backspace \u{fffd}"));
}

#[test]
fn the_same_source_written_differently_is_one() {
    let site = SiteTest::from_dir(KITCHEN_SINK).build();
    let ids: Vec<&str> = site
        .compiled()
        .site
        .citations
        .entries
        .iter()
        .map(|entry| entry.source.id.as_str())
        .collect();
    assert_eq!(
        ids.iter().filter(|id| id.starts_with("same")).count(),
        1,
        "{ids:?}"
    );
}

#[test]
fn addresses_of_our_own_are_ascii() {
    let files = SiteTest::from_dir(KITCHEN_SINK).build().files();
    let map = &files["sitemap.xml"];
    assert!(
        map.is_ascii() && map.contains("/%D9%85%D8%AB%D8%A7%D9%84/"),
        "{map}"
    );
}
