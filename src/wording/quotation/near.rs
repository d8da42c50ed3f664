//! The words of a text that come closest to a quotation.
//!
//! Short runs that both share (seeds) vote for a place; the places with the most votes are aligned word by word. The
//! work is the length of the text, plus a few alignments within a band: never one length times the other.

use super::folded::{Folded, UNKNOWN};
use super::pattern::Part;
use std::collections::HashMap;
use std::ops::Range;

/// Longer quotations are found word for word or not at all.
const LONGEST_QUOTE: usize = 2_000;
/// How often a run of a quotation may stand in it and still vote.
const MOST_REPEATS: usize = 8;

/// Where a part almost stands, and how many words differ: at most one or a fifth, and less than half.
pub fn nearest(part: &Part, text: &Folded<'_>) -> Option<(Range<usize>, usize)> {
    let quote = part.words();
    let allowed = (quote.len() / 5).max(1);
    if quote.len() < 3 || quote.len() > LONGEST_QUOTE {
        return None;
    }
    let matcher = Matcher {
        quote: &quote,
        other_first: part.other_first(),
        allowed,
    };
    let windows = places(&quote, &text.words, allowed).into_iter().map(|start| {
        let end = (start + quote.len() + 2 * (allowed + width(quote.len()))).min(text.words.len());
        start..end
    });
    let aligned = windows.filter_map(|window| {
        let (range, distance) = matcher.align(&text.words[window.clone()])?;
        Some((window.start + range.start..window.start + range.end, distance))
    });
    // Parts that are all there, but in another order, are not near: they are missing where they should be.
    let best = aligned.min_by_key(|(range, distance)| (*distance, range.start));
    best.filter(|(_, distance)| *distance > 0)
}

/// Places that are aligned: fewer for long quotations, whose seeds are surer.
fn most_places(quote: usize) -> usize {
    match quote {
        0..200 => 12,
        200..800 => 4,
        _ => 2,
    }
}

fn width(quote: usize) -> usize {
    (quote / 8).max(4)
}

/// Where windows begin that share the most seeds with the quotation, best first.
fn places(quote: &[u32], text: &[u32], allowed: usize) -> Vec<usize> {
    let length = match quote.len() {
        0..12 => 1,
        12..25 => 2,
        _ => 3,
    };
    let mut seeds: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (at, seed) in quote.windows(length).enumerate() {
        let places = seeds.entry(seed).or_default();
        if !seed.contains(&UNKNOWN) && places.len() < MOST_REPEATS {
            places.push(at);
        }
    }
    // Buckets of diagonals: words of the text that lie as far from the start of the quotation.
    let width = width(quote.len());
    let mut votes = vec![0_u32; (text.len() + quote.len()) / width + 2];
    for (at, seed) in text.windows(length).enumerate() {
        for place in seeds.get(seed).into_iter().flatten() {
            votes[(at + quote.len() - place) / width] += 1;
        }
    }
    let pairs = votes
        .windows(2)
        .enumerate()
        .map(|(bucket, pair)| (pair[0] + pair[1], bucket));
    let mut best: Vec<(u32, usize)> = Vec::new();
    for (count, bucket) in pairs.filter(|(count, _)| *count > 0) {
        let at = best.partition_point(|(other, _)| *other >= count);
        if at < most_places(quote.len()) {
            best.insert(at, (count, bucket));
            best.truncate(most_places(quote.len()));
        }
    }
    let start = |bucket: usize| (bucket * width).saturating_sub(quote.len() + allowed);
    best.into_iter().map(|(_, bucket)| start(bucket)).collect()
}

struct Matcher<'q> {
    quote: &'q [u32],
    other_first: u32,
    allowed: usize,
}

/// The cost of an alignment, and where in the window it began.
type Cell = (usize, usize);

impl Matcher<'_> {
    /// The stretch of a window with the fewest words that differ, by edit distance; the window's ends are free.
    fn align(&self, window: &[u32]) -> Option<(Range<usize>, usize)> {
        let mut row: Vec<Cell> = (0..=window.len()).map(|at| (0, at)).collect();
        for (place, word) in self.quote.iter().enumerate() {
            let mut diagonal = row[0];
            row[0].0 = place + 1;
            for (at, here) in window.iter().enumerate() {
                let is_other = place == 0 && *here == self.other_first;
                let cost = usize::from(!(word == here || is_other));
                let replaced = (diagonal.0 + cost, diagonal.1);
                let left_out = (row[at + 1].0 + 1, row[at + 1].1);
                let added = (row[at].0 + 1, row[at].1);
                diagonal = row[at + 1];
                // Of equal costs, one word for another comes first.
                row[at + 1] = [replaced, left_out, added]
                    .into_iter()
                    .min_by_key(|(cost, _)| *cost)
                    .unwrap_or(replaced);
            }
        }
        let ends = row.iter().enumerate().filter(|(end, (_, start))| start < end);
        let (end, (cost, start)) =
            ends.min_by_key(|(end, (cost, start))| (*cost, (end - start).abs_diff(self.quote.len()), *end))?;
        (*cost <= self.allowed).then_some((*start..end, *cost))
    }
}
