//! The parts of a picture's file: whether all are there, and which are published.

use super::Format;
use std::ops::Range;

/// The parts of a file that show the picture, as ranges of its bytes; all else says where, when and by what it was
/// taken. `None` where the file ends too early.
pub fn shown_parts(format: Format, bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::Webp => webp(bytes),
        Format::Gif => {
            let all = 0..bytes.len();
            Some(vec![all])
        }
    }
}

/// The file without what does not show the picture. `None` where the file ends too early.
pub fn stripped(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = shown_parts(format, bytes)?;
    let mut out = Vec::with_capacity(bytes.len());
    for part in parts {
        out.extend_from_slice(bytes.get(part)?);
    }
    if format == Format::Webp {
        let size = u32::try_from(out.len().checked_sub(8)?).ok()?;
        out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
        if out.get(12..16) == Some(b"VP8X") {
            // The bits that announce EXIF and XMP.
            *out.get_mut(20)? &= !0b0000_1100;
        }
    }
    Some(out)
}

/// Whether a PNG or WebP is an animation.
pub fn is_animation(format: Format, bytes: &[u8]) -> bool {
    let parts = shown_parts(format, bytes).unwrap_or_default();
    let kind = |part: &Range<usize>, at: usize| bytes.get(part.start + at..part.start + at + 4);
    match format {
        Format::Png => parts.iter().any(|part| kind(part, 4) == Some(b"acTL")),
        Format::Webp => parts.iter().any(|part| kind(part, 0) == Some(b"ANIM")),
        Format::Jpeg => false,
        Format::Gif => true,
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let start = 0..2;
    let mut parts = vec![start];
    let mut at = 2;
    loop {
        // Fill bytes, and what some cameras leave between segments.
        at += bytes
            .get(at..)?
            .windows(2)
            .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
        match bytes[at + 1] {
            0xd9 => {
                parts.push(at..at + 2);
                return Some(parts);
            }
            0x01 | 0xd0..=0xd8 => at += 2,
            marker => {
                let end =
                    at + 2 + usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
                let content = bytes.get(at + 4..end)?;
                if shows_jpeg(marker, content) {
                    parts.push(at..end);
                }
                at = end;
                if marker == 0xda {
                    let is_next = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
                    let length = bytes.get(at..)?.windows(2).position(is_next)?;
                    parts.push(at..at + length);
                    at += length;
                }
            }
        }
    }
}

/// Whether a segment is needed to show the picture: all but comments and what applications left, of which the colour
/// profile and two words on how colours are coded stay.
fn shows_jpeg(marker: u8, content: &[u8]) -> bool {
    match marker {
        // Fourteen bytes hold no thumbnail.
        0xe0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe") && content.len() == 12,
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// The chunks of a PNG that show the picture.
const PNG_CHUNKS: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"acTL", b"fcTL", b"fdAT", b"bKGD",
];

fn png(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let signature = 0..8;
    let mut parts = vec![signature];
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind = bytes.get(at + 4..at + 8)?;
        let end = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        bytes.get(at..end)?;
        if PNG_CHUNKS.iter().any(|known| *known == kind) {
            parts.push(at..end);
        }
        if kind == b"IEND" {
            return Some(parts);
        }
        at = end;
    }
}

/// The chunks of a WebP that show the picture.
const WEBP_CHUNKS: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

fn webp(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let length = |at: usize| {
        let length = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        usize::try_from(length).ok()
    };
    let whole = length(4)?.checked_add(8)?;
    bytes.get(..whole)?;
    let head = 0..12;
    let mut parts = vec![head];
    let mut at = 12;
    while at + 8 <= whole {
        let inner = length(at + 4)?;
        // Chunks begin at even places.
        let end = at.checked_add(8)?.checked_add(inner)?.checked_add(inner % 2)?;
        let kind = bytes.get(at..at + 4)?;
        bytes.get(at..end.min(whole)).filter(|_| end <= whole + 1)?;
        if WEBP_CHUNKS.iter().any(|known| *known == kind) {
            parts.push(at..end.min(whole));
        }
        at = end;
    }
    Some(parts)
}
