//! A small site that has one of everything, and the edits that a writer may make to it.

use nutgraf::input::sources::Sources;
use nutgraf::source_path::SourcePath;
use proptest::prelude::*;

pub const SITE: &str = r#"
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
-- snapshots/lock.toml --
version = 1
[source."https://cnbc.com/x"]
url = "https://www.cnbc.com/x"
status = "ok"
[source."https://own.example"]
url = "https://own.example/"
status = "dead"
"#;

/// One change that a writer may make.
#[derive(Debug, Clone)]
pub enum Edit {
    Write(&'static str, &'static str),
    Append(&'static str, String),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    /// In a file, one text in the place of another, or the other way round.
    Turn(&'static str, &'static str, &'static str),
}

const PATHS: [&str; 15] = [
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
    "snapshots/lock.toml",
    "templates/story.html",
    "site.toml",
];

const TEXTS: [&str; 13] = [
    "---\nheadline: Four\ndate: 2026-01-01\nstory_number: 3\n---\nNew [@cnbc] [=money].\n",
    "---\nheadline: Two, again\ndate: 2026-04-28\ncategory: Other\n---\nSee [@ap].\n",
    "---\nheadline: Draft\ndate: 2026-04-28\ndraft: true\n---\nSee [@ap].\n",
    "---\nheadline: Wrong\ndate: 2026-02-30\n---\nSee [@nobody].\n",
    "---\nheadline: Later\ndate: 2027-02-03\n---\nLater.\n",
    "no front matter\n",
    "[cnbc]\nname = \"CNBC, renamed\"\n[ap]\nname = \"AP\"\nurl = \"https://own.example\"\n",
    "[money]\nvalue = \"$14B\"\nsources = [\"ap\"]\n",
    "[agi]\nterm = \"AGI\"\ndefinition = \"Another.\"\n",
    "[source.\"https://cnbc.com/x\"]\nurl = \"https://cnbc.com/x\"\nstatus = \"dead\"\n",
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

/// Small changes, each of which leaves something the same that a larger one would not.
const TURNS: [(&str, &str, &str); 25] = [
    ("content/stories/one.md", "headline: One", "headline: Uno"),
    ("content/stories/two.md", "headline: Two", "headline: Zwei"),
    ("content/stories/two.md", "category: business", "category: Other"),
    ("content/stories/two.md", "story_number: 2", "story_number: 0"),
    ("content/stories/two.md", "date: 2026-04-28", "date: 2026-04-20"),
    (
        "content/stories/two.md",
        "headline: Two",
        "headline: Two\nslug: zwei",
    ),
    ("content/stories/one.md", "authors: [Ada]", "authors: [Bo]"),
    ("content/stories/one.md", "aliases: [/old/]", "aliases: [/older/]"),
    ("content/stories/one.md", "[@ap].", "[@ap; @cnbc]."),
    ("content/stories/one.md", "[=money] [@ap]", "[@ap]"),
    ("content/stories/one.md", "stats: [money, ", "stats: ["),
    (
        "content/stories/three/index.md",
        "headline: Three",
        "headline: Three\ndraft: true",
    ),
    ("content/sources.toml", "name = \"CNBC\"", "name = \"CNBC News\""),
    ("content/sources.toml", "www.cnbc.com/x", "www.cnbc.com/y"),
    ("content/sources.toml", "[cnbc]", "# a remark\n[cnbc]"),
    ("content/claims.toml", "$13B+", "$14B+"),
    (
        "content/claims.toml",
        "sources = [\"cnbc\"]",
        "sources = [\"ap\"]",
    ),
    ("content/claims.toml", "[money]", "# a remark\n[money]"),
    ("content/quotes.toml", "speaker = \"Both\"", "speaker = \"All\""),
    ("content/quotes.toml", "source = \"ap\"", "source = \"cnbc\""),
    ("content/glossary.toml", "A machine", "A thing"),
    ("site.toml", "paginate_by = 2", "paginate_by = 3"),
    ("snapshots/lock.toml", "status = \"ok\"", "status = \"dead\""),
    (
        "snapshots/lock.toml",
        "https://own.example",
        "https://other.example",
    ),
    ("snapshots/lock.toml", "version", "<<<<<<< HEAD\nversion"),
];

pub fn edit() -> impl Strategy<Value = Edit> {
    let path = || prop::sample::select(&PATHS[..]);
    prop_oneof![
        2 => (path(), prop::sample::select(&TEXTS[..])).prop_map(|(path, text)| Edit::Write(path, text)),
        5 => (path(), prop::sample::select(&ENDS[..])).prop_map(|(path, text)| Edit::Append(path, text.to_owned())),
        5 => prop::sample::select(&TURNS[..]).prop_map(|(path, one, other)| Edit::Turn(path, one, other)),
        1 => path().prop_map(Edit::Remove),
        1 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
    ]
}

pub fn apply(sources: &mut Sources, edit: &Edit) {
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
        Edit::Turn(path, one, other) => {
            let text = sources
                .get(path)
                .and_then(|file| file.text().ok().map(str::to_owned));
            let Some(text) = text else { return };
            let text = match text.contains(other) {
                true => text.replacen(other, one, 1),
                false => text.replacen(one, other, 1),
            };
            sources.insert(SourcePath::new(path), text.into_bytes());
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
