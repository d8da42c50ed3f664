//! Files that lie, and files that are broken: each is named, and none takes the build with it.

use super::fixture;
use super::fixtures::{compressed_zeros, exif, file, from_phone, jpeg, photo, png_of, put, showing};
use crate::support::SiteTest;
use image::ImageFormat;
use nutgraf::diagnostic::Code;
use nutgraf::job::Bench;
use nutgraf::picture::{self, Format, Shape};
use proptest::prelude::*;

/// What building a site reports, on compiling it or on making its files.
fn codes(site: &SiteTest) -> Vec<String> {
    let compiled = site.compiled();
    let mut problems = compiled.diagnostics();
    if problems.is_empty() {
        problems = compiled
            .pages
            .iter()
            .flat_map(|page| compiled.render(page).1)
            .collect();
        nutgraf::diagnostic::sort(&mut problems);
    }
    let told =
        |problem: &nutgraf::diagnostic::Diagnostic| format!("{}: {}", problem.code.name(), problem.message);
    problems.iter().map(told).collect()
}

fn expect_fault(bytes: &[u8], code: Code) {
    let found = codes(&showing(bytes).build());
    let start = format!("{}: content/stories/photo.jpg ", code.name());
    assert!(!found.is_empty(), "nothing was reported");
    assert!(found.iter().all(|line| line.starts_with(&start)), "{found:?}");
}

