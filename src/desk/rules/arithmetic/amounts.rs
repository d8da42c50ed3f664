//! Amounts for machines that are not what readers see.

use super::{finding, shown};
use crate::desk::evidence::Placed;
use crate::diagnostic::Diagnostic;
use crate::registry::claim::Claim;
use crate::registry::told::{plain_figure, ratio};
use crate::wording::figures::{Figure, FigureKind};
use crate::wording::formula::{Ratio, Unit};

/// Holds `amount` and `unit` of a claim against its own value, and against the words for sentences.
pub fn look(table: &Placed<'_, Claim>) -> Option<Diagnostic> {
    let claim = table.record;
    let told = [("value", Some(&claim.value)), ("prose", claim.prose.as_ref())];
    told.into_iter().find_map(|(key, text)| {
        let text = text?;
        let figure = plain_figure(text)?;
        amount(table, key, text, &figure).or_else(|| unit(table, key, text, &figure))
    })
}

fn amount(table: &Placed<'_, Claim>, key: &str, text: &str, figure: &Figure) -> Option<Diagnostic> {
    let claim = table.record;
    let (written, told) = (claim.amount.as_deref()?, figure.amount?);
    if figure.upper.is_some() || !is_plain(claim.unit.as_deref(), figure) {
        return None;
    }
    let (given, size) = (Ratio::read(written)?.size()?, ratio(told)?.size()?);
    let half = Ratio::power_of_ten(told.place())?.over(&Ratio::whole(2))?;
    let distance = given.minus(&size)?.size()?;
    // A share may be written as 0.27 for "27%", where no unit says otherwise.
    let is_share = figure.kind == FigureKind::Percent
        && claim.unit.as_deref().and_then(Unit::read) != Some(Unit::Percent);
    let as_share = given.times(&Ratio::whole(100))?.minus(&size)?.size()?;
    if distance <= half || is_share && as_share <= half {
        return None;
    }
    let message = format!(
        "the amount of `{}` is {written}, but its {key} is \"{text}\"",
        claim.id
    );
    let hint =
        match shown(claim).filter(|_| key == "value" && ratio(told).is_some_and(|told| told.is_whole())) {
            Some(_) => format!("write amount = {}", ratio(told)?),
            None => "make them agree".to_owned(),
        };
    Some(finding(table, message).hint(hint))
}

/// Whether an amount of this unit is in plain units, as far as a machine can tell: not in "billions of USD".
fn is_plain(unit: Option<&str>, figure: &Figure) -> bool {
    match (unit.and_then(Unit::read), figure.kind) {
        (None, _) => true,
        (Some(Unit::Money(_)), kind) => kind == FigureKind::Money,
        (Some(Unit::Percent), kind) => kind == FigureKind::Percent,
        (Some(_), _) => false,
    }
}

fn unit(table: &Placed<'_, Claim>, key: &str, text: &str, figure: &Figure) -> Option<Diagnostic> {
    let claim = table.record;
    let own = Unit::read(claim.unit.as_deref()?)?;
    let told = Unit::read(figure.unit.as_deref()?)?;
    let is_sure = |unit: &Unit| matches!(unit, Unit::Money(_) | Unit::Percent);
    if !is_sure(&own) || !is_sure(&told) || own == told {
        return None;
    }
    let message = format!("the unit of `{}` is {own}, but its {key} is \"{text}\"", claim.id);
    Some(finding(table, message).hint("make them agree"))
}
