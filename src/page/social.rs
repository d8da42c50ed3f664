//! Social cards: pictures that sites show where somebody shares a link. What each shows, in words.

use crate::input::date::PartialDate;
use crate::page::context::{BoundClaim, SiteContext, StoryContext};
use crate::page::shared::Desk;
use crate::page::story::{bind, context};
use crate::page::{Content, Page, Subject};
use crate::registry::claim::{Claim, Status};
use crate::site::Site;
use crate::site::route::Route;
use crate::site::social;
use crate::source_path::SourcePath;
use crate::story::HOME_FILE;
use crate::story::facts::Kind;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// In characters: the longest text that describes a card, as X cuts it.
const LONGEST_ALT: usize = 420;

/// How many publishers the card of a figure names.
const SOURCES_NAMED: usize = 3;

/// A card, and what its template may see besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardContext {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// Where it answers.
    pub route: Route,
    /// What it shows.
    pub card: SocialCard,
}

/// `card`, as `social-card.svg` sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SocialCard {
    /// `story`, `number` or `home`.
    pub kind: &'static str,
    /// The headline of a story; of the home page, the site's title or its own headline.
    pub headline: Option<String>,
    /// The sentence under it.
    pub dek: Option<String>,
    /// The story's category.
    pub category: Option<String>,
    /// The story's number in the microsite, as it was written.
    pub number: Option<String>,
    /// The day of publication, as it was written.
    pub date: Option<String>,
    /// What stands above: the category and number of a story, the publisher on the home page.
    pub kicker: Option<String>,
    /// What stands below: the date and sources of a story, the publishers behind a figure, how much the site holds.
    pub foot: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The figure, or the first figure of the story.
    pub stat: Option<CardStat>,
    /// The publishers of the figure's sources, each once.
    pub sources: Vec<String>,
    /// How many sources the story lists.
    pub source_count: usize,
    /// How many of them are primary.
    pub primary_count: usize,
}

/// A figure on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardStat {
    /// The figure as it is shown.
    pub value: String,
    /// What it is, in a few words.
    pub label: Option<String>,
    /// When it held, as precise as it was written.
    pub as_of: Option<String>,
    /// How sure it is; none where it is not said.
    pub status: Option<Status>,
}

/// The cards of a site. A file of the site's own at the route of one takes its place.
pub fn plan(site: &Site) -> Vec<Page> {
    let cards = social::cards(site);
    let files: HashSet<&Route> = site.files.values().collect();
    let mut pages = Vec::new();
    for listed in site.listings.stories.iter().filter(|_| cards.stories) {
        let subject = Subject::StoryCard(listed.card.path.clone());
        pages.extend(social::of_listed(cards, listed).map(|route| Page::new(route, subject)));
    }
    for place in &site.claims.headline {
        let route = social::of_claim(site, cards, &site.claims.entries[*place]);
        pages.extend(route.map(|route| Page::new(route, Subject::NumberCard(*place))));
    }
    if let Some(route) = of_home(site, cards) {
        pages.push(Page::new(route, Subject::HomeCard));
    }
    pages.retain(|page| !files.contains(&page.route));
    pages
}

/// The home page has a card with a text of its own and without.
fn of_home(site: &Site, cards: social::Cards) -> Option<Route> {
    match site.listed(&SourcePath::new(HOME_FILE)) {
        Some(listed) => social::of_listed(cards, listed),
        None => cards.home.then(|| social::beside(&Route::home())),
    }
}

/// The card of a story.
pub fn story(desk: Desk<'_>, route: &Route, path: &SourcePath) -> Content {
    content(desk, route, of_text(&context(desk, path)))
}

/// The card of a figure, by its place.
pub fn number(desk: Desk<'_>, route: &Route, place: usize) -> Content {
    let entry = &desk.site.claims.entries[place];
    let claim = bind(desk.site, entry, &BTreeMap::new());
    content(desk, route, of_claim(&desk.of_site(), &claim))
}

/// The card of the home page.
pub fn home(desk: Desk<'_>, route: &Route) -> Content {
    let path = SourcePath::new(HOME_FILE);
    let text = desk.site.listed(&path).map(|_| context(desk, &path));
    content(desk, route, of_home_page(&desk.of_site(), text.as_ref()))
}

fn content(desk: Desk<'_>, route: &Route, card: SocialCard) -> Content {
    Content::Card(Arc::new(CardContext {
        site: desk.of_site(),
        route: route.clone(),
        card,
    }))
}

