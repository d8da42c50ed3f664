//! Examples in the documents build without a word of complaint.
//!
//! The blocks of one document are one site. A block whose fence names a path is that file; a block marked `prose`
//! is the text of a story that is put together around it. A block marked `wrong` shows a mistake.

use super::DOCUMENTS;
use super::page::Page;
use crate::support::SiteTest;

/// The front of a story around an example of prose; `takeaways` and `timeline` can then be placed.
const FRONT: &str = "---\nheadline: An example\ndate: 2026-04-27\nstats: [toll]\ntakeaways: [One.]\n---\n\n";

#[test]
fn examples_build_without_complaint() {
    for document in DOCUMENTS {
        let page = Page::read(document);
        let has_records = page
            .blocks()
            .iter()
            .any(|block| block.info.starts_with("toml content/"));
        let mut site = if has_records { files() } else { records(files()) };
        for block in page.blocks() {
            let example = format!("content/stories/example-{}.md", block.line);
            site = match block.info.split_once(' ').map(|(_, place)| place) {
                Some(place) if place.ends_with(" wrong") => site,
                Some("prose") => site.edit(&example, &format!("{FRONT}{}", block.text)),
                Some(path) => site.edit(path, &block.text),
                None => site,
            };
        }
        let site = site.build();
        assert_eq!(site.diagnostics(), [""; 0], "{document}");
        assert!(!site.files().is_empty());
    }
}

#[test]
fn the_demo_builds_without_complaint() {
    let site = SiteTest::from_dir("").build();
    assert_eq!(site.diagnostics(), [""; 0]);
    assert!(site.files().contains_key("sitemap.xml"));
}

/// Files that examples name without showing them.
fn files() -> SiteTest {
    let mut site = SiteTest::new("").edit("content/about.md", "# About\n");
    let picture = std::fs::read(super::page::root().join("tests/pictures/palette.png")).unwrap();
    site.sources.insert("content/stories/map.png".into(), picture);
    site
}

/// The shared records of the document that explains them, for those that show none.
fn records(mut site: SiteTest) -> SiteTest {
    for block in Page::read("docs/writing.md").blocks() {
        if let Some(path) = block.info.strip_prefix("toml ") {
            site = site.edit(path, &block.text);
        }
    }
    site
}
