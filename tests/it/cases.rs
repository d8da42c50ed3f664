//! What bad input gets, and what good input does not: the tables in `tests/cases/`, many cases a file.
//!
//! A case is a heading `## what it shows`, the files of a site in a block fenced by `~~~~`, and what is reported:
//! a list of `` - `code file:line:column` part of the message or hint … another part ``, or the word `Nothing.`
//! Words after the opening fence change the files: `crlf` and `bom` do what they say, `escapes` reads `\t`, `\r`,
//! `\0`, `\xff` (a byte) and `\u{feff}` in the text, `bare` adds no site.toml, `drafts` shows drafts.
//! Missing and extra reports both fail. Cases below `tests/cases/check/`, a file a rule, are looked over by the editor's
//! desk as `check` does; there, `today=2026-05-01` sets the day.

use crate::support::{SiteTest, line_of};
use nutgraf::compile::Compiled;
use nutgraf::desk::evidence::{SavedTexts, saved_texts};
use nutgraf::desk::examine;
use nutgraf::desk::rules::RULES;
use nutgraf::diagnostic::{Code, Diagnostic, any_error};
use nutgraf::report;
use nutgraf::source_path::SourcePath;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Codes that no source text can lead to, with what does.
const EXEMPT: [(Code, &str); 9] = [
    (
        Code::UnreadableBaseline,
        "a file beside the sources, in tests/it/desk.rs",
    ),
    (Code::Unreadable, "the disk refuses a file"),
    (Code::LinkOutside, "a symbolic link on the disk"),
    (Code::OutputRefused, "the choice of an output folder"),
    (Code::OutputFailed, "the disk refuses the output"),
    (Code::ForeignFile, "what lies in the output folder"),
    (Code::CardsLeftOut, "a thousand stories, in tests/it/cards.rs"),
    (Code::CacheFailed, "the disk refuses the cache"),
    (Code::InvalidUsage, "the command line"),
];

struct Case {
    name: String,
    options: String,
    desk: bool,
    site: String,
    expected: Vec<Expected>,
}

struct Expected {
    line: String,
    parts: Vec<String>,
}

#[test]
fn every_case_reports_what_its_table_says() {
    let failures: Vec<String> = cases().iter().filter_map(|case| run(case).err()).collect();
    assert!(
        failures.is_empty(),
        "{} cases fail:\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    let lines = cases.iter().flat_map(|case| &case.expected);
    let named: BTreeSet<&str> = lines
        .map(|expected| expected.line.split(' ').next().unwrap())
        .collect();
    let exempt = |code: &Code| EXEMPT.iter().any(|(other, _)| other == code);
    for code in Code::ALL {
        assert_ne!(
            named.contains(code.name()),
            exempt(code),
            "{} is cased or exempt, one of both",
            code.name()
        );
    }
}

#[test]
fn the_table_is_large_and_holds_good_input_too() {
    let cases = cases();
    let silent = cases.iter().filter(|case| case.expected.is_empty()).count();
    assert!(cases.len() >= 110, "{} cases", cases.len());
    assert!(silent >= 25, "{silent} cases that report nothing");
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
}

fn cases() -> Vec<Case> {
    let of_build = files("tests/cases").into_iter().map(|file| (file, false));
    let of_desk = files("tests/cases/check").into_iter().map(|file| (file, true));
    of_build
        .chain(of_desk)
        .flat_map(|((stem, text), desk)| {
            let cases = parts(&text).into_iter();
            let case = |part: String| Case {
                desk,
                ..read_case(&stem, &part)
            };
            cases.map(case).collect::<Vec<_>>()
        })
        .collect()
}

/// The tables of a folder: their names and texts.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    let read = |path: std::path::PathBuf| {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (stem, std::fs::read_to_string(path).unwrap())
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_rule_of_the_desk_has_a_table_of_its_own() {
    for rule in RULES {
        let name = rule.code.name();
        let table = files("tests/cases/check")
            .into_iter()
            .find(|(stem, _)| stem == name);
        let (stem, text) = table.unwrap_or_else(|| panic!("tests/cases/check/{name}.md is missing"));
        let cases: Vec<Case> = parts(&text).iter().map(|part| read_case(&stem, part)).collect();
        let fires = |case: &&Case| {
            case.expected
                .iter()
                .any(|line| line.line.starts_with(&format!("{name} ")))
        };
        let firing = cases.iter().filter(fires).count();
        let silent = cases.len() - firing;
        assert!(
            cases.len() >= 6 && silent >= 3 && firing >= 3,
            "{name}: {firing} fire, {silent} do not"
        );
    }
}

/// The text below each heading; a `## ` inside a site is the site's.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut in_site = false;
    for line in text.split_inclusive('\n') {
        in_site ^= line.starts_with("~~~~");
        match (line.strip_prefix("## "), parts.last_mut()) {
            (Some(name), _) if !in_site => parts.push(name.to_owned()),
            (_, Some(part)) => part.push_str(line),
            (_, None) => {}
        }
    }
    parts
}

