//! "Did you mean": the known word nearest to one that is not known.

/// Finds the candidate nearest to the word, whatever their case; the first one wins among equals.
///
/// Near means a Damerau-Levenshtein distance of at most a third of the word, which is one slip in a short
/// word, and at least one letter in common.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length > LONGEST_WORD {
        return None;
    }
    let threshold = (length / 3).max(1).min(length.saturating_sub(1));
    let distances = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, candidate)?, candidate)));
    let near = distances.filter(|(distance, _)| *distance <= threshold);
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// In characters: the distance takes quadratic time, and nobody mistypes a longer name.
const LONGEST_WORD: usize = 100;

fn distance(word: &str, candidate: &str) -> Option<usize> {
    let is_short = candidate.len() <= 4 * LONGEST_WORD;
    is_short.then(|| slips(&characters(word), &characters(&candidate.to_lowercase())))
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Counts inserted, dropped, changed and swapped characters by the optimal string alignment, row by row.
fn slips(word: &[char], candidate: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=candidate.len()).collect();
    for row in 1..=word.len() {
        let mut current = vec![row];
        for column in 1..=candidate.len() {
            let changed = usize::from(word[row - 1] != candidate[column - 1]);
            let mut least = (above[column] + 1)
                .min(current[column - 1] + 1)
                .min(above[column - 1] + changed);
            if is_swap(word, candidate, row, column) {
                least = least.min(before[column - 2] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[candidate.len()]
}

fn is_swap(word: &[char], candidate: &[char], row: usize, column: usize) -> bool {
    row > 1 && column > 1 && word[row - 1] == candidate[column - 2] && word[row - 2] == candidate[column - 1]
}
