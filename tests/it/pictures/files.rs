//! Pictures on the disk and over HTTP: made once, kept, renewed and removed.

use super::fixtures::{STORY, from_phone, jpeg, photo, put, rendered, showing};
use crate::support::{SiteTest, TODAY};
use crate::workshop::{Report, Workshop};
use nutgraf::compile::compile;
use nutgraf::input::settings::Settings;
use nutgraf::preview::{Answer, Preview};
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

/// A site on the disk whose first story shows a photo, and the second too.
fn workshop() -> Workshop {
    let settings = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[social]\ncards = false\n";
    let workshop = Workshop::new()
        .write("site/site.toml", settings)
        .write("site/content/stories/one.md", STORY);
    put_photo(&workshop, "photo.jpg", 1000);
    workshop
}

fn put_photo(workshop: &Workshop, name: &str, width: u32) {
    fs::write(
        workshop.path(&format!("site/content/stories/{name}")),
        from_phone(&photo(width, 200), 1),
    )
    .unwrap();
}

fn made(report: &Report) -> u64 {
    assert_eq!(report.code, 0, "{report:?}");
    report.value["made"].as_u64().unwrap()
}

fn names(workshop: &Workshop) -> Vec<String> {
    let files = workshop.tree("site/public").into_keys();
    files
        .filter(|name| name.contains("photo") || name.contains("other"))
        .collect()
}

#[test]
fn a_picture_is_made_once() {
    let workshop = workshop();
    assert_eq!(made(&workshop.build(&[])), 6);
    let first = workshop.tree("site/public");
    assert_eq!(made(&workshop.build(&[])), 0);
    assert_eq!(made(&workshop.build(&["-o", "../elsewhere"])), 0);
    fs::remove_dir_all(workshop.path("site/public")).unwrap();
    assert_eq!(made(&workshop.build(&[])), 0);
    let bytes = |tree: crate::workshop::Tree| {
        tree.into_iter()
            .map(|(name, (bytes, _))| (name, bytes.0))
            .collect()
    };
    let (first, again): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (bytes(first), bytes(workshop.tree("site/public")));
    assert!(first == again, "kept files differ from made ones");
}

#[test]
fn what_is_damaged_in_the_cache_is_mended() {
    let workshop = workshop();
    made(&workshop.build(&[]));
    let blobs = workshop.tree("site/.nutgraf-cache").into_keys();
    let blobs: Vec<_> = blobs
        .filter(|name| name.contains('/'))
        .map(|name| workshop.path("site/.nutgraf-cache").join(name))
        .collect();
    assert_eq!(blobs.len(), 6);
    fs::write(&blobs[0], b"damaged").unwrap();
    fs::remove_file(&blobs[1]).unwrap();
    fs::remove_dir_all(workshop.path("site/public")).unwrap();
    assert_eq!(made(&workshop.build(&[])), 2);
    assert_eq!(made(&workshop.build(&[])), 0);
}

#[test]
fn a_cache_that_cannot_be_written_is_done_without() {
    let workshop = workshop().write("site/.nutgraf-cache", "mine");
    let report = workshop.build(&[]);
    assert_eq!(made(&report), 6);
    assert_eq!(report.codes(), ["cache-failed"]);
    assert_eq!(workshop.read("site/.nutgraf-cache"), "mine");
}

#[test]
fn many_threads_make_the_same_bytes_as_one() {
    let build = |threads: &str| {
        let workshop = workshop();
        let mut command = workshop.command(&["build", "--today", "2026-11-21", "--quiet"]);
        let outcome = crate::workshop::outcome(command.env("RAYON_NUM_THREADS", threads));
        assert_eq!(outcome.code, 0, "{outcome:?}");
        let tree = workshop.tree("site/public").into_iter();
        tree.map(|(name, (bytes, _))| (name, bytes.0))
            .collect::<BTreeMap<_, _>>()
    };
    assert!(build("1") == build("8"));
}

