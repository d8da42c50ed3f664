//! What site.toml's `[check]` decides: how much each rule weighs, and where rules draw their lines.

use crate::diagnostic::{Code, Severity};
use crate::input::choice::choice_of;
use crate::input::date::PartialDate;
use crate::input::fields::{Fields, Issues, Placed, placed_text_of};
use crate::input::node::{Key, Node, Value};
use crate::input::suggest::nearest;
use std::collections::BTreeMap;

/// What `[check]` decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleOptions {
    /// How near a figure its source must stand.
    pub sourced: Scope,
    /// How much superlatives without a source weigh.
    pub superlatives: Level,
    /// The tier that one source of a stat must have at least.
    pub stat_tier: u8,
    /// How many months after its as-of date a claim counts as stale; `None`: only `review_by` counts.
    pub stale_months: Option<i32>,
    /// The days that the site covers.
    pub window: Option<Window>,
    /// What pages may weigh.
    pub weight: Weight,
    /// The contrast that text must have: hundredths of the ratio of WCAG 2.2, 1.4.3.
    pub contrast: i32,
    levels: BTreeMap<Code, Level>,
}

/// How near a figure its source must stand (product decision 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the same sentence, or later in the same paragraph.
    Paragraph,
    /// In the same sentence.
    Sentence,
}

/// How much a rule weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Its findings are not reported.
    Off,
    /// Its findings weigh this much.
    At(Severity),
}

/// A span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its first day, or what holds it.
    pub from: PartialDate,
    /// Its last day, or what holds it.
    pub to: PartialDate,
}

/// What pages may weigh, in kilobytes of 1,000 bytes, as they are sent: packed by gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// The HTML of a page.
    pub html: i32,
    /// All stylesheets of a page.
    pub css: i32,
    /// All scripts of a page.
    pub script: i32,
    /// All pictures of a page at their smallest.
    pub pictures: i32,
}

impl Default for RuleOptions {
    fn default() -> Self {
        Self {
            sourced: Scope::Paragraph,
            superlatives: Level::At(Severity::Note),
            stat_tier: 2,
            stale_months: None,
            window: None,
            weight: Weight {
                html: 50,
                css: 50,
                script: 100,
                pictures: 1_000,
            },
            contrast: 450,
            levels: BTreeMap::new(),
        }
    }
}

impl RuleOptions {
    /// How much the findings of a code weigh: what `[check]` says, else what they weigh by themselves.
    pub fn level(&self, code: Code, by_itself: Severity) -> Level {
        self.levels.get(&code).copied().unwrap_or(Level::At(by_itself))
    }

    /// Whether the findings of a code are wanted.
    pub fn wants(&self, code: Code) -> bool {
        self.level(code, code.severity()) != Level::Off
    }
}

const LEVELS: [(&str, Level); 4] = [
    ("error", Level::At(Severity::Error)),
    ("warning", Level::At(Severity::Warning)),
    ("note", Level::At(Severity::Note)),
    ("off", Level::Off),
];

const SCOPES: [(&str, Scope); 2] = [("paragraph", Scope::Paragraph), ("sentence", Scope::Sentence)];

/// Reads `[check]`: the name of a rule, and its level or a table of its options.
pub fn read(node: &Node, issues: &mut Issues) -> RuleOptions {
    let mut options = RuleOptions::default();
    let Value::Table(entries) = &node.value else {
        issues.add(
            Code::WrongType,
            &node.range,
            format!("`check` is a table, but this is {}", node.kind()),
        );
        return options;
    };
    for (key, node) in entries {
        if key.name == "sourced" {
            options.sourced = chosen(node, "sourced", &SCOPES, issues).unwrap_or(Scope::Paragraph);
        } else if let Some(code) = configurable(key, issues) {
            rule(code, node, &mut options, issues);
        }
    }
    options
}

