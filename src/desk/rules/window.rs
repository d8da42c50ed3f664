//! An event or source outside the days that the site or story says it covers, and an end of those days that nothing
//! bears out.

use crate::desk::evidence::{Evidence, Galley};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::input::date::PartialDate;
use crate::input::reference::ReferenceKind;
use crate::input::rules::Window;
use crate::registry::source::Source;
use crate::registry::told::overlap;
use crate::site::source_list::SourceList;
use crate::story::Story;
use crate::story::manuscript::PassageKind;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Window,
    look: Look::Story(look),
    why: "A text that covers certain days is right about those. An event of its `timeline`, or a source that it names, from other \
          days is often a slip of the pen, or news that belongs elsewhere. A story says which days it covers by `window`; that goes \
          before the window of the site. An end of a story's window that no event and no source bears out is a note.",
    example: "window: { from: 2026-04-27, to: 2026-04-28 }    # and every source is of 27 April",
    mend: "put the date right, or the window.",
    options: Some(
        "[check]\nwindow = { from = 2026-04-01, to = 2026-04-30 }    # the days that the site covers",
    ),
};

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    let story = galley.story;
    let own = story.window.as_ref();
    let Some(window) = own.map(|placed| placed.value).or(evidence.options().window) else {
        return Vec::new();
    };
    let list = evidence.site().citations.lists.get(&story.path);
    let sources = list.map(|list| sources(evidence, list)).unwrap_or_default();
    let mut found = events(galley, window);
    found.extend(sources.iter().filter_map(|source| outside(story, source, window)));
    if let Some(own) = own {
        let span = Span::new(&story.path, own.range.clone());
        let dates = story.facts.claims.events.iter().map(|event| event.date);
        let published = sources.iter().filter_map(|source| source.1.published);
        found.extend(ends(window, &dates.chain(published).collect::<Vec<_>>(), &span));
    }
    found
}

/// The sources that a story rests on, each with its id there.
fn sources<'a>(evidence: &Evidence<'a>, list: &'a SourceList) -> Vec<(&'a str, &'a Source)> {
    let entries = &evidence.site().citations.entries;
    let cited = list.places.iter().filter_map(|(id, place)| {
        let numbered = list.numbered.get(*place).filter(|numbered| numbered.cited)?;
        Some((id.as_str(), &*entries.get(numbered.entry)?.source.record))
    });
    cited.collect()
}

fn events(galley: &Galley<'_>, window: Window) -> Vec<Diagnostic> {
    let events = &galley.story.facts.claims.events;
    let passages = galley.manuscript.passages.iter();
    let told: Vec<_> = passages
        .filter(|passage| passage.kind == PassageKind::Event)
        .collect();
    let span = |at: usize| match told.get(at).filter(|_| told.len() == events.len()) {
        Some(passage) => Span::new(&galley.story.path, passage.whole()),
        None => Span::start_of(&galley.story.path),
    };
    let outside = events
        .iter()
        .enumerate()
        .filter(|(_, event)| !holds(window, &event.date));
    outside
        .map(|(at, event)| {
            let message = format!(
                "this event is of {}, outside {}",
                event.date.words(),
                words(window)
            );
            Diagnostic::new(Code::Window, span(at), message).hint("put the date right, or the window")
        })
        .collect()
}

/// A source that the story names itself, and that is of other days.
fn outside(story: &Story, (id, source): &(&str, &Source), window: Window) -> Option<Diagnostic> {
    let published = source.published.filter(|date| !holds(window, date))?;
    let mut own = story.facts.citations.sources.iter();
    let table = own.position(|source| source.id == *id);
    let range = match table {
        Some(place) => story.places.sources.get(place),
        None => {
            let mut references = story.references.iter();
            let named = references
                .find(|reference| reference.kind == ReferenceKind::Source && reference.target == *id);
            named.map(|reference| &reference.range)
        }
    };
    let message = format!(
        "the source `{id}` is of {}, outside {}",
        published.words(),
        words(window)
    );
    let span = Span::new(&story.path, range?.clone());
    Some(Diagnostic::new(Code::Window, span, message).hint("put its date right, or the window"))
}

/// The ends of a window that nothing bears out, where anything of the story has a date.
fn ends(window: Window, dates: &[PartialDate], span: &Span) -> Vec<Diagnostic> {
    let is_borne_out = |end: &PartialDate| dates.iter().any(|date| overlap(Some(date), Some(end)));
    let bare = [("begins", window.from), ("ends", window.to)];
    let bare = bare
        .into_iter()
        .filter(|(_, end)| !dates.is_empty() && !is_borne_out(end));
    bare.map(|(verb, end)| {
        let message = format!(
            "the window {verb} with {}, but no event and no source of this story is of then",
            end.words()
        );
        let mut note = Diagnostic::new(Code::Window, span.clone(), message);
        note.severity = Severity::Note;
        note.hint("narrow the window to the days that the story tells of")
    })
    .collect()
}

fn holds(window: Window, date: &PartialDate) -> bool {
    window.from.first_day() <= date.last_day() && date.first_day() <= window.to.last_day()
}

fn words(window: Window) -> String {
    format!("the window from {} to {}", window.from.words(), window.to.words())
}
