//! What a preview answers equals what a clean compile renders; what an edit costs; who is told of it.

use crate::edits::{SITE, apply, edit};
use crate::support::{SiteTest, TODAY};
use nutgraf::compile::{Compiled, compile};
use nutgraf::input::settings::Settings;
use nutgraf::preview::script::without_script;
use nutgraf::preview::{Answer, Preview, Published, State, View};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A site that is edited while it is previewed.
struct Previewed {
    site: SiteTest,
    compiled: Option<Arc<Compiled>>,
    preview: Arc<Preview>,
    last: Published,
}

impl Previewed {
    fn new(text: &str) -> Self {
        Self::unpublished(text).publish()
    }

    fn unpublished(text: &str) -> Self {
        Self {
            site: SiteTest::new(text),
            compiled: None,
            preview: Arc::new(Preview::new()),
            last: Published::default(),
        }
    }

    fn publish(mut self) -> Self {
        let before = self.compiled.as_deref();
        let compiled = Arc::new(compile(self.site.sources.clone(), &self.site.settings, before));
        self.last = self
            .preview
            .publish(compiled.clone(), &compiled.errors(), &compiled.sources);
        self.compiled = Some(compiled);
        self
    }

    fn edit(mut self, path: &str, text: &str) -> Self {
        self.site = self.site.edit(path, text);
        self.publish()
    }

    fn replace(mut self, path: &str, from: &str, to: &str) -> Self {
        self.site = self.site.replace(path, from, to);
        self.publish()
    }

    fn remove(mut self, path: &str) -> Self {
        self.site = self.site.remove(path);
        self.publish()
    }

    fn view(&self, pages: &[&str]) -> View {
        self.preview
            .view(pages.iter().map(|page| (*page).to_owned()).collect())
    }

    fn html(&self, path: &str) -> String {
        match self.preview.answer(path) {
            Answer::Page { html } => String::from_utf8(html).unwrap(),
            other => panic!("{path}: {other:?}"),
        }
    }

    /// Asserts what the last publish did anew: stories read, indexes touched, open pages rendered.
    fn expect_work(self, parsed: usize, indexed: usize, rendered: &[&str]) -> Self {
        let work = self.compiled.as_ref().expect("something was published").work;
        let routes: Vec<&str> = self
            .last
            .rendered
            .iter()
            .map(|page| page.route.as_str())
            .collect();
        assert_eq!(
            (work.parsed, work.indexed, routes.as_slice()),
            (parsed, indexed, rendered)
        );
        self
    }

    /// The open pages that the last publish rendered, with why.
    fn rendered(&self) -> Vec<(&str, String)> {
        let rendered = self.last.rendered.iter();
        rendered
            .map(|page| (page.route.as_str(), page.why.join(", ")))
            .collect()
    }
}

/// The bytes of an answer as `build` would write them, with the status that it stands for.
fn plain(answer: Answer) -> (u16, Vec<u8>) {
    match answer {
        Answer::Page { html } => (200, without_script(&html)),
        Answer::File { bytes, .. } => (200, bytes.to_vec()),
        Answer::Missing { html } => (404, without_script(&html)),
        Answer::Failed { html } => (500, without_script(&html)),
        Answer::Redirect(target) => (302, target.into_bytes()),
        // The key says what comes of a job, which takes long.
        Answer::Made { job, .. } => (200, job.key().to_vec()),
        Answer::Malformed => (400, Vec::new()),
    }
}

