//! The lists of stories: the whole site's, by category, by author, by number.

use crate::input::slug::Names;
use crate::registry::Registry;
use crate::registry::person::Person;
use crate::site::Place;
use crate::site::route::{self, Route, slug_of};
use crate::source_path::SourcePath;
use crate::story::facts::{Card, Facts, Kind};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// A story or page in the order of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What lists show of it.
    pub card: Arc<Card>,
    /// Where it answers.
    pub route: Route,
    /// Its category.
    pub category: Option<usize>,
    /// Its authors.
    pub authors: Vec<usize>,
}

/// A group of stories with a page of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<T> {
    /// What it is.
    pub record: T,
    /// Its page.
    pub route: Route,
    /// Its stories, as places in [`Listings::stories`].
    pub stories: Vec<usize>,
}

/// The lists of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listings {
    /// The stories, in the order of the site.
    pub stories: Vec<Listed>,
    /// The plain pages and the home page, by file.
    pub pages: Vec<Listed>,
    /// The categories, by name.
    pub categories: Vec<Group<String>>,
    /// The authors, by name.
    pub authors: Vec<Group<Arc<Person>>>,
}

impl Listings {
    /// Whether two hold the same stories and pages in the same order.
    pub fn same_order(&self, other: &Self) -> bool {
        let same = |one: &[Listed], other: &[Listed]| {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| one.card.path == other.card.path)
        };
        std::ptr::eq(self, other) || (same(&self.stories, &other.stories) && same(&self.pages, &other.pages))
    }

    /// The lists with the cards of some stories in place of their former ones. They must stand where they stood.
    pub fn updated(&self, changed: &[&Facts], place: impl Fn(&SourcePath) -> Option<Place>) -> Self {
        let mut lists = self.clone();
        for facts in changed {
            let listed = match place(&facts.card.path) {
                Some(Place::Story(at)) => lists.stories.get_mut(at),
                Some(Place::Page(at)) => lists.pages.get_mut(at),
                None => None,
            };
            if let Some(listed) = listed {
                listed.card = facts.card.clone();
            }
        }
        lists
    }

    /// The places of the stories, latest first: the order of feeds.
    pub fn latest_first(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.stories.len()).collect();
        places.sort_by_key(|place| {
            Reverse(
                self.stories[*place]
                    .card
                    .date
                    .as_ref()
                    .map(|date| date.first_day()),
            )
        });
        places
    }
}

/// Builds the lists from the cards of what is published.
pub fn index(cards: &[&Arc<Card>], registry: &Registry) -> Listings {
    let mut listings = Listings::default();
    let stories = cards.iter().filter(|card| card.kind == Kind::Story);
    let mut stories: Vec<(Order<'_>, &Arc<Card>)> = stories.map(|card| (order(card), *card)).collect();
    stories.sort_unstable_by_key(|(order, _)| *order);
    let mut groups = Groups::default();
    for (place, (_, card)) in stories.into_iter().enumerate() {
        let category = card.category.as_ref().map(|name| groups.category(name, place));
        let authors = card
            .authors
            .iter()
            .map(|name| groups.author(name, registry, place))
            .collect();
        listings.stories.push(Listed {
            route: route::of_card(card),
            card: card.clone(),
            category,
            authors,
        });
    }
    for card in cards.iter().filter(|card| card.kind != Kind::Story) {
        let authors = card
            .authors
            .iter()
            .map(|name| groups.person(name, registry))
            .collect();
        listings.pages.push(Listed {
            route: route::of_card(card),
            card: (*card).clone(),
            category: None,
            authors,
        });
    }
    listings.categories = groups.categories;
    listings.authors = groups.authors;
    listings
}

type Order<'c> = (u64, Reverse<Option<jiff::civil::Date>>, &'c SourcePath);

/// Numbered stories first, by number; then the latest; then by file.
fn order(card: &Card) -> Order<'_> {
    let number = card
        .number
        .as_ref()
        .and_then(|number| number.parse().ok())
        .unwrap_or(u64::MAX);
    (
        number,
        Reverse(card.date.as_ref().map(|date| date.first_day())),
        &card.path,
    )
}

#[derive(Default)]
struct Groups<'c> {
    categories: Vec<Group<String>>,
    /// The categories by name, and by slug: those of one slug are one, "Business" and "business".
    categories_by_name: HashMap<&'c str, usize>,
    categories_by_slug: HashMap<String, usize>,
    authors: Vec<Group<Arc<Person>>>,
    authors_by_name: HashMap<&'c str, usize>,
    author_slugs: Names,
}

impl<'c> Groups<'c> {
    fn category(&mut self, name: &'c str, story: usize) -> usize {
        let known = self.categories_by_name.get(name).copied();
        let place = known.unwrap_or_else(|| self.new_category(name));
        self.categories[place].stories.push(story);
        place
    }

    fn new_category(&mut self, name: &'c str) -> usize {
        let slug = slug_of(name, "other");
        let route = Route::below("category", &slug);
        let place = *self.categories_by_slug.entry(slug).or_insert_with(|| {
            self.categories.push(Group {
                record: name.to_owned(),
                route,
                stories: Vec::new(),
            });
            self.categories.len() - 1
        });
        self.categories_by_name.insert(name, place);
        place
    }

    fn author(&mut self, name: &'c str, registry: &Registry, story: usize) -> usize {
        let place = self.person(name, registry);
        self.authors[place].stories.push(story);
        place
    }

    fn person(&mut self, name: &'c str, registry: &Registry) -> usize {
        if let Some(place) = self.authors_by_name.get(name) {
            return *place;
        }
        let slug = self.author_slugs.take(&slug_of(name, "author"));
        let person = registry
            .people
            .get(name)
            .cloned()
            .unwrap_or_else(|| Arc::new(named_only(name)));
        let place = self.authors.len();
        self.authors.push(Group {
            record: person,
            route: Route::below("author", &slug),
            stories: Vec::new(),
        });
        self.authors_by_name.insert(name, place);
        place
    }
}

fn named_only(name: &str) -> Person {
    Person {
        id: name.to_owned(),
        name: name.to_owned(),
        role: None,
        bio: None,
        url: None,
    }
}
