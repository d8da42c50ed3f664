//! The editor's desk beyond its rules: what it counts, what is known, what it mends, how it reports to machines.

use crate::support::{SiteTest, line_of};
use nutgraf::desk::baseline::Baseline;
use nutgraf::desk::evidence::SavedTexts;
use nutgraf::desk::fix::fix;
use nutgraf::desk::packet;
use nutgraf::desk::rules::RULES;
use nutgraf::desk::{Examination, examine};
use nutgraf::diagnostic::{Code, Diagnostic};
use nutgraf::report::{self, Lines, findings, github, sarif};
use serde_json::json;
use std::collections::BTreeSet;

const STORY: &str = "-- content/stories/a.md --\n---\nheadline: H\ndate: 2026-04-27\nsources: [{ name: CNBC }]\n---\n\
    It cost $13 billion [@cnbc]. It paid 27 percent.\n\nIt lost $5 million.\n";

fn examined(site: &SiteTest) -> Examination {
    examine(site.compiled(), &site.sources, &SavedTexts::default())
}

fn unsourced(site: &SiteTest) -> Vec<Diagnostic> {
    let mut found = examined(site).findings;
    found.retain(|finding| finding.code == Code::UnsourcedFigure);
    found
}

#[test]
fn figures_are_counted() {
    let site = SiteTest::new(STORY).build();
    let coverage = examined(&site).coverage;
    assert_eq!((coverage.sourced, coverage.figures), (1, 3));
}

#[test]
fn known_findings_are_told_no_more_wherever_their_lines_move() {
    let site = SiteTest::new(STORY).build();
    let found = unsourced(&site);
    assert_eq!(found.len(), 2);
    let mut lines = Lines::of(&site.sources);
    let baseline = Baseline::of(&found, |finding| lines.of_finding(finding));
    let baseline = Baseline::read(&baseline.write()).unwrap();

    let moved = site.replace("content/stories/a.md", "It cost", "A new paragraph.\n\nIt cost");
    let moved = moved
        .replace("content/stories/a.md", "It lost $5 million", "It lost $6 million")
        .build();
    let mut lines = Lines::of(&moved.sources);
    let compared = baseline.compare(unsourced(&moved), |finding| lines.of_finding(finding));
    let fresh: Vec<String> = compared
        .fresh
        .iter()
        .map(|finding| line_of(&moved.sources, finding))
        .collect();
    assert_eq!(fresh, ["unsourced-figure content/stories/a.md:10:9"]);
    assert_eq!((compared.known, compared.gone), (1, 1));
}

#[test]
fn a_baseline_counts_equal_lines() {
    let twice = STORY.replace(
        "It lost $5 million.",
        "It lost $5 million.\n\nIt lost $5 million.",
    );
    let site = SiteTest::new(STORY).build();
    let mut lines = Lines::of(&site.sources);
    let baseline = Baseline::of(&unsourced(&site), |finding| lines.of_finding(finding));
    let site = SiteTest::new(&twice).build();
    let mut lines = Lines::of(&site.sources);
    let compared = baseline.compare(unsourced(&site), |finding| lines.of_finding(finding));
    assert_eq!((compared.fresh.len(), compared.known, compared.gone), (1, 2, 0));
}

#[test]
fn a_baseline_never_hides_what_forbids_to_publish() {
    let site = SiteTest::new(
        "-- content/stories/a.md --\n---\nheadline: H\ndate: 2026-04-27\n---\nWords [@nobody].\n",
    )
    .build();
    let found = examined(&site).findings;
    let mut lines = Lines::of(&site.sources);
    let baseline = Baseline::of(&found, |finding| lines.of_finding(finding));
    assert!(baseline.is_empty());
}

#[test]
fn damaged_baselines_are_told() {
    for text in [
        "",
        "{",
        "[]",
        "{\"version\": 2, \"findings\": []}",
        "{\"version\": 1}",
        "{\"version\": 1, \"findings\": [{\"file\": 1}]}",
    ] {
        assert!(Baseline::read(text).is_err(), "{text}");
    }
}

