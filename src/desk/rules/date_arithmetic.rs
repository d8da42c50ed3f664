//! The length of a period does not fit its two ends.

use crate::desk::evidence::{Evidence, Galley};
use crate::desk::filled::Filled;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::wording::spans::{SpanMention, spans};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::DateArithmetic,
    look: Look::Story(look),
    why: "Where a sentence gives a beginning, an end and a length, the three must fit. Both ways to count are right: the years \
          2026 to 2032 are six or seven. A length that stands apart from the dates may measure something else and is left alone.",
    example: "The licence runs from 2026 to 2032, eight years.",
    mend: "correct the length or an end.",
    options: None,
};

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    if !galley.is_english(evidence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for passage in galley
        .manuscript
        .passages
        .iter()
        .filter(|passage| names_a_length(&passage.text))
    {
        let filled = Filled::of(evidence, galley, passage);
        for SpanMention {
            range,
            said,
            from,
            to,
            actual,
        } in spans(&filled.text)
        {
            let message = format!("from {from} to {to} is {actual}, not {said}");
            let range = filled.in_passage(&range);
            found.push(
                galley
                    .finding(Code::DateArithmetic, passage, &range, message)
                    .hint(RULE.mend),
            );
        }
    }
    found
}

/// Whether a text may give the length of a period: most give none, and are not read further.
fn names_a_length(text: &str) -> bool {
    ["year", "month", "week", "day"]
        .iter()
        .any(|word| text.contains(word))
}
