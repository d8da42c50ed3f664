//! What the editor's desk finds in the story of a page. The page is shown without it: a script asks for it when the page
//! stands, and it is found where neither a request nor the next save waits for it.

use super::refusal::{Refusal, refuse, with_type};
use super::{Options, Shared, editor};
use crate::desk::baseline::{BASELINE_FILE, Baseline};
use crate::desk::evidence::saved_texts_of;
use crate::desk::proof::{self, Proof, Words};
use crate::diagnostic::Diagnostic;
use crate::disk::{read, replace, snapshots};
use crate::input::sources::Sources;
use crate::preview::Shown;
use crate::report::{self, Lines};
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use tokio::sync::Mutex;

const JSON: &str = "application/json";

/// How many stories' findings are kept: those of the tabs that a browser has open.
const MOST_KEPT: usize = 64;

/// How many findings are told; `nutgraf check` tells all.
const MOST_TOLD: usize = 200;

/// What was found lately. One story is looked over at a time, so that whoever asks again finds it here.
#[derive(Default)]
pub struct Findings {
    kept: Mutex<VecDeque<(Key, Arc<Value>)>>,
}

/// What an answer follows from: the story's key, its file, and the findings that are known.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    story: String,
    file: String,
    known: Option<[u8; 32]>,
}

/// Answers with what is found in the story of the page that the query names.
pub async fn answer<B>(request: &Request<B>, shared: &Shared) -> Response<Body> {
    if shared.options.without_findings {
        return refuse(&Refusal::new(StatusCode::NOT_FOUND, "findings are turned off"));
    }
    let query = request.uri().query().unwrap_or_default();
    let mut named = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "page");
    let (Some((_, page)), None) = (named.next(), named.next()) else {
        return refuse(&Refusal::new(StatusCode::BAD_REQUEST, "name one page"));
    };
    let (version, shown) = shared.preview.story(&page);
    let mut answer = match shown {
        None => json!({ "key": null, "findings": [], "count": 0, "coverage": null, "known": 0, "waived": 0 }),
        Some(shown) => match shared.findings.of(shown, &shared.options).await {
            Ok(found) => found.map_or_else(|| json!({ "again": true }), |found| Value::clone(&found)),
            Err(words) => return refuse(&Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, words)),
        },
    };
    answer["page"] = json!(page);
    answer["version"] = json!(version);
    with_type(StatusCode::OK, JSON, Body::from(answer.to_string()))
}

impl Findings {
    /// What is found in a story; `None` where its file has changed since it was compiled.
    async fn of(&self, shown: Shown, options: &Options) -> Result<Option<Arc<Value>>, String> {
        let mut kept = self.kept.lock().await;
        let options = options.clone();
        let known = kept.clone();
        let look = move || look(&shown, &options, &known);
        let looked = tokio::task::spawn_blocking(look).await;
        let Some((key, found)) = looked.map_err(|error| error.to_string())? else {
            return Ok(None);
        };
        kept.retain(|(other, _)| *other != key);
        kept.push_front((key, found.clone()));
        kept.truncate(MOST_KEPT);
        Ok(Some(found))
    }
}

/// Looks over a story, unless it is kept how it was found.
fn look(shown: &Shown, options: &Options, kept: &VecDeque<(Key, Arc<Value>)>) -> Option<(Key, Arc<Value>)> {
    let baseline = replace::read(&options.root.join(BASELINE_FILE)).ok().flatten();
    let key = Key {
        story: shown.key.clone(),
        file: shown.story.path.to_string(),
        known: baseline
            .as_ref()
            .map(|text| *blake3::hash(text.as_bytes()).as_bytes()),
    };
    if let Some((_, found)) = kept.iter().find(|(other, _)| *other == key) {
        return Some((key, found.clone()));
    }
    let (site, story) = (&shown.compiled.site, &shown.story);
    let mut texts = Sources::default();
    let text = read::text(&options.root, &shown.compiled.sources, &story.path)?;
    texts.insert_file(story.path.clone(), text);
    let of_snapshot = |name: &str| snapshots::text(&options.root, name).ok().flatten();
    let saved = saved_texts_of(site, &story.path, of_snapshot);
    let proof = proof::of_story(&shown.compiled, story, &texts, &saved)?;
    let known = baseline.and_then(|text| Baseline::read(&text).ok());
    Some((
        key,
        Arc::new(told(shown, options, &proof, &known.unwrap_or_default())),
    ))
}

/// What a page is told. Findings that are known are left out, as `nutgraf check` leaves them out.
fn told(shown: &Shown, options: &Options, proof: &Proof, known: &Baseline) -> Value {
    let examination = &proof.examination;
    let texts = read::texts(&options.root, &shown.compiled.sources, &examination.findings);
    let mut lines = Lines::of(&texts);
    let compared = known.compare(examination.findings.clone(), |finding| lines.of_finding(finding));
    let count = compared.fresh.len();
    let told = &compared.fresh[..count.min(MOST_TOLD)];
    let mut findings = match report::json(told, &texts) {
        Value::Array(values) => values,
        _ => Vec::new(),
    };
    editor::link(&mut findings, options);
    let words: HashMap<&Diagnostic, &Option<Words>> = examination.findings.iter().zip(&proof.words).collect();
    for (value, finding) in findings.iter_mut().zip(told) {
        value["words"] = json!(words.get(finding));
    }
    let coverage = examination.coverage;
    json!({
        "key": shown.key, "findings": findings, "count": count,
        "coverage": { "figures": coverage.figures, "sourced": coverage.sourced },
        "waived": examination.waived.len(), "known": compared.known,
    })
}
