//! Bytes to text, whatever they are written in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use html5gum::emitters::default::StartTag;
use html5gum::{Token, Tokenizer};

/// In bytes: how far into a page its own word on its encoding is looked for (WHATWG HTML, 13.2.3.2).
const HEAD: usize = 1024;

/// The text of an answer. A mark at its start counts, then what the server says, then what the page says, as far as the
/// bytes can be that; else it is UTF-8 where it can be, or the encoding of old western pages, which fits all bytes.
///
/// A browser would keep to the server's word where the bytes are none of it, and show gaps. Quotations are looked for
/// in this text, so that what can be read is better.
pub fn decode(bytes: &[u8], content_type: &str) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    let declared = [parameter(content_type), of_page(bytes)];
    let candidates = declared.into_iter().flatten().chain([UTF_8]);
    for encoding in candidates {
        let (text, has_gaps) = encoding.decode_without_bom_handling(bytes);
        if !has_gaps {
            return text.into_owned();
        }
    }
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// The `charset` of a content type.
fn parameter(content_type: &str) -> Option<&'static Encoding> {
    let parameters = content_type.split(';').skip(1);
    parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .and_then(|(_, label)| Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes()))
}

/// What a page says of itself by `meta`. A page that could be read to this point is not in UTF-16.
fn of_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let tags = Tokenizer::new(head.as_ref()).filter_map(|token| match token {
        Ok(Token::StartTag(tag)) if *tag.name == b"meta" => Some(tag),
        _ => None,
    });
    let found = tags.filter_map(|tag| of_meta(&tag)).next()?;
    Some(if found == UTF_16BE || found == UTF_16LE {
        UTF_8
    } else {
        found
    })
}

fn of_meta(tag: &StartTag<()>) -> Option<&'static Encoding> {
    let attribute = |name: &[u8]| {
        let found = tag.attributes.iter().find(|(key, _)| ***key == *name);
        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
    };
    match attribute(b"charset") {
        Some(label) => Encoding::for_label(label.trim().as_bytes()),
        None => attribute(b"content").and_then(|content| parameter(&content)),
    }
}
