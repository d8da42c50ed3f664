//! Texts of hostile size and depth: no stack overflows, no message without end, and nobody waits for minutes.

use crate::cases::span_faults;
use crate::support::SiteTest;
use nutgraf::report::{self, Colour};

const FRONT: &str = "---\nheadline: H\ndate: 2026-04-27\n---\n";

/// Far deeper than a stack takes, if each level were a call.
const DEEP: usize = 100_000;

/// In bytes: the most that a report says of one fault, whatever stands in the file.
const LONGEST_REPORT: usize = 5_000;

fn codes(path: &str, text: &str) -> Vec<String> {
    let site = SiteTest::new("").edit(path, text).build();
    let compiled = site.compiled();
    assert_eq!(span_faults(compiled), Vec::<String>::new());
    let told = report::text(&compiled.diagnostics(), &site.sources, Colour::Off);
    let data = report::json(&compiled.diagnostics(), &site.sources).to_string();
    let most = LONGEST_REPORT * (compiled.diagnostics().len() + 1);
    assert!(told.len() < most, "{} bytes of report", told.len());
    assert!(data.len() < most, "{} bytes of JSON", data.len());
    let codes = site.diagnostics().into_iter();
    codes
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect()
}

fn story(body: &str) -> Vec<String> {
    codes("content/stories/a.md", &format!("{FRONT}{body}"))
}

fn front(lines: &str) -> Vec<String> {
    codes(
        "content/stories/a.md",
        &format!("---\nheadline: H\ndate: 2026-04-27\n{lines}\n---\n"),
    )
}

#[test]
fn yaml_of_any_depth() {
    assert_eq!(front(&format!("extra: {}", "[".repeat(DEEP))), ["yaml-syntax"]);
    assert_eq!(front(&format!("extra: {}", "{a: ".repeat(DEEP))), ["yaml-syntax"]);
    assert_eq!(
        front(&format!("extra:\n  {}a", "- ".repeat(DEEP))),
        ["yaml-syntax"]
    );
}

#[test]
fn toml_of_any_depth() {
    let toml = |text: &str| codes("content/claims.toml", text);
    assert_eq!(toml(&format!("a = {}", "[".repeat(DEEP)))[0], "toml-syntax");
    assert_eq!(toml(&format!("a = {}", "{a = ".repeat(DEEP)))[0], "toml-syntax");
    assert_eq!(toml(&format!("[a{}]", ".a".repeat(DEEP)))[0], "toml-syntax");
    assert_eq!(toml(&format!("a{} = 1", ".a".repeat(DEEP)))[0], "toml-syntax");
}

#[test]
fn markdown_of_any_depth() {
    story(&"> ".repeat(DEEP));
    story(&"- ".repeat(DEEP));
    story(&"[".repeat(DEEP));
    story(&"![".repeat(DEEP));
    story(&"[@a".repeat(DEEP));
    story(&"*a _b ".repeat(DEEP));
    story(&"<b>".repeat(1000));
    story(&"`".repeat(DEEP));
    story(&"| a ".repeat(DEEP));
}

#[test]
fn components_of_any_number() {
    let found = story(&":::note\n".repeat(10_000));
    assert!(
        found
            .iter()
            .all(|code| code == "unclosed-component" || code == "component-nesting")
    );
    story(&":::\n".repeat(10_000));
    story(&":::note\nWords\n:::\n\n```\ncode\n```\n\n".repeat(5_000));
}

#[test]
fn lines_of_any_length() {
    let long = "a".repeat(1_000_000);
    assert_eq!(story(&long), Vec::<String>::new());
    assert_eq!(story(&format!("[@{long}]")), ["unknown-source"]);
    assert_eq!(story(&format!("[=x] {long}")), ["unknown-claim"]);
    assert_eq!(story(&format!(":::{long}\n:::\n")), ["unknown-component"]);
    assert_eq!(story(&format!("[x](javascript:{long})")), ["refused-url"]);
    assert_eq!(story(&format!("[x]({long}.md)")), ["broken-story-link"]);
    assert_eq!(front(&format!("{long}: 1")), ["yaml-syntax"]);
    assert_eq!(front(&format!("{}: 1", "a".repeat(1000))), ["unknown-key"]);
    assert_eq!(front(&format!("slug: {long}")), ["invalid-slug"]);
    assert_eq!(front(&format!("updated: {long}")), ["invalid-date"]);
    assert_eq!(
        front(&format!("sources: [{{ id: \"{long}!\", name: X }}]")),
        ["invalid-id"]
    );
    assert_eq!(
        front(&format!("sources: [{{ name: X, tier: {long} }}]")),
        ["invalid-value"]
    );
    assert_eq!(front(&format!("lang: {long}")), ["invalid-value"]);
    assert_eq!(front(&format!("aliases: [\"{long}\"]")), ["invalid-alias"]);
    assert_eq!(
        codes(
            "content/claims.toml",
            &format!("[a]\nvalue = '1'\nformula = '{long}'")
        ),
        ["invalid-formula"]
    );
    assert_eq!(
        codes(
            "content/claims.toml",
            &format!("[a]\nvalue = '1'\nformula = '{}'", "(".repeat(DEEP))
        ),
        ["invalid-formula"]
    );
}

#[test]
fn problems_of_any_number() {
    let keys: String = (0..10_000).map(|number| format!("key{number}: 1\n")).collect();
    assert_eq!(front(&keys).len(), 10_000);
    assert_eq!(story(&"[@nobody]\n".repeat(1_000)).len(), 1_000);
}

#[test]
fn citations_of_any_number() {
    let text = format!("{FRONT}{}", "[@nobody] ".repeat(7_000));
    let site = SiteTest::new("").edit("content/stories/a.md", &text).build();
    assert_eq!(site.compiled().diagnostics().len(), 7_000);
}