/// Every page that a compile renders without a fault, by the path of its request.
fn clean_pages(compiled: &Compiled) -> BTreeMap<String, Vec<u8>> {
    let one = |page: &nutgraf::page::Page| {
        if let Some(job) = compiled.job(page) {
            return Some((format!("/a{}", page.route), job.key().to_vec()));
        }
        let (output, problems) = compiled.render(page);
        problems
            .is_empty()
            .then(|| (format!("/a{}", page.route), output.bytes.to_vec()))
    };
    compiled.pages.iter().filter_map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn what_is_answered_is_what_a_clean_build_writes(edits in prop::collection::vec(edit(), 1..8)) {
        let settings = Settings::on(TODAY);
        let mut sources = SiteTest::new(SITE).sources;
        let preview = Arc::new(Preview::new());
        // Another title leaves the site without its address, and so at the root.
        let base = |compiled: &Compiled| compiled.site.config.base_url.as_ref().map_or("", |_| "/a").to_owned();
        let mut compiled = Arc::new(compile(sources.clone(), &settings, None));
        preview.publish(compiled.clone(), &compiled.errors(), &compiled.sources);
        let mut expected = clean_pages(&compiled);
        let mut prefix = base(&compiled);
        let mut view = preview.view(vec!["/a/one/".into(), "/a/".into(), "/a/two/".into()]);
        for edit in &edits {
            apply(&mut sources, edit);
            compiled = Arc::new(compile(sources.clone(), &settings, Some(&compiled)));
            preview.publish(compiled.clone(), &compiled.errors(), &compiled.sources);
            let clean = compile(sources.clone(), &settings, None);
            if !clean.has_errors() {
                expected = clean_pages(&clean);
                prefix = base(&clean);
            }
            for (path, bytes) in &expected {
                let path = format!("{prefix}{}", path.strip_prefix("/a").unwrap());
                prop_assert_eq!(plain(preview.answer(&path)), (200, bytes.clone()), "{}", path);
            }
            let routes: Vec<_> = expected.keys().map(|path| path.strip_prefix("/a").unwrap()).collect();
            for route in ["/one/", "/two/", "/four/", "/three/dot.svg", "/old/", "/robots-note.txt"] {
                if !routes.contains(&route) {
                    let (status, _) = plain(preview.answer(&format!("{prefix}{route}")));
                    prop_assert!(status == 404 || status == 500, "{} {}", route, status);
                }
            }
            if let Some(state) = view.news() {
                prop_assert_eq!(state.problem_count > 0, clean.has_errors() || !state.problems.is_empty());
            }
        }
    }
}

#[test]
fn paths_lead_where_a_host_would_lead_them() {
    let site = Previewed::new(SITE);
    for (path, status, target) in [
        ("/a/", 200, ""),
        ("/a/index.html", 200, ""),
        ("/a", 302, "/a/"),
        ("/", 302, "/a/"),
        ("/a/one/", 200, ""),
        ("/a/one", 302, "/a/one/"),
        ("/a/one/index.html", 200, ""),
        ("/a/%6fne/", 200, ""),
        ("/a/one%2F", 200, ""),
        ("/a/%256fne/", 404, ""),
        ("/a/one//", 404, ""),
        ("/a/one/../two/", 404, ""),
        ("/a/one/%2e%2e/two/", 404, ""),
        ("/a/three/dot.svg", 200, ""),
        ("/a/three/dot.svg/", 404, ""),
        ("/a/404.html", 200, ""),
        ("/a/style.css", 200, ""),
        ("/a/nothing", 404, ""),
        ("/a/nothing/index.html", 404, ""),
        ("/one/", 404, ""),
        ("/ab/", 404, ""),
        ("//evil.example/", 404, ""),
        ("//evil.example", 404, ""),
        ("//a", 404, ""),
        ("/a//one", 404, ""),
        ("/a/content/stories/one.md", 404, ""),
        ("/site.toml", 404, ""),
        ("/a/%", 400, ""),
        ("/a/%2", 400, ""),
        ("/a/%zz", 400, ""),
        ("/a/%00", 400, ""),
        ("/a/%ff", 400, ""),
        ("/a/%c0%af", 400, ""),
        ("a/one/", 400, ""),
        ("*", 400, ""),
        ("", 400, ""),
    ] {
        let (found, bytes) = plain(site.preview.answer(path));
        assert_eq!(found, status, "{path}");
        if status == 302 {
            assert_eq!(String::from_utf8(bytes).unwrap(), target, "{path}");
        }
    }
}

