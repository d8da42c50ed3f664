//! The documentation cannot lie: its commands are run, its examples are built, and its lists of keys, codes,
//! components, flags and variables are compared with the program.

mod commands;
mod examples;
mod keys;
mod lists;
mod page;
mod templates;

use page::Page;

/// Every document that speaks of how nutgraf is used.
const DOCUMENTS: [&str; 6] = [
    "README.md",
    "docs/writing.md",
    "docs/reference.md",
    "docs/templates.md",
    "docs/commands.md",
    "docs/checking.md",
];

#[test]
fn links_between_documents_lead_somewhere() {
    for name in DOCUMENTS.into_iter().chain(["CONTRIBUTING.md", "CHANGELOG.md"]) {
        let page = Page::read(name);
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in page.links() {
            let (path, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = match (path, folder) {
                ("", _) => name.to_owned(),
                (path, "") => path.to_owned(),
                (path, folder) => match path.strip_prefix("../") {
                    Some(above) => above.to_owned(),
                    None => format!("{folder}/{path}"),
                },
            };
            assert!(
                page::root().join(&target).exists(),
                "{name} links to {target}, which is not there"
            );
            if !heading.is_empty() {
                let anchors = Page::read(&target).anchors();
                assert!(
                    anchors.contains(&heading.to_owned()),
                    "{name} links to {link}, but there is no such heading"
                );
            }
        }
    }
}
