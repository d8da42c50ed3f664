//! Shared sources: two of one URL become one, and the file is sorted by id.

use super::Fixed;
use super::edit::{Edit, renamed};
use super::story::says_all;
use crate::compile::Compiled;
use crate::input::reference::{Reference, ReferenceKind};
use crate::input::sources::Sources;
use crate::registry::FILES;
use crate::registry::source::Source;
use crate::source_path::SourcePath;
use std::collections::HashMap;
use std::ops::Range;

/// Merges shared sources of one URL into the first of them; all that name the others name it.
pub fn merged(compiled: &Compiled, texts: &Sources) -> Vec<Edit> {
    let shelf = &compiled.site.registry.sources;
    let mut first: HashMap<&str, &Source> = HashMap::new();
    let mut edits = Vec::new();
    for source in shelf.iter() {
        let Some(canonical) = source.canonical.as_deref() else {
            continue;
        };
        let kept = *first.entry(canonical).or_insert(source);
        if kept.id != source.id && says_all(kept, source) && !is_read_through(compiled, &source.id) {
            edits.extend(dropped(compiled, texts, source, kept));
        }
    }
    edits
}

/// Whether a claim or source names an id in words that may mean it or something else.
fn is_read_through(compiled: &Compiled, id: &str) -> bool {
    let registry = &compiled.site.registry;
    let own = compiled.stories.values().map(|story| &story.facts);
    let own_claims = own
        .clone()
        .flat_map(|facts| &facts.claims.claims)
        .map(|claim| &claim.record);
    let mut claims = registry.claims.iter().chain(own_claims);
    let mut sources = registry
        .sources
        .iter()
        .chain(own.flat_map(|facts| &facts.citations.sources));
    let is_id = |text: &Option<String>| text.as_deref() == Some(id);
    claims.any(|claim| is_id(&claim.read_via))
        || sources.any(|source| is_id(&source.via) || is_id(&source.origin))
}

fn dropped(compiled: &Compiled, texts: &Sources, source: &Source, kept: &Source) -> Vec<Edit> {
    let file = SourcePath::new(FILES[0]);
    let text = texts.text(file.as_str());
    let Some(range) = compiled.site.registry.sources.range(&source.id) else {
        return Vec::new();
    };
    let Some(record) = records(text)
        .into_iter()
        .find(|record| record.contains(&range.start))
    else {
        return Vec::new();
    };
    // A remark of the writer's would be lost with the record.
    if text[record.clone()].contains('#') {
        return Vec::new();
    }
    let mut edits = vec![Edit {
        file: file.clone(),
        range: record,
        text: String::new(),
        what: format!("`{}` is merged into `{}`", source.id, kept.id),
    }];
    let names = (source.id.as_str(), kept.id.as_str());
    let places = |references: &[Reference]| -> Vec<Range<usize>> {
        let of_source =
            |reference: &&Reference| reference.kind == ReferenceKind::Source && reference.target == source.id;
        references
            .iter()
            .filter(of_source)
            .map(|reference| reference.range.clone())
            .collect()
    };
    for (file, references) in &compiled.site.registry.references {
        edits.extend(renamed(
            file,
            texts.text(file.as_str()),
            places(references).iter(),
            names,
        ));
    }
    for story in compiled.stories.values() {
        // A story's own source of the same id is another one.
        let is_own = story
            .facts
            .citations
            .sources
            .iter()
            .any(|own| own.id == source.id);
        if !is_own {
            let places = places(&story.references);
            edits.extend(renamed(
                &story.path,
                texts.text(story.path.as_str()),
                places.iter(),
                names,
            ));
        }
    }
    edits
}

/// The records of a TOML file, each from the comments right above its head to the next record.
fn records(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let (mut at, mut comment) = (0, None);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if line.starts_with('[') && !line.starts_with("[[") {
            starts.push(comment.take().unwrap_or(at));
        } else if trimmed.starts_with('#') {
            comment.get_or_insert(at);
        } else {
            comment = None;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

/// Sorts the shared sources by id, unless comments on lines of their own part the file into groups.
pub fn sort(fixed: &mut Fixed, texts: &Sources) {
    let file = SourcePath::new(FILES[0]);
    let text = fixed
        .texts
        .get(&file)
        .map_or_else(|| texts.text(file.as_str()), String::as_str);
    let Some(sorted) = sorted(text).filter(|sorted| sorted != text) else {
        return;
    };
    fixed.texts.insert(file.clone(), sorted);
    fixed.done.push(format!("{file}: sorted by id"));
}

fn sorted(text: &str) -> Option<String> {
    // Files of another system keep their line ends.
    if text.contains('\r') || text.starts_with('\u{feff}') {
        return None;
    }
    let records = records(text);
    let head = &text[..records.first()?.start];
    let mut blocks: Vec<(&str, &str)> = Vec::new();
    for record in &records {
        let block = text[record.clone()].trim_end();
        // A head such as [a.b], a group's comment and a text over lines are the writer's own order.
        let line = block.lines().find(|line| line.starts_with('['))?;
        let id = line
            .trim()
            .strip_prefix('[')?
            .strip_suffix(']')?
            .trim_matches('"');
        let is_plain = !block.contains("\"\"\"") && !block.contains("'''") && !id.contains(['[', ']']);
        if !is_plain || block.contains("\n\n#") {
            return None;
        }
        blocks.push((id, block));
    }
    if head.trim_end().ends_with("---") || blocks.iter().any(|(_, block)| block.starts_with("# ---")) {
        return None;
    }
    if blocks.is_sorted_by_key(|(id, _)| *id) {
        return None;
    }
    blocks.sort_by_key(|(id, _)| *id);
    let body: Vec<&str> = blocks.iter().map(|(_, block)| *block).collect();
    Some(format!("{head}{}\n", body.join("\n\n")))
}
