//! A claim that does not have the value that its formula gives.

mod amounts;
mod circles;

use crate::chart::number;
use crate::desk::evidence::{Evidence, Placed};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::registry::claim::Claim;
use crate::registry::told::{overlap, quantity, ratio};
use crate::site::claims::ClaimEntry;
use crate::wording::figures::value;
use crate::wording::formula::{self, Fault, Formula, Quantity, Ratio, Shown, Unit, agrees};
use std::sync::Arc;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Arithmetic,
    look: Look::Site(look),
    why: "A sum that is shown is worked out again, as exactly as it is shown: \"$230B\" may be 230.4. A claim's `amount` and `unit` must \
          say what its `value` says. Claims whose dates do not meet are not to be reckoned with each other: that is a warning, \
          unless a `note` of the claim tells readers of it. An operand without an amount is a note.",
    example: "[total]\nvalue = \"$55B\"\nformula = \"{first} + {second}\"    # $15B and $35B",
    mend: "put the value, the formula or the operand right; give each operand an `amount`.",
    options: None,
};

fn look(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    let tables = evidence.claims();
    let (mut found, in_circles) = circles::look(evidence, &tables);
    for table in &tables {
        found.extend(amounts::look(table));
        let entry = evidence.claim(table.owner, &table.record.id);
        let is_in_circle = entry.is_some_and(|entry| in_circles.contains(&entry.place));
        let text = table.record.formula.as_deref().filter(|_| !is_in_circle);
        // What is no formula was reported when it was read.
        if let Some(Ok(formula)) = text.map(formula::parse) {
            found.extend(worked_out(evidence, table, &formula));
            found.extend(dates(evidence, table, &formula));
        }
    }
    found
}

fn finding(table: &Placed<'_, Claim>, message: String) -> Diagnostic {
    Diagnostic::new(Code::Arithmetic, table.span.clone(), message)
}

/// Holds a claim against what its formula gives.
fn worked_out(evidence: &Evidence<'_>, table: &Placed<'_, Claim>, formula: &Formula) -> Option<Diagnostic> {
    let claim = table.record;
    let operand = |id: &str| evidence.claim(table.owner, id);
    let as_shown = |id: &str| amount_of(&operand(id)?.record);
    let as_share = |id: &str| as_shown(id).and_then(share);
    let result = match formula.evaluate(&as_shown) {
        Ok(result) => result,
        Err(fault) => return fault_of(table, formula, &fault, &|id| operand(id).is_some()),
    };
    let shown = shown(claim)?;
    let text = claim.formula.as_deref().unwrap_or_default();
    if let Some(unit) = other_unit(&result, claim) {
        let message = format!(
            "`{text}` gives {unit}, but the claim `{}` is \"{}\"",
            claim.id, claim.value
        );
        return Some(finding(table, message).hint("put the formula or the unit right"));
    }
    // `{share} * {whole}` may take a percentage for the number shown or for hundredths: either will do.
    let shared = formula.evaluate(&as_share).ok();
    // "40%" may be worked out as 0.4 of the whole.
    let hundredth = as_percent(&result, claim);
    let fits = [Some(&result), shared.as_ref(), hundredth.as_ref()];
    if fits
        .into_iter()
        .flatten()
        .any(|result| agrees(shown, result.amount))
    {
        return None;
    }
    let nearest = shared.as_ref().filter(|shared| is_nearer(shown, shared, &result));
    let message = format!(
        "`{text}` gives {}, but the claim `{}` is \"{}\"",
        told(nearest.unwrap_or(&result)),
        claim.id,
        claim.value
    );
    Some(finding(table, message).hint("put the value, the formula or an operand right"))
}

/// A plain share as the percentage that a claim shows.
fn as_percent(result: &Quantity, claim: &Claim) -> Option<Quantity> {
    let is_percent = amount_of(claim)?.unit == Some(Unit::Percent);
    let amount = result.amount.times(&Ratio::whole(100))?;
    (is_percent && result.unit.is_none()).then(|| Quantity::plain(amount))
}

/// What stops a sum. An operand that is not there is told as a name that nothing carries.
fn fault_of(
    table: &Placed<'_, Claim>,
    formula: &Formula,
    fault: &Fault,
    is_there: &dyn Fn(&str) -> bool,
) -> Option<Diagnostic> {
    let claim = table.record;
    if let Fault::NoAmount(id) = fault {
        if !formula.ids().into_iter().all(is_there) {
            return None;
        }
        let message = format!("the formula of `{}` cannot be worked out: {fault}", claim.id);
        let mut note = finding(table, message);
        note.severity = Severity::Note;
        return Some(note.hint(format!("give `{id}` an `amount`: 13000000000")));
    }
    let message = format!("the formula of `{}` cannot be worked out: {fault}", claim.id);
    Some(finding(table, message).hint("put the formula right, or the units of what it names"))
}

