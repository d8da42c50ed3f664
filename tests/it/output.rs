//! The output folder: which ones are refused, what a build leaves alone, and that it never reaches outside.

use crate::workshop::{STORY, Workshop, bytes};
use std::fs;

#[cfg(unix)]
mod links;

/// Nothing anywhere changes when a folder is refused.
fn expect_refused(workshop: &Workshop, folder: &str) {
    let before = workshop.tree("");
    let report = workshop.build(&["-o", folder]);
    assert_eq!(report.code, 1, "{folder} was taken");
    assert_eq!(report.codes(), ["output-refused"], "{folder}: {report:?}");
    assert_eq!(workshop.tree(""), before, "{folder}");
}

#[test]
fn folders_of_the_site_and_above_it_are_refused() {
    let workshop = Workshop::new()
        .write("site/static/a.txt", "a")
        .write("site/templates/components/own.html", "x");
    let folders = [
        ".",
        "..",
        "../..",
        "/",
        "../site",
        "content",
        "content/",
        "content/new",
        "content/stories/../new",
        "static",
        "static/new",
        "templates",
        "templates/new",
        "./public/../content",
    ];
    for folder in folders {
        expect_refused(&workshop, folder);
    }
}

#[test]
fn the_home_folder_is_refused() {
    let workshop = Workshop::new();
    fs::create_dir(workshop.path("home")).unwrap();
    expect_refused(&workshop, workshop.path("home").to_str().unwrap());
}

#[test]
fn folders_of_others_are_refused() {
    let workshop = Workshop::new()
        .write("foreign/letter.txt", "mine")
        .write("repository/.git/HEAD", "ref")
        .write("manifest-by-hand/.nutgraf.json", "{}")
        .write("a-file", "x");
    for folder in ["../foreign", "../repository", "../manifest-by-hand", "../a-file"] {
        expect_refused(&workshop, folder);
    }
    // Our own folder, once it is a repository.
    let report = workshop.build(&["-o", "../ours"]);
    assert_eq!(report.code, 0);
    workshop.put("ours/.git/HEAD", "ref");
    expect_refused(&workshop, "../ours");
}

#[test]
fn site_toml_may_name_the_folder_and_is_refused_the_same() {
    for (folder, code) in [("../out", 0), ("out/site", 0), ("content", 1), ("..", 1)] {
        let workshop = Workshop::new();
        workshop.put(
            "site/site.toml",
            &format!("title = \"T\"\noutput_dir = \"{folder}\"\n"),
        );
        // From elsewhere: the folder counts from the site.
        fs::create_dir(workshop.path("elsewhere")).unwrap();
        let mut command = workshop.command(&["build", "--root", "../site"]);
        let outcome = crate::workshop::outcome(command.current_dir(workshop.path("elsewhere")));
        assert_eq!(outcome.code, code, "{folder}: {outcome:?}");
        assert_eq!(
            workshop.path("site").join(folder).join("index.html").exists(),
            code == 0
        );
    }
}

#[cfg(unix)]
#[test]
fn links_to_a_refused_folder_are_refused() {
    let workshop = Workshop::new();
    workshop.link("to-content", "site/content");
    workshop.link("to-site", "site");
    for folder in [
        "../to-content",
        "../to-content/new",
        "../to-site",
        "../to-site/content",
    ] {
        expect_refused(&workshop, folder);
    }
}

#[test]
fn an_empty_folder_is_taken() {
    let workshop = Workshop::new();
    fs::create_dir(workshop.path("empty")).unwrap();
    assert_eq!(workshop.build(&["-o", "../empty"]).code, 0);
    assert!(workshop.path("empty/one/index.html").is_file());
}

/// A faulty build leaves the site of before as it was, to the byte and to the minute.
fn expect_untouched(workshop: &Workshop, arguments: &[&str], code: &str) {
    workshop.age("site/public");
    let before = workshop.tree("site/public");
    let report = workshop.build(arguments);
    assert_eq!(report.code, 1, "{report:?}");
    assert!(report.codes().contains(&code), "{report:?}");
    assert_eq!(workshop.tree("site/public"), before);
}

