//! Web addresses: what may be published, which are the same, and links to a quote.

use nutgraf::input::web_address::{OwnScheme, UrlKind, canonical_url, check_url, text_fragment};
use proptest::prelude::*;

#[test]
fn allowed_addresses_have_a_kind() {
    let cases = [
        ("https://www.cnbc.com/2026/04/27/a.html?x=1#y", UrlKind::Web),
        ("HTTP://Example.org", UrlKind::Web),
        ("https://münchen.example/ä?ö=ü", UrlKind::Web),
        ("https://[::1]:8080/", UrlKind::Web),
        ("https://medium.com/@writer/post", UrlKind::Web),
        ("https://example.org?mail=a@b.example", UrlKind::Web),
        ("https://example.org/?path=a\\b", UrlKind::Web),
        ("mailto:desk@example.org", UrlKind::Mail),
        ("MAILTO:desk@example.org?subject=Hello", UrlKind::Mail),
        ("mailto:?subject=Hello", UrlKind::Mail),
        ("tel:+1-202-555-0123", UrlKind::Telephone),
        ("amazon-conflict.md", UrlKind::Relative),
        ("@/stories/x.md", UrlKind::Relative),
        ("/sources/", UrlKind::Relative),
        ("/", UrlKind::Relative),
        ("../img/a b.png", UrlKind::Relative),
        ("./a:b", UrlKind::Relative),
        ("?page=2", UrlKind::Relative),
        ("1:30", UrlKind::Relative),
        ("a b:c", UrlKind::Relative),
        ("日本語.md", UrlKind::Relative),
        ("#", UrlKind::Fragment),
        ("#sources", UrlKind::Fragment),
        ("#javascript:x", UrlKind::Fragment),
        (
            "claim:ms-investment",
            UrlKind::Nutgraf(OwnScheme::Claim, "ms-investment"),
        ),
        ("Term:agi", UrlKind::Nutgraf(OwnScheme::Term, "agi")),
        ("quote:nadella:1", UrlKind::Nutgraf(OwnScheme::Quote, "nadella:1")),
    ];
    for (text, kind) in cases {
        assert_eq!(check_url(text), Ok(kind), "{text}");
    }
}

#[test]
fn own_schemes_have_the_name_that_they_are_read_by() {
    for scheme in [OwnScheme::Claim, OwnScheme::Term, OwnScheme::Quote] {
        let address = format!("{}:x", scheme.name());
        assert_eq!(check_url(&address), Ok(UrlKind::Nutgraf(scheme, "x")));
    }
}

#[test]
fn refused_addresses_are_told_why() {
    let cases = [
        ("javascript:alert(1)", "`javascript:`", "https://"),
        ("JavaScript:alert(1)", "`javascript:`", "https://"),
        (" javascript:alert(1)", "`javascript:`", "https://"),
        ("\u{1}\u{1f} javascript:alert(1)", "`javascript:`", "https://"),
        ("java\tscript:alert(1)", "`javascript:`", "https://"),
        ("j\na\rvascript\t:alert(1)", "`javascript:`", "https://"),
        (
            "javascript://example.org/%0aalert(1)",
            "`javascript:`",
            "https://",
        ),
        ("data:text/html,<script>", "`data:`", "https://"),
        ("vbscript:x", "`vbscript:`", "https://"),
        ("file:///etc/passwd", "`file:`", "https://"),
        ("blob:https://example.org/1", "`blob:`", "https://"),
        ("ftp://example.org", "`ftp:`", "https://"),
        ("view-source:https://example.org", "`view-source:`", "https://"),
        ("x:", "`x:`", "https://"),
        ("example.org:8080/x", "no scheme", "https://"),
        ("localhost:3000", "no scheme", "https://"),
        ("www.cnbc.com/x", "no scheme", "write `https://www.cnbc.com/x`"),
        ("//example.org/x", "no scheme", "write `https://example.org/x`"),
        ("///example.org", "no scheme", "write `https://example.org`"),
        ("\\\\example.org", "backslash", "`/`"),
        ("/\\example.org", "backslash", "`/`"),
        ("https:\\\\example.org", "backslash", "`/`"),
        ("https://example.org\\@evil.example", "backslash", "`/`"),
    ];
    expect_refusals(&cases);
}

