//! Why a page was rendered anew: what differs in what it is made of, in words.

use crate::page::Content;
use crate::page::context::*;
use std::sync::Arc;

/// What differs between what a page was made of and what it is made of now. `before` is `None` where nobody knows.
pub fn reasons(before: Option<&Content>, now: &Content, templates_are_equal: bool) -> Vec<&'static str> {
    let mut found = Differences::default();
    found.note(!templates_are_equal, "templates");
    if let Some(before) = before
        && before != now
    {
        contents(before, now, &mut found);
        found.note(found.0.is_empty(), "its data");
    }
    found.0
}

/// The words found so far.
#[derive(Default)]
struct Differences(Vec<&'static str>);

impl Differences {
    fn note(&mut self, differs: bool, words: &'static str) {
        if differs && !self.0.contains(&words) {
            self.0.push(words);
        }
    }
}

fn contents(before: &Content, now: &Content, found: &mut Differences) {
    match (before, now) {
        (Content::Story(old), Content::Story(new)) | (Content::Page(old), Content::Page(new)) => {
            story(old, new, found);
        }
        (Content::Home(old), Content::Home(new)) => home(old, new, found),
        (Content::Plain(old), Content::Plain(new)) => {
            site(&old.site, &new.site, found);
            found.note(old.title != new.title, "its title");
            found.note(old.variables != new.variables, "list of stories");
        }
        (Content::SourceIndex(old), Content::SourceIndex(new)) => {
            site(&old.site, &new.site, found);
            found.note(old.sources != new.sources || old.total != new.total, "sources");
            found.note(old.pagination != new.pagination, "pages of the list");
        }
        (Content::Source(old), Content::Source(new)) => {
            site(&old.site, &new.site, found);
            found.note(old.source != new.source, "sources");
            found.note(old.claims != new.claims, "figures");
        }
        (Content::Numbers(old), Content::Numbers(new)) => {
            site(&old.site, &new.site, found);
            found.note(old.claims != new.claims || old.total != new.total, "figures");
            found.note(old.pagination != new.pagination, "pages of the list");
        }
        (Content::Glossary(old), Content::Glossary(new)) => {
            site(&old.site, &new.site, found);
            found.note(old.terms != new.terms, "terms");
        }
        _ => made_of_stories(before, now, found),
    }
}

fn made_of_stories(before: &Content, now: &Content, found: &mut Differences) {
    match (before, now) {
        (Content::Timeline(old), Content::Timeline(new))
        | (Content::Corrections(old), Content::Corrections(new)) => {
            site(&old.site, &new.site, found);
            found.note(old.events != new.events, "events");
            stories(&old.stories, &new.stories, found);
        }
        (Content::Feed(_, old), Content::Feed(_, new)) | (Content::JsonFeed(old), Content::JsonFeed(new)) => {
            site(&old.site, &new.site, found);
            stories(&old.stories, &new.stories, found);
        }
        (Content::Map(_, old), Content::Map(_, new)) => {
            site(&old.site, &new.site, found);
            found.note(old.entries != new.entries, "list of stories");
        }
        (Content::Sources(..), Content::Sources(..)) => found.note(true, "sources"),
        (Content::Claims(..), Content::Claims(..)) => found.note(true, "figures"),
        (Content::ThemeStyle(_), Content::ThemeStyle(_)) => found.note(true, "site.toml"),
        (Content::Card(_), Content::Card(_)) => found.note(true, "what the card shows"),
        (Content::Made(_), Content::Made(_)) => found.note(true, "what it is made from"),
        (Content::Bytes(_), Content::Bytes(_)) => found.note(true, "its bytes"),
        _ => found.note(true, "another kind of page"),
    }
}

fn home(old: &HomeContext, new: &HomeContext, found: &mut Differences) {
    site(&old.site, &new.site, found);
    match (&old.text, &new.text) {
        (Some(old), Some(new)) => story(old, new, found),
        (old, new) => found.note(old.is_some() != new.is_some(), "its text"),
    }
    found.note(old.stories != new.stories, "list of stories");
    found.note(old.pagination != new.pagination, "pages of the list");
    found.note(old.categories != new.categories, "categories");
}

fn stories(old: &[Arc<StoryContext>], new: &[Arc<StoryContext>], found: &mut Differences) {
    found.note(old.len() != new.len(), "list of stories");
    for (old, new) in old.iter().zip(new) {
        found.note(old.route != new.route, "list of stories");
        found.note(old != new, "its stories");
    }
}

fn story(old: &StoryContext, new: &StoryContext, found: &mut Differences) {
    site(&old.site, &new.site, found);
    let (card, now) = (&old.story.facts.card, &new.story.facts.card);
    found.note(old.story.body != new.story.body, "its text");
    found.note(
        card.headline != now.headline || card.dek != now.dek,
        "its headline or dek",
    );
    found.note(old.route != new.route, "its address");
    found.note(
        old.sources != new.sources
            || old.source_places != new.source_places
            || old.story.facts.citations != new.story.facts.citations,
        "sources",
    );
    found.note(
        old.claims != new.claims || old.story.facts.claims != new.story.facts.claims,
        "figures",
    );
    found.note(old.quotes != new.quotes, "quotations");
    found.note(old.terms != new.terms, "terms");
    found.note(old.links != new.links || old.files != new.files, "links");
    found.note(old.tables != new.tables, "data of its charts");
    found.note(old.pictures != new.pictures, "pictures");
    found.note(old.previous != new.previous || old.next != new.next, "neighbours");
    found.note(old.related != new.related, "related stories");
    found.note(
        old.category != new.category || old.authors != new.authors,
        "category or authors",
    );
    // Words for whatever else its front matter holds: said only where nothing else was.
    found.note(found.0.is_empty() && old.story != new.story, "its front matter");
}

fn site(old: &SiteContext, new: &SiteContext, found: &mut Differences) {
    found.note(old.config != new.config, "site.toml");
    found.note(
        old.counts != new.counts || old.has != new.has,
        "what the site holds",
    );
    found.note(old.today != new.today, "the day");
}
