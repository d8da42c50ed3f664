//! The pictures that a text shows, by the names that a site looks them up by.

use crate::source_path::SourcePath;
use crate::story::CONTENT_FOLDER;
use crate::story::piece::Target;
use percent_encoding::percent_decode_str;

/// The name of what an address in a front matter shows: a file, or a route of the site. `None` for a full URL.
pub fn of_address(file: &SourcePath, address: &str) -> Option<String> {
    if address.contains("://") || address.starts_with("//") {
        return None;
    }
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    match (decoded.starts_with('/'), decoded.strip_prefix("@/")) {
        (true, _) => Some(path_of(address)),
        (_, Some(below)) => Some(format!("{CONTENT_FOLDER}{below}")),
        _ => file.resolve(&decoded).map(|path| path.to_string()),
    }
}

/// The name of what a link in a text shows.
pub fn of_target(target: &Target) -> Option<String> {
    match target {
        Target::File(path) => Some(path.to_string()),
        Target::Route(route) => Some(path_of(route)),
        Target::Story(..) | Target::Elsewhere(_) => None,
    }
}

/// A route without its query and fragment, decoded.
fn path_of(route: &str) -> String {
    let cut = route.find(['?', '#']).unwrap_or(route.len());
    percent_decode_str(&route[..cut]).decode_utf8_lossy().into_owned()
}
