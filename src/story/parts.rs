//! The lists of a front matter: sources, stats and claims, quotations, events, corrections.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::date::PartialDate;
use crate::input::fields::{Fields, Issues, Placed, placed_text_of};
use crate::input::node::{Node, Value};
use crate::input::reference::ReferenceKind;
use crate::input::rules::{self, Window};
use crate::input::slug::{first_free, slugify};
use crate::input::web_address::{UrlKind, check_url};
use crate::registry::claim::{self, Claim};
use crate::registry::quote::{self, Quote};
use crate::registry::source::{self, SourceReference};
use crate::story::body::{Audio, Disclosure};
use crate::story::facts::{CorrectionKind, Scoped};
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

mod sources;

use sources::claimed_id;
pub use sources::{OwnSources, sources};

/// The `stats` and `claims` of a story.
pub struct OwnClaims {
    /// The ids of the stat card, in order.
    pub stats: Vec<String>,
    /// The claims written here.
    pub own: Vec<Scoped<Claim>>,
    /// Where each of them stands.
    pub ranges: Vec<Range<usize>>,
}

/// Reads `stats` and `claims`: tables, or ids of claims.toml.
pub fn claims(fields: &mut Fields<'_>, issues: &mut Issues) -> OwnClaims {
    let mut found = OwnClaims {
        stats: Vec::new(),
        own: Vec::new(),
        ranges: Vec::new(),
    };
    let tables = ["stats", "claims"]
        .map(|key| fields.list(key))
        .into_iter()
        .flatten();
    let claimed: BTreeSet<&str> = tables
        .filter(|node| matches!(node.value, Value::Table(_)))
        .filter_map(claimed_id)
        .collect();
    for key in ["stats", "claims"] {
        let is_stat = key == "stats";
        for node in fields.list(key) {
            if let Value::Table(_) = node.value {
                own_claim(node, is_stat, &claimed, &mut found, issues);
            } else if let Some(id) = placed_text_of(node, key, issues) {
                issues.refer(ReferenceKind::Claim, &id.value, &id.range);
                if is_stat {
                    found.stats.push(id.value);
                }
            }
        }
    }
    found
}

fn own_claim(
    node: &Node,
    is_stat: bool,
    claimed: &BTreeSet<&str>,
    found: &mut OwnClaims,
    issues: &mut Issues,
) {
    let what = if is_stat { "a stat" } else { "a claim" };
    let Some(mut fields) = Fields::of(node, what, issues) else {
        return;
    };
    let given = fields.id(issues);
    let mut claim = claim::read(&mut fields, String::new(), issues);
    if is_stat && claim.label.is_none() && claim.text.is_none() {
        fields.report_missing("label", issues);
    }
    let start = node.range.start;
    let range = given.as_ref().map_or(start..start, |id| id.range.clone());
    let global = given.is_some();
    let bare = Bare {
        source: ["source", "sources"]
            .iter()
            .all(|key| fields.list(key).is_empty())
            && claim.formula.is_none(),
        date: fields.node("as_of").is_none(),
    };
    fields.finish(issues);
    let label = claim
        .label
        .as_deref()
        .or(claim.text.as_deref())
        .unwrap_or(&claim.value);
    claim.id = given
        .as_ref()
        .map_or_else(|| slugify(label), |id| id.value.clone());
    if claim.id.is_empty() {
        claim.id = format!("claim-{}", found.own.len() + 1);
    }
    let earlier = position_of(found, &claim.id);
    match (given, earlier) {
        (Some(id), Some(earlier)) => {
            report_duplicate("claim", &id, &found.ranges[earlier].clone(), issues);
            return;
        }
        (None, earlier) if earlier.is_some() || claimed.contains(claim.id.as_str()) => {
            claim.id = renamed_claim_id(&claim.id, claimed, found, &range, issues);
        }
        _ => {}
    }
    if is_stat {
        warn_of_bare_stat(&claim, &bare, &(start..start), issues);
        found.stats.push(claim.id.clone());
    }
    found.ranges.push(range);
    found.own.push(Scoped {
        record: Arc::new(claim),
        global,
    });
}

fn position_of(found: &OwnClaims, id: &str) -> Option<usize> {
    found.own.iter().position(|other| other.record.id == id)
}

