//! Whatever is edited, a compile that knows an earlier one equals a clean one, and so do the pages.

use crate::edits::{SITE, apply, edit};
use crate::support::{SiteTest, TODAY};
use nutgraf::compile::{Compiled, compile};
use nutgraf::input::settings::Settings;
use nutgraf::page::Page;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The outputs, or what went wrong with each page.
fn outputs(compiled: &Compiled) -> BTreeMap<String, String> {
    let output = |page: &Page| {
        // The key says what comes of a job, which takes long.
        if let Some(job) = compiled.job(page) {
            return (page.route.output_path(), job.name());
        }
        let (output, problems) = compiled.render(page);
        (
            output.path,
            format!("{problems:?} {}", String::from_utf8_lossy(&output.bytes)),
        )
    };
    compiled.pages.iter().map(output).collect()
}

fn assert_equal(reused: &Compiled, clean: &Compiled) {
    assert_eq!(reused.diagnostics(), clean.diagnostics());
    assert_eq!(reused.stories, clean.stories);
    assert_eq!(reused.site, clean.site);
    assert_eq!(reused.pages.len(), clean.pages.len());
    for (one, other) in reused.pages.iter().zip(clean.pages.iter()) {
        assert_eq!(one, other, "{}", other.route);
        assert_eq!(reused.content(one), clean.content(other), "{}", other.route);
    }
    assert_eq!(outputs(reused), outputs(clean));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn reuse_equals_a_clean_compile(edits in prop::collection::vec(edit(), 1..8)) {
        let settings = Settings::on(TODAY);
        let mut sources = SiteTest::new(SITE).sources;
        let mut compiled = compile(sources.clone(), &settings, None);
        for edit in &edits {
            apply(&mut sources, edit);
            compiled = compile(sources.clone(), &settings, Some(&compiled));
            assert_equal(&compiled, &compile(sources.clone(), &settings, None));
        }
    }
}

#[test]
fn the_site_of_this_test_is_sound() {
    SiteTest::new(SITE)
        .build()
        .expect_diagnostics(&[])
        .expect_in("one/index.html", "more than $13 billion");
}

#[test]
fn a_body_edit_parses_one_file_and_builds_no_index() {
    SiteTest::new(SITE)
        .build()
        .replace("content/stories/two.md", "See", "Do see")
        .build()
        .expect_work(1, 0)
        .expect_in("two/index.html", "Do see");
}

#[test]
fn a_headline_edit_builds_the_listings_alone() {
    SiteTest::new(SITE)
        .build()
        .replace("content/stories/two.md", "headline: Two", "headline: Zwei")
        .build()
        .expect_work(1, 1)
        .expect_in("index.html", "Zwei");
}

#[test]
fn a_new_citation_builds_the_index_of_sources_alone() {
    SiteTest::new(SITE)
        .build()
        .replace("content/stories/two.md", "[@cnbc]", "[@cnbc; @ap]")
        .build()
        .expect_work(1, 1)
        .expect_in("sources/ap/index.html", "Two");
}

#[test]
fn nothing_changed_is_nothing_done() {
    SiteTest::new(SITE).build().build().expect_work(0, 0);
}

#[test]
fn one_and_many_threads_make_the_same() {
    let settings = Settings::on(TODAY);
    let sources = SiteTest::new(SITE).sources;
    let compiled = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| outputs(&compile(sources.clone(), &settings, None)))
    };
    assert_eq!(compiled(1), compiled(8));
}

#[test]
fn problems_outlive_an_edit_elsewhere() {
    let story = "---\nheadline: H\ndate: 2026-04-27\nslug: same\n---\nWords.\n";
    let site = SiteTest::new("")
        .edit("content/stories/a.md", story)
        .edit("content/stories/b.md", story)
        .edit("templates/page.html", "{{")
        .build();
    let before = site.diagnostics();
    assert_eq!(before.len(), 2, "{before:?}");
    let site = site
        .edit("content/stories/a.md", &format!("{story}More words.\n"))
        .build();
    assert_eq!(site.diagnostics(), before);
}
