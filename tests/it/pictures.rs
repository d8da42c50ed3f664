//! Pictures: cut to sizes, turned upright, and silent of where they were taken.

mod files;
mod fixtures;
mod hostile;
mod markup;

use crate::support::SiteTest;
pub use fixtures::png_of;
use fixtures::{exif, file, from_phone, jpeg, photo, pictures, put, quarters, rendered, showing, widths};
use image::{DynamicImage, GenericImageView, ImageFormat, Pixel};
use nutgraf::picture::ENGINE;
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/pictures")
            .join(name),
    )
    .unwrap()
}

/// A word for the colour in the middle of a quarter.
fn colour(image: &DynamicImage, right: u32, down: u32) -> &'static str {
    let at = |part: u32, all: u32| all / 4 + part * all / 2;
    let pixel = image
        .get_pixel(at(right, image.width()), at(down, image.height()))
        .to_rgb();
    match pixel.0.map(|channel| channel > 128) {
        [true, false, false] => "red",
        [false, true, false] => "green",
        [false, false, true] => "blue",
        [true, true, true] => "white",
        _ => panic!("{pixel:?}"),
    }
}

#[test]
fn pictures_stand_upright_however_they_were_taken() {
    let upright = [
        (1, "red", "green"),
        (2, "green", "red"),
        (3, "white", "blue"),
        (4, "blue", "white"),
        (5, "red", "blue"),
        (6, "blue", "red"),
        (7, "white", "green"),
        (8, "green", "white"),
    ];
    for (orientation, left, right) in upright {
        let site = showing(&from_phone(&quarters(600, 400), orientation)).build();
        let (width, height) = if orientation > 4 { (400, 600) } else { (600, 400) };
        let html = site.file("a/index.html");
        assert!(
            html.contains(&format!("width=\"{width}\" height=\"{height}\"")),
            "{orientation}: {html}"
        );
        let pictures = pictures(&site);
        assert!(pictures.len() >= 2, "{:?}", pictures.keys());
        for (name, picture) in &pictures {
            let shape = u64::from(picture.width()) * height == u64::from(picture.height()) * width;
            assert!(
                shape,
                "{orientation}: {name} is {} × {}",
                picture.width(),
                picture.height()
            );
            assert_eq!(
                (colour(picture, 0, 0), colour(picture, 1, 0)),
                (left, right),
                "{orientation}: {name}"
            );
        }
    }
}

#[test]
fn sizes_are_never_larger_than_the_picture() {
    let cuts = |width, height| widths(&pictures(&showing(&jpeg(&photo(width, height))).build()));
    assert_eq!(cuts(1, 1), ["stories/photo-1w.webp 1x1", "stories/photo.jpg 1x1"]);
    assert_eq!(
        cuts(500, 10),
        ["stories/photo-500w.webp 500x10", "stories/photo.jpg 500x10"]
    );
    assert_eq!(
        cuts(1000, 500),
        [
            "stories/photo-1000w.webp 1000x500",
            "stories/photo-480w.jpg 480x240",
            "stories/photo-480w.webp 480x240",
            "stories/photo-800w.jpg 800x400",
            "stories/photo-800w.webp 800x400",
            "stories/photo.jpg 1000x500",
        ]
    );
    assert_eq!(
        cuts(3000, 100),
        [
            "stories/photo-1200w.jpg 1200x40",
            "stories/photo-1200w.webp 1200x40",
            "stories/photo-1600w.jpg 1600x53",
            "stories/photo-1600w.webp 1600x53",
            "stories/photo-2400w.webp 2400x80",
            "stories/photo-480w.jpg 480x16",
            "stories/photo-480w.webp 480x16",
            "stories/photo-800w.jpg 800x27",
            "stories/photo-800w.webp 800x27",
            "stories/photo.jpg 2400x80",
        ]
    );
}

