//! Social cards: what they look like to a program, when they are drawn, who is told of them, and what they survive.

use crate::support::SiteTest;
use nutgraf::disk::cache::Cache;
use nutgraf::job::Bench;
use nutgraf::lettering::draw::{HEIGHT, WIDTH, draw};
use nutgraf::lettering::fit::{Wish, fit};
use nutgraf::lettering::fonts::{Fonts, SERIF};
use nutgraf::page::find;
use nutgraf::preview::{Answer, Preview};
use nutgraf::source_path::SourcePath;
use proptest::prelude::*;
use std::sync::Arc;

const STORY: &str = "-- content/stories/deal.md --
---
headline: Microsoft and OpenAI Restructure Partnership, Ending Azure Cloud Exclusivity
category: Business
story_number: \"01\"
date: 2026-04-27
sources:
  - { name: CNBC, url: \"https://www.cnbc.com/a\", kind: newsroom }
  - { name: Microsoft, url: \"https://blogs.microsoft.com/a\", kind: primary }
stats:
  - { id: stake, value: \"$13B+\", label: Microsoft total investment in OpenAI, as_of: 2026-04, status: disputed, sources: [cnbc, microsoft] }
---
Words [@cnbc].
";

/// The bytes of a card.
fn card(site: &SiteTest, route: &str) -> Vec<u8> {
    let compiled = site.compiled();
    let page = &compiled.pages[find(&compiled.pages, route).unwrap_or_else(|| panic!("there is no {route}"))];
    let (output, problems) = compiled.render(page);
    assert!(problems.is_empty(), "{problems:?}");
    output.bytes.to_vec()
}

/// The colours of a picture, a pixel each.
fn pixels(png: &[u8]) -> Vec<[u8; 3]> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
    assert_eq!((WIDTH, HEIGHT), (1200, 630));
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut bytes).unwrap();
    bytes
        .chunks(3)
        .map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect()
}

/// How many pixels are not of the colour of the ground.
fn inked(png: &[u8]) -> usize {
    let pixels = pixels(png);
    let ground = *pixels.last().unwrap();
    pixels.iter().filter(|pixel| **pixel != ground).count()
}

fn routes(site: &SiteTest) -> Vec<String> {
    let pages = site.compiled().pages.iter();
    let cards = pages.filter(|page| page.is_made_by_job());
    cards.map(|page| page.route.to_string()).collect()
}

fn titled(headline: &str) -> SiteTest {
    let headline = serde_json::to_string(headline).unwrap();
    let story = format!("---\nheadline: {headline}\nslug: deal\ndate: 2026-04-27\n---\nWords.\n");
    SiteTest::new("").edit("content/stories/deal.md", &story).build()
}

#[test]
fn cards_are_pictures_of_the_size_that_is_told() {
    let site = SiteTest::new(STORY).build();
    assert_eq!(
        routes(&site),
        ["/card.png", "/deal/card.png", "/numbers/stake/card.png"]
    );
    for route in routes(&site) {
        let png = card(&site, &route);
        assert!(inked(&png) > 20_000, "{route} is nearly blank");
        assert!(png.len() < 100_000, "{route} weighs {}", png.len());
    }
}

#[test]
fn the_same_story_makes_the_same_bytes_on_any_thread() {
    let site = SiteTest::new(STORY).build();
    let first = card(&site, "/deal/card.png");
    let again = SiteTest::new(STORY).build();
    std::thread::scope(|scope| {
        let made: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| card(&again, "/deal/card.png")))
            .collect();
        for made in made {
            assert!(made.join().unwrap() == first);
        }
    });
}

#[test]
fn a_card_follows_the_headline_and_not_the_body() {
    let site = SiteTest::new(STORY).build();
    let job = |site: &SiteTest, route: &str| {
        let compiled = site.compiled();
        compiled
            .job(&compiled.pages[find(&compiled.pages, route).unwrap()])
            .unwrap()
    };
    let (story, number) = (
        job(&site, "/deal/card.png"),
        job(&site, "/numbers/stake/card.png"),
    );
    let site = site
        .replace("content/stories/deal.md", "Words", "Other words")
        .build();
    assert_eq!(job(&site, "/deal/card.png"), story);
    let site = site
        .replace(
            "content/stories/deal.md",
            "Microsoft and OpenAI",
            "OpenAI and Microsoft",
        )
        .build();
    assert_ne!(job(&site, "/deal/card.png"), story);
    assert_eq!(job(&site, "/numbers/stake/card.png"), number);
    let site = site.replace("content/stories/deal.md", "$13B+", "$14B").build();
    assert_ne!(job(&site, "/numbers/stake/card.png"), number);
}

