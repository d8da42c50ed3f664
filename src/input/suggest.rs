//! "Did you mean": the known word nearest to one that is not known.

/// Finds the candidate nearest to the word, whatever their case; the first one wins among equals.
///
/// Near means a Damerau-Levenshtein distance of at most a third of the word and at most [`MOST_SLIPS`], which is one
/// slip in a short word, and at least one letter in common.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    if word.len() > LONGEST_WORD {
        return None;
    }
    let most = (word.len() / 3).clamp(1, MOST_SLIPS);
    // Only what is nearer than the nearest so far is of interest.
    let mut bound = most.min(word.len().saturating_sub(1));
    let mut found = None;
    for candidate in candidates {
        if let Some(distance) = distance(&word, candidate, bound) {
            found = Some(candidate);
            match distance.checked_sub(1) {
                Some(nearer) => bound = nearer,
                None => break,
            }
        }
    }
    found
}

/// In characters: nobody mistypes a longer name.
const LONGEST_WORD: usize = 100;

/// However long a name is, more slips than this make another name of it. Few slips are also quick to find: a link that
/// leads nowhere is compared with every story of the site.
const MOST_SLIPS: usize = 6;

/// The distance of a candidate, where it is no more than the bound.
fn distance(word: &[char], candidate: &str, bound: usize) -> Option<usize> {
    // No character takes more than four bytes, and none less than one; lower case may be longer by a little.
    let is_far = candidate.len() + bound < word.len() || candidate.len() > 4 * (word.len() + bound);
    if is_far || (candidate.is_ascii() && candidate.len() > word.len() + bound) {
        return None;
    }
    let candidate: Vec<char> = match candidate.is_ascii() {
        true => candidate
            .bytes()
            .map(|byte| byte.to_ascii_lowercase().into())
            .collect(),
        false => candidate.to_lowercase().chars().collect(),
    };
    slips(word, &candidate, bound)
}

/// Counts inserted, dropped, changed and swapped characters by the optimal string alignment, row by row, and gives up
/// as soon as there are more than the bound in every alignment. Places further apart than the bound cannot be aligned:
/// only a band of each row is filled.
fn slips(word: &[char], candidate: &[char], bound: usize) -> Option<usize> {
    if word.len().abs_diff(candidate.len()) > bound {
        return None;
    }
    let too_many = bound + 1;
    let mut before: Row = [too_many; ROW];
    let mut above: Row = std::array::from_fn(|column| column.min(too_many));
    let mut least_above = 0;
    for row in 1..=word.len() {
        let mut current: Row = [too_many; ROW];
        current[0] = row.min(too_many);
        let mut least_of_row = current[0];
        for column in row.saturating_sub(bound).max(1)..=(row + bound).min(candidate.len()) {
            let changed = usize::from(word[row - 1] != candidate[column - 1]);
            let mut least = (above[column] + 1)
                .min(current[column - 1] + 1)
                .min(above[column - 1] + changed);
            if is_swap(word, candidate, row, column) {
                least = least.min(before[column - 2] + 1);
            }
            current[column] = least.min(too_many);
            least_of_row = least_of_row.min(least);
        }
        // A swap reaches over one row.
        if least_of_row.min(least_above) > bound {
            return None;
        }
        (before, above, least_above) = (above, current, least_of_row);
    }
    Some(above[candidate.len()]).filter(|count| *count <= bound)
}

/// The longest candidate that is compared, and the empty one.
const ROW: usize = LONGEST_WORD + MOST_SLIPS + 1;

type Row = [usize; ROW];

fn is_swap(word: &[char], candidate: &[char], row: usize, column: usize) -> bool {
    row > 1 && column > 1 && word[row - 1] == candidate[column - 2] && word[row - 2] == candidate[column - 1]
}
