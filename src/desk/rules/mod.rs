//! The rules, one file each.

mod arithmetic;
mod boundary_words;
mod contradiction;
mod date_arithmetic;
mod duplicate_source;
mod placeholder;
mod quote_mismatch;
mod quote_not_found;
mod same_origin;
mod single_source;
mod sources_on_record;
mod stale;
mod tier;
mod unsourced_figure;
mod unused_source;
mod weekday;
mod window;

use super::audit;
use super::rule::Rule;
use crate::diagnostic::Code;

/// All rules.
pub const RULES: &[&Rule] = &[
    &unsourced_figure::RULE,
    &unsourced_figure::OF_RECORDS,
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
    &contradiction::RULE,
    &single_source::RULE,
    &same_origin::RULE,
    &tier::RULE,
    &stale::RULE,
    &arithmetic::RULE,
    &unused_source::RULE,
    &duplicate_source::RULE,
    &window::RULE,
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
