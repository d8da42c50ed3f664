//! What prose changes about the claim that it binds: a modifier, a boundary, "and" for "or", the number.

use super::boundary_around;
use super::figure::{self, Class, Figure};
use super::phrases;
use crate::wording::days::words::{Kind, Token, tokens};
use crate::wording::figures::Modifier;
use std::fmt;
use std::ops::Range;

/// How prose and the claim differ, in the words of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// The claim bounds its figure by this, and the prose does not.
    ModifierLost(String),
    /// The prose bounds the figure by this, and the claim does not.
    ModifierAdded(String),
    /// Both bound the figure, in different ways.
    ModifierChanged {
        /// As the claim says it.
        claim: String,
        /// As the prose says it.
        prose: String,
    },
    /// Both say up to when, in different ways.
    Boundary {
        /// As the claim says it.
        claim: String,
        /// As the prose says it.
        prose: String,
    },
    /// "and" for "or", or the other way round.
    Connector {
        /// As the claim says it.
        claim: String,
        /// As the prose says it.
        prose: String,
    },
    /// Another number.
    Number {
        /// The claim's.
        claim: String,
        /// The prose's.
        prose: String,
    },
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ModifierLost(words) => write!(f, "the claim says \"{words}\", the prose does not"),
            Self::ModifierAdded(words) => write!(f, "the prose says \"{words}\", the claim does not"),
            Self::ModifierChanged { claim, prose }
            | Self::Boundary { claim, prose }
            | Self::Connector { claim, prose }
            | Self::Number { claim, prose } => {
                write!(f, "the claim says \"{claim}\", the prose says \"{prose}\"")
            }
        }
    }
}

/// Prose that binds words to a claim.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'t> {
    /// What stands before the bound words.
    pub before: &'t str,
    /// The bound words.
    pub bound: &'t str,
    /// What stands behind them.
    pub after: &'t str,
}

/// Whether prose says otherwise than the claim: the first that is found of number, modifier, boundary, connector.
///
/// `claim_words` is what the claim shows ("up to $50 billion") or its sentence. `same_number` compares the values of
/// two figures as written, where it can read both. Bound words without a figure are free, but for "and" and "or".
pub fn disagreement(
    claim_words: &str,
    prose: Prose<'_>,
    same_number: &dyn Fn(&str, &str) -> Option<bool>,
) -> Option<Disagreement> {
    let (before, after) = (tail(prose.before), head(prose.after));
    let joined = format!("{before} {} {after}", prose.bound);
    let from = before.len() + 1;
    let pair = Pair {
        claim: Side::of(claim_words),
        prose: Side::of(&joined),
    };
    pair.about_figure(from..from + prose.bound.len(), same_number)
        .or_else(|| pair.connector())
}

/// How many bytes on either side of the bound words are looked at.
const CONTEXT: usize = 300;

fn tail(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(CONTEXT));
    &text[from..]
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(CONTEXT)]
}

struct Side<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str) -> Self {
        let tokens = tokens(text);
        Self { text, tokens }
    }

    fn words(&self, tokens: &Range<usize>) -> &'t str {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => &self.text[first.range.start..last.range.end],
            Some([one]) => one.text,
            _ => "",
        }
    }

    fn modifier(&self, figure: &Figure) -> Option<phrases::Hit<Modifier>> {
        let before = &self.tokens[..figure.tokens.start];
        phrases::modifier_at_end(before)
            .or_else(|| match before {
                // "from $20"; but "rose from $20 to $30" bounds nothing.
                [from] if from.is("from") => Some((Modifier::AtLeast, 0..1)),
                _ => None,
            })
            .or_else(|| self.modifier_behind(figure.tokens.end))
    }

    /// "$50 billion or more", "eight years or so": a noun may stand between.
    fn modifier_behind(&self, end: usize) -> Option<phrases::Hit<Modifier>> {
        let has_noun = self
            .tokens
            .get(end)
            .is_some_and(|token| token.kind == Kind::Letters);
        [0, 1].iter().take(1 + usize::from(has_noun)).find_map(|noun| {
            let from = end + noun;
            let (modifier, range) = phrases::modifier_behind(self.tokens.get(from..)?)?;
            Some((modifier, from..from + range.end))
        })
    }

    /// "that $50 billion", "the same $50 billion": it has been said in full before. Or "from", which may bound it.
    fn refers_back(&self, figure: &Figure) -> bool {
        let before = figure.tokens.start.checked_sub(1).map(|at| &self.tokens[at]);
        before.is_some_and(|token| token.is_any(&["that", "this", "those", "these", "same", "from"]))
    }

    /// The noun that a plain figure counts, in the singular.
    fn noun(&self, figure: &Figure) -> Option<String> {
        let mut rest = self.tokens.get(figure.tokens.end..)?.iter();
        let word = rest.find(|token| !token.is_dash())?;
        let is_noun = word.kind == Kind::Letters;
        is_noun.then(|| word.text.to_lowercase().trim_end_matches('s').to_owned())
    }
}

