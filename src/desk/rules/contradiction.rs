//! A claim that is told in two ways for the same time. A build looks for those, in `check/contradiction.rs`.

use crate::desk::rule::{Look, Rule};
use crate::diagnostic::Code;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Contradiction,
    look: Look::Build,
    why: "Two tellings of one claim for the same time cannot both be right: tables of one id in several stories or in claims.toml, an \
          entry of `history` of the same date, and the words of a source that the claim quotes. A lost `up to` counts. Figures of \
          dates that do not meet are two moments, and no contradiction; `$13B+` is `more than $13 billion`.",
    example: "claims:\n  - { id: amazon, value: \"$50B\", as_of: 2026-02 }          # in one story\n  \
              - { id: amazon, value: \"up to $50B\", as_of: 2026-02 }    # in another",
    mend: "make them agree, or give one another id if they are two claims. Where sources do differ and both tellings stand, say \
           so in any of the tables: `acknowledged = [{ values = [\"up to $50B\", \"$50B\"], reason = \"one telling drops the words\" }]`. \
           That holds as long as both say exactly this.",
    options: None,
};
