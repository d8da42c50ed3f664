//! Answers to HTTP: status, headers, ranges.

use super::refusal::{Refusal, TEXT, guarded, refuse, with_type};
use super::{Shared, events, findings, mime};
use crate::preview::{Answer, script};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use bytes::Bytes;
use http_range_header::{StartPosition, SyntacticallyCorrectRange, parse_range_header};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The path of the stream.
const EVENTS: &str = "/_nutgraf/events";

/// The path of what is found in a story.
const FINDINGS: &str = "/_nutgraf/findings";

/// The scripts of a preview. Pages name the first, which fetches the others when there is nothing else to do.
const SCRIPTS: [(&str, &str); 3] = [
    (script::SCRIPT, include_str!("preview.js")),
    ("/_nutgraf/panel.js", include_str!("panel.js")),
    ("/_nutgraf/words.js", include_str!("words.js")),
];

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request that may be answered.
pub async fn answer<B>(request: &Request<B>, shared: &Shared) -> Response<Body> {
    let answer = shared.preview.answer(request.uri().path());
    // The site's own pages win over ours.
    let ours = match answer {
        Answer::Missing { .. } | Answer::Failed { .. } => ours(request, shared).await,
        _ => None,
    };
    let response = match ours {
        Some(response) => response,
        None => of_site(answer, request, shared).await,
    };
    let is_stream = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == mime::EVENTS);
    match request.method() == Method::HEAD && is_stream {
        // A stream has no end to wait for; of all else, hyper sends the length without the bytes.
        true => guarded(with_type(StatusCode::OK, mime::EVENTS, Body::empty())),
        false => guarded(response),
    }
}

async fn of_site<B>(answer: Answer, request: &Request<B>, shared: &Shared) -> Response<Body> {
    match answer {
        Answer::Page { html } => with_type(StatusCode::OK, HTML, Body::from(html)),
        Answer::Missing { html } => with_type(StatusCode::NOT_FOUND, HTML, Body::from(html)),
        Answer::Failed { html } => with_type(StatusCode::INTERNAL_SERVER_ERROR, HTML, Body::from(html)),
        Answer::File { name, bytes, version } => file(request.headers(), &name, bytes, &version),
        Answer::Made { name, job, version } => match shared.jobs.run(job).await {
            Ok(bytes) => file(request.headers(), &name, bytes.into(), &version),
            Err(words) => refuse(&Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, words)),
        },
        Answer::Redirect(target) => redirect(&target, request.uri().query()),
        Answer::Malformed => refuse(&Refusal::new(StatusCode::BAD_REQUEST, "the path is malformed")),
    }
}

/// What a preview answers besides the site.
async fn ours<B>(request: &Request<B>, shared: &Shared) -> Option<Response<Body>> {
    match request.uri().path() {
        EVENTS => Some(events::stream(request, shared)),
        FINDINGS => Some(findings::answer(request, shared).await),
        path => {
            let (_, text) = SCRIPTS.iter().find(|(name, _)| *name == path)?;
            Some(with_type(StatusCode::OK, mime::SCRIPT, Body::from(*text)))
        }
    }
}

fn redirect(target: &str, query: Option<&str>) -> Response<Body> {
    let address = query.map_or_else(|| target.to_owned(), |query| format!("{target}?{query}"));
    let mut response = with_type(StatusCode::FOUND, TEXT, Body::empty());
    match HeaderValue::from_str(&address) {
        Ok(address) => {
            response.headers_mut().insert(header::LOCATION, address);
        }
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    response
}

fn file(headers: &HeaderMap, name: &str, bytes: Arc<[u8]>, version: &str) -> Response<Body> {
    let length = bytes.len() as u64;
    let bytes = Bytes::from_owner(bytes);
    let tag = format!("\"{version}\"");
    let kind = mime::of(name);
    let mut response = match wanted(headers, &tag, length) {
        Wanted::All => with_type(StatusCode::OK, &kind, Body::from(bytes)),
        Wanted::Part(range) => {
            let (start, end) = (*range.start(), *range.end());
            // Both lie within the length, which is one of memory.
            let part = bytes.slice(start as usize..=end as usize);
            let mut response = with_type(StatusCode::PARTIAL_CONTENT, &kind, Body::from(part));
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes {start}-{end}/{length}"),
            );
            response
        }
        Wanted::Nothing => {
            let mut response = with_type(StatusCode::RANGE_NOT_SATISFIABLE, TEXT, Body::empty());
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}"));
            response
        }
    };
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    set(&mut response, header::ETAG, &tag);
    response
}

fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// How much of a file is asked for.
enum Wanted {
    All,
    Part(RangeInclusive<u64>),
    Nothing,
}

/// Players of audio and video ask for parts. Several parts at once are answered by the whole.
fn wanted(headers: &HeaderMap, tag: &str, length: u64) -> Wanted {
    let Some(range) = headers.get(header::RANGE) else {
        return Wanted::All;
    };
    let is_other = |given: &HeaderValue| given.as_bytes() != tag.as_bytes();
    if headers.get(header::IF_RANGE).is_some_and(is_other) {
        return Wanted::All;
    }
    // A unit that nobody knows is as good as none (RFC 9110, section 14.2).
    let Some(range) = range.to_str().ok().filter(|range| range.starts_with("bytes=")) else {
        return Wanted::All;
    };
    let Ok(ranges) = parse_range_header(range) else {
        return Wanted::Nothing;
    };
    // The last five bytes of three are all three.
    if let [
        SyntacticallyCorrectRange {
            start: StartPosition::FromLast(last),
            ..
        },
    ] = ranges.ranges[..]
        && last > length
        && length > 0
    {
        return Wanted::Part(0..=length - 1);
    }
    match ranges.validate(length).as_deref() {
        Ok([range]) => Wanted::Part(range.clone()),
        Ok(_) => Wanted::All,
        Err(_) => Wanted::Nothing,
    }
}
