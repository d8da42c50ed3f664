//! Slugs of any script, what is refused as a slug, and which ones collide.

use nutgraf::input::slug::{LONGEST_SLUG, check_slug, fold, slugify};
use proptest::prelude::*;

#[test]
fn titles_become_slugs() {
    let cases = [
        ("Microsoft's Deal", "microsofts-deal"),
        ("Microsoft’s $13B+ — “Deal”!", "microsofts-13b-deal"),
        ("  --A__b//c..d  ", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows", "c-windows"),
        ("a\0b\u{1b}c\nd", "a-b-c-d"),
        ("Café Cafe\u{301}", "café-café"),
        ("ÉLAN Größe", "élan-größe"),
        ("İstanbul ısı", "istanbul-ısı"),
        ("ΟΔΟΣ", "οδος"),
        ("Україна: п'ять", "україна-пять"),
        ("हिन्दी में समाचार", "हिन्दी-में-समाचार"),
        ("می‌خواهم", "میخواهم"),
        ("العَرَبِيَّة", "العَرَبِيَّة"),
        ("ภาษาไทย ที่นี่", "ภาษาไทย-ที่นี่"),
        ("日本語、ニュース。", "日本語-ニュース"),
        ("年２０２６", "年２０２６"),
        ("❤️ hearts 1️⃣", "hearts-1\u{20e3}"),
        ("soft\u{ad}hyphen zero\u{200b}width", "softhyphen-zerowidth"),
        ("a\u{34f}\u{301}", "á"),
        (" \u{301}a", "a"),
        ("CON", "con-x"),
        ("lpt9", "lpt9-x"),
        ("com¹", "com¹-x"),
        ("com10", "com10"),
        ("console", "console"),
        ("", ""),
        ("!?… ❤️", ""),
        ("\u{3164}\u{202e}", ""),
    ];
    for (text, slug) in cases {
        assert_eq!(slugify(text), slug, "{text:?}");
    }
}

#[test]
fn long_titles_are_cut_at_a_hyphen_or_a_letter() {
    let words = slugify(&"word ".repeat(40));
    assert_eq!(words, ["word"; 20].join("-"));
    assert_eq!(slugify(&"words ".repeat(40)), ["words"; 16].join("-"));
    assert_eq!(slugify(&"a".repeat(300)), "a".repeat(100));
    assert_eq!(slugify(&"日".repeat(300)), "日".repeat(33));
    assert_eq!(
        slugify(&format!("ab {}", "c".repeat(300))),
        format!("ab-{}", "c".repeat(97))
    );
    assert_eq!(slugify(&format!("{} b", "a".repeat(99))), "a".repeat(99));
    assert_eq!(slugify(&format!("{} b", "a".repeat(100))), "a".repeat(100));
    let marked = slugify(&"कि".repeat(300));
    assert!(marked.len() <= LONGEST_SLUG && marked.ends_with("कि"), "{marked}");
    assert!(!slugify(&format!("x{}", "\u{301}".repeat(3_000))).is_empty());
}

#[test]
fn good_slugs_pass() {
    for slug in [
        "a",
        "2026",
        "microsoft-openai-partnership",
        "größe",
        "हिन्दी",
        "日本語-ニュース",
        "con-x",
        "com0",
        "com10",
    ] {
        assert_eq!(check_slug(slug), Ok(()), "{slug}");
    }
}

#[test]
fn bad_slugs_are_refused_with_a_better_one() {
    let long = "a".repeat(101);
    let cases = [
        ("", "empty", None),
        ("!", "has `!`", None),
        ("..", "has `.`", None),
        ("a/b", "has `/`", Some("a-b")),
        ("a\\b", "has `\\`", Some("a-b")),
        ("a b", "has U+0020", Some("a-b")),
        ("a\u{202e}b", "has U+202E", Some("ab")),
        ("a\0", "has U+0000", Some("a")),
        ("a\u{3164}", "has U+3164", Some("a")),
        ("it's", "has `'`", Some("its")),
        ("Deal", "capital", Some("deal")),
        ("ǅ", "capital", Some("ǆ")),
        ("-a", "hyphen", Some("a")),
        ("a-", "hyphen", Some("a")),
        ("-", "hyphen", None),
        ("a--b", "two hyphens", Some("a-b")),
        ("a-\u{301}b", "accent", Some("a-b")),
        ("\u{301}b", "accent", Some("b")),
        ("cafe\u{301}", "normal form C", Some("café")),
        ("aux", "Windows", Some("aux-x")),
        ("com9", "Windows", Some("com9-x")),
        (&long, "101 bytes", Some(&long[..100])),
    ];
    for (text, why, better) in cases {
        let error = check_slug(text).expect_err(text);
        assert!(error.to_string().contains(why), "{text:?}: {error}");
        assert_eq!(
            error.hint(),
            better.map(|slug| format!("write `{slug}`")),
            "{text:?}"
        );
    }
}

#[test]
fn folding_joins_what_some_file_system_joins() {
    let same = [
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδος", "οδοσ"),
        ("Paſſion", "passion"),
        ("café", "CAFE\u{301}"),
        ("\u{212a}elvin", "kelvin"),
        ("ﬁn", "FIN"),
        ("İ", "i\u{307}"),
        ("\u{b5}", "μ"),
    ];
    for (left, right) in same {
        assert_eq!(fold(left), fold(right), "{left} {right}");
    }
    for (left, right) in [("ısı", "isi"), ("cafe", "café"), ("a-b", "ab"), ("и", "й")] {
        assert_ne!(fold(left), fold(right), "{left} {right}");
    }
}

fn letters_and_marks() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        'a', 'Z', 'İ', 'ı', 'ß', 'ẞ', 'Σ', 'ς', '\u{301}', '\u{307}', '\u{345}', '\u{34f}', '\u{958}',
        '\u{93c}', 'क', '-', '\'', '\u{1161}', '\u{11a8}', '가', '\u{1100}', '\u{212b}', 'ŉ', 'ǰ', 'ﬃ',
        '\u{1f80}', ' ', '/', '.', '½', '\u{20e3}',
    ]);
    prop::collection::vec(letters, 0..60).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_slug_passes_its_own_check(text in prop_oneof![any::<String>(), "\\PC*", letters_and_marks(), "[a-zé -]{60,200}"]) {
        let slug = slugify(&text);
        prop_assert!(slug.is_empty() || check_slug(&slug).is_ok(), "{:?}: {:?}", slug, check_slug(&slug));
        prop_assert_eq!(slugify(&slug), slug);
        prop_assert_eq!(check_slug(&text).is_ok(), !text.is_empty() && slugify(&text) == text);
    }

    #[test]
    fn folding_twice_changes_nothing(text in prop_oneof![any::<String>(), letters_and_marks()]) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
        prop_assert_eq!(fold(&text.to_lowercase()), fold(&text));
    }
}

#[test]
fn every_alphabets_characters_make_a_slug_that_passes() {
    let alphabets = ('\0'..='\u{33FF}')
        .chain('\u{A4D0}'..='\u{ABFF}')
        .chain('\u{D7A0}'..='\u{1F6FF}');
    for character in alphabets.chain('\u{E0000}'..='\u{E01FF}') {
        let slug = slugify(&format!("a{character}b"));
        assert_eq!(check_slug(&slug), Ok(()), "U+{:04X}", u32::from(character));
        assert_eq!(fold(&fold(&slug)), fold(&slug), "U+{:04X}", u32::from(character));
    }
}
