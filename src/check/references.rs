//! Every name that a story or record uses must be known.

use super::Guesses;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::reference::{Reference, ReferenceKind};
use crate::input::suggest::nearest;
use crate::site::Site;
use crate::source_path::SourcePath;
use crate::story::{CONTENT_FOLDER, Reading, Story};

/// Reports names of a story that nothing carries.
pub fn of_story(site: &Site, story: &Story, guesses: Guesses) -> Vec<Diagnostic> {
    unknown(site, story)
        .map(|reference| problem(site, Some(story), &story.path, reference, guesses))
        .collect()
}

/// The names of a story that nothing carries.
pub fn unknown<'s>(site: &'s Site, story: &'s Story) -> impl Iterator<Item = &'s Reference> {
    let references = story.references.iter();
    let sure = references.filter(|reference| is_sure(site, story, reference.kind));
    sure.filter(|reference| !is_known(site, Some(story), reference))
}

/// Reports names of the shared records that nothing carries.
pub fn of_records(site: &Site) -> Vec<Diagnostic> {
    let files = site.registry.references.iter();
    files
        .flat_map(|(file, references)| references.iter().map(move |reference| (file, reference)))
        .filter(|(_, reference)| !is_known(site, None, reference))
        .map(|(file, reference)| problem(site, None, file, reference, Guesses::Offered))
        .collect()
}

fn is_known(site: &Site, story: Option<&Story>, reference: &Reference) -> bool {
    let target = reference.target.as_str();
    match reference.kind {
        ReferenceKind::Source => knows_source(site, story, target),
        ReferenceKind::Claim => knows_claim(site, story, target),
        ReferenceKind::Quote => knows_quote(site, story, target),
        ReferenceKind::Term => site.registry.terms.may_hold(target),
        ReferenceKind::Component => site.components.contains(target),
        ReferenceKind::Story => site.stories.contains_key(&SourcePath::new(target)),
        ReferenceKind::Picture => true,
        // Routes are checked against the pages once those are planned; files right here.
        ReferenceKind::File => {
            target.starts_with(['/', '?', '#']) || site.files.contains_key(&SourcePath::new(target))
        }
    }
}

/// Whether a name that nothing carries is at fault: not when a part that cannot be read may carry it. A claim may
/// stand in any story.
fn is_sure(site: &Site, story: &Story, kind: ReferenceKind) -> bool {
    match kind {
        ReferenceKind::Claim => site.partial.is_empty(),
        ReferenceKind::Source | ReferenceKind::Quote => story.reading == Reading::Whole,
        _ => true,
    }
}

fn problem(
    site: &Site,
    story: Option<&Story>,
    file: &SourcePath,
    reference: &Reference,
    guesses: Guesses,
) -> Diagnostic {
    let target = reference.target.as_str();
    let (code, what, home) = match reference.kind {
        ReferenceKind::Source => (
            Code::UnknownSource,
            "source",
            "add it to the story's `sources` or to content/sources.toml",
        ),
        ReferenceKind::Claim => (
            Code::UnknownClaim,
            "claim",
            "add it to the story's `claims` or to content/claims.toml",
        ),
        ReferenceKind::Quote => (
            Code::UnknownQuote,
            "quotation",
            "add it to the story's `quotes` or to content/quotes.toml",
        ),
        ReferenceKind::Term => (Code::UnknownTerm, "term", "add it to content/glossary.toml"),
        ReferenceKind::Component => (
            Code::UnknownComponent,
            "component",
            "a component of your own is a template in templates/components/",
        ),
        ReferenceKind::Story => return story_problem(site, file, reference, guesses),
        ReferenceKind::File | ReferenceKind::Picture => return file_problem(site, file, reference, guesses),
    };
    let hint = match guesses.offer(|| guess(site, story, reference.kind, target)) {
        Some(guess) => format!("did you mean `{guess}`?"),
        None => home.to_owned(),
    };
    let span = Span::new(file, reference.range.clone());
    Diagnostic::new(code, span, format!("there is no {what} `{target}`")).hint(hint)
}

fn knows_source(site: &Site, story: Option<&Story>, id: &str) -> bool {
    site.registry.sources.may_hold(id)
        || story.is_some_and(|story| story.facts.citations.sources.iter().any(|source| source.id == id))
}

