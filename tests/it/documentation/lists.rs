//! The lists of diagnostics, components and files are complete and hold nothing else.

use super::page::{Page, code_words, files_below, read};
use crate::support::SiteTest;
use nutgraf::diagnostic::Code;
use std::collections::BTreeSet;

#[test]
fn every_code_is_documented_in_its_own_words() {
    let documented = Page::read("docs/reference.md").rows("Diagnostics");
    let row = |code: &Code| {
        let name = format!("`{}`", code.name());
        vec![
            name,
            code.severity().word().to_owned(),
            code.documentation().to_owned(),
        ]
    };
    let known: Vec<Vec<String>> = Code::ALL.iter().map(row).collect();
    for (documented, known) in documented.iter().zip(&known) {
        assert_eq!(documented, known);
    }
    assert_eq!(documented.len(), known.len());
}

#[test]
fn every_component_is_documented() {
    let page = Page::read("docs/writing.md");
    let code =
        read("src/story/component.rs") + &read("src/story/chart.rs") + &read("src/render/component.rs");
    for file in files_below("templates/components") {
        let name = file
            .trim_start_matches("templates/components/")
            .trim_end_matches(".html");
        let documented: BTreeSet<String> = page.names(&format!("`{name}`")).into_iter().collect();
        let shown = attributes(&read(&file));
        let missing: Vec<_> = shown
            .iter()
            .filter(|name| !matches!(name.as_str(), "id" | "class") && !documented.contains(*name))
            .collect();
        assert!(
            missing.is_empty(),
            "docs/writing.md, {name}: attributes are missing: {missing:?}"
        );
        let is_known =
            |attribute: &&String| shown.contains(*attribute) || code.contains(&format!("\"{attribute}\""));
        let invented: Vec<_> = documented
            .iter()
            .filter(|attribute| !is_known(attribute))
            .collect();
        assert!(
            invented.is_empty(),
            "docs/writing.md, {name}: no such attributes: {invented:?}"
        );
    }
}

/// The attributes that a template of a component prints.
fn attributes(template: &str) -> BTreeSet<String> {
    let names = template.split("attrs.").skip(1);
    names
        .map(|rest| {
            rest.chars()
                .take_while(|mark| mark.is_ascii_lowercase())
                .collect()
        })
        .collect()
}

#[test]
fn every_file_of_a_site_is_documented() {
    let section = Page::read("docs/reference.md").section("Pages and files of a site");
    let documented: BTreeSet<String> = code_words(&section).into_iter().collect();
    let extra = "-- site.toml --\ntitle = \"Test\"\nbase_url = \"https://example.org/\"\n[theme]\naccent = \"red\"\n\
        -- content/stories/a.md --\n---\nheadline: A\ndate: 2026-04-27\ncorrections:\n  - {date: 2026-04-28, text: x}\n\
        timeline:\n  - {date: 2026, text: x}\n---\n\
        -- content/glossary.toml --\n[a]\ndefinition = \"x\"\n";
    let site = SiteTest::new(extra).build();
    let files: BTreeSet<String> = site.files().into_keys().collect();
    for file in &files {
        let route = format!("/{}", file.trim_end_matches("index.html"));
        assert!(
            documented.contains(&route) || route == "/a/" || route == "/a/card.png",
            "docs/reference.md does not speak of {route}"
        );
    }
    for route in documented
        .iter()
        .filter(|route| route.starts_with('/') && !route.contains('<') && *route != "/page/2/")
    {
        let file = format!(
            "{}{}",
            &route[1..],
            if route.ends_with('/') { "index.html" } else { "" }
        );
        assert!(
            files.contains(&file),
            "docs/reference.md speaks of {route}, which is not made"
        );
    }
}
