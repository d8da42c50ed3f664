//! The shape of the house, held by tests: layers, circles, sizes, headers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from top to bottom: each uses only those after it. `lib.rs` declares them in this order.
const LAYERS: [&str; 28] = [
    "main",
    "command",
    "cli",
    "server",
    "preview",
    "watch",
    "fetch",
    "disk",
    "report",
    "desk",
    "compile",
    "render",
    "page",
    "search",
    "check",
    "site",
    "story",
    "registry",
    "chart",
    "picture",
    "job",
    "lettering",
    "wording",
    "input",
    "theme",
    "diagnostic",
    "code",
    "source_path",
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file: its module path (`page::story`) and text.
fn modules() -> BTreeMap<String, String> {
    fn walk(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(root()).unwrap().with_extension("");
                let parts: Vec<String> = relative
                    .iter()
                    .map(|part| part.to_string_lossy().into_owned())
                    .collect();
                let name = parts.join("::");
                let name = name.strip_suffix("::mod").unwrap_or(&name).to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root(), &mut found);
    assert!(found.len() > 40, "the walk found too little: {found:?}");
    found
}

/// The modules that a text names by `crate::…` or `super::…`, as far as they are files.
fn used_by(name: &str, text: &str, known: &BTreeMap<String, String>) -> BTreeSet<String> {
    let parent = name.rsplit_once("::").map_or("", |(parent, _)| parent);
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut paths = Vec::new();
    for (mark, base) in [("crate::", ""), ("super::", parent)] {
        for (at, _) in code.match_indices(mark) {
            expand(base, &code[at + mark.len()..], &mut paths);
        }
    }
    let file_of = |path: &String| {
        let parts: Vec<&str> = path.split("::").collect();
        (1..=parts.len())
            .rev()
            .map(|count| parts[..count].join("::"))
            .find(|path| known.contains_key(path))
    };
    paths
        .iter()
        .filter_map(file_of)
        .filter(|used| used != name)
        .collect()
}

/// Reads `a::b` or `a::{b, c::d}` from the start of a text.
fn expand(base: &str, text: &str, paths: &mut Vec<String>) {
    let end = text
        .find(|mark: char| !(mark.is_alphanumeric() || mark == '_' || mark == ':'))
        .unwrap_or(text.len());
    let head = text[..end].trim_end_matches(':');
    let joined = [base, head]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("::");
    match text[end..].strip_prefix('{') {
        Some(inner) if text[..end].ends_with("::") || end == 0 => {
            for item in group(inner) {
                expand(&joined, item.trim(), paths);
            }
        }
        _ => paths.push(joined),
    }
}

/// The items of a `{…}` group, whose opening brace is gone.
fn group(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut items) = (0, 0, Vec::new());
    for (at, mark) in text.char_indices() {
        match mark {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&text[from..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    items
}

fn layer(name: &str) -> usize {
    let top = name.split("::").next().unwrap();
    LAYERS
        .iter()
        .position(|layer| *layer == top)
        .unwrap_or_else(|| panic!("{top} is in no layer"))
}

fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let modules = modules();
    let edges = modules.iter().filter(|(name, _)| *name != "lib");
    edges
        .map(|(name, text)| (name.clone(), used_by(name, text, &modules)))
        .collect()
}

#[test]
fn a_module_uses_only_those_below_it() {
    for (name, used) in graph() {
        for other in used.iter().filter(|other| name != "main" && *other != "lib") {
            assert!(
                layer(&name) <= layer(other),
                "{name} uses {other}, which is above it"
            );
        }
    }
}

#[test]
fn the_library_declares_its_modules_in_that_order() {
    let text = fs::read_to_string(root().join("lib.rs")).unwrap();
    let declared: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(declared, LAYERS[1..], "from top to bottom");
}

/// A folder's own `mod.rs` may name what its files use; apart from that, files use each other one way.
#[test]
fn there_are_no_circles() {
    let mut edges = graph();
    for (name, used) in &mut edges {
        used.retain(|other| !name.starts_with(&format!("{other}::")));
    }
    for start in edges.keys() {
        let mut todo: Vec<&String> = edges[start].iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(next) = todo.pop() {
            assert_ne!(next, start, "{start} is used by what it uses: {seen:?}");
            if seen.insert(next) {
                todo.extend(edges.get(next).into_iter().flatten());
            }
        }
    }
}

#[test]
fn files_say_what_they_are_and_are_not_too_long() {
    let mut lengths = Vec::new();
    for (name, text) in modules() {
        assert!(
            text.starts_with("//! "),
            "{name} does not begin by saying what it is"
        );
        let length = text.lines().count();
        assert!(length <= LONGEST_FILE, "{name} has {length} lines");
        lengths.push(length);
    }
    lengths.sort_unstable();
    assert!(
        lengths[lengths.len() / 2] <= 200,
        "half of the files are longer than {} lines",
        lengths[lengths.len() / 2]
    );
}

/// Functions as rustfmt leaves them: from `fn` to the closing brace of the same indent.
#[test]
fn functions_are_not_too_long() {
    let mut lengths = Vec::new();
    for (name, text) in modules() {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let is_function = line.trim_start().split(' ').take(4).any(|word| word == "fn")
                && !line.trim_start().starts_with("//");
            if !is_function {
                continue;
            }
            let closing = format!("{}}}", " ".repeat(indent));
            let length = lines[at..]
                .iter()
                .position(|line| *line == closing)
                .map_or(1, |end| end + 1);
            assert!(
                length <= LONGEST_FUNCTION,
                "{name}: {} has {length} lines",
                line.trim()
            );
            lengths.push(length);
        }
    }
    lengths.sort_unstable();
    assert!(lengths.len() > 300, "only {} functions were found", lengths.len());
    assert!(
        lengths[lengths.len() / 2] <= 12,
        "half of the functions are longer than {} lines",
        lengths[lengths.len() / 2]
    );
}

#[test]
fn nothing_unwraps() {
    for (name, text) in modules() {
        assert!(
            !text.contains(".unwrap()"),
            "{name} unwraps; report a diagnostic, or `expect` with the invariant"
        );
    }
}
