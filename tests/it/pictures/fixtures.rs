//! Pictures made for tests, and what is inside made ones.

use crate::support::SiteTest;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use nutgraf::compile::Compiled;
use nutgraf::source_path::SourcePath;
use std::collections::BTreeMap;
use std::io::Cursor;

/// Words that stand in the metadata of fixtures and must be published nowhere.
pub const SECRETS: [&[u8]; 5] = [b"Exif\0", b"SECRET", b"GPSLat", b"eXIf", b"xmpmeta"];

/// A picture in which each quarter has a colour: red and green above, blue and white below.
pub fn quarters(width: u32, height: u32) -> DynamicImage {
    let colour = |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([220, 0, 0]),
        (false, true) => Rgb([0, 200, 0]),
        (true, false) => Rgb([0, 0, 220]),
        (false, false) => Rgb([250, 250, 250]),
    };
    RgbImage::from_fn(width, height, colour).into()
}

/// A picture with as many colours as a photo.
pub fn photo(width: u32, height: u32) -> DynamicImage {
    let part = |at: u32, all: u32| (at * 255 / all.max(1)) as u8;
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([part(x, width), part(y, height), (x * 31 + y * 17) as u8])
    })
    .into()
}

/// A picture's file.
pub fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A JPEG of small size.
pub fn jpeg(image: &DynamicImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 70)
        .encode_image(image)
        .unwrap();
    out
}

/// A JPEG as a phone writes it: how it was held, where it was, a comment, an XMP packet, and something after its end.
pub fn from_phone(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg(image);
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length, content].concat()
    };
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET place, GPSLatitude 37</x:xmpmeta>";
    [
        &plain[..2],
        &segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat()),
        &segment(0xe1, xmp),
        &segment(0xfe, b"SECRET comment"),
        &segment(0xed, b"Photoshop 3.0\0SECRET caption"),
        &plain[2..],
        b"SECRET trailer",
    ]
    .concat()
}

/// EXIF with an orientation, a description, and a place on Earth.
pub fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = tag.to_be_bytes().to_vec();
        entry.extend(kind.to_be_bytes());
        entry.extend(count.to_be_bytes());
        entry.extend(value);
        entry
    };
    let places = 8 + 2 + 3 * 12 + 4;
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    tiff.extend(entry(0x010e, 2, 4, *b"SEC\0"));
    tiff.extend(entry(0x0112, 3, 1, [0, orientation, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, u32::to_be_bytes(places)));
    tiff.extend([0; 4]);
    tiff.extend(b"\0\x01");
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend([0; 4]);
    tiff.extend(b"SECRET place GPSLatitude");
    tiff
}

/// A chunk of a PNG.
pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&kind[..], content].concat();
    let mut sum = u32::MAX;
    for byte in &named {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &named, &(!sum).to_be_bytes()].concat()
}

/// A PNG that says to be of a size, with some compressed bytes for its pixels.
pub fn png_of(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", data),
        chunk(b"IEND", b""),
    ]
    .concat()
}

/// Zeros, compressed by hand: thirteen bits for each 258 of them.
pub fn compressed_zeros(count: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let mut low_first = |value: u32, length: u32| bits.extend((0..length).map(|at| value >> at & 1 == 1));
    low_first(1, 1);
    low_first(1, 2);
    // Literal 0, whose code is 00110000, from its highest bit on.
    low_first(0b0000_1100, 8);
    for _ in 0..count / 258 {
        // Length 258 is the code 11000101, distance 1 five zeros.
        low_first(0b1010_0011, 8);
        low_first(0, 5);
    }
    low_first(0, 7);
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    let mut out = vec![0x78, 0x9c];
    out.extend(bits.chunks(8).map(byte));
    // The sum of zeros, by Adler-32; the first byte of it is another for each length.
    out.extend([0, 0, 0, 1]);
    out
}

/// A story that shows a picture.
pub const STORY: &str = "---\nheadline: A\ndate: 2026-04-27\n---\n![A photo](photo.jpg)\n";

/// A site with one story that shows `photo.jpg`.
pub fn showing(bytes: &[u8]) -> SiteTest {
    put(
        SiteTest::new("").edit("content/stories/a.md", STORY),
        "content/stories/photo.jpg",
        bytes,
    )
}

pub fn put(mut site: SiteTest, path: &str, bytes: &[u8]) -> SiteTest {
    site.sources.insert(SourcePath::new(path), bytes.to_vec());
    site
}

/// Every file of a finished site.
pub fn rendered(compiled: &Compiled) -> BTreeMap<String, Vec<u8>> {
    let file = |page| {
        let (output, problems) = compiled.render(page);
        assert!(problems.is_empty(), "{problems:?}");
        (output.path, output.bytes.to_vec())
    };
    compiled.pages.iter().map(file).collect()
}

/// The pictures of a finished site, decoded; and asserts that no file says what none may.
pub fn pictures(site: &SiteTest) -> BTreeMap<String, DynamicImage> {
    let files = rendered(site.compiled());
    for (name, bytes) in &files {
        for secret in SECRETS {
            let tells = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!tells, "{name} tells {}", String::from_utf8_lossy(secret));
        }
    }
    // Social cards are no pictures that a text shows.
    let is_picture = |name: &str| {
        ["jpg", "png", "webp"].iter().any(|ending| name.ends_with(ending)) && !name.ends_with("card.png")
    };
    let pictures = files.into_iter().filter(|(name, _)| is_picture(name));
    pictures
        .map(|(name, bytes)| {
            let image = image::load_from_memory(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, image)
        })
        .collect()
}

/// The names and widths of pictures, without the hashes in their names.
pub fn widths(pictures: &BTreeMap<String, DynamicImage>) -> Vec<String> {
    let plain = |name: &str| match name.rsplit_once('-') {
        Some((start, end)) if start.ends_with('w') => format!("{start}.{}", end.rsplit('.').next().unwrap()),
        _ => name.to_owned(),
    };
    let shown = |(name, image): (&String, &DynamicImage)| {
        format!("{} {}x{}", plain(name), image.width(), image.height())
    };
    let mut shown: Vec<String> = pictures.iter().map(shown).collect();
    shown.sort();
    shown
}