#[test]
fn every_kind_of_pixel_is_shown() {
    let base = photo(60, 40);
    let kinds: [(&str, Vec<u8>); 12] = [
        ("RGB", file(&base, ImageFormat::Png)),
        ("RGBA", file(&base.to_rgba8().into(), ImageFormat::Png)),
        ("grey", file(&base.to_luma8().into(), ImageFormat::Png)),
        (
            "grey with alpha",
            file(&base.to_luma_alpha8().into(), ImageFormat::Png),
        ),
        ("16 bits", file(&base.to_rgb16().into(), ImageFormat::Png)),
        ("16 bits grey", file(&base.to_luma16().into(), ImageFormat::Png)),
        ("16 bits RGBA", file(&base.to_rgba16().into(), ImageFormat::Png)),
        ("WebP", file(&base, ImageFormat::WebP)),
        ("grey JPEG", jpeg(&base.to_luma8().into())),
        ("CMYK JPEG", fixture("cmyk.jpg")),
        ("progressive JPEG", fixture("progressive.jpg")),
        ("one bit", fixture("one-bit.png")),
    ];
    for (kind, bytes) in kinds {
        let site = showing(&bytes).build();
        assert_eq!(site.diagnostics(), [""; 0], "{kind}");
        let pictures = pictures(&site);
        assert!(!pictures.is_empty(), "{kind}");
        let first = pictures.values().next().unwrap();
        assert!(
            pictures
                .values()
                .all(|other| other.dimensions() == first.dimensions()),
            "{kind}"
        );
    }
    // The fixture goes from dark to bright red from left to right.
    for kind in ["cmyk.jpg", "progressive.jpg"] {
        for (name, picture) in pictures(&showing(&fixture(kind)).build()) {
            let red = |x| picture.get_pixel(x, 24).to_rgb().0[0];
            assert!(
                red(4) < 60 && red(60) > 180,
                "{kind}: {name} {} {}",
                red(4),
                red(60)
            );
        }
    }
}

#[test]
fn what_is_transparent_stays_so() {
    let site = showing(&fixture("palette.png")).build();
    for (name, picture) in pictures(&site) {
        let image = picture.to_rgba8();
        assert!(image.pixels().any(|pixel| pixel.0[3] == 0), "{name}");
        assert!(image.pixels().any(|pixel| pixel.0[3] == 255), "{name}");
    }
}

#[test]
fn a_graphic_of_few_colours_is_not_blurred() {
    let site = showing(&file(&quarters(300, 200), ImageFormat::Png)).build();
    for (name, picture) in pictures(&site) {
        assert_eq!(picture.to_rgb8(), quarters(300, 200).to_rgb8(), "{name}");
    }
}

#[test]
fn colours_of_a_wide_gamut_are_kept_or_turned_into_those_of_the_web() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let plain = jpeg(&quarters(1000, 400));
    let content = [&b"ICC_PROFILE\0\x01\x01"[..], &profile].concat();
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let wide = [&plain[..2], &[0xff, 0xe2], &length, &content, &plain[2..]].concat();
    let site = showing(&wide).build();
    let holds_profile = |bytes: &[u8]| bytes.windows(11).any(|window| window == b"ICC_PROFILE");
    let files = rendered(site.compiled());
    assert!(
        holds_profile(&files["stories/photo.jpg"]),
        "it is not encoded again, and keeps its profile"
    );
    let cuts = files.iter().filter(|(name, _)| name.contains("w-"));
    for (name, bytes) in cuts {
        assert!(!holds_profile(bytes), "{name}");
        let image = image::load_from_memory(bytes).unwrap();
        let green = image
            .get_pixel(image.width() * 3 / 4, image.height() / 4)
            .to_rgb()
            .0;
        // The green of P3 lies outside sRGB: it comes out purer.
        assert!(green[1] > 200, "{name}: {green:?}");
    }
}

#[test]
fn what_is_a_picture_its_bytes_decide() {
    let site = showing(&file(&photo(600, 400), ImageFormat::Png)).build();
    let files = rendered(site.compiled());
    assert!(files["stories/photo.jpg"].starts_with(b"\x89PNG"));
    assert!(
        files
            .keys()
            .any(|name| name.contains("photo-480w-") && name.ends_with(".png"))
    );
    assert!(site.file("a/index.html").contains("width=\"600\" height=\"400\""));
}

