//! One request, and one answer within the limits.

use super::guard;
use super::{Fault, Manners};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, redirect};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// How we are called: the product token that robots.txt may name comes first.
const USER_AGENT: &str = concat!("nutgraf/", env!("CARGO_PKG_VERSION"));

/// What is asked for: pages before texts before anything.
const ACCEPT: &str = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5";

/// More headers than any honest answer has.
const MOST_HEADERS: usize = 100;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub http: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The kind of file, with its parameters.
    pub content_type: Option<String>,
    /// When to come back.
    pub retry_after: Option<String>,
    /// The bytes, unpacked; read where the status is a good one.
    pub body: Vec<u8>,
}

/// What to do with an answer that is larger than a number of bytes.
#[derive(Debug, Clone, Copy)]
pub enum Cap {
    /// It is a fault.
    Refuse(usize),
    /// The start is enough.
    Cut(usize),
}

/// Whom to trust, as the system does: a newsroom's machines may have authorities of their own, and lists of ours would
/// go stale. `None` where the system has no list.
pub fn trust() -> Option<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .with_platform_verifier()
        .ok()?;
    Some(config.with_no_client_auth())
}

/// Asks for an address, once, without following where it leads.
pub async fn get(
    url: &Url,
    trust: Option<&ClientConfig>,
    manners: &Manners,
    cap: Cap,
    time: Duration,
) -> Result<Answer, Fault> {
    let answer = async {
        let places = guard::places(url, &manners.allowed).await?;
        let client = client(url, &places, trust, manners)?;
        let response = client.get(url.clone()).header("accept", ACCEPT).send().await;
        read(response.map_err(|error| fault(&error))?, cap).await
    };
    let answer = tokio::time::timeout(time, answer).await;
    answer.unwrap_or(Err(Fault::TimedOut))
}

/// A client for one address: it knows its host by the checked places alone, keeps no cookies, uses no proxy.
fn client(
    url: &Url,
    places: &[SocketAddr],
    trust: Option<&ClientConfig>,
    manners: &Manners,
) -> Result<Client, Fault> {
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .http1_only()
        .http1_max_headers(MOST_HEADERS)
        .connect_timeout(manners.limits.connect)
        .read_timeout(manners.limits.idle);
    if let Some(Host::Domain(name)) = url.host() {
        builder = builder.resolve_to_addrs(name, places);
    }
    builder = match trust {
        Some(trust) => builder.tls_backend_preconfigured(trust.clone()),
        None if url.scheme() == "https" => {
            let why = "this machine has no list of authorities to trust; install ca-certificates";
            return Err(Fault::Insecure(why.to_owned()));
        }
        // Nothing will be encrypted; an empty list keeps the client from looking for one.
        None => builder.tls_backend_preconfigured(trust_nobody()),
    };
    builder.build().map_err(|error| fault(&error))
}

fn trust_nobody() -> ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring knows the default versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

/// Reads an answer piece by piece: what is packed is unpacked on the way, so that the cap holds for what comes out.
async fn read(mut response: Response, cap: Cap) -> Result<Answer, Fault> {
    let mut answer = Answer {
        http: response.status().as_u16(),
        location: header(response.headers(), &LOCATION),
        content_type: header(response.headers(), &CONTENT_TYPE),
        retry_after: header(response.headers(), &RETRY_AFTER),
        body: Vec::new(),
    };
    if !response.status().is_success() {
        return Ok(answer);
    }
    // What was unpacked has lost this header.
    if let Some(packed) = header(response.headers(), &CONTENT_ENCODING).filter(|name| name != "identity") {
        let packed: String = packed.chars().take(40).collect();
        return Err(Fault::Broken(format!(
            "the answer is packed by `{packed}`, which nutgraf does not read"
        )));
    }
    let (Cap::Refuse(most) | Cap::Cut(most)) = cap;
    while let Some(piece) = response.chunk().await.map_err(|error| fault(&error))? {
        let room = most - answer.body.len();
        answer.body.extend_from_slice(&piece[..piece.len().min(room)]);
        if piece.len() > room {
            match cap {
                Cap::Refuse(_) => return Err(Fault::TooLarge(most)),
                Cap::Cut(_) => break,
            }
        }
    }
    Ok(answer)
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// What went wrong, by the innermost reason.
fn fault(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::TimedOut;
    }
    let mut reason: &(dyn Error + 'static) = error;
    while let Some(inner) = reason.source() {
        reason = inner;
        if let Some(untrusted) = untrusted(reason) {
            return Fault::Insecure(plain(&untrusted.to_string()));
        }
    }
    let reason = plain(&reason.to_string());
    match (error.is_connect(), error.is_body() || error.is_decode()) {
        (true, _) => Fault::Broken(format!("no connection: {reason}")),
        (_, true) => Fault::Broken(format!("the answer broke off: {reason}")),
        _ => Fault::Broken(format!("the answer cannot be read: {reason}")),
    }
}

/// An error of encryption, which may be wrapped in errors of the system: those do not name it as their source.
fn untrusted<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    match error.downcast_ref::<std::io::Error>() {
        Some(outer) => untrusted(outer.get_ref()?),
        None => error.downcast_ref(),
    }
}

/// Words of a library, which may repeat what a server sent: one line, without marks that would move a cursor.
fn plain(words: &str) -> String {
    let visible = |mark: char| if mark.is_control() { ' ' } else { mark };
    words.chars().take(200).map(visible).collect()
}
