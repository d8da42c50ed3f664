//! A claim whose sources all carry the words of one.

use crate::desk::backing::{Backing, Origin, Shared, backings, listing, origins};
use crate::desk::evidence::Evidence;
use crate::desk::gathered::Gathered;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::registry::claim::Status;
use crate::registry::source::Source;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::SameOrigin,
    look: Look::Gathered(look),
    why: "Ten papers that print one agency's text are one source. Two sources are of one origin when their `origin` or their `via` \
          is equal, when one names the other there by its id or name, or when they are one page.",
    example: "[ap-0427]\nname = \"Associated Press\"\nkind = \"wire\"\n\n[wapo-0427]\nname = \"The Washington Post\"\n\
              origin = \"Associated Press\"\n\n[stake]\nvalue = \"27%\"\nsources = [\"ap-0427\", \"wapo-0427\"]",
    mend: "name a source with reporting of its own beside them, or keep just the one that the others carry.",
    options: None,
};

fn look(evidence: &Evidence<'_>, gathered: &Gathered) -> Vec<Diagnostic> {
    backings(evidence, gathered).iter().filter_map(finding).collect()
}

fn finding(backing: &Backing<'_>) -> Option<Diagnostic> {
    let claim = &backing.entry.record;
    // That nobody has said something is not more certain for being said by many.
    if claim.status == Some(Status::Unknown) || backing.sources.len() < 2 {
        return None;
    }
    let sources: Vec<&Source> = backing
        .sources
        .iter()
        .map(|entry| &*entry.source.record)
        .collect();
    let [origin] = &origins(&sources)[..] else {
        return None;
    };
    let message = format!(
        "the claim `{}` seems to have {} sources: {}",
        claim.id,
        sources.len(),
        told(backing, origin)
    );
    let hint = "name a source with reporting of its own beside them";
    Some(Diagnostic::new(Code::SameOrigin, backing.span.clone(), message).hint(hint))
}

/// "ap-0427 and wapo-0427 both carry Associated Press: they count once"
fn told(backing: &Backing<'_>, origin: &Origin) -> String {
    let ids = origin.members.iter();
    let ids: Vec<String> = ids.map(|at| backing.sources[*at].source.id.clone()).collect();
    let names = listing(&ids);
    let all = if ids.len() == 2 { "both" } else { "all" };
    let share = match &origin.shared {
        Some(Shared::Words(words)) => format!("{all} carry {words}"),
        Some(Shared::Reading(through)) => format!("were {all} read through {through}"),
        Some(Shared::Page) | None => "are one page".to_owned(),
    };
    format!("{names} {share}: they count once")
}
