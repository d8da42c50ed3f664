//! Routes: where a page or file of the site answers.

use crate::input::slug::slugify;
use crate::story::CONTENT_FOLDER;
use crate::story::facts::{Card, Kind};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// A path of the site, starting with `/`. Pages end with `/`; files do not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Route(Arc<str>);

impl Route {
    /// Takes a path that starts with `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The home page.
    pub fn home() -> Self {
        Self::new("/")
    }

    /// A page of a list of the site: `/category/money/`.
    pub fn below(folder: &str, name: &str) -> Self {
        Self::new(format!("/{folder}/{name}/"))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The n-th page of a paginated list: the first is the list itself.
    pub fn page(&self, number: usize) -> Self {
        match number {
            0 | 1 => self.clone(),
            _ => Self::new(format!("{}page/{number}/", self.0)),
        }
    }

    /// The file in the output folder: `what-changed/index.html`.
    pub fn output_path(&self) -> String {
        let path = self.0.trim_start_matches('/');
        match path.is_empty() || path.ends_with('/') {
            true => format!("{path}index.html"),
            false => path.to_owned(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where a story or page answers: stories at their slug, pages where they lie below `content/`.
pub fn of_card(card: &Card) -> Route {
    match card.kind {
        Kind::Home => Route::home(),
        Kind::Story => Route::new(format!("/{}/", card.slug)),
        Kind::Page => {
            let folder = card.path.folder();
            let folder = folder.strip_prefix(CONTENT_FOLDER).unwrap_or_default();
            match card.path.stem() {
                "index" if card.slug == "index" => Route::new(format!("/{folder}")),
                _ => Route::new(format!("/{folder}{}/", card.slug)),
            }
        }
    }
}

/// The slug of a name, or a word in its place where nothing of it can stand in a route.
pub fn slug_of(name: &str, fallback: &str) -> String {
    let slug = slugify(name);
    if slug.is_empty() {
        fallback.to_owned()
    } else {
        slug
    }
}
