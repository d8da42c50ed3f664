//! No two pages or files may be written to one place, on any platform.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::slug::fold;
use crate::page::{Origin, Page};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashMap;

/// Reports pages that would overwrite each other. Places are compared after case folding and NFC,
/// because some file systems take them for one (product decision 15).
pub fn check(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let places: Vec<String> = pages
        .par_iter()
        .map(|page| fold(&page.route.output_path()))
        .collect();
    let mut ranked: Vec<(&String, &Page)> = places
        .iter()
        .zip(pages)
        .filter(|(_, page)| is_known(site, page))
        .collect();
    ranked.sort_by_key(|(_, page)| rank(page));
    let mut owners: HashMap<&str, &Page> = HashMap::with_capacity(pages.len());
    let mut found = Vec::new();
    for (place, page) in &ranked {
        match owners.get(place.as_str()) {
            // Cards collide where their pages do, which is told already.
            Some(first) if first.is_card() && page.is_card() => {}
            Some(first) => found.push(collision(site, first, page)),
            None => {
                owners.insert(place, page);
            }
        }
    }
    // A file `a` and a page `a/index.html` cannot both be.
    let stands_beside_its_page = |place: &str, page: &Page| {
        let folder = place
            .rsplit_once('/')
            .map(|(folder, _)| format!("{folder}/index.html"));
        page.is_card() && folder.is_some_and(|page| owners.contains_key(page.as_str()))
    };
    for (place, page) in &ranked {
        if stands_beside_its_page(place, page) {
            continue;
        }
        let folders = place
            .match_indices('/')
            .filter_map(|(at, _)| owners.get(&place[..at]));
        found.extend(folders.map(|file| collision(site, file, page)));
    }
    found
}

/// What is blamed for a collision has the higher rank: an alias before a file before a story, and never
/// what nutgraf makes.
fn rank(page: &Page) -> u8 {
    match page.origin() {
        Origin::Generated => 0,
        Origin::Story(_) => 1,
        Origin::File(_) => 2,
        Origin::Alias(..) => 3,
    }
}

/// Whether a page answers where it seems to: a story that cannot be read may have a slug of its own.
fn is_known(site: &Site, page: &Page) -> bool {
    match page.origin() {
        Origin::Story(path) | Origin::Alias(path, _) => !site.partial.contains(&path),
        Origin::File(_) | Origin::Generated => true,
    }
}

fn collision(site: &Site, first: &Page, second: &Page) -> Diagnostic {
    let (other, blamed) = match rank(first) <= rank(second) {
        true => (first, second),
        false => (second, first),
    };
    let message = format!(
        "{} would be written to the same place as {}: {}",
        words(blamed),
        words(other),
        blamed.route
    );
    let problem = match span(site, blamed) {
        Some(span) => Diagnostic::new(Code::RouteCollision, span, message),
        None => Diagnostic::without_place(Code::RouteCollision, message),
    };
    let problem = problem.hint("give one of them another slug or name");
    match span(site, other) {
        Some(span) => problem.related(span, "the other one"),
        None => problem,
    }
}

fn words(page: &Page) -> String {
    match page.origin() {
        Origin::Story(path) => path.to_string(),
        Origin::Alias(path, _) => format!("an alias of {path}"),
        Origin::File(path) => path.to_string(),
        Origin::Generated => format!("the page {} that every site has", page.route),
    }
}

fn span(site: &Site, page: &Page) -> Option<Span> {
    match page.origin() {
        Origin::Story(path) => Some(Span::new(&path, site.stories.get(&path)?.places.slug.clone())),
        Origin::Alias(path, at) => Some(Span::new(
            &path,
            site.stories.get(&path)?.places.aliases.get(at)?.clone(),
        )),
        Origin::File(path) => Some(Span::start_of(&path)),
        Origin::Generated => None,
    }
}
