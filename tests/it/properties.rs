//! Properties: no text makes the reader panic or blame a place outside it, nothing hostile reaches a page
//! unescaped, and no two pages of a sound site share a route.

use crate::cases::span_faults;
use crate::support::SiteTest;
use nutgraf::diagnostic::{any_error, sort};
use nutgraf::input::slug::fold;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Fragments of everything that the readers know, so that arbitrary texts are not all plain words.
const FRAGMENTS: [&str; 64] = [
    "---\n",
    "+++\n",
    "headline: ",
    "date: 2026-04-27\n",
    "title = ",
    "sources:\n",
    "  - ",
    "{ name: ",
    " }",
    "[",
    "]",
    "[[",
    "]]",
    "\"",
    "'",
    "#",
    "# ",
    "&a ",
    "*a",
    "!!",
    "|\n",
    ">\n",
    ": ",
    "\n",
    "\r\n",
    "\t",
    "    ",
    ":::",
    ":::note\n",
    "::: {a=1}\n",
    ":::timeline\n[[e]]\ndate = 2026\n",
    "```\n",
    "~~~",
    "> ",
    "- ",
    "1. ",
    "[@",
    "[@a; @b]",
    "[=",
    "](claim:",
    "](javascript:",
    "](b.md)",
    "<b>",
    "<!--",
    "-->",
    "<script>",
    "é",
    "日本",
    "🎉",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "|a|b|\n|-|-|\n",
    "[^1]",
    "[^1]: ",
    "$",
    "\\",
    "`",
    "**",
    "_",
    "{{",
    "}}",
    "=",
    "a",
];

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(&FRAGMENTS[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Builds a site with one file and checks what must hold for any.
fn build_and_check(path: &str, text: &str) {
    let site = SiteTest::new("").edit(path, text).build();
    let compiled = site.compiled();
    assert_eq!(span_faults(compiled), Vec::<String>::new(), "{text:?}");
    let colour = nutgraf::report::Colour::Off;
    nutgraf::report::text(&compiled.diagnostics(), &site.sources, colour);
    nutgraf::report::json(&compiled.diagnostics(), &site.sources);
    for story in compiled.site.stories.values() {
        let proof =
            nutgraf::desk::proof::of_story(compiled, story, &site.sources, &Default::default()).unwrap();
        assert_eq!(proof.words.len(), proof.examination.findings.len());
    }
    if any_error(&compiled.diagnostics()) {
        return;
    }
    let mut problems: Vec<_> = compiled
        .pages
        .iter()
        .flat_map(|page| compiled.render(page).1)
        .collect();
    sort(&mut problems);
    assert!(problems.is_empty(), "{problems:?} {text:?}");
    let routes: BTreeSet<String> = compiled
        .pages
        .iter()
        .map(|page| fold(&page.route.output_path()))
        .collect();
    assert_eq!(routes.len(), compiled.pages.len(), "{text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_text_may_be_a_story(text in hostile_text()) {
        build_and_check("content/stories/a.md", &text);
    }

    #[test]
    fn any_text_may_be_front_matter(text in hostile_text()) {
        build_and_check("content/stories/a.md", &format!("---\nheadline: H\ndate: 2026-04-27\n{text}\n---\n[@a] [=a]"));
        build_and_check("content/stories/a.md", &format!("+++\nheadline = 'H'\ndate = 2026-04-27\n{text}\n+++\n[@a] [=a]"));
    }

    #[test]
    fn any_text_may_be_the_words_of_a_story(text in hostile_text()) {
        build_and_check("content/stories/a.md", &format!("---\nheadline: H\ndate: 2026-04-27\n---\n{text}"));
    }

    #[test]
    fn any_text_may_be_a_registry_or_settings(text in hostile_text()) {
        build_and_check("content/claims.toml", &text);
        build_and_check("site.toml", &text);
    }

    #[test]
    fn any_text_may_be_a_component_of_a_template(text in hostile_text()) {
        build_and_check("content/stories/a.md", &format!("---\nheadline: H\ndate: 2026-04-27\n---\n:::note {{{text}}}\n:::\n"));
    }
}

/// What leaves its place in HTML, an attribute, a script, a stylesheet, XML or JSON, if it is not escaped.
const HOSTILE: [&str; 26] = [
    "<script>alert(1)</script>",
    "\"",
    "'",
    "<",
    ">",
    "&",
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "</title>",
    "</style>",
    "\" onload=\"x",
    "' onload='x",
    "{{ x }}",
    "{% x %}",
    "\\",
    "\\u003c",
    "word",
    "é",
    "&lt;",
    "`",
    "=",
    "javascript:",
    "</textarea>",
    "\u{2028}",
];

fn hostile_word() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(&HOSTILE[..]), 1..5);
    pieces.prop_map(|pieces| format!("w{}", pieces.concat()))
}