fn read_case(file: &str, text: &str) -> Case {
    let (name, rest) = text.split_once('\n').unwrap();
    let name = format!("{file}: {name}");
    let (_, rest) = rest
        .split_once("\n~~~~")
        .unwrap_or_else(|| panic!("{name} has no site"));
    let (options, rest) = rest.split_once('\n').unwrap();
    let (site, after) = rest
        .split_once("\n~~~~\n")
        .unwrap_or_else(|| panic!("{name}: the site is not closed"));
    let expected: Vec<Expected> = after
        .lines()
        .filter_map(|line| line.strip_prefix("- `"))
        .map(read_expected)
        .collect();
    let says_nothing = after.lines().any(|line| line.starts_with("Nothing."));
    assert_ne!(
        says_nothing,
        !expected.is_empty(),
        "{name} lists what is reported or says Nothing."
    );
    Case {
        name,
        options: options.to_owned(),
        desk: false,
        site: format!("{site}\n"),
        expected,
    }
}

fn read_expected(line: &str) -> Expected {
    let (line, words) = line.split_once('`').unwrap();
    let parts = words
        .split(" … ")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty());
    Expected {
        line: line.to_owned(),
        parts: parts.collect(),
    }
}

fn run(case: &Case) -> Result<(), String> {
    let site = site_of(case);
    let site = catch_unwind(AssertUnwindSafe(|| site.build()))
        .map_err(|_| format!("## {}\n  it panics while compiling\n", case.name))?;
    let compiled = site.compiled();
    let mut faults = span_faults(compiled);
    let mut found = match case.desk {
        true => examine(compiled, &site.sources, &saved(&site)).findings,
        false => compiled.diagnostics(),
    };
    let all = found.clone();
    let failed_pages = rendered(compiled).unwrap_or_else(|| {
        faults.push("it panics while rendering".to_owned());
        Vec::new()
    });
    found.extend(failed_pages.iter().cloned());
    for expected in &case.expected {
        let place = found
            .iter()
            .position(|diagnostic| fits(&site, diagnostic, expected));
        match place {
            Some(place) => {
                found.remove(place);
            }
            None => faults.push(format!(
                "missing: {} {}",
                expected.line,
                expected.parts.join(" … ")
            )),
        }
    }
    faults.extend(
        found
            .iter()
            .map(|extra| format!("extra:   {}", line_of(&site.sources, extra))),
    );
    if faults.is_empty() {
        return Ok(());
    }
    let mut all = all;
    all.extend(failed_pages);
    let told = report::text(&all, &site.sources, report::Colour::Off);
    Err(format!("## {}\n  {}\n\n{told}", case.name, faults.join("\n  ")))
}

/// The saved texts of sources, which a case writes below `snapshots/` beside the lock.
fn saved(site: &SiteTest) -> SavedTexts {
    saved_texts(&site.compiled().site.lock, |name| {
        let file = site.sources.get(&format!("snapshots/{name}"))?;
        Some(file.text().unwrap().to_owned())
    })
}

