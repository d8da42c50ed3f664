//! Slugs: the readable name of a page in its address, in any script, and the key by which two collide.

use std::collections::{HashMap, HashSet};
use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most file systems allow 255 bytes in a name; 100 leaves room for suffixes and keeps addresses readable.
pub const LONGEST_SLUG: usize = 100;

/// Makes a slug of any text: letters and digits in lower case, NFC (UAX 15), joined by single hyphens.
///
/// The result is empty when the text has no letter or digit; otherwise [`check_slug`] accepts it.
pub fn slugify(text: &str) -> String {
    // Most names are ASCII, which is normal already.
    if text.is_ascii() {
        let lower = text.to_ascii_lowercase();
        let slug = joined(lower.chars().filter(|&character| !vanishes(character)));
        return avoid_device_name(shorten(slug.trim_end_matches('-')));
    }
    let lower = text.nfc().collect::<String>().to_lowercase();
    let slug = joined(lower.chars().filter(|&character| !vanishes(character)).nfc());
    let slug: String = slug.trim_end_matches('-').nfc().collect();
    avoid_device_name(shorten(&slug))
}

/// Letters and digits, with a hyphen where anything else stands between them.
fn joined(characters: impl Iterator<Item = char>) -> String {
    let mut slug = String::new();
    for character in characters {
        match slug.chars().next_back() {
            previous if may_follow(previous, character) => slug.push(character),
            Some(previous) if previous != '-' && !is_combining_mark(character) => slug.push('-'),
            _ => {}
        }
    }
    slug
}

/// Names that are given once each: one that is taken already is numbered, as by [`first_free`], however many
/// want it.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
    /// The number that the next taker of a name may have.
    next: HashMap<String, usize>,
}

impl Names {
    /// Takes a name, or the first free number of it.
    pub fn take(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let next = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// The name, or the first of `name-2`, `name-3` and so on that is not taken.
pub fn first_free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut count = 2;
    loop {
        let numbered = format!("{name}-{count}");
        if !is_taken(&numbered) {
            return numbered;
        }
        count += 1;
    }
}

/// Checks that a text is a slug as [`slugify`] would write it.
pub fn check_slug(text: &str) -> Result<(), SlugError> {
    match fault(text) {
        None => Ok(()),
        Some(reason) => Err(SlugError {
            reason,
            better: slugify(text),
        }),
    }
}

/// The key by which slugs and paths collide: two texts with equal keys may be one file on some platform.
///
/// Full case folding (Unicode chapter 3.13) of NFC, approximated by lower, upper, then lower case of each
/// character, which joins `ß` and `ss`, `ς` and `σ`, `ſ` and `s`. The dotless `ı` stays apart from `i`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let folded = text
        .nfc()
        .flat_map(char::to_lowercase)
        .flat_map(upper_case)
        .flat_map(char::to_lowercase);
    folded.nfc().collect()
}

/// Why a text is not a slug, in words for its writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlugError {
    reason: String,
    better: String,
}

impl SlugError {
    /// What to write instead, when the text has any letter or digit.
    pub fn hint(&self) -> Option<String> {
        (!self.better.is_empty()).then(|| format!("write `{}`", self.better))
    }
}

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for SlugError {}

/// Windows gives these names to devices, in every folder and with any extension.
const DEVICE_NAMES: [&str; 4] = ["con", "prn", "aux", "nul"];

fn fault(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("the slug is empty".to_owned());
    }
    if text.len() > LONGEST_SLUG {
        return Some(format!(
            "the slug has {} bytes, and {LONGEST_SLUG} are allowed",
            text.len()
        ));
    }
    stray_character(text).or_else(|| form_fault(text).map(str::to_owned))
}

fn stray_character(text: &str) -> Option<String> {
    let stray = text
        .chars()
        .find(|&character| character != '-' && !is_word(character))?;
    let visible = !stray.is_control() && !stray.is_whitespace() && !is_ignorable(stray);
    let shown = if visible {
        format!("`{stray}`")
    } else {
        format!("U+{:04X}", u32::from(stray))
    };
    Some(format!(
        "the slug has {shown}, and only letters, digits and hyphens are allowed"
    ))
}

fn form_fault(text: &str) -> Option<&'static str> {
    let mut before = None;
    let misplaced = text
        .chars()
        .any(|character| !may_follow(before.replace(character), character) && character != '-');
    match () {
        () if text.starts_with('-') || text.ends_with('-') => Some("the slug starts or ends with a hyphen"),
        () if text.contains("--") => Some("the slug has two hyphens in a row"),
        () if misplaced => Some("the slug has an accent or a dot without its letter"),
        () if text.to_lowercase() != text => Some("the slug has capital letters"),
        () if !text.nfc().eq(text.chars()) => Some("the slug is not in Unicode's normal form C"),
        () if is_device_name(text) => Some("the slug is the name of a device on Windows"),
        () => None,
    }
}

/// A mark belongs to the letter before it, not to a hyphen, and `i` has the dot that lower-casing `İ` leaves.
fn may_follow(previous: Option<char>, character: char) -> bool {
    match previous {
        None | Some('-') => is_word(character) && !is_combining_mark(character),
        Some('i') => is_word(character) && character != '\u{307}',
        Some(_) => is_word(character),
    }
}

fn is_word(character: char) -> bool {
    (character.is_alphanumeric() || is_combining_mark(character)) && !vanishes(character)
}

fn vanishes(character: char) -> bool {
    is_apostrophe(character) || is_ignorable(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | '＇' | 'ʻ' | 'ʼ' | '՚'
    )
}

/// Unicode's Default_Ignorable_Code_Point (UAX 44): invisible, so two slugs could differ and look the same.
fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn shorten(slug: &str) -> &str {
    if slug.len() <= LONGEST_SLUG {
        return slug;
    }
    let head = &slug[..slug.floor_char_boundary(LONGEST_SLUG + 1)];
    match head.rfind('-') {
        Some(hyphen) if hyphen >= LONGEST_SLUG / 2 => &slug[..hyphen],
        _ => cut_before_letter(slug),
    }
}

/// Cuts one overlong word so that no letter loses its marks.
fn cut_before_letter(slug: &str) -> &str {
    let is_start = |&(at, character): &(usize, char)| at <= LONGEST_SLUG && !is_combining_mark(character);
    let cut = slug.char_indices().rfind(is_start).map_or(0, |(at, _)| at);
    let cut = if cut == 0 {
        slug.floor_char_boundary(LONGEST_SLUG)
    } else {
        cut
    };
    slug[..cut].trim_end_matches('-')
}

fn avoid_device_name(slug: &str) -> String {
    if is_device_name(slug) {
        format!("{slug}-x")
    } else {
        slug.to_owned()
    }
}

fn is_device_name(slug: &str) -> bool {
    let port = slug.strip_prefix("com").or_else(|| slug.strip_prefix("lpt"));
    let is_port = port.is_some_and(|number| {
        matches!(number, "¹" | "²" | "³") || (number.len() == 1 && ("1"..="9").contains(&number))
    });
    is_port || DEVICE_NAMES.contains(&slug)
}

fn upper_case(character: char) -> impl Iterator<Item = char> {
    let dotless = (character == 'ı').then_some(character);
    let upper = dotless.is_none().then(|| character.to_uppercase());
    dotless.into_iter().chain(upper.into_iter().flatten())
}
