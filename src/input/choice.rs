//! One of a fixed set of words.

use crate::diagnostic::Code;
use crate::input::issues::Issues;
use crate::input::suggest::nearest;
use std::ops::Range;

/// What a value stands for, which is one of a fixed set of words; another word is told the nearest of them.
pub fn choice_of<T: Copy>(
    text: &str,
    range: &Range<usize>,
    name: &str,
    choices: &[(&'static str, T)],
    issues: &mut Issues,
) -> Option<T> {
    let found = choices.iter().find(|(word, _)| *word == text);
    if found.is_none() {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let message = format!("`{name}` cannot be `{text}`; it is one of {}", words.join(", "));
        let guess = nearest(text, words).map(|word| format!("did you mean `{word}`?"));
        issues.add(Code::InvalidValue, range, message).hint = guess;
    }
    found.map(|(_, value)| *value)
}