fn fits(site: &SiteTest, diagnostic: &Diagnostic, expected: &Expected) -> bool {
    let words = format!(
        "{}\n{}",
        diagnostic.message,
        diagnostic.hint.as_deref().unwrap_or_default()
    );
    line_of(&site.sources, diagnostic) == expected.line
        && expected.parts.iter().all(|part| words.contains(part))
}

fn site_of(case: &Case) -> SiteTest {
    let has = |option: &str| case.options.split(' ').any(|word| word == option);
    let mut site = SiteTest::new(&case.site);
    let paths: Vec<SourcePath> = site.sources.iter().map(|(path, _)| path.clone()).collect();
    for path in paths {
        let mut bytes = site.sources.get(path.as_str()).unwrap().bytes().to_vec();
        if has("escapes") {
            bytes = unescape(&bytes);
        }
        if has("crlf") {
            bytes = String::from_utf8(bytes)
                .unwrap()
                .replace('\n', "\r\n")
                .into_bytes();
        }
        if has("bom") {
            bytes.splice(0..0, "\u{feff}".bytes());
        }
        site.sources.insert(path, bytes);
    }
    let today = case
        .options
        .split(' ')
        .find_map(|word| word.strip_prefix("today="));
    if let Some(today) = today {
        site.settings.today = today.parse().unwrap();
    }
    if has("bare") && !case.site.contains("-- site.toml --") {
        site = site.remove("site.toml");
    }
    site.settings.show.drafts = has("drafts");
    site
}

/// Reads `\t`, `\r`, `\0`, `\xff` and `\u{feff}`; a backslash before anything else stays.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let (taken, piece): (usize, Vec<u8>) = match rest {
            [b'\\', b't', ..] => (2, vec![b'\t']),
            [b'\\', b'r', ..] => (2, vec![b'\r']),
            [b'\\', b'0', ..] => (2, vec![0]),
            [b'\\', b'x', high, low, ..] => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).unwrap();
                (4, vec![u8::from_str_radix(digits, 16).unwrap()])
            }
            [b'\\', b'u', b'{', ..] => {
                let end = after.iter().position(|byte| *byte == b'}').unwrap();
                let digits = std::str::from_utf8(&after[2..end]).unwrap();
                let mark = char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap();
                (end + 2, mark.to_string().into_bytes())
            }
            _ => (1, vec![*first]),
        };
        out.extend(piece);
        rest = &rest[taken..];
    }
    out
}

/// What rendering all pages reports, where nothing forbids it; `None` when it panics.
fn rendered(compiled: &Compiled) -> Option<Vec<Diagnostic>> {
    if any_error(&compiled.diagnostics()) {
        return Some(Vec::new());
    }
    let all = || {
        let problems = compiled.pages.iter().flat_map(|page| compiled.render(page).1);
        let mut problems: Vec<Diagnostic> = problems.collect();
        nutgraf::diagnostic::sort(&mut problems);
        problems
    };
    catch_unwind(AssertUnwindSafe(all)).ok()
}

/// Spans that lie outside their file or inside a character.
pub fn span_faults(compiled: &Compiled) -> Vec<String> {
    let diagnostics = compiled.diagnostics();
    let spans = diagnostics.iter().flat_map(|diagnostic| {
        let related = diagnostic.related.iter().map(|(span, _)| span);
        diagnostic
            .span
            .iter()
            .chain(related)
            .map(move |span| (diagnostic, span))
    });
    spans
        .filter_map(|(diagnostic, span)| {
            let bytes = compiled
                .sources
                .get(span.file.as_str())
                .map_or_else(Vec::new, |file| file.bytes().to_vec());
            let (start, end) = (span.start as usize, span.end as usize);
            let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
            let sound = start <= end
                && end <= bytes.len()
                && (end > valid.len() || (valid.is_char_boundary(start) && valid.is_char_boundary(end)));
            (!sound).then(|| {
                let name = diagnostic.code.name();
                format!(
                    "the span {start}..{end} of {name} is outside {} or inside a character",
                    span.file
                )
            })
        })
        .collect()
}
