//! Web addresses: which ones may be published, when two are the same, and links that point at a quote.

use crate::input::escape::encoded_iri;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// What an allowed address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlKind<'a> {
    /// An `http` or `https` address.
    Web,
    /// A `mailto` address (RFC 6068).
    Mail,
    /// A `tel` number (RFC 3966).
    Telephone,
    /// A path, with or without query and fragment; whether it exists is for others to check.
    Relative,
    /// A place on the same page.
    Fragment,
    /// One of nutgraf's own links, with the id after its scheme.
    Nutgraf(OwnScheme, &'a str),
}

impl UrlKind<'_> {
    /// How a page writes the address: a path as it is, for it names a file of the site; another's with what no
    /// address can hold encoded.
    pub fn written(&self, address: &str) -> String {
        match self {
            Self::Relative => address.to_owned(),
            _ => encoded_iri(address).into_owned(),
        }
    }
}

/// The schemes by which prose refers to a site's registries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnScheme {
    /// `claim:ms-investment`
    Claim,
    /// `term:agi`
    Term,
    /// `quote:nadella-april`
    Quote,
}

impl OwnScheme {
    /// The scheme as it is written before the colon.
    pub fn name(self) -> &'static str {
        match self {
            OwnScheme::Claim => "claim",
            OwnScheme::Term => "term",
            OwnScheme::Quote => "quote",
        }
    }
}

/// Why an address is refused, in words for its writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlError {
    reason: String,
    hint: Option<String>,
}

impl UrlError {
    /// How to write the address instead, where that is known.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for UrlError {}

/// Tells what an address is, or why it may not be published; entities must be decoded before.
///
/// An allow-list of schemes, judged as a browser would after it drops tabs, line ends and outer controls
/// (WHATWG URL Standard, basic URL parser), so that no spelling of `javascript:` slips through.
pub fn check_url(text: &str) -> Result<UrlKind<'_>, UrlError> {
    let seen = as_browsers_see(text);
    let kind = match scheme_of(&seen) {
        Some(scheme) => Scheme::of(scheme)?,
        None => Scheme::None,
    };
    refuse_stray_characters(text)?;
    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
    match kind {
        Scheme::None => check_relative(text),
        Scheme::Web => check_web(text, rest).map(|()| UrlKind::Web),
        Scheme::Mail => check_mail(rest).map(|()| UrlKind::Mail),
        Scheme::Telephone => check_telephone(rest).map(|()| UrlKind::Telephone),
        Scheme::Own(scheme) => check_own(scheme, rest),
    }
}

/// The key by which two web addresses are one source; `None` when the text is not a web address.
///
/// Scheme and host are in lower case, `http` counts as `https`; the default port, `www.`, the fragment, the
/// trailing slash and tracking parameters are dropped.
pub fn canonical_url(text: &str) -> Option<String> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let host = bare_host(url.host_str()?);
    let port = url
        .port()
        .filter(|port| *port != 443)
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    (!host.is_empty()).then(|| format!("https://{host}{port}{path}{}", kept_query(&url)))
}

/// Points a web address at a quote on its page (WICG URL Fragment Text Directives), keeping its own fragment. A long
/// quote is named by its edges, and so is one that leaves something out or puts in words of its own in brackets.
pub fn text_fragment(url: &str, quote: &str) -> String {
    let runs = unbroken(quote);
    // A word or two stand in many places of a page: then the longest run says more than the edges.
    let is_clear = |run: &Vec<&str>| run.len() > 2;
    let ends = runs.first().zip(runs.last());
    let ends = ends.filter(|(first, last)| is_clear(first) && is_clear(last));
    let Some((first, last)) = ends.or_else(|| runs.iter().max_by_key(|run| run.len()).map(|run| (run, run)))
    else {
        return url.to_owned();
    };
    let directive = match std::ptr::eq(first, last) && first.len() <= WHOLE_QUOTE {
        true => encode_words(first),
        false => {
            let (start, end) = (first.len().min(EDGE), last.len().saturating_sub(EDGE));
            format!("{},{}", encode_words(&first[..start]), encode_words(&last[end..]))
        }
    };
    let (page, fragment) = url.split_once('#').unwrap_or((url, ""));
    let fragment = fragment.split(":~:").next().unwrap_or("");
    format!("{page}#{fragment}:~:text={directive}")
}

