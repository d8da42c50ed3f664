//! The page of a claim: where it answers, and what it tells.

use crate::support::SiteTest;
use std::collections::BTreeMap;

const SITE: &str = r#"
-- site.toml --
title = "A desk"
base_url = "https://example.org/deal/"
-- content/sources.toml --
[cnbc]
name = "CNBC"
url = "https://www.cnbc.com/a"
published = 2026-04-27
-- content/claims.toml --
[stake]
value = "27%"
label = "Stake"
as_of = "2025-10"
status = "disputed"
sources = [{ id = "cnbc", quote = "The stake is about 27 percent of the company." }]
history = [{ value = "49%", as_of = "2023-01", sources = ["cnbc"], note = "before <b>it</b> changed" }]
[Total]
value = "$13B+"
text = "The total is more than $13 billion."
[worth]
value = "$3.5B"
label = "Worth"
formula = "{stake} * {Total} - 1"
["a.b"]
value = "1"
["a:b"]
value = "2"
[page]
value = "3"
-- content/stories/one.md --
---
headline: One
date: 2026-04-27
stats: [{ value: "5", label: "Share", as_of: 2026, sources: [cnbc] }, stake]
---
Words.
"#;

fn pages() -> BTreeMap<String, String> {
    SiteTest::new(SITE).build().files()
}

#[test]
fn each_claim_has_an_address_of_its_own() {
    let pages = pages();
    for name in [
        "stake",
        "total",
        "worth",
        "a-b",
        "a-b-2",
        "claim-page",
        "one--share",
    ] {
        let path = format!("numbers/{name}/index.html");
        assert!(pages.contains_key(&path), "{path} of {:?}", pages.keys());
        assert!(
            pages["numbers/index.html"].contains(&format!("id=\"{name}\"")),
            "{name}"
        );
    }
}

#[test]
fn the_page_tells_all_that_is_known() {
    let page = &pages()["numbers/stake/index.html"];
    for words in [
        "27%",
        "Disputed",
        "October 2025",
        "“The stake is about 27 percent of the company.”",
        "https://www.cnbc.com/a#:~:text=The%20stake%20is",
        "49%",
        "before &lt;b&gt;it&lt;/b&gt; changed",
        "../../one/",
        "Stake: 27%, as of October 2025 (disputed). Source: CNBC, 27 April 2026. In: A desk. https://example.org/deal/numbers/stake/",
        "&lt;iframe src=&quot;https://example.org/deal/numbers/stake/&quot;",
        "<base target=\"_top\">",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
}

#[test]
fn a_formula_is_told_in_figures() {
    let page = &pages()["numbers/worth/index.html"];
    let words = r#"<a href="../../numbers/stake/" title="Stake">27%</a> × <a href="../../numbers/total/" title="The total is more than $13 billion.">$13B+</a> − 1"#;
    assert!(page.contains(words), "{page}");
}

#[test]
fn without_an_address_of_the_site_nothing_is_offered_for_frames() {
    let site = SITE.replace("base_url = \"https://example.org/deal/\"\n", "");
    let pages = SiteTest::new(&site).build().files();
    assert!(!pages["numbers/stake/index.html"].contains("iframe"));
}