#[test]
fn malformed_addresses_are_told_how_to_write_them() {
    let cases = [
        ("", "empty", "https://"),
        (" \u{a0} ", "empty", "https://"),
        (
            " https://example.org",
            "spaces around",
            "write `https://example.org`",
        ),
        ("a.md\u{3000}", "spaces around", "write `a.md`"),
        ("a\0.md", "U+0000", "remove"),
        ("/\t/example.org", "U+0009", "remove"),
        ("https://exa\nmple.org", "U+000A", "remove"),
        ("https://user:password@example.org/", "user name", "`@`"),
        ("https://user@example.org/", "user name", "`@`"),
        ("https://@example.org/", "user name", "`@`"),
        ("https://www.cnbc.com@evil.example", "user name", "`@`"),
        ("https://", "no host", "https://"),
        ("https:", "no host", "https://"),
        ("https:example.org", "no host", "https://"),
        ("https:/example.org", "no host", "https://"),
        ("https:///example.org", "no host", "https://"),
        ("https://?x", "no host", "https://"),
        ("https://:80", "not a web address", "https://"),
        ("https://example.org:99999", "not a web address", "https://"),
        ("https://[::1", "not a web address", "https://"),
        ("https://a<b>.example", "not a web address", "https://"),
        ("https://1.2.3.256/", "not a web address", "https://"),
        ("https://example.org/a b", "a space in it", "%20"),
        ("mailto:", "no mail address", "mailto:"),
        ("mailto:desk", "no mail address", "mailto:"),
        ("mailto:a b@example.org", "a space in it", "%20"),
        ("tel:", "no number", "tel:"),
        ("tel:+1 202", "a space in it", "%20"),
        ("claim:", "no id", "colon"),
    ];
    expect_refusals(&cases);
}

fn expect_refusals(cases: &[(&str, &str, &str)]) {
    for (text, why, hint) in cases {
        let error = check_url(text).expect_err(text);
        assert!(error.to_string().contains(why), "{text:?}: {error}");
        assert!(
            error.hint().is_some_and(|given| given.contains(hint)),
            "{text:?}: {:?}",
            error.hint()
        );
    }
}

#[test]
fn one_source_has_one_key() {
    let cases = [
        ("https://www.cnbc.com/a.html", "https://cnbc.com/a.html"),
        ("http://CNBC.com:80/a.html/", "https://cnbc.com/a.html"),
        ("https://cnbc.com:443/a.html#:~:text=x", "https://cnbc.com/a.html"),
        ("http://cnbc.com:443/a.html", "https://cnbc.com/a.html"),
        ("https://cnbc.com:8443/a.html", "https://cnbc.com:8443/a.html"),
        ("https://cnbc.com/A.html#top", "https://cnbc.com/A.html"),
        ("https://cnbc.com", "https://cnbc.com"),
        ("https://cnbc.com./?#", "https://cnbc.com"),
        (
            "https://cnbc.com/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z&page=2",
            "https://cnbc.com/a?id=7&page=2",
        ),
        ("https://cnbc.com/a/?gclid=1", "https://cnbc.com/a"),
        ("https://cnbc.com/a?&&ref_src=twsrc&smid", "https://cnbc.com/a"),
        ("https://cnbc.com/a?b=2&a=1", "https://cnbc.com/a?b=2&a=1"),
        (
            "https://cnbc.com/a?id=%26utm_source%3Dx",
            "https://cnbc.com/a?id=%26utm_source%3Dx",
        ),
        ("https://cnbc.com/a?utmost=1", "https://cnbc.com/a?utmost=1"),
        ("https://www.com/", "https://www.com"),
        ("https://www2.example.org", "https://www2.example.org"),
        ("https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example"),
        ("https://cnbc.com/x/../a", "https://cnbc.com/a"),
    ];
    for (text, key) in cases {
        assert_eq!(canonical_url(text).as_deref(), Some(key), "{text}");
    }
    for text in [
        "",
        "a.md",
        "mailto:a@b.example",
        "javascript:x",
        "https://",
        "https://u:p@example.org",
        "//example.org",
    ] {
        assert_eq!(canonical_url(text), None, "{text}");
    }
}

