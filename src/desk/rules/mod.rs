//! The rules, one file each.

mod boundary_words;
mod date_arithmetic;
mod placeholder;
mod quote_mismatch;
mod quote_not_found;
mod sources_on_record;
mod unsourced_figure;
mod weekday;

use super::rule::Rule;
use crate::diagnostic::Code;

/// All rules.
pub const RULES: &[&Rule] = &[
    &unsourced_figure::RULE,
    &quote_mismatch::RULE,
    &quote_not_found::RULE,
    &quote_not_found::OF_RECORDS,
    &sources_on_record::DEAD,
    &sources_on_record::MOVED,
    &sources_on_record::DRIFTED,
    &sources_on_record::ARCHIVE,
    &weekday::RULE,
    &weekday::OF_RECORDS,
    &date_arithmetic::RULE,
    &boundary_words::RULE,
    &placeholder::RULE,
    &placeholder::OF_RECORDS,
];

/// The rule of a code.
pub fn rule(code: Code) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}