#[test]
fn a_second_build_draws_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let site = SiteTest::new(STORY).build();
    let run = || {
        let cache = Cache::of_site(folder.path());
        for page in site.compiled().pages.iter() {
            if let Some(job) = site.compiled().job(page) {
                cache.make(&job, &mut Bench::default()).unwrap();
            }
        }
        cache.runs()
    };
    assert_eq!(run(), 3);
    assert_eq!(run(), 0);
}

#[test]
fn a_preview_draws_a_card_only_for_whom_asks_for_it() {
    let site = SiteTest::new(STORY).build();
    let compiled = Arc::new(site.compiled().clone());
    let preview = Preview::new();
    preview.publish(compiled.clone(), &[], &compiled.sources);
    let Answer::Made { name, job, .. } = preview.answer("/deal/card.png") else {
        panic!("a card is not to be drawn where all others wait");
    };
    assert_eq!(name, "card.png");
    assert!(job.run().unwrap() == card(&site, "/deal/card.png"));
}

#[test]
fn pages_tell_of_their_card() {
    let site = SiteTest::new(STORY)
        .build()
        .expect_in(
            "deal/index.html",
            "<meta property=\"og:image\" content=\"https://example.org/deal/card.png\">",
        )
        .expect_in(
            "deal/index.html",
            "<meta property=\"og:image:type\" content=\"image/png\">",
        )
        .expect_in(
            "deal/index.html",
            "<meta property=\"og:image:width\" content=\"1200\">",
        )
        .expect_in(
            "deal/index.html",
            "<meta property=\"og:image:height\" content=\"630\">",
        )
        .expect_in(
            "deal/index.html",
            "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        )
        .expect_in("index.html", "https://example.org/card.png")
        .expect_not_in("numbers/index.html", "og:image");
    let alt = "content=\"Card: Microsoft and OpenAI Restructure Partnership, Ending Azure Cloud Exclusivity. $13B+, Microsoft \
        total investment in OpenAI, as of April 2026, disputed.\"";
    for name in ["property=\"og:image:alt\"", "name=\"twitter:image:alt\""] {
        let wanted = format!("<meta {name} {alt}>");
        assert!(
            site.file("deal/index.html").contains(&wanted),
            "{}",
            site.file("deal/index.html")
        );
    }
}

#[test]
fn without_an_address_or_where_they_are_unwanted_there_are_none() {
    for settings in [
        "title = \"Test\"\n",
        "title = \"Test\"\nbase_url = \"https://example.org/\"\n[social]\ncards = false\n",
    ] {
        let site = SiteTest::new(STORY).edit("site.toml", settings).build();
        assert!(routes(&site).is_empty());
        site.expect_not_in("deal/index.html", "og:image")
            .expect_not_in("deal/index.html", "twitter:card");
    }
}

#[test]
fn an_image_of_its_own_stands_for_a_story_unless_it_is_svg() {
    let with = |name: &str, bytes: &[u8]| {
        let image = format!("image: {{ src: {name}, alt: A map, credit: Ada }}\ndate:");
        let mut site = SiteTest::new(STORY).replace("content/stories/deal.md", "date:", &image);
        let path = SourcePath::new(format!("content/stories/{name}"));
        site.sources.insert(path, bytes.to_vec());
        site.build()
    };
    let mut photo = Vec::new();
    let pixels = image::DynamicImage::new_rgb8(40, 30);
    pixels
        .write_to(&mut std::io::Cursor::new(&mut photo), image::ImageFormat::Jpeg)
        .unwrap();
    let site = with("map.jpg", &photo);
    assert!(!routes(&site).contains(&"/deal/card.png".to_owned()));
    let site = site
        .expect_in("deal/index.html", "og:image:alt\" content=\"A map\"")
        .expect_not_in("deal/index.html", "og:image:width");
    assert!(!site.file("deal/index.html").contains("card.png"));
    with("map.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        .expect_in("deal/index.html", "https://example.org/deal/card.png");
}

#[test]
fn a_file_of_ones_own_takes_the_place_of_a_card() {
    let site = SiteTest::new(STORY)
        .edit("static/card.png", "mine")
        .build()
        .expect_diagnostics(&[]);
    assert_eq!(card(&site, "/card.png"), b"mine");
}

#[test]
fn many_cards_are_drawn_where_they_are_asked_for() {
    let mut site = SiteTest::new(STORY);
    for number in 0..1000 {
        let story = format!("---\nheadline: Story {number}\ndate: 2026-04-27\n---\n");
        site = site.edit(&format!("content/stories/s{number}.md"), &story);
    }
    let site = site.build();
    assert_eq!(routes(&site), ["/card.png"]);
    let codes = |site: &SiteTest| {
        let found = site.compiled().diagnostics();
        found
            .iter()
            .filter(|found| found.code.name() == "cards-left-out")
            .count()
    };
    assert_eq!(codes(&site), 1);
    let site = site.expect_not_in("s1/index.html", "card.png");
    let asked = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[social]\ncards = true\n";
    let site = site.edit("site.toml", asked).build();
    assert_eq!((routes(&site).len(), codes(&site)), (1003, 0));
}

#[test]
fn a_template_of_ones_own_makes_the_card() {
    let square = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><rect width=\"1200\" height=\"630\" \
             fill=\"{colour}\"/>{{{{ card.headline or \"x\" | fit(size=60) | text(x=9, y=99) }}}}</svg>"
        )
    };
    let site = SiteTest::new(STORY)
        .edit("templates/social-card.svg", &square("#123456"))
        .build();
    assert_eq!(
        pixels(&card(&site, "/deal/card.png")).last(),
        Some(&[0x12, 0x34, 0x56])
    );
    let site = site.edit("templates/social-card.svg", &square("#654321")).build();
    assert_eq!(
        pixels(&card(&site, "/deal/card.png")).last(),
        Some(&[0x65, 0x43, 0x21])
    );
}