#[test]
fn a_site_at_the_root_is_answered_there() {
    let site = Previewed::new(
        "-- content/stories/a b.md --\n---\nheadline: Ä\nslug: ä\ndate: 2026-04-27\n---\nWords.\n",
    );
    assert_eq!(plain(site.preview.answer("/%C3%A4")), (302, b"/%C3%A4/".to_vec()));
    assert_eq!(plain(site.preview.answer("/%C3%A4/")).0, 200);
    assert!(site.html("/ä/").contains("data-page=\"/ä/\""));
    assert!(site.html("/index.html").contains("data-page=\"/\""));
}

#[test]
fn one_script_is_added_and_nothing_else() {
    let site = Previewed::new(SITE).edit("static/plain.html", "<p>no body</BODY >");
    let html = site.html("/a/two/");
    assert_eq!(html.matches("/_nutgraf/preview.js").count(), 1);
    assert!(html.contains("defer></script></body>"), "{html}");
    let output = String::from_utf8(without_script(html.as_bytes())).unwrap();
    assert_eq!(output, site.site.build().file("two/index.html"));
}

#[test]
fn a_page_without_a_body_gets_the_script_at_its_end() {
    let site = Previewed::new(SITE).edit("static/plain.html", "<p>no body");
    let html = site.html("/a/plain.html");
    assert!(
        html.starts_with("<p>no body<script src=") && html.ends_with("</script>"),
        "{html}"
    );
}

#[test]
fn a_body_edit_renders_the_page_if_it_is_open() {
    let site = Previewed::new(SITE);
    let _view = site.view(&["/a/two/", "/a/one/", "/a/"]);
    let site = site.publish();
    let site = site.replace("content/stories/two.md", "See", "Do see");
    assert_eq!(site.rendered(), [("/two/", "its text".to_owned())]);
    assert!(site.last.rendered[0].changed);
    let before = site.preview.rendered();
    assert!(site.html("/a/two/").contains("Do see"));
    assert!(site.html("/a/two/").contains("Do see"));
    assert_eq!(site.preview.rendered(), before, "what is open is rendered once");
}

#[test]
fn an_edit_redoes_what_it_touches_and_nothing_else() {
    let site = Previewed::new(SITE);
    let all = clean_pages(site.compiled.as_ref().unwrap());
    let all: Vec<&str> = all.keys().map(String::as_str).collect();
    let all: Vec<&str> = all.into_iter().filter(|path| path.ends_with('/')).collect();
    let _views: Vec<View> = all.chunks(64).map(|pages| site.view(pages)).collect();
    site.publish()
        .replace("content/stories/two.md", "See", "Do see")
        .expect_work(1, 0, &["/two/"])
        .replace("content/about.md", "See", "Do see")
        .expect_work(1, 0, &["/about/"])
        .edit("static/robots-note.txt", "hello again")
        .expect_work(0, 0, &[])
        .replace("content/stories/three/index.md", "A dot", "The dot")
        .expect_work(1, 0, &["/three/"])
        .replace("content/stories/two.md", "headline: Two", "headline: Zwei")
        .expect_work(
            1,
            1,
            &[
                "/",
                "/author/ada/",
                "/author/bo/",
                "/category/business/",
                "/one/",
                "/search/",
                "/sources/",
                "/sources/cnbc/",
                "/three/",
                "/two/",
            ],
        );
}

