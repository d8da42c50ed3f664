//! One document: what a result shows of it, and its words.

use crate::input::escape::encoded_url;
use crate::registry::claim::Claim;
use crate::registry::source::Source;
use crate::search::documents::Document;
use crate::search::postings::{Field, Postings};
use crate::search::text::Reader;
use crate::search::words::each_word_and_figure;
use crate::site::Site;
use crate::site::listings::Listed;
use crate::story::Story;
use serde::Serialize;

/// In bytes: the most that a result shows of a text without a dek.
const LONGEST_EXCERPT: usize = 180;

/// What a result shows. Written as a list: four names in each of ten thousand records would be half of the file.
#[derive(Debug, Default, Serialize)]
pub struct Record {
    title: String,
    /// The address from the site's root, encoded.
    address: String,
    excerpt: String,
    /// The sections: fragment and heading, by turns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<String>,
}

impl Record {
    /// The record as JSON.
    pub fn json(&self) -> String {
        let (title, address, excerpt) = (&self.title, &self.address, &self.excerpt);
        let text = match self.sections.is_empty() {
            true => serde_json::to_string(&(title, address, excerpt)),
            false => serde_json::to_string(&(title, address, excerpt, &self.sections)),
        };
        text.expect("lists of texts are JSON")
    }
}

/// Adds the words of a document, and gives its record.
pub fn add(site: &Site, document: Document, postings: &mut Postings) -> (Record, usize) {
    let mut writer = Writer { postings, words: 0 };
    let record = match document {
        Document::Text(place) => {
            let listed = site
                .listed_at(place)
                .expect("documents are numbered by the lists");
            text(site, listed, &mut writer)
        }
        Document::Number(at) => {
            let entry = &site.claims.entries[at];
            number(&entry.record, entry.route.as_str(), &mut writer)
        }
        Document::Source(at) => {
            let source = &site.citations.entries[at].source;
            of_source(&source.record, source.route.as_str(), &mut writer)
        }
        Document::Term(at) => term(site, at, &mut writer),
    };
    (record, writer.words)
}

/// Takes the words of one document.
struct Writer<'p> {
    postings: &'p mut Postings,
    words: usize,
}

impl Writer<'_> {
    fn add(&mut self, text: &str, field: Field, section: usize) {
        each_word_and_figure(text, &mut |word| {
            self.words += 1;
            self.postings.add(word, field, section);
        });
    }

    fn add_all<'t>(&mut self, texts: impl IntoIterator<Item = &'t Option<String>>, field: Field) {
        for text in texts.into_iter().flatten() {
            self.add(text, field, 0);
        }
    }
}

fn address(route: &str) -> String {
    encoded_url(route.trim_start_matches('/')).into_owned()
}

fn text(site: &Site, listed: &Listed, writer: &mut Writer<'_>) -> Record {
    let card = &listed.card;
    let title = match card.headline.is_empty() {
        true => &site.config.title,
        false => &card.headline,
    };
    writer.add(title, Field::Title, 0);
    writer.add_all([&card.dek, &card.number], Field::Dek);
    if let Some(category) = listed.category {
        writer.add(&site.listings.categories[category].record, Field::Dek, 0);
    }
    for author in &listed.authors {
        writer.add(&site.listings.authors[*author].record.name, Field::Dek, 0);
    }
    let mut excerpt = card.dek.clone().unwrap_or_default();
    let is_told = !excerpt.is_empty();
    let mut sections = Vec::new();
    if let Some(story) = site.stories.get(&card.path) {
        read(site, story, &mut |text, field, section| {
            writer.add(text, field, section);
            if !is_told && field == Field::Text && excerpt.len() < LONGEST_EXCERPT {
                excerpt.push_str(text);
            }
        });
        let headings = story.body.headings.iter();
        sections = headings
            .flat_map(|heading| [heading.id.clone(), heading.text.clone()])
            .collect();
    }
    Record {
        title: title.clone(),
        address: address(listed.route.as_str()),
        excerpt: if is_told { excerpt } else { cut(&excerpt) },
        sections,
    }
}

/// All that a story's page shows of its own.
fn read(site: &Site, story: &Story, take: &mut impl FnMut(&str, Field, usize)) {
    let (body, claims) = (&story.body, &story.facts.claims);
    let mut reader = Reader::new(site, &story.path, &body.headings, take);
    reader.read(&body.pieces);
    for pieces in &body.takeaways {
        reader.aside(pieces);
    }
    reader.aside(&body.caption);
    claims.events.iter().for_each(|event| reader.aside(&event.text));
    claims
        .corrections
        .iter()
        .for_each(|correction| reader.aside(&correction.text));
    for id in &claims.stats {
        if let Some(entry) = site.claims.find(Some(&story.path), id) {
            let claim = &entry.record;
            let texts = [Some(&claim.value), claim.label.as_ref()];
            texts
                .into_iter()
                .flatten()
                .for_each(|text| (reader.take)(text, Field::Text, 0));
        }
    }
}

/// The start of a text, on one line, cut behind a word.
fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.len() <= LONGEST_EXCERPT {
        return text;
    }
    let fits = text
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at <= LONGEST_EXCERPT);
    let start = &text[..fits.last().unwrap_or_default()];
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{}…", &start[..end])
}

fn number(claim: &Claim, route: &str, writer: &mut Writer<'_>) -> Record {
    writer.add(&claim.value, Field::Title, 0);
    writer.add_all([&claim.label], Field::Title);
    writer.add_all([&claim.text, &claim.prose, &claim.note], Field::Text);
    Record {
        title: claim.entry(),
        address: address(route),
        excerpt: claim
            .text
            .clone()
            .filter(|_| claim.label.is_some())
            .unwrap_or_default(),
        sections: Vec::new(),
    }
}

fn of_source(source: &Source, route: &str, writer: &mut Writer<'_>) -> Record {
    writer.add_all([&source.title], Field::Title);
    writer.add(&source.name, Field::Title, 0);
    writer.add_all([&source.author], Field::Dek);
    let title = source.title_or_name();
    let name = Some(&source.name).filter(|name| *name != title);
    let published = source.published.as_ref().map(|date| date.words());
    if let Some(words) = &published {
        writer.add(words, Field::Text, 0);
    }
    let parts = [name, source.author.as_ref(), published.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    Record {
        title: title.to_owned(),
        address: address(route),
        excerpt: parts.join(", "),
        sections: Vec::new(),
    }
}

fn term(site: &Site, at: usize, writer: &mut Writer<'_>) -> Record {
    let term = site
        .registry
        .terms
        .iter()
        .nth(at)
        .expect("documents are numbered by the glossary");
    writer.add(&term.term, Field::Title, 0);
    term.aliases
        .iter()
        .for_each(|alias| writer.add(alias, Field::Title, 0));
    writer.add(&term.definition, Field::Text, 0);
    Record {
        title: term.term.clone(),
        address: address(&format!("/glossary/#{}", term.id)),
        excerpt: term.definition.clone(),
        sections: Vec::new(),
    }
}
