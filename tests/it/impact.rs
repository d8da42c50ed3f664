//! What rests on a source or claim, as `nutgraf list --id` tells it.

use crate::support::SiteTest;
use nutgraf::desk::impact::{Asked, of};
use nutgraf::report::position;

const SITE: &str = r#"
-- content/sources.toml --
[cnbc]
name = "CNBC"
[ap]
name = "Associated Press"
-- content/claims.toml --
[stake]
value = "27%"
prose = "about 27 percent"
label = "Stake"
as_of = "2025-10"
sources = ["cnbc"]
[double]
value = "54%"
formula = "2 * {stake}"
[twice]
value = "108%"
formula = "2 * {double}"
[other]
value = "3%"
sources = ["ap"]
-- content/quotes.toml --
[q]
text = "We own <b>it</b>"
source = "cnbc"
-- content/stories/a.md --
---
headline: A
date: 2026-04-27
stats: [stake]
timeline:
  - { date: 2026-04-27, text: It was *signed* early, sources: [cnbc] }
---
One. The stake is [=stake] of all [@cnbc]. It said [so](quote:q).

That makes [=twice], and [=other] besides [@ap].

:::sources-differ {topic="It"}
[[row]]
who = "CNBC"
says = "So it is."
sources = ["cnbc"]
:::
-- content/stories/b.md --
---
headline: B
date: 2026-04-27
draft: true
---
A draft [@cnbc].
"#;

/// What rests on it: line, kind, claim between, words.
fn resting(asked: Asked<'_>) -> Vec<String> {
    let site = SiteTest::new(SITE).build();
    let found = of(site.compiled(), &site.sources, asked).unwrap();
    let line = |resting: &nutgraf::desk::impact::Resting| {
        let file = site.sources.get(resting.span.file.as_str()).unwrap();
        let at = position(file.text().unwrap(), resting.span.start as usize);
        let through = resting.through.as_deref().unwrap_or("-");
        let name = resting.span.file.file_name();
        format!(
            "{name}:{}:{} {} {through}: {}",
            at.line, at.column, resting.what, resting.words
        )
    };
    found.iter().map(line).collect()
}

#[test]
fn what_rests_on_a_source() {
    let expected = [
        "claims.toml:1:2 claim -: 27%: Stake",
        "claims.toml:7:2 formula stake: 54%",
        "claims.toml:10:2 formula double: 108%",
        "quotes.toml:1:2 quotation -: We own <b>it</b>",
        "a.md:4:9 stat stake: stats: [stake]",
        "a.md:6:31 event -: It was signed early",
        "a.md:8:19 claim stake: The stake is about 27 percent of all.",
        "a.md:8:36 citation -: The stake is about 27 percent of all.",
        "a.md:8:53 quotation -: It said so.",
        "a.md:10:12 claim twice: That makes 108%, and 3% besides.",
        "a.md:16:12 row -: So it is.",
    ];
    assert_eq!(resting(Asked::Source("cnbc")), expected);
}

#[test]
fn what_rests_on_a_claim() {
    let expected = [
        "claims.toml:7:2 formula stake: 54%",
        "claims.toml:10:2 formula double: 108%",
        "a.md:4:9 stat stake: stats: [stake]",
        "a.md:8:19 claim stake: The stake is about 27 percent of all.",
        "a.md:10:12 claim twice: That makes 108%, and 3% besides.",
    ];
    assert_eq!(resting(Asked::Claim("stake")), expected);
}

#[test]
fn nothing_carries_the_id() {
    let site = SiteTest::new(SITE).build();
    let unknown = of(site.compiled(), &site.sources, Asked::Source("cnbcs")).unwrap_err();
    assert_eq!(unknown.nearest.as_deref(), Some("cnbc"));
    let unknown = of(site.compiled(), &site.sources, Asked::Claim("")).unwrap_err();
    assert_eq!(unknown.nearest, None);
}

#[test]
fn formulas_in_a_circle_come_to_an_end() {
    let site = SITE.replace("label = \"Stake\"", "formula = \"{twice}\"");
    let site = SiteTest::new(&site).build();
    let found = of(site.compiled(), &site.sources, Asked::Claim("twice")).unwrap();
    assert!(found.iter().any(|resting| resting.what == "stat"), "{found:?}");
}