fn knows_claim(site: &Site, story: Option<&Story>, id: &str) -> bool {
    match story {
        Some(story) => site.claims.find(Some(&story.path), id).is_some() || site.registry.claims.may_hold(id),
        None => site.registry.claims.may_hold(id),
    }
}

fn knows_quote(site: &Site, story: Option<&Story>, id: &str) -> bool {
    site.registry.quotes.may_hold(id)
        || story.is_some_and(|story| story.facts.claims.quotes.iter().any(|quote| quote.id == id))
}

fn guess(site: &Site, story: Option<&Story>, kind: ReferenceKind, target: &str) -> Option<String> {
    let facts = story.map(|story| &story.facts);
    let own: Vec<&str> = match (kind, facts) {
        (ReferenceKind::Source, Some(facts)) => facts
            .citations
            .sources
            .iter()
            .map(|source| source.id.as_str())
            .collect(),
        (ReferenceKind::Claim, Some(facts)) => facts
            .claims
            .claims
            .iter()
            .map(|claim| claim.record.id.as_str())
            .collect(),
        (ReferenceKind::Quote, Some(facts)) => facts
            .claims
            .quotes
            .iter()
            .map(|quote| quote.id.as_str())
            .collect(),
        _ => Vec::new(),
    };
    let shared: Vec<&str> = match kind {
        ReferenceKind::Source => site.registry.sources.ids().collect(),
        ReferenceKind::Claim => site.registry.claims.ids().collect(),
        ReferenceKind::Quote => site.registry.quotes.ids().collect(),
        ReferenceKind::Term => site.registry.terms.ids().collect(),
        ReferenceKind::Component => site.components.iter().map(String::as_str).collect(),
        ReferenceKind::Story | ReferenceKind::File | ReferenceKind::Picture => Vec::new(),
    };
    nearest(target, own.into_iter().chain(shared)).map(str::to_owned)
}

fn story_problem(site: &Site, file: &SourcePath, reference: &Reference, guesses: Guesses) -> Diagnostic {
    let target = SourcePath::new(&reference.target);
    let span = Span::new(file, reference.range.clone());
    if let Some(held) = site.held_back.iter().find(|held| held.path == target) {
        let message = format!(
            "this links to {target}, which is held back: {}",
            held.reason.words()
        );
        return Diagnostic::new(Code::BrokenStoryLink, span, message)
            .hint("publish it first, or take the link out");
    }
    let guess = guesses.offer(|| nearest_file(&target, site.stories.keys()));
    let hint = guess.map_or_else(
        || "name the file from here, or from the content folder as @/stories/name.md".to_owned(),
        |guess| format!("did you mean {}?", from_content(guess)),
    );
    let message = format!("there is no story or page {target}");
    Diagnostic::new(Code::BrokenStoryLink, span, message).hint(hint)
}

fn file_problem(site: &Site, file: &SourcePath, reference: &Reference, guesses: Guesses) -> Diagnostic {
    let target = SourcePath::new(&reference.target);
    let guess = guesses.offer(|| nearest_file(&target, site.files.keys()));
    let span = Span::new(file, reference.range.clone());
    let hint = "put the file beside the story, or link to a page of the site as /path/";
    Diagnostic::new(Code::MissingFile, span, format!("there is no file {target}"))
        .hint(hint)
        .maybe_hint(guess.map(|guess| format!("did you mean {guess}?")))
}

/// The file of the nearest name, wherever it lies: folders that two files share say nothing of their likeness.
fn nearest_file<'s>(
    target: &SourcePath,
    files: impl Iterator<Item = &'s SourcePath> + Clone,
) -> Option<&'s SourcePath> {
    let name = nearest(target.stem(), files.clone().map(SourcePath::stem))?;
    let same = files.filter(|file| file.stem() == name);
    same.max_by_key(|file| file.folder() == target.folder())
}

/// A Markdown file as a link from anywhere names it.
fn from_content(path: &SourcePath) -> String {
    match path.below(CONTENT_FOLDER) {
        Some(below) => format!("@/{below}"),
        None => path.to_string(),
    }
}