#[test]
fn animations_keep_moving_and_say_nothing_either() {
    for (name, mark) in [
        ("animated.png", &b"fdAT"[..]),
        ("animated.webp", b"ANMF"),
        ("animated.gif", b"GIF89a"),
    ] {
        let site = showing(&fixture(name)).build();
        assert_eq!(site.diagnostics(), [""; 0], "{name}");
        let html = site.file("a/index.html");
        assert!(
            html.contains("width=\"32\" height=\"24\"") && !html.contains("srcset"),
            "{html}"
        );
        let files = rendered(site.compiled());
        assert_eq!(
            files.keys().filter(|name| name.contains("photo")).count(),
            1,
            "{name}"
        );
        let bytes = &files["stories/photo.jpg"];
        for secret in fixtures::SECRETS.into_iter().chain([&b"EXIF"[..], b"XMP "]) {
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret),
                "{name}"
            );
        }
        let format = image::guess_format(bytes).unwrap();
        assert!(
            format == ImageFormat::Gif || image::load_from_memory(bytes).is_ok(),
            "{name}"
        );
        assert!(bytes.windows(mark.len()).any(|window| window == mark), "{name}");
    }
}

#[test]
fn metadata_goes_from_png_and_webp_too() {
    let png = file(&photo(30, 20), ImageFormat::Png);
    let secret = [
        fixtures::chunk(b"eXIf", &exif(6)),
        fixtures::chunk(b"tEXt", b"Comment\0SECRET"),
        fixtures::chunk(
            b"iTXt",
            b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>SECRET</x:xmpmeta>",
        ),
    ];
    let told = [&png[..33], &secret.concat(), &png[33..]].concat();
    let site = showing(&told).build();
    assert!(
        pictures(&site)
            .values()
            .all(|picture| picture.dimensions() == (20, 30))
    );

    let encoder = image::codecs::webp::WebPEncoder::new_lossless;
    let mut webp = Vec::new();
    let mut writer = encoder(&mut webp);
    image::ImageEncoder::set_exif_metadata(&mut writer, exif(1)).unwrap();
    writer
        .encode(photo(30, 20).as_bytes(), 30, 20, image::ExtendedColorType::Rgb8)
        .unwrap();
    assert!(webp.windows(4).any(|window| window == b"EXIF"));
    let site = showing(&webp).build();
    assert_eq!(pictures(&site).len(), 1);
    assert!(
        !rendered(site.compiled())["stories/photo.jpg"]
            .windows(4)
            .any(|window| window == b"EXIF")
    );
}

#[test]
fn a_picture_that_no_text_shows_is_silent_too() {
    let story = "---\nheadline: A\ndate: 2026-04-27\n---\n[The original](photo.jpg)\n";
    let site = showing(&from_phone(&photo(900, 600), 8)).edit("content/stories/a.md", story);
    assert_eq!(widths(&pictures(&site.build())), ["stories/photo.jpg 600x900"]);
}

#[test]
fn what_lies_in_static_is_copied_as_it_is_and_cut_where_it_is_shown() {
    let bytes = jpeg(&photo(3000, 60));
    let story = "---\nheadline: A\ndate: 2026-04-27\n---\n![A photo](/photo%2Ejpg?x#y)\n";
    let site = put(
        SiteTest::new("").edit("content/stories/a.md", story),
        "static/photo.jpg",
        &bytes,
    );
    let site = put(site, "static/other.jpg", &bytes).build();
    assert_eq!(site.diagnostics(), [""; 0]);
    let files = rendered(site.compiled());
    assert_eq!(files["photo.jpg"], bytes);
    assert_eq!(files["other.jpg"], bytes);
    assert!(site.file("a/index.html").contains("width=\"3000\" height=\"60\""));
    let cuts: Vec<&String> = files.keys().filter(|name| name.contains("w-")).collect();
    assert_eq!(cuts.len(), 10, "{cuts:?}");
    assert!(cuts.iter().all(|name| name.starts_with("photo-")), "{cuts:?}");
}

/// Kept results are told apart by the versions of what makes them.
#[test]
fn the_engine_names_the_versions_that_are_built_in() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    for part in ENGINE.split(", ").skip(1) {
        let (name, version) = part.split_once(' ').unwrap();
        let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
        assert!(
            lock.contains(&entry),
            "Cargo.lock holds another version of {name}"
        );
    }
}
