//! What is read in an answer: its encoding, its kind, its words.

use super::server::{Server, lead, respond};
use super::{get, text};
use nutgraf::fetch::charset::decode;
use nutgraf::fetch::drift::{between, holds};
use nutgraf::fetch::text::{Reading, media_type, normal, read};
use proptest::prelude::*;

fn words(html: &str) -> String {
    match read("text/html", html) {
        Reading::Text { text, .. } => text,
        Reading::None => panic!("a page has a text"),
    }
}

#[test]
fn words_are_read_whatever_they_are_written_in() {
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("Größe – “a”");
    let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("<meta charset=shift_jis>日本");
    let (http_equiv, _, _) = encoding_rs::WINDOWS_1251
        .encode("<meta http-equiv=content-type content='text/html; charset=windows-1251'>Да");
    let utf16: Vec<u8> = "\u{feff}Größe"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let late = [
        vec![b' '; 2000],
        b"<meta charset=shift_jis>".to_vec(),
        "日本".into(),
    ]
    .concat();
    for (bytes, content_type, expected) in [
        (latin.as_ref(), "text/html; charset=utf-8", "Größe – “a”"),
        (latin.as_ref(), "text/html", "Größe – “a”"),
        (latin.as_ref(), "text/html; charset=\"iso-8859-1\"", "Größe – “a”"),
        (japanese.as_ref(), "text/html", "日本"),
        (japanese.as_ref(), "text/html; charset=utf-8", "日本"),
        (http_equiv.as_ref(), "text/html", "Да"),
        (utf16.as_slice(), "text/html; charset=utf-8", "Größe"),
        ("\u{feff}日本".as_bytes(), "text/html; charset=shift_jis", "日本"),
        (late.as_slice(), "text/html", "日本"),
        (
            "<!-- <meta charset=shift_jis> -->日本".as_bytes(),
            "text/html",
            "日本",
        ),
        ("<meta charset=utf-16>日本".as_bytes(), "text/html", "日本"),
        ("日本".as_bytes(), "text/html; charset=no-such", "日本"),
    ] {
        let decoded = decode(bytes, content_type);
        assert_eq!(words(&decoded).trim(), expected, "{content_type} {decoded}");
    }
}

#[test]
fn a_page_gives_the_words_that_readers_see() {
    let html = "<!doctype html><html><head><title>The\n title &amp; more</title><style>p { x }</style>\
        <script>if (a < b) { '</p>' }</script></head><body><nav>Menu</nav><h1>Head<br>line</h1>\
        <p>One <b>b</b>old, <i>two</i>\n   words&nbsp;&mdash; &#8220;so&#8221;.</p><p>Next<noscript>Turn it on</noscript>\
        <template><p>Not yet</p><template>Nor</template> this</template><svg><title>Logo</title><text>drawn</text></svg></p>\
        <ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><th>3</table><!-- a remark --><p hidden>&lt;b&gt;</p>\
        <textarea>typed</textarea></body></html>";
    assert_eq!(
        words(html),
        "Menu\nHead\nline\nOne bold, two words — “so”.\nNext\na\nb\n1 2\n3\n<b>\ntyped\n"
    );
    let Reading::Text { title, .. } = read("text/html", html) else {
        panic!()
    };
    assert_eq!(title.as_deref(), Some("The title & more"));
}

#[test]
fn broken_pages_give_what_they_have() {
    for (html, expected) in [
        ("", ""),
        ("no tags", "no tags\n"),
        ("<p>a</b></div>b", "a\nb\n"),
        ("<p>a<svg/>b", "ab\n"),
        ("<script>never closed <p>words", ""),
        ("a<title>b</title><title>c</title>", "a\n"),
        ("<p <p>>a", ">a\n"),
        (
            "&unknown; &#0; &#x110000; &amp",
            "&unknown; \u{fffd} \u{fffd} &\n",
        ),
        ("a\0b", "a b\n"),
    ] {
        assert_eq!(words(html), expected, "{html}");
    }
}

