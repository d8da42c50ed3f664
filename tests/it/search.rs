//! Search without a server: the words of the index, what it holds, and what it does not.

use crate::support::SiteTest;
use nutgraf::search::words::{each_word, each_word_and_figure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

const SITE: &str = "\
-- content/glossary.toml --
[bond]
term = \"Bridge bond\"
definition = \"A loan until the real loan.\"
aliases = [\"interim note\"]
-- content/about.md --
---
title: About us
---
We count every zebra.
-- content/stories/one.md --
---
headline: \"The merger's price\"
dek: Who pays what
date: 2026-04-27
category: Money
authors: [Ada Example]
sources:
  - id: filing
    name: Registrar
    title: Annual filing
    url: https://example.com/filing
stats:
  - value: \"$13B\"
    label: Debt taken on
    source: filing
takeaways:
  - Nobody pays in kangaroos.
---
It begins with *platypus* money [@filing].

## Where it comes from

Mostly &amp; surely from a walrus.

:::faq
[[item]]
question = \"Is it much?\"
answer = \"Yes, 27% of a whale.\"
:::

## What is left

```text
let ocelot = 1;
```
-- content/stories/two.md --
---
headline: Secret quokka
date: 2026-04-28
draft: true
sources:
  - id: hidden
    name: Hidden axolotl
---
A draft of numbats.
-- content/stories/three.md --
---
headline: Later narwhal
date: 2026-04-28
publish_at: 2030-01-01
category: Embargoed
---
Not yet.
";

/// The words of an index and their codes.
fn words(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let shards = files.iter().filter(|(path, _)| path.starts_with("search/words-"));
    let mut found = BTreeMap::new();
    for (path, text) in shards {
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            panic!("{path} is no object: {text}");
        };
        found.extend(
            map.into_iter()
                .map(|(word, code)| (word, code.as_str().unwrap().to_owned())),
        );
    }
    found
}

fn records(files: &BTreeMap<String, String>) -> Vec<Value> {
    let shards = files
        .iter()
        .filter(|(path, _)| path.starts_with("search/records-"));
    let lists = shards.map(|(_, text)| serde_json::from_str::<Vec<Value>>(text).unwrap());
    lists.flatten().collect()
}

#[test]
fn words_are_cut_as_in_the_table() {
    let table: Vec<(String, Vec<String>)> =
        serde_json::from_str(include_str!("../cases/search-words.json")).unwrap();
    for (text, wanted) in table {
        let mut found = Vec::new();
        each_word(&text, &mut |word| found.push(word.to_owned()));
        let wanted: Vec<String> = wanted.iter().map(|word| word.nfkd().collect()).collect();
        let wanted: Vec<String> = wanted.iter().map(|word| word.replace('\u{3099}', "")).collect();
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn figures_are_found_by_their_parts() {
    let mut found = Vec::new();
    each_word_and_figure("$13B on 27.04.2026", &mut |word| found.push(word.to_owned()));
    assert_eq!(found, ["13b", "13", "on", "27.04.2026", "27", "04", "2026"]);
}

#[test]
fn all_that_is_read_is_found() {
    let site = SiteTest::new(SITE).build();
    let words = words(&site.files());
    for word in [
        "merger",
        "price",
        "pays",
        "kangaroos",
        "platypus",
        "walrus",
        "whale",
        "27",
        "ocelot",
        "13b",
        "13",
        "debt",
        "money",
        "ada",
        "zebra",
        "registrar",
        "annual",
        "filing",
        "bridge",
        "interim",
        "loan",
    ] {
        assert!(words.contains_key(word), "{word} is not among {:?}", words.keys());
    }
    assert!(!words.contains_key("amp"));
    let records = records(&site.files());
    let expected = serde_json::json!([
        [
            "The merger's price",
            "one/",
            "Who pays what",
            [
                "where-it-comes-from",
                "Where it comes from",
                "what-is-left",
                "What is left"
            ]
        ],
        ["About us", "about/", "We count every zebra."],
        ["$13B: Debt taken on", "numbers/#debt-taken-on", ""],
        ["Annual filing", "sources/filing/", "Registrar"],
        ["Bridge bond", "glossary/#bond", "A loan until the real loan."],
    ]);
    let routes = |records: &[Value]| records.iter().map(|record| record[0].clone()).collect::<Vec<_>>();
    assert_eq!(routes(&records), routes(expected.as_array().unwrap()));
    assert_eq!(records[0], expected[0]);
    assert_eq!(records[1], expected[1]);
    assert_eq!(records[3..], expected.as_array().unwrap()[3..]);
}

#[test]
fn what_is_held_back_leaves_no_trace() {
    let site = SiteTest::new(SITE).build();
    for (path, text) in site
        .files()
        .iter()
        .filter(|(path, _)| path.starts_with("search/"))
    {
        for word in ["quokka", "axolotl", "numbat", "narwhal", "mbargoed", "2030"] {
            assert!(!text.to_lowercase().contains(word), "{path} tells of {word}");
        }
    }
    let without = SiteTest::new(SITE)
        .remove("content/stories/two.md")
        .remove("content/stories/three.md")
        .build();
    assert_eq!(without.files(), site.files());
}

#[test]
fn hostile_texts_stay_texts() {
    let evil = "</script><img src=x onerror=alert(1)>\\\"__proto__ \u{2028}";
    let story = format!(
        "---\nheadline: {evil:?}\ndek: {evil:?}\ncategory: {evil:?}\ndate: 2026-04-27\n---\n## {evil}\n\n__proto__ constructor\n"
    );
    let story = story.replace("\\u{2028}", "\u{2028}");
    let site = SiteTest::new("").edit("content/stories/a.md", &story).build();
    let files = site.files();
    assert!(words(&files).contains_key("proto"), "{files:?}");
    assert!(records(&files)[0][0].as_str().unwrap().starts_with("</script>"));
    for path in ["search/index.html", "index.html"] {
        assert!(!files[path].contains("<img src=x"), "{path}: {}", files[path]);
    }
    let manifest: Value = serde_json::from_str(&files["search/index.json"]).unwrap();
    assert_eq!(manifest["groups"][0][0], "story");
}

#[test]
fn a_site_may_do_without() {
    let site = SiteTest::new(SITE)
        .edit(
            "site.toml",
            "title = \"Test\"\nsearch = false\nbase_url = \"https://example.org/\"\n",
        )
        .build();
    for (path, text) in site.files() {
        assert!(!path.starts_with("search"), "{path}");
        assert!(
            !path.ends_with(".html") || !text.contains("search"),
            "{path}: {text}"
        );
    }
}

#[test]
fn every_page_has_the_box_and_finds_its_way() {
    let site = SiteTest::new(SITE).build();
    let files = site.files();
    let form = |up: &str| format!("<form class=\"search\" role=\"search\" action=\"{up}search/\">");
    assert!(files["index.html"].contains(&form("")), "{}", files["index.html"]);
    assert!(files["sources/filing/index.html"].contains(&form("../../")));
    assert!(files["404.html"].contains("action=\"/search/\""));
    assert!(files["sources/filing/index.html"].contains("<script src=\"../../search.js\" defer></script>"));
    let portable = SiteTest::new(SITE)
        .edit("site.toml", "title = \"Test\"\nlinks = \"portable\"\n")
        .build();
    assert!(portable.files()["about/index.html"].contains("action=\"../search/index.html\""));
    assert!(!files["sitemap.xml"].contains("/search/"));
    assert!(files["search/index.html"].contains("<meta name=\"robots\" content=\"noindex\">"));
    let listed = ["../one/", "../about/", "../sources/filing/", "../glossary/#bond"];
    for address in listed {
        assert!(
            files["search/index.html"].contains(&format!("<a href=\"{address}\">")),
            "{address}"
        );
    }
}

#[test]
fn nothing_is_indexed_before_it_is_asked_for_and_an_edit_is() {
    let site = SiteTest::new(SITE).build();
    let before = words(&site.files());
    let site = site
        .replace("content/about.md", "every zebra", "every gnu")
        .build()
        .expect_work(1, 0);
    let after = words(&site.files());
    assert!(before.contains_key("zebra") && !after.contains_key("zebra"));
    assert!(after.contains_key("gnu") && !before.contains_key("gnu"));
}

/// Many stories: more than one file of each kind.
#[test]
fn files_hold_all_documents_once() {
    let mut site = SiteTest::new("");
    for number in 0..90 {
        let story = format!(
            "---\nheadline: Story {number}\ndate: 2026-04-27\ncategory: C{}\n---\nWord{number} and common talk.\n",
            number % 3
        );
        site = site.edit(&format!("content/stories/s{number}.md"), &story);
    }
    let files = site.build().files();
    let manifest: Value = serde_json::from_str(&files["search/index.json"]).unwrap();
    assert_eq!(manifest["words"].as_array().unwrap().len(), 3);
    assert_eq!(
        manifest["groups"],
        serde_json::json!([["story", "C0", 30], ["story", "C1", 30], ["story", "C2", 30]])
    );
    assert_eq!(manifest["layout"], serde_json::json!([90, 32, 128]));
    let titles: BTreeSet<String> = records(&files)
        .iter()
        .map(|record| record[0].to_string())
        .collect();
    assert_eq!(titles.len(), 90);
    let words = words(&files);
    // Documents 0 to 89, each in running text and once.
    assert!(
        words["common"].starts_with('*') && words["common"].len() == 1 + 2 * 90,
        "{}",
        words["common"]
    );
    assert_eq!(words["word0"].len(), 2);
}

/// A word of which thousands of documents speak is told of where it stands in a title or heading alone.
#[test]
fn a_word_of_thousands_takes_little_room() {
    let claim = |number: usize| format!("[c{number}]\nvalue = \"{number}\"\ntext = \"Beta talk.\"\n");
    let mut claims: String = (0..4100).map(claim).collect();
    claims += "[title]\nvalue = \"beta\"\n";
    let site = SiteTest::new("").edit("content/claims.toml", &claims).build();
    let compiled = site.compiled();
    let is_words = |page: &&nutgraf::page::Page| page.route.as_str().starts_with("/search/words-");
    let file = |page| {
        let (output, _) = compiled.render(page);
        (output.path, String::from_utf8_lossy(&output.bytes).into_owned())
    };
    let words = words(&compiled.pages.iter().filter(is_words).map(file).collect());
    assert!(
        words["beta"].starts_with('!') && words["beta"].len() < 8,
        "{}",
        words["beta"]
    );
    assert_eq!(words["talk"], "!");
    assert_eq!(words["4099"].len(), 4, "{}", words["4099"]);
}
