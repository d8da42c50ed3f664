//! The first bytes of a picture: what it is, how large, how turned. Cheap: no pixel is decoded.

use super::container::{is_animation, shown_parts};
use super::{Fault, Format, Head};
use crate::diagnostic::Code;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageError, Limits};
use std::io::Cursor;

/// In pixels: no side is longer.
pub const GREATEST_SIDE: u32 = 20_000;

/// No picture has more. What a phone takes has a dozen million, or fifty.
pub const MOST_PIXELS: u64 = 100_000_000;

/// In bytes: no picture takes more memory when it is decoded.
const MOST_BYTES: u64 = 512 << 20;

/// In bytes: what stands before the pixels of a PNG takes no more when it is unpacked.
const MOST_BYTES_OF_HEAD: u64 = 64 << 20;

/// The endings by which names promise a picture that can be cut to size.
const ENDINGS: [&str; 5] = ["jpg", "jpeg", "jfif", "png", "webp"];

/// What a file says of itself. `None` where neither its bytes nor its name say that it is a picture.
pub fn read(name: &str, bytes: &[u8]) -> Option<Result<Head, Fault>> {
    let Some(format) = format_of(bytes) else {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let words = if bytes.is_empty() {
            "is empty"
        } else {
            "is neither JPEG nor PNG nor WebP"
        };
        return ENDINGS
            .contains(&ending.as_str())
            .then(|| Err(Fault::unreadable(words)));
    };
    Some(head(format, bytes))
}

/// What the first bytes of a file say that it is.
fn format_of(bytes: &[u8]) -> Option<Format> {
    let is_webp = bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Format::Png),
        [b'R', b'I', b'F', b'F', ..] if is_webp => Some(Format::Webp),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        _ => None,
    }
}

fn head(format: Format, bytes: &[u8]) -> Result<Head, Fault> {
    if shown_parts(format, bytes).is_none() {
        return Err(Fault::unreadable("ends too early: a part of it is missing"));
    }
    if format == Format::Gif {
        return gif(bytes).ok_or_else(|| Fault::unreadable("ends too early: a part of it is missing"));
    }
    let mut decoder = decoder(format, bytes).map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if width > GREATEST_SIDE
        || height > GREATEST_SIDE
        || pixels > MOST_PIXELS
        || decoder.total_bytes() > MOST_BYTES
    {
        return Err(too_large(width, height));
    }
    if pixels == 0 {
        return Err(Fault::unreadable("has no pixels"));
    }
    // What cannot be read of the metadata turns nothing; an animation would have to be turned frame by frame.
    let is_still = !is_animation(format, bytes);
    let orientation = match is_still {
        true => decoder.orientation().unwrap_or(Orientation::NoTransforms),
        false => Orientation::NoTransforms,
    };
    let (width, height) = match is_quarter_turn(orientation) {
        true => (height, width),
        false => (width, height),
    };
    Ok(Head {
        format,
        width,
        height,
        orientation,
        is_still,
    })
}

/// A decoder that refuses what is too large. It has read what stands before the pixels.
pub fn decoder<'b>(format: Format, bytes: &'b [u8]) -> Result<Box<dyn ImageDecoder + 'b>, ImageError> {
    let bytes = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder + 'b> = match format {
        Format::Jpeg => Box::new(JpegDecoder::new(bytes)?),
        Format::Webp => Box::new(WebPDecoder::new(bytes)?),
        Format::Png | Format::Gif => Box::new(PngDecoder::with_limits(bytes, limits(MOST_BYTES_OF_HEAD))?),
    };
    decoder.set_limits(limits(MOST_BYTES))?;
    Ok(decoder)
}

fn limits(bytes: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(GREATEST_SIDE);
    limits.max_image_height = Some(GREATEST_SIDE);
    limits.max_alloc = Some(bytes);
    limits
}

/// The fault that an error of decoding is.
pub fn fault(error: &ImageError) -> Fault {
    let words = match error {
        ImageError::Limits(limit) if limit.kind() == LimitErrorKind::DimensionError => {
            format!("is larger than {GREATEST_SIDE} pixels a side")
        }
        ImageError::Limits(_) => "takes too much memory when it is decoded".to_owned(),
        error => return Fault::unreadable(format!("cannot be read: {error}")),
    };
    Fault {
        code: Code::PictureTooLarge,
        words,
    }
}

fn too_large(width: u32, height: u32) -> Fault {
    let words = format!(
        "has {width} × {height} pixels; {GREATEST_SIDE} a side and {} million in all are allowed",
        MOST_PIXELS / 1_000_000
    );
    Fault {
        code: Code::PictureTooLarge,
        words,
    }
}

fn gif(bytes: &[u8]) -> Option<Head> {
    let side = |at: usize| {
        Some(u32::from(u16::from_le_bytes(
            bytes.get(at..at + 2)?.try_into().ok()?,
        )))
    };
    Some(Head {
        format: Format::Gif,
        width: side(6)?,
        height: side(8)?,
        orientation: Orientation::NoTransforms,
        is_still: false,
    })
}

fn is_quarter_turn(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}
