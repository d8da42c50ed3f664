//! Whatever is edited, a compile that knows an earlier one equals a clean one, and so do the pages.

use crate::support::{SiteTest, TODAY};
use nutgraf::compile::{Compiled, compile};
use nutgraf::input::settings::Settings;
use nutgraf::input::sources::Sources;
use nutgraf::source_path::SourcePath;
use proptest::prelude::*;
use std::collections::BTreeMap;

const SITE: &str = r#"
-- site.toml --
title = "Test"
base_url = "https://example.org/a/"
paginate_by = 2
-- content/index.md --
---
headline: Home
stats: [money]
---
Words [@cnbc] and [=money].
-- content/about.md --
---
title: About
---
See [one](stories/one.md).
-- content/sources.toml --
[cnbc]
name = "CNBC"
url = "https://www.cnbc.com/x"
[ap]
name = "AP"
-- content/claims.toml --
[money]
value = "$13B+"
prose = "more than $13 billion"
label = "Investment"
as_of = "2026-04"
sources = ["cnbc"]
-- content/glossary.toml --
[agi]
term = "AGI"
definition = "A machine that can do what people can."
-- content/quotes.toml --
[flex]
text = "grounded in flexibility"
speaker = "Both"
source = "ap"
-- content/stories/one.md --
---
headline: One
category: Business
story_number: 1
date: 2026-04-27
authors: [Ada]
stats: [money, {value: "27%", label: Stake, as_of: 2025-10, source: own}]
sources: [{id: own, name: Own, url: "https://own.example/"}]
timeline: [{date: "2025-10", text: "Something [@own]", sources: [own]}]
corrections: [{date: 2026-05-01, text: "Fixed [two](two.md)."}]
aliases: [/old/]
---
Text with [AGI](term:agi) and [=money] [@ap].

:::pullquote {quote=flex}
:::
-- content/stories/two.md --
---
headline: Two
category: business
story_number: 2
date: 2026-04-28
authors: [Ada, Bo]
---
See [the first](one.md) [@cnbc].
-- content/stories/three/index.md --
---
headline: Three
date: 2026-04-29
---
![A dot](dot.svg)
-- content/stories/three/dot.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- static/robots-note.txt --
hello
"#;

/// One change that a writer may make.
#[derive(Debug, Clone)]
enum Edit {
    Write(&'static str, &'static str),
    Append(&'static str, String),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}

const PATHS: [&str; 14] = [
    "content/stories/one.md",
    "content/stories/two.md",
    "content/stories/three/index.md",
    "content/stories/four.md",
    "content/index.md",
    "content/about.md",
    "content/sources.toml",
    "content/claims.toml",
    "content/glossary.toml",
    "content/quotes.toml",
    "content/stories/three/dot.svg",
    "static/robots-note.txt",
    "templates/story.html",
    "site.toml",
];

const TEXTS: [&str; 12] = [
    "---\nheadline: Four\ndate: 2026-01-01\nstory_number: 3\n---\nNew [@cnbc] [=money].\n",
    "---\nheadline: Two, again\ndate: 2026-04-28\ncategory: Other\n---\nSee [@ap].\n",
    "---\nheadline: Draft\ndate: 2026-04-28\ndraft: true\n---\nSee [@ap].\n",
    "---\nheadline: Wrong\ndate: 2026-02-30\n---\nSee [@nobody].\n",
    "---\nheadline: Later\ndate: 2027-02-03\n---\nLater.\n",
    "no front matter\n",
    "[cnbc]\nname = \"CNBC, renamed\"\n[ap]\nname = \"AP\"\nurl = \"https://own.example\"\n",
    "[money]\nvalue = \"$14B\"\nsources = [\"ap\"]\n",
    "[agi]\nterm = \"AGI\"\ndefinition = \"Another.\"\n",
    "title = \"Other\"\npaginate_by = 1\n",
    "{{ story.headline }} {{ story.body_html }} {{ \"/\" | link }}\n",
    "",
];

const ENDS: [&str; 6] = [
    "\nA sentence.\n",
    "\nA figure [=money] and a source [@cnbc].\n",
    "\n## A heading\n\nWith [a link](one.md) and [AGI](term:agi).\n",
    "\n:::note\nA note [@ap].\n:::\n",
    "\n[@unknown]\n",
    "\n:::sources-differ {claim=money}\n[[row]]\nwho = \"A\"\nsays = \"B [@cnbc]\"\n:::\n",
];

fn edit() -> impl Strategy<Value = Edit> {
    let path = || prop::sample::select(&PATHS[..]);
    prop_oneof![
        2 => (path(), prop::sample::select(&TEXTS[..])).prop_map(|(path, text)| Edit::Write(path, text)),
        5 => (path(), prop::sample::select(&ENDS[..])).prop_map(|(path, text)| Edit::Append(path, text.to_owned())),
        1 => path().prop_map(Edit::Remove),
        1 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
    ]
}

fn apply(sources: &mut Sources, edit: &Edit) {
    match edit {
        Edit::Write(path, text) => sources.insert(SourcePath::new(path), text.as_bytes().to_vec()),
        Edit::Append(path, end) => {
            let before = sources
                .get(path)
                .map(|file| file.bytes().to_vec())
                .unwrap_or_default();
            sources.insert(
                SourcePath::new(path),
                [before.as_slice(), end.as_bytes()].concat(),
            );
        }
        Edit::Remove(path) => {
            sources.remove(&SourcePath::new(path));
        }
        Edit::Rename(from, to) => {
            if let Some(file) = sources.get(from).cloned() {
                sources.remove(&SourcePath::new(from));
                sources.insert_file(SourcePath::new(to), file);
            }
        }
    }
}

/// The outputs, or what went wrong with each page.
fn outputs(compiled: &Compiled) -> BTreeMap<String, String> {
    let output = |page| {
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
