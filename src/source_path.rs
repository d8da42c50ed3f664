//! The name of an input file: its path below the site's folder, with `/` on every platform.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A site-relative path such as `content/stories/a.md`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SourcePath(Arc<str>);

/// By the letters; one path is mostly compared with itself, which a look at the pointers tells.
impl Ord for SourcePath {
    fn cmp(&self, other: &Self) -> Ordering {
        match Arc::ptr_eq(&self.0, &other.0) {
            true => Ordering::Equal,
            false => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for SourcePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SourcePath {
    /// Takes a path whose separators are already `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: `a.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folder with its trailing slash: `content/stories/`, or nothing at the top.
    pub fn folder(&self) -> &str {
        &self.0[..self.0.len() - self.file_name().len()]
    }

    /// The last part without its last ending: `a`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The path below `folder` (given with its trailing slash), if it lies there.
    pub fn below<'a>(&'a self, folder: &str) -> Option<&'a str> {
        self.0.strip_prefix(folder)
    }

    /// Resolves a relative reference, `..` included, against this file's folder.
    /// `None` when it climbs out of the site.
    pub fn resolve(&self, reference: &str) -> Option<SourcePath> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(Self::new(parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&str> for SourcePath {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}
