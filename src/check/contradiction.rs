//! Two tables of one claim id that differ are a contradiction: shown on the page, and reported here.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::registry::FILES;
use crate::registry::claim::Claim;
use crate::site::Site;
use crate::site::claims::ClaimEntry;
use crate::source_path::SourcePath;

/// Reports claims that are told differently.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &site.claims.entries {
        for (path, variant) in &entry.variants {
            let Some(span) = span_of(site, path, variant) else {
                continue;
            };
            let record = &entry.record;
            let message = format!(
                "the claim `{}` is {} here, but {} elsewhere",
                record.id,
                told(variant, record),
                told(record, variant)
            );
            let problem = Diagnostic::new(Code::Contradiction, span, message)
                .hint("make them agree, or give one another id if they are two claims");
            found.push(match first_span(site, entry) {
                Some(first) => problem.related(first, "the other telling"),
                None => problem,
            });
        }
    }
    found
}

/// What a claim says, and of the rest what sets it apart from another.
fn told(claim: &Claim, other: &Claim) -> String {
    let date = claim
        .as_of
        .as_ref()
        .map(|date| format!(" as of {}", date.words()))
        .unwrap_or_default();
    let status = claim
        .status
        .filter(|status| other.status.is_some_and(|other| other != *status));
    let status = status
        .map(|status| format!("{} ", status.word()))
        .unwrap_or_default();
    let apart = |one: &Option<String>, other: &Option<String>, what: &str| match (one, other) {
        (Some(one), Some(other)) if one != other => format!(", {what} {one}"),
        _ => String::new(),
    };
    let amount = apart(&claim.amount, &other.amount, "amount");
    let unit = apart(&claim.unit, &other.unit, "unit");
    format!("{status}\"{}\"{date}{amount}{unit}", claim.value)
}

fn first_span(site: &Site, entry: &ClaimEntry) -> Option<Span> {
    match &entry.owner {
        Some(path) => span_of(site, path, &entry.record),
        None => {
            let range = site.registry.claims.range(&entry.record.id)?;
            Some(Span::new(&SourcePath::new(FILES[1]), range.clone()))
        }
    }
}

fn span_of(site: &Site, path: &SourcePath, claim: &Claim) -> Option<Span> {
    let story = site.stories.get(path)?;
    let place = story
        .facts
        .claims
        .claims
        .iter()
        .position(|own| own.record.id == claim.id)?;
    Some(Span::new(path, story.places.claims.get(place)?.clone()))
}
