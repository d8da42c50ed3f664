//! Examples in the documents build without a word of complaint.
//!
//! The blocks of one document are one site. A block whose fence names a path is that file; a block marked `prose`
//! is the text of a story that is put together around it.

use super::DOCUMENTS;
use super::page::Page;
use crate::support::SiteTest;

/// The front of a story around an example of prose; `takeaways` and `timeline` can then be placed.
const FRONT: &str = "---\nheadline: An example\ndate: 2026-04-27\nstats: [toll]\ntakeaways: [One.]\n---\n\n";

#[test]
fn examples_build_without_complaint() {
    for document in DOCUMENTS {
        let mut site = shared_records();
        for block in Page::read(document).blocks() {
            let mut words = block.info.split(' ').skip(1);
            site = match words.next() {
                Some("prose") => site.edit(
                    &format!("content/stories/example-{}.md", block.line),
                    &format!("{FRONT}{}", block.text),
                ),
                Some(path) => site.edit(path, &block.text),
                None => site,
            };
        }
        let site = site.build();
        assert_eq!(site.diagnostics(), [""; 0], "{document}");
        assert!(!site.files().is_empty());
    }
}

/// What examples name without showing it: an image, a plain page, and records that other documents show.
fn shared_records() -> SiteTest {
    let mut site = SiteTest::new("");
    for block in Page::read("docs/writing.md").blocks() {
        if let Some(path) = block.info.strip_prefix("toml ") {
            site = site.edit(path, &block.text);
        }
    }
    site.edit("content/stories/map.png", "")
        .edit("content/about.md", "# About\n")
}
