//! Highlighted code: the same text, escaped, in spans whose classes the stylesheet colours well enough to read.

use std::collections::BTreeSet;

use nutgraf::story::highlight::{highlight, knows, stylesheet};
use proptest::prelude::*;

/// Writes `{k fn}` for `<span class="hl-k">fn</span>`, so that tables stay readable.
fn brief(code: &str, language: &str) -> String {
    let html = highlight(code, language).expect(language);
    html.replace("<span class=\"hl-", "{")
        .replace("\">", " ")
        .replace("</span>", "}")
}

#[test]
fn words_have_the_class_of_their_kind() {
    let cases = [
        (
            "rust",
            "fn a() -> u8 { 1 }",
            "{k fn} {f a}() -&gt; {k u8} { {n 1} }",
        ),
        (
            "rust",
            "let s = \"a\\n\"; // c",
            "{k let} s {r =} {s \"a}{o \\n}{s \"}; {c // c}",
        ),
        (
            "python",
            "if not a: return None",
            "{k if not} a: {k return} {o None}",
        ),
        ("python", "class A(B): pass", "{k class} {t A}({t B}): {k pass}"),
        (
            "json",
            "{\"a\": [1, true, \"b\"]}",
            "{{g \"a\"}: [{n 1}, {o true}, {s \"b\"}]}",
        ),
        (
            "sql",
            "SELECT n FROM t WHERE n >= 2 AND a",
            "{k SELECT} n {k FROM} t {k WHERE} n {r &gt;=} {n 2} {k AND} a",
        ),
        ("toml", "[a]\nb = \"c\" # d", "[{h a}]\n{g b} = {s \"c\"} {c # d}"),
        ("yaml", "a: b # c", "{g a}: {s b} {c # c}"),
        (
            "html",
            "<a href=\"x\">&amp;</a>",
            "&lt;{g a} {a href}={s \"x\"}&gt;{o &amp;amp;}&lt;/{g a}&gt;",
        ),
        ("css", "p { color: red }", "{g p} { {a color}: {o red} }"),
        (
            "js",
            "const a = `b${c}`;",
            "{k const} {v a} {r =} {s `b}{k ${}{v c}{k }}{s `};",
        ),
        ("diff", "-a <b>\n+c\n d", "{d -a &lt;b&gt;}\n{i +c}\n d"),
        ("md", "# A\n\nb", "{h # A}\n\nb"),
    ];
    for (language, code, expected) in cases {
        assert_eq!(brief(code, language), expected, "{language}");
    }
}

#[test]
fn a_run_of_one_class_is_one_span_across_lines() {
    assert_eq!(brief("/* a\n\n   b */\nc\n", "rust"), "{c /* a\n\n   b */}\nc\n");
    assert_eq!(brief("# a\n# b\n", "python"), "{c # a\n# b}\n");
}

#[test]
fn languages_are_known_by_the_first_word_of_the_info_string() {
    let known = [
        "rust",
        "Rust",
        "RS",
        "rust,ignore",
        "rust {.wide}",
        "python title=\"a b\"",
        "c++",
        "C#",
        "csharp",
        "js:run",
        "sh",
        "shell",
        "bash",
        "console",
        "text",
        "jsonc",
        "postgres",
        "tsx",
        "yml",
        "toml",
        "dockerfile",
        "csv",
    ];
    for language in known {
        assert!(knows(language), "{language}");
        assert!(highlight("a", language).is_some(), "{language}");
    }
    for language in [
        "",
        " ",
        ",",
        " rust",
        "nonsense",
        "rust-",
        "\0",
        "ru\u{301}st",
        "../rust",
    ] {
        assert!(!knows(language), "{language:?}");
        assert_eq!(highlight("a", language), None, "{language:?}");
    }
}

#[test]
fn plain_text_is_only_escaped() {
    assert_eq!(
        highlight("if <a> & \"b\"\n", "text").as_deref(),
        Some("if &lt;a&gt; &amp; \"b\"\n")
    );
    assert_eq!(highlight("", "rust").as_deref(), Some(""));
    assert_eq!(highlight("\n \n", "rust").as_deref(), Some("\n \n"));
}

#[test]
fn very_long_lines_stay_plain_and_the_next_is_coloured() {
    let line = |length: usize| format!("let a = \"{}\";", "é".repeat(length - 11));
    assert!(brief(&line(1_000), "rust").starts_with("{k let}"));
    assert_eq!(brief(&line(2_001), "rust"), line(2_001));
    let long = format!("let a = \"{}\";\nlet b;", "<".repeat(1_000));
    let expected = format!("let a = \"{}\";\n{{k let}} b;", "&lt;".repeat(1_000));
    assert_eq!(brief(&long, "rust"), expected);
    assert_eq!(
        brief(&format!("/*\n{}\n*/", "a".repeat(2_001)), "rust"),
        format!("{{c /*}}\n{}\n{{c */}}", "a".repeat(2_001))
    );
}