#[test]
fn a_save_that_was_not_over_is_told_once() {
    let site = Previewed::new(SITE);
    let mut view = site.view(&["/a/two/"]);
    let site = site.publish();
    view.news();
    let mut published = site.preview.published();
    published.mark_unchanged();
    let show = |text: &str| {
        let sources = site.site.sources.clone();
        let now = SiteTest {
            sources,
            ..SiteTest::new("")
        }
        .edit("content/stories/two.md", text);
        let compiled = Arc::new(compile(
            now.sources.clone(),
            &now.settings,
            site.compiled.as_deref(),
        ));
        site.preview
            .show(compiled.clone(), &compiled.errors(), &now.sources);
    };
    show("---\nheadline: Two\ndate: 2026-04-28\n---\nHalf\n");
    assert!(
        site.html("/a/two/").contains("Half"),
        "whoever asks sees what is saved"
    );
    show("---\nheadline: Two\ndate: 2026-04-28\n---\nHalf and whole\n");
    assert!(!published.has_changed().unwrap(), "nobody was told");
    let last = site.preview.announce();
    assert!(published.has_changed().unwrap());
    let rendered: Vec<&str> = last.rendered.iter().map(|page| page.route.as_str()).collect();
    assert_eq!(rendered, ["/two/"]);
    assert!(view.news().is_some());
    assert_eq!(view.news(), None);
}

#[test]
fn a_body_edit_renders_nothing_if_the_page_is_not_open() {
    let site = Previewed::new(SITE);
    let view = site.view(&["/a/one/"]);
    site.html("/a/two/");
    let site = site.publish();
    let before = site.preview.rendered();
    let site = site.replace("content/stories/two.md", "See", "Do see");
    assert_eq!(site.rendered(), []);
    assert_eq!(site.preview.rendered(), before);
    assert!(site.html("/a/two/").contains("Do see"));
    assert_eq!(site.preview.rendered(), before + 1);
    drop(view);
    let site = site.replace("content/stories/one.md", "Text with", "Words with");
    assert_eq!((site.last.open, site.rendered()), (0, Vec::new()));
}

#[test]
fn pages_that_stay_equal_are_never_rendered_again() {
    let site = Previewed::new(SITE);
    let paths = [
        "/a/one/",
        "/a/",
        "/a/about/",
        "/a/category/business/",
        "/a/style.css",
    ];
    paths.iter().for_each(|path| drop(site.preview.answer(path)));
    let before = site.preview.rendered();
    let site = site.replace("content/stories/two.md", "See", "Do see");
    paths.iter().for_each(|path| drop(site.preview.answer(path)));
    assert_eq!(site.preview.rendered(), before);
}

#[test]
fn each_page_that_is_rendered_says_why() {
    let site = Previewed::new(SITE);
    let _view = site.view(&[
        "/a/one/",
        "/a/two/",
        "/a/",
        "/a/about/",
        "/a/numbers/",
        "/a/sources/",
    ]);
    let site = site
        .publish()
        .replace("content/stories/two.md", "headline: Two", "headline: Zwei");
    assert_eq!(
        site.rendered(),
        [
            ("/", "list of stories".to_owned()),
            ("/one/", "neighbours, related stories".to_owned()),
            ("/sources/", "sources".to_owned()),
            ("/two/", "its headline or dek".to_owned()),
        ]
    );
    let site = site.replace("content/claims.toml", "$13B+", "$14B+");
    let figures: Vec<_> = site
        .rendered()
        .into_iter()
        .filter(|(_, why)| why.contains("figures"))
        .collect();
    assert!(
        figures.iter().any(|(route, _)| *route == "/numbers/"),
        "{:?}",
        site.rendered()
    );
    let site = site.edit("templates/page.html", "{{ story.headline }}");
    assert!(
        site.rendered().iter().all(|(_, why)| why == "templates"),
        "{:?}",
        site.rendered()
    );
    let changed = site.last.rendered.iter().filter(|page| page.changed);
    assert_eq!(
        changed.map(|page| page.route.as_str()).collect::<Vec<_>>(),
        ["/about/"]
    );
    let site = site.replace("site.toml", "title = \"Test\"", "title = \"Other\"");
    assert!(
        site.rendered().iter().all(|(_, why)| why.contains("site.toml")),
        "{:?}",
        site.rendered()
    );
}

