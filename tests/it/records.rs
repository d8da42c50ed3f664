//! The rules over records: the demo has nothing to mend, and no site of many records keeps them busy for long.

use crate::support::SiteTest;
use nutgraf::desk::evidence::SavedTexts;
use nutgraf::desk::{Examination, examine};
use nutgraf::diagnostic::Code;

const RULES: [Code; 9] = [
    Code::SingleSource,
    Code::SameOrigin,
    Code::Tier,
    Code::Stale,
    Code::Contradiction,
    Code::Arithmetic,
    Code::UnusedSource,
    Code::DuplicateSource,
    Code::Window,
];

fn examined(site: SiteTest) -> Examination {
    let site = site.build();
    examine(site.compiled(), &site.sources, &SavedTexts::default())
}

fn count(examination: &Examination, code: Code) -> usize {
    let findings = examination.findings.iter();
    findings.filter(|finding| finding.code == code).count()
}

#[test]
fn the_demo_has_nothing_to_mend() {
    let examination = examined(SiteTest::from_dir(""));
    let mine = examination.findings.iter();
    let mine: Vec<_> = mine
        .filter(|finding| RULES.contains(&finding.code) || finding.code == Code::UnusedWaiver)
        .collect();
    assert!(mine.is_empty(), "{mine:#?}");
}

#[test]
fn many_tellings_of_one_claim() {
    let story = |at: usize| {
        let (year, month) = (1000 + at / 12, at % 12 + 1);
        format!(
            "-- content/stories/s{at}.md --\n---\nheadline: H {at}\ndate: 2026-04-27\nclaims: [{{ id: stake, status: reported, \
             value: \"{at}%\", as_of: {year}-{month:02}, history: [{{ value: \"1%\", as_of: {year}-{month:02} }}] }}]\n---\nWords.\n"
        )
    };
    let stories: String = (2..800).map(story).collect();
    let examination = examined(SiteTest::new(&stories));
    // None is of the time of another, and each is at odds with its own history.
    assert_eq!(count(&examination, Code::Contradiction), 798);
}

#[test]
fn long_chains_and_large_circles_of_formulas() {
    let claim = |at: usize, to: usize| {
        format!("[c{at}]\nvalue = \"$5\"\nstatus = \"reported\"\nformula = \"{{c{to}}} * 1\"\n")
    };
    let chain: String = (0..3000).map(|at| claim(at, at + 1)).collect();
    let last = "[c3000]\nvalue = \"$5\"\nstatus = \"reported\"\n";
    let site = SiteTest::new("").edit("content/claims.toml", &format!("{chain}{last}"));
    assert_eq!(count(&examined(site), Code::Arithmetic), 0);
    let circle: String = (0..3000).map(|at| claim(at, (at + 1) % 3000)).collect();
    let leading = claim(3001, 7);
    let site = SiteTest::new("").edit("content/claims.toml", &format!("{circle}{leading}"));
    assert_eq!(count(&examined(site), Code::Arithmetic), 1);
}

#[test]
fn a_claim_of_thousands_of_sources() {
    let ids: Vec<String> = (0..3000).map(|at| format!("s{at}")).collect();
    let source = |id: &String| {
        format!(
            "[{id}]\nname = \"{id}\"\norigin = \"One agency\"\nvia = \"S{}\"\n",
            id.len()
        )
    };
    let sources: String = ids.iter().map(source).collect();
    let claims = format!("[stake]\nvalue = \"27%\"\nsources = {ids:?}\n");
    let site = SiteTest::new("")
        .edit("content/sources.toml", &sources)
        .edit("content/claims.toml", &claims)
        .edit(
            "content/stories/a.md",
            "---\nheadline: H\ndate: 2026-04-27\n---\nThe stake is [=stake].\n",
        );
    let examination = examined(site);
    assert_eq!(count(&examination, Code::SameOrigin), 1);
}

#[test]
fn numbers_that_no_sum_can_hold() {
    for formula in [
        "{a} * {a} * {a}",
        "{a} / ({a} - {a})",
        "1 / 3 * {a}",
        "-{a} - -{a}",
    ] {
        let claims = format!(
            "[a]\nvalue = \"$99999999999999999999999999B\"\namount = 1e300\nstatus = \"reported\"\n\
             [b]\nvalue = \"$1\"\nstatus = \"reported\"\nformula = \"{formula}\"\n"
        );
        let examination = examined(SiteTest::new("").edit("content/claims.toml", &claims));
        assert!(count(&examination, Code::Arithmetic) <= 2, "{formula}");
    }
}