/// Query parameters that say how a reader came, never what the page is; names are compared in lower case.
///
/// Google and its ads, Meta, Microsoft, Mailchimp, Yandex, X, TikTok, LinkedIn, Marketo, HubSpot, Vero, Adobe,
/// and the share buttons of newsrooms (`ref_src`, `cmpid`, `ocid`, `smid`). All of `utm_*` is dropped as well.
pub const TRACKING_PARAMETERS: &[&str] = &[
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "fbclid",
    "igshid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "vero_conv",
    "s_cid",
    "ref_src",
    "cmpid",
    "ocid",
    "smid",
];

/// In words: a quote up to this length is named whole, a longer one by its edges.
const WHOLE_QUOTE: usize = 8;

/// In words: how much of each end of a long quote is named.
const EDGE: usize = 4;

/// In a text directive `-`, `,` and `&` have meanings, so they are encoded like all that is not plain.
const DIRECTIVE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

const ALLOWED: &str = "use `https://`, `http://`, `mailto:`, `tel:` or a path";

enum Scheme {
    None,
    Web,
    Mail,
    Telephone,
    Own(OwnScheme),
}

impl Scheme {
    fn of(name: &str) -> Result<Scheme, UrlError> {
        match name.to_ascii_lowercase().as_str() {
            "http" | "https" => Ok(Scheme::Web),
            "mailto" => Ok(Scheme::Mail),
            "tel" => Ok(Scheme::Telephone),
            "claim" => Ok(Scheme::Own(OwnScheme::Claim)),
            "term" => Ok(Scheme::Own(OwnScheme::Term)),
            "quote" => Ok(Scheme::Own(OwnScheme::Quote)),
            host if host.contains('.') || host == "localhost" => {
                refuse("the address has no scheme", "write `https://` before it")
            }
            other => refuse(
                format!("addresses with the scheme `{}:` are not allowed", excerpt(other)),
                ALLOWED,
            ),
        }
    }
}

fn as_browsers_see(text: &str) -> String {
    let outer = |character: char| character <= ' ';
    text.trim_matches(outer)
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .collect()
}

/// RFC 3986, 3.1: a letter, then letters, digits, `+`, `-` and `.` up to the colon.
fn scheme_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    (scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(plain))
        .then_some(scheme)
}

fn refuse_stray_characters(text: &str) -> Result<(), UrlError> {
    if text.trim().is_empty() {
        return refuse("the address is empty", ALLOWED);
    }
    if let Some(control) = text.chars().find(|character| character.is_control()) {
        return refuse(
            format!(
                "the address has the control character U+{:04X}",
                u32::from(control)
            ),
            "remove it",
        );
    }
    if text.trim() != text {
        return refuse(
            "the address has spaces around it",
            format!("write `{}`", excerpt(text.trim())),
        );
    }
    match text
        .split(['?', '#'])
        .next()
        .is_some_and(|path| path.contains('\\'))
    {
        true => refuse(
            "the address has a backslash, which browsers take for `/`",
            "write `/`",
        ),
        false => Ok(()),
    }
}

fn check_relative(text: &str) -> Result<UrlKind<'_>, UrlError> {
    let https = |rest: &str| format!("write `https://{}`", excerpt(rest));
    match text {
        _ if text.starts_with("//") => {
            refuse("the address has no scheme", https(text.trim_start_matches('/')))
        }
        _ if text.starts_with("www.") => refuse("the address has no scheme", https(text)),
        _ if text.starts_with('#') => Ok(UrlKind::Fragment),
        _ => Ok(UrlKind::Relative),
    }
}

