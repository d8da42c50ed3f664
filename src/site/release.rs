//! Which stories are published today, and why the others are not.

use crate::input::date::PartialDate;
use crate::input::settings::Settings;
use crate::source_path::SourcePath;
use crate::story::facts::Card;

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
