//! Claims: figures and facts with their as-of date, status and sources. A stat is a view of one.

use crate::diagnostic::Code;
use crate::input::date::PartialDate;
use crate::input::fields::{Fields, Issues, Placed};
use crate::input::node::Node;
use crate::input::reference::ReferenceKind;
use crate::registry::source::{self, SourceReference};
use crate::wording::formula::parse;
use serde::Serialize;

/// How sure a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A party or a document says so.
    Confirmed,
    /// Somebody reports it.
    Reported,
    /// Sources differ.
    Disputed,
    /// Nobody has said.
    Unknown,
}

const STATUSES: [(&str, Status); 4] = [
    ("confirmed", Status::Confirmed),
    ("reported", Status::Reported),
    ("disputed", Status::Disputed),
    ("unknown", Status::Unknown),
];

impl Status {
    /// Whether nobody says otherwise.
    pub fn is_settled(self) -> bool {
        self == Self::Confirmed
    }

    /// The word that stands for it in a file.
    pub fn word(self) -> &'static str {
        STATUSES
            .iter()
            .find(|(_, status)| *status == self)
            .map_or("", |(word, _)| word)
    }
}

/// What kind of statement a claim is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClaimKind {
    /// Something that is so, or not.
    #[default]
    Fact,
    /// Why somebody did something: no party can vouch for its own.
    Motive,
}

const KINDS: [(&str, ClaimKind); 2] = [("fact", ClaimKind::Fact), ("motive", ClaimKind::Motive)];

/// A claim: shared ones live in claims.toml, others in the front matter of their story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The id that prose names.
    pub id: String,
    /// What is shown large: "$13B+".
    pub value: String,
    /// The same as a plain number, for machines.
    pub amount: Option<String>,
    /// The unit of the amount.
    pub unit: Option<String>,
    /// What it measures, as a noun phrase.
    pub label: Option<String>,
    /// The claim as a sentence.
    pub text: Option<String>,
    /// What `[=id]` prints in a sentence; the value where absent.
    pub prose: Option<String>,
    /// When it held.
    pub as_of: Option<PartialDate>,
    /// How sure it is.
    pub status: Option<Status>,
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// Who says so.
    pub sources: Vec<SourceReference>,
    /// When it should be looked at again.
    pub review_by: Option<PartialDate>,
    /// The telling through which the originals were read.
    pub read_via: Option<String>,
    /// How it follows from other claims.
    pub formula: Option<String>,
    /// A word of caution for readers.
    pub note: Option<String>,
    /// What it was before, in the order written.
    pub history: Vec<Earlier>,
    /// Tellings that are known to differ.
    pub acknowledged: Vec<Acknowledged>,
}

/// Two tellings of a claim that an editor knows to differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// What each says, in its own words.
    pub values: [String; 2],
    /// Why both stand.
    pub reason: String,
}

/// What a claim was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What was shown.
    pub value: String,
    /// When it held.
    pub as_of: Option<PartialDate>,
    /// Why it changed, or what was different about it.
    pub note: Option<String>,
    /// Who said so.
    pub sources: Vec<SourceReference>,
}

impl Claim {
    /// What it is called: its label, else its sentence, else its id.
    pub fn name(&self) -> &str {
        self.label_or_text().unwrap_or(&self.id)
    }

    /// Its label, else its sentence.
    pub fn label_or_text(&self) -> Option<&String> {
        self.label.as_ref().or(self.text.as_ref())
    }

    /// "Stake: 27%", for a title.
    pub fn title(&self) -> String {
        format!("{}: {}", self.name(), self.value)
    }

    /// "27%: Stake", for a list of figures.
    pub fn entry(&self) -> String {
        match self.label_or_text() {
            Some(label) => format!("{}: {label}", self.value),
            None => self.value.clone(),
        }
    }
}