#[test]
fn a_template_that_makes_no_card_is_told_of_at_its_place() {
    let deep = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>{}{}</svg>",
        "<g>".repeat(100),
        "</g>".repeat(100)
    );
    let many = deep.replace("</svg>", &"<g/>".repeat(20_000)) + "</svg>";
    let cases = [
        ("<svg", "well-formed"),
        ("words", "well-formed"),
        ("<html/>", "does not begin with `<svg>`"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
            "10 by 10 pixels",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'/>",
            "pixels",
        ),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "well-formed"),
        (
            "{{ card.headline | fit(family=\"Comic Sans\") | text(x=1, y=1) }}",
            "there is no font `Comic Sans`",
        ),
        ("{{ card.headline | text(x=1, y=1) }}", "what `fit` made"),
        (
            "{{ card.headline | fit(width=100000.0) | text(x=1, y=1) }}",
            "too large",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'><text>a<tspan font-family='Inter'>b</tspan></text></svg>",
            "needs an x of its own",
        ),
        (&deep, "deep in each other"),
        (&many, "more than 10000 elements"),
    ];
    for (template, wanted) in cases {
        let site = SiteTest::new(STORY)
            .edit("templates/social-card.svg", template)
            .build();
        let page = &site.compiled().pages[find(&site.compiled().pages, "/deal/card.png").unwrap()];
        let (_, problems) = site.compiled().render(page);
        assert_eq!(problems.len(), 1, "{template:.80}");
        assert!(problems[0].message.contains(wanted), "{}", problems[0].message);
        let span = problems[0]
            .span
            .as_ref()
            .expect("a template of one's own is to blame");
        assert_eq!(span.file, SourcePath::new("templates/social-card.svg"));
    }
}

#[test]
fn a_drawing_reaches_no_file_and_no_address() {
    let with = |image: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'><rect width='1200' height='630' fill='#fff'/>\
             <image width='1200' height='630' href='{image}'/></svg>"
        );
        SiteTest::new(STORY)
            .edit("templates/social-card.svg", &svg)
            .build()
    };
    let data =
        "data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>"
            .replace('<', "%3C")
            .replace('"', "%22");
    for address in [
        "/etc/passwd",
        "static/favicon.svg",
        "https://example.org/a.svg",
        &data,
    ] {
        let png = card(&with(address), "/deal/card.png");
        assert_eq!(inked(&png), 0, "{address}");
    }
}

#[test]
fn hostile_headlines_make_cards() {
    let long = "word ".repeat(200_000);
    let wide = "W".repeat(100_000);
    let headlines = [
        long.as_str(),
        &wide,
        "</text></svg><script>alert(1)</script> & \"quoted\" 'too'",
        "\u{202e}gnp.drac\u{202c} \u{2066}x\u{2069}",
        "a\u{0}\u{1}\u{b}b\u{85}c\u{2028}d\u{2029}e",
        "😀😀 👩‍👩‍👧 🇬🇷",
        "日本語の見出し",
        "\u{300}\u{301}\u{302}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "]]>",
        "{{ card }} {% if %}",
        "\u{200f}\u{200f}",
    ];
    for headline in headlines {
        let site = titled(headline);
        let png = card(&site, "/deal/card.png");
        assert!(inked(&png) > 10_000, "{headline:.40}");
    }
}

