//! Social cards: which stories and figures get one, and where it answers.

use crate::site::Site;
use crate::site::claims::ClaimEntry;
use crate::site::listings::Listed;
use crate::site::route::Route;
use crate::story::facts::{Card, Kind};

/// As many cards are drawn unasked. More take minutes the first time: a site that wants them says so.
pub const MOST_UNASKED: usize = 1000;

/// The endings of images that sites which show a link can show.
const RASTER: [&str; 5] = [".jpg", ".jpeg", ".png", ".webp", ".gif"];

/// For what a site draws cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cards {
    /// For the home page.
    pub home: bool,
    /// For stories.
    pub stories: bool,
    /// For the figures in their `stats`.
    pub numbers: bool,
}

/// For what a site draws cards: for nothing where their addresses are not known, because nobody could be told of them.
pub fn cards(site: &Site) -> Cards {
    if site.config.base_url.is_none() || site.config.social_cards == Some(false) {
        return Cards::default();
    }
    let is_asked = site.config.social_cards.is_some();
    let stories = site.listings.stories.len();
    let numbers = site.claims.headline.len();
    Cards {
        home: true,
        stories: is_asked || stories < MOST_UNASKED,
        numbers: is_asked || stories + numbers < MOST_UNASKED,
    }
}

/// Whether a text has an image of its own to be shown by.
pub fn has_own_image(card: &Card) -> bool {
    card.image.as_ref().is_some_and(|image| {
        let path = image.address.split(['?', '#']).next().unwrap_or_default();
        let path = path.to_ascii_lowercase();
        RASTER.iter().any(|ending| path.ends_with(ending))
    })
}

/// The card of a story, or of the home page, where it has one.
pub fn of_text(cards: Cards, route: &Route, card: &Card) -> Option<Route> {
    let is_drawn = match card.kind {
        Kind::Story => cards.stories,
        Kind::Home => cards.home,
        Kind::Page => false,
    };
    (is_drawn && !has_own_image(card)).then(|| beside(route))
}

/// The same, of what is listed.
pub fn of_listed(cards: Cards, listed: &Listed) -> Option<Route> {
    of_text(cards, &listed.route, &listed.card)
}

/// The card of a figure, where it has one: where it stands in the `stats` of a text.
pub fn of_claim(site: &Site, cards: Cards, entry: &ClaimEntry) -> Option<Route> {
    let is_drawn = cards.numbers && site.claims.headline.binary_search(&entry.place).is_ok();
    is_drawn.then(|| beside(&entry.route))
}

/// The card of a page.
pub fn beside(route: &Route) -> Route {
    Route::new(format!("{route}card.png"))
}
