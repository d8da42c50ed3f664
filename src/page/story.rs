//! Stories and plain pages: their contexts, found once for each.

use crate::page::cards::{Cards, author};
use crate::page::context::*;
use crate::page::related::related;
use crate::page::site_value::{Counts, Has, site_value};
use crate::page::view::Named;
use crate::page::{Content, Origin, Page};
use crate::registry::source::SourceReference;
use crate::site::citations::SourceList;
use crate::site::claims::ClaimEntry;
use crate::site::listings::Listed;
use crate::site::{Place, Site};
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::facts::{Kind, MentionKind};
use crate::story::piece::{Piece, Target};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The contexts of all stories and pages, by file.
pub type Contexts = BTreeMap<SourcePath, Arc<StoryContext>>;

/// What every page sees of the site.
pub fn site_context(site: &Site) -> SiteContext {
    let has_events = site
        .stories
        .values()
        .any(|story| !story.facts.claims.events.is_empty());
    let has_corrections = site
        .stories
        .values()
        .any(|story| !story.facts.claims.corrections.is_empty());
    let counts = Counts {
        stories: site.listings.stories.len(),
        sources: site.citations.entries.len(),
        claims: site.claims.entries.len(),
    };
    let has = Has {
        timeline: has_events,
        glossary: site.registry.terms.iter().next().is_some(),
        corrections: has_corrections,
        numbers: !site.claims.entries.is_empty(),
    };
    let value = site_value(&site.config, counts, has);
    SiteContext {
        config: site.config.clone(),
        counts,
        has,
        today: site.settings.today,
        value,
    }
}

/// The contexts of all stories and pages.
pub fn contexts(site: &Site, shared: &Arc<SiteContext>, cards: &Cards) -> Contexts {
    let stories: Vec<(&SourcePath, &Arc<Story>)> = site.stories.iter().collect();
    let one = |(path, story): &(&SourcePath, &Arc<Story>)| {
        let listed = site.listed(path)?;
        Some((
            (*path).clone(),
            Arc::new(context(site, shared, cards, story, listed)),
        ))
    };
    stories.par_iter().filter_map(one).collect()
}

/// The pages of stories and plain pages.
pub fn pages(site: &Site, contexts: &Contexts) -> Vec<Page> {
    let page = |(path, context): (&SourcePath, &Arc<StoryContext>)| {
        let content = match site.places.get(path)? {
            Place::Story(_) => Content::Story(context.clone()),
            Place::Page(_) if context.story.facts.card.kind == Kind::Home => return None,
            Place::Page(_) => Content::Page(context.clone()),
        };
        Some(Page {
            route: context.route.clone(),
            origin: Origin::Story(path.clone()),
            content,
        })
    };
    contexts.iter().filter_map(page).collect()
}

fn context(
    site: &Site,
    shared: &Arc<SiteContext>,
    cards: &Cards,
    story: &Arc<Story>,
    listed: &Listed,
) -> StoryContext {
    let empty = SourceList::default();
    let list = site
        .citations
        .lists
        .get(&story.path)
        .map_or(&empty, AsRef::as_ref);
    let place = site.places.get(&story.path).copied();
    let (previous, next) = match place {
        Some(Place::Story(at)) => (at.checked_sub(1).and_then(|at| cards.get(at)), cards.get(at + 1)),
        _ => (None, None),
    };
    let numbers: BTreeMap<usize, usize> = list
        .numbered
        .iter()
        .enumerate()
        .map(|(at, numbered)| (numbered.entry, at))
        .collect();
    StoryContext {
        site: shared.clone(),
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
        previous: previous.cloned(),
        next: next.cloned(),
        related: match place {
            Some(Place::Story(at)) => related(site, cards, at, list, story),
            _ => Vec::new(),
        },
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
    let source = |numbered: &crate::site::citations::Numbered| {
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
        if let Some(entry) = site.claims.find(&story.path, id) {
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

/// The files that a story links to, wherever in its text.
pub fn files(site: &Site, story: &Story) -> BTreeMap<SourcePath, crate::site::route::Route> {
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
        if let Some(path) = story.path.resolve(address) {
            add(&path);
        }
    }
    found
}

fn walk(pieces: &[Piece], add: &mut impl FnMut(&SourcePath)) {
    for piece in pieces {
        match piece {
            Piece::Address(Target::File(path)) => add(path),
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
