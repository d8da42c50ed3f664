//! Words as the index knows them. `static/search.js` cuts what a reader types the same way: both are held to
//! `tests/cases/search-words.json`.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Hands over each word of a text, folded: compatibility forms taken apart, marks dropped, lower case. Scripts that set
/// no spaces give every pair of neighbouring letters.
pub fn each_word(text: &str, word: &mut impl FnMut(&str)) {
    let text = folded(text);
    let mut rest = Rest { text: &text, at: 0 };
    let mut buffer = String::new();
    while let Some(mark) = rest.next() {
        if is_unspaced(mark) {
            rest.pairs(mark, &mut buffer, word);
        } else if mark.is_alphanumeric() {
            buffer.clear();
            rest.word(mark, &mut buffer);
            word(&buffer);
        } else if is_apostrophe(mark) {
            rest.skip_possessive();
        }
    }
}

/// The same with the figures inside of a word as words besides: `13b` is found by `13`, `27.04.2026` by `2026`.
pub fn each_word_and_figure(text: &str, word: &mut impl FnMut(&str)) {
    each_word(text, &mut |found| {
        word(found);
        let is_digit = |mark: char| mark.is_ascii_digit();
        if found.starts_with(is_digit) && !found.chars().all(is_digit) {
            let figures = found.split(|mark: char| !mark.is_ascii_digit());
            figures.filter(|figure| !figure.is_empty()).for_each(&mut *word);
        }
    });
}

/// The text without what two spellings of a word differ in. Letters of ASCII are left to be lowered one by one.
fn folded(text: &str) -> Cow<'_, str> {
    // Nearly every paragraph holds ASCII and typographer's marks alone, which no normal form changes.
    let is_plain = |mark: char| {
        mark.is_ascii() || matches!(mark, '\u{2010}' | '\u{2012}'..='\u{2016}' | '\u{2018}'..='\u{2023}')
    };
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let letters: String = text.nfkd().filter(|mark| !is_combining_mark(*mark)).collect();
    Cow::Owned(letters.to_lowercase().replace('ς', "σ").replace('ß', "ss"))
}

fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '’')
}

/// Letters of scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
fn is_unspaced(mark: char) -> bool {
    let is_in_range = matches!(mark,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    is_in_range && mark.is_alphabetic()
}

/// What is left to read of a text.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl Rest<'_> {
    fn next(&mut self) -> Option<char> {
        let mark = self.peek()?;
        self.at += mark.len_utf8();
        Some(mark)
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// A run of letters without spaces, of which `first` is read already.
    fn pairs(&mut self, first: char, buffer: &mut String, word: &mut impl FnMut(&str)) {
        let (mut before, mut is_alone) = (first, true);
        while let Some(mark) = self.peek().filter(|mark| is_unspaced(*mark)) {
            self.at += mark.len_utf8();
            buffer.clear();
            buffer.extend([before, mark]);
            word(buffer);
            (before, is_alone) = (mark, false);
        }
        if is_alone {
            buffer.clear();
            buffer.push(first);
            word(buffer);
        }
    }

    /// The rest of a word, of which `first` is read already. A figure keeps its point, but not its commas.
    fn word(&mut self, first: char, buffer: &mut String) {
        let mut is_figure = first.is_ascii_digit();
        let mut before = first;
        buffer.push(first.to_ascii_lowercase());
        while let Some(mark) = self.peek() {
            match mark {
                '.' if is_figure && self.digits(1) > 0 => buffer.push('.'),
                ',' if before.is_ascii_digit() && self.digits(1) == 3 => {}
                mark if mark.is_alphanumeric() && !is_unspaced(mark) => {
                    is_figure &= mark.is_ascii_digit();
                    buffer.push(mark.to_ascii_lowercase());
                }
                _ => break,
            }
            before = match mark {
                ',' => before,
                mark => mark,
            };
            self.at += mark.len_utf8();
        }
    }

    /// How many digits follow, some bytes from here; four stand for more.
    fn digits(&self, skip: usize) -> usize {
        let bytes = self.text.as_bytes()[self.at + skip..].iter();
        bytes.take(4).take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// An `s` behind an apostrophe, where the word ends with it: who looks for `kenosha's` means `kenosha`.
    fn skip_possessive(&mut self) {
        let mut marks = self.text[self.at..].chars();
        if matches!(marks.next(), Some('s' | 'S')) && !marks.next().is_some_and(char::is_alphanumeric) {
            self.at += 1;
        }
    }
}
