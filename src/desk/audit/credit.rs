//! Pictures that nobody is named for, and pictures that two are named for.

use super::address::Led;
use super::book::{Book, Leaf};
use super::findings::Finding;
use super::page::Shows;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::Code;
use crate::input::reference::ReferenceKind;
use crate::story::{CONTENT_FOLDER, Story};
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Credit,
    look: Look::Pages,
    why: "Readers should see who made a photograph, and whoever made it has a right to that. A figure and the image of a story name a \
          credit or the build stops; an image in the text names it in its title. One picture has one maker.",
    example: "![The campus in the evening](campus.jpg)",
    mend: "name who made it: ![The campus in the evening](campus.jpg \"Photo: Ada Lima\"), or use a figure with `credit`.",
    options: None,
};

/// Files that photographs are. What is drawn as SVG was drawn for the story.
const RASTER: [&str; 6] = ["jpg", "jpeg", "png", "webp", "avif", "gif"];

/// A credit that a page gives to a picture.
#[derive(Debug, Clone)]
pub struct Credited {
    credit: String,
    page: usize,
}

/// The credits of each picture, by its route.
pub type Credits = BTreeMap<String, Vec<Credited>>;

/// Looks at the pictures that a page's own text shows.
pub fn look(book: &Book<'_>, leaf: &Leaf<'_>, credits: &mut Credits, mut add: impl FnMut(Finding)) {
    let Some(story) = leaf.story else {
        return;
    };
    let mut seen: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    for image in leaf
        .seen
        .images
        .iter()
        .filter(|image| image.shows == Shows::Picture)
    {
        let src = image
            .src
            .as_ref()
            .map(|src| leaf.seen.words(src))
            .unwrap_or_default();
        let alt = image.alt.as_ref().map(|alt| leaf.seen.words(alt).trim());
        let Led::Site(route, _) = book.home.lead(src, leaf.page.route.as_str()) else {
            continue;
        };
        if image.decorative || alt == Some("") || !is_photograph(book, &route) {
            continue;
        }
        let figure = image.figure.and_then(|at| leaf.seen.figures.get(at));
        if let Some(figure) = figure {
            let credit = figure.credit.split_whitespace().collect::<Vec<_>>().join(" ");
            let known = credits.entry(route.clone()).or_default();
            if !credit.is_empty() && known.iter().all(|other| other.credit != credit) {
                known.push(Credited {
                    credit,
                    page: leaf.at,
                });
            }
        }
        let is_credited = image.titled || figure.is_some_and(|figure| figure.captioned);
        seen.entry(route).or_insert((src, false)).1 |= is_credited;
    }
    for (route, (src, is_credited)) in seen {
        if !is_credited && shows(book, story, &route, src) {
            let name = route.rsplit('/').next().unwrap_or_default().to_owned();
            let blame = book.blame();
            add(Finding {
                code: Code::Credit,
                cause: route.clone(),
                message: format!("nobody is named for the picture {name}"),
                hint: Some(format!(
                    "say who made it: ![…]({name} \"Photo: …\"), or by a figure with `credit`"
                )),
                span: blame
                    .picture(story, &route, None)
                    .or_else(|| blame.words(story, src)),
                clue: None,
                page: leaf.at,
            });
        }
    }
}

/// Adds the credits of later pages.
pub fn merge(credits: &mut Credits, others: Credits) {
    for (route, others) in others {
        credits.entry(route).or_default().extend(others);
    }
}

/// Pictures that two pages, or two places of one, name different makers for.
pub fn differing(book: &Book<'_>, credits: Credits) -> Vec<Finding> {
    let mut found = Vec::new();
    for (route, credits) in credits {
        let Some(first) = credits.first() else {
            continue;
        };
        let other = credits
            .iter()
            .find(|other| folded(&other.credit) != folded(&first.credit));
        if let Some(other) = other {
            let blame = book.blame();
            let story = blame.story(book.page(other.page));
            found.push(Finding {
                code: Code::Credit,
                cause: format!("differ {route}"),
                message: format!(
                    "the picture {route} is credited to \"{}\" here, and to \"{}\" on {}",
                    other.credit,
                    first.credit,
                    book.page(first.page).route
                ),
                hint: Some("find out who made it, and name them in both places alike".to_owned()),
                span: story.and_then(|story| {
                    let by_credit = blame.words(story, &other.credit);
                    blame.picture(story, &route, Some(&other.credit)).or(by_credit)
                }),
                clue: None,
                page: other.page,
            });
        }
    }
    found
}

fn folded(credit: &str) -> String {
    let words = credit.to_lowercase();
    let words = words.strip_prefix("photo:").unwrap_or(&words);
    words.chars().filter(|mark| mark.is_alphanumeric()).collect()
}

/// Whether a route gives a picture of content/ in pixels.
fn is_photograph(book: &Book<'_>, route: &str) -> bool {
    let ending = route
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let is_raster = ending.is_some_and(|ending| RASTER.contains(&ending.as_str()));
    let picture = || book.compiled.site.pictures.find(route);
    is_raster && picture().is_some_and(|picture| picture.path.as_str().starts_with(CONTENT_FOLDER))
}

/// Whether the text of a story shows a picture; what a template shows of other stories is theirs.
fn shows(book: &Book<'_>, story: &Story, route: &str, src: &str) -> bool {
    let name = route.rsplit('/').next().unwrap_or_default();
    let is_named = story.references.iter().any(|reference| {
        matches!(reference.kind, ReferenceKind::Picture | ReferenceKind::File)
            && reference.target.ends_with(name)
    });
    is_named || book.blame().words(story, src).is_some()
}