/// Reads a claim's keys.
pub fn read(fields: &mut Fields<'_>, id: String, issues: &mut Issues) -> Claim {
    let formula = formula(fields, &id, issues);
    Claim {
        id,
        value: fields
            .required_text("value", issues)
            .map(|text| text.value)
            .unwrap_or_default(),
        amount: amount(fields, issues),
        unit: fields.text("unit", issues),
        label: fields.text("label", issues),
        text: fields.text("text", issues),
        prose: fields.text("prose", issues),
        as_of: fields.date("as_of", issues),
        status: fields.choice("status", &STATUSES, issues),
        kind: fields.choice("kind", &KINDS, issues).unwrap_or_default(),
        sources: source::references(fields, issues),
        review_by: fields.date("review_by", issues),
        read_via: fields.text("read_via", issues),
        formula,
        note: fields.text("note", issues),
        history: fields
            .list("history")
            .iter()
            .filter_map(|node| earlier(node, issues))
            .collect(),
        acknowledged: fields
            .list("acknowledged")
            .iter()
            .filter_map(|node| acknowledged(node, issues))
            .collect(),
    }
}

fn acknowledged(node: &Node, issues: &mut Issues) -> Option<Acknowledged> {
    let hint = "write acknowledged = [{ values = [\"up to $50B\", \"$50B\"], reason = \"one telling drops the words\" }]";
    let Some(mut fields) = Fields::of(node, "an entry of `acknowledged`", issues) else {
        issues.hint_last(hint);
        return None;
    };
    let before = issues.list.len();
    let place = fields.node("values").map(|node| node.range.clone());
    let values = fields.texts("values", issues).into_iter().map(|text| text.value);
    let values: Result<[String; 2], _> = values.collect::<Vec<_>>().try_into();
    if values.is_err() && issues.list.len() == before {
        match place {
            Some(place) => {
                let message = "`values` holds the two values that differ, each as it is told";
                issues.add_with_hint(Code::InvalidValue, &place, message, hint);
            }
            None => fields.report_missing("values", issues),
        }
    }
    let reason = fields.required_text("reason", issues).map(|text| text.value);
    fields.finish(issues);
    Some(Acknowledged {
        values: values.ok()?,
        reason: reason?,
    })
}

fn earlier(node: &Node, issues: &mut Issues) -> Option<Earlier> {
    let Some(mut fields) = Fields::of(node, "an entry of `history`", issues) else {
        issues.hint_last("write history = [{ value = \"$10B\", as_of = \"2023-01\", sources = [\"id\"] }]");
        return None;
    };
    let value = fields.required_text("value", issues).map(|text| text.value);
    let earlier = Earlier {
        value: value.unwrap_or_default(),
        as_of: fields.date("as_of", issues),
        note: fields.text("note", issues),
        sources: source::references(&mut fields, issues),
    };
    fields.finish(issues);
    (!earlier.value.is_empty()).then_some(earlier)
}

fn amount(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let text = fields.placed_text("amount", issues)?;
    let plain: String = text.value.chars().filter(|mark| *mark != '_').collect();
    if plain.parse::<f64>().is_ok_and(f64::is_finite) {
        return Some(plain);
    }
    let message = format!(
        "`amount` is a plain number such as 13000000000, not `{}`",
        text.value
    );
    issues.add(Code::InvalidValue, &text.range, message);
    None
}

fn formula(fields: &mut Fields<'_>, own_id: &str, issues: &mut Issues) -> Option<String> {
    let text = fields.placed_text("formula", issues)?;
    let ids = check_formula(&text.value).and_then(|ids| match ids.iter().any(|id| id == own_id) {
        true => Err("it names the claim itself".to_owned()),
        false => Ok(ids),
    });
    match ids {
        Ok(ids) => {
            ids.iter()
                .for_each(|id| issues.refer(ReferenceKind::Claim, id, &text.range));
            Some(text.value)
        }
        Err(message) => {
            let Placed { value, range } = text;
            let hint = "write ids in braces, numbers, + - * / and parentheses: \"{stake} * {valuation}\"";
            issues.add_with_hint(
                Code::InvalidFormula,
                &range,
                format!("`{value}` is no formula: {message}"),
                hint,
            );
            None
        }
    }
}

/// Checks a formula's form and returns the ids in it.
pub fn check_formula(text: &str) -> Result<Vec<String>, String> {
    let formula = parse(text)?;
    Ok(formula.ids().into_iter().map(str::to_owned).collect())
}
