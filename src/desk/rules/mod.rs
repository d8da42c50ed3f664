//! The rules, one file each.

mod placeholder;
mod unsourced_figure;

use super::rule::Rule;
use crate::diagnostic::Code;

/// All rules.
pub const RULES: &[&Rule] = &[&unsourced_figure::RULE, &placeholder::RULE, &placeholder::OF_RECORDS];

/// The rule of a code.
pub fn rule(code: Code) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}