struct Pair<'t> {
    claim: Side<'t>,
    prose: Side<'t>,
}

impl Pair<'_> {
    fn about_figure(
        &self,
        bound: Range<usize>,
        same_number: &dyn Fn(&str, &str) -> Option<bool>,
    ) -> Option<Disagreement> {
        let places = |figure: &Figure| self.prose.tokens[figure.tokens.start].range.start;
        let figures = figure::all(&self.prose.tokens);
        let mut inside = figures.iter().filter(|figure| bound.contains(&places(figure)));
        let (Some(shown), None) = (inside.next(), inside.next()) else {
            return None;
        };
        let candidates: Vec<Figure> = figure::all(&self.claim.tokens)
            .into_iter()
            .filter(|figure| self.comparable(figure, shown))
            .collect();
        let compared =
            |figure: &Figure| same_number(self.claim.words(&figure.tokens), self.prose.words(&shown.tokens));
        let same = candidates.iter().find(|figure| compared(figure) == Some(true));
        let unsure = || candidates.iter().find(|figure| compared(figure).is_none());
        match same.or_else(unsure) {
            Some(figure) => self
                .modifier(figure, shown)
                .or_else(|| self.boundary(figure, shown)),
            None => self.number(candidates.first()?, shown),
        }
    }

    fn comparable(&self, claim: &Figure, prose: &Figure) -> bool {
        match (claim.class, prose.class) {
            (Class::Plain, Class::Plain) => {
                let nouns = (self.claim.noun(claim), self.prose.noun(prose));
                match nouns {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                }
            }
            (Class::Money, Class::Scaled) | (Class::Scaled, Class::Money) => true,
            (one, other) => one == other,
        }
    }

    fn number(&self, claim: &Figure, prose: &Figure) -> Option<Disagreement> {
        // "nearly 13 percent" is a fair way to say 12.9%.
        let rounds = self.prose.modifier(prose).is_some() && self.claim.modifier(claim).is_none();
        (!rounds).then(|| Disagreement::Number {
            claim: self.claim.words(&claim.tokens).to_owned(),
            prose: self.prose.words(&prose.tokens).to_owned(),
        })
    }

    fn modifier(&self, claim: &Figure, prose: &Figure) -> Option<Disagreement> {
        if prose.class == Class::Date {
            return None;
        }
        let ours = self.claim.modifier(claim);
        let theirs = self
            .prose
            .modifier(prose)
            .filter(|hit| ours.is_some() || !self.is_loose(hit, claim, prose));
        let said = |side: &Side<'_>, range: &Range<usize>| side.words(range).to_owned();
        match (ours, theirs) {
            (Some(_), None) if self.prose.refers_back(prose) => None,
            (Some((_, range)), None) => Some(Disagreement::ModifierLost(said(&self.claim, &range))),
            (None, Some((_, range))) => Some(Disagreement::ModifierAdded(said(&self.prose, &range))),
            (Some((one, claim)), Some((other, prose))) if !one.agrees_with(other) => {
                Some(Disagreement::ModifierChanged {
                    claim: said(&self.claim, &claim),
                    prose: said(&self.prose, &prose),
                })
            }
            _ => None,
        }
    }

    /// Whether an added modifier may be none: "from" may be any; "over eight years" means during; "about 230" rounds a claim of 229.9.
    fn is_loose(&self, hit: &phrases::Hit<Modifier>, claim: &Figure, prose: &Figure) -> bool {
        let is_from = self.prose.words(&hit.1).eq_ignore_ascii_case("from");
        let is_over = self.prose.words(&hit.1).eq_ignore_ascii_case("over");
        let is_time = self.prose.noun(prose).is_some_and(|noun| {
            [
                "year", "month", "week", "day", "decade", "quarter", "hour", "minute",
            ]
            .contains(&noun.as_str())
        });
        let digits = |side: &Side<'_>, figure: &Figure| -> String {
            let all = side.words(&figure.tokens).chars();
            all.filter(|mark| mark.is_ascii_digit() || *mark == '.').collect()
        };
        let (ours, theirs) = (digits(&self.claim, claim), digits(&self.prose, prose));
        let rounds = !ours.is_empty() && !theirs.is_empty() && ours != theirs;
        is_from || (is_over && is_time) || rounds
    }

    fn boundary(&self, claim: &Figure, prose: &Figure) -> Option<Disagreement> {
        if prose.class != Class::Date {
            return None;
        }
        let (ours, claim) = boundary_around(&self.claim.tokens, claim.tokens.clone())?;
        let (theirs, prose) = boundary_around(&self.prose.tokens, prose.tokens.clone())?;
        (ours != theirs).then(|| Disagreement::Boundary {
            claim: self.claim.words(&claim).to_owned(),
            prose: self.prose.words(&prose).to_owned(),
        })
    }

    /// "cannot or chooses not" for "cannot and chooses not": the same words before and behind, three of them at least.
    fn connector(&self) -> Option<Disagreement> {
        let ours = connectors(&self.claim.tokens);
        let theirs = connectors(&self.prose.tokens);
        let same = |one: &Range<usize>, other: &Range<usize>| {
            self.claim
                .words(one)
                .eq_ignore_ascii_case(self.prose.words(other))
        };
        let kept = |claim: &&Range<usize>| {
            theirs
                .iter()
                .any(|prose| self.neighbours(claim, prose) && same(claim, prose))
        };
        let changed = ours.iter().filter(|claim| !kept(claim)).find_map(|claim| {
            let prose = theirs.iter().find(|prose| self.neighbours(claim, prose))?;
            Some((claim, prose))
        })?;
        let around = |range: &Range<usize>| range.start - 1..range.end + 1;
        Some(Disagreement::Connector {
            claim: self.claim.words(&around(changed.0)).to_owned(),
            prose: self.prose.words(&around(changed.1)).to_owned(),
        })
    }

    fn neighbours(&self, claim: &Range<usize>, prose: &Range<usize>) -> bool {
        let equal = |ours: Option<usize>, theirs: Option<usize>| {
            let ours = ours.and_then(|at| self.claim.tokens.get(at));
            let theirs = theirs.and_then(|at| self.prose.tokens.get(at));
            matches!((ours, theirs), (Some(one), Some(other)) if is_same_word(one, other))
        };
        let before = |back| equal(claim.start.checked_sub(back), prose.start.checked_sub(back));
        let behind = |on| equal(Some(claim.end + on), Some(prose.end + on));
        before(1) && behind(0) && (before(2) || behind(1))
    }
}

/// Articles and their like are the same everywhere, and say nothing.
fn is_same_word(one: &Token<'_>, other: &Token<'_>) -> bool {
    let says_nothing = one.is_any(&["the", "a", "an", "of", "to", "in", "its", "their"]);
    one.kind == Kind::Letters && one.text.eq_ignore_ascii_case(other.text) && !says_nothing
}

/// Where "and", "or" and "and/or" stand between two words.
fn connectors(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
    let ends = (1..tokens.len()).filter_map(|at| match () {
        () if is(at, "and") && is(at + 1, "/") && is(at + 2, "or") => Some(at..at + 3),
        () if is(at - 1, "/") => None,
        () if is(at, "and") || is(at, "or") => Some(at..at + 1),
        () => None,
    });
    ends.filter(|range| range.end < tokens.len()).collect()
}