#[test]
fn quotes_are_pointed_at() {
    let page = "https://example.org/a";
    let cases = [
        (
            page,
            "one-time, up & away",
            "https://example.org/a#:~:text=one%2Dtime%2C%20up%20%26%20away",
        ),
        (
            page,
            " 1  2\n3 4 5 6 7 8 ",
            "https://example.org/a#:~:text=1%202%203%204%205%206%207%208",
        ),
        (
            page,
            "1 2 3 4 5 6 7 8 9",
            "https://example.org/a#:~:text=1%202%203%204,6%207%208%209",
        ),
        (
            page,
            "“Größe” 日本",
            "https://example.org/a#:~:text=%E2%80%9CGr%C3%B6%C3%9Fe%E2%80%9D%20%E6%97%A5%E6%9C%AC",
        ),
        (
            page,
            "100% \"<b>\"#x",
            "https://example.org/a#:~:text=100%25%20%22%3Cb%3E%22%23x",
        ),
        (page, "  ", "https://example.org/a"),
        (
            "https://example.org/a#part",
            "yes",
            "https://example.org/a#part:~:text=yes",
        ),
        (
            "https://example.org/a#part:~:text=old",
            "yes",
            "https://example.org/a#part:~:text=yes",
        ),
        (
            "https://example.org/a?b=c#",
            "yes",
            "https://example.org/a?b=c#:~:text=yes",
        ),
    ];
    for (url, quote, expected) in cases {
        assert_eq!(text_fragment(url, quote), expected, "{quote}");
    }
}

#[test]
fn what_a_quote_leaves_out_or_puts_in_is_not_looked_for() {
    let page = "https://example.org/a";
    let cases = [
        (
            page,
            "We said two - years, & more",
            "https://example.org/a#:~:text=We%20said%20two%20%2D%20years%2C%20%26%20more",
        ),
        (
            page,
            "It put in a lot … and may put in more",
            "https://example.org/a#:~:text=It%20put%20in%20a,may%20put%20in%20more",
        ),
        (
            page,
            "We [the two companies] are not married to each other",
            "https://example.org/a#:~:text=are%20not%20married%20to%20each%20other",
        ),
        (
            page,
            "Well... we are not married ... so far",
            "https://example.org/a#:~:text=we%20are%20not%20married",
        ),
        (page, "[laughs] …", "https://example.org/a"),
        (
            page,
            "open [bracket stays",
            "https://example.org/a#:~:text=bracket%20stays",
        ),
    ];
    for (url, quote, expected) in cases {
        assert_eq!(text_fragment(url, quote), expected, "{quote}");
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "java", "script", "https", "http", "data", ":", "/", "\\", "@", "#", "?", "&", "=", "utm_x", "www.",
        "a", ".", "..", "%", "%00", "\t", "\n", "\0", " ", "é", "[", "]", "::1", "443", "80", "mailto",
        "tel", "claim", "-", ":~:text=", "\u{200b}", "xn--",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn nothing_that_a_browser_runs_is_allowed(text in prop_oneof![any::<String>(), hostile()]) {
        let page = url::Url::parse("https://site.example/stories/a/").expect("a constant address");
        if let (Ok(kind), Ok(url)) = (check_url(&text), page.join(&text)) {
            match kind {
                UrlKind::Relative | UrlKind::Fragment => prop_assert_eq!(url.host_str(), Some("site.example"), "{:?}", text),
                UrlKind::Web => prop_assert!(matches!(url.scheme(), "http" | "https") && url.username().is_empty()),
                UrlKind::Mail => prop_assert_eq!(url.scheme(), "mailto"),
                UrlKind::Telephone => prop_assert_eq!(url.scheme(), "tel"),
                UrlKind::Nutgraf(..) => prop_assert!(matches!(url.scheme(), "claim" | "term" | "quote")),
            }
        }
    }

    #[test]
    fn a_key_is_its_own_key(text in prop_oneof![any::<String>(), hostile(), hostile().prop_map(|rest| format!("https://a.example/{rest}"))]) {
        if let Some(key) = canonical_url(&text) {
            prop_assert_eq!(canonical_url(&key), Some(key));
        }
    }

    #[test]
    fn a_quote_never_leaves_its_directive(quote in any::<String>()) {
        let link = text_fragment("https://example.org/a", &quote);
        let directive = link.trim_start_matches("https://example.org/a").trim_start_matches("#:~:text=");
        prop_assert!(directive.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"%._~,".contains(&byte)));
        prop_assert!(directive.matches(',').count() <= 1);
    }
}
