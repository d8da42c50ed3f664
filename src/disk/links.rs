//! Where symbolic links lead.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// A chain of links that is longer leads nowhere: it is what Linux allows.
const LONGEST_CHAIN: usize = 40;

/// Whether a link leads to something inside the site.
pub fn leads_inside(path: &Path, real_root: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| real.starts_with(real_root))
}

/// The places inside the site that a link leads to, from link to link, whether they exist or not.
pub fn places(link: &Path, real_root: &Path) -> Vec<PathBuf> {
    let mut places = Vec::new();
    let mut at = link.to_path_buf();
    for _ in 0..LONGEST_CHAIN {
        let Ok(target) = fs::read_link(&at) else {
            break;
        };
        let folder = at.parent().and_then(|folder| fs::canonicalize(folder).ok());
        at = plain(&folder.unwrap_or_default().join(target));
        places.push(at.clone());
    }
    places.extend(fs::canonicalize(link));
    places.retain(|place| place.starts_with(real_root));
    places.sort();
    places.dedup();
    places
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