fn check_web(text: &str, rest: &str) -> Result<(), UrlError> {
    let rest = rest.strip_prefix("//").unwrap_or("");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.is_empty() {
        return refuse(
            "the address has no host",
            "write it as `https://example.org/page`",
        );
    }
    if authority.contains('@') {
        return refuse(
            "the address has a user name or password",
            "remove everything up to the `@`",
        );
    }
    refuse_spaces(text)?;
    match Url::parse(text) {
        Ok(_) => Ok(()),
        Err(error) => refuse(
            format!("`{}` is not a web address: {error}", excerpt(text)),
            "write it as `https://example.org/page`",
        ),
    }
}

fn check_mail(rest: &str) -> Result<(), UrlError> {
    let (address, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let has_address = address
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    match has_address || (address.is_empty() && !fields.is_empty()) {
        true => refuse_spaces(rest),
        false => refuse(
            "the `mailto:` address has no mail address",
            "write it as `mailto:desk@example.org`",
        ),
    }
}

/// RFC 3966 allows visual separators but no spaces.
fn check_telephone(rest: &str) -> Result<(), UrlError> {
    match rest.contains(|character: char| character.is_ascii_digit()) {
        true => refuse_spaces(rest),
        false => refuse(
            "the `tel:` address has no number",
            "write it as `tel:+1-202-555-0123`",
        ),
    }
}

fn check_own(scheme: OwnScheme, id: &str) -> Result<UrlKind<'_>, UrlError> {
    match id.trim().is_empty() {
        true => refuse("the link names no id", "write the id after the colon"),
        false => Ok(UrlKind::Nutgraf(scheme, id)),
    }
}

fn refuse_spaces(text: &str) -> Result<(), UrlError> {
    match text.contains(char::is_whitespace) {
        true => refuse(
            "the address has a space in it",
            "write `%20` for a space, or remove it",
        ),
        false => Ok(()),
    }
}

fn refuse<T>(reason: impl Into<String>, hint: impl Into<String>) -> Result<T, UrlError> {
    Err(UrlError {
        reason: reason.into(),
        hint: Some(hint.into()),
    })
}

/// Keeps messages short, however long the address.
fn excerpt(text: &str) -> String {
    let start: String = text.chars().take(60).collect();
    if start.len() < text.len() {
        format!("{start}…")
    } else {
        start
    }
}

/// Drops `www.`, but never the whole name in front of a top-level domain, and the dot of an absolute name.
fn bare_host(host: &str) -> &str {
    let mut host = host.trim_end_matches('.');
    while let Some(bare) = host.strip_prefix("www.").filter(|bare| bare.contains('.')) {
        host = bare;
    }
    host
}

fn kept_query(url: &Url) -> String {
    let parameters = url.query().unwrap_or("").split('&');
    let kept: Vec<&str> = parameters
        .filter(|parameter| !parameter.is_empty() && !is_tracking(parameter))
        .collect();
    if kept.is_empty() {
        String::new()
    } else {
        format!("?{}", kept.join("&"))
    }
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("").to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING_PARAMETERS.contains(&name.as_str())
}

/// The runs of words that stand on the page as they stand in the quote: marks of omission and brackets break them.
fn unbroken<'q>(quote: &'q str) -> Vec<Vec<&'q str>> {
    let after_bracket = |piece: &'q str| piece.split_once(']').map_or(piece, |(_, rest)| rest);
    let (first, rest) = quote.split_once('[').unwrap_or((quote, "]"));
    let pieces = std::iter::once(first).chain(rest.split('[').map(after_bracket));
    let pieces = pieces
        .flat_map(|piece| piece.split('…'))
        .flat_map(|piece| piece.split("..."));
    let runs = pieces.map(|piece| piece.split_whitespace().collect::<Vec<&str>>());
    runs.filter(|words| !words.is_empty()).collect()
}

fn encode_words(words: &[&str]) -> String {
    utf8_percent_encode(&words.join(" "), DIRECTIVE).to_string()
}