/// The id of a claim whose label is that of another: numbered, as with sources.
fn renamed_claim_id(
    name: &str,
    claimed: &BTreeSet<&str>,
    found: &OwnClaims,
    range: &Range<usize>,
    issues: &mut Issues,
) -> String {
    let id = first_free(name, |id| {
        position_of(found, id).is_some() || claimed.contains(id)
    });
    let message = format!("two claims of this story default to the id `{name}`; this one became `{id}`");
    issues.add_with_hint(
        Code::RenamedClaim,
        range,
        message,
        "give each an `id` or a label of its own",
    );
    id
}

/// What a stat says nothing of. What it says wrongly is reported elsewhere.
struct Bare {
    source: bool,
    date: bool,
}

fn warn_of_bare_stat(claim: &Claim, bare: &Bare, range: &Range<usize>, issues: &mut Issues) {
    if bare.source {
        let message = format!("the stat `{}` names no source", claim.value);
        issues.add_with_hint(Code::StatWithoutSource, range, message, "add `sources: [id]`");
    }
    if bare.date {
        let message = format!("the stat `{}` has no as-of date", claim.value);
        issues.add_with_hint(Code::StatWithoutDate, range, message, "add `as_of: 2026-04`");
    }
}

/// The `quotes` of a story.
pub struct OwnQuotes {
    /// The quotations written here.
    pub own: Vec<Arc<Quote>>,
    /// Where each of them stands.
    pub ranges: Vec<Range<usize>>,
}

/// Reads `quotes`: tables, or ids of quotes.toml.
pub fn quotes(fields: &mut Fields<'_>, issues: &mut Issues) -> OwnQuotes {
    let mut found: Vec<(Arc<Quote>, Range<usize>)> = Vec::new();
    for node in fields.list("quotes") {
        let Value::Table(_) = node.value else {
            if let Some(id) = placed_text_of(node, "quotes", issues) {
                issues.refer(ReferenceKind::Quote, &id.value, &id.range);
            }
            continue;
        };
        let Some(mut fields) = Fields::of(node, "a quotation", issues) else {
            continue;
        };
        let given = fields.id(issues);
        if given.is_none() && fields.node("id").is_none() {
            fields.report_missing("id", issues);
        }
        let mut quote = quote::read(&mut fields, String::new(), issues);
        fields.finish(issues);
        let Some(id) = given else { continue };
        if let Some((_, earlier)) = found.iter().find(|(other, _)| other.id == id.value) {
            report_duplicate("quotation", &id, &earlier.clone(), issues);
            continue;
        }
        quote.id = id.value;
        found.push((Arc::new(quote), id.range));
    }
    let (own, ranges) = found.into_iter().unzip();
    OwnQuotes { own, ranges }
}

/// An event whose text is not converted yet.
#[derive(Debug)]
pub struct RawEvent {
    /// When.
    pub date: PartialDate,
    /// What happened, not converted yet.
    pub text: Placed<String>,
    /// Who says so.
    pub sources: Vec<SourceReference>,
}

/// A correction whose text is not converted yet.
#[derive(Debug)]
pub struct RawCorrection {
    /// When it was made.
    pub date: PartialDate,
    /// Which kind it is.
    pub kind: CorrectionKind,
    /// What was wrong and what is right, not converted yet.
    pub text: Placed<String>,
}

/// Reads one event of `timeline`.
pub fn event(node: &Node, issues: &mut Issues) -> Option<RawEvent> {
    let mut fields = Fields::of(node, "an event", issues)?;
    let before = issues.list.len();
    let date = fields.date("date", issues);
    if date.is_none() && issues.list.len() == before {
        fields.report_missing("date", issues);
    }
    let text = fields.required_text("text", issues);
    let sources: Vec<SourceReference> = source::references(&mut fields, issues);
    fields.finish(issues);
    Some(RawEvent {
        date: date?,
        text: text?,
        sources,
    })
}

const CORRECTION_KINDS: [(&str, CorrectionKind); 3] = [
    ("correction", CorrectionKind::Correction),
    ("clarification", CorrectionKind::Clarification),
    ("update", CorrectionKind::Update),
];

