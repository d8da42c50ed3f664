//! Which words stand in which documents, as short texts that a browser reads quickly.

use std::cmp::Ordering;
use std::collections::HashMap;

/// In documents: a word that stands in more is told of only where it matters most (in titles, headings and deks).
const MOST_POSTINGS: u32 = 4000;
/// The strongest that a word can be which stands in running text alone.
const MOST_IN_TEXT: u32 = 3;

/// Where in a document a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// In its title.
    Title,
    /// In the sentence below the title, or beside it: authors, categories.
    Dek,
    /// In a heading.
    Heading,
    /// In its text.
    Text,
}

/// The words of some documents that follow each other.
#[derive(Debug, Default)]
pub struct Postings {
    places: HashMap<Box<str>, usize>,
    words: Vec<Word>,
    /// The words of the document at hand, in the order of reading.
    touched: Vec<usize>,
}

/// A word and the documents that hold it.
#[derive(Debug, Default)]
struct Word {
    first: u32,
    last: u32,
    count: u32,
    /// What follows the first document's number.
    code: Vec<u8>,
    tally: Tally,
}

/// How a word stands in the document at hand.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    uses: u32,
    strong: u32,
    section: usize,
    in_heading: bool,
}

impl Postings {
    /// Counts a word of the document at hand.
    pub fn add(&mut self, word: &str, field: Field, section: usize) {
        let place = match self.places.get(word) {
            Some(place) => *place,
            None => {
                self.places.insert(word.into(), self.words.len());
                self.words.push(Word::default());
                self.words.len() - 1
            }
        };
        let tally = &mut self.words[place].tally;
        if tally.uses == 0 {
            self.touched.push(place);
            tally.section = section;
        }
        tally.uses += 1;
        match field {
            Field::Title => (tally.strong, tally.section, tally.in_heading) = (tally.strong + 10, 0, true),
            Field::Dek => tally.strong += 5,
            Field::Heading if !tally.in_heading => {
                (tally.strong, tally.section, tally.in_heading) = (tally.strong + 4, section, true);
            }
            Field::Heading => tally.strong += 2,
            Field::Text => {}
        }
    }

    /// Ends the document at hand, of so many words. Documents end in the order of their numbers.
    pub fn end(&mut self, document: u32, words: usize) {
        for place in self.touched.drain(..) {
            let word = &mut self.words[place];
            let tally = std::mem::take(&mut word.tally);
            let code = tally.section * 8 + tally.weight(words) as usize;
            match word.count {
                0 => word.first = document,
                _ => push_number(&mut word.code, (document - word.last) as usize),
            }
            push_number(&mut word.code, code);
            (word.last, word.count) = (document, word.count + 1);
        }
    }

    /// Adds what is known of the documents that follow.
    pub fn append(&mut self, later: Postings) {
        for (text, place) in later.places {
            let word = &later.words[place];
            let known = *self.places.entry(text).or_insert_with(|| {
                self.words.push(Word::default());
                self.words.len() - 1
            });
            let known = &mut self.words[known];
            match known.count {
                0 => known.first = word.first,
                _ => push_number(&mut known.code, (word.first - known.last) as usize),
            }
            known.code.extend_from_slice(&word.code);
            (known.last, known.count) = (word.last, known.count + word.count);
        }
    }

    /// All words in the order in which a browser compares texts, each with its code. A word that stands in more than
    /// `common` documents begins with a star: beside rarer words it need not be found. One whose documents are not all
    /// told begins with an exclamation mark: it need never be found.
    pub fn finish(self, common: u32) -> Vec<(Box<str>, String)> {
        let words = &self.words;
        let coded = |(text, place): (Box<str>, usize)| {
            let code = words[place].coded(common);
            (text, code)
        };
        let mut found: Vec<(Box<str>, String)> = self.places.into_iter().map(coded).collect();
        found.sort_unstable_by(|(one, _), (other, _)| by_utf16(one, other));
        found
    }
}

impl Tally {
    /// From 0 to 7, as in BM25: each further use counts for less, and for less in a long text. What stands in running
    /// text alone stays below what stands in a title, heading or dek.
    fn weight(&self, words: usize) -> u32 {
        let in_text = self.uses.min(10_000) * 8000
            / (4000 + u32::try_from(words).unwrap_or(u32::MAX / 8).min(100_000) * 5);
        let share = |amount: u32| (7 * amount + (amount + 4) / 2) / (amount + 4);
        match self.strong {
            0 => share(in_text).min(MOST_IN_TEXT),
            strong => share(strong + in_text).max(MOST_IN_TEXT + 1),
        }
    }
}

impl Word {
    fn coded(&self, common: u32) -> String {
        let mut code = Vec::with_capacity(self.code.len() + 8);
        if self.count > MOST_POSTINGS {
            code.push(b'!');
            self.push_strong(&mut code);
        } else {
            if self.count > common {
                code.push(b'*');
            }
            push_number(&mut code, self.first as usize);
            code.extend_from_slice(&self.code);
        }
        String::from_utf8(code).expect("digits are ASCII")
    }

    /// The documents where the word stands in a title, heading or dek.
    fn push_strong(&self, code: &mut Vec<u8>) {
        let (mut document, mut before) = (self.first as usize, 0);
        let mut numbers = numbers(&self.code);
        while let Some(value) = numbers.next() {
            if value % 8 > MOST_IN_TEXT as usize {
                push_number(code, document - before);
                push_number(code, value);
                before = document;
            }
            document += numbers.next().unwrap_or_default();
        }
    }
}

/// The digits of numbers: five bits each, and one that says that more follow.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

fn push_number(code: &mut Vec<u8>, mut number: usize) {
    while number >= 32 {
        code.push(DIGITS[32 + number % 32]);
        number /= 32;
    }
    code.push(DIGITS[number]);
}

fn numbers(code: &[u8]) -> impl Iterator<Item = usize> {
    let mut digits = code.iter();
    std::iter::from_fn(move || {
        let (mut number, mut shift) = (0, 0);
        loop {
            let digit = digits.next()?;
            let value = DIGITS.iter().position(|known| known == digit)?;
            number += (value % 32) << shift;
            shift += 5;
            if value < 32 {
                return Some(number);
            }
        }
    })
}

/// Scripts compare texts by UTF-16.
fn by_utf16(one: &str, other: &str) -> Ordering {
    match one.is_ascii() && other.is_ascii() {
        true => one.cmp(other),
        false => one.encode_utf16().cmp(other.encode_utf16()),
    }
}
