//! The words that bound a figure, and where they may stand.

use super::figure;
use crate::wording::days::words::{Kind, Token};
use crate::wording::figures::Modifier;

impl Modifier {
    /// Whether a writer may say one for the other: "$13B+" is "more than $13 billion" and "at least $13 billion", and
    /// "nearly" is both "about" and "less than".
    pub fn agrees_with(self, other: Self) -> bool {
        use Modifier::{About, AtLeast, LessThan, MoreThan, Nearly};
        self == other
            || matches!(
                (self, other),
                (AtLeast, MoreThan)
                    | (MoreThan, AtLeast)
                    | (Nearly, About | LessThan)
                    | (About | LessThan, Nearly)
            )
    }
}

/// Whether a date belongs to what is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// "through", "to the end of", "inclusive".
    Inclusive,
    /// "until", "till", "before", "by".
    Until,
}

/// Words with what they mean.
pub type Phrases<M> = [(&'static str, M)];

/// Stand before a figure. Longer phrases win.
pub const BEFORE: &Phrases<Modifier> = &[
    ("up to", Modifier::UpTo),
    ("as much as", Modifier::UpTo),
    ("as many as", Modifier::UpTo),
    ("as high as", Modifier::UpTo),
    ("at most", Modifier::UpTo),
    ("at the most", Modifier::UpTo),
    ("no more than", Modifier::UpTo),
    ("not more than", Modifier::UpTo),
    ("a maximum of", Modifier::UpTo),
    ("maximum of", Modifier::UpTo),
    ("capped at", Modifier::UpTo),
    ("cap of", Modifier::UpTo),
    ("limit of", Modifier::UpTo),
    ("ceiling of", Modifier::UpTo),
    ("limited to", Modifier::UpTo),
    ("at least", Modifier::AtLeast),
    ("no less than", Modifier::AtLeast),
    ("not less than", Modifier::AtLeast),
    ("no fewer than", Modifier::AtLeast),
    ("minimum of", Modifier::AtLeast),
    ("more than", Modifier::MoreThan),
    ("over", Modifier::MoreThan),
    ("above", Modifier::MoreThan),
    ("exceeding", Modifier::MoreThan),
    ("exceeds", Modifier::MoreThan),
    ("exceed", Modifier::MoreThan),
    ("exceeded", Modifier::MoreThan),
    ("topped", Modifier::MoreThan),
    ("in excess of", Modifier::MoreThan),
    ("north of", Modifier::MoreThan),
    ("upwards of", Modifier::MoreThan),
    ("upward of", Modifier::MoreThan),
    ("greater than", Modifier::MoreThan),
    ("less than", Modifier::LessThan),
    ("lower than", Modifier::LessThan),
    ("fewer than", Modifier::LessThan),
    ("under", Modifier::LessThan),
    ("below", Modifier::LessThan),
    ("nearly", Modifier::Nearly),
    ("almost", Modifier::Nearly),
    ("just under", Modifier::Nearly),
    ("just below", Modifier::Nearly),
    ("close to", Modifier::Nearly),
    ("about", Modifier::About),
    ("around", Modifier::About),
    ("roughly", Modifier::About),
    ("approximately", Modifier::About),
    ("approx", Modifier::About),
    ("approx .", Modifier::About),
    ("some", Modifier::About),
    ("circa", Modifier::About),
    ("c .", Modifier::About),
    ("ca .", Modifier::About),
    ("~", Modifier::About),
    ("≈", Modifier::About),
    ("estimated", Modifier::About),
    ("estimated at", Modifier::About),
    ("something like", Modifier::About),
    (">", Modifier::MoreThan),
    ("<", Modifier::LessThan),
];

/// Stand behind a figure.
pub const BEHIND: &Phrases<Modifier> = &[
    ("+", Modifier::MoreThan),
    ("- plus", Modifier::MoreThan),
    ("or more", Modifier::AtLeast),
    ("at least", Modifier::AtLeast),
    ("at a minimum", Modifier::AtLeast),
    ("or less", Modifier::UpTo),
    ("or fewer", Modifier::UpTo),
    ("at most", Modifier::UpTo),
    ("at the most", Modifier::UpTo),
    ("or so", Modifier::About),
    ("or thereabouts", Modifier::About),
];

/// Stand before a date.
pub const BEFORE_DATES: &Phrases<Boundary> = &[
    ("through", Boundary::Inclusive),
    ("through to", Boundary::Inclusive),
    ("through the end of", Boundary::Inclusive),
    ("through to the end of", Boundary::Inclusive),
    ("to the end of", Boundary::Inclusive),
    ("until the end of", Boundary::Inclusive),
    ("till the end of", Boundary::Inclusive),
    ("up to and including", Boundary::Inclusive),
    ("until", Boundary::Until),
    ("till", Boundary::Until),
    ("before", Boundary::Until),
    ("by", Boundary::Until),
];

/// Stand behind a date.
pub const BEHIND_DATES: &Phrases<Boundary> = &[("inclusive", Boundary::Inclusive)];

/// What a phrase means, and where it begins and ends among the tokens.
pub type Hit<M> = (M, std::ops::Range<usize>);

/// The longest phrase that ends the tokens.
pub fn at_end<M: Copy>(tokens: &[Token<'_>], phrases: &Phrases<M>) -> Option<Hit<M>> {
    let hits = phrases.iter().filter_map(|(phrase, meaning)| {
        let from = tokens.len().checked_sub(phrase.split(' ').count())?;
        begins_with(&tokens[from..], phrase).then_some((*meaning, from..tokens.len()))
    });
    hits.max_by_key(|(_, range)| range.len())
}

/// The longest phrase that begins the tokens.
pub fn at_start<M: Copy>(tokens: &[Token<'_>], phrases: &Phrases<M>) -> Option<Hit<M>> {
    let hits = phrases.iter().filter_map(|(phrase, meaning)| {
        begins_with(tokens, phrase).then_some((*meaning, 0..phrase.split(' ').count()))
    });
    hits.max_by_key(|(_, range)| range.len())
}

fn begins_with(tokens: &[Token<'_>], phrase: &str) -> bool {
    let mut tokens = tokens.iter();
    phrase
        .split(' ')
        .all(|word| tokens.next().is_some_and(|token| token.is(word)))
}

/// The modifier that stands behind a figure. "or more precisely" and "or less than a third" are none.
pub fn modifier_behind(tokens: &[Token<'_>]) -> Option<Hit<Modifier>> {
    let hit = at_start(tokens, BEHIND)?;
    let goes_on = tokens.get(hit.1.end).is_some_and(|next| {
        let joins = [
            "in", "of", "for", "a", "per", "by", "to", "and", "from", "on", "at",
        ];
        next.kind != Kind::Mark && !next.is_any(&joins)
    });
    let is_open = tokens[0].is("or") && goes_on;
    (!is_open).then_some(hit)
}

/// Words between a modifier and its figure that change neither: "up to a further $50 billion".
const FILLERS: [&str; 9] = [
    "a",
    "an",
    "the",
    "further",
    "another",
    "additional",
    "US",
    "total",
    "of",
];

/// The modifier that ends the tokens, unless the words before it give it another sense.
pub fn modifier_at_end(tokens: &[Token<'_>]) -> Option<Hit<Modifier>> {
    let mut end = tokens.len();
    for _ in 0..4 {
        if let Some((modifier, range)) = at_end(&tokens[..end], BEFORE) {
            return (!has_other_sense(&tokens[..range.start], &tokens[range.clone()]))
                .then_some((modifier, range));
        }
        end = end.checked_sub(1).filter(|last| tokens[*last].is_any(&FILLERS))?;
    }
    None
}

/// The modifier that begins the tokens and is followed by a figure or nothing.
pub fn modifier_at_start(tokens: &[Token<'_>]) -> Option<Hit<Modifier>> {
    let from = at_start(tokens, &[("from", Modifier::AtLeast)]);
    let hit = at_start(tokens, BEFORE).or(from)?;
    let rest = &tokens[hit.1.end..];
    let fillers = rest.iter().take_while(|token| token.is_any(&FILLERS)).count();
    (rest.is_empty() || figure::begins(&rest[fillers.min(3)..])).then_some(hit)
}

/// Words after which a phrase bounds nothing: "adds up to", "the dispute over", "asked about".
const OTHER_SENSES: &[(&str, &str)] = &[
    ("up to", " add adds added adding sum sums come comes led "),
    (
        "over",
        " dispute disputes control fight row argument battle clash power concern concerns influence lawsuit suit sued \
          talks say vote took take taken worries split ",
    ),
    (
        "about around some under above below",
        " asked talk talks talked news question questions story worried concerns debate know knew told claims wrote written \
          nothing something doubts ",
    ),
];

fn has_other_sense(before: &[Token<'_>], phrase: &[Token<'_>]) -> bool {
    let previous = before.last().filter(|token| token.kind == Kind::Letters);
    let is_listed =
        |words: &str, word: &str| words.split(' ').any(|listed| listed.eq_ignore_ascii_case(word));
    previous.is_some_and(|previous| {
        OTHER_SENSES.iter().any(|(phrases, words)| {
            phrase.iter().all(|token| is_listed(phrases, token.text)) && is_listed(words, previous.text)
        })
    })
}
