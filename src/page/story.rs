//! Stories and plain pages: their contexts, found once for each.

use crate::input::table::Table;
use crate::page::cards::author;
use crate::page::context::*;
use crate::page::related::related;
use crate::page::shared::Desk;
use crate::page::view::Named;
use crate::page::{Content, Page, Subject};
use crate::registry::source::SourceReference;
use crate::site::claims::ClaimEntry;
use crate::site::pictures::Picture;
use crate::site::source_list::{Numbered, SourceList};
use crate::site::{Place, Site};
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::facts::{Kind, MentionKind};
use crate::story::piece::{Chart, Figures, Piece, Target};
use crate::story::shown;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pages of stories and plain pages.
pub fn plan(site: &Site) -> Vec<Page> {
    let listed = site.places.values().filter_map(|place| site.listed_at(*place));
    let own = listed.filter(|listed| listed.card.kind != Kind::Home);
    own.map(|listed| Page::new(listed.route.clone(), Subject::Text(listed.card.path.clone())))
        .collect()
}

/// The page of a story or plain page.
pub fn content(desk: Desk<'_>, path: &SourcePath) -> Content {
    let context = Arc::new(with_neighbours(desk, path));
    match desk.site.places.get(path) {
        Some(Place::Story(_)) => Content::Story(context),
        _ => Content::Page(context),
    }
}

/// What the page of a story shows of others too.
fn with_neighbours(desk: Desk<'_>, path: &SourcePath) -> StoryContext {
    let own = context(desk, path);
    let Some(Place::Story(at)) = desk.site.places.get(path).copied() else {
        return own;
    };
    let list = desk.site.citations.lists.get(path);
    StoryContext {
        previous: at.checked_sub(1).and_then(|at| desk.card(at)),
        next: desk.card(at + 1),
        related: list.map_or_else(Vec::new, |list| related(desk, at, list, &own.story)),
        ..own
    }
}

/// All that a page shows of the own text of a story, a plain page or the home page: lists of texts and feeds show
/// nothing of a story's neighbours.
pub fn context(desk: Desk<'_>, path: &SourcePath) -> StoryContext {
    let site = desk.site;
    let story = site.stories.get(path).expect("planned pages are published");
    let listed = site.listed(path).expect("what is published is listed");
    let empty = SourceList::default();
    let list = site.citations.lists.get(path).map_or(&empty, AsRef::as_ref);
    let numbers: BTreeMap<usize, usize> = list
        .numbered
        .iter()
        .enumerate()
        .map(|(at, numbered)| (numbered.entry, at))
        .collect();
    StoryContext {
        site: desk.of_site(),
        route: listed.route.clone(),
        story: story.clone(),
        category: listed.category.map(|at| Arc::new(category(site, at))),
        authors: listed
            .authors
            .iter()
            .map(|at| Arc::new(author(site, *at)))
            .collect(),
        sources: sources(site, list, story.facts.card.kind),
        source_places: list.places.clone(),
        claims: claims(site, story, &numbers),
        quotes: quotes(site, story),
        terms: terms(site, story),
        links: links(site, story),
        files: files(site, story),
        tables: tables(site, story),
        pictures: pictures(site, story),
        previous: None,
        next: None,
        related: Vec::new(),
    }
}

fn category(site: &Site, at: usize) -> Named {
    let group = &site.listings.categories[at];
    Named {
        name: group.record.clone(),
        route: group.route.clone(),
    }
}

fn sources(site: &Site, list: &SourceList, kind: Kind) -> Vec<ListedSource> {
    let is_story = kind == Kind::Story;
    let source = |numbered: &Numbered| {
        let entry = &site.citations.entries[numbered.entry];
        ListedSource {
            source: entry.source.clone(),
            uses: numbered.uses.clone(),
            cited: numbered.cited,
            other_stories: entry.story_count.saturating_sub(usize::from(is_story)),
        }
    };
    list.numbered.iter().map(source).collect()
}

/// Finds the sources that a record names. `owner` is the story whose ids they are; `numbers` is the page's own list.
pub fn find_sources(
    site: &Site,
    owner: Option<&SourcePath>,
    references: &[SourceReference],
    numbers: &BTreeMap<usize, usize>,
) -> Vec<FoundSource> {
    let find = |reference: &SourceReference| {
        let place = site.citations.place(owner, &reference.id)?;
        Some(FoundSource {
            source: site.citations.entries[place].source.clone(),
            place: numbers.get(&place).copied(),
            locator: reference.locator.clone(),
            quote: reference.quote.clone(),
        })
    };
    references.iter().filter_map(find).collect()
}

