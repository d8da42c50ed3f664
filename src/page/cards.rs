//! Cards of stories and authors: made once, shared by every page that shows them.

use crate::page::context::AuthorEntry;
use crate::page::view::{CardView, Named, PersonView, StoryLink};
use crate::site::Site;
use crate::site::listings::Listed;
use crate::source_path::SourcePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The cards of all stories, in the order of the site.
pub type Cards = Vec<Arc<CardView>>;

/// The stories and pages, named and linked, by file.
pub type StoryLinks = BTreeMap<SourcePath, Arc<StoryLink>>;

/// Makes the link of each story and page once.
pub fn links(site: &Site) -> StoryLinks {
    let listed = site.listings.stories.iter().chain(&site.listings.pages);
    let link = |listed: &Listed| {
        let headline = listed.card.headline.clone();
        (
            listed.card.path.clone(),
            Arc::new(StoryLink {
                headline,
                route: listed.route.to_string(),
            }),
        )
    };
    listed.map(link).collect()
}

/// Makes the card of each story once.
pub fn cards(site: &Site) -> Cards {
    site.listings
        .stories
        .iter()
        .map(|listed| Arc::new(card(site, listed)))
        .collect()
}

fn card(site: &Site, listed: &Listed) -> CardView {
    let card = &listed.card;
    let category = listed.category.map(|at| &site.listings.categories[at]);
    let author = |at: &usize| {
        let group = &site.listings.authors[*at];
        Named {
            name: group.record.name.clone(),
            route: group.route.clone(),
        }
    };
    CardView {
        headline: card.headline.clone(),
        dek: card.dek.clone(),
        route: listed.route.clone(),
        category: category.map(|group| Named {
            name: group.record.clone(),
            route: group.route.clone(),
        }),
        number: card.number.clone(),
        date: card.date.as_ref().map(ToString::to_string),
        updated: card.updated.as_ref().map(ToString::to_string),
        source_count: site
            .citations
            .lists
            .get(&card.path)
            .map_or(0, |list| list.numbered.len()),
        authors: listed.authors.iter().map(author).collect(),
        extra: card.extra.clone(),
    }
}

/// An author and the page that lists the stories.
pub fn author(site: &Site, at: usize) -> AuthorEntry {
    let group = &site.listings.authors[at];
    AuthorEntry {
        person: group.record.clone(),
        route: group.route.clone(),
    }
}

/// An author as templates see one.
pub fn person(author: &AuthorEntry) -> PersonView {
    let person = &author.person;
    PersonView {
        name: person.name.clone(),
        route: author.route.clone(),
        role: person.role.clone(),
        bio: person.bio.clone(),
        url: person.url.clone(),
    }
}
