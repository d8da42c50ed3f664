//! How pictures stand in pages, feeds and structured data.

use super::fixtures::{jpeg, photo, put, showing};
use crate::support::SiteTest;

fn site(front: &str, body: &str) -> SiteTest {
    let story = format!("---\nheadline: A\ndate: 2026-04-27\n{front}---\n{body}\n");
    let site = SiteTest::new("").edit("content/stories/a.md", &story);
    put(site, "content/stories/photo.jpg", &jpeg(&photo(1000, 500)))
}

/// Without the hashes in the names of sizes.
fn html(site: &SiteTest, path: &str) -> String {
    let text = site.file(path);
    let mut parts = text.split("w-");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let is_hash = part
            .as_bytes()
            .get(..8)
            .is_some_and(|hash| hash.iter().all(u8::is_ascii_hexdigit));
        plain += if is_hash { "w" } else { "w-" };
        plain += if is_hash { &part[8..] } else { part };
    }
    plain
}

#[test]
fn an_image_offers_its_sizes() {
    let site = site("", "Words ![A & \"photo\"](photo.jpg \"Over it\") and more.").build();
    assert_eq!(site.diagnostics(), [""; 0]);
    let wanted = "Words <picture><source type=\"image/webp\" srcset=\"../stories/photo-480w.webp 480w, ../stories/photo-800w.webp 800w, \
        ../stories/photo-1000w.webp 1000w\" sizes=\"(min-width: 39rem) 36rem, 92vw\"><img src=\"../stories/photo.jpg\" \
        srcset=\"../stories/photo-480w.jpg 480w, ../stories/photo-800w.jpg 800w, ../stories/photo.jpg 1000w\" \
        sizes=\"(min-width: 39rem) 36rem, 92vw\" alt=\"A &amp; “photo”\" title=\"Over it\" width=\"1000\" height=\"500\" \
        loading=\"lazy\" decoding=\"async\"></picture> and more.";
    let html = html(&site, "a/index.html");
    assert!(html.contains(wanted), "{html}");
}

#[test]
fn a_credited_image_alone_in_its_paragraph_is_a_figure() {
    let site = site(
        "",
        "Before.\n\n![A](photo.jpg \"Photo: <b>Ada</b>\")\n\n- Item\n\n  ![B](photo.jpg \"Me\")\n\n![C](photo.jpg)\n\n\
         [![D](photo.jpg \"Me\")](/)\n\nAfter.",
    )
    .build();
    assert_eq!(site.diagnostics(), [""; 0]);
    let html = html(&site, "a/index.html");
    let figure = |alt: &str, credit: &str| {
        let start = html.find(&format!("alt=\"{alt}\"")).unwrap();
        let rest = &html[start..];
        let end = rest.find("</picture>").unwrap() + "</picture>".len();
        rest[end..].starts_with(&format!(
            "\n<figcaption><small>{credit}</small></figcaption></figure>"
        ))
    };
    assert!(figure("A", "Photo: &lt;b&gt;Ada&lt;/b&gt;"), "{html}");
    assert!(figure("B", "Me"), "{html}");
    assert!(!figure("C", "") && !figure("D", "Me"), "{html}");
    assert_eq!(html.matches("<figure>").count(), 2, "{html}");
    assert!(
        !html.contains("<p></p>") && !html.contains("<p><figure"),
        "{html}"
    );
    assert!(html.contains("<p>Before.</p>\n<figure><picture>"), "{html}");
}

#[test]
fn a_value_has_no_room_for_a_figure() {
    let site = site("takeaways: ['![A](photo.jpg \"Me\")']\n", "Words.").build();
    let html = html(&site, "a/index.html");
    assert!(
        !html.contains("<figure>") && html.contains("title=\"Me\""),
        "{html}"
    );
}

#[test]
fn the_lead_image_comes_first() {
    let front = "image: { src: photo.jpg, alt: Lead, credit: 'Photo: Ada', caption: 'A *caption*' }\n";
    let site = site(
        front,
        ":::figure {src=photo.jpg alt=\"\" credit=\"Ada\" #f .wide}\nCaption.\n:::",
    )
    .build();
    assert_eq!(site.diagnostics(), [""; 0]);
    let html = html(&site, "a/index.html");
    let lead = "alt=\"Lead\" width=\"1000\" height=\"500\" fetchpriority=\"high\" decoding=\"async\"></picture>\n\
        <figcaption>A <em>caption</em> <small>Photo: Ada</small></figcaption>";
    assert!(html.contains(lead), "{html}");
    assert!(html.contains("sizes=\"(min-width: 62rem) 52rem,"), "{html}");
    let figure = "alt=\"\" width=\"1000\" height=\"500\" loading=\"lazy\" decoding=\"async\"></picture>\n<figcaption><p>Caption.</p> <small>Ada</small>";
    assert!(
        html.contains("<figure id=\"f\" class=\"wide\"><picture>") && html.contains(figure),
        "{html}"
    );
    assert_eq!(html.matches("loading=\"lazy\"").count(), 1);
    assert!(html.contains("<meta property=\"og:image\" content=\"https://example.org/stories/photo.jpg\">"));
    assert!(
        html.contains("\"image\":\"https://example.org/stories/photo.jpg\""),
        "{html}"
    );
}

#[test]
fn feeds_show_one_size() {
    let site = site(
        "",
        "![A](photo.jpg \"Ada\")\n\n:::figure {src=photo.jpg alt=B credit=C}\n:::",
    )
    .build();
    let feed = site.file("feed.json");
    let plain = |alt: &str| {
        format!(
            "<img src=\\\"https://example.org/stories/photo.jpg\\\" alt=\\\"{alt}\\\" width=\\\"1000\\\" height=\\\"500\\\" decoding=\\\"async\\\">"
        )
    };
    assert!(feed.contains(&plain("A")) && feed.contains(&plain("B")), "{feed}");
    assert!(!feed.contains("srcset") && !feed.contains("<picture>"));
}

#[test]
fn what_has_no_sizes_is_a_plain_image() {
    let site = showing(&jpeg(&photo(10, 10)))
        .edit("content/stories/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .edit(
            "content/stories/a.md",
            "---\nheadline: A\ndate: 2026-04-27\nimage: { src: 'https://example.org/a.jpg', alt: L, credit: C }\n---\n\
             ![A](map.svg) ![B](https://example.org/é.png)\n",
        )
        .build();
    let html = site.file("a/index.html");
    assert!(html.contains("<p><img src=\"../stories/map.svg\" alt=\"A\" loading=\"lazy\" decoding=\"async\"> <img src=\"https://example.org/é.png\" alt=\"B\""), "{html}");
    assert!(!html.contains("srcset"));
}

#[test]
fn a_site_can_make_its_own_markup() {
    let site = site("", "![A](photo.jpg)").edit(
        "templates/partials/picture.html",
        "<img class=own src=\"{{ picture.src }}\" data-set=\"{{ picture.webp_srcset }}\">",
    );
    let html = html(&site.build(), "a/index.html");
    assert!(
        html.contains(
            "<p><img class=own src=\"../stories/photo.jpg\" data-set=\"../stories/photo-480w.webp 480w,"
        ),
        "{html}"
    );
}

#[test]
fn one_size_is_no_choice() {
    let site = showing(&jpeg(&photo(300, 100))).build();
    let wanted = "<picture><source type=\"image/webp\" srcset=\"../stories/photo-300w.webp\"><img src=\"../stories/photo.jpg\" alt=\"A photo\" width";
    let html = html(&site, "a/index.html");
    assert!(html.contains(wanted), "{html}");
}
