//! What `check --fix` mends by itself, because there is one way to: sources written down twice become one, sources of a
//! story get the ids that they go by, shared sources are sorted.
//!
//! Nothing is lost: a record is merged into another only where that one says all that it says.

mod edit;
mod registry;
mod story;

use crate::compile::Compiled;
use crate::input::sources::Sources;
use crate::source_path::SourcePath;
use edit::{Edit, applied};
use std::collections::BTreeMap;

/// Files as they would be, and what was done to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The new texts, by file.
    pub texts: BTreeMap<SourcePath, String>,
    /// What was done, a line each, by file and place.
    pub done: Vec<String>,
}

/// Mends what can be mended mechanically. `texts` holds the files that the site was compiled from.
pub fn fix(compiled: &Compiled, texts: &Sources) -> Fixed {
    let mut edits = registry::merged(compiled, texts);
    for story in compiled.stories.values() {
        edits.extend(story::edits(compiled, story, texts));
    }
    edits.sort_by(|one, other| (&one.file, one.range.start).cmp(&(&other.file, other.range.start)));
    let mut fixed = Fixed::default();
    for edit in edits.iter().filter(|edit| !edit.what.is_empty()) {
        fixed.done.push(format!("{}: {}", edit.file, edit.what));
    }
    let mut by_file: BTreeMap<&SourcePath, Vec<&Edit>> = BTreeMap::new();
    for edit in &edits {
        by_file.entry(&edit.file).or_default().push(edit);
    }
    for (file, edits) in by_file {
        let text = texts.text(file.as_str());
        fixed.texts.insert(file.clone(), applied(text, &edits));
    }
    registry::sort(&mut fixed, texts);
    fixed
}
