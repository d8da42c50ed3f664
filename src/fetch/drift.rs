//! How much a text differs from what it was, and which quotations it has lost.

use std::collections::HashMap;

/// How a text differs from an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// How many words were added or removed, whichever is more. 0 where they only stand in another order.
    pub words: usize,
    /// The quotations that it held and holds no longer.
    pub lost: Vec<String>,
}

/// Compares two texts in their normal form. `holds` finds a quotation in a text.
pub fn between(before: &str, now: &str, quotes: &[String], holds: impl Fn(&str, &str) -> bool) -> Drift {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in before.split_whitespace() {
        *counts.entry(word).or_default() -= 1;
    }
    for word in now.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    let added: i64 = counts.values().filter(|count| **count > 0).sum();
    let removed: i64 = counts
        .values()
        .filter(|count| **count < 0)
        .map(|count| -count)
        .sum();
    let is_lost = |quote: &&String| holds(before, quote) && !holds(now, quote);
    Drift {
        words: usize::try_from(added.max(removed)).unwrap_or_default(),
        lost: quotes.iter().filter(is_lost).cloned().collect(),
    }
}

/// Whether a text holds a quotation, whichever quotation marks, dashes and spaces either is written with.
pub fn holds(text: &str, quote: &str) -> bool {
    let quote = plain(quote);
    !quote.is_empty() && plain(text).contains(&quote)
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter_map(|mark| match mark {
            '‘' | '’' | '‚' | '‛' | '`' | '´' => Some('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => Some('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '−' => Some('-'),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
            other => Some(other),
        }));
    }
    out
}
