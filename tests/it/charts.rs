//! Charts: whatever the figures, a drawing is sound XML and holds every mark; a file of data makes anew the pages that show it.

use crate::support::SiteTest;
use nutgraf::chart::{self, Kind, Options, Words, data, number, ticks::ticks};
use nutgraf::input::table::{Cell, Table};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const WORDS: Words<'static> = Words {
    title: "T",
    finding: "F",
    title_id: "t",
    finding_id: "f",
};

fn options(kind: Kind) -> Options {
    Options {
        kind,
        prefix: "$".to_owned(),
        suffix: String::new(),
    }
}

fn table(head: &[&str], rows: &[Vec<String>]) -> Table {
    let cell = |text: &str| Cell {
        text: text.to_owned(),
        range: 0..0,
    };
    Table {
        head: head.iter().map(|name| cell(name)).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|text| cell(text)).collect())
            .collect(),
        faults: Vec::new(),
    }
}

fn drawn(kind: Kind, head: &[&str], rows: &[Vec<String>]) -> Option<String> {
    let (data, _) = data::bind(&table(head, rows), &options(kind));
    chart::svg(&data, WORDS)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).unwrap()?;
    Some(found.unescape_value().unwrap().into_owned())
}

fn share(text: &str) -> f64 {
    text.trim_end_matches('%').parse().unwrap()
}

/// Checks a drawing: well-formed, numbers that are some, and no mark outside it.
fn check(svg: &str) {
    let mut reader = Reader::from_str(svg);
    let mut height: Option<f64> = None;
    let mut plot: Option<f64> = None;
    loop {
        let tag = match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {svg}"))
        {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => break,
            _ => continue,
        };
        let number = |name: &str| attribute(&tag, name).map(|text| share(&text));
        match tag.name().as_ref() {
            b"svg" if height.is_none() => height = number("height"),
            b"svg" => plot = number("height"),
            b"path" => {
                let path = attribute(&tag, "d").unwrap();
                check_path(&path, plot.unwrap());
            }
            _ => {}
        }
        for name in ["x", "x1", "x2"] {
            let at = number(name).unwrap_or_default();
            assert!((0.0..=100.0).contains(&at), "{name} {at}: {svg}");
        }
        let (x, width) = (
            number("x").unwrap_or_default(),
            number("width").unwrap_or_default(),
        );
        assert!(x + width <= 100.2, "{svg}");
        for name in ["y", "y1", "y2"] {
            let at = number(name).unwrap_or_default();
            assert!(at >= 0.0 && at <= height.unwrap(), "{name} {at}: {svg}");
        }
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
}

/// Places of a path: `M0 10L5.5 20H1000V3h.1Z`, all within the plot.
fn check_path(path: &str, height: f64) {
    let path = path.replace("h.1", "").replace('Z', "");
    for step in path
        .split_inclusive(|_: char| false)
        .flat_map(|path| path.split(['M', 'L']))
    {
        for part in step.split(['H', 'V']).filter(|part| !part.is_empty()) {
            let numbers: Vec<f64> = part.split(' ').map(|number| number.parse().unwrap()).collect();
            if let [x, y] = numbers[..] {
                assert!(
                    (0.0..=1000.0).contains(&x) && (-0.1..=height + 0.1).contains(&y),
                    "{path}"
                );
            }
        }
    }
}

fn figure() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (-1000_i64..1000).prop_map(|number| number.to_string()),
        2 => (-15_i32..16, -99_i32..100).prop_map(|(power, number)| format!("{number}e{power}")),
        1 => Just(String::new()),
        1 => Just("7".to_owned()),
        1 => any::<f64>().prop_map(|number| number.to_string()),
    ]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("2026".to_owned()),
        (1_u32..9999, 1_u32..13).prop_map(|(year, month)| format!("{year:04}-{month:02}")),
        (0_i64..1_000_000_000_000).prop_map(|number| number.to_string()),
        "\\PC{0,60}",
        Just("日本語の長い長い長い長い長い長い長いラベル مرحبا <script>\"&".to_owned()),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::WORDS.map(|(_, kind)| kind).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_rows_make_a_sound_drawing(
        kind in kind(),
        rows in prop::collection::vec((label(), figure(), figure(), figure(), any::<bool>()), 0..40),
    ) {
        let rows: Vec<Vec<String>> = rows
            .into_iter()
            .map(|(label, a, b, c, projected)| vec![label, a, b, c, projected.to_string()])
            .collect();
        if let Some(svg) = drawn(kind, &["x", "A", "B", "C", "projected"], &rows) {
            check(&svg);
        }
    }

    #[test]
    fn any_bytes_of_a_file_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[a0-9,;\\t\"\r\n é]{0,80}") {
        for bytes in [bytes, text.into_bytes()] {
            let file = nutgraf::input::sources::SourceFile::new(bytes.clone());
            let table = nutgraf::input::csv::read(&file);
            for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                let text = std::str::from_utf8(&bytes).unwrap();
                prop_assert!(text.get(cell.range.clone()).is_some());
            }
            for fault in &table.faults {
                prop_assert!(fault.range.end <= bytes.len());
            }
        }
    }
}