#[test]
fn errors_leave_the_site_of_before() {
    let workshop = Workshop::new().built();
    workshop.put(
        "site/content/stories/one.md",
        &STORY.replace("Words", "Other words"),
    );
    workshop.put(
        "site/content/stories/three.md",
        &STORY.replace("Words", "Words [@nobody]"),
    );
    expect_untouched(&workshop, &[], "unknown-source");
}

#[test]
fn a_template_that_fails_on_one_page_leaves_the_site_of_before() {
    let workshop = Workshop::new().built();
    let failing = "{% extends \"base.html\" %}{% block main %}{% if page.route == \"/two/\" %}{{ nobody.name }}{% endif %}{% endblock main %}";
    workshop.put("site/templates/story.html", failing);
    expect_untouched(&workshop, &[], "template-failed");
    workshop.remove("site/templates/story.html");
    workshop.put("site/templates/story.html", "{% if %}");
    expect_untouched(&workshop, &[], "template-syntax");
}

#[test]
fn strict_takes_warnings_for_errors() {
    let workshop = Workshop::new().built();
    workshop.put(
        "site/content/stories/one.md",
        &STORY.replace("Words", "Words<br>"),
    );
    expect_untouched(&workshop, &["--strict"], "raw-html");
    let report = workshop.build(&[]);
    assert_eq!((report.code, report.codes()), (0, vec!["raw-html"]));
}

#[test]
fn a_first_build_with_errors_makes_no_folder() {
    let workshop = Workshop::new();
    workshop.put(
        "site/content/stories/one.md",
        &STORY.replace("Words", "[@nobody]"),
    );
    assert_eq!(workshop.build(&[]).code, 1);
    assert!(!workshop.path("site/public").exists());
    workshop.put("site/content/stories/one.md", STORY);
    workshop.put("site/templates/story.html", "{{ nobody.name }}");
    assert_eq!(workshop.build(&[]).code, 1);
    assert!(!workshop.path("site/public").exists());
}

#[test]
fn a_second_build_writes_nothing() {
    let workshop = Workshop::new().built();
    workshop.age("site/public");
    let before = workshop.tree("site/public");
    let report = workshop.build(&[]);
    let files = u64::try_from(before.len()).unwrap() - 1;
    assert_eq!(
        report.counts(),
        [0, files, 0],
        "all but the manifest are unchanged"
    );
    assert_eq!(workshop.tree("site/public"), before);
}

#[test]
fn only_what_differs_is_written() {
    let workshop = Workshop::new().built();
    workshop.age("site/public");
    let before = workshop.tree("site/public");
    workshop.put("site/content/stories/one.md", &STORY.replace("Words", "Other"));
    let report = workshop.build(&[]);
    let after = workshop.tree("site/public");
    let changed: Vec<_> = after
        .iter()
        .filter(|(name, file)| before[*name] != **file)
        .collect();
    let written: Vec<&str> = changed.iter().map(|(name, _)| name.as_str()).collect();
    let search = [
        "search/index.json",
        "search/records-0.json",
        "search/words-0.json",
    ];
    let pages = ["atom.xml", "feed.json", "one/index.html", "rss.xml"];
    assert_eq!(written, [&pages[..], &search[..]].concat());
    assert_eq!(report.counts()[0], 7);
}

#[test]
fn what_a_story_left_is_removed_with_it() {
    let workshop = Workshop::new()
        .write("site/content/stories/three/index.md", STORY)
        .write("site/content/stories/three/data.csv", "a\r\n")
        .built();
    assert!(workshop.path("site/public/three/data.csv").is_file());
    fs::remove_dir_all(workshop.path("site/content/stories/three")).unwrap();
    // The page, the file and the card.
    assert_eq!(workshop.build(&[]).counts()[2], 3);
    assert!(!workshop.path("site/public/three").exists());
}

