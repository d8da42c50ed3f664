//! What a quotation asks of a text: runs of words, with elisions and insertions between them.

use super::folded::{Folded, UNKNOWN, Word, words};
use std::ops::Range;

/// A quotation as parts in order.
#[derive(Debug)]
pub struct Pattern<'q> {
    quote: &'q str,
    parts: Vec<Part>,
}

/// What stands between two elisions: runs of words, with insertions between them.
#[derive(Debug, Clone, Default)]
pub struct Part {
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Default)]
struct Run {
    /// The numbers of its words in the text.
    words: Vec<u32>,
    /// The number of its first word with the first letter in the other case, which is as good.
    other_first: u32,
    range: Range<usize>,
}

/// How many words an insertion such as "[Microsoft]" may stand for.
const MOST_INSERTED: usize = 5;

/// Comparisons in all, so that no text is worth building.
const MOST_STEPS: usize = 10_000_000;

impl<'q> Pattern<'q> {
    /// Reads a quotation in the numbers of a text.
    pub fn of(quote: &'q str, text: &Folded<'_>) -> Self {
        let mut pattern = Self {
            quote,
            parts: Vec::new(),
        };
        let all = words(quote);
        let (mut part, mut run) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < all.len() {
            let (piece, next) = piece(&all, at);
            match piece {
                Piece::Word(word) => run.push(word),
                Piece::Insertion => part.push(std::mem::take(&mut run)),
                Piece::Elision => {
                    part.push(std::mem::take(&mut run));
                    pattern.push(std::mem::take(&mut part), text);
                }
                Piece::Nothing => {}
            }
            at = next;
        }
        part.push(run);
        pattern.push(part, text);
        pattern
    }

    fn push(&mut self, mut runs: Vec<Vec<Word>>, text: &Folded<'_>) {
        trim(&mut runs);
        let runs: Vec<Run> = runs.into_iter().map(|run| Run::of(&run, text)).collect();
        if runs.iter().any(|run| !run.words.is_empty()) {
            self.parts.push(Part { runs });
        }
    }

    /// The words of a part, as the quotation has them.
    pub fn words(&self, part: &Part) -> String {
        let ranges = || {
            part.runs
                .iter()
                .filter(|run| !run.words.is_empty())
                .map(|run| run.range.clone())
        };
        let (first, last) = (
            ranges().next().unwrap_or_default(),
            ranges().next_back().unwrap_or_default(),
        );
        self.quote[first.start..last.end.max(first.start)].to_owned()
    }

    /// Where the parts stand, in order, and the first that is nowhere.
    pub fn found(&self, text: &Folded<'_>) -> (Vec<Range<usize>>, Option<Part>) {
        let (mut ranges, mut from, mut steps) = (Vec::new(), 0, MOST_STEPS);
        for part in &self.parts {
            match part.find(&text.words, from, &mut steps) {
                Some(range) => {
                    from = range.end;
                    ranges.push(range);
                }
                None => return (ranges, Some(part.clone())),
            }
        }
        (ranges, None)
    }
}

enum Piece {
    Word(Word),
    Elision,
    Insertion,
    Nothing,
}

/// The piece that begins at this word, and where the next begins.
fn piece(all: &[Word], at: usize) -> (Piece, usize) {
    let word = &all[at];
    if word.text == "…" {
        return (Piece::Elision, at + 1);
    }
    if points(all, at) {
        return (Piece::Elision, at + 3);
    }
    let near = &all[at..all.len().min(at + 60)];
    match near
        .iter()
        .position(|word| word.text == "]")
        .filter(|_| word.text == "[")
    {
        Some(length) => bracket(all, at, length),
        None => (Piece::Word(word.clone()), at + 1),
    }
}

