//! What the values of claims say, as far as a machine can read them: `$13B+` is `more than $13 billion`.

use crate::input::date::PartialDate;
use crate::wording::figures::{Amount, Figure, FigureKind, Modifier, value};
use crate::wording::formula::{Quantity, Ratio, Unit};

/// Whether two values say the same. Where one of them is no figure, they are compared as words.
pub fn same_value(one: &str, other: &str) -> bool {
    if folded(one) == folded(other) {
        return true;
    }
    match (plain_figure(one), plain_figure(other)) {
        (Some(one), Some(other)) => {
            one.kind == other.kind
                && one.unit == other.unit
                && one.amount.is_some()
                && one.amount == other.amount
                && one.upper == other.upper
                && same_modifier(one.modifier, other.modifier)
        }
        _ => false,
    }
}

/// Whether two amounts for machines are one: `13e9` is `13000000000`.
pub fn same_amount(one: &str, other: &str) -> bool {
    match (Ratio::read(one), Ratio::read(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

/// Letters in lower case, gaps as one space.
pub fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whether two dates can be of one moment. What has no date may be of any.
pub fn overlap(one: Option<&PartialDate>, other: Option<&PartialDate>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
}

/// The figure that a value is, where it says nothing besides.
pub fn plain_figure(text: &str) -> Option<Figure> {
    let figure = value(text)?;
    let words_before = text.get(..figure.range.start)?.split_whitespace();
    let words_behind = text.get(figure.range.end..)?.split_whitespace();
    let words = words_before.chain(words_behind);
    let count = words.filter(|word| word.contains(char::is_alphanumeric)).count();
    // "a loss of about $3 billion" is more than a figure.
    let most = if figure.modifier.is_some() { MOST_WORDS } else { 0 };
    (count <= most).then_some(figure)
}

/// "no more than about"
const MOST_WORDS: usize = 4;

/// "at least" and "more than" are one, as the `+` of "$13B+" is either.
fn same_modifier(one: Option<Modifier>, other: Option<Modifier>) -> bool {
    let plain = |modifier| match modifier {
        Some(Modifier::AtLeast) => Some(Modifier::MoreThan),
        other => other,
    };
    plain(one) == plain(other)
}

/// An amount as sums take it; none where it would not be exact.
pub fn ratio(amount: Amount) -> Option<Ratio> {
    let (mantissa, divisor, power) = amount.parts();
    Ratio::new(mantissa, divisor)?.times(&Ratio::power_of_ten(power)?)
}

/// What a value says as a quantity, for sums.
pub fn quantity(text: &str) -> Option<Quantity> {
    let figure = value(text)?;
    let amount = ratio(figure.amount.filter(|_| figure.upper.is_none())?)?;
    let is_known = matches!(figure.kind, FigureKind::Money | FigureKind::Percent);
    let unit = figure.unit.as_deref().filter(|_| is_known).and_then(Unit::read);
    Some(Quantity { amount, unit })
}
