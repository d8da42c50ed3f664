//! What contradicts a claim in its own table: its history, and the words that its sources are quoted with.

use super::{Looked, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::told::{plain_figure, ratio, same_value};
use crate::site::Site;
use crate::wording::figures::{Amount, Modifier, figures};

const MEND: &str = "mend what is wrong, or say in `acknowledged` why both stand";

/// Looks at one table.
pub fn look<'s>(site: &'s Site, table: Table<'s>, looked: &mut Looked<'s>) {
    for (other, message) in history(table).into_iter().chain(quotations(table)) {
        let values = [&*table.claim.value, &*other];
        if looked.acknowledge(&[table], values) {
            continue;
        }
        let Some(span) = table.span(site) else { continue };
        let hint = looked.hint(&[table], values, MEND);
        looked
            .found
            .push(Diagnostic::new(Code::Contradiction, span, message).hint(hint));
    }
}

/// Holds a table against the history of another: what was, as one tells it, and what is for the same date, as the
/// other does.
pub fn history_of_other<'s>(
    site: &'s Site,
    [table, other]: [Table<'s>; 2],
    acknowledging: &[Table<'s>],
    looked: &mut Looked<'s>,
) {
    let claim = table.claim;
    let Some(date) = claim.as_of else { return };
    let of_date = other
        .claim
        .history
        .iter()
        .filter(|earlier| earlier.as_of == Some(date));
    for earlier in of_date.filter(|earlier| !same_value(&earlier.value, &claim.value)) {
        let values = [&*claim.value, &*earlier.value];
        let Some(span) = table
            .span(site)
            .filter(|_| !looked.acknowledge(acknowledging, values))
        else {
            continue;
        };
        let message = format!(
            "the claim `{}` is \"{}\" as of {} here, but \"{}\" for the same date in a history elsewhere",
            claim.id,
            claim.value,
            date.words(),
            earlier.value
        );
        let hint = looked.hint(acknowledging, values, MEND);
        let problem = Diagnostic::new(Code::Contradiction, span, message).hint(hint);
        looked.found.push(match other.span(site) {
            Some(other) => problem.related(other, "the claim with that history"),
            None => problem,
        });
    }
}

/// Values of the history that carry the date of the claim itself, each with what to say of it.
fn history(table: Table<'_>) -> Vec<(String, String)> {
    let claim = table.claim;
    let Some(date) = claim.as_of else {
        return Vec::new();
    };
    let of_date = claim.history.iter().filter(|earlier| earlier.as_of == Some(date));
    let apart = of_date.filter(|earlier| !same_value(&earlier.value, &claim.value));
    let told = apart.map(|earlier| {
        let message = format!(
            "the claim `{}` is \"{}\" as of {}, but \"{}\" for the same date in its history",
            claim.id,
            claim.value,
            date.words(),
            earlier.value
        );
        (earlier.value.clone(), message)
    });
    told.collect()
}

/// Quotations that hold figures of the claim's unit and not its own, each with what to say of it. What is worked out
/// need not stand in any source.
fn quotations(table: Table<'_>) -> Option<(String, String)> {
    let claim = table.claim;
    let quoted = || claim.sources.iter().filter(|source| source.quote.is_some());
    if claim.formula.is_some() || quoted().next().is_none() {
        return None;
    }
    let own = plain_figure(&claim.value)?;
    let (amount, unit) = (own.amount?, own.unit.as_ref()?);
    let told = [Some(&claim.value), claim.prose.as_ref(), claim.text.as_ref()];
    let mut told = told.into_iter().flatten().flat_map(|words| figures(words));
    let bounded = told.any(|figure| figure.modifier == Some(Modifier::UpTo));
    quoted().find_map(|source| {
        let words = source.quote.as_deref()?;
        let mut alike = figures(words)
            .into_iter()
            .filter(|figure| figure.kind == own.kind && figure.unit.as_ref() == Some(unit))
            .peekable();
        let first = alike.peek()?;
        let bound = if first.modifier == Some(Modifier::UpTo) {
            "up to "
        } else {
            ""
        };
        let first = format!("{bound}{}", words.get(first.range.clone())?);
        // Some amounts that no machine reads: one of them may be the claim's.
        let agrees = alike.any(|figure| {
            let ends = [figure.amount, figure.upper];
            let is_alike = ends.into_iter().flatten().any(|end| alike_in_size(end, amount));
            // "up to $50 billion" does not bear out $50 billion; other modifiers may be rounded away.
            let is_bounded = figure.modifier == Some(Modifier::UpTo) && !bounded;
            figure.amount.is_none() || (is_alike && !is_bounded)
        });
        let message = format!(
            "the claim `{}` is \"{}\", but the words of `{}` that it quotes say \"{first}\"",
            claim.id, claim.value, source.id
        );
        (!agrees).then_some((first, message))
    })
}

/// "a hit of $3.1 billion" bears out -$3.1B.
fn alike_in_size(one: Amount, other: Amount) -> bool {
    let size = |amount| ratio(amount).and_then(|ratio| ratio.size());
    one.agrees_with(other) || size(one).is_some_and(|size_of_one| Some(size_of_one) == size(other))
}
