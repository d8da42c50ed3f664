//! The rules, one file each.

mod unsourced_figure;

use super::audit;
use super::rule::Rule;
use crate::diagnostic::Code;

/// All rules.
pub const RULES: &[&Rule] = &[
    &unsourced_figure::RULE,
    &audit::broken_link::RULE,
    &audit::alt::RULE,
    &audit::credit::RULE,
    &audit::heading_order::RULE,
    &audit::draft_leak::RULE,
    &audit::weight::RULE,
    &audit::contrast::RULE,
];

/// The rule of a code.
pub fn rule(code: Code) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}