#[test]
fn what_is_cut_short_is_named() {
    let picture = photo(60, 40);
    let files = [
        from_phone(&picture, 6),
        file(&picture, ImageFormat::Png),
        file(&picture, ImageFormat::WebP),
        fixture("progressive.jpg"),
        fixture("animated.webp"),
        fixture("animated.png"),
    ];
    for whole in files {
        let end = whole.len() - b"SECRET trailer".len();
        for cut in [4, 12, 20, 33, 60, end / 2, end - 12, end - 3] {
            expect_fault(&whole[..cut], Code::PictureUnreadable);
        }
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    expect_fault(
        &png_of(60_000, 60_000, &compressed_zeros(1000)),
        Code::PictureTooLarge,
    );
    expect_fault(
        &png_of(20_000, 5_001, &compressed_zeros(1000)),
        Code::PictureTooLarge,
    );
    expect_fault(&png_of(20_001, 1, &compressed_zeros(1000)), Code::PictureTooLarge);
    expect_fault(&png_of(0, 10, &compressed_zeros(1000)), Code::PictureUnreadable);
}

#[test]
fn pixels_beyond_those_that_the_header_names_are_not_read() {
    let small_header = png_of(100, 100, &compressed_zeros(64 << 20));
    let site = showing(&small_header).build();
    let found = codes(&site);
    assert!(
        found
            .iter()
            .all(|line| line.starts_with("picture-unreadable: content/stories/photo.jpg")),
        "{found:?}"
    );
}

#[test]
fn pixels_that_are_not_there_are_missed() {
    expect_fault(
        &png_of(2000, 2000, &compressed_zeros(5000)),
        Code::PictureUnreadable,
    );
    expect_fault(&png_of(10, 10, b"no zlib"), Code::PictureUnreadable);
    let mut damaged = file(&photo(60, 40), ImageFormat::Png);
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x55;
    expect_fault(&damaged, Code::PictureUnreadable);
}

#[test]
fn a_broken_note_on_how_it_was_held_turns_nothing() {
    let plain = jpeg(&photo(60, 40));
    let whole = exif(6);
    let broken: [&[u8]; 6] = [
        b"",
        b"MM",
        b"XX\0*\0\0\0\x08",
        &whole[..9],
        &whole[..20],
        b"MM\0*\xff\xff\xff\xff\xff\xff",
    ];
    for content in broken {
        let content = [b"Exif\0\0", content].concat();
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        let bytes = [&plain[..2], &[0xff, 0xe1], &length, &content, &plain[2..]].concat();
        let site = showing(&bytes).build();
        assert!(site.file("a/index.html").contains("width=\"60\" height=\"40\""));
        assert!(super::pictures(&site).len() == 2);
    }
    for orientation in [0, 9, 255] {
        let site = showing(&from_phone(&photo(60, 40), orientation)).build();
        assert!(site.file("a/index.html").contains("width=\"60\" height=\"40\""));
    }
}

#[test]
fn a_fault_is_told_where_the_picture_is_shown() {
    let front = "---\nheadline: A\ndate: 2026-04-27\nimage: { src: photo.jpg, alt: A, credit: C }\n---\n";
    let body = ":::figure {src=photo.jpg alt=A credit=C}\n:::\n\nWords ![A](photo.jpg).\n";
    let site = showing(b"\xff\xd8\xff").edit("content/stories/a.md", &format!("{front}{body}"));
    let places =
        ["4:15", "6:1", "9:7"].map(|place| format!("picture-unreadable content/stories/a.md:{place}"));
    assert_eq!(site.build().diagnostics(), places);
}

#[test]
fn a_picture_of_a_story_that_is_held_back_is_not_looked_at() {
    let story = "---\nheadline: A\ndate: 2026-04-27\ndraft: true\n---\n![A](photo.jpg)\n";
    let site = SiteTest::new("").edit("content/stories/a/index.md", story);
    let site = put(site, "content/stories/a/photo.jpg", b"\xff\xd8\xff").build();
    assert_eq!(site.diagnostics(), [""; 0]);
}

/// Whole files of each format, small, so that thousands of broken ones are tried in a breath.
fn whole() -> Vec<Vec<u8>> {
    let picture = photo(24, 16);
    vec![
        from_phone(&picture, 6),
        jpeg(&picture.to_luma8().into()),
        fixture("cmyk.jpg"),
        fixture("progressive.jpg"),
        file(&picture, ImageFormat::Png),
        file(&picture.to_rgba16().into(), ImageFormat::Png),
        fixture("palette.png"),
        file(&picture, ImageFormat::WebP),
        fixture("animated.webp"),
        fixture("animated.png"),
        fixture("animated.gif"),
    ]
}

#[derive(Debug, Clone)]
enum Harm {
    Set(usize, u8),
    Cut(usize),
    Drop(usize, usize),
    Repeat(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        4 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        1 => any::<usize>().prop_map(Harm::Cut),
        1 => (any::<usize>(), 1_usize..40).prop_map(|(at, count)| Harm::Drop(at, count)),
        1 => (any::<usize>(), 1_usize..40).prop_map(|(at, count)| Harm::Repeat(at, count)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let length = bytes.len().max(1);
        let end = |at: usize, count: usize| (at + count).min(bytes.len());
        match *harm {
            Harm::Set(at, byte) => {
                if let Some(place) = bytes.get_mut(at % length) {
                    *place = byte;
                }
            }
            Harm::Cut(at) => bytes.truncate(at % length),
            Harm::Drop(at, count) => {
                let to = end(at % length, count);
                bytes.drain((at % length).min(to)..to);
            }
            Harm::Repeat(at, count) => {
                let to = end(at % length, count);
                let part = bytes[(at % length).min(to)..to].to_vec();
                bytes.splice(to..to, part);
            }
        }
    }
    bytes
}

/// Every file of a picture is made, or it is said why not.
fn make_all(bytes: &[u8]) {
    let Some(Ok(head)) = picture::read("photo.jpg", bytes) else {
        return;
    };
    // What says that it is large takes its time, honestly.
    if u64::from(head.width) * u64::from(head.height) > 1_000_000 {
        return;
    }
    let mut bench = Bench::default();
    let cuts = [Format::Jpeg, Format::Png, Format::Webp].map(|format| Shape::Cut { format, width: 7 });
    for shape in [Shape::Own].into_iter().chain(cuts) {
        let job = picture::job(
            &"content/photo.jpg".into(),
            bytes.to_vec().into(),
            [0; 32],
            &head,
            shape,
        );
        let _ = job.run_at(&mut bench);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(800) })]

    #[test]
    fn no_file_is_too_broken(at in 0_usize..11, harms in prop::collection::vec(harm(), 1..6)) {
        make_all(&harmed(whole().swap_remove(at), &harms));
    }

    #[test]
    fn noise_is_no_picture(start in 0_usize..5, noise in prop::collection::vec(any::<u8>(), 0..400)) {
        let starts: [&[u8]; 5] = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"GIF89a"];
        make_all(&[starts[start], &noise].concat());
    }
}
