//! Numbers as they are written: digits with separators of any land, and English number words.

use super::amount::Amount;
use super::lexicon::{MAGNITUDE, NUMBER};
use super::token::{Kind, Tokens, digit};

/// A number in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// Its value; none where it has too many digits.
    pub(super) amount: Option<Amount>,
    /// The token after it.
    pub(super) next: usize,
    /// Whether it is written in words.
    pub(super) words: bool,
    /// Whether its thousands are set apart.
    pub(super) grouped: bool,
    /// Whether it has decimals.
    pub(super) decimals: bool,
    /// How many digits stand before the decimals.
    pub(super) digits: usize,
}

impl Number {
    /// Its value as a small whole number.
    pub(super) fn small(&self) -> Option<i128> {
        self.amount.and_then(Amount::as_whole)
    }

    /// Four bare digits from 1500 to 2100.
    pub(super) fn is_year(&self) -> bool {
        let bare = !self.words && !self.grouped && !self.decimals && self.digits == 4;
        bare && self.small().is_some_and(|value| (1500..=2100).contains(&value))
    }
}

/// The number whose digits are at a token, with groups that only space sets apart.
pub(super) fn digits_at(tokens: &Tokens, at: usize) -> Option<Number> {
    let mut next = at + 1;
    while continues_group(tokens, at, next) {
        next += 1;
    }
    let mut number = if next == at + 1 {
        numeral(tokens.word(at))?
    } else {
        let digits: String = (at..next).map(|at| tokens.word(at)).collect();
        Number {
            grouped: true,
            ..numeral(&digits)?
        }
    };
    number.next = next;
    if let (Some((over, under)), false) = (vulgar(tokens, next), tokens.gap(next)) {
        number.amount = number
            .small()
            .map(|whole| Amount::ratio(whole * under + over, under));
        number.next = next + 1;
    }
    Some(number)
}

/// Whether the token is three more digits after a space: `1 200 000`.
fn continues_group(tokens: &Tokens, first: usize, at: usize) -> bool {
    let plain = |at: usize, sizes: std::ops::RangeInclusive<usize>| {
        let word = tokens.word(at);
        sizes.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let three = |at: usize| tokens.is_number(at) && tokens.gap(at) && plain(at, 3..=3);
    let leads = plain(first, 1..=3) && !tokens.word(first).starts_with('0');
    leads && three(at) && !(tokens.is_number(at + 1) && tokens.gap(at + 1) && !three(at + 1))
}

/// Reads one run of digits and separators.
pub(super) fn numeral(text: &str) -> Option<Number> {
    let marks: Vec<char> = text
        .chars()
        .map(|mark| digit(mark).unwrap_or(separator(mark)))
        .collect();
    let seps: Vec<usize> = (0..marks.len())
        .filter(|at| !marks[*at].is_ascii_digit())
        .collect();
    let (whole_end, grouped) = shape(&marks, &seps)?;
    let only = |range: &[char]| {
        range
            .iter()
            .filter(|mark| mark.is_ascii_digit())
            .collect::<String>()
    };
    let whole = only(&marks[..whole_end]);
    let rest = only(&marks[whole_end..]);
    let amount = Amount::digits(&(whole.clone() + &rest), rest.len());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    let number = Number {
        amount,
        next: 0,
        words: false,
        grouped,
        decimals: !rest.is_empty(),
        digits: whole.len(),
    };
    (!leading_zero).then_some(number)
}

fn separator(mark: char) -> char {
    match mark {
        '’' => '\'',
        '．' | '٫' => '.',
        '，' | '٬' => ',',
        mark => mark,
    }
}

/// Where the whole part ends, and whether it is grouped; `None` for what is no number (an address, a date).
fn shape(marks: &[char], seps: &[usize]) -> Option<(usize, bool)> {
    let Some((&last, before)) = seps.split_last() else {
        return Some((marks.len(), false));
    };
    let after = marks.len() - last - 1;
    let groups = |seps: &[usize], end: usize| {
        let mut ends = seps.iter().skip(1).copied().chain([end]);
        let sizes_fit = seps.iter().all(|at| {
            let size = ends.next().unwrap_or(end) - at - 1;
            size == 3 || (size == 2 && marks[*at] == ',')
        });
        let one_kind = seps.iter().all(|at| marks[*at] == marks[seps[0]]);
        sizes_fit && one_kind && (1..=3).contains(&seps[0])
    };
    let ends_in_three = after == 3;
    match before.last() {
        None if marks[last] == '.' => Some((last, false)),
        None if ends_in_three && (1..=3).contains(&last) && marks[0] != '0' => Some((marks.len(), true)),
        None if marks[last] == ',' => Some((last, false)),
        None => None,
        Some(_) if ends_in_three && groups(seps, marks.len()) => Some((marks.len(), true)),
        Some(&other) if marks[other] != marks[last] && groups(before, last) => Some((last, true)),
        Some(_) => None,
    }
}

/// The fraction that one character is.
pub(super) fn vulgar(tokens: &Tokens, at: usize) -> Option<(i128, i128)> {
    if !matches!(tokens.get(at)?.kind, Kind::Mark(mark) if !mark.is_ascii()) {
        return None;
    }
    Some(match tokens.word(at) {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        "⅒" => (1, 10),
        _ => return None,
    })
}

/// The value of a word from one to ninety.
pub(super) fn number_word(word: &str) -> Option<i128> {
    const ONES: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
        sixteen seventeen eighteen nineteen";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    let place = |list: &str| {
        list.split_whitespace()
            .position(|other| word.eq_ignore_ascii_case(other))
    };
    place(ONES)
        .map(|at| at as i128)
        .or_else(|| place(TENS).map(|at| at as i128 * 10 + 20))
}

