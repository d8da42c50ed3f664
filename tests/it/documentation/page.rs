//! A document in Markdown: its sections, tables, code blocks and links.

use std::path::{Path, PathBuf};

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files below a folder of the repository, by their paths in it.
pub fn files_below(folder: &str) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, found),
                false => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    let name = |path: &PathBuf| {
        path.strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/")
    };
    let mut names: Vec<String> = found.iter().map(name).collect();
    names.sort();
    names
}

/// A document.
pub struct Page {
    text: String,
}

/// A code block.
pub struct Block {
    /// The words after the fence.
    pub info: String,
    /// Its text.
    pub text: String,
    /// The line that its text begins on, from 1.
    pub line: usize,
}

impl Page {
    /// Reads a document of the repository.
    pub fn read(path: &str) -> Self {
        Self { text: read(path) }
    }

    /// The text under a heading, up to the next of the same or a higher level.
    pub fn section(&self, heading: &str) -> String {
        let mut found: Option<(usize, String)> = None;
        for (line, is_code) in self.lines() {
            let level = match is_code {
                true => 0,
                false => line.len() - line.trim_start_matches('#').len(),
            };
            match &mut found {
                None if level > 0 && line[level..].trim() == heading => found = Some((level, String::new())),
                None => {}
                Some((own, _)) if level > 0 && level <= *own => break,
                Some((_, text)) => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        found.unwrap_or_else(|| panic!("no heading `{heading}`")).1
    }

    /// The rows of the tables under a heading.
    pub fn rows(&self, heading: &str) -> Vec<Vec<String>> {
        rows(&self.section(heading))
    }

    /// The code words of the first cells under a heading.
    pub fn names(&self, heading: &str) -> Vec<String> {
        self.rows(heading)
            .iter()
            .flat_map(|row| code_words(&row[0]))
            .collect()
    }

    /// The code blocks.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = false;
        for (at, line) in self.text.lines().enumerate() {
            match (line.strip_prefix("```"), open) {
                (Some(info), false) => blocks.push(Block {
                    info: info.to_owned(),
                    text: String::new(),
                    line: at + 2,
                }),
                (None, true) => {
                    let block = blocks.last_mut().unwrap();
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                _ => {}
            }
            open ^= line.starts_with("```");
        }
        blocks
    }

    /// The addresses of links to documents of the repository.
    pub fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for (line, _) in self.lines().filter(|(_, is_code)| !is_code) {
            let words: String = line.split('`').step_by(2).collect();
            let addresses = words.split("](").skip(1).filter_map(|part| part.split_once(')'));
            let is_ours = |address: &&str| {
                let path = address.split('#').next().unwrap();
                path.is_empty() || path.ends_with(".md") || path.starts_with("LICENSE")
            };
            links.extend(
                addresses
                    .map(|(address, _)| address)
                    .filter(is_ours)
                    .map(str::to_owned),
            );
        }
        links
    }

    /// The fragments of the headings, as code hosts make them.
    pub fn anchors(&self) -> Vec<String> {
        let headings = self
            .lines()
            .filter(|(line, is_code)| !is_code && line.starts_with('#'));
        let anchor = |(line, _): (&str, bool)| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words
                .chars()
                .filter(|mark| mark.is_alphanumeric() || matches!(mark, ' ' | '-' | '_'));
            kept.map(|mark| if mark == ' ' { '-' } else { mark }).collect()
        };
        headings.map(anchor).collect()
    }

    /// The lines, each with whether it stands in a code block.
    fn lines(&self) -> impl Iterator<Item = (&str, bool)> {
        let mut open = false;
        self.text.lines().map(move |line| {
            let is_fence = line.starts_with("```");
            open ^= is_fence;
            (line, open || is_fence)
        })
    }
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let is_row = |line: &&str| line.starts_with("| ");
    let mut rows = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_row(line)) {
        let is_head = lines.get(at + 1).is_some_and(|next| next.starts_with("|--"));
        if !is_head {
            let cells = line.replace("\\|", "\u{1}");
            let cells = cells.trim_matches('|').split('|');
            rows.push(cells.map(|cell| cell.trim().replace('\u{1}', "|")).collect());
        }
    }
    rows
}

/// What stands in backticks.
pub fn code_words(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
