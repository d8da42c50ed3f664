//! The rules, one file each.

mod arithmetic;
mod contradiction;
mod duplicate_source;
mod same_origin;
mod single_source;
mod stale;
mod tier;
mod unsourced_figure;
mod unused_source;
mod window;

use super::rule::Rule;
use crate::diagnostic::Code;

/// All rules.
pub const RULES: &[&Rule] = &[
    &unsourced_figure::RULE,
    &contradiction::RULE,
    &single_source::RULE,
    &same_origin::RULE,
    &tier::RULE,
    &stale::RULE,
    &arithmetic::RULE,
    &unused_source::RULE,
    &duplicate_source::RULE,
    &window::RULE,
];

/// The rule of a code.
pub fn rule(code: Code) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}
