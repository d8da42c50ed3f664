//! Spans of time that prose states twice, by both ends and by their length: "from 2026 to 2032, six years".

use crate::wording::days::words::{Token, closes, count_at, tokens};
use ends::{Ends, ends_at};
pub use length::{Length, Measure};
use std::ops::Range;

mod ends;
mod length;

/// A statement whose ends and length do not agree, however its days or years are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanMention {
    /// Where both stand, in bytes.
    pub range: Range<usize>,
    /// The length as prose has it.
    pub said: Length,
    /// The first end as written.
    pub from: String,
    /// The second end as written.
    pub to: String,
    /// The length between the ends, which may or may not count both.
    pub actual: Length,
}

/// Every span that is wrong in every reading: with either end counted or left out. The length must stand right
/// beside the ends, in brackets, behind a comma or before "from"; one further off may measure something else.
pub fn spans(text: &str) -> Vec<SpanMention> {
    let tokens = tokens(text);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let Some((ends, end)) = ends_at(&tokens, at) else {
            at += 1;
            continue;
        };
        let beside = behind(&tokens, end).or_else(|| before(&tokens, at, end));
        found.extend(beside.and_then(|beside| judged(text, &tokens, &ends, at..end, &beside)));
        at = end;
    }
    found
}

/// A length, where it stands, and whether it is said to be a lower bound.
struct Beside {
    said: Length,
    tokens: Range<usize>,
    is_over: bool,
}