fn bracket(all: &[Word], at: usize, length: usize) -> (Piece, usize) {
    let next = at + length + 1;
    let inside = &all[at + 1..at + length];
    match inside {
        [one] if one.text == "…" => (Piece::Elision, next),
        [one, ..] if one.text == "." => (Piece::Elision, next),
        [one] if one.text.eq_ignore_ascii_case("sic") => (Piece::Nothing, next),
        [one] if one.text.chars().count() == 1 => match all.get(next) {
            // "[T]he" is "the" in the source.
            Some(rest) if !rest.spaced && !rest.is_mark() => {
                let joined = Word {
                    text: format!("{}{}", one.text, rest.text),
                    range: all[at].range.start..rest.range.end,
                    spaced: true,
                };
                (Piece::Word(joined), next + 1)
            }
            _ => (Piece::Insertion, next),
        },
        _ => (Piece::Insertion, next),
    }
}

/// " . . . "
fn points(all: &[Word], at: usize) -> bool {
    let are = |words: &[Word]| {
        words.iter().all(|word| word.text == ".") && words.iter().skip(1).all(|word| word.spaced)
    };
    all.get(at..at + 3).is_some_and(are)
}

/// Takes away the marks that house style puts at either end.
fn trim(runs: &mut [Vec<Word>]) {
    let is_loose = |word: &Word| [",", ".", ";", ":", "\"", "-"].contains(&word.text.as_str());
    if let Some(last) = runs.last_mut() {
        while last.pop_if(|word| is_loose(word)).is_some() {}
    }
    if let Some(first) = runs.first_mut() {
        let loose = first.iter().take_while(|word| is_loose(word)).count();
        first.drain(..loose);
    }
}

impl Run {
    fn of(all: &[Word], text: &Folded<'_>) -> Self {
        let (Some(first), Some(last)) = (all.first(), all.last()) else {
            return Self::default();
        };
        Self {
            words: all.iter().map(|word| text.number(&word.text)).collect(),
            other_first: text.number(&other_case(&first.text)),
            range: first.range.start..last.range.end,
        }
    }

    fn is_at(&self, text: &[u32], at: usize, steps: &mut usize) -> bool {
        let Some(here) = text.get(at..at + self.words.len()) else {
            return false;
        };
        let mut pairs = self.words.iter().zip(here);
        let first = pairs.next().is_none_or(|(word, here)| {
            let other = self.other_first == *here && *here != UNKNOWN;
            (word == here && *word != UNKNOWN) || other
        });
        *steps = steps.saturating_sub(1);
        first
            && pairs.all(|(word, here)| {
                *steps = steps.saturating_sub(1);
                word == here && *word != UNKNOWN
            })
    }
}

/// The word with its first letter in the other case.
fn other_case(word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) if first.is_uppercase() => first.to_lowercase().chain(rest).collect(),
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

impl Part {
    /// Its words, without insertions.
    pub fn words(&self) -> Vec<u32> {
        self.runs
            .iter()
            .flat_map(|run| run.words.iter().copied())
            .collect()
    }

    /// The number of the first word in its other case.
    pub fn other_first(&self) -> u32 {
        let first = self.runs.iter().find(|run| !run.words.is_empty());
        first.map_or(UNKNOWN, |run| run.other_first)
    }

    fn find(&self, text: &[u32], from: usize, steps: &mut usize) -> Option<Range<usize>> {
        let runs: Vec<&Run> = self.runs.iter().filter(|run| !run.words.is_empty()).collect();
        let (first, rest) = runs.split_first()?;
        // A word that the text does not have is in no place of it.
        if runs
            .iter()
            .any(|run| run.words.iter().skip(1).any(|word| *word == UNKNOWN))
        {
            return None;
        }
        for at in from..text.len() {
            if *steps == 0 {
                return None;
            }
            if !first.is_at(text, at, steps) {
                continue;
            }
            if let Some(end) = chained(rest, text, at + first.words.len(), steps) {
                return Some(at..end);
            }
        }
        None
    }
}

/// Where runs end that follow each other with a few words between.
fn chained(runs: &[&Run], text: &[u32], from: usize, steps: &mut usize) -> Option<usize> {
    let mut ends = vec![from];
    for run in runs {
        let mut next: Vec<usize> = ends
            .iter()
            .flat_map(|end| *end..=end + MOST_INSERTED)
            .filter(|at| run.is_at(text, *at, steps))
            .map(|at| at + run.words.len())
            .collect();
        next.sort_unstable();
        next.dedup();
        next.truncate(64);
        ends = next;
    }
    ends.first().copied()
}
