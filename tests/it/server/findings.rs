//! What is found in a story, as the page of the story asks for it.

use super::{Response, Served, assert_guarded};
use crate::support::{SiteTest, TODAY};
use nutgraf::compile::compile;
use nutgraf::desk::baseline::BASELINE_FILE;
use nutgraf::disk::read;
use nutgraf::input::settings::{Settings, Show};
use nutgraf::preview::Preview;
use nutgraf::server::{self, Options};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const ONE: &str = "---\nheadline: One\ndate: 2026-04-27\nsources:\n  - id: ap\n    name: AP\n    url: https://example.org/ap\n---\n\
                   It grew [@ap]. It made 12 percent, and *then* [@ap] “40 million” more.\n\nTK, it cost 3 million euros.\n";

fn one(text: &str) -> Served {
    served(text, Options::default())
}

fn served(text: &str, options: Options) -> Served {
    Served::of(&format!("-- content/stories/one.md --\n{text}"), options)
}

impl Served {
    fn findings(&self, page: &str) -> Value {
        let response = self.get(&format!("/_nutgraf/findings?page={page}"));
        assert_eq!(response.status, 200, "{page}: {}", response.text());
        assert_eq!(response.header("content-type"), Some("application/json"));
        assert_guarded(&response);
        serde_json::from_slice(&response.body).unwrap()
    }
}

fn words(answer: &Value) -> Vec<(&str, &str, &str, &str)> {
    let word = |finding: &'_ Value, key: &str| {
        finding["words"][key].as_str().unwrap_or("-").to_owned().leak() as &str
    };
    let findings = answer["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let code = finding["code"].as_str().unwrap();
            (
                code,
                word(finding, "before"),
                word(finding, "excerpt"),
                word(finding, "after"),
            )
        })
        .collect()
}

#[test]
fn a_page_is_told_what_is_found_in_its_story_and_at_which_words() {
    let options = Options {
        editor: Some("vscode://file{path}:{line}:{column}".to_owned()),
        root: "/home/a b/site".into(),
        ..Options::default()
    };
    let served = served(ONE, options);
    let answer = served.findings("/one/");
    assert_eq!(
        words(&answer),
        [
            ("placeholder", "", "TK", ", it cost 3 million euros."),
            ("unsourced-figure", "TK, it cost ", "3 million euros", "."),
        ]
    );
    assert_eq!(answer["count"], 2);
    assert_eq!(answer["coverage"], json!({ "figures": 3, "sourced": 2 }));
    let figure = &answer["findings"][1];
    assert_eq!((&figure["line"], &figure["column"]), (&json!(11), &json!(13)));
    assert_eq!(figure["severity"], "warning");
    assert_eq!(
        figure["link"],
        "vscode://file/home/a%20b/site/content/stories/one.md:11:13"
    );
    let html = served.get("/one/").text();
    let version = answer["version"].as_str().unwrap();
    assert!(html.contains(&format!("data-version=\"{version}\"")));
    assert!(
        !html.contains("3 million euros\" names no source"),
        "the page is as it is built"
    );
    let state = served.stream("page=/one/").state();
    assert_eq!(state["findings"]["/one/"], answer["key"]);
}

#[test]
fn words_are_those_of_readers_with_holes_for_what_is_not_the_writers() {
    let text = "---\nheadline: One\ndate: 2026-04-27\nsources:\n  - id: ap\n    name: AP\n    url: https://example.org/ap\n\
                claims:\n  - id: own\n    value: 12 percent\n    sources: [ap]\n---\n\
                After *much* `code`, [=own] and [9 million](https://example.org/), TKTK [a](https://example.org/ \"t\").\n\n\
                | Kind | How many |\n|---|---|\n| Cars | 7 million |\n| Vans | 7 million |\n\nIt cost 5 million. It cost 5 million.\n";
    let answer = one(text).findings("/one/");
    let found = words(&answer);
    assert!(
        found.contains(&(
            "placeholder",
            "After much \u{fffc}, \u{fffc} and 9 million, ",
            "TKTK",
            " a."
        )),
        "{found:?}"
    );
    assert!(
        found.contains(&("unsourced-figure", "Cars\t", "7 million", "")),
        "{found:?}"
    );
    assert!(
        found.contains(&("unsourced-figure", "Vans\t", "7 million", "")),
        "{found:?}"
    );
    let again = answer["findings"].as_array().unwrap().iter();
    let again = again.filter(|finding| finding["words"]["excerpt"] == "5 million");
    let nth: Vec<_> = again.map(|finding| finding["words"]["nth"].clone()).collect();
    assert_eq!(nth, [0, 1], "equal sentences are told apart");
}