/// A claim as a quantity: its amount, else its value.
fn amount_of(claim: &Claim) -> Option<Quantity> {
    match &claim.amount {
        Some(amount) => Quantity::read(amount, claim.unit.as_deref()),
        None => {
            let unit = claim.unit.as_deref().and_then(Unit::read);
            let told = quantity(&claim.value).or_else(|| quantity(claim.prose.as_deref()?))?;
            Some(Quantity {
                unit: unit.or(told.unit),
                ..told
            })
        }
    }
}

/// The same, a percentage as hundredths.
fn share(quantity: Quantity) -> Option<Quantity> {
    match quantity.unit {
        Some(Unit::Percent) => Some(Quantity::plain(quantity.amount.over(&Ratio::whole(100))?)),
        _ => Some(quantity),
    }
}

/// A claim as readers see it. The words of a sentence may bound it where the value does not.
fn shown(claim: &Claim) -> Option<Shown> {
    let prose = claim.prose.as_deref().and_then(value);
    let prose_modifier = prose.as_ref().and_then(|figure| figure.modifier);
    let (amount, last_place, modifier) = match value(&claim.value) {
        Some(figure) if figure.amount.is_some() && figure.upper.is_none() => {
            let amount = figure.amount?;
            (ratio(amount)?, amount.place(), figure.modifier)
        }
        Some(figure) if figure.upper.is_some() => return None,
        _ => {
            let amount = claim.amount.as_deref()?;
            (Ratio::read(amount)?, last_place(amount), None)
        }
    };
    let is_negative = claim
        .amount
        .as_deref()
        .is_some_and(|amount| amount.starts_with('-'));
    let amount = match is_negative && amount > Ratio::ZERO {
        true => Ratio::ZERO.minus(&amount)?,
        false => amount,
    };
    Some(Shown {
        amount,
        last_place,
        modifier: modifier.or(prose_modifier),
    })
}

/// The last place of a plain number that is no naught: 10 for 230000000000.
fn last_place(amount: &str) -> i32 {
    let count = |length: usize| i32::try_from(length).unwrap_or(0);
    match amount.split_once('.') {
        Some((_, part)) => -count(part.trim_end_matches('0').len()),
        None => count(amount.len() - amount.trim_end_matches('0').len()),
    }
}

/// The unit of a result, where the claim says that it is of another. Only money and percentages are told apart for sure.
fn other_unit(result: &Quantity, claim: &Claim) -> Option<Unit> {
    let own = amount_of(claim)?.unit?;
    let unit = result.unit.clone()?;
    let is_sure = |unit: &Unit| matches!(unit, Unit::Money(_) | Unit::Percent);
    (is_sure(&own) && is_sure(&unit) && own != unit).then_some(unit)
}

fn is_nearer(shown: Shown, one: &Quantity, other: &Quantity) -> bool {
    let distance = |quantity: &Quantity| quantity.amount.minus(&shown.amount).and_then(|gap| gap.size());
    matches!((distance(one), distance(other)), (Some(one), Some(other)) if one < other)
}

fn told(quantity: &Quantity) -> String {
    match &quantity.unit {
        Some(unit @ (Unit::Money(_) | Unit::Percent)) => format!("{} {unit}", grouped(&quantity.amount)),
        _ => grouped(&quantity.amount),
    }
}

/// "230,040,000,000": a long number can be read, and "2032" may be a year.
fn grouped(amount: &Ratio) -> String {
    let text = amount.to_string();
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
    match whole.len() > 4 {
        true => number::grouped(&text),
        false => text,
    }
}

/// Operands that are not of one time.
fn dates(evidence: &Evidence<'_>, table: &Placed<'_, Claim>, formula: &Formula) -> Option<Diagnostic> {
    let claim = table.record;
    if claim.note.is_some() {
        return None;
    }
    let operands = formula.ids().into_iter();
    let operands: Vec<(&str, &Arc<ClaimEntry>)> = operands
        .filter_map(|id| Some((id, evidence.claim(table.owner, id)?)))
        .filter(|(_, entry)| entry.record.as_of.is_some())
        .collect();
    // The earliest to end and the latest to begin are apart, or none are.
    let (first, one) = operands
        .iter()
        .min_by_key(|(_, entry)| entry.record.as_of.map(|date| date.last_day()))?;
    let (second, other) = operands
        .iter()
        .max_by_key(|(_, entry)| entry.record.as_of.map(|date| date.first_day()))?;
    let (from, to) = (one.record.as_of?, other.record.as_of?);
    if overlap(Some(&from), Some(&to)) {
        return None;
    }
    let message = format!(
        "the formula of `{}` reckons with figures of different dates: `{first}` is as of {}, `{second}` of {}",
        claim.id,
        from.words(),
        to.words()
    );
    let mut warning = finding(table, message);
    warning.severity = Severity::Warning;
    Some(warning.hint("take figures of one date, or tell readers in a `note` of the claim"))
}
