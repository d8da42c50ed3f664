//! Symbolic links in the output folder and in the site: nothing is written or read through one that leads out.

use super::{expect_refused, expect_untouched};
use crate::workshop::{STORY, Workshop};
use std::fs;

#[test]
fn a_folder_that_is_a_link_is_in_the_way() {
    let workshop = Workshop::new().write("outside/keep.txt", "k").built();
    workshop.link("site/public/three", "outside");
    workshop.put("site/content/stories/three.md", STORY);
    expect_untouched(&workshop, &[], "output-failed");
    assert_eq!(workshop.tree("outside").len(), 1);
}

#[test]
fn a_file_that_is_a_link_is_not_written_through() {
    let workshop = Workshop::new().write("outside.html", "keep").built();
    workshop.remove("site/public/one/index.html");
    workshop.link("site/public/one/index.html", "outside.html");
    assert_eq!(workshop.build(&[]).code, 0);
    assert_eq!(workshop.read("outside.html"), "keep");
    assert!(workshop.read("site/public/one/index.html").contains("Words."));
}

#[test]
fn removing_stops_at_a_link() {
    let workshop = Workshop::new().write("outside/index.html", "keep").built();
    fs::remove_dir_all(workshop.path("site/public/two")).unwrap();
    workshop.link("site/public/two", "outside");
    workshop.remove("site/content/stories/two.md");
    workshop.build(&[]);
    assert_eq!(workshop.read("outside/index.html"), "keep");
}

#[test]
fn the_folder_for_new_files_is_not_a_link() {
    let workshop = Workshop::new().write("outside/1", "keep").built();
    workshop.link("site/public/.nutgraf-staging", "outside");
    assert_eq!(workshop.build(&[]).codes(), ["output-failed"]);
    assert_eq!(workshop.read("outside/1"), "keep");
    assert_eq!(workshop.tree("outside").len(), 1);
}

#[test]
fn the_new_manifest_is_not_written_through_a_link() {
    let workshop = Workshop::new().write("outside.json", "keep").built();
    workshop.link("site/public/.nutgraf.json.new", "outside.json");
    workshop.put("site/content/stories/three.md", STORY);
    workshop.build(&[]);
    assert_eq!(workshop.read("outside.json"), "keep");
}

#[test]
fn a_manifest_that_is_a_link_is_not_ours() {
    let workshop = Workshop::new().built();
    fs::rename(
        workshop.path("site/public/.nutgraf.json"),
        workshop.path("manifest.json"),
    )
    .unwrap();
    workshop.link("site/public/.nutgraf.json", "manifest.json");
    expect_refused(&workshop, "public");
}

#[test]
fn those_that_lead_out_are_errors() {
    for name in [
        "content/stories/three.md",
        "static/three.md",
        "templates/three.md",
        "content/three",
    ] {
        let workshop = Workshop::new()
            .write("outside/three.md", STORY)
            .write("site/static/a.txt", "a")
            .write("site/templates/a.html", "a");
        let target = if name.ends_with(".md") {
            "outside/three.md"
        } else {
            "outside"
        };
        workshop.link(&format!("site/{name}"), target);
        let report = workshop.build(&[]);
        assert_eq!((report.code, report.codes()), (1, vec!["link-outside"]), "{name}");
    }
}

#[test]
fn a_whole_folder_or_site_toml_may_not_lead_out_either() {
    let workshop = Workshop::new();
    fs::rename(workshop.path("site/content"), workshop.path("outside")).unwrap();
    workshop.link("site/content", "outside");
    assert!(workshop.build(&[]).codes().contains(&"link-outside"));
    let workshop = Workshop::new();
    fs::rename(workshop.path("site/site.toml"), workshop.path("site.toml")).unwrap();
    workshop.link("site/site.toml", "site.toml");
    assert!(workshop.build(&[]).codes().contains(&"link-outside"));
}

#[test]
fn those_that_stay_inside_are_followed() {
    let workshop = Workshop::new().write("site/static/a.txt", "a");
    workshop.link("site/static/b.txt", "site/static/a.txt");
    workshop.link("site/content/stories/three.md", "site/content/stories/one.md");
    assert_eq!(workshop.build(&[]).code, 0);
    assert_eq!(workshop.read("site/public/b.txt"), "a");
    assert!(workshop.path("site/public/three/index.html").is_file());
}

#[test]
fn circles_and_dead_ends_are_errors() {
    let workshop = Workshop::new();
    workshop.link("site/content/round", "site/content");
    assert_eq!(workshop.build(&[]).codes(), ["link-outside"]);
    let workshop = Workshop::new();
    workshop.link("site/content/stories/dead.md", "nowhere.md");
    assert_eq!(workshop.build(&[]).code, 1);
}
