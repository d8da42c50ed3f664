//! Pixels to bytes: one size in one format, its colours in sRGB, and nothing else in the file.

use super::decode::Pixels;
use super::{Fault, Format};
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageResult};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::borrow::Cow;

/// How well JPEG is to look, of 100.
const JPEG_QUALITY: u8 = 82;

/// How well WebP is to look, of 100.
const WEBP_QUALITY: f32 = 80.0;

/// How hard lossless WebP is worked on, of 100.
const LOSSLESS_EFFORT: f32 = 75.0;

/// A picture of a width in a format.
pub fn cut(pixels: &Pixels, width: u32, height: u32, format: Format) -> Result<Vec<u8>, Fault> {
    let mut image = resized(&pixels.image, width, height)?;
    if let Some(profile) = &pixels.profile {
        to_srgb(image.to_mut(), profile);
    }
    let failed = |error: String| Fault::unreadable(format!("cannot be cut to size: {error}"));
    match format {
        Format::Jpeg => written(|out| JpegEncoder::new_with_quality(out, JPEG_QUALITY).encode_image(&*image)),
        Format::Png | Format::Gif => written(|out| image.write_with_encoder(PngEncoder::new(out))),
        Format::Webp => webp(&image, pixels.is_flat),
    }
    .map_err(failed)
}

fn resized(image: &DynamicImage, width: u32, height: u32) -> Result<Cow<'_, DynamicImage>, Fault> {
    if (width, height) == (image.width(), image.height()) {
        return Ok(Cow::Borrowed(image));
    }
    let mut small = DynamicImage::new(width, height, image.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(image, &mut small, &options)
        .map_err(|error| Fault::unreadable(format!("cannot be cut to size: {error}")))?;
    Ok(Cow::Owned(small))
}

/// Turns colours of a profile into sRGB, which every browser shows right without being told. A profile that cannot
/// be read, or is of other inks, says nothing of these colours.
fn to_srgb(image: &mut DynamicImage, profile: &[u8]) {
    let layout = match image {
        DynamicImage::ImageRgb8(_) => Layout::Rgb,
        DynamicImage::ImageRgba8(_) => Layout::Rgba,
        _ => return,
    };
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, options) else {
        return;
    };
    let mut turned = vec![0; image.as_bytes().len()];
    if transform.transform(image.as_bytes(), &mut turned).is_err() {
        return;
    }
    match image {
        DynamicImage::ImageRgb8(image) => image.copy_from_slice(&turned),
        DynamicImage::ImageRgba8(image) => image.copy_from_slice(&turned),
        _ => {}
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> ImageResult<()>) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    write(&mut out).map_err(|error| error.to_string())?;
    Ok(out)
}

/// WebP; of flat graphics the lossless form, where it is no larger.
fn webp(image: &DynamicImage, is_flat: bool) -> Result<Vec<u8>, String> {
    let (width, height) = (image.width(), image.height());
    let grey;
    let encoder = match image {
        DynamicImage::ImageRgba8(image) => webp::Encoder::from_rgba(image, width, height),
        DynamicImage::ImageRgb8(image) => webp::Encoder::from_rgb(image, width, height),
        other => {
            grey = other.to_rgb8();
            webp::Encoder::from_rgb(&grey, width, height)
        }
    };
    let encode = |lossless: bool, quality: f32| {
        let encoded = encoder.encode_simple(lossless, quality);
        encoded
            .map(|bytes| bytes.to_vec())
            .map_err(|error| format!("{error:?}"))
    };
    let lossy = encode(false, WEBP_QUALITY)?;
    if !is_flat {
        return Ok(lossy);
    }
    let lossless = encode(true, LOSSLESS_EFFORT)?;
    Ok(if lossless.len() <= lossy.len() {
        lossless
    } else {
        lossy
    })
}