#[test]
fn every_thread_writes_the_same() {
    let code = "fn main() { println!(\"{}\", 1 + 2); } // done\n".repeat(20);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn({
                let code = code.clone();
                move || highlight(&code, "rust")
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(
            thread.join().expect("highlighting never panics"),
            highlight(&code, "rust")
        );
    }
}

/// The classes in a piece of HTML or CSS.
fn classes(text: &str) -> BTreeSet<String> {
    let starts = text
        .match_indices("hl-")
        .filter(|(place, _)| text[..*place].ends_with(['"', '.']));
    starts
        .map(|(place, _)| {
            text[place..]
                .chars()
                .take_while(|mark| !matches!(mark, '"' | ' '))
                .collect()
        })
        .collect()
}

#[test]
fn the_stylesheet_has_each_class_that_is_used_and_no_other() {
    let samples = [
        ("rust", "fn a(b: u8) -> Vec<u8> { vec![b + 1, 'c'] } // d"),
        ("html", "<a href=\"x\">&amp;</a>"),
        ("diff", "@@ -1 +1 @@\n-a\n+b"),
    ];
    let used: BTreeSet<String> = samples
        .iter()
        .flat_map(|(language, code)| classes(&highlight(code, language).expect(language)))
        .collect();
    assert_eq!(used, classes(stylesheet()));
}

#[test]
fn colours_have_contrast_on_both_papers() {
    let (light, dark) = stylesheet()
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("two sets of colours");
    let (dark, rules) = dark.split_once(".hl-").expect("rules after colours");
    let (light, dark) = (colours(light), colours(dark));
    assert_eq!(
        light.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        dark.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for (colours, paper) in [(&light, "f6f1e7"), (&dark, "201f1b")] {
        for (name, colour) in colours {
            let contrast = contrast(colour, paper);
            assert!(contrast >= 4.5, "{name} #{colour} on #{paper}: {contrast:.2}");
            assert!(rules.contains(&format!("var({name})")), "{name} is used");
        }
    }
}

fn colours(css: &str) -> Vec<(&str, &str)> {
    let pairs = css
        .split([';', '{'])
        .filter_map(|rule| rule.trim().split_once(": #"));
    pairs.collect()
}

/// The contrast of two colours (WCAG 2.2, relative luminance).
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

/// What a reader of the HTML sees; fails where spans nest, stay open or have a strange class.
fn visible_text(html: &str) -> String {
    let (mut text, mut is_open) = (String::new(), false);
    let mut pieces = html.split('<');
    text.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').expect("a whole tag");
        assert_eq!(tag == "/span", is_open, "{html}");
        is_open = !is_open;
        assert!(
            tag == "/span" || (tag.len() == 17 && stylesheet().contains(&tag[12..16])),
            "{tag}"
        );
        text.push_str(rest);
    }
    assert!(!is_open, "{html}");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn code() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a", "fn ", "\"", "'", "`", "\\", "/*", "*/", "//", "#", "<a b=\"", "</", ">", "&", "&amp;", "{",
        "}", "${", "(", "]", "\n", "\r\n", "\t", "  ", "é", "日本", "\0", "1.5e", "<<EOF\n", "---\n",
        "<?php ", "<script>", "@", "$x", "\u{301}", "\u{2028}", "{{", "%}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

const LANGUAGES: &[&str] = &[
    "rust", "python", "json", "sql", "js", "tsx", "html", "css", "bash", "yaml", "toml", "md", "php", "ruby",
    "c++", "latex", "diff", "xml", "perl", "rst", "haskell", "makefile", "ini", "swift", "vue", "svelte",
    "jinja2", "text",
];

/// Some grammars loop for ever on such code; those are not used.
#[test]
fn a_comment_of_two_lines_ends_in_every_script_language() {
    for language in [
        "js",
        "javascript",
        "mjs",
        "jsx",
        "ts",
        "tsx",
        "svelte",
        "vue",
        "html",
    ] {
        for code in [
            "a /* b\n c */ d\n",
            "<script>\na /* b\n c */\n</script>",
            "{{ a /* b\n c }}",
        ] {
            let html = highlight(code, language).expect("a known language");
            assert_eq!(visible_text(&html), code);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_text_stays_the_same(code in prop_oneof![code(), any::<String>()], language in prop::sample::select(LANGUAGES)) {
        let html = highlight(&code, language).expect("a known language");
        prop_assert_eq!(visible_text(&html), code);
    }

    #[test]
    fn arbitrary_languages_never_panic(language in any::<String>()) {
        prop_assert_eq!(knows(&language), highlight("a", &language).is_some());
    }
}
