//! One escaper per context. Content is untrusted; whatever lands in HTML or XML passes here.

use std::borrow::Cow;
use std::fmt::Write;

/// Replaces what no format of ours may hold: control characters and noncharacters, which end an XML parser
/// (XML 1.0, section 2.2) and are errors in HTML. A writer's editor hides them, so they come in unseen.
pub fn plain_marks(text: String) -> String {
    // By UTF-8's bytes first: nearly every page is right, and the whole text is looked through.
    let suspect = |pair: &[u8]| match pair[0] {
        b'\t' | b'\n' | b'\r' => false,
        ..b' ' | 0x7f | 0xef.. => true,
        0xc2 => pair[1] < 0xa0,
        _ => false,
    };
    if !text.as_bytes().windows(2).any(suspect) {
        return text;
    }
    let fits = |mark: char| match mark {
        '\t' | '\n' | '\r' | '\u{fffd}' => true,
        '\u{fdd0}'..='\u{fdef}' => false,
        mark => !mark.is_control() && mark as u32 & 0xfffe != 0xfffe,
    };
    text.chars()
        .map(|mark| {
            if fits(mark) {
                mark
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}

/// Escapes text for HTML and XML element content and double-quoted attributes.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_html(&mut out, text);
    out
}

/// Escapes into an existing string.
pub fn push_html(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Escapes a URL for an attribute: what a URL cannot hold is percent-encoded, the rest escaped as HTML.
pub fn push_url(out: &mut String, url: &str) {
    for mark in url.chars() {
        match mark {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            '"' | '<' | '>' | ' ' | '`' | '\\' | '^' | '{' | '}' | '|' => push_percent(out, mark),
            mark if mark.is_control() || !mark.is_ascii() => push_percent(out, mark),
            mark => out.push(mark),
        }
    }
}

/// What a URL cannot hold, percent-encoded; the rest as it is, escapes too.
pub fn encoded_url(url: &str) -> Cow<'_, str> {
    encoded(url, |mark| {
        mark.is_ascii_graphic() && !FORBIDDEN_IN_URLS.contains(mark)
    })
}

/// The same, but letters of any script stay, as they may in a page (RFC 3987): a host among them has no other form.
pub fn encoded_iri(url: &str) -> Cow<'_, str> {
    encoded(url, |mark| {
        !mark.is_control() && !mark.is_whitespace() && !FORBIDDEN_IN_URLS.contains(mark)
    })
}

fn encoded(url: &str, fits: impl Fn(char) -> bool) -> Cow<'_, str> {
    if url.chars().all(&fits) {
        return Cow::Borrowed(url);
    }
    let mut out = String::with_capacity(url.len() * 2);
    for mark in url.chars() {
        if fits(mark) {
            out.push(mark);
        } else {
            push_percent(&mut out, mark);
        }
    }
    Cow::Owned(out)
}

/// Marks of ASCII that stand in no URL (RFC 3986, section 2).
const FORBIDDEN_IN_URLS: &str = "\"<>`\\^{}|";

fn push_percent(out: &mut String, mark: char) {
    let mut buffer = [0; 4];
    for byte in mark.encode_utf8(&mut buffer).bytes() {
        // Writing to a string cannot fail.
        let _ = write!(out, "%{byte:02X}");
    }
}
