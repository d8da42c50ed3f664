//! The figures that a text states: money, percentages, measures, counts, multiples and fractions.
//!
//! A figure is a claim about the world that a reader may want a source for. Numbers that only name or order something
//! are none: years, dates, times, ages, ordinals, versions, pages, laws, addresses, scores, telephone numbers. Spans of
//! time are none either, unless a magnitude stands with them (`12 million hours`). What a text counts of its own
//! (reasons, steps, parts) is none.
//!
//! Small numbers of ordinary things are told apart so: with digits, two and more of anything are a figure
//! (`12 countries`). In words, up to twelve are one only of people (`seven people died`), from three on also of plants,
//! states, ships and the like (`three plants`), and of nothing that is known already (`the two companies`, `all five`).
//! From thirteen on, any plural noun will do; of companies and the like, four.
//!
//! Peoples are people (`two Americans`). Prizes count from three on, the dead from two. A number after `top`,
//! in the name of a race (`the men's 400m`) or of a work (`12 Angry Men`), or of an age (`cut from 21 to 18`) is none.
//! Times are a figure from ten on, in digits, or where they are a record (`won it 14 times`), pages from a thousand on.
//!
//! Points are a figure where something moves by them (`leads by 3 points`), spans of time where they were measured
//! (`14.9 months`, `45,000 years old`). What comes after `per` belongs to the figure before it
//! (`4.8 murders per 100,000 people`).
//!
//! A figure's range holds its number, magnitude and unit, and of a count the noun with the adjectives before it. The
//! words that bend it (`more than`) stand outside and are its [`Modifier`]; a `+` right after it is inside.

mod amount;
mod counts;
mod currency;
mod guards;
mod idioms;
mod lexicon;
mod measure;
mod modifier;
mod multiple;
mod nouns;
mod number;
mod reading;
mod share;
mod superlatives;
mod token;
mod unit_names;
mod units;
mod vague;

use std::ops::Range;

pub use amount::Amount;
pub use superlatives::superlatives;

use lexicon::{ARTICLE, CURRENCY, MAGNITUDE, MONTH, MULTIPLE, NUMBER, PART, SOME, VAGUE};
use token::{Kind, Tokens};

/// A figure in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it measures.
    pub kind: FigureKind,
    /// Its value, or the smaller end of a range; none for `thousands of workers`.
    pub amount: Option<Amount>,
    /// The greater end of a range such as `5 to 10 percent`.
    pub upper: Option<Amount>,
    /// Its unit under one name: `USD`, `%`, `percentage points`, `km`, `people`.
    pub unit: Option<String>,
    /// How the words around it bend it.
    pub modifier: Option<Modifier>,
}

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureKind {
    /// `$13 billion`
    Money,
    /// `27 percent`, `40 basis points`
    Percent,
    /// `300 km`
    Quantity,
    /// `1,200 employees`, and numbers without a unit
    Count,
    /// `doubled`, `3x`
    Multiple,
    /// `two-thirds`, `one in five`
    Fraction,
}

/// How the words around a figure bend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modifier {
    /// `up to`, `at most`, `as much as`
    UpTo,
    /// `at least`, `or more`, `+`
    AtLeast,
    /// `more than`, `over`
    MoreThan,
    /// `less than`, `under`
    LessThan,
    /// `nearly`, `almost`
    Nearly,
    /// `about`, `around`, `an estimated`
    About,
}

/// The figures of a text, in order.
pub fn figures(text: &str) -> Vec<Figure> {
    let tokens = Tokens::of(text);
    let (mut at, mut found) = (0, Vec::new());
    while at < tokens.len() {
        let (figure, next) = step(&tokens, at);
        found.extend(figure.map(|found| found.finished(&tokens).figure));
        at = next.max(at + 1);
    }
    found
}

/// What a claim's display value says, read as a whole: `$13B+`, `about 27 %`, `2032`; none where it is no figure.
pub fn value(text: &str) -> Option<Figure> {
    let tokens = Tokens::of(text);
    let found = (0..tokens.len().min(MOST_BEFORE)).find_map(|at| whole(&tokens, at));
    if let Some(found) = found {
        return Some(found.figure);
    }
    let mut stated = figures(text);
    (stated.len() == 1).then(|| stated.remove(0))
}

/// Whether a table's cell is just a number: no year, no date, no ordinal, no unit.
pub fn is_bare_number(cell: &str) -> bool {
    let tokens = Tokens::of(cell);
    let sign = usize::from(['-', '+', '~'].iter().any(|mark| tokens.is_mark(0, *mark)));
    if !tokens.is_number(sign) {
        return false;
    }
    number::digits_at(&tokens, sign).is_some_and(|number| {
        let year = number.is_year() && number.small().is_some_and(|value| value >= 1800);
        number.next == tokens.len() && !year
    })
}

/// How many tokens may stand before the number of a display value: `not more than about`.
const MOST_BEFORE: usize = 6;

/// The figure from a token to the text's end, without regard to what makes numbers names in prose.
fn whole(tokens: &Tokens, at: usize) -> Option<Found> {
    let dated = (0..tokens.len().min(MOST_BEFORE)).any(|at| tokens.has(at, MONTH));
    let plain = || {
        let reading = reading::reading(tokens, at).filter(|_| !dated)?;
        let (amount, kind) = (reading.amount, FigureKind::Count);
        let bare = || Found::new(tokens, reading.start, reading.next, kind, amount).up_to(reading.upper);
        Some(measure::with_unit(tokens, &reading).unwrap_or_else(bare))
    };
    let candidates = [step(tokens, at).0, share::alone(tokens, at), plain()];
    candidates
        .into_iter()
        .flatten()
        .map(|found| found.finished(tokens))
        .find(|found| {
            let start = found.start;
            let sign = |mark: &char| start > 0 && tokens.is_mark(start - 1, *mark);
            let leads = start == 0
                || modifier::before(tokens, start).is_some()
                || ['~', '<', '>', '('].iter().any(sign);
            let more = usize::from(tokens.is(found.next, &["or"])) * 2;
            leads && found.next + more >= tokens.len()
        })
}

