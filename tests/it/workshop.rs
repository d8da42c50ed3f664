//! A folder on disk to run the binary in, and what a run left behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

/// A story that builds without a warning.
pub const STORY: &str = "---\nheadline: One\ndate: 2026-04-27\n---\n\nWords.\n";

/// A temporary folder with a site in `site/`.
pub struct Workshop {
    folder: TempDir,
}

/// What a run of the binary gave.
#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Workshop {
    /// A site with two stories, and nothing built.
    pub fn new() -> Self {
        let workshop = Self {
            folder: TempDir::new().unwrap(),
        };
        workshop
            .write(
                "site/site.toml",
                "title = \"Test\"\nbase_url = \"https://example.org/\"\n",
            )
            .write("site/content/stories/one.md", STORY)
            .write(
                "site/content/stories/two.md",
                "---\nheadline: Two\ndate: 2026-04-28\n---\n\nMore words.\n",
            )
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(self, name: &str, text: &str) -> Self {
        self.put(name, text);
        self
    }

    pub fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The binary, in the site's folder, with an environment of its own.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.args(arguments).env("HOME", self.path("home"));
        let site = self.path("site");
        command.current_dir(if site.is_dir() { site } else { self.path(".") });
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        outcome(&mut self.command(arguments))
    }

    /// Builds, and gives what was reported.
    pub fn build(&self, arguments: &[&str]) -> Report {
        let all = [&["build", "--format", "json", "--today", "2026-11-21"], arguments].concat();
        let outcome = self.run(&all);
        let value = serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("no JSON: {outcome:?}"));
        Report {
            code: outcome.code,
            value,
        }
    }

    /// Builds without a fault.
    pub fn built(self) -> Self {
        let report = self.build(&[]);
        assert_eq!(report.code, 0, "{report:?}");
        self
    }

    /// Every file below a folder with its bytes and time, links as what they point to.
    pub fn tree(&self, name: &str) -> Tree {
        tree(&self.path(name))
    }

    /// Makes every file below a folder look old, so that one written again is seen.
    pub fn age(&self, name: &str) {
        let is_file = |path: &PathBuf| fs::symlink_metadata(path).unwrap().is_file();
        let paths = self.tree(name).into_keys().map(|file| self.path(name).join(file));
        for path in paths.filter(is_file) {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
    }

    #[cfg(unix)]
    pub fn link(&self, name: &str, target: &str) {
        std::os::unix::fs::symlink(self.path(target), self.path(name)).unwrap();
    }
}

/// What a build reported, as JSON.
#[derive(Debug)]
pub struct Report {
    pub code: i32,
    pub value: serde_json::Value,
}

impl Report {
    /// The codes of what was reported, notes too.
    pub fn codes(&self) -> Vec<&str> {
        let list = self.value["diagnostics"].as_array().unwrap();
        list.iter().map(|one| one["code"].as_str().unwrap()).collect()
    }

    /// How many files were written, unchanged and removed.
    pub fn counts(&self) -> [u64; 3] {
        ["written", "unchanged", "removed"].map(|name| self.value[name].as_u64().unwrap())
    }
}

pub type Tree = BTreeMap<String, (Bytes, SystemTime)>;

/// Bytes of a file, which a failed test does not pour out.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start = String::from_utf8_lossy(&self.0[..self.0.len().min(40)]).into_owned();
        write!(formatter, "{} bytes {start:?}", self.0.len())
    }
}

/// The names and bytes of a tree, without the times.
pub fn bytes(tree: Tree) -> BTreeMap<String, Bytes> {
    tree.into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
}

pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).unwrap().map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() {
                let target = fs::read_link(&path).unwrap().to_string_lossy().into_owned();
                found.insert(name, (Bytes(target.into_bytes()), SystemTime::UNIX_EPOCH));
            } else {
                let modified = entry.metadata().unwrap().modified().unwrap();
                found.insert(name, (Bytes(fs::read(&path).unwrap()), modified));
            }
        }
    }
    found
}

pub fn outcome(command: &mut Command) -> Outcome {
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
