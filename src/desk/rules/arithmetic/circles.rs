//! Formulas that name each other in a circle.

use super::finding;
use crate::desk::backing::listing;
use crate::desk::evidence::{Evidence, Placed};
use crate::diagnostic::Diagnostic;
use crate::registry::claim::Claim;
use crate::wording::formula;
use std::collections::{BTreeMap, BTreeSet};

/// Reports each circle once, at the table of one of its claims, and says which claims are in one, by their places in
/// the index.
pub fn look(evidence: &Evidence<'_>, tables: &[Placed<'_, Claim>]) -> (Vec<Diagnostic>, BTreeSet<usize>) {
    let (operands, tables) = operands(evidence, tables);
    let mut found = Vec::new();
    let mut in_circles = BTreeSet::new();
    for circle in circles(&operands) {
        let names: Vec<String> = circle
            .iter()
            .chain(circle.first())
            .map(|place| format!("`{}`", evidence.site().claims.entries[*place].record.id))
            .collect();
        let message = format!("these formulas go in a circle: {}", listing(&names));
        if let Some(table) = circle.first().and_then(|place| tables.get(place)) {
            found
                .push(finding(table, message).hint("give one of them a value of its own, without a formula"));
        }
        in_circles.extend(circle);
    }
    (found, in_circles)
}

/// What the formula of each claim names, and the table that holds it.
type Operands = BTreeMap<usize, Vec<usize>>;

fn operands<'t, 'a>(
    evidence: &Evidence<'a>,
    tables: &'t [Placed<'a, Claim>],
) -> (Operands, BTreeMap<usize, &'t Placed<'a, Claim>>) {
    let (mut operands, mut places) = (Operands::new(), BTreeMap::new());
    for table in tables {
        let Some(entry) = evidence.claim(table.owner, &table.record.id) else {
            continue;
        };
        let text = table.record.formula.as_deref();
        let Some(Ok(formula)) = text.map(formula::parse) else {
            continue;
        };
        let named = formula.ids().into_iter();
        let named = named.filter_map(|id| Some(evidence.claim(table.owner, id)?.place));
        operands.entry(entry.place).or_default().extend(named);
        places.entry(entry.place).or_insert(table);
    }
    (operands, places)
}

/// The circles, each from its first claim on. Claims that lead into a circle are in none.
fn circles(operands: &Operands) -> Vec<Vec<usize>> {
    let mut left = operands.clone();
    // What names nothing that is left is in no circle.
    let mut namers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (claim, named) in &left {
        named
            .iter()
            .for_each(|other| namers.entry(*other).or_default().push(*claim));
    }
    let mut counts: BTreeMap<usize, usize> = left
        .iter()
        .map(|(claim, named)| {
            (
                *claim,
                named.iter().filter(|other| left.contains_key(other)).count(),
            )
        })
        .collect();
    let mut done: Vec<usize> = counts
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(claim, _)| *claim)
        .collect();
    while let Some(claim) = done.pop() {
        left.remove(&claim);
        for namer in namers.get(&claim).into_iter().flatten() {
            if let Some(count) = counts.get_mut(namer) {
                *count -= 1;
                if *count == 0 {
                    done.push(*namer);
                }
            }
        }
    }
    walks(&left)
}

/// Walks from each claim to the first that its formula names and that is left, until a walk meets itself.
fn walks(left: &Operands) -> Vec<Vec<usize>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for start in left.keys() {
        let mut walk: Vec<usize> = Vec::new();
        let mut steps: BTreeMap<usize, usize> = BTreeMap::new();
        let mut at = *start;
        while seen.insert(at) {
            steps.insert(at, walk.len());
            walk.push(at);
            let next = left.get(&at).into_iter().flatten();
            match next.into_iter().find(|other| left.contains_key(other)) {
                Some(next) => at = *next,
                None => break,
            }
        }
        if let Some(first) = steps
            .get(&at)
            .filter(|_| walk.last() != Some(&at) || walk.len() == 1)
        {
            let mut circle = walk.split_off(*first);
            let least = circle.iter().enumerate().min_by_key(|(_, place)| **place);
            let least = least.map_or(0, |(at, _)| at);
            circle.rotate_left(least);
            found.push(circle);
        }
    }
    found
}
