//! Cards of stories and authors, as lists and bylines show them.

use crate::page::context::AuthorEntry;
use crate::page::view::{CardView, Named, PersonView};
use crate::site::Site;
use crate::site::listings::Listed;

/// The card of a story.
pub fn card(site: &Site, listed: &Listed) -> CardView {
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
