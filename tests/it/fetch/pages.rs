//! What pages make of the lock: links lead to the archived copy of what is gone, and the words say so.

use crate::support::SiteTest;
use nutgraf::registry::lock::LOCK_FILE;

const ARCHIVE: &str = "https://web.archive.org/web/20260428101500/https://www.cnbc.com/x";

const SITE: &str = r#"
-- content/sources.toml --
[cnbc]
name = "CNBC"
title = "The deal"
url = "https://www.cnbc.com/x"
archive = "https://web.archive.org/web/20260428101500/https://www.cnbc.com/x"
[ap]
name = "AP"
url = "https://apnews.com/y"
-- content/claims.toml --
[money]
value = "$13B+"
label = "Investment"
as_of = "2026-04"
sources = [{ id = "cnbc", quote = "It put in 13 billion, so far" }]
-- content/quotes.toml --
[flex]
text = "grounded in flexibility & trust"
speaker = "Both"
source = "ap"
-- content/stories/one.md --
---
headline: One
date: 2026-04-27
stats: [money]
---
Text [=money] [@cnbc].

:::pullquote {quote=flex}
:::
-- static/note.txt --
note
"#;

fn dead(key: &str, url: &str) -> String {
    format!("version = 1\n[source.\"{key}\"]\nurl = \"{url}\"\nstatus = \"dead\"\nhttp = 404\n")
}

#[test]
fn the_archived_copy_stands_in_for_what_is_gone() {
    let site = SiteTest::new(SITE).build();
    let passage = "#:~:text=It%20put%20in%2013%20billion%2C%20so%20far";
    let before = site.file("one/index.html");
    assert!(
        before.contains(&format!("href=\"https://www.cnbc.com/x{passage}\"")),
        "{before}"
    );
    assert!(!before.contains("no longer at its address"));
    assert!(
        before.contains(&format!("\"archivedAt\":\"{ARCHIVE}\"")),
        "{before}"
    );
    let site = site
        .edit(LOCK_FILE, &dead("https://cnbc.com/x", "https://www.cnbc.com/x"))
        .build();
    let after = site.file("one/index.html");
    assert!(after.contains(&format!("href=\"{ARCHIVE}{passage}\"")), "{after}");
    assert!(after.contains("no longer at its address") && after.contains("Read the archived copy"));
    assert!(!after.contains("href=\"https://www.cnbc.com/x"), "{after}");
    for page in [
        "sources/index.html",
        "sources/cnbc/index.html",
        "numbers/money/index.html",
    ] {
        let html = site.file(page);
        assert!(!html.contains("href=\"https://www.cnbc.com/x"), "{page}: {html}");
        assert!(html.contains(ARCHIVE), "{page}: {html}");
    }
    // Alive again, as a later look finds.
    assert_eq!(site.remove(LOCK_FILE).build().file("one/index.html"), before);
}

#[test]
fn without_an_archived_copy_the_link_stays_and_the_words_say_so() {
    SiteTest::new(SITE)
        .edit(LOCK_FILE, &dead("https://apnews.com/y", "https://apnews.com/y"))
        .build()
        .expect_in(
            "one/index.html",
            "https://apnews.com/y#:~:text=grounded%20in%20flexibility%20%26%20trust",
        )
        .expect_in("one/index.html", "no longer at its address")
        .expect_in("sources/index.html", "no longer at its address");
}

#[test]
fn a_registered_quotation_names_its_own_passage() {
    SiteTest::new(SITE).build().expect_in(
        "one/index.html",
        "cite=\"https://apnews.com/y#:~:text=grounded%20in%20flexibility%20%26%20trust\"",
    );
}

#[test]
fn a_lock_makes_the_index_of_sources_anew_only_where_something_has_gone() {
    let alive = "[source.\"https://cnbc.com/x\"]\nurl = \"https://www.cnbc.com/x\"\nstatus = \"ok\"\n";
    SiteTest::new(SITE)
        .build()
        .edit(LOCK_FILE, alive)
        .build()
        .expect_work(0, 0)
        .edit(LOCK_FILE, &alive.replace("ok", "dead"))
        .build()
        .expect_work(0, 1);
}

#[test]
fn snapshots_are_not_published() {
    let lock = dead("https://cnbc.com/x", "https://www.cnbc.com/x");
    let site = SiteTest::new(SITE)
        .edit(LOCK_FILE, &lock)
        .edit("snapshots/cnbc.txt", "the words of another")
        .build();
    for (path, text) in site.files() {
        assert!(!path.starts_with("snapshots"), "{path}");
        assert!(!text.contains("the words of another"), "{path}");
    }
}
