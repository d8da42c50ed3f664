//! What templates see is documented: every template, variable, field and filter, and nothing else.

use super::page::{Page, code_words, files_below, read};
use std::collections::BTreeSet;

/// The structs that templates see, and the files that hold them.
const SHAPES: [(&str, &str); 10] = [
    ("src/page/view/mod.rs", ""),
    ("src/page/view/claims.rs", ""),
    ("src/page/found.rs", ""),
    ("src/render/story.rs", "StoryView"),
    ("src/render/picture.rs", "PictureView"),
    ("src/render/feeds.rs", "Entry"),
    ("src/render/shell.rs", "PageView"),
    ("src/page/social.rs", "SocialCard"),
    ("src/page/social.rs", "CardStat"),
    ("src/render/chart.rs", ""),
];

#[test]
fn every_field_is_documented() {
    let page = Page::read("docs/templates.md");
    for (file, only) in SHAPES {
        for (name, fields) in structs(&read(file)) {
            if !only.is_empty() && name != only {
                continue;
            }
            let heading = if name == "PageView" { "page" } else { &name };
            let documented: BTreeSet<String> = page.names(heading).into_iter().collect();
            assert_eq!(
                documented, fields,
                "docs/templates.md, {heading}: documented on the left, known on the right"
            );
        }
    }
}

/// The structs of a file with named fields, but for those that are flattened into others.
fn structs(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    let mut open = false;
    let mut flattened = false;
    for line in code.lines() {
        let name = line
            .trim_start_matches("pub ")
            .strip_prefix("struct ")
            .filter(|rest| rest.ends_with('{'));
        if let Some(name) = name {
            let name: String = name.chars().take_while(|mark| mark.is_alphanumeric()).collect();
            found.push((name, BTreeSet::new()));
            open = true;
        } else if line == "}" {
            open = false;
        } else if open && line.contains("#[serde(flatten)]") {
            flattened = true;
        } else if open && !line.trim().starts_with("//") {
            let field = line.trim().trim_start_matches("pub ").split_once(": ");
            if let Some((field, _)) = field.filter(|_| !std::mem::take(&mut flattened)) {
                found.last_mut().unwrap().1.insert(field.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_variable_is_documented() {
    let page = Page::read("docs/templates.md");
    let text = read("src/render/shell.rs")
        + &read("src/render/plain.rs")
        + &read("src/render/feeds.rs")
        + &read("src/render/story.rs")
        + &read("src/render/card.rs");
    let section = page.section("Templates and their variables");
    for name in inserted(&text).union(&variants(&read("src/page/context.rs"))) {
        assert!(
            section.contains(&format!("`{name}`")),
            "docs/templates.md does not speak of {name}"
        );
    }
    let documented: BTreeSet<String> = page.names("Variables of a component").into_iter().collect();
    assert_eq!(documented, inserted(&read("src/render/component.rs")));
}

/// The names that code puts into contexts: `context.insert("name", …)`.
fn inserted(code: &str) -> BTreeSet<String> {
    let calls = code.match_indices(".insert").filter(|(at, _)| {
        let before = code[..*at].trim_end();
        before.ends_with("context") || before.ends_with("variables")
    });
    let name = |(at, _): (usize, &str)| {
        let rest = code[at..].trim_start_matches(".insert");
        let rest = rest.trim_start_matches("_value").strip_prefix('(')?;
        Some(rest.trim_start().strip_prefix('"')?.split('"').next()?.to_owned())
    };
    calls.filter_map(name).collect()
}

/// The fields of the variants of `Variables`.
fn variants(code: &str) -> BTreeSet<String> {
    let body = code
        .split("pub enum Variables {")
        .nth(1)
        .unwrap()
        .split("\n}")
        .next()
        .unwrap();
    let fields = body
        .lines()
        .filter(|line| line.starts_with("        ") && !line.trim().starts_with("//"));
    fields
        .filter_map(|line| Some(line.trim().split_once(": ")?.0.to_owned()))
        .collect()
}

#[test]
fn every_template_is_documented() {
    let page = Page::read("docs/templates.md");
    let documented: BTreeSet<String> = page.names("Templates and their variables").into_iter().collect();
    let files = files_below("templates")
        .into_iter()
        .map(|file| file.trim_start_matches("templates/").to_owned());
    let known: BTreeSet<String> = files.filter(|file| !file.starts_with("components/")).collect();
    assert_eq!(documented, known);
}

#[test]
fn every_filter_is_documented() {
    let documented: BTreeSet<String> = Page::read("docs/templates.md")
        .names("Filters")
        .into_iter()
        .collect();
    let code = read("src/render/filters.rs") + &read("src/render/lettering.rs");
    let calls = code.split("register_filter(\"").skip(1);
    let known: BTreeSet<String> = calls
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(documented, known);
}

#[test]
fn site_fields_are_documented() {
    let code = read("src/page/site_value.rs");
    let body = code
        .split("pub fn site_value")
        .nth(1)
        .unwrap()
        .split("})))")
        .next()
        .unwrap();
    let known: BTreeSet<String> = body
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix('"')?
                .split('"')
                .next()
                .map(str::to_owned)
        })
        .collect();
    let documented: BTreeSet<String> = Page::read("docs/templates.md")
        .names("site")
        .into_iter()
        .collect();
    assert_eq!(documented, known);
    let kinds = code_words(&Page::read("docs/templates.md").rows("page")[1][1]);
    for kind in ["home", "story", "page", "not-found"] {
        assert!(kinds.contains(&kind.to_owned()));
    }
}