/// What the card of a story shows.
pub fn of_text(context: &StoryContext) -> SocialCard {
    let card = &context.story.facts.card;
    let stats = &context.story.facts.claims.stats;
    let stat = stats.first().and_then(|id| context.claims.get(id));
    let source_count = context.sources.len();
    let primary_count = context.primary_count();
    let category = context.category.as_ref().map(|category| category.name.clone());
    let facts = [
        card.date.as_ref().map(|date| date.words()),
        counted(source_count, "source", "sources"),
        (primary_count > 0).then(|| format!("{primary_count} primary")),
    ];
    SocialCard {
        kind: if card.kind == Kind::Home { "home" } else { "story" },
        headline: Some(card.headline.clone()).filter(|headline| !headline.is_empty()),
        dek: card.dek.clone(),
        kicker: joined([category.clone(), card.number.clone()]),
        foot: joined(facts),
        category,
        number: card.number.clone(),
        date: card.date.as_ref().map(ToString::to_string),
        language: card
            .language
            .clone()
            .unwrap_or_else(|| context.site.config.language.clone()),
        stat: stat.map(|claim| stat_of(&claim.entry.record)),
        sources: Vec::new(),
        source_count,
        primary_count,
    }
}

/// What the card of the home page shows.
pub fn of_home_page(site: &SiteContext, text: Option<&StoryContext>) -> SocialCard {
    let own = text.map(of_text).unwrap_or_default();
    let config = &site.config;
    SocialCard {
        kind: "home",
        headline: own.headline.or_else(|| Some(config.title.clone())),
        dek: own.dek.or_else(|| config.description.clone()),
        language: config.language.clone(),
        kicker: config.publisher.as_ref().map(|publisher| publisher.name.clone()),
        foot: joined([
            counted(site.counts.stories, "story", "stories"),
            counted(site.counts.sources, "source", "sources"),
            counted(site.counts.claims, "figure", "figures"),
        ]),
        source_count: site.counts.sources,
        ..own
    }
}

/// What the card of a figure shows.
pub fn of_claim(site: &SiteContext, claim: &BoundClaim) -> SocialCard {
    let mut sources: Vec<String> = Vec::new();
    for source in &claim.sources {
        let name = &source.source.record.name;
        if !sources.contains(name) {
            sources.push(name.clone());
        }
    }
    SocialCard {
        kind: "number",
        language: site.config.language.clone(),
        stat: Some(stat_of(&claim.entry.record)),
        kicker: Some(site.config.title.clone()),
        foot: named(&sources),
        source_count: sources.len(),
        sources,
        ..SocialCard::default()
    }
}

/// The parts that there are, with dots between them.
fn joined(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
}

/// The first publishers, and how many more there are.
fn named(sources: &[String]) -> Option<String> {
    let word = heading(sources);
    match sources.len() {
        0 => None,
        count if count <= SOURCES_NAMED => Some(format!("{word}: {}", sources.join(", "))),
        count => {
            let first = sources[..SOURCES_NAMED].join(", ");
            Some(format!("{word}: {first} and {} more", count - SOURCES_NAMED))
        }
    }
}

fn heading(sources: &[String]) -> &'static str {
    if sources.len() == 1 { "Source" } else { "Sources" }
}

fn stat_of(claim: &Claim) -> CardStat {
    CardStat {
        value: claim.value.clone(),
        label: claim.label_or_text().cloned(),
        as_of: claim.as_of.as_ref().map(ToString::to_string),
        status: claim.status,
    }
}

impl SocialCard {
    /// What the card says, for those who cannot see it.
    pub fn alt(&self) -> String {
        let mut told = String::from("Card:");
        if let Some(headline) = &self.headline {
            push_sentence(&mut told, headline);
        }
        if let Some(stat) = &self.stat {
            push_sentence(&mut told, &stat.in_words());
        }
        if self.kind == "home"
            && let Some(dek) = &self.dek
        {
            push_sentence(&mut told, dek);
        }
        if !self.sources.is_empty() {
            let told_by = format!("{}: {}", heading(&self.sources), self.sources.join(", "));
            push_sentence(&mut told, &told_by);
        }
        match told.char_indices().nth(LONGEST_ALT) {
            Some((at, _)) => {
                told.truncate(at);
                told + "…"
            }
            None => told,
        }
    }
}

impl CardStat {
    fn in_words(&self) -> String {
        let mut told = self.value.clone();
        let as_of = self.as_of.as_ref().and_then(|date| PartialDate::parse(date).ok());
        let as_of = as_of.map(|date| format!("as of {}", date.words()));
        let status = self.status.filter(|status| !status.is_settled());
        let status = status.map(|status| status.word().to_owned());
        for part in self.label.clone().into_iter().chain(as_of).chain(status) {
            told.push_str(", ");
            told.push_str(&part);
        }
        told
    }
}

/// Texts come in any length: what is far beyond a card is not looked at.
fn push_sentence(told: &mut String, text: &str) {
    told.push(' ');
    told.extend(text.chars().take(LONGEST_ALT));
    if !text.ends_with(['.', '!', '?', '…', '。']) {
        told.push('.');
    }
}
