//! What is held back leaves no trace, and says why.

use crate::support::SiteTest;

const SITE: &str = r#"
-- content/sources.toml --
[shared]
name = "Shared"
-- content/stories/out.md --
---
headline: Out
date: 2026-04-27
---
Published [@shared].
-- content/stories/secret/index.md --
---
headline: Unfinished business
date: 2026-04-27
draft: true
category: Hidden
authors: [Nobody Yet]
sources: [{name: Whistle, url: "https://whistle.example/"}]
stats: [{value: "$1", label: Hush, as_of: 2026, source: whistle}]
timeline: [{date: "2026", text: "Happened"}]
aliases: [/hush/]
---
![A dot](dot.svg) [@whistle]
-- content/stories/secret/dot.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- content/stories/later.md --
---
headline: Later
date: 2026-04-27
publish_at: 2027-01-01
---
Later.
-- content/stories/gone.md --
---
headline: Gone
date: 2026-01-01
expires: 2026-11-21
---
Gone.
"#;

#[test]
fn a_draft_leaves_no_trace_in_any_file() {
    let site = SiteTest::new(SITE).build().expect_diagnostics(&[]);
    for (path, text) in site.files() {
        for word in [
            "Unfinished",
            "Hidden",
            "Nobody",
            "Whistle",
            "whistle",
            "Hush",
            "hush",
            "Happened",
        ] {
            assert!(
                !text.contains(word) && !path.contains(word),
                "{path} tells of {word}"
            );
        }
        assert!(!path.contains("secret") && !path.contains("dot.svg"), "{path}");
    }
    site.expect_not_in("index.html", "Later")
        .expect_not_in("index.html", "Gone");
}

#[test]
fn each_says_why_it_is_held_back() {
    let site = SiteTest::new(SITE).build();
    let held: Vec<(String, String)> = site
        .compiled()
        .site
        .held_back
        .iter()
        .map(|held| (held.headline.clone(), held.reason.words()))
        .collect();
    let wanted = [
        ("Gone", "expired on 21 November 2026"),
        ("Later", "scheduled for 1 January 2027"),
        ("Unfinished business", "a draft"),
    ];
    assert_eq!(
        held,
        wanted.map(|(headline, reason)| (headline.to_owned(), reason.to_owned()))
    );
}

#[test]
fn asked_for_they_are_shown() {
    let mut site = SiteTest::new(SITE);
    site.settings.show.drafts = true;
    site.settings.show.future = true;
    site.build()
        .expect_in("secret/index.html", "Unfinished business")
        .expect_in("sources/index.html", "Whistle")
        .expect_in("index.html", "Later")
        .expect_not_in("index.html", "Gone");
}