/// The number whose words begin at a token: `twenty-two`, `a hundred and fifty`, `two hundred thousand`.
///
/// Thousands and up are left to the caller, who reads them after digits too.
pub(super) fn words_at(tokens: &Tokens, at: usize) -> Option<Number> {
    let article = tokens.is(at, &["a", "an"]);
    if article && !tokens.has(at + 1, MAGNITUDE) {
        return None;
    }
    if !article && !tokens.has(at, NUMBER) {
        return None;
    }
    let (mut value, mut next) = if article {
        (1, at + 1)
    } else {
        below_hundred(tokens, at)?
    };
    if tokens.is(next, &["hundred"]) && (1..100).contains(&value) {
        (value, next) = (value * 100, next + 1);
        let and = next + usize::from(tokens.is(next, &["and"]));
        if let Some((rest, after)) = below_hundred(tokens, and) {
            (value, next) = (value + rest, after);
        }
    } else if tokens.is(next, &["dozen"]) {
        (value, next) = (value * 12, next + 1);
    }
    let mut amount = Some(Amount::whole(value));
    if !article && tokens.is(next, &["and"]) && tokens.is(next + 1, &["a"]) && tokens.is(next + 2, &["half"])
    {
        (amount, next) = (Some(Amount::ratio(value * 2 + 1, 2)), next + 3);
    }
    Some(Number {
        amount,
        next,
        words: true,
        grouped: false,
        decimals: false,
        digits: 0,
    })
}

/// `seven`, `seventeen`, `seventy`, `seventy-seven`.
fn below_hundred(tokens: &Tokens, at: usize) -> Option<(i128, usize)> {
    let value = number_word(tokens.word(at))?;
    let joined = if tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1) {
        at + 2
    } else {
        at + 1
    };
    let ones = number_word(tokens.word(joined)).filter(|ones| (1..10).contains(ones));
    Some(match ones {
        Some(ones) if value >= 20 && !(joined == at + 2 && tokens.gap(joined)) => (value + ones, joined + 1),
        _ => (value, at + 1),
    })
}
