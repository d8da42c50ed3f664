//! A date is given with the wrong day of the week.

use crate::desk::evidence::{Evidence, Galley, Placed};
use crate::desk::filled::Filled;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::date::PartialDate;
use crate::story::manuscript::{HOLE, MarkKind, Passage, PassageKind};
use crate::wording::days::{self, WeekdayMention};
use crate::wording::sentences::sentences;
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
        found.extend(bound(evidence, galley, passage));
        if passage.kind == PassageKind::Event
            && let Some(date) = event_days.next().flatten()
        {
            found.extend(of_event(galley, passage, date));
        }
        let filled = Filled::of(evidence, galley, passage);
        if !names_a_day(&filled.text) {
            continue;
        }
        for (start, mention) in in_sentences(&filled.text, galley.story.facts.card.date) {
            let range = filled.in_passage(&(start + mention.range.start..start + mention.range.end));
            // What a claim says by itself is told at the claim.
            let is_claims_own = passage.text[range.clone()].chars().eq([HOLE]);
            if mention.said != mention.actual && !is_claims_own {
                found.push(finding(galley, passage, &range, mention.said, mention.date));
            }
        }
    }
    found
}

/// Whether a text may name a day of the week: most name none, and are not read further.
fn names_a_day(text: &str) -> bool {
    WEEKDAYS.iter().any(|(name, _)| text.contains(&name[..3]))
}

/// The same in the texts of claims.
pub const OF_RECORDS: Rule = Rule {
    look: Look::Site(look_at_records),
    ..RULE
};

fn look_at_records(evidence: &Evidence<'_>) -> Vec<Diagnostic> {
    if !evidence.site().config.language.starts_with("en") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for Placed { record, span, .. } in evidence.claims() {
        let texts = [Some(&record.value), record.prose.as_ref(), record.text.as_ref()]
            .into_iter()
            .flatten();
        let mentions = texts.flat_map(|text| days::weekdays(text, None));
        if let Some(mention) = mentions
            .into_iter()
            .find(|mention| mention.said != mention.actual)
        {
            let (message, hint) = words(mention.said, mention.date);
            let message = format!("the claim `{}` is wrong about a day: {message}", record.id);
            found.push(Diagnostic::new(Code::Weekday, span, message).hint(hint));
        }
    }
    found
}

fn words(said: Weekday, date: Date) -> (String, String) {
    let (day, actual) = (date.strftime("%-d %B %Y"), name(date.weekday()));
    let message = format!("{day} is a {actual}, not a {}", name(said));
    (message, format!("write {actual}, or correct the date"))
}

fn finding(
    galley: &Galley<'_>,
    passage: &Passage,
    range: &std::ops::Range<usize>,
    said: Weekday,
    date: Date,
) -> Diagnostic {
    let (message, hint) = words(said, date);
    galley.finding(Code::Weekday, passage, range, message).hint(hint)
}

/// Days of the week beside dates, sentence by sentence: one that ends with a day says nothing of the next. Each with
/// where its sentence begins.
fn in_sentences(text: &str, story: Option<PartialDate>) -> Vec<(usize, WeekdayMention)> {
    let all = sentences(text).into_iter().flat_map(|sentence| {
        let mentions = mentions(&text[sentence.clone()], story);
        mentions.into_iter().map(move |mention| (sentence.start, mention))
    });
    all.collect()
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