/// Reads one entry of `corrections`.
pub fn correction(node: &Node, issues: &mut Issues) -> Option<RawCorrection> {
    let mut fields = Fields::of(node, "a correction", issues)?;
    let before = issues.list.len();
    let date = fields.date("date", issues);
    if date.is_none() && issues.list.len() == before {
        fields.report_missing("date", issues);
    }
    let kind = fields
        .choice("kind", &CORRECTION_KINDS, issues)
        .unwrap_or(CorrectionKind::Correction);
    let text = fields.required_text("text", issues);
    fields.finish(issues);
    Some(RawCorrection {
        date: date?,
        kind,
        text: text?,
    })
}

/// Reads `disclosure`.
pub fn disclosure(node: &Node, issues: &mut Issues) -> Option<Disclosure> {
    if let Value::Scalar { text, .. } = &node.value {
        return Some(Disclosure {
            text: Some(text.clone()),
            ai: None,
            by: None,
        });
    }
    let mut fields = Fields::of(node, "`disclosure`", issues)?;
    let parts = ["none", "assisted", "generated"].map(|word| (word, word));
    let disclosure = Disclosure {
        text: fields.text("text", issues),
        ai: fields.choice("ai", &parts, issues),
        by: fields.text("by", issues),
    };
    fields.finish(issues);
    Some(disclosure)
}

/// Reads `window`, and where it stands.
pub fn window(node: &Node, issues: &mut Issues) -> Option<Placed<Window>> {
    let Some(mut fields) = Fields::of(node, "`window`", issues) else {
        issues.hint_last("write window: { from: 2026-04-27, to: 2026-04-28 }");
        return None;
    };
    let window = rules::window(&mut fields, issues);
    fields.finish(issues);
    let range = node.range.clone();
    window.map(|value| Placed { value, range })
}

/// Reads `audio`.
pub fn audio(node: &Node, issues: &mut Issues) -> Option<Audio> {
    let Some(mut fields) = Fields::of(node, "`audio`", issues) else {
        issues.hint_last("write audio: { src: talk.mp3, duration: \"3:05\" }");
        return None;
    };
    let (address, duration) = (file_address(&mut fields, issues), fields.text("duration", issues));
    fields.finish(issues);
    Some(Audio {
        address: address?,
        duration,
    })
}

/// In bytes: the longest name that common file systems take.
const LONGEST_NAME: usize = 255;

/// Reads `src`: a full URL, or a file that must be there.
pub fn file_address(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let place = fields.required_text("src", issues)?.range;
    let address = fields.url("src", issues)?;
    if matches!(check_url(&address), Ok(UrlKind::Relative)) {
        let decoded = percent_decode_str(&address).decode_utf8_lossy();
        match (address.starts_with('/'), issues.file().resolve(&decoded)) {
            (true, _) => issues.refer(ReferenceKind::File, &address, &place),
            (false, Some(path)) => issues.refer(ReferenceKind::File, path.as_str(), &place),
            (false, None) => {
                let message = format!("`{address}` leads out of the site");
                issues.add(Code::MissingFile, &place, message);
            }
        }
    }
    Some(address)
}

/// An alias as a route: `/old/path/`, or `/old.html` where it names a file.
pub fn alias(text: &str) -> Result<String, &'static str> {
    if text.contains("://") || text.starts_with("//") {
        return Err("it is a full URL");
    }
    if text.contains(['?', '#', '\\', '%', ':', '*', '"', '<', '>', '|'])
        || text.chars().any(char::is_control)
    {
        return Err("it holds a mark that no path of this site has");
    }
    let path = text.trim_matches('/');
    if path.is_empty() {
        return Err("it is the home page");
    }
    if path
        .split('/')
        .any(|part| part.is_empty() || part.starts_with('.') || part.trim() != part || part.ends_with('.'))
    {
        return Err("one of its parts is empty or begins or ends with a dot or space");
    }
    if path.split('/').any(|part| part.len() > LONGEST_NAME) {
        return Err("one of its parts has more than 255 bytes");
    }
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    Ok(if is_file {
        format!("/{path}")
    } else {
        format!("/{path}/")
    })
}

/// Blames the second record of an id, and names the first.
fn report_duplicate(what: &str, id: &Placed<String>, earlier: &Range<usize>, issues: &mut Issues) {
    let earlier = Span::new(issues.file(), earlier.clone());
    let span = Span::new(issues.file(), id.range.clone());
    let message = format!("two {what}s of this story carry the id `{}`", id.value);
    let problem = Diagnostic::new(Code::DuplicateId, span, message).hint("give one of them another id");
    issues.list.push(problem.related(earlier, "the first is here"));
}
