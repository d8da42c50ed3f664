//! Answers to HTTP: status, headers, ranges.

use super::connection::Shared;
use super::guard::Refusal;
use super::{events, mime};
use crate::preview::{Answer, script};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use bytes::Bytes;
use http_range_header::parse_range_header;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The path of the stream.
const EVENTS: &str = "/_nutgraf/events";

const PREVIEW_SCRIPT: &str = include_str!("preview.js");
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Answers a request that may be answered.
pub fn answer<B>(request: &Request<B>, shared: &Shared) -> Response<Body> {
    let path = request.uri().path();
    let answer = shared.preview.answer(path);
    let response = match answer {
        // The site's own pages win over ours.
        Answer::Missing { .. } | Answer::Failed { .. } if path == script::SCRIPT => {
            with_type(StatusCode::OK, mime::SCRIPT, Body::from(PREVIEW_SCRIPT))
        }
        Answer::Missing { .. } | Answer::Failed { .. } if path == EVENTS => events::stream(request, shared),
        Answer::Page { html } => with_type(StatusCode::OK, HTML, Body::from(html)),
        Answer::Missing { html } => with_type(StatusCode::NOT_FOUND, HTML, Body::from(html)),
        Answer::Failed { html } => with_type(StatusCode::INTERNAL_SERVER_ERROR, HTML, Body::from(html)),
        Answer::File { name, bytes, version } => file(request.headers(), &name, bytes, &version),
        Answer::Redirect(target) => redirect(&target, request.uri().query()),
        Answer::Malformed => refuse(&Refusal {
            status: StatusCode::BAD_REQUEST,
            words: "the path is malformed".to_owned(),
        }),
    };
    guarded(response, request.method())
}

/// A refusal in plain words. The connection ends with it, so that nothing that follows is taken for a request.
pub fn refuse(refusal: &Refusal) -> Response<Body> {
    let mut response = with_type(refusal.status, TEXT, Body::from(format!("{}\n", refusal.words)));
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    guarded(response, &Method::GET)
}

/// An answer with its type.
pub fn with_type(status: StatusCode, content_type: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    if let Ok(value) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    response
}

/// What every answer carries: nothing is stored, guessed, or handed to other origins.
fn guarded(mut response: Response<Body>, method: &Method) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        CROSS_ORIGIN_RESOURCE_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    if method == Method::HEAD {
        // A stream would never end, and has no length; of others, hyper sends the length and not the body.
        let is_stream = headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == mime::EVENTS);
        if is_stream {
            *response.body_mut() = Body::empty();
        }
    }
    response
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
    match parse_range_header(range).map(|ranges| ranges.validate(length)) {
        Ok(Ok(ranges)) => match &ranges[..] {
            [range] => Wanted::Part(range.clone()),
            _ => Wanted::All,
        },
        _ => Wanted::Nothing,
    }
}
