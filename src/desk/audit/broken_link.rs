//! Links and loaded files of finished pages that nothing answers, and fragments that name no place.

use super::address::Led;
use super::book::{Book, Leaf};
use super::findings::Finding;
use super::page::{Use, hash};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::reference::ReferenceKind;
use crate::input::suggest::nearest;
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::BrokenLink,
    look: Look::Pages,
    why: "A link that leads nowhere costs a reader's trust. Every link, picture, stylesheet and feed of the finished pages is followed \
          inside the site, to the very place that its fragment names; other sites are never asked.",
    example: "[what was announced](announcement.md#terms), where announcement.md has no heading \"Terms\"",
    mend: "name a page, file or heading that there is.",
    options: None,
};

/// Links to places on other pages, by the hash of page and place: known when all pages are read.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    links: HashMap<u64, Missed>,
}

/// A place that may not be, and the pages that link to it.
#[derive(Debug, Clone)]
struct Missed {
    address: String,
    pages: Vec<usize>,
}

/// What makes a place on a page known.
pub fn place(page: usize, id: u64) -> u64 {
    // Two odd factors spread the two numbers over all bits.
    (page as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ id.wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// Follows the links of a page.
pub fn look(book: &Book<'_>, leaf: &Leaf<'_>, wanted: &mut Wanted, mut add: impl FnMut(Finding)) {
    let Some(base) = leaf.base(book.home) else {
        return;
    };
    let own = leaf.page.route.as_str();
    for link in &leaf.seen.links {
        let href = leaf.href(link);
        let from = if href.trim_start().starts_with('#') {
            own
        } else {
            &base
        };
        let (route, fragment) = match book.home.lead(href, from) {
            Led::Site(route, fragment) => (route, fragment),
            Led::Outside(path) => {
                // A page outside may be another's; a stylesheet that we have is meant to be ours.
                if link.used != Use::Link && book.answer(&path).is_some() {
                    add(outside(leaf, &path));
                }
                continue;
            }
            Led::Elsewhere => continue,
        };
        let target = match route == own {
            true => Some(leaf.at),
            false => book.answer(&route),
        };
        let Some(target) = target else {
            if !book.is_held_back(&route) && !is_reported(leaf, &route) {
                add(broken(book, leaf, &route, link.used));
            }
            continue;
        };
        if let Some(id) = fragment.and_then(id_of).filter(|_| is_html(book, target)) {
            let known = hash(&id);
            if target == leaf.at {
                if !leaf.seen.ids.contains(&known) {
                    add(nowhere(book, leaf.at, &route, fragment.unwrap_or_default()));
                }
            } else {
                wanted.note(place(target, known), leaf, &route, fragment.unwrap_or_default());
            }
        }
    }
}

impl Wanted {
    /// Notes a link, thriftily: most lead somewhere. Of the pages without a text of their own, one stands for all.
    fn note(&mut self, place: u64, leaf: &Leaf<'_>, route: &str, fragment: &str) {
        let link = self.links.entry(place).or_insert_with(|| Missed {
            address: format!("{route}#{fragment}"),
            pages: Vec::new(),
        });
        if (leaf.story.is_some() || link.pages.is_empty()) && link.pages.last() != Some(&leaf.at) {
            link.pages.push(leaf.at);
        }
    }

    /// Adds those of later pages.
    pub fn merge(&mut self, others: Self) {
        for (place, later) in others.links {
            match self.links.entry(place) {
                Entry::Vacant(entry) => {
                    entry.insert(later);
                }
                Entry::Occupied(mut entry) => entry.get_mut().pages.extend(later.pages),
            }
        }
    }

    /// The pages that the places are to be on, as often as they are named.
    pub fn targets<'w>(&'w self, book: &'w Book<'_>) -> impl Iterator<Item = usize> + 'w {
        let routes = self
            .links
            .values()
            .filter_map(|missed| missed.address.split_once('#'));
        routes.filter_map(|(route, _)| book.answer(route))
    }

    /// Strikes out a place that there is.
    pub fn strike(&mut self, place: u64) {
        self.links.remove(&place);
    }

    /// The links whose place there is not.
    pub fn left(self, book: &Book<'_>) -> Vec<Finding> {
        let missed = self.links.into_values();
        missed
            .flat_map(|missed| {
                let (route, fragment) = missed.address.split_once('#').unwrap_or_default();
                let finding = |at: &usize| nowhere(book, *at, route, fragment);
                missed.pages.iter().map(finding).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// The id that a fragment names, decoded; `None` where it is none, or a matter of scripts.
fn id_of(fragment: &str) -> Option<String> {
    let fragment = fragment.split(":~:").next().unwrap_or_default();
    let is_id = !fragment.is_empty()
        && !fragment.eq_ignore_ascii_case("top")
        && !fragment.starts_with(['!', '/'])
        && !fragment.contains('=');
    is_id.then(|| percent_decode_str(fragment).decode_utf8_lossy().into_owned())
}

fn is_html(book: &Book<'_>, at: usize) -> bool {
    is_html_route(book.page(at).route.as_str())
}

/// Whether a page is HTML, by its route.
pub fn is_html_route(route: &str) -> bool {
    route.ends_with('/') || route.ends_with(".html") || route.ends_with(".htm")
}

/// Whether the build has reported a link of the page's text to a route.
fn is_reported(leaf: &Leaf<'_>, route: &str) -> bool {
    let references = leaf
        .story
        .map(|story| story.references.as_slice())
        .unwrap_or_default();
    references.iter().any(|reference| {
        let target = &reference.target;
        let cut = target.find(['?', '#']).unwrap_or(target.len());
        let path = percent_decode_str(&target[..cut]).decode_utf8_lossy();
        reference.kind == ReferenceKind::File && path == route
    })
}

fn broken(book: &Book<'_>, leaf: &Leaf<'_>, route: &str, used: Use) -> Finding {
    let what = match used {
        Use::Link => "this link leads",
        Use::Stylesheet => "a stylesheet leads",
        Use::Script => "a script leads",
        Use::Picture(_) => "a picture leads",
        Use::Other => "an address leads",
    };
    let blame = book.blame();
    Finding {
        code: Code::BrokenLink,
        cause: route.to_owned(),
        message: format!("{what} to {route}, which no page or file answers"),
        hint: None,
        span: leaf.story.and_then(|story| {
            blame
                .link(story, route, None)
                .or_else(|| blame.words(story, route))
        }),
        clue: Some(route.to_owned()),
        page: leaf.at,
    }
}

/// Offers the nearest route that there is, while few are broken.
pub fn offer(book: &Book<'_>, found: &mut [Diagnostic]) {
    const MOST: usize = 100;
    let broken = |finding: &&mut Diagnostic| finding.code == Code::BrokenLink && finding.hint.is_none();
    for finding in found.iter_mut().filter(broken).take(MOST) {
        let words = finding.message.split_whitespace();
        let route = words
            .map(|word| word.trim_end_matches(','))
            .find(|word| word.starts_with('/'));
        let routes = book.compiled.pages.iter().map(|page| page.route.as_str());
        let guess = route.and_then(|route| nearest(route, routes));
        finding.hint = guess.map(|guess| format!("did you mean {guess}?"));
    }
}

fn nowhere(book: &Book<'_>, at: usize, route: &str, written: &str) -> Finding {
    let blame = book.blame();
    let story = blame.story(book.page(at));
    let span = story.and_then(|story| blame.link(story, route, Some(written)));
    let id = id_of(written).unwrap_or_default();
    Finding {
        code: Code::BrokenLink,
        cause: format!("{route}#{id}"),
        message: format!("this link leads to {route}#{id}, but nothing on that page has the id `{id}`"),
        hint: Some(
            "ids are told apart by their case; a heading's id is its words in lower case with hyphens"
                .to_owned(),
        ),
        span,
        clue: Some(format!("{route}#{id}")),
        page: at,
    }
}

fn outside(leaf: &Leaf<'_>, path: &str) -> Finding {
    Finding {
        code: Code::BrokenLink,
        cause: format!("outside {path}"),
        message: format!("{path} lies outside the folder of base_url, but the site has such a file"),
        hint: Some("write it by the `link` filter: {{ \"/style.css\" | link }}".to_owned()),
        span: None,
        clue: Some(path.to_owned()),
        page: leaf.at,
    }
}