/// The code that a key names.
fn configurable(key: &Key, issues: &mut Issues) -> Option<Code> {
    let code = Code::named(&key.name);
    if let Some(code) = code.filter(|code| !code.is_configurable()) {
        let message = format!(
            "`{}` forbids to publish a site: it has no other level",
            code.name()
        );
        issues.add(Code::InvalidValue, &key.range, message);
        return None;
    }
    if code.is_none() {
        let names = Code::ALL.iter().filter(|code| code.is_configurable());
        let hint = nearest(&key.name, names.map(|code| code.name()).chain(["sourced"]))
            .map(|name| format!("did you mean `{name}`?"))
            .unwrap_or_else(|| "`nutgraf explain` lists all rules".to_owned());
        let message = format!("there is no rule `{}`", key.name);
        issues.add_with_hint(Code::UnknownKey, &key.range, message, hint);
    }
    code
}

fn rule(code: Code, node: &Node, options: &mut RuleOptions, issues: &mut Issues) {
    if let Value::Scalar { .. } = node.value {
        let level = chosen(node, code.name(), &LEVELS, issues);
        options.levels.extend(level.map(|level| (code, level)));
        return;
    }
    let Some(mut fields) = Fields::of(node, "a rule", issues) else {
        issues.hint_last("write error, warning, note or off, or a table with `level` and options");
        return;
    };
    let level = fields.choice("level", &LEVELS, issues);
    options.levels.extend(level.map(|level| (code, level)));
    own_options(code, &mut fields, options, issues);
    fields.finish(issues);
}

/// The options of one rule.
fn own_options(code: Code, fields: &mut Fields<'_>, options: &mut RuleOptions, issues: &mut Issues) {
    let mut number = |name, range, into: &mut i32| {
        let number = fields.whole_number(name, range, issues);
        *into = number
            .and_then(|number| i32::try_from(number).ok())
            .unwrap_or(*into);
    };
    match code {
        Code::Tier => {
            let mut tier = i32::from(options.stat_tier);
            number("stat", 1..=4, &mut tier);
            options.stat_tier = u8::try_from(tier).unwrap_or(options.stat_tier);
        }
        Code::Stale => {
            let mut months = 0;
            number("months", 1..=1200, &mut months);
            options.stale_months = Some(months).filter(|months| *months > 0);
        }
        Code::Weight => {
            let limits = 1..=1_000_000;
            number("html", limits.clone(), &mut options.weight.html);
            number("css", limits.clone(), &mut options.weight.css);
            number("script", limits.clone(), &mut options.weight.script);
            number("pictures", limits, &mut options.weight.pictures);
        }
        Code::UnsourcedFigure => {
            let level = fields.choice("superlatives", &LEVELS, issues);
            options.superlatives = level.unwrap_or(options.superlatives);
        }
        Code::Contrast => options.contrast = ratio(fields, issues).unwrap_or(options.contrast),
        Code::Window => options.window = window(fields, issues),
        _ => {}
    }
}

/// Reads `from` and `to`.
pub fn window(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<Window> {
    let before = issues.list.len();
    let from = fields.placed_date("from", issues);
    let to = fields.placed_date("to", issues);
    for (end, name) in [(&from, "from"), (&to, "to")] {
        if end.is_none() && issues.list.len() == before {
            fields.report_missing(name, issues);
        }
    }
    let (from, to) = (from?, to?);
    if from.value.first_day() > to.value.last_day() {
        let message = format!("the window ends on {}, before it begins", to.value);
        issues.add(Code::InvalidValue, &to.range, message);
        return None;
    }
    let (from, to) = (from.value, to.value);
    Some(Window { from, to })
}

/// Reads `ratio`, such as 4.5, in hundredths.
fn ratio(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<i32> {
    let Placed { value, range } = fields.placed_text("ratio", issues)?;
    let number = value
        .parse::<f64>()
        .ok()
        .filter(|ratio| (1.0..=21.0).contains(ratio));
    if number.is_none() {
        let message = format!("`ratio` is a number from 1 to 21, not `{value}`");
        issues.add(Code::InvalidValue, &range, message);
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is 2100 at most")]
    number.map(|ratio| (ratio * 100.0).round() as i32)
}

fn chosen<T: Copy>(node: &Node, name: &str, choices: &[(&'static str, T)], issues: &mut Issues) -> Option<T> {
    let text = placed_text_of(node, name, issues)?;
    choice_of(&text.value, &text.range, name, choices, issues)
}