#[test]
fn files_of_others_are_kept_and_listed() {
    let workshop = Workshop::new().built();
    workshop.put("site/public/mine.txt", "mine");
    workshop.put("site/public/two/mine.txt", "mine");
    workshop.remove("site/content/stories/two.md");
    let report = workshop.build(&[]);
    assert_eq!(
        report.value["foreign"],
        serde_json::json!(["mine.txt", "two/mine.txt"])
    );
    assert_eq!(report.codes(), ["foreign-file", "foreign-file"]);
    assert_eq!(workshop.read("site/public/two/mine.txt"), "mine");
    assert!(!workshop.path("site/public/two/index.html").exists());
}

#[test]
fn files_of_others_in_the_way_are_not_overwritten() {
    for foreign in ["three/index.html", "three", "three/index.html/deep.txt"] {
        let workshop = Workshop::new().built();
        workshop.put(&format!("site/public/{foreign}"), "mine");
        workshop.put("site/content/stories/three.md", STORY);
        expect_untouched(&workshop, &[], "output-failed");
        assert_eq!(workshop.read(&format!("site/public/{foreign}")), "mine");
    }
}

#[test]
fn our_files_give_way_to_folders_and_back() {
    let workshop = Workshop::new().write("site/static/thing", "a file").built();
    workshop.remove("site/static/thing");
    workshop.put("site/static/thing/inside.txt", "in a folder");
    assert_eq!(workshop.build(&[]).code, 0);
    assert_eq!(workshop.read("site/public/thing/inside.txt"), "in a folder");
    fs::remove_dir_all(workshop.path("site/static/thing")).unwrap();
    workshop.put("site/static/thing", "a file");
    assert_eq!(workshop.build(&[]).code, 0);
    assert_eq!(workshop.read("site/public/thing"), "a file");
}

#[test]
fn a_manifest_by_an_enemy_removes_nothing_outside() {
    let workshop = Workshop::new()
        .write("victim.txt", "v")
        .write("site/victim.txt", "v")
        .built();
    let absolute = workshop.path("victim.txt").to_string_lossy().into_owned();
    let names = [
        "../victim.txt",
        "../../victim.txt",
        "one/../../victim.txt",
        "./../victim.txt",
        &absolute,
        "",
        ".",
        "..",
        "../content/stories/two.md",
    ];
    let manifest = serde_json::json!({ "nutgraf": "0.1.0", "files": names });
    workshop.put("site/public/.nutgraf.json", &manifest.to_string());
    let before = bytes(workshop.tree("site/content"));
    workshop.build(&[]);
    assert_eq!(workshop.read("victim.txt"), "v");
    assert_eq!(workshop.read("site/victim.txt"), "v");
    assert_eq!(bytes(workshop.tree("site/content")), before);
}

#[test]
fn static_dot_files_are_copied_and_leftovers_are_not() {
    let workshop = Workshop::new()
        .write("site/static/.nojekyll", "")
        .write("site/static/.well-known/security.txt", "s")
        .write("site/static/.DS_Store", "x")
        .write("site/static/page.html~", "x")
        .write("site/static/.git/HEAD", "x")
        .write("site/content/stories/.one.md.swp", "x")
        .write("site/content/.hidden.md", "x")
        .write("site/templates/.story.html.swp", "{% if %}")
        .built();
    let files = workshop.tree("site/public");
    assert!(files.contains_key(".nojekyll") && files.contains_key(".well-known/security.txt"));
    let leftovers: Vec<_> = files
        .keys()
        .filter(|name| name.contains("DS_Store") || name.contains('~'))
        .collect();
    assert!(
        leftovers.is_empty() && !files.keys().any(|name| name.contains(".git/")),
        "{files:?}"
    );
}

#[test]
fn a_static_file_in_the_place_of_our_own_records_is_an_error() {
    for name in [".nutgraf.json", ".nutgraf-staging/0", ".nutgraf.json.new"] {
        let workshop = Workshop::new().write(&format!("site/static/{name}"), "mine");
        let report = workshop.build(&[]);
        assert_eq!(report.code, 1, "{name}: {report:?}");
        assert!(!workshop.path("site/public/index.html").exists(), "{name}");
    }
}
