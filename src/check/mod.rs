//! Rules over the whole site: one file a rule. These are the structural ones, which a build reports.

mod cards;
mod charts;
mod contradiction;
mod pictures;
pub mod records_lock;
mod references;
mod sources;

use crate::diagnostic::Diagnostic;
use crate::lettering::fonts::Fonts;
use crate::site::Site;
use crate::story::Story;

/// Whether a name that nothing carries is answered with the nearest one that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guesses {
    /// It is.
    Offered,
    /// It is not: so many names are unknown that their writer knows why, and comparing each with all takes long.
    LeftOut,
}

impl Guesses {
    /// The guess, where guesses are offered.
    pub fn offer<T>(self, guess: impl FnOnce() -> Option<T>) -> Option<T> {
        match self {
            Self::Offered => guess(),
            Self::LeftOut => None,
        }
    }
}

/// The most unknown names of a site for which guesses are offered.
pub const MOST_GUESSES: usize = 100;

/// How many names of a story nothing carries.
pub fn unknown_names(site: &Site, story: &Story) -> usize {
    references::unknown(site, story).count()
}

/// Checks what a story names, and the data that it shows.
pub fn story(site: &Site, story: &Story, guesses: Guesses) -> Vec<Diagnostic> {
    let mut found = references::of_story(site, story, guesses);
    found.extend(sources::check(site, story));
    found.extend(charts::check(site, story));
    found.extend(pictures::of_story(site, story));
    found
}

/// Checks the social cards and their fonts.
pub fn cards(site: &Site, fonts: &Fonts) -> Vec<Diagnostic> {
    cards::check(site, fonts)
}

pub use contradiction::unused_acknowledgements;

/// Checks what the shared records name, what contradicts, and pictures that no text shows.
pub fn records(site: &Site) -> Vec<Diagnostic> {
    let mut found = references::of_records(site);
    found.extend(contradiction::check(site));
    found.extend(pictures::unshown(site));
    found
}
