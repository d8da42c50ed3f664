//! Who may ask: a page of another site must be able neither to read the preview nor to learn that it is there.

use super::refusal::Refusal;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Version, header};
use std::net::{IpAddr, Ipv6Addr};

/// In bytes: the longest target of a request.
const LONGEST_TARGET: usize = 8 * 1024;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Checks a request before anything is looked up. `local` is the address that its connection came in on.
pub fn check<B>(request: &Request<B>, local: IpAddr, allowed: &[String]) -> Result<(), Refusal> {
    method(request.method())?;
    shape(request)?;
    let host = host(request.headers())?;
    is_ours(&host, local, allowed)?;
    if let Some(authority) = request.uri().authority() {
        let target = authority_of(authority.as_str())
            .filter(|_| request.uri().scheme_str() == Some("http"))
            .ok_or_else(|| {
                Refusal::new(
                    StatusCode::BAD_REQUEST,
                    "the request names no address of this server",
                )
            })?;
        is_ours(&target, local, allowed)?;
    }
    origin(request.headers(), &host)?;
    site(request.headers())
}

fn method(method: &Method) -> Result<(), Refusal> {
    match *method {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "only GET and HEAD are answered",
        )),
    }
}

/// No body is ever read, so none may come: what follows it could be taken for a request.
fn shape<B>(request: &Request<B>) -> Result<(), Refusal> {
    let bad = |words: &str| Err(Refusal::new(StatusCode::BAD_REQUEST, words));
    let headers = request.headers();
    let length = headers.get(header::CONTENT_LENGTH).map(HeaderValue::as_bytes);
    if headers.contains_key(header::TRANSFER_ENCODING) || length.is_some_and(|length| length != b"0") {
        return bad("a request carries no body here");
    }
    if !matches!(request.version(), Version::HTTP_10 | Version::HTTP_11) {
        return bad("only HTTP/1.0 and HTTP/1.1 are spoken here");
    }
    if request.uri().to_string().len() > LONGEST_TARGET {
        return Err(Refusal::new(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    Ok(())
}

/// The one `Host`. A client without one is no browser of today, and cannot be told from an attack.
fn host(headers: &HeaderMap) -> Result<Authority, Refusal> {
    let bad = |words: &str| Refusal::new(StatusCode::BAD_REQUEST, words);
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(bad("a request names one Host"));
    };
    let host = host.to_str().ok().and_then(authority_of);
    host.ok_or_else(|| bad("the Host is malformed"))
}

/// A host with an optional port, and nothing else.
fn authority_of(text: &str) -> Option<Authority> {
    let authority: Authority = text.parse().ok()?;
    let port = text.strip_prefix(authority.host())?;
    let is_port =
        |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.parse::<u16>().is_ok();
    let whole = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    (whole && !authority.host().is_empty()).then_some(authority)
}

/// Whether a host is this machine: a name that an attacker could have pointed here is not enough.
fn is_ours(authority: &Authority, local: IpAddr, allowed: &[String]) -> Result<(), Refusal> {
    let name = authority.host().to_ascii_lowercase();
    let ours = match address(&name) {
        Some(address) => address.is_loopback() || address == local.to_canonical(),
        None => is_localhost(&name) || allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(&name)),
    };
    let words = format!(
        "nutgraf does not answer for the host {name}, so that no other site can read this preview. \
         If it is the name of this machine or of a tunnel to it, allow it: nutgraf serve --allow-host {name}"
    );
    if ours {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::FORBIDDEN, words))
    }
}

fn address(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => inner
            .parse::<Ipv6Addr>()
            .ok()
            .map(|address| IpAddr::V6(address).to_canonical()),
        None => name.parse().ok().map(IpAddr::V4),
    }
}

/// `localhost` and the names below it, which browsers resolve to this machine without asking anybody.
fn is_localhost(name: &str) -> bool {
    let below = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name == "localhost"
        || name
            .strip_suffix(".localhost")
            .is_some_and(|rest| rest.split('.').all(below))
}

/// Where a script asks, it is one of this server's own pages.
fn origin(headers: &HeaderMap, host: &Authority) -> Result<(), Refusal> {
    let own = format!("http://{host}");
    let is_own = |origin: &HeaderValue| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes());
    let mut origins = headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (None, _) => Ok(()),
        (Some(origin), None) if is_own(origin) => Ok(()),
        _ => Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "pages of other origins may not ask here",
        )),
    }
}

/// Another site may link here, so that a tab opens; it may not embed or load anything.
fn site(headers: &HeaderMap) -> Result<(), Refusal> {
    let is = |name: HeaderName, value: &str| {
        headers
            .get_all(name)
            .iter()
            .any(|given| given.as_bytes() == value.as_bytes())
    };
    let opens_a_tab = is(SEC_FETCH_MODE, "navigate") && is(SEC_FETCH_DEST, "document");
    match is(SEC_FETCH_SITE, "cross-site") && !opens_a_tab {
        true => Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "other sites may link here, and nothing else",
        )),
        false => Ok(()),
    }
}
