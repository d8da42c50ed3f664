//! Prose as tokens: runs of letters, runs of digits, and single marks, each with its place.

use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters.
    Letters,
    /// A run of digits 0 to 9.
    Digits,
    /// One other character.
    Mark,
}

/// A piece of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// As written.
    pub text: &'t str,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is made of.
    pub kind: Kind,
    /// Whether space precedes it, or nothing.
    pub spaced: bool,
}

impl Token<'_> {
    /// Whether it is this word or mark, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Its number, where it has as many digits as these.
    pub fn number(&self, digits: Range<usize>) -> Option<i64> {
        let fits = self.kind == Kind::Digits && digits.contains(&self.text.len());
        fits.then(|| self.text.parse().ok()).flatten()
    }

    /// Whether it is a mark that joins or breaks: hyphen, en dash, em dash, minus.
    pub fn is_dash(&self) -> bool {
        self.is_any(&["-", "\u{2010}", "\u{2011}", "–", "—", "\u{2212}"])
    }
}

/// Splits a text into its tokens.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut spaced = true;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let kind = match character {
            _ if character.is_whitespace() => {
                spaced = true;
                continue;
            }
            _ if character.is_ascii_digit() => Kind::Digits,
            _ if character.is_alphabetic() => Kind::Letters,
            _ => Kind::Mark,
        };
        match found.last_mut() {
            Some(last) if !spaced && kind == last.kind && kind != Kind::Mark => {
                last.range.end = end;
                last.text = &text[last.range.clone()];
            }
            _ => found.push(Token {
                text: &text[at..end],
                range: at..end,
                kind,
                spaced,
            }),
        }
        spaced = false;
    }
    found
}

/// Whether the text ends here, or a mark closes what went before: a point, a comma, a bracket, a dash.
pub fn closes(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_none_or(|token| {
        token.kind == Kind::Mark
            && !token.is_any(&["'", "’", "/", "%", "+", "&", "("])
            && (token.spaced || !token.is("-"))
    })
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The number that begins here, in digits or in words up to ninety-nine, and where it ends.
pub fn count_at(tokens: &[Token<'_>], at: usize) -> Option<(i64, usize)> {
    let token = tokens.get(at)?;
    if let Some(number) = token.number(1..6) {
        return Some((number, at + 1));
    }
    let place = |words: &[&str], token: &Token<'_>| words.iter().position(|word| token.is(word));
    if let Some(number) = place(&SMALL, token) {
        return Some((i64::try_from(number).ok()?, at + 1));
    }
    let tens = i64::try_from(place(&TENS, token)?).ok()? * 10;
    let units = match tokens.get(at + 1..at + 3) {
        Some([dash, units]) if dash.is_dash() && !dash.spaced => place(&SMALL[1..10], units),
        _ => None,
    };
    Some(match units {
        Some(units) => (tens + i64::try_from(units).ok()? + 1, at + 3),
        None => (tens, at + 1),
    })
}
