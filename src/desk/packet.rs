//! The fact-check packet: every sentence of a story that can be checked, numbered, with what it rests on.

mod item;

use super::evidence::{Evidence, SavedTexts};
use super::proof;
use super::sourcing::galley;
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;
use crate::render::data::csv_line;
use crate::story::{self, Story};
use item::Item;
use serde::Serialize;
use tera::Context;

/// A packet, as its template sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Packet {
    /// The headline.
    pub headline: String,
    /// The sentence under it.
    pub dek: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day of publication.
    pub date: Option<String>,
    /// The language.
    pub language: String,
    /// The file.
    pub file: String,
    /// The name of the site.
    pub site: String,
    /// The day that the packet was made on.
    pub today: String,
    /// What is to be checked, in the order of the text.
    pub items: Vec<Item>,
    /// The sources, in the order of their numbers.
    pub sources: Vec<SourceLine>,
}

/// A source in the list of a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// Its number in the story.
    pub number: usize,
    /// The publisher.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// A saved copy.
    pub archive: Option<String>,
    /// From 1 (primary or wire) to 4.
    pub tier: Option<u8>,
    /// What kind of source it is.
    pub kind: Option<&'static str>,
    /// Through whom it was read.
    pub via: Option<String>,
}

/// Puts the packet of a story together.
pub fn packet(compiled: &Compiled, story: &Story, texts: &Sources, saved: &SavedTexts) -> Option<Packet> {
    let file = texts.get(story.path.as_str())?;
    let site = &compiled.site;
    let manuscript = story::manuscript(&story.path, file, site.config.markdown);
    let text = file.text().unwrap_or_default();
    let evidence = Evidence {
        compiled,
        saved,
        only: None,
    };
    let galley = galley(&evidence, story, text, manuscript);
    let findings = proof::of_story(compiled, story, texts, saved)?
        .examination
        .findings;
    let card = &story.facts.card;
    Some(Packet {
        headline: card.headline.clone(),
        dek: card.dek.clone(),
        authors: authors(compiled, story),
        date: card.date.map(|date| date.words()),
        language: card
            .language
            .clone()
            .unwrap_or_else(|| site.config.language.clone()),
        file: story.path.to_string(),
        site: site.config.title.clone(),
        today: site.settings.today.to_string(),
        items: item::items(&evidence, &galley, &findings),
        sources: sources(compiled, story),
    })
}

fn authors(compiled: &Compiled, story: &Story) -> Vec<String> {
    let name = |author: &String| match compiled.site.registry.people.get(author) {
        Some(person) => person.name.clone(),
        None => author.clone(),
    };
    story.facts.card.authors.iter().map(name).collect()
}

fn sources(compiled: &Compiled, story: &Story) -> Vec<SourceLine> {
    let citations = &compiled.site.citations;
    let list = citations.lists.get(&story.path).cloned().unwrap_or_default();
    let line = |(at, numbered): (usize, &crate::site::source_list::Numbered)| {
        let record = &citations.entries[numbered.entry].source.record;
        SourceLine {
            number: at + 1,
            name: record.name.clone(),
            title: record.title.clone(),
            published: record.published.map(|date| date.words()),
            url: record.url.clone(),
            archive: record.archive.clone(),
            tier: record.tier,
            kind: record.kind.map(crate::registry::source::SourceKind::word),
            via: record.via.clone(),
        }
    };
    list.numbered.iter().enumerate().map(line).collect()
}

/// The packet as a page to print; what goes wrong in its template is reported.
pub fn page(compiled: &Compiled, packet: &Packet) -> (String, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut context = Context::new();
    context.insert("packet", packet);
    let html = compiled.templates.render("packet.html", &context, &mut problems);
    (html, problems)
}

/// The packet as CSV (RFC 4180), one item a line, with columns for who checks it.
pub fn csv(packet: &Packet) -> String {
    let head = [
        "number",
        "place",
        "section",
        "sentence",
        "claims",
        "as_of",
        "status",
        "sources",
        "quotations",
        "findings",
        "checked",
        "by",
        "on",
        "note",
    ];
    let mut text = csv_line(&head);
    text.extend(packet.items.iter().map(row));
    text
}

/// An item as a line.
fn row(item: &Item) -> String {
    let number = item.number.to_string();
    let claims = item.joined(
        |item| &item.claims,
        |claim| format!("{}: {}", claim.id, claim.value),
    );
    let dates = item.joined(
        |item| &item.claims,
        |claim| claim.as_of.clone().unwrap_or_default(),
    );
    let statuses = item.joined(
        |item| &item.claims,
        |claim| claim.status.unwrap_or_default().to_owned(),
    );
    let sources = item.joined(
        |item| &item.sources,
        |source| format!("[{}] {}", source.number, source.name),
    );
    let quotes = item.joined(
        |item| &item.quotes,
        |quote| format!("\u{201c}{}\u{201d}", quote.text),
    );
    let findings = item.findings.join("; ");
    let [section, sentence, claims] = [&item.section, &item.sentence, &claims].map(|cell| guarded(cell));
    csv_line(&[
        &number,
        &item.place,
        &section,
        &sentence,
        &claims,
        &dates,
        &statuses,
        &sources,
        &quotes,
        &findings,
        "",
        "",
        "",
        "",
    ])
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn guarded(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
