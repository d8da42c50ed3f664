//! Whether a figure that is shown agrees with one that is worked out.

use super::Ratio;
use crate::wording::figures::Modifier;

/// A figure as readers see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// How much, in plain units.
    pub amount: Ratio,
    /// The power of ten of its last significant place: 9 for "$230 billion", -1 for "27.0".
    pub last_place: i32,
    /// The word that bounds it.
    pub modifier: Option<Modifier>,
}

/// Whether a figure agrees with the result of a formula, at the precision shown: as far as half a unit of its last
/// place. A modifier widens that:
///
/// - "about": within 5 % as well;
/// - "more than", "+" and "at least": from the figure (which "more than" leaves out) to half as much again: "more
///   than 13" for 40 is true, and tells readers nothing;
/// - "less than": below the figure, down to two thirds of it;
/// - "up to" and "nearly": at most the figure, rounded, and not below nine tenths of it. The formula of a claim
///   with "up to" works out its ceiling.
pub fn agrees(shown: Shown, computed: Ratio) -> bool {
    within(shown, &computed).unwrap_or(false)
}

/// None where a bound cannot be worked out exactly: amounts of more than thirty digits.
fn within(shown: Shown, computed: &Ratio) -> Option<bool> {
    let half = Ratio::power_of_ten(shown.last_place)?.over(&Ratio::whole(2))?;
    let distance = shown.amount.minus(computed)?.size()?;
    // Bounds are about sizes: a loss of "more than $3 billion" lies below -3.
    let sign = if shown.amount < Ratio::ZERO { -1 } else { 1 };
    let amount = shown.amount.times(&Ratio::whole(sign))?;
    let computed = computed.times(&Ratio::whole(sign))?;
    let share = |hundredths| amount.times(&Ratio::new(hundredths, 100)?);
    let rounded = amount.plus(&half)?;
    Some(match shown.modifier {
        None => distance <= half,
        Some(Modifier::About) => distance <= half.max(share(5)?),
        Some(Modifier::MoreThan) => computed > amount && computed < share(150)?,
        Some(Modifier::AtLeast) => computed >= amount && computed < share(150)?,
        Some(Modifier::LessThan) => computed < amount && computed.times(&Ratio::whole(3))? > share(200)?,
        Some(Modifier::UpTo | Modifier::Nearly) => computed <= rounded && computed >= share(90)?,
    })
}
