//! The words, numbers and marks of a text, cut in one pass; each word knows what the lexicon says of it.

use super::lexicon::{self, Marks};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with their separators.
    Number,
    /// Letters, with apostrophes between them.
    Word,
    /// Any other character, with its neutral form: every dash of a range or a compound is `-`.
    Mark(char),
}

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Whether space stands before it.
    pub(super) gap: bool,
    pub(super) marks: Marks,
}

/// A text and its tokens.
pub(super) struct Tokens<'a> {
    text: &'a str,
    all: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut all = Vec::with_capacity(text.len() / 5 + 4);
        let (mut at, mut gap) = (0, false);
        while let Some(first) = text[at..].chars().next() {
            let end = at + first.len_utf8();
            if first.is_whitespace() || is_ignored(first) {
                (at, gap) = (end, gap || first.is_whitespace());
                continue;
            }
            let (kind, end) = kind_at(text, at, first);
            let marks = if kind == Kind::Word {
                lexicon::marks(&text[at..end])
            } else {
                0
            };
            all.push(Token {
                start: at,
                end,
                kind,
                gap,
                marks,
            });
            (at, gap) = (end, false);
        }
        Self { text, all }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    /// The token before, if any.
    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|at| self.all.get(at))
    }

    /// The text of a token, or nothing beyond the end.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.all
            .get(at)
            .map_or("", |token| &self.text[token.start..token.end])
    }

    /// The word before a place, `back` words ago (1 is the one before), or nothing.
    pub(super) fn back(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Whether the token is one of these words, in any case.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        words.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    /// Whether the word `back` tokens before is one of these.
    pub(super) fn was(&self, at: usize, back: usize, words: &[&str]) -> bool {
        at.checked_sub(back).is_some_and(|at| self.is(at, words))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Number)
    }

    /// Whether space stands before the token; beyond the end, yes.
    pub(super) fn gap(&self, at: usize) -> bool {
        self.get(at).is_none_or(|token| token.gap)
    }

    /// Whether the lexicon marks the token with any of these.
    pub(super) fn has(&self, at: usize, marks: Marks) -> bool {
        self.get(at).is_some_and(|token| token.marks & marks != 0)
    }

    /// Whether the lexicon marks the token `back` before with any of these.
    pub(super) fn had(&self, at: usize, back: usize, marks: Marks) -> bool {
        at.checked_sub(back).is_some_and(|at| self.has(at, marks))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is_word(at) && self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether a sentence, a line of speech or a bracket begins with the token.
    pub(super) fn begins(&self, at: usize) -> bool {
        self.before(at).is_none_or(|token| match token.kind {
            // `LONDON - Two men`
            Kind::Mark('-') => self.gap(at),
            Kind::Mark(mark) => !matches!(mark, ',' | '/' | '&'),
            _ => false,
        })
    }
}

/// Characters that are not seen: joiners, marks of direction, soft hyphens.
fn is_ignored(first: char) -> bool {
    matches!(
        first,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

fn kind_at(text: &str, at: usize, first: char) -> (Kind, usize) {
    if is_letter(first) || first == '°' {
        return (Kind::Word, at + word_length(&text[at..]));
    }
    let opens_decimals = first == '.'
        && text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
        && !text[..at].ends_with(|last: char| last.is_alphanumeric() || last == '.');
    if digit(first).is_some() || opens_decimals {
        return (Kind::Number, at + number_length(&text[at..], first));
    }
    (Kind::Mark(neutral(first)), at + first.len_utf8())
}

fn is_letter(first: char) -> bool {
    first.is_ascii_alphabetic() || (!first.is_ascii() && first.is_alphabetic())
}

fn word_length(text: &str) -> usize {
    // Most words are plain letters up to a space or a stop: these need no decoding.
    let plain = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if text
        .as_bytes()
        .get(plain)
        .is_none_or(|next| next.is_ascii() && *next != b'\'')
        && plain > 0
    {
        return plain;
    }
    let mut marks = text.char_indices().peekable();
    marks.next();
    while let Some((at, mark)) = marks.next() {
        let inside = is_letter(mark)
            || matches!(mark, '²' | '³')
            || ('\u{300}'..'\u{370}').contains(&mark)
            || (matches!(mark, '\'' | '’') && marks.peek().is_some_and(|(_, next)| is_letter(*next)));
        if !inside {
            return at;
        }
    }
    text.len()
}

fn number_length(text: &str, first: char) -> usize {
    let mut marks = text.char_indices().peekable();
    if first == '.' {
        marks.next();
    }
    while let Some((at, mark)) = marks.next() {
        let inside = digit(mark).is_some()
            || (matches!(mark, '.' | ',' | '\'' | '’' | '．' | '，' | '٬' | '٫')
                && marks.peek().is_some_and(|(_, next)| digit(*next).is_some()));
        if !inside {
            return at;
        }
    }
    text.len()
}

/// The digit that a character is, in the scripts that newsrooms use.
pub(super) fn digit(mark: char) -> Option<char> {
    let zero = match mark {
        '0'..='9' => return Some(mark),
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    char::from_digit(u32::from(mark) - u32::from(zero), 10)
}

fn neutral(mark: char) -> char {
    match mark {
        '‐' | '‑' | '‒' | '–' | '−' | '－' | '﹣' => '-',
        '％' | '﹪' | '٪' => '%',
        '＄' | '﹩' => '$',
        '￡' => '£',
        '￥' => '¥',
        '＋' => '+',
        mark => mark,
    }
}