#[test]
fn a_view_is_told_what_differs_and_nothing_twice() {
    let site = Previewed::new(SITE);
    let mut view = site.view(&["/a/two/"]);
    let first = view.news().unwrap();
    assert!(
        site.html("/a/two/")
            .contains(&format!("data-version=\"{}\"", first.pages["/a/two/"]))
    );
    assert!(site.html("/a/two/").contains(&format!(
        "data-styles=\"{}\" data-files=\"{}\"",
        first.styles, first.files
    )));
    assert_eq!(view.news(), None);
    let site = site.replace("content/stories/one.md", "Text with", "Words with");
    assert_eq!(view.news(), None, "another page changed");
    let site = site.replace("content/stories/two.md", "See", "Do see");
    let second = view.news().unwrap();
    assert_ne!(second.pages, first.pages);
    let site = site
        .edit("static/robots-note.txt", "other")
        .edit("static/new.css", "a{}");
    let third = view.news().unwrap();
    assert_eq!(third.changed_files, ["/a/robots-note.txt"]);
    assert_eq!(
        site.last
            .files
            .iter()
            .map(|route| route.as_str())
            .collect::<Vec<_>>(),
        ["/new.css"]
    );
    assert!(third.styles != second.styles && third.files != second.files);
    drop(site.edit(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://example.org/a/\"\n[theme]\naccent = \"#123456\"\n",
    ));
    let fourth = view.news().unwrap();
    assert!(fourth.styles != third.styles && fourth.files == third.files && fourth.changed_files.is_empty());
}

#[test]
fn what_may_be_found_in_a_story_is_news_though_its_page_stays() {
    let site = Previewed::new(SITE);
    let mut view = site.view(&["/a/two/", "/a/sources/"]);
    let first = view.news().unwrap();
    assert_eq!(
        first.findings.keys().collect::<Vec<_>>(),
        ["/a/two/"],
        "a list is no story"
    );
    let site = site.replace("content/stories/one.md", "Text with", "Words with");
    assert_eq!(view.news(), None, "another story changed");
    let two = "content/stories/two.md";
    let site = site.replace(two, "See", "<!-- nutgraf-ignore placeholder: a name -->\n\nSee");
    let second = view.news().unwrap();
    assert_eq!(second.pages, first.pages, "a comment is not shown");
    assert_ne!(second.findings, first.findings);
    let site = site.replace("content/claims.toml", "Investment", "Money invested");
    let third = view.news().unwrap();
    assert_ne!(
        third.findings, second.findings,
        "a record that all stories share changed"
    );
    drop(site);
}

#[test]
fn a_fault_leaves_what_was_shown_and_is_told() {
    let site = Previewed::new(SITE);
    let mut view = site.view(&["/a/two/"]);
    let before = (view.news().unwrap(), site.html("/a/two/"));
    let site = site.replace("content/stories/two.md", "date: 2026-04-28", "date: 2026-02-30");
    assert!(!site.last.shown);
    let broken = view.news().unwrap();
    assert_eq!(
        (&broken.pages, site.html("/a/two/")),
        (&before.0.pages, before.1.clone())
    );
    let problem = &broken.problems[0];
    assert_eq!(
        (problem["file"].as_str(), problem["line"].as_u64()),
        (Some("content/stories/two.md"), Some(5))
    );
    let site = site.replace("content/stories/two.md", "date: 2026-02-30", "date: 2026-04-28");
    let State { problems, .. } = view.news().unwrap();
    assert!(site.last.shown && problems.is_empty());
    assert_eq!(site.rendered(), [], "what comes back is not made again");
}