fn judged(
    text: &str,
    tokens: &[Token<'_>],
    ends: &Ends,
    at: Range<usize>,
    beside: &Beside,
) -> Option<SpanMention> {
    let possible = ends.lengths(beside.said.measure)?;
    // "over eight years" is "during" or "more than".
    let is_more = beside.is_over && beside.said.count < *possible.end();
    if possible.contains(&beside.said.count) || is_more {
        return None;
    }
    let written =
        |part: &Range<usize>| text[tokens[part.start].range.start..tokens[part.end - 1].range.end].to_owned();
    let all = at.start.min(beside.tokens.start)..at.end.max(beside.tokens.end);
    Some(SpanMention {
        range: tokens[all.start].range.start..tokens[all.end - 1].range.end,
        said: beside.said,
        from: written(&ends.from_tokens),
        to: written(&ends.to_tokens),
        actual: ends.actual(beside.said.measure)?,
    })
}

/// ", six years", ", a period of seven days", "(64 days)", ", that is six years".
fn behind(tokens: &[Token<'_>], end: usize) -> Option<Beside> {
    let opening = tokens
        .get(end)
        .filter(|token| token.is_any(&[",", "(", "—", "–"]))?;
    let bracket = opening.is("(");
    let leads: [&[&str]; 12] = [
        &["a", "period", "of"],
        &["a", "span", "of"],
        &["a", "term", "of"],
        &["a", "total", "of"],
        &["that", "is", ","],
        &["that", "is"],
        &["i", ".", "e", ".", ","],
        &["i", ".", "e", "."],
        &["or"],
        &["lasting"],
        &["a", "full"],
        &["a"],
    ];
    let start = end + 1;
    let lead = leads.iter().find(|lead| {
        let here = tokens.get(start..start + lead.len()).unwrap_or_default();
        here.len() == lead.len() && here.iter().zip(**lead).all(|(token, word)| token.is(word))
    });
    let from = start + lead.map_or(0, |lead| lead.len());
    let (said, next, _) = length_at(tokens, from)?;
    let next = next + total(tokens, next);
    let closed = if bracket {
        tokens.get(next).is_some_and(|token| token.is(")"))
    } else {
        closes(tokens, next) && !goes_on(tokens, next)
    };
    closed.then_some(Beside {
        said,
        tokens: end..next + usize::from(bracket),
        is_over: false,
    })
}

/// "in all", "in total", "altogether"
fn total(tokens: &[Token<'_>], at: usize) -> usize {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    match () {
        () if is(at, &["in"]) && is(at + 1, &["all", "total"]) => 2,
        () if is(at, &["altogether"]) => 1,
        () => 0,
    }
}

/// "From 2019 to 2026, three years, 2020, 2021 and 2022, saw losses": the years are some of those between.
fn goes_on(tokens: &[Token<'_>], mark: usize) -> bool {
    let picks = [
        "in",
        "especially",
        "notably",
        "including",
        "namely",
        "of",
        "most",
        "each",
        "all",
        "among",
        "one",
        "two",
        "three",
        "four",
        "five",
        "and",
        "or",
        "from",
        "between",
    ];
    let ends_sentence = tokens
        .get(mark)
        .is_none_or(|token| token.is_any(&[".", ")", ";"]));
    !ends_sentence
        && tokens.get(mark + 1).is_some_and(|token| {
            let is_date = crate::wording::days::calendar::point_at(tokens, mark + 1).is_some();
            token.is_any(&picks) || is_date || count_at(tokens, mark + 1).is_some()
        })
}

/// "six years (2026–2032)", "the six-year term (2026–2032)", "over eight years, from 2026 to 2034".
fn before(tokens: &[Token<'_>], at: usize, end: usize) -> Option<Beside> {
    let opened = at.checked_sub(1).map(|before| &tokens[before]);
    let bracketed =
        opened.is_some_and(|token| token.is("(")) && tokens.get(end).is_some_and(|token| token.is(")"));
    let has_comma = opened.is_some_and(|token| token.is(","));
    let leads = tokens[at].is_any(&["from", "between"]);
    if !bracketed && !leads {
        return None;
    }
    let stop = at - usize::from(bracketed || has_comma);
    // The nearest length that ends here, or whose noun does: "six-year term".
    let (start, said) = (1..7).find_map(|back| {
        let start = stop.checked_sub(back)?;
        let (said, next, is_compound) = length_at(tokens, start)?;
        let nouns = stop.checked_sub(next)?;
        let most = if is_compound {
            1 + usize::from(bracketed)
        } else {
            0
        };
        let are_nouns = tokens[next..stop].iter().all(|token| is_noun(token));
        (nouns <= most && nouns >= usize::from(is_compound) && are_nouns).then_some((start, said))
    })?;
    let is_part = start
        .checked_sub(1)
        .is_some_and(|before| measures_else(&tokens[..=before], has_comma || bracketed));
    (!is_part && !verb_follows(tokens, end)).then_some(Beside {
        said,
        tokens: start..stop,
        is_over: start > 0 && tokens[start - 1].is("over"),
    })
}

fn is_noun(token: &Token<'_>) -> bool {
    let others = [
        "runs", "ran", "old", "later", "ago", "before", "after", "of", "covers", "spans", "is", "was", "and",
        "or", "in", "high", "low", "average", "lasts", "lasted", "began", "begins", "starts", "started",
        "high", "goes", "review",
    ];
    token.text.chars().all(char::is_alphabetic) && !token.is_any(&others)
}

/// Words before a length that make it another: "every six years", "after two years", "about six years".
const OTHER_LENGTHS: &str = "every each per after within another other about around roughly nearly almost some than least \
    most approximately under up to and or by next all but only below above circa just - – — . , $";

/// Words before a length that stands right before its ends.
const LEADS: &str = "for over lasting lasted lasts last spanned spans spanning ran runs run takes took covering covers spent \
    during its the a their of";

fn measures_else(before: &[Token<'_>], is_apart: bool) -> bool {
    let Some(token) = before.last() else { return false };
    let is_listed = |words: &str| words.split(' ').any(|word| token.is(word));
    // "two of three years"
    let is_share = token.is("of") && before.len() > 1 && count_at(before, before.len() - 2).is_some();
    is_share || is_listed(OTHER_LENGTHS) || (!is_apart && !is_listed(LEADS))
}

/// "Two years from 2019 to 2026 were lost": some of them.
fn verb_follows(tokens: &[Token<'_>], end: usize) -> bool {
    let verbs = [
        "were", "was", "saw", "are", "had", "in", "stand", "stood", "that", "which", "when", "where",
    ];
    tokens.get(end).is_some_and(|token| token.is_any(&verbs))
}

/// A length, where it ends, and whether it is written as one word: "six-year".
fn length_at(tokens: &[Token<'_>], at: usize) -> Option<(Length, usize, bool)> {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_part =
        before.is_some_and(|mark| !tokens[at].spaced && mark.is_any(&[".", ",", "-", "–", "$", "€", "£"]));
    let (count, next) = count_at(tokens, at).filter(|_| !is_part)?;
    let has_dash = tokens
        .get(next)
        .is_some_and(|token| token.is_dash() && !token.spaced);
    let unit = tokens.get(next + usize::from(has_dash))?;
    let (measure, is_plural) = Measure::read(unit)?;
    let is_compound = has_dash || (!is_plural && count > 1);
    Some((
        Length { count, measure },
        next + usize::from(has_dash) + 1,
        is_compound,
    ))
}
