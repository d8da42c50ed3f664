//! A date is given with the wrong day of the week.

use crate::desk::evidence::{Evidence, Galley};
use crate::desk::filled::Filled;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::date::PartialDate;
use crate::story::manuscript::{MarkKind, Passage, PassageKind};
use crate::wording::days::{self, WeekdayMention};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Weekday,
    look: Look::Story(look),
    why: "A wrong day of the week says that one of the two is wrong, and often it is the date. The rule knows days of the week \
          beside dates in English, words that are bound to a claim which is a date, and events that begin with a day of \
          the week. A date without a year is taken to be the one nearest to the story's own.",
    example: "The deal was announced on Sunday, 27 April 2026.",
    mend: "look the day up; 27 April 2026 is a Monday.",
    options: None,
};

fn look(evidence: &Evidence<'_>, galley: &Galley<'_>) -> Vec<Diagnostic> {
    if !galley.is_english(evidence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let events = galley.story.facts.claims.events.iter();
    let mut event_days = events.map(|event| event.date.full_day());
    for passage in &galley.manuscript.passages {
        let filled = Filled::of(evidence, galley, passage);
        for mention in mentions(&filled.text, galley.story.facts.card.date) {
            if mention.said != mention.actual {
                let range = filled.in_passage(&mention.range);
                found.push(finding(galley, passage, &range, mention.said, mention.date));
            }
        }
        found.extend(bound(evidence, galley, passage));
        if passage.kind == PassageKind::Event
            && let Some(date) = event_days.next().flatten()
        {
            found.extend(of_event(galley, passage, date));
        }
    }
    found
}

fn finding(
    galley: &Galley<'_>,
    passage: &Passage,
    range: &std::ops::Range<usize>,
    said: Weekday,
    date: Date,
) -> Diagnostic {
    let (day, actual) = (date.strftime("%-d %B %Y"), name(date.weekday()));
    let message = format!("{day} is a {actual}, not a {}", name(said));
    let hint = format!("write {actual}, or correct the date");
    galley.finding(Code::Weekday, passage, range, message).hint(hint)
}

/// Days of the week beside dates. A date without a year is the one nearest to the story's.
fn mentions(text: &str, story: Option<PartialDate>) -> Vec<WeekdayMention> {
    let Some(day) = story.map(|date| date.first_day()) else {
        return days::weekdays(text, None);
    };
    let mut nearest: BTreeMap<usize, WeekdayMention> = BTreeMap::new();
    for year in [day.year(), day.year() - 1, day.year() + 1] {
        for mention in days::weekdays(text, Some(year)) {
            let distance = |mention: &WeekdayMention| (mention.date - day).get_days().abs();
            match nearest.get(&mention.range.start) {
                Some(other) if distance(other) <= distance(&mention) => {}
                _ => {
                    nearest.insert(mention.range.start, mention);
                }
            }
        }
    }
    nearest.into_values().collect()
}

/// Words such as `[Sunday](claim:date)`, bound to a claim that is a day.
fn bound(evidence: &Evidence<'_>, galley: &Galley<'_>, passage: &Passage) -> Vec<Diagnostic> {
    let mismatch = |mark: &crate::story::manuscript::Mark| {
        let MarkKind::ClaimWords(id) = &mark.kind else {
            return None;
        };
        let entry = evidence.claim(Some(&galley.story.path), id)?;
        let said = lone_weekday(&passage.text[mark.range.clone()])?;
        let date = PartialDate::parse(&entry.record.value).ok()?.full_day()?;
        (date.weekday() != said).then(|| finding(galley, passage, &mark.range, said, date))
    };
    passage.marks.iter().filter_map(mismatch).collect()
}

/// An event that begins with the day of the week that it happened on.
fn of_event(galley: &Galley<'_>, passage: &Passage, date: Date) -> Option<Diagnostic> {
    let text = passage.text.trim_start();
    let rest = text.strip_prefix("On ").unwrap_or(text);
    let word = rest.split([' ', ',']).next().unwrap_or_default();
    let said = weekday(word)?;
    let start = passage.text.len() - rest.len();
    (date.weekday() != said).then(|| finding(galley, passage, &(start..start + word.len()), said, date))
}

/// The one day of the week that a few words hold, where no date stands beside it.
fn lone_weekday(words: &str) -> Option<Weekday> {
    if words.contains(|mark: char| mark.is_ascii_digit()) {
        return None;
    }
    let parts = words.split(|mark: char| !mark.is_alphabetic());
    let mut found = parts.filter_map(weekday);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, day)| *day)
}

fn name(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, other)| *other == day)
        .map_or("", |(name, _)| name)
}