#[test]
fn before_anything_is_sound_every_page_says_so() {
    let site = Previewed::unpublished(SITE);
    assert_eq!(plain(site.preview.answer("/a/one/")).0, 500);
    let mut view = site.view(&["/a/one/"]);
    let nothing = view.news().unwrap();
    let site = site.edit(
        "content/stories/one.md",
        "---\nheadline: <b>\ndate: 2026-02-30\n---\n[x](javascript:1)\n",
    );
    let Answer::Failed { html } = site.preview.answer("/a/one/") else {
        panic!()
    };
    let html = String::from_utf8(html).unwrap();
    assert!(
        html.contains("content/stories/one.md:3") && html.contains("/_nutgraf/preview.js"),
        "{html}"
    );
    let broken = view.news().unwrap();
    assert!(
        html.contains(&format!("data-version=\"{}\"", broken.pages["/a/one/"])),
        "{html}"
    );
    assert_ne!(broken.pages, nothing.pages);
    let _site = site
        .edit(
            "content/stories/one.md",
            "---\nheadline: One\ndate: 2026-02-03\n---\nWords.\n",
        )
        .edit("content/about.md", "---\ntitle: About\n---\nWords.\n");
    let sound = view.news().unwrap();
    assert!(
        sound.problems.is_empty() && sound.pages != broken.pages,
        "{sound:?}"
    );
}

#[test]
fn a_page_that_cannot_be_rendered_stays_as_it_was() {
    let site = Previewed::new(SITE);
    let mut view = site.view(&["/a/about/"]);
    let before = (view.news().unwrap(), site.html("/a/about/"));
    let site = site.edit("templates/page.html", "{{ nobody.knows.this }}");
    assert!(site.last.shown && !site.last.problems().is_empty());
    let broken = view.news().unwrap();
    assert_eq!(
        (&broken.pages, site.html("/a/about/")),
        (&before.0.pages, before.1)
    );
    assert_eq!(broken.problems[0]["file"], "templates/page.html");
    let mut elsewhere = site.view(&["/a/one/"]);
    assert!(
        elsewhere.news().unwrap().problems.is_empty(),
        "the fault is told where it shows"
    );
    let site = site.remove("templates/page.html");
    let mended = view.news().unwrap();
    assert_eq!((mended.pages, mended.problem_count), (before.0.pages, 0));
    assert_eq!(plain(site.preview.answer("/a/about/")).0, 200);
}

#[test]
fn a_page_that_goes_and_comes_back_is_told_both_times() {
    let site = Previewed::new(SITE);
    let mut view = site.view(&["/a/three/"]);
    let there = view.news().unwrap().pages;
    let text = site
        .site
        .sources
        .get("content/stories/three/index.md")
        .unwrap()
        .text()
        .unwrap()
        .to_owned();
    let site = site.remove("content/stories/three/index.md");
    let gone = view.news().unwrap().pages;
    let Answer::Missing { html } = site.preview.answer("/a/three/") else {
        panic!()
    };
    let html = String::from_utf8(html).unwrap();
    assert!(
        html.contains(&format!(
            "data-page=\"/a/three/\" data-version=\"{}\"",
            gone["/a/three/"]
        )),
        "{html}"
    );
    let _site = site.edit("content/stories/three/index.md", &text);
    assert_eq!(view.news().unwrap().pages, there);
}

#[test]
fn kept_pages_are_bounded() {
    let mut text = String::from(SITE);
    for number in 0..300 {
        text.push_str(&format!(
            "-- content/p{number}.md --\n---\ntitle: P{number}\n---\nWords.\n"
        ));
    }
    let site = Previewed::new(&text);
    let all: Vec<String> = (0..300).map(|number| format!("/a/p{number}/")).collect();
    all.iter().for_each(|path| drop(site.preview.answer(path)));
    let before = site.preview.rendered();
    drop(site.preview.answer(&all[299]));
    assert_eq!(site.preview.rendered(), before);
    drop(site.preview.answer(&all[0]));
    assert_eq!(
        site.preview.rendered(),
        before + 1,
        "the one asked for the longest ago went first"
    );
}