/// A figure, and the token after it.
struct Found {
    start: usize,
    next: usize,
    figure: Figure,
}

impl Found {
    fn new(tokens: &Tokens, start: usize, next: usize, kind: FigureKind, amount: Option<Amount>) -> Self {
        let byte = |at: usize, of: fn(&token::Token) -> usize| tokens.get(at).map_or(0, of);
        let range = byte(start, |token| token.start)..byte(next - 1, |token| token.end);
        let figure = Figure {
            range,
            kind,
            amount,
            upper: None,
            unit: None,
            modifier: None,
        };
        Self { start, next, figure }
    }

    fn in_unit(mut self, unit: &str) -> Self {
        self.figure.unit = Some(unit.to_owned());
        self
    }

    fn up_to(mut self, upper: Option<Amount>) -> Self {
        self.figure.upper = upper;
        self
    }

    /// With the modifiers that stand around it.
    fn finished(mut self, tokens: &Tokens) -> Self {
        self.figure.modifier = modifier::before(tokens, self.start);
        if let Some((modifier, next)) = modifier::after(tokens, self.next) {
            self.figure.modifier = Some(modifier);
            self.figure.range.end = tokens
                .get(next - 1)
                .map_or(self.figure.range.end, |token| token.end);
            self.next = next;
        }
        self
    }
}

/// Reads what begins at a token: a figure or none, and where to read on.
fn step(tokens: &Tokens, at: usize) -> (Option<Found>, usize) {
    let Some(token) = tokens.get(at) else {
        return (None, at + 1);
    };
    match token.kind {
        Kind::Number => measure::number(tokens, at),
        Kind::Mark(mark) if currency::currency_sign(mark).is_some() => measure::number(tokens, at),
        Kind::Mark(_) => passed(share::character(tokens, at), at),
        Kind::Word => word(tokens, at, token.marks),
    }
}

fn passed(found: Option<Found>, at: usize) -> (Option<Found>, usize) {
    let next = found.as_ref().map_or(at + 1, |found| found.next);
    (found, next)
}

fn word(tokens: &Tokens, at: usize, marks: lexicon::Marks) -> (Option<Found>, usize) {
    if marks & (ARTICLE | PART | NUMBER | VAGUE | SOME | MULTIPLE | CURRENCY) == 0 {
        return (None, at + 1);
    }
    let article = marks & ARTICLE != 0;
    if article || marks & (PART | NUMBER) != 0 {
        let found = share::share(tokens, at).or_else(|| part_of_magnitude(tokens, at));
        if found.is_some() {
            return passed(found, at);
        }
    }
    if marks & (VAGUE | SOME) != 0 {
        return passed(vague::size(tokens, at), at);
    }
    if marks & MULTIPLE != 0 {
        return passed(multiple::word(tokens, at), at);
    }
    let counts = marks & NUMBER != 0 && number::number_word(tokens.word(at)).is_some();
    let hundred = article && tokens.has(at + 1, MAGNITUDE);
    // `A$310m`, but not `a 310`
    let sign = tokens.is_mark(at + 1, '$') && !tokens.gap(at + 1);
    let money = marks & CURRENCY != 0 && (!article || sign);
    if counts || hundred || money {
        return measure::number(tokens, at);
    }
    (None, at + 1)
}

/// `half a million customers`, `half a kilo`, `half a percentage point`, `a quarter of a million`.
fn part_of_magnitude(tokens: &Tokens, at: usize) -> Option<Found> {
    let half = tokens.is(at, &["half"]).then_some((1, 2, at + 1));
    let quarter = (tokens.is(at, &["a"]) && tokens.is(at + 1, &["quarter"]) && tokens.is(at + 2, &["of"]))
        .then_some((1, 4, at + 3));
    let (over, under, article) = half.or(quarter)?;
    if !tokens.is(article, &["a", "an"]) {
        return None;
    }
    let part = Amount::ratio(over, under);
    if let Some((unit, next)) = units::unit_at(tokens, article + 1) {
        return Some(Found::new(tokens, at, next, unit.kind, Some(part)).in_unit(unit.name));
    }
    if tokens.is(article + 1, &["dozen"]) {
        let counted = nouns::noun(tokens, article + 2)?;
        let unit = tokens.word(counted.at).to_lowercase();
        let amount = part.times(12);
        return Some(Found::new(tokens, at, counted.at + 1, FigureKind::Count, amount).in_unit(&unit));
    }
    let power = units::magnitude(tokens.word(article + 1))?;
    let amount = Some(part.scaled(power));
    if let Some((unit, next)) = units::unit_at(tokens, article + 2) {
        return Some(Found::new(tokens, at, next, unit.kind, amount).in_unit(unit.name));
    }
    Some(match nouns::noun(tokens, article + 2) {
        Some(noun) => {
            let unit = tokens.word(noun.at).to_lowercase();
            Found::new(tokens, at, noun.at + 1, FigureKind::Count, amount).in_unit(&unit)
        }
        None => Found::new(tokens, at, article + 2, FigureKind::Count, amount),
    })
}
