//! The one thing that a preview adds to a page: a script tag.

use crate::input::escape;

/// Where the script is.
pub const SCRIPT: &str = "/_nutgraf/preview.js";

const START: &str = "<script src=\"/_nutgraf/preview.js\" ";
const END: &str = "</script>";

/// What the script is told of the page that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'t> {
    /// The page's path, decoded.
    pub page: &'t str,
    /// The version of its bytes.
    pub version: &'t str,
    /// The version of the stylesheets.
    pub styles: &'t str,
    /// The version of the copied files.
    pub files: &'t str,
}

/// Whether a file is a page that can carry the script, by its route.
pub fn is_html(route: &str) -> bool {
    let name = route.rsplit('/').next().unwrap_or(route).to_ascii_lowercase();
    name.is_empty() || name.ends_with(".html") || name.ends_with(".htm")
}

/// A page with the script before its last `</body>`, or at its end.
pub fn with_script(page: &[u8], told: &Told<'_>) -> Vec<u8> {
    let tag = format!(
        "{START}data-page=\"{}\" data-version=\"{}\" data-styles=\"{}\" data-files=\"{}\" defer>{END}",
        escape::html(told.page),
        told.version,
        told.styles,
        told.files
    );
    let body_end = b"</body>";
    let at = page
        .windows(body_end.len())
        .rposition(|window| window.eq_ignore_ascii_case(body_end))
        .unwrap_or(page.len());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

/// The page without the script: what `build` writes.
pub fn without_script(page: &[u8]) -> Vec<u8> {
    let find = |text: &[u8]| page.windows(text.len()).rposition(|window| window == text);
    let tag = find(START.as_bytes()).and_then(|start| {
        let length = page[start..]
            .windows(END.len())
            .position(|window| window == END.as_bytes())?;
        Some((start, start + length + END.len()))
    });
    match tag {
        Some((start, end)) => [&page[..start], &page[end..]].concat(),
        None => page.to_vec(),
    }
}