/// A claim with its sources found; `numbers` is the page's own list.
pub fn bind(site: &Site, entry: &Arc<ClaimEntry>, numbers: &BTreeMap<usize, usize>) -> BoundClaim {
    let owner = entry.owner.as_ref();
    let via = entry
        .record
        .read_via
        .as_ref()
        .and_then(|id| site.citations.place(owner, id));
    BoundClaim {
        entry: entry.clone(),
        sources: find_sources(site, owner, &entry.record.sources, numbers),
        read_via: via.map(|place| site.citations.entries[place].source.clone()),
    }
}

/// Every claim that the story shows: its stats, its own, those bound in its text and those at issue.
fn claims(site: &Site, story: &Story, numbers: &BTreeMap<usize, usize>) -> BTreeMap<String, BoundClaim> {
    let facts = &story.facts;
    let bound = facts
        .citations
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Claim)
        .map(|mention| &mention.id);
    let own = facts.claims.claims.iter().map(|claim| &claim.record.id);
    let disputes = facts
        .claims
        .disputes
        .iter()
        .filter_map(|dispute| dispute.claim.as_ref());
    let mut found = BTreeMap::new();
    for id in facts.claims.stats.iter().chain(bound).chain(own).chain(disputes) {
        if found.contains_key(id) {
            continue;
        }
        if let Some(entry) = site.claims.find(Some(&story.path), id) {
            found.insert(id.clone(), bind(site, entry, numbers));
        }
    }
    found
}

fn quotes(site: &Site, story: &Story) -> BTreeMap<String, Arc<crate::registry::quote::Quote>> {
    let mentions = story
        .facts
        .citations
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Quote);
    let own = |id: &str| story.facts.claims.quotes.iter().find(|quote| quote.id == id);
    mentions
        .filter_map(|mention| {
            own(&mention.id)
                .or_else(|| site.registry.quotes.get(&mention.id))
                .map(|quote| (mention.id.clone(), quote.clone()))
        })
        .collect()
}

fn terms(site: &Site, story: &Story) -> BTreeMap<String, Arc<crate::registry::term::Term>> {
    let terms = story.facts.links.terms.iter();
    terms
        .filter_map(|id| site.registry.terms.get(id).map(|term| (id.clone(), term.clone())))
        .collect()
}

fn links(site: &Site, story: &Story) -> BTreeMap<SourcePath, crate::site::route::Route> {
    let stories = story.facts.links.stories.iter();
    stories
        .filter_map(|path| {
            site.listed(path)
                .map(|listed| (path.clone(), listed.route.clone()))
        })
        .collect()
}

/// The pictures that a story shows.
fn pictures(site: &Site, story: &Story) -> BTreeMap<String, Arc<Picture>> {
    let names = story.facts.links.pictures.iter();
    names
        .filter_map(|name| Some((name.clone(), site.pictures.find(name)?.clone())))
        .collect()
}

/// The files that a story links to, wherever in its text.
fn files(site: &Site, story: &Story) -> BTreeMap<SourcePath, crate::site::route::Route> {
    let mut found = BTreeMap::new();
    let mut add = |path: &SourcePath| {
        if let Some(route) = site.files.get(path) {
            found.insert(path.clone(), route.clone());
        }
    };
    walk(&story.body.pieces, &mut add);
    let image = story
        .facts
        .card
        .image
        .as_ref()
        .map(|image| image.address.as_str());
    let audio = story.body.audio.as_ref().map(|audio| audio.address.as_str());
    for address in image.into_iter().chain(audio) {
        if let Some(name) = shown::of_address(&story.path, address) {
            add(&SourcePath::new(name));
        }
    }
    found
}

/// What the CSV files hold that its charts show.
fn tables(site: &Site, story: &Story) -> BTreeMap<SourcePath, Arc<Table>> {
    let table = |chart: &Arc<Chart>| match &chart.figures {
        Figures::File(path) => Some((path.clone(), site.tables.get(path)?.table.clone())),
        Figures::Here(..) => None,
    };
    story.body.charts.iter().filter_map(table).collect()
}

fn walk(pieces: &[Piece], add: &mut impl FnMut(&SourcePath)) {
    for piece in pieces {
        match piece {
            Piece::Address(Target::File(path)) => add(path),
            Piece::Picture(shown) => {
                if let Target::File(path) = &shown.target {
                    add(path);
                }
            }
            Piece::Component(component) => {
                if let Some(Target::File(path)) = &component.address {
                    add(path);
                }
                walk(&component.body, add);
                for (_, cell) in component.rows.iter().flatten() {
                    if let crate::story::piece::Cell::Text(pieces) = cell {
                        walk(pieces, add);
                    }
                }
            }
            _ => {}
        }
    }
}