#[test]
fn what_no_font_shows_is_told_once_and_left_out() {
    let site = titled("日本語 and words");
    assert_eq!(site.diagnostics(), ["glyph-missing content/stories/deal.md:1:1"]);
    let told = site.compiled().diagnostics();
    assert!(told.iter().any(|told| told.message.contains("日 (U+65E5)")));
    assert_eq!(
        card(&site, "/deal/card.png"),
        card(&titled("and words"), "/deal/card.png")
    );
    titled("Ελληνικά, Кириллица, Tiếng Việt, Łódź — “½” €").expect_diagnostics(&[]);
}

#[test]
fn a_file_that_is_no_font_is_told_of() {
    let site = SiteTest::new(STORY).edit("fonts/mine.ttf", "no font").build();
    let site = site.expect_diagnostics(&["font-unreadable fonts/mine.ttf:1:1"]);
    assert!(inked(&card(&site, "/deal/card.png")) > 20_000);
    // What else lies there is of no concern.
    site.edit("fonts/mine.ttf", "")
        .remove("fonts/mine.ttf")
        .edit("fonts/OFL.txt", "x")
        .build()
        .expect_diagnostics(&[]);
}

#[test]
fn lines_are_even_and_stay_within_their_room() {
    let fonts = Fonts::of(&SiteTest::new("").sources, None);
    let wish = Wish {
        face: fonts.face(SERIF, 600).unwrap(),
        sizes: (76.0, 44.0),
        width: 1040.0,
        lines: 4,
        spacing: 0.0,
    };
    let told = |text: &str| {
        let fitted = fit(&fonts, text, &wish);
        assert!(fitted.lines.len() <= 4);
        for line in &fitted.lines {
            assert!(line.width <= 1040.5, "{text:.40} is {} wide", line.width);
        }
        fitted
    };
    let short = told("Two words");
    assert_eq!((short.size, short.lines.len(), short.cut), (76.0, 1, false));
    let two = told("A headline of some more words that goes over one line");
    let widths: Vec<f32> = two.lines.iter().map(|line| line.width).collect();
    assert_eq!(widths.len(), 2);
    assert!(widths[1] > widths[0] * 0.6, "{widths:?}");
    let endless = told(&"word ".repeat(300));
    assert!(endless.cut && endless.size == 44.0 && endless.lines.len() == 4);
    assert!(endless.lines[3].pieces.last().unwrap().text.ends_with('…'));
    assert!(told(&"W".repeat(2000)).cut);
    assert!(told("").lines.is_empty());
    assert!(
        told("דוח שנתי").lines.is_empty(),
        "nothing stands for a text that no font shows"
    );
    assert!(told("a\u{1f600}b c").lines[0].pieces[0].text == "ab c");
}

#[test]
fn fonts_are_kept_while_their_files_are() {
    let site = SiteTest::new(STORY).build();
    let first = site.compiled().templates.fonts().clone();
    let site = site
        .replace("content/stories/deal.md", "Words", "Other words")
        .build();
    assert!(Arc::ptr_eq(site.compiled().templates.fonts(), &first));
}

/// A drawing with a text in it, by a template as small as can be.
fn drawn(fonts: &Arc<Fonts>, text: &str, face: usize) -> Result<Vec<u8>, String> {
    let wish = Wish {
        face,
        sizes: (60.0, 30.0),
        width: 1000.0,
        lines: 3,
        spacing: -0.01,
    };
    let fitted = fit(fonts, text, &wish);
    for line in &fitted.lines {
        assert!(line.width <= 1000.5, "{text:?} is {} wide", line.width);
    }
    let mut template = tera::Tera::new();
    nutgraf::render::lettering::register(&mut template, fonts);
    template.autoescape_on([".svg"]);
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>{{ f | text(x=90, y=90) }}<text>{{ t }}</text></svg>";
    template.add_raw_template("a.svg", svg).unwrap();
    let mut context = tera::Context::new();
    context.insert("f", &fitted);
    context.insert("t", &nutgraf::input::escape::plain_marks(text.to_owned()));
    draw(&template.render("a.svg", &context).unwrap(), fonts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_drawn(text in "\\PC{0,40}|[\u{5d0}-\u{5ea} a-zA-Z0-9().,\u{200f}\u{202e}]{0,60}|[ \u{300}-\u{30f}a-e\u{ad}]{0,40}") {
        let fonts = Fonts::of(&SiteTest::new("").sources, None);
        drawn(&fonts, &text, fonts.face(SERIF, 600).unwrap()).unwrap();
    }
}
