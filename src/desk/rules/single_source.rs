//! A claim that is told as a fact and rests on one source that is no document of those concerned.

use crate::desk::backing::{Backing, backings, is_primary, origins};
use crate::desk::evidence::Evidence;
use crate::desk::gathered::Gathered;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::claim::Status;
use crate::registry::source::Source;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::SingleSource,
    look: Look::Gathered(look),
    why: "What one newsroom reports may be right, and readers should know that nobody else says so. Sources of one origin count \
          once; those that are cited in the sentence beside the claim count too. One document or statement of those concerned \
          (`kind = \"primary\"`) is enough. A claim whose status is reported, disputed or unknown says already how sure it is.",
    example: "[stake]\nvalue = \"27%\"\nstatus = \"confirmed\"\nsources = [\"cnbc\"]",
    mend: "name a second source with reporting of its own, or the document itself, or say `status = \"reported\"`.",
    options: None,
};

fn look(evidence: &Evidence<'_>, gathered: &Gathered) -> Vec<Diagnostic> {
    let counts_origins = evidence.options().wants(Code::SameOrigin);
    let backings = backings(evidence, gathered).into_iter();
    backings
        .filter_map(|backing| finding(&backing, counts_origins))
        .collect()
}

fn finding(backing: &Backing<'_>, counts_origins: bool) -> Option<Diagnostic> {
    let claim = &backing.entry.record;
    let is_fact = matches!(claim.status, None | Some(Status::Confirmed)) && claim.formula.is_none();
    let sources: Vec<&Source> = backing
        .sources
        .iter()
        .map(|entry| &*entry.source.record)
        .collect();
    // Several sources of one origin are told so by the rule about those.
    let is_told = counts_origins && sources.len() > 1;
    if !is_fact || is_told || sources.iter().any(|source| is_primary(source)) {
        return None;
    }
    let [origin] = &origins(&sources)[..] else {
        return None;
    };
    let source = backing.sources.get(*origin.members.first()?)?;
    let message = format!(
        "the claim `{}` is told as a fact and rests on one source, `{}` ({})",
        claim.id, source.source.id, source.source.record.name
    );
    let hint = "name a second source of its own, or say `status = \"reported\"`";
    Some(Diagnostic::new(Code::SingleSource, backing.span.clone(), message).hint(hint))
}