#[test]
fn sarif_names_rules_and_places() {
    let site = SiteTest::new(STORY).build();
    let log = sarif::log(&unsourced(&site), &site.sources, "site/");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "unsourced-figure");
    let result = &run["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["ruleIndex"], &result["level"]),
        (&json!("unsourced-figure"), &json!(0), &json!("warning"))
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "site/content/stories/a.md");
    assert_eq!(
        place["region"],
        json!({"startLine": 6, "startColumn": 38, "endLine": 6, "endColumn": 48})
    );
}

#[test]
fn annotations_escape_what_would_end_them() {
    let site = SiteTest::new(STORY).build();
    let mut found = unsourced(&site);
    found.truncate(1);
    found[0].message = "50 % of\nit: a, b".to_owned();
    found[0].hint = None;
    let text = github::commands(&found, &site.sources, "");
    assert_eq!(
        text,
        "::warning file=content/stories/a.md,line=6,endLine=6,col=38,endColumn=48,title=unsourced-figure::50 %25 of%0Ait: a, b\n"
    );
}

#[test]
fn the_summary_counts_by_rule() {
    let site = SiteTest::new(STORY).build();
    let found = unsourced(&site);
    let text = findings::by_rule(&found);
    assert!(text.starts_with("    2  unsourced-figure  A figure"), "{text}");
    let value = findings::json(&examined(&site), 0, 0, &site.sources);
    assert_eq!(value["coverage"], json!({"figures": 3, "sourced": 1}));
    assert_eq!(value["by_rule"]["unsourced-figure"], 2);
}

#[test]
fn every_code_of_the_desk_has_its_rule_and_every_rule_says_how_to_waive_it() {
    let exempt = [
        Code::WaiverWithoutReason,
        Code::UnusedWaiver,
        Code::UnreadableBaseline,
    ];
    let ruled: BTreeSet<Code> = RULES.iter().map(|rule| rule.code).collect();
    for code in Code::ALL
        .iter()
        .filter(|code| code.is_of_desk() && !exempt.contains(code))
    {
        assert!(ruled.contains(code), "{} has no rule", code.name());
    }
    for rule in RULES {
        let text = rule.explanation();
        assert!(
            text.contains(&format!("nutgraf-ignore {}: ", rule.code.name())),
            "{text}"
        );
        assert!(
            !rule.why.is_empty() && !rule.example.is_empty() && !rule.mend.is_empty(),
            "{text}"
        );
    }
}

const SHARED: &str = "-- content/sources.toml --\n# The newsroom.\n[cnbc]\nname = \"CNBC\"\nurl = \"https://cnbc.com/a\"\n\n\
    [ap]\nname = \"AP\"\nurl = \"https://apnews.com/b\"\n\n[ap-again]\nname = \"AP\"\nurl = \"http://www.apnews.com/b/\"\n\
    -- content/claims.toml --\n[stake]\nvalue = \"27%\"\nas_of = \"2025-10\"\nsources = [\"ap-again\"]\n";

/// The text of a file once the site is mended, which then must build as it did.
fn mended(site: &str, file: &str) -> String {
    let mut site = SiteTest::new(site).build();
    assert!(!site.compiled().has_errors());
    let fixed = fix(site.compiled(), &site.sources);
    for (path, text) in &fixed.texts {
        site.sources.insert(path.clone(), text.as_bytes().to_vec());
    }
    let site = site.build();
    assert!(!site.compiled().has_errors(), "{:?}", site.diagnostics());
    let again = fix(site.compiled(), &site.sources);
    assert_eq!(
        again.done,
        Vec::<String>::new(),
        "mending twice mends nothing more"
    );
    site.sources.get(file).unwrap().text().unwrap().to_owned()
}

