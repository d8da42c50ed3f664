//! Stories that share sources or figures with another, and why.

use crate::page::shared::Desk;
use crate::page::view::CardView;
use crate::site::Place;
use crate::site::source_list::SourceList;
use crate::source_path::SourcePath;
use crate::story::Story;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A source that more stories share than this relates nothing to anything.
const TOO_COMMON: usize = 50;

/// How many related stories a page names.
const MOST_RELATED: usize = 3;

/// The stories that share most sources and claims with one, and why.
pub fn related(desk: Desk<'_>, at: usize, list: &SourceList, story: &Story) -> Vec<(Arc<CardView>, String)> {
    let site = desk.site;
    let mut shared: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let place = |path: &SourcePath| match site.places.get(path) {
        Some(Place::Story(other)) if *other != at => Some(*other),
        _ => None,
    };
    for numbered in &list.numbered {
        let uses = &site.citations.entries[numbered.entry].uses;
        if uses.len() <= TOO_COMMON {
            uses.iter()
                .filter_map(|uses| place(&uses.path))
                .for_each(|other| shared.entry(other).or_default().0 += 1);
        }
    }
    let own = story
        .facts
        .claims
        .stats
        .iter()
        .filter_map(|id| site.claims.find(Some(&story.path), id));
    for claim in own.filter(|claim| claim.used_in.len() <= TOO_COMMON) {
        claim
            .used_in
            .iter()
            .filter_map(place)
            .for_each(|other| shared.entry(other).or_default().1 += 1);
    }
    let mut ranked: Vec<(usize, (usize, usize))> = shared.into_iter().collect();
    ranked.sort_by_key(|(other, (sources, claims))| (std::cmp::Reverse(sources + claims), *other));
    ranked.truncate(MOST_RELATED);
    ranked
        .into_iter()
        .filter_map(|(other, counts)| desk.card(other).map(|card| (card, why(counts))))
        .collect()
}

fn why((sources, claims): (usize, usize)) -> String {
    let words = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts: Vec<String> = [words(sources, "source"), words(claims, "figure")]
        .into_iter()
        .flatten()
        .collect();
    format!("shares {}", parts.join(" and "))
}