#[test]
fn kinds_are_told_by_word_or_by_looks() {
    for (declared, bytes, kind) in [
        ("text/html; charset=utf-8", &b"x"[..], "text/html"),
        ("Text/HTML", b"x", "text/html"),
        ("", b"  <p>", "text/html"),
        ("", b"words", "text/plain"),
        ("nonsense", b"words", "text/plain"),
        ("", b"\xff\xfe\x00\x01", "application/octet-stream"),
        ("text/html", b"%PDF-1.7 \x00", "application/pdf"),
        ("a/b\u{7}", b"words", "text/plain"),
    ] {
        assert_eq!(media_type(declared, bytes), kind, "{declared}");
    }
}

#[test]
fn a_pdf_is_known_by_its_bytes_alone() {
    let server = Server::new(|path, before, stream| match path {
        "/robots.txt" => {}
        _ => respond(
            stream,
            "200 OK",
            "Content-Type: application/pdf\r\n",
            format!("%PDF-1.7 {before}").as_bytes(),
        ),
    });
    let (one, other) = (get(&server, "/").unwrap(), get(&server, "/").unwrap());
    assert_eq!(one.reading, Reading::None);
    assert_ne!(one.hash, other.hash);
}

#[test]
fn plain_texts_and_data_are_kept() {
    let server = Server::page("Content-Type: application/json\r\n", b"{ \"a\":\r\n\r\n  1 }");
    assert_eq!(text(&get(&server, "/").unwrap()), "{ \"a\":\n1 }\n");
}

#[test]
fn packed_pages_are_unpacked() {
    use std::io::Write;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"<p>packed").unwrap();
    let packed = gzip.finish().unwrap();
    let server = Server::new(move |path, _, stream| {
        if path == "/" {
            respond(
                stream,
                "200 OK",
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                &packed,
            );
        }
    });
    assert_eq!(text(&get(&server, "/").unwrap()), "packed\n");
}

#[test]
fn only_what_moved_for_good_has_moved() {
    let server = Server::new(|path, _, stream| match path {
        "/robots.txt" => {}
        "/good" => lead(stream, "301 Moved", "/good2"),
        "/good2" => lead(stream, "308 Moved", "/while"),
        "/while" => lead(stream, "302 Found", "/end?session=1"),
        "/slash" => lead(stream, "301 Moved", "/slash/?utm_source=x"),
        _ => respond(stream, "200 OK", "", b"words"),
    });
    let good = get(&server, "/good").unwrap();
    assert_eq!(good.moved_to, Some(server.url("/while")));
    assert_eq!(good.final_url, server.url("/end?session=1"));
    assert_eq!(get(&server, "/while").unwrap().moved_to, None);
    assert_eq!(
        get(&server, "/slash").unwrap().moved_to,
        None,
        "the same page by another spelling"
    );
}

#[test]
fn drift_counts_words_and_names_what_is_lost() {
    let before = "We are not married , he said .\nOther words stand here .";
    let quotes = [
        "not married".to_owned(),
        "never said".to_owned(),
        "“Other words”".to_owned(),
    ];
    let drift = between(
        before,
        "We are married , she said .\nOther words stand here .",
        &quotes,
        holds,
    );
    assert_eq!((drift.words, drift.lost), (2, vec!["not married".to_owned()]));
    assert_eq!(between("a b", "b a", &[], holds).words, 0);
    assert!(holds("He said “it’s\u{a0}over” – so", "\"it's over\" - so"));
    assert!(!holds("anything", "") && !holds("", "anything"));
}

proptest! {
    #[test]
    fn any_bytes_give_a_text_in_normal_form(bytes in prop::collection::vec(any::<u8>(), 0..400), label in "[a-z0-9-]{0,12}") {
        let decoded = decode(&bytes, &format!("text/html; charset={label}"));
        let text = words(&decoded);
        prop_assert_eq!(normal(&text), text.clone());
        prop_assert!(!text.chars().any(|mark| mark.is_control() && mark != '\n'));
        prop_assert_eq!(words(&decoded), text);
    }

    #[test]
    fn any_markup_gives_a_text_in_normal_form(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<svg>", "</svg>", "<svg/>", "<title>", "</title>", "<script>", "</script>", "<template>", "&amp", "&#x",
        "words", " ", "\n", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", "\"", "'", "=", "/", "<a b='c", "\0", "é",
    ]), 0..40)) {
        let text = words(&pieces.concat());
        prop_assert_eq!(normal(&text), text);
    }
}