#[test]
fn what_a_build_says_and_what_rules_over_records_find_is_told_too() {
    let text = "---\nheadline: One\ndate: 2026-04-27\nsources:\n  - id: ap\n    name: AP\n    url: https://example.org/ap\n    \
                archive: https://web.archive.org/web/20269999000000/https://example.org/another-page\n---\nIt grew [@ap].\n";
    let answer = one(text).findings("/one/");
    let codes: Vec<&str> = words(&answer).into_iter().map(|(code, ..)| code).collect();
    assert!(codes.contains(&"archive-invalid"), "{codes:?}");
}

#[test]
fn pages_without_a_story_have_no_findings() {
    let served = one(ONE);
    for page in [
        "/sources/",
        "/nowhere/",
        "/style.css",
        "",
        "%00",
        "/../etc/passwd",
        "/one",
    ] {
        let answer = served.findings(page);
        assert_eq!(answer["findings"], json!([]), "{page}");
        assert_eq!(answer["key"], Value::Null, "{page}");
    }
    for query in ["", "?", "?other=/one/", "?page=/one/&page=/one/"] {
        let response = served.get(&format!("/_nutgraf/findings{query}"));
        assert_eq!(response.status, 400, "{query}");
    }
}

#[test]
fn who_may_not_see_a_page_is_not_told_what_is_found_in_it() {
    let served = one(ONE);
    let ask = |method: &str, host: &str, more: &str| -> Response {
        served.ask(&format!(
            "{method} /_nutgraf/findings?page=/one/ HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"
        ))
    };
    assert_eq!(ask("GET", "localhost", "").status, 200);
    assert_eq!(
        ask("GET", "localhost", "Origin: http://localhost\r\n").status,
        200
    );
    assert_eq!(ask("GET", "evil.example", "").status, 403);
    assert_eq!(
        ask("GET", "localhost", "Origin: https://evil.example\r\n").status,
        403
    );
    assert_eq!(
        ask("GET", "localhost", "Sec-Fetch-Site: cross-site\r\n").status,
        403
    );
    assert_eq!(ask("POST", "localhost", "").status, 405);
    let head = ask("HEAD", "localhost", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn drafts_have_findings_when_they_are_shown() {
    let draft = ONE.replace("date:", "draft: true\ndate:");
    let served = one(&draft);
    assert_eq!(served.findings("/one/")["key"], Value::Null);
    let settings = Settings {
        show: Show {
            drafts: true,
            future: false,
        },
        ..Settings::on(TODAY)
    };
    let compiled = compile(served.site.sources.clone(), &settings, None);
    let texts = compiled.sources.clone();
    served.preview.publish(Arc::new(compiled), &[], &texts);
    assert_eq!(served.findings("/one/")["count"], 2);
}

#[test]
fn pages_with_other_letters_have_findings() {
    let served = Served::of(
        &format!(
            "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/größe/\"\n-- content/stories/数字.md --\n{ONE}"
        ),
        Options::default(),
    )
    .edit("site.toml", "title = \"T\"\nbase_url = \"https://example.org/größe/\"\n");
    let page = served.get("/gr%C3%B6%C3%9Fe/").text();
    let route = page
        .split("href=\"")
        .find_map(|rest| rest.strip_prefix("%E6%95%B0%E5%AD%97/"));
    let path = match route {
        Some(_) => "/gr%C3%B6%C3%9Fe/%E6%95%B0%E5%AD%97/",
        None => panic!("{page}"),
    };
    assert_eq!(served.findings(path)["count"], 2);
}

/// A site in a folder, whose texts are let go once they are parsed.
fn in_folder(folder: &Path) -> Served {
    let (sources, problems) = read::site(folder);
    assert!(problems.is_empty(), "{problems:?}");
    let preview = Arc::new(Preview::new());
    let options = Options {
        root: folder.into(),
        ..Options::default()
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = server::start(listener, preview.clone(), options).unwrap();
    let site = SiteTest {
        sources,
        ..SiteTest::new("")
    };
    Served {
        site,
        preview,
        server,
    }
    .publish()
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_text_that_has_changed_since_is_asked_for_again_and_what_was_found_is_kept() {
    let folder = TempDir::new().unwrap();
    write(&folder, "site.toml", "title = \"T\"\n");
    write(&folder, "content/stories/one.md", ONE);
    let served = in_folder(folder.path());
    write(&folder, "content/stories/one.md", "---\nheadline: O");
    let answer = served.findings("/one/");
    assert_eq!(answer["again"], true);
    assert_eq!(answer["findings"], Value::Null);
    write(&folder, "content/stories/one.md", ONE);
    let answer = served.findings("/one/");
    assert_eq!(answer["count"], 2);
    std::fs::remove_file(folder.path().join("content/stories/one.md")).unwrap();
    assert_eq!(
        served.findings("/one/"),
        answer,
        "nothing is read or looked over twice"
    );
}

#[test]
fn known_findings_are_left_out_as_check_leaves_them_out() {
    let folder = TempDir::new().unwrap();
    write(&folder, "site.toml", "title = \"T\"\n");
    write(&folder, "content/stories/one.md", ONE);
    let served = in_folder(folder.path());
    assert_eq!(served.findings("/one/")["known"], 0);
    let line = "TK, it cost 3 million euros.";
    let known = json!({ "version": 1, "findings": [{ "file": "content/stories/one.md", "rule": "placeholder", "line": line, "count": 1 }] });
    write(&folder, BASELINE_FILE, &known.to_string());
    let answer = served.findings("/one/");
    assert_eq!((&answer["known"], &answer["count"]), (&json!(1), &json!(1)));
    assert_eq!(
        words(&answer),
        [("unsourced-figure", "TK, it cost ", "3 million euros", ".")]
    );
}

/// A pipe in the place of a file keeps whoever reads it waiting until something is written to it.
#[cfg(unix)]
#[test]
fn pages_and_saves_do_not_wait_while_a_story_is_looked_over() {
    let folder = TempDir::new().unwrap();
    write(&folder, "site.toml", "title = \"T\"\n");
    write(&folder, "content/stories/one.md", ONE);
    let served = in_folder(folder.path());
    let pipe = folder.path().join(BASELINE_FILE);
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| served.findings("/one/"));
        // This opens only when the server has come so far as to read.
        let mut end = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
        assert_eq!(served.get("/one/").status, 200);
        let mut stream = served.stream("page=/one/");
        let before = stream.state();
        let site = SiteTest {
            sources: served.site.sources.clone(),
            ..SiteTest::new("")
        };
        let site = site.edit("content/stories/one.md", &ONE.replace("It grew", "It shrank"));
        let compiled = compile(site.sources, &Settings::on(TODAY), None);
        let texts = compiled.sources.clone();
        served.preview.publish(Arc::new(compiled), &[], &texts);
        assert_ne!(stream.state()["pages"], before["pages"]);
        assert!(served.get("/one/").text().contains("It shrank"));
        assert!(!asking.is_finished());
        std::io::Write::write_all(&mut end, b"").unwrap();
        drop(end);
        let answer = asking.join().unwrap();
        assert_eq!(
            answer["version"], before["pages"]["/one/"],
            "the answer is about what was asked for"
        );
        assert_eq!(answer["count"], 2);
    });
}

#[test]
fn findings_can_be_turned_off() {
    let served = served(
        ONE,
        Options {
            without_findings: true,
            ..Options::default()
        },
    );
    assert_eq!(served.get("/_nutgraf/findings?page=/one/").status, 404);
    assert_eq!(served.stream("page=/one/").state()["findings"], json!({}));
}