#[test]
fn ticks_are_round_and_few() {
    let cases: [(f64, f64, &[f64]); 9] = [
        (0.0, 100.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
        (0.0, 13.0, &[0.0, 5.0, 10.0, 15.0]),
        (-3.0, 4.0, &[-4.0, -2.0, 0.0, 2.0, 4.0]),
        (0.0, 0.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (5.0, 5.0, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        (-5.0, -5.0, &[-5.0, -4.0, -3.0, -2.0, -1.0, 0.0]),
        (95.0, 99.0, &[95.0, 96.0, 97.0, 98.0, 99.0]),
        (0.0, 1e15, &[0.0, 2e14, 4e14, 6e14, 8e14, 1e15]),
        (0.0, 4e-9, &[0.0, 1e-9, 2e-9, 3e-9, 4e-9]),
    ];
    for (least, most, wanted) in cases {
        let found = ticks(least, most).at;
        assert_eq!(found.len(), wanted.len(), "{least} to {most}: {found:?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(
                (found - wanted).abs() <= wanted.abs() * 1e-9 + 1e-15,
                "{least} to {most}: {found}"
            );
        }
    }
}

#[test]
fn numbers_are_shown_as_they_were_written() {
    let cases = [
        ("13", "$13"),
        ("13000.50", "$13,000.50"),
        ("-1234567", "\u{2212}$1,234,567"),
        ("\u{2212}3.1", "\u{2212}$3.1"),
        ("1e-9", "$1e-9"),
        ("999", "$999"),
    ];
    for (written, shown) in cases {
        assert!(number::parse(written).is_some(), "{written}");
        assert_eq!(number::figure(written, "$", ""), shown);
    }
    for written in [
        "", "1,5", "$3", "NaN", "inf", "1e19", "1e-30", "--1", "1 000", "0x1",
    ] {
        assert_eq!(number::parse(written), None, "{written}");
    }
    let ticks = [
        (2e9, 5e8, "$2 billion"),
        (1.5e6, 5e5, "$1.5 million"),
        (0.4, 0.2, "$0.4"),
        (2e-10, 1e-10, "$2e-10"),
        (0.0, 1.0, "$0"),
        (12_000.0, 1000.0, "$12,000"),
    ];
    for (number, step, shown) in ticks {
        assert_eq!(number::tick(number, step, true, "$", ""), shown);
    }
}

const SITE: &str = "-- content/stories/a.md --\n---\nheadline: A\ndate: 2026-04-27\nsources: [{ id: ap, name: AP }]\n---\n\
    :::chart {type=line src=data.csv title=\"<b>T\" finding=\"F & G.\" source=ap as_of=2026-04}\n:::\n\n\
    :::chart {type=bar title=\"<b>T\" finding=\"F.\" source=ap as_of=2026-04}\n[[row]]\nlabel = \"<script>alert(1)</script>\"\n\
    value = 1\n\n[[row]]\nlabel = '\"><img src=x onerror=alert(1)>'\nvalue = 2\nshown = \"<i>two\"\nnote = \"<u>\"\n:::\n\
    -- content/stories/data.csv --\nx,</text><script>,B\n2025,1,3\n2026,2,4\n\
    -- content/stories/b.md --\n---\nheadline: B\ndate: 2026-04-27\n---\nNothing.\n";

#[test]
fn charts_cite_and_escape_and_keep_their_fragments_apart() {
    let site = SiteTest::new(SITE).build().expect_diagnostics(&[]);
    let page = site.file("a/index.html");
    for hostile in [
        "<script>alert",
        "<img src=x",
        "<i>two",
        "<u>",
        "<b>T",
        "</text><script>",
    ] {
        assert!(!page.contains(hostile), "{hostile}");
    }
    for id in [
        "chart-b-t",
        "chart-b-t-title",
        "chart-b-t-2",
        "chart-b-t-2-finding",
    ] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(page.contains("<desc id=\"chart-b-t-finding\">F &amp; G.</desc>"));
    assert!(page.contains("id=\"cite-ap-1\"") && page.contains("id=\"cite-ap-2\""));
    assert!(page.contains("href=\"../stories/data.csv\""), "{page}");
    let feed = site.file("atom.xml");
    assert!(feed.contains("F &amp;amp; G.") && !feed.contains("svg"), "{feed}");
    assert!(!feed.contains("chart-b-t"));
}

#[test]
fn a_file_of_data_makes_anew_the_pages_that_show_it() {
    let before = SiteTest::new(SITE).build();
    let earlier = before.compiled().clone();
    let after = before
        .replace("content/stories/data.csv", "2026,2,4", "2026,2,40")
        .build()
        .expect_work(0, 0)
        .expect_in("a/index.html", ">40<");
    let now = after.compiled();
    let changed: Vec<&str> = now
        .pages
        .iter()
        .filter(|page| !earlier.makes_same(now, page))
        .map(|page| page.route.as_str())
        .collect();
    assert_eq!(
        changed,
        ["/a/", "/atom.xml", "/feed.json", "/rss.xml", "/stories/data.csv"]
    );
}

#[test]
fn faults_of_a_file_come_and_go_with_it() {
    SiteTest::new(SITE)
        .build()
        .replace("content/stories/data.csv", "2026,2,4", "2026,two,4")
        .build()
        .expect_diagnostics(&["chart-data content/stories/data.csv:3:6"])
        .replace("content/stories/b.md", "Nothing", "Something")
        .build()
        .expect_diagnostics(&["chart-data content/stories/data.csv:3:6"])
        .replace("content/stories/data.csv", "two", "2")
        .build()
        .expect_diagnostics(&[]);
}

#[test]
fn a_file_of_many_rows_is_drawn_and_one_of_more_is_reported() {
    let rows = |count: usize| {
        let rows = (0..count).map(|row| format!("{},{}\n", row + 10_000, row % 7));
        format!("x,A\n{}", rows.collect::<String>())
    };
    let site = SiteTest::new(SITE)
        .edit("content/stories/data.csv", &rows(500))
        .build();
    let page = site.expect_diagnostics(&[]).file("a/index.html");
    check(
        &page[page.find("<svg").unwrap()..page.find("</svg><").map_or(page.len(), |at| at)]
            .split_inclusive("</svg>")
            .take(2)
            .collect::<String>(),
    );
    SiteTest::new(SITE)
        .edit("content/stories/data.csv", &rows(501))
        .build()
        .expect_diagnostics(&["chart-data content/stories/data.csv:502:1"]);
}
