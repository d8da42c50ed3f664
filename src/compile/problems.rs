//! What is wrong with a site, kept by what it was found in, so that an edit is looked at and the rest is not.

use super::Compiled;
use crate::check::{self, Guesses};
use crate::diagnostic::{self, Diagnostic, Severity, any_error};
use crate::input::ascending::Ascending;
use crate::lettering::fonts::Fonts;
use crate::page::{Page, collisions, links};
use crate::site::{Site, Stories, tables};
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::piece::Figures;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Everything that is wrong.
#[derive(Debug, Clone)]
pub struct Problems {
    /// Of site.toml.
    pub of_config: Vec<Diagnostic>,
    /// Of the shared records, each by itself.
    pub of_registry: Vec<Diagnostic>,
    /// Of the lock of the snapshots.
    pub of_lock: Vec<Diagnostic>,
    /// Of the templates.
    pub of_templates: Vec<Diagnostic>,
    /// Of what shared records name, and of claims that contradict.
    pub of_records: Vec<Diagnostic>,
    /// Of social cards and their fonts.
    pub of_cards: Vec<Diagnostic>,
    /// Of pages that collide.
    pub collisions: Vec<Diagnostic>,
    /// Of each story with any.
    pub by_story: ByStory,
}

impl Problems {
    /// All, by file and place.
    pub fn all(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.parts().flatten().cloned().collect();
        diagnostic::sort(&mut all);
        all
    }

    /// The errors, by file and place.
    pub fn errors(&self) -> Vec<Diagnostic> {
        let is_error = |problem: &&Diagnostic| problem.severity == Severity::Error;
        let mut errors: Vec<Diagnostic> = self.parts().flatten().filter(is_error).cloned().collect();
        diagnostic::sort(&mut errors);
        errors
    }

    /// Whether any is an error.
    pub fn any_error(&self) -> bool {
        self.parts().any(any_error)
    }

    /// Those of one story, its own and those that others have with it.
    pub fn of(&self, path: &SourcePath) -> Vec<Diagnostic> {
        let is_in = |problem: &&Diagnostic| problem.span.as_ref().is_some_and(|span| span.file == *path);
        let own = self.by_story.found.get(path);
        let own = own.iter().flat_map(|found| found.iter());
        self.of_site()
            .flatten()
            .filter(is_in)
            .chain(own)
            .cloned()
            .collect()
    }

    /// Those that were not there before.
    pub fn since(&self, before: &Self) -> Vec<Diagnostic> {
        let mut old = Ascending::new(&before.by_story.found);
        let mut differs = |path: &SourcePath, now: &Arc<[Diagnostic]>| {
            old.find(path).is_none_or(|before| !Arc::ptr_eq(before, now))
        };
        let fresh: Vec<_> = self
            .by_story
            .found
            .iter()
            .filter(|(path, now)| differs(path, now))
            .collect();
        let known: HashSet<&Diagnostic> = {
            let of_stories = fresh
                .iter()
                .filter_map(|(path, _)| before.by_story.found.get(*path));
            before
                .of_site()
                .chain(of_stories.map(AsRef::as_ref))
                .flatten()
                .collect()
        };
        let now = self
            .of_site()
            .chain(fresh.iter().map(|(_, found)| &***found))
            .flatten();
        let mut found: Vec<Diagnostic> = now.filter(|found| !known.contains(found)).cloned().collect();
        diagnostic::sort(&mut found);
        found
    }

    fn of_site(&self) -> impl Iterator<Item = &[Diagnostic]> {
        [
            &self.of_config,
            &self.of_registry,
            &self.of_lock,
            &self.of_templates,
            &self.of_records,
            &self.of_cards,
            &self.collisions,
        ]
        .into_iter()
        .map(Vec::as_slice)
    }

    fn parts(&self) -> impl Iterator<Item = &[Diagnostic]> {
        self.of_site()
            .chain(self.by_story.found.values().map(AsRef::as_ref))
    }
}

/// What is wrong with the records together. It is small beside the stories: only where nothing that it looks at
/// has changed, it is kept.
pub fn of_records(site: &Site, before: Option<&Compiled>) -> Vec<Diagnostic> {
    match before.filter(|before| before.problems.of_records.is_empty() && site.shares_names(&before.site)) {
        Some(_) => Vec::new(),
        None => check::records(site),
    }
}

/// What is wrong with social cards: it holds while what they show and their fonts do.
pub fn of_cards(site: &Site, fonts: &Arc<Fonts>, before: Option<&Compiled>) -> Vec<Diagnostic> {
    let holds = |before: &&Compiled| {
        Arc::ptr_eq(&before.site.listings, &site.listings)
            && Arc::ptr_eq(&before.site.claims, &site.claims)
            && before.site.config == site.config
            && Arc::ptr_eq(before.templates.fonts(), fonts)
    };
    match before.filter(holds) {
        Some(before) => before.problems.of_cards.clone(),
        None => check::cards(site, fonts),
    }
}

