//! Which stories are published today, and why the others are not.

use crate::input::ascending::Ascending;
use crate::input::date::PartialDate;
use crate::input::settings::Settings;
use crate::site::{Site, Stories};
use crate::source_path::SourcePath;
use crate::story::Story;
use crate::story::facts::Card;
use std::sync::Arc;

/// A story that is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBack {
    /// Its file.
    pub path: SourcePath,
    /// Its headline.
    pub headline: String,
    /// Why.
    pub reason: Reason,
}

/// Why a story is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    Future(PartialDate),
    /// Its day has passed.
    Expired(PartialDate),
}

impl Reason {
    /// The reason in words.
    pub fn words(&self) -> String {
        match self {
            Self::Draft => "a draft".to_owned(),
            Self::Future(date) => format!("scheduled for {}", date.words()),
            Self::Expired(date) => format!("expired on {}", date.words()),
        }
    }
}

/// Splits the stories into those that are published and those that are held back. Stories that `before`, a site of
/// the same day and settings, has published are so still.
pub fn split(stories: &Stories, settings: &Settings, before: Option<&Site>) -> (Stories, Vec<HeldBack>) {
    let mut known = Ascending::new(before.into_iter().flat_map(|before| &before.stories));
    let mut held_back = Vec::new();
    let mut is_published = |path: &SourcePath, story: &Arc<Story>| {
        if known.find(path).is_some_and(|other| Arc::ptr_eq(other, story)) {
            return true;
        }
        let card = &story.facts.card;
        let reason = reason(card, settings);
        held_back.extend(reason.clone().map(|reason| HeldBack {
            path: path.clone(),
            headline: card.headline.clone(),
            reason,
        }));
        reason.is_none()
    };
    let published = stories.iter().filter(|(path, story)| is_published(path, story));
    let published = published
        .map(|(path, story)| (path.clone(), story.clone()))
        .collect();
    (published, held_back)
}

/// Why a story is held back, if it is. `publish_at` counts before `date`; a day of expiry is the
/// first day on which the story is gone.
pub fn reason(card: &Card, settings: &Settings) -> Option<Reason> {
    let release = &card.release;
    if release.draft && !settings.show.drafts {
        return Some(Reason::Draft);
    }
    let day = release.publish_at.as_ref().or(card.date.as_ref());
    if let Some(day) = day.filter(|day| day.first_day() > settings.today && !settings.show.future) {
        return Some(Reason::Future(*day));
    }
    let expired = release
        .expires
        .as_ref()
        .filter(|day| day.first_day() <= settings.today);
    expired.map(|day| Reason::Expired(*day))
}