#[test]
fn shared_sources_of_one_url_are_merged_and_sorted() {
    let text = mended(SHARED, "content/sources.toml");
    assert_eq!(
        text,
        "[ap]\nname = \"AP\"\nurl = \"https://apnews.com/b\"\n\n# The newsroom.\n[cnbc]\nname = \"CNBC\"\nurl = \"https://cnbc.com/a\"\n"
    );
    assert!(mended(SHARED, "content/claims.toml").contains("sources = [\"ap\"]"));
}

#[test]
fn a_story_names_the_shared_source_and_its_citations_follow() {
    let story = "-- content/stories/a.md --\n---\nheadline: H\ndate: 2026-04-27\nsources:\n  - name: CNBC\n    url: https://www.cnbc.com/a\n    id: one\n  \
        - { name: Reuters, url: \"https://reuters.com/c\" }\n  - name: The Times\n---\nWords [@one, p. 3; @reuters] and [@the-times].\n";
    let text = mended(&format!("{SHARED}{story}"), "content/stories/a.md");
    assert_eq!(
        text,
        "---\nheadline: H\ndate: 2026-04-27\nsources:\n  - \"cnbc\"\n  - { id: \"reuters\", name: Reuters, url: \"https://reuters.com/c\" }\n  \
         - id: \"the-times\"\n    name: The Times\n---\nWords [@cnbc, p. 3; @reuters] and [@the-times].\n"
    );
}

#[test]
fn what_a_record_alone_says_is_never_lost() {
    let story = "-- content/stories/a.md --\n---\nheadline: H\ndate: 2026-04-27\nsources: [{ id: mine, name: CNBC, url: \"https://cnbc.com/a\", justification: Only here }]\n---\n[@mine]\n";
    assert!(mended(&format!("{SHARED}{story}"), "content/stories/a.md").contains("justification: Only here"));
    let apart = SHARED.replace("[ap-again]\n", "[ap-again]\ntier = 1\n");
    assert!(mended(&apart, "content/sources.toml").contains("[ap-again]"));
}

#[test]
fn files_that_a_writer_has_arranged_are_not_sorted() {
    let arranged = SHARED
        .replace("# The newsroom.", "# --- Newsrooms ---")
        .replace("[ap-again]", "[ap-more]")
        .replace("www.apnews.com/b/", "apnews.com/c")
        .replace("ap-again", "ap-more");
    let text = mended(&arranged, "content/sources.toml");
    assert!(text.starts_with("# --- Newsrooms ---\n[cnbc]"), "{text}");
}

#[test]
fn fixing_a_file_of_toml_front_matter() {
    let story = "-- content/stories/a.md --\n+++\nheadline = \"H\"\ndate = 2026-04-27\n\n[[sources]]\nname = \"Reuters\"\n+++\n[@reuters]\n";
    assert!(
        mended(story, "content/stories/a.md").contains("[[sources]]\nid = \"reuters\"\nname = \"Reuters\"\n")
    );
}

#[test]
fn the_demo_gives_a_fact_checker_nothing_to_find() {
    let site = SiteTest::from_dir("").build();
    let examination = examined(&site);
    let report = report::text(&examination.findings, &site.sources, report::Colour::Off);
    assert!(examination.findings.is_empty(), "{report}");
    assert_eq!(examination.coverage.figures, examination.coverage.sourced);
}

/// The broken twin of the demo holds each slip that the published accounts really made: a wrong day of the week, "or"
/// for "and", a flat sum, the head of another company, an empty date, an account for an author, two figures of
/// different dates multiplied, a share of nobody's, a source that nothing rests on, a pull quote with another word.
#[test]
fn the_broken_twin_of_the_demo_is_told_of_every_slip() {
    let site = SiteTest::from_dir("tests/sites/broken").build();
    let examination = examined(&site);
    let mut found = report::text(&examination.findings, &site.sources, report::Colour::Off);
    found.push_str(&findings::by_rule(&examination.findings));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/broken/check.txt");
    if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
        std::fs::write(path, &found).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        found, golden,
        "TRYCMD=overwrite cargo test --test it broken_twin writes it anew"
    );
    let slips = [
        "weekday",
        "quote-mismatch",
        "boundary-words",
        "contradiction",
        "missing-key",
        "placeholder",
        "arithmetic",
        "stat-without-date",
        "unsourced-figure",
        "unused-source",
    ];
    for slip in slips {
        assert!(
            examination
                .findings
                .iter()
                .any(|finding| finding.code.name() == slip),
            "{slip} is not told"
        );
    }
}

