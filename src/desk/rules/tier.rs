//! A stat that no good source vouches for, and a motive that only a party does.

use crate::desk::backing::{Backing, backings, listing};
use crate::desk::evidence::Evidence;
use crate::desk::gathered::Gathered;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::claim::ClaimKind;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Tier,
    look: Look::Gathered(look),
    why: "A figure that stands large on a card wants a source that was there, or asked those who were: one of tier 1 or 2 at least. \
          And why a company did something is not for the company alone to say: a claim with `kind = \"motive\"` wants a source that \
          is no party (`party = true`). Where the tier of a source is not given, nothing is said.",
    example: "[blog]\nname = \"A blog\"\ntier = 4\n\n[stake]    # among the stats of a story\nvalue = \"27%\"\nsources = [\"blog\"]",
    mend: "name a better source, or show the figure in the text, with who says so, and not on the card.",
    options: Some("[check]\ntier = { stat = 3 }    # a stat wants a source of tier 3 at least"),
};

fn look(evidence: &Evidence<'_>, gathered: &Gathered) -> Vec<Diagnostic> {
    let headline = &evidence.site().claims.headline;
    let wanted = evidence.options().stat_tier;
    let mut found = Vec::new();
    for backing in backings(evidence, gathered) {
        let is_stat = headline.binary_search(&backing.entry.place).is_ok();
        found.extend(is_stat.then(|| stat(&backing, wanted)).flatten());
        found.extend(motive(&backing));
    }
    found
}

fn stat(backing: &Backing<'_>, wanted: u8) -> Option<Diagnostic> {
    let sources = backing.sources.iter();
    let tiers: Option<Vec<(u8, &str)>> = sources
        .map(|entry| Some((entry.source.record.tier?, entry.source.id.as_str())))
        .collect();
    let (best, id) = tiers?.into_iter().min()?;
    if best <= wanted {
        return None;
    }
    let message = format!(
        "the stat `{}` has no source of tier {wanted} or better: the best, `{id}`, is of tier {best}",
        backing.entry.record.id
    );
    Some(
        Diagnostic::new(Code::Tier, backing.span.clone(), message)
            .hint("name a better source, or tell it in the text alone"),
    )
}

fn motive(backing: &Backing<'_>) -> Option<Diagnostic> {
    let claim = &backing.entry.record;
    let mut sources = backing.sources.iter();
    let is_asked = claim.kind == ClaimKind::Motive && !backing.sources.is_empty();
    if !is_asked || !sources.all(|entry| entry.source.record.party) {
        return None;
    }
    let ids: Vec<String> = backing
        .sources
        .iter()
        .map(|entry| format!("`{}`", entry.source.id))
        .collect();
    let message = format!(
        "only parties vouch for the motive `{}`: {}",
        claim.id,
        listing(&ids)
    );
    Some(
        Diagnostic::new(Code::Tier, backing.span.clone(), message)
            .hint("name a source that is no party to it"),
    )
}