/// Pages that collide. Where some do, their places in the files may have moved.
pub fn of_collisions(site: &Site, pages: &Arc<Vec<Page>>, before: Option<&Compiled>) -> Vec<Diagnostic> {
    let holds = |before: &&Compiled| {
        before.problems.collisions.is_empty()
            && Arc::ptr_eq(&before.pages, pages)
            && Arc::ptr_eq(&before.site.partial, &site.partial)
    };
    match before.filter(holds) {
        Some(_) => Vec::new(),
        None => collisions::check(site, pages),
    }
}

/// What is wrong with each story. Where all names hold that stories use, only those in `anew` are looked at.
pub fn by_story(
    site: &Site,
    stories: &Stories,
    anew: &[SourcePath],
    pages: &Arc<Vec<Page>>,
    before: Option<&Compiled>,
) -> ByStory {
    let holds = |before: &&Compiled| {
        site.shares_names(&before.site)
            && site.settings == before.site.settings
            && Arc::ptr_eq(&before.pages, pages)
    };
    let updated = before.filter(holds).and_then(|before| {
        let changed = anew.iter().filter_map(|path| stories.get(path));
        let changed = changed.chain(with_other_data(site, stories, &before.site));
        before.problems.by_story.updated(site, changed, pages)
    });
    updated.unwrap_or_else(|| ByStory::anew(site, stories, pages))
}

/// The stories with charts of files that changed.
fn with_other_data<'s>(site: &Site, stories: &'s Stories, before: &Site) -> Vec<&'s Arc<Story>> {
    if Arc::ptr_eq(&site.tables, &before.tables) {
        return Vec::new();
    }
    let changed = tables::changed(&site.tables, &before.tables);
    let shows_any = |story: &&Arc<Story>| {
        let mut charts = story.body.charts.iter();
        charts.any(|chart| matches!(&chart.figures, Figures::File(path) if changed.contains(&path)))
    };
    stories.values().filter(shows_any).collect()
}

/// The problems of each story with any.
#[derive(Debug, Clone)]
pub struct ByStory {
    /// By file.
    pub found: BTreeMap<SourcePath, Arc<[Diagnostic]>>,
    /// How many names of each nothing carries, where there are any.
    unknown: BTreeMap<SourcePath, usize>,
}

impl ByStory {
    fn anew(site: &Site, stories: &Stories, pages: &[Page]) -> Self {
        let unknown = |(path, story): (&SourcePath, &Arc<Story>)| {
            let count = unknown_names(site, story, pages);
            (count > 0).then(|| (path.clone(), count))
        };
        let unknown: Vec<_> = stories.par_iter().filter_map(unknown).collect();
        let unknown = unknown.into_iter().collect();
        let guesses = guesses(&unknown);
        let one = |(path, story): (&SourcePath, &Arc<Story>)| {
            let found = of_story(site, story, pages, guesses);
            (!found.is_empty()).then(|| (path.clone(), found))
        };
        let all: Vec<_> = stories.par_iter().filter_map(one).collect();
        Self {
            found: all.into_iter().collect(),
            unknown,
        }
    }

    /// With the problems of some stories as they are now; `None` where so many names are unknown now, or no longer,
    /// that guesses are left out or offered for all.
    fn updated<'s>(
        &self,
        site: &Site,
        changed: impl Iterator<Item = &'s Arc<Story>>,
        pages: &[Page],
    ) -> Option<Self> {
        let mut now = self.clone();
        for story in changed {
            now.found.remove(&story.path);
            now.unknown.remove(&story.path);
            let found = of_story(site, story, pages, guesses(&self.unknown));
            if !found.is_empty() {
                now.found.insert(story.path.clone(), found);
            }
            let count = unknown_names(site, story, pages);
            if count > 0 {
                now.unknown.insert(story.path.clone(), count);
            }
        }
        (guesses(&now.unknown) == guesses(&self.unknown)).then_some(now)
    }
}

fn guesses(unknown: &BTreeMap<SourcePath, usize>) -> Guesses {
    match unknown.values().sum::<usize>() <= check::MOST_GUESSES {
        true => Guesses::Offered,
        false => Guesses::LeftOut,
    }
}

/// How many names of a story nothing carries. What is held back may name what will come, and a story that cannot be
/// read may answer anywhere.
fn unknown_names(site: &Site, story: &Story, pages: &[Page]) -> usize {
    if !site.stories.contains_key(&story.path) {
        return 0;
    }
    let routes = match site.partial.is_empty() {
        true => links::unknown(story, pages).count(),
        false => 0,
    };
    check::unknown_names(site, story) + routes
}

/// What is wrong with a story by itself and with what it names; a draft is left in peace until it is shown.
fn of_story(site: &Site, story: &Story, pages: &[Page], guesses: Guesses) -> Arc<[Diagnostic]> {
    if story.facts.card.release.draft && !site.settings.show.drafts {
        return Arc::from([]);
    }
    let mut of_names = Vec::new();
    if site.stories.contains_key(&story.path) {
        of_names.extend(check::story(site, story, guesses));
        // A story that cannot be read may answer anywhere.
        if site.partial.is_empty() {
            of_names.extend(links::check(story, pages, guesses));
        }
    }
    match of_names.is_empty() {
        true => story.diagnostics.clone(),
        false => story.diagnostics.iter().cloned().chain(of_names).collect(),
    }
}
