//! Paths of requests to pages of the site, by looking them up: no path is ever joined to a folder.

use crate::page::{self, Page};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A page or file, by its place in the list.
    Page(usize),
    /// A page that is asked for without its slash, or the root of a site below another.
    Redirect(usize),
    /// Nothing.
    Missing,
}

/// Decodes a path once. `None` where it is no path, breaks an escape, or is not UTF-8 or holds NUL then.
pub fn decode(path: &str) -> Option<String> {
    let escapes_are_whole = path.split('%').skip(1).all(|rest| {
        let mut digits = rest.bytes();
        let mut is_digit = || digits.next().is_some_and(|digit| digit.is_ascii_hexdigit());
        is_digit() && is_digit()
    });
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    (escapes_are_whole && decoded.starts_with('/') && !decoded.contains('\0')).then(|| decoded.into_owned())
}

/// Encodes a decoded path for `Location` and for scripts.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, OUTSIDE_PATHS).to_string()
}

/// All but what RFC 3986 leaves unreserved, and the slash.
const OUTSIDE_PATHS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where a site stands on its host, by its address: `/`, or `/sub/`.
pub fn prefix(base_url: Option<&str>) -> String {
    let url = base_url.and_then(|base| url::Url::parse(base).ok());
    let path = url.and_then(|url| decode(url.path()));
    path.map_or_else(
        || "/".to_owned(),
        |path| path.trim_end_matches('/').to_owned() + "/",
    )
}

/// Finds a decoded path among the pages, which are sorted by route.
pub fn find(pages: &[Page], prefix: &str, path: &str) -> Place {
    let at = |route: &str| page::find(pages, route);
    let above = &prefix[..prefix.len() - 1];
    let Some(route) = path
        .strip_prefix(above)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
    else {
        return match path {
            "/" => at("/").map_or(Place::Missing, Place::Redirect),
            _ => Place::Missing,
        };
    };
    let page = at(route).or_else(|| {
        at(route
            .strip_suffix("index.html")
            .filter(|page| page.ends_with('/'))?)
    });
    match page {
        Some(page) => Place::Page(page),
        None => at(&format!("{route}/")).map_or(Place::Missing, Place::Redirect),
    }
}

/// The site's own page for what is missing.
pub fn missing(pages: &[Page]) -> Option<usize> {
    page::find(pages, "/404.html")
}