#[test]
fn mending_keeps_remarks_and_what_is_read_through_a_source() {
    let remark = SHARED.replace(
        "name = \"AP\"\nurl = \"http",
        "name = \"AP\" # ask again\nurl = \"http",
    );
    assert!(mended(&remark, "content/sources.toml").contains("# ask again"));
    let read = SHARED.replace("[stake]\n", "[stake]\nread_via = \"ap-again\"\n");
    assert!(mended(&read, "content/sources.toml").contains("[ap-again]"));
    let story = "-- content/stories/a.md --\n---\nheadline: H\ndate: 2026-04-27\nsources:\n  - name: CNBC # mine\n    url: https://cnbc.com/a\n---\n[@cnbc]\n";
    assert!(mended(&format!("{SHARED}{story}"), "content/stories/a.md").contains("# mine"));
}

#[test]
fn mending_follows_sources_that_components_name() {
    let story = "-- content/stories/a.md --\n---\nheadline: H\ndate: 2026-04-27\n---\n:::quote {by=ap-again-x source=ap-again}\nWords.\n:::\n";
    let text = mended(&format!("{SHARED}{story}"), "content/stories/a.md");
    assert!(text.contains("{by=ap-again-x source=ap}"), "{text}");
}

const CHECKED: &str = "-- content/claims.toml --\n[stake]\nvalue = \"27%\"\nprose = \"about 27 percent\"\nlabel = \"Stake\"\nas_of = \"2025-10\"\n\
    status = \"reported\"\nsources = [{ id = \"cnbc\", quote = \"It holds 27 percent.\" }]\n\
    -- content/sources.toml --\n[cnbc]\nname = \"CNBC\"\ntier = 2\nurl = \"https://cnbc.com/a\"\n\
    -- content/stories/a.md --\n---\nheadline: A stake of <27%>\ndate: 2026-04-27\nstats: [stake]\n---\n\
    ## The share\n\nNothing to check here. It holds [=stake] of it [@cnbc]. +3 percent was added.\n\n\
    He said \"we will not sell any of it\" then.\n";

#[test]
fn a_packet_numbers_what_can_be_checked() {
    let site = SiteTest::new(CHECKED).build();
    let story = site.compiled().site.stories.values().next().unwrap().clone();
    let packet = packet::packet(site.compiled(), &story, &site.sources, &SavedTexts::default()).unwrap();
    let told: Vec<(usize, &str, &str)> = packet
        .items
        .iter()
        .map(|item| (item.number, item.place.as_str(), item.sentence.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, "content/stories/a.md", "27%: Stake"),
            (2, "content/stories/a.md:2", "A stake of <27%>"),
            (
                3,
                "content/stories/a.md:8",
                "It holds about 27 percent of it [1]."
            ),
            (4, "content/stories/a.md:8", "+3 percent was added."),
            (
                5,
                "content/stories/a.md:10",
                "He said \u{201c}we will not sell any of it\u{201d} then."
            ),
        ]
    );
    let sentence = &packet.items[2];
    assert_eq!(
        (sentence.section.as_str(), sentence.claims[0].value.as_str()),
        ("The share", "27%")
    );
    assert_eq!(sentence.sources[0].number, 1);
    assert!(packet.items[3].findings[0].contains("3 percent"));
    assert_eq!(packet.items[4].quotes[0].text, "we will not sell any of it");

    let (html, problems) = packet::page(site.compiled(), &packet);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(
        html.contains("A stake of &lt;27%&gt;") && !html.contains("<27%>"),
        "{html}"
    );
    let csv = packet::csv(&packet);
    assert_eq!(csv.lines().count(), 6);
    assert!(csv.contains(",'+3 percent was added.,"), "{csv}");
}
