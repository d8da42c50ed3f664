//! The versions of stylesheets and copied files, and which of them changed when.

use crate::compile::Compiled;
use crate::site::route::Route;
use std::collections::BTreeMap;

/// The files of the site that are copied as they are.
#[derive(Debug, Default)]
pub struct Files {
    /// Route and hash of each, in the order of their sources.
    hashes: Vec<(Route, [u8; 32])>,
    /// The number of the publish that last changed, added or removed a file.
    changed: BTreeMap<Route, u64>,
    /// The version of all stylesheets together.
    pub styles: String,
    /// The version of all other copied files together.
    pub others: String,
}

/// Whether a route is a stylesheet's.
pub fn is_style(route: &Route) -> bool {
    route.as_str().ends_with(".css")
}

impl Files {
    /// Takes over a site's files, and gives those that changed, stylesheets among them. `made_styles` are the
    /// stylesheets that no file of the site's own is behind, with their versions.
    pub fn renew(
        &mut self,
        compiled: &Compiled,
        made_styles: &[(Route, String)],
        publish: u64,
    ) -> Vec<Route> {
        let hash = |(path, route): (&_, &Route)| {
            let path: &crate::source_path::SourcePath = path;
            Some((route.clone(), *compiled.sources.get(path.as_str())?.hash()))
        };
        let hashes: Vec<(Route, [u8; 32])> = compiled.site.files.iter().filter_map(hash).collect();
        let changed = match hashes == self.hashes {
            true => Vec::new(),
            false => differences(&self.hashes, &hashes),
        };
        // The first publish brings the files; no page has seen others.
        if publish > 1 {
            self.changed
                .extend(changed.iter().map(|route| (route.clone(), publish)));
        }
        let styles = hashes.iter().filter(|(route, _)| is_style(route));
        let mut all_styles = blake3::Hasher::new();
        styles.for_each(|(route, hash)| add(&mut all_styles, route, hash));
        for (route, version) in made_styles {
            add(&mut all_styles, route, version.as_bytes());
        }
        self.styles = short(&all_styles.finalize());
        if !changed.is_empty() || self.others.is_empty() {
            let mut others = blake3::Hasher::new();
            let files = hashes.iter().filter(|(route, _)| !is_style(route));
            files.for_each(|(route, hash)| add(&mut others, route, hash));
            self.others = short(&others.finalize());
        }
        self.hashes = hashes;
        changed
    }

    /// The files, stylesheets left out, that changed after a publish.
    pub fn changed_after(&self, publish: u64) -> Vec<&Route> {
        let later = self.changed.iter().filter(|(_, changed)| **changed > publish);
        later
            .map(|(route, _)| route)
            .filter(|route| !is_style(route))
            .collect()
    }
}

fn differences(before: &[(Route, [u8; 32])], now: &[(Route, [u8; 32])]) -> Vec<Route> {
    let old: BTreeMap<&Route, &[u8; 32]> = before.iter().map(|(route, hash)| (route, hash)).collect();
    let new: BTreeMap<&Route, &[u8; 32]> = now.iter().map(|(route, hash)| (route, hash)).collect();
    let differs = |route: &&Route| old.get(*route) != new.get(*route);
    let gone = old.keys().filter(|route| !new.contains_key(*route));
    let mut changed: Vec<Route> = new.keys().copied().filter(differs).cloned().collect();
    changed.extend(gone.map(|route| (*route).clone()));
    changed.sort();
    changed
}

fn add(hasher: &mut blake3::Hasher, route: &Route, version: &[u8]) {
    hasher.update(route.as_str().as_bytes());
    hasher.update(&[0]);
    hasher.update(version);
}

/// The version of some bytes.
pub fn version(bytes: &[u8]) -> String {
    short(&blake3::hash(bytes))
}

/// The version of bytes whose BLAKE3 hash is known.
pub fn version_of_hash(hash: [u8; 32]) -> String {
    short(&blake3::Hash::from_bytes(hash))
}

/// 64 bits of a hash: enough to tell one state of a page from the next.
fn short(hash: &blake3::Hash) -> String {
    hash.to_hex()[..16].to_owned()
}
