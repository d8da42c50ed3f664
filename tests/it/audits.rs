//! Audits of the finished pages, where no table can say it: pages that mean harm, and addresses as browsers read them.

use crate::support::SiteTest;
use nutgraf::desk::audit::address::{Home, Led};
use nutgraf::desk::audit::{pages, stylesheet, tokens};
use nutgraf::diagnostic::Code;
use proptest::prelude::*;
use url::Url;

const MANY: usize = 200_000;

#[test]
fn pages_that_mean_harm_are_read_to_their_end() {
    let pieces = [
        "<",
        "</",
        "<!--",
        "<a href=",
        "<a b=c ",
        "<svg role=img>",
        "<h1>",
        "<template>",
        "<figure><figcaption>",
        "<picture><img srcset=\"a 1x, ,, b\">",
        "<script>",
        "&",
        "\0",
        "<title>",
        "]]>",
    ];
    for piece in pieces {
        let seen = tokens::read(piece.repeat(MANY / piece.len()).as_bytes());
        assert!(seen.links.len() <= MANY, "{piece}");
    }
    tokens::read(&[
        0xff, b'<', b'a', 0xc3, b' ', b'h', b'r', b'e', b'f', b'=', 0xff, b'>', 0xe2, 0x82,
    ]);
}

#[test]
fn stylesheets_that_mean_harm_are_read_to_their_end() {
    for piece in [
        "{", "}", "@media{", "a{", "url(", "\"", "/*", "(", "a{color:", "@import", ";", "\\", "a{b:c(", "\0",
    ] {
        stylesheet::read(&piece.repeat(MANY / piece.len()));
    }
}

#[test]
fn one_cause_on_many_pages_is_one_finding() {
    let mut text = String::from(
        "-- templates/partials/footer.html --\n<footer><a href=\"{{ \"/gone/\" | link }}\">x</a></footer>\n",
    );
    for number in 0..200 {
        text.push_str(&format!(
            "-- content/stories/s{number}.md --\n---\nheadline: H {number}\ndate: 2026-04-27\n---\nWords.\n"
        ));
    }
    let site = SiteTest::new(&text).build();
    let found = pages(site.compiled(), &site.sources);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, Code::BrokenLink);
    assert!(found[0].message.contains("pages, "), "{}", found[0].message);
}

#[test]
fn the_demo_has_no_findings() {
    let site = SiteTest::from_dir(".").build();
    let found = pages(site.compiled(), &site.sources);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_site_that_cannot_be_published_has_no_pages() {
    let site = SiteTest::new("-- content/stories/a.md --\n---\nheadline: H\n---\n![](x.png)\n").build();
    assert!(site.compiled().has_errors());
    assert_eq!(pages(site.compiled(), &site.sources), []);
}

proptest! {
    #[test]
    fn addresses_lead_where_browsers_are_led(
        base in prop::sample::select(vec!["https://example.org/", "https://example.org/sub/", "http://example.org:8080/a/b/"]),
        from in prop::sample::select(vec!["/", "/a/", "/a/b/", "/404.html", "/a/b.css"]),
        href in "(https?://example\\.org|//example\\.org|https://other\\.example)?/?(\\.\\./|\\./|[ab]/|sub/){0,4}(\\.\\.|[ab]|b\\.css)?(\\?q)?(#f)?",
    ) {
        let here = Url::parse(base).unwrap().join(&from[1..]).unwrap();
        let wanted = here.join(&href).unwrap();
        let home = Url::parse(base).unwrap();
        let led = Home::of(Some(base)).lead(&href, from);
        let is_ours = wanted.host_str() == home.host_str() && wanted.port() == home.port();
        match led {
            Led::Elsewhere => prop_assert!(!is_ours, "{wanted}"),
            Led::Outside(path) => {
                prop_assert!(is_ours);
                prop_assert_eq!(path, wanted.path());
            }
            Led::Site(route, fragment) => {
                let below = wanted.path().strip_prefix(home.path()).unwrap_or_default();
                prop_assert!(is_ours);
                prop_assert_eq!(route, format!("/{below}"));
                prop_assert_eq!(fragment, wanted.fragment());
            }
        }
    }
}