#[test]
fn sizes_go_when_their_picture_goes_or_is_shown_no_longer() {
    let workshop = workshop();
    made(&workshop.build(&[]));
    assert_eq!(names(&workshop).len(), 6);
    put_photo(&workshop, "photo.jpg", 500);
    assert_eq!(made(&workshop.build(&[])), 2);
    assert_eq!(names(&workshop).len(), 2);
    workshop.put(
        "site/content/stories/one.md",
        "---\nheadline: One\ndate: 2026-04-27\n---\nWords.\n",
    );
    assert_eq!(made(&workshop.build(&[])), 0);
    assert_eq!(names(&workshop), ["stories/photo.jpg"]);
    workshop.remove("site/content/stories/photo.jpg");
    assert_eq!(made(&workshop.build(&[])), 0);
    assert_eq!(names(&workshop), [""; 0]);
}

#[test]
fn an_edit_of_a_picture_touches_what_shows_it() {
    let other = "---\nheadline: B\ndate: 2026-04-28\n---\nWords.\n";
    let site = showing(&jpeg(&photo(600, 300)))
        .edit("content/stories/b.md", other)
        .build();
    let before = rendered(site.compiled());
    let site = put(site, "content/stories/photo.jpg", &jpeg(&photo(600, 400))).build();
    assert_eq!(site.compiled().work.parsed, 0);
    let after = rendered(site.compiled());
    let clean = compile(site.sources.clone(), &site.settings, None);
    assert!(after == rendered(&clean), "as a clean compile makes it");
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    let changed: Vec<&String> = after.keys().filter(differs).collect();
    let expected = |name: &String| {
        name.contains("photo") || name == "a/index.html" || name.starts_with("feed") || name.ends_with(".xml")
    };
    assert!(changed.iter().all(|name| expected(name)), "{changed:?}");
    assert!(!changed.contains(&&"b/index.html".to_owned()));
}

#[test]
fn the_plan_follows_what_texts_show() {
    let cuts = |site: &SiteTest| {
        site.compiled()
            .pages
            .iter()
            .filter(|page| page.is_made_by_job() && !page.is_card())
            .count()
    };
    let site = showing(&jpeg(&photo(1000, 500))).build();
    assert_eq!(cuts(&site), 6);
    let site = site
        .edit("content/stories/a.md", &STORY.replace("![A photo]", "[A photo]"))
        .build();
    assert_eq!(cuts(&site), 1);
    let site = site.edit("content/stories/a.md", STORY).build();
    assert_eq!(cuts(&site), 6);
    let site = site
        .edit("content/stories/a.md", &format!("{STORY}\nMore.\n"))
        .build();
    assert_eq!(cuts(&site), 6);
    let clean = compile(site.sources.clone(), &site.settings, None);
    assert_eq!(clean.pages, site.compiled().pages);
}

#[test]
fn twins_in_one_folder_share_their_sizes() {
    let bytes = jpeg(&photo(600, 300));
    let site = put(showing(&bytes), "content/stories/photo.jpeg", &bytes);
    let site = site
        .edit(
            "content/stories/a.md",
            &format!("{STORY}\n![A twin](photo.jpeg)\n"),
        )
        .build();
    assert_eq!(site.diagnostics(), [""; 0]);
    assert_eq!(
        rendered(site.compiled())
            .keys()
            .filter(|name| name.contains("photo"))
            .count(),
        5
    );
}

#[test]
fn a_preview_hands_out_the_job_and_does_not_run_it() {
    let mut site = showing(&jpeg(&photo(600, 300))).build();
    let compiled = Arc::new(site.compiled.take().unwrap());
    let files = rendered(&compiled);
    let preview = Preview::new();
    preview.publish(compiled.clone(), &[], &compiled.sources);
    for name in files.keys().filter(|name| name.contains("photo")) {
        let Answer::Made { job, version, .. } = preview.answer(&format!("/{name}")) else {
            panic!("{name} is not a job");
        };
        assert_eq!(job.run().unwrap(), files[name], "{name}");
        assert!(job.name().starts_with(&version));
    }
    let again = compile(compiled.sources.clone(), &Settings::on(TODAY), Some(&compiled));
    assert_eq!(again.pages, compiled.pages);
}
