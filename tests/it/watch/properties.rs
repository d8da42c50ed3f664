//! Whatever is done to the folder, reading what was touched gives what a fresh look gives.

use super::support::same;
use nutgraf::disk::snapshot::Snapshot;
use nutgraf::source_path::SourcePath;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Something done to a site's folder.
#[derive(Debug, Clone)]
enum Deed {
    Write(&'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    MakeFolder(&'static str),
    Link(&'static str, &'static str),
}

/// Names of files and folders, so that one takes the place of the other.
const NAMES: [&str; 18] = [
    "site.toml",
    "content",
    "content/a.md",
    "content/b.md",
    "content/a.md~",
    "content/.hidden/a.md",
    "content/d",
    "content/d/a.md",
    "content/d/e",
    "content/d/e/a.md",
    "content/d/4913",
    "templates/a.html",
    "static",
    "static/.well-known/a",
    "static/.git/a",
    "static/d",
    "static/d/a.md",
    "other/a.md",
];

/// Where links lead: into the site, to each other, nowhere, out of it.
const TARGETS: [&str; 8] = [
    "content/a.md",
    "content/d",
    "content/d/e",
    "static/d",
    "other",
    "other/a.md",
    "nowhere",
    "../outside",
];

fn deed() -> impl Strategy<Value = Deed> {
    let name = || prop::sample::select(&NAMES[..]);
    prop_oneof![
        6 => (name(), prop::sample::select(&["", "one", "two"][..])).prop_map(|(name, text)| Deed::Write(name, text)),
        2 => name().prop_map(Deed::Remove),
        3 => (name(), name()).prop_map(|(from, to)| Deed::Rename(from, to)),
        1 => name().prop_map(Deed::MakeFolder),
        1 => (name(), prop::sample::select(&TARGETS[..])).prop_map(|(name, target)| Deed::Link(name, target)),
    ]
}

/// Does it, as far as it can be done; what is in the way of a file or link is not removed.
fn act(root: &Path, deed: &Deed, touched: &mut BTreeSet<SourcePath>) {
    let make_room = |name: &str| {
        let _ = fs::create_dir_all(root.join(name).parent().unwrap());
    };
    let mut touch = |name: &str| {
        // A watcher names each folder that was made on the way, too.
        for (at, _) in name.match_indices('/') {
            touched.insert(SourcePath::new(&name[..at]));
        }
        touched.insert(SourcePath::new(name));
    };
    match deed {
        Deed::Write(name, text) => {
            make_room(name);
            let _ = fs::write(root.join(name), text);
            // Through a link, it is the target that the watcher names.
            if let (Ok(real), Ok(real_root)) = (fs::canonicalize(root.join(name)), fs::canonicalize(root))
                && let Ok(below) = real.strip_prefix(real_root)
            {
                touch(below.to_str().unwrap());
            }
            touch(name);
        }
        Deed::Remove(name) => {
            let path = root.join(name);
            let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
            touch(name);
        }
        Deed::Rename(from, to) => {
            make_room(to);
            let _ = fs::rename(root.join(from), root.join(to));
            touch(from);
            touch(to);
        }
        Deed::MakeFolder(name) => {
            let _ = fs::create_dir_all(root.join(name));
            touch(name);
        }
        Deed::Link(name, target) => {
            make_room(name);
            #[cfg(unix)]
            let _ = std::os::unix::fs::symlink(root.join(target), root.join(name));
            let _ = target;
            touch(name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn reading_what_was_touched_is_a_fresh_look(batches in prop::collection::vec(prop::collection::vec(deed(), 1..4), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir_all(&root).unwrap();
        fs::write(folder.path().join("outside"), "outside").unwrap();
        let mut snapshot = Snapshot::read(&root);
        for batch in &batches {
            let mut touched = BTreeSet::new();
            for deed in batch {
                act(&root, deed, &mut touched);
            }
            snapshot.update(&root, &touched);
            let fresh = Snapshot::read(&root);
            prop_assert!(same(&snapshot, &fresh), "{batch:?}\n{snapshot:?}\n{fresh:?}");
        }
    }
}