/// A text as a string of YAML's flow style and of TOML: JSON is both.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// A site with a hostile word in every place that takes words.
fn hostile_site(word: &str) -> SiteTest {
    SiteTest::new(&SITE.replace("WORD", &quoted(word))).build()
}

const SITE: &str = r#"-- site.toml --
title = WORD
description = WORD
base_url = "https://example.org/"
[publisher]
name = WORD
[[nav]]
name = WORD
url = "/sources/"
-- content/sources.toml --
[ap]
name = WORD
title = WORD
author = WORD
via = WORD
origin = WORD
justification = WORD
url = "https://example.org/a?b=%22&c='d"
-- content/claims.toml --
[stake]
value = WORD
label = WORD
text = WORD
prose = WORD
unit = WORD
note = WORD
as_of = 2026
sources = [{ id = "ap", locator = WORD, quote = WORD }]
-- content/glossary.toml --
[agi]
term = WORD
definition = WORD
aliases = [WORD]
-- content/quotes.toml --
[q]
text = WORD
speaker = WORD
role = WORD
source = "ap"
-- content/people.toml --
[writer]
name = WORD
role = WORD
bio = WORD
-- content/stories/a.md --
---
headline: WORD
dek: WORD
category: WORD
date: 2026-04-27
authors: [writer, WORD]
sources: [ap]
stats: [stake]
image: { src: "https://example.org/a.png", alt: WORD, credit: WORD }
disclosure: { text: WORD, ai: assisted, by: WORD }
---
Words [@ap], [=stake], [words](claim:stake), [AGI](term:agi), [said](quote:q).

:::pullquote {quote=q}
:::

:::stat-card
:::
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hostile_reaches_a_page_unescaped(word in hostile_word()) {
        let site = hostile_site(&word);
        prop_assert_eq!(site.diagnostics(), Vec::<String>::new());
        let files = site.files();
        let plain = hostile_site("word").files();
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let count = |text: &str, what: &str| text.to_lowercase().matches(what).count();
            // Pages that lie at a place named by the word have no twin to compare with.
            let twin = plain.get(path);
            prop_assert!(!text.contains("<script>alert"), "{} {}", path, word);
            for what in ["<script", "</script", "<style", "</title", "<!--", "</textarea"] {
                if let Some(twin) = twin {
                    prop_assert_eq!(count(text, what), count(twin, what), "{} in {} for {}", what, path, word);
                }
            }
            prop_assert_eq!(stray_attributes(text), Vec::<String>::new(), "{} for {}", path, word);
        }
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".json")) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{} for {}", path, word);
        }
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
            prop_assert!(is_well_formed(text), "{} for {}: {}", path, word, text);
        }
        for json in files.values().flat_map(|text| linked_data(text)) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{} for {}", json, word);
        }
    }
}

/// Attributes named `onload` in any tag: a hostile word that closed its quotation mark.
fn stray_attributes(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let mut quote = None;
        let mut bare = String::new();
        for mark in tag.chars() {
            match (quote, mark) {
                (None, '>') => break,
                (None, '"' | '\'') => quote = Some(mark),
                (Some(open), mark) if mark == open => quote = None,
                (None, mark) => bare.push(mark),
                _ => {}
            }
        }
        if bare.contains("onload") {
            found.push(tag.to_owned());
        }
    }
    found
}

fn linked_data(html: &str) -> Vec<&str> {
    html.split("<script type=\"application/ld+json\">")
        .skip(1)
        .filter_map(|rest| rest.split_once("</script>"))
        .map(|(json, _)| json)
        .collect()
}

fn is_well_formed(xml: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return true,
            Ok(quick_xml::events::Event::Text(text)) if text.decode().is_err() => return false,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}
