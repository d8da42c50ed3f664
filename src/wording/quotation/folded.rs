//! Text without its typography: words and marks as numbers, each with its place in the text.

use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A text as numbered words and marks: equal words have equal numbers, whatever quotes, dashes and spaces they use.
#[derive(Debug, Clone)]
pub struct Folded<'t> {
    /// The text as it was.
    pub source: &'t str,
    numbers: HashMap<Box<str>, u32>,
    /// The word or mark at each place.
    pub words: Vec<u32>,
    places: Vec<Range<u32>>,
}

/// Longer texts are cut.
const LONGEST_TEXT: usize = 8 << 20;

/// A word that a text does not have.
pub const UNKNOWN: u32 = u32::MAX;

/// A word or a mark of a text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Without typography.
    pub text: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether space precedes it.
    pub spaced: bool,
}

impl Word {
    /// Whether it is a mark rather than a word.
    pub fn is_mark(&self) -> bool {
        !self.text.starts_with(char::is_alphanumeric)
    }
}

/// Folds a text: curly quotes to straight ones, all dashes to one, "..." to "…", ligatures to letters; soft hyphens and
/// other invisible characters are dropped, and spaces only part words. Case is kept.
pub fn folded(text: &str) -> Folded<'_> {
    let source = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    let mut folded = Folded {
        source,
        numbers: HashMap::new(),
        words: Vec::new(),
        places: Vec::new(),
    };
    each_word(source, &mut |word| {
        let next = u32::try_from(folded.numbers.len()).unwrap_or(UNKNOWN);
        let number = match folded.numbers.get(word.text.as_str()) {
            Some(number) => *number,
            None => *folded.numbers.entry(word.text.into_boxed_str()).or_insert(next),
        };
        let place = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
        folded.words.push(number);
        folded.places.push(place(word.range.start)..place(word.range.end));
    });
    folded
}

impl Folded<'_> {
    /// The number of a word, or [`UNKNOWN`].
    pub fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// Where words stand in the text.
    pub fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            self.places
                .get(at)
                .map(|place| place.start as usize..place.end as usize)
        };
        let first = place(words.start).unwrap_or_default();
        let last = words.end.checked_sub(1).and_then(place).unwrap_or_default();
        first.start..last.end.max(first.start)
    }
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(text, &mut |word| found.push(word));
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Letter,
    Apostrophe,
    Mark(char),
    Space,
    Nothing,
}

fn role_of(character: char) -> Role {
    match character {
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{FE0E}'
        | '\u{FE0F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => Role::Nothing,
        '\'' | '’' | 'ʼ' | '‘' | '‛' | '`' | '´' => Role::Apostrophe,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' => Role::Mark('"'),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Role::Mark('-'),
        '…' => Role::Mark('…'),
        _ if character.is_whitespace() => Role::Space,
        // Marks that combine belong to the letter before them.
        _ if character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character) => {
            Role::Letter
        }
        _ => Role::Mark(character),
    }
}

fn each_word(text: &str, take: &mut dyn FnMut(Word)) {
    let mut spaced = true;
    let mut word: Option<Word> = None;
    let mut marks: Vec<Word> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let range = at..at + character.len_utf8();
        let role = match role_of(character) {
            // "don't" and "OpenAI's" are one word; other apostrophes are quotation marks.
            Role::Apostrophe => {
                let inside = word.is_some()
                    && characters
                        .peek()
                        .is_some_and(|(_, next)| role_of(*next) == Role::Letter);
                if inside { Role::Letter } else { Role::Mark('"') }
            }
            role => role,
        };
        if role == Role::Letter {
            let kept = if role_of(character) == Role::Apostrophe {
                '\''
            } else {
                character
            };
            grow(&mut word, kept, range, spaced);
            spaced = false;
            flush_marks(&mut marks, take);
        } else if role != Role::Nothing {
            if let Some(word) = word.take() {
                take(normalised(word));
            }
            match role {
                Role::Mark(mark) => {
                    push_mark(&mut marks, mark, range, spaced, take);
                    spaced = false;
                }
                _ => spaced = true,
            }
        }
    }
    flush_marks(&mut marks, take);
    if let Some(word) = word {
        take(normalised(word));
    }
}

fn grow(word: &mut Option<Word>, character: char, range: Range<usize>, spaced: bool) {
    match word {
        Some(word) => {
            word.text.push(character);
            word.range.end = range.end;
        }
        None => {
            *word = Some(Word {
                text: character.to_string(),
                range,
                spaced,
            });
        }
    }
}

/// Collects points and dashes, which become one mark where there are several.
fn push_mark(
    marks: &mut Vec<Word>,
    mark: char,
    range: Range<usize>,
    spaced: bool,
    take: &mut dyn FnMut(Word),
) {
    let text = mark.to_string();
    let joins = marks.last().is_some_and(|last| last.text == text) && matches!(mark, '.' | '-');
    if !joins {
        flush_marks(marks, take);
    }
    marks.push(Word { text, range, spaced });
    if !matches!(mark, '.' | '-') {
        flush_marks(marks, take);
    }
}

fn flush_marks(marks: &mut Vec<Word>, take: &mut dyn FnMut(Word)) {
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        return;
    };
    let joined = |text: &str| Word {
        text: text.to_owned(),
        range: first.range.start..last.range.end,
        spaced: first.spaced,
    };
    match (first.text.as_str(), marks.len()) {
        (".", 3..) => take(joined("…")),
        ("-", _) => take(joined("-")),
        _ => marks.iter().cloned().for_each(&mut *take),
    }
    marks.clear();
}

/// NFKC, unless that would change the meaning: "m²" is not "m2", "½" is not "1⁄2".
fn normalised(word: Word) -> Word {
    let text = &word.text;
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return word;
    }
    let is_unsafe = |mark: char| matches!(mark, '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{209F}' | '\u{2150}'..='\u{218F}');
    let text = match text.contains(is_unsafe) {
        true => text.nfc().collect(),
        false => text.nfkc().collect(),
    };
    Word { text, ..word }
}
