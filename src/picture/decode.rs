//! Bytes to pixels: eight bits a channel, turned as they are shown.

use super::header::{decoder, fault};
use super::{Fault, Format, Head};
use image::{ColorType, DynamicImage};
use std::collections::HashSet;

/// From this many colours on, a picture is no flat graphic.
const FEW_COLOURS: usize = 1024;

/// A decoded picture.
pub struct Pixels {
    /// Grey, RGB or RGBA, eight bits each; opaque pictures have no alpha.
    pub image: DynamicImage,
    /// The profile that its colours are of; without one they are sRGB.
    pub profile: Option<Vec<u8>>,
    /// Whether it is a graphic of few colours, which lossy formats blur.
    pub is_flat: bool,
}

/// Decodes a picture whose head is known.
pub fn decode(head: &Head, bytes: &[u8]) -> Result<Pixels, Fault> {
    let mut decoder = decoder(head.format, bytes).map_err(|error| fault(&error))?;
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    let mut image = plain(image);
    image.apply_orientation(head.orientation);
    let is_flat = head.format == Format::Png && is_flat(&image);
    Ok(Pixels {
        image,
        profile,
        is_flat,
    })
}

fn plain(image: DynamicImage) -> DynamicImage {
    match image.color() {
        ColorType::L8 | ColorType::Rgb8 => image,
        ColorType::L16 => image.into_luma8().into(),
        ColorType::Rgb16 | ColorType::Rgb32F => image.into_rgb8().into(),
        _ => {
            let image = image.into_rgba8();
            match image.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
                true => DynamicImage::from(image).into_rgb8().into(),
                false => image.into(),
            }
        }
    }
}

fn is_flat(image: &DynamicImage) -> bool {
    let size = usize::from(image.color().bytes_per_pixel());
    let mut seen = HashSet::new();
    let mut last: &[u8] = &[];
    for pixel in image.as_bytes().chunks_exact(size) {
        if pixel != last {
            seen.insert(pixel);
            last = pixel;
        }
        if seen.len() > FEW_COLOURS {
            return false;
        }
    }
    true
}
