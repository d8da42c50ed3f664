//! A plan after an edit that changed nothing but texts: the old plan, with the new texts in it.

use crate::input::sources::Sources;
use crate::page::context::*;
use crate::page::story::files;
use crate::page::{Content, Origin, Page};
use crate::site::Site;
use crate::source_path::SourcePath;
use crate::story::Story;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Plans again when nothing but texts has changed: every page keeps its context, with the new texts in it.
/// `None` when a page of the old plan has no counterpart.
pub fn replan(site: &Site, old: &Site, pages: &[Page], sources: &Sources) -> Option<Vec<Page>> {
    let changed = changed(site, old);
    let renew = |context: &Arc<StoryContext>| match changed.get(&context.story.path) {
        None => Some(context.clone()),
        Some(story) if uses_same_names(&context.story, story) => {
            let files = files(site, story);
            Some(Arc::new(StoryContext {
                story: (*story).clone(),
                files,
                ..(**context).clone()
            }))
        }
        Some(_) => None,
    };
    let renew_all = |contexts: &[Arc<StoryContext>]| contexts.iter().map(renew).collect::<Option<Vec<_>>>();
    let renew_content = |content: &Content| {
        Some(match content {
            Content::Story(context) => Content::Story(renew(context)?),
            Content::Page(context) => Content::Page(renew(context)?),
            Content::Home(home) => match &home.text {
                Some(text) => Content::Home(Arc::new(HomeContext {
                    text: Some(renew(text)?),
                    ..(**home).clone()
                })),
                None => content.clone(),
            },
            Content::Timeline(context) => Content::Timeline(Arc::new(CollectionContext {
                stories: renew_all(&context.stories)?,
                ..(**context).clone()
            })),
            Content::Corrections(context) => Content::Corrections(Arc::new(CollectionContext {
                stories: renew_all(&context.stories)?,
                ..(**context).clone()
            })),
            Content::Feed(template, context) => Content::Feed(
                template,
                Arc::new(FeedContext {
                    stories: renew_all(&context.stories)?,
                    ..(**context).clone()
                }),
            ),
            Content::JsonFeed(context) => Content::JsonFeed(Arc::new(FeedContext {
                stories: renew_all(&context.stories)?,
                ..(**context).clone()
            })),
            other => other.clone(),
        })
    };
    let renew_page = |page: &Page| {
        let content = match &page.origin {
            Origin::File(path) => Content::Bytes(sources.get(path.as_str())?.bytes().clone()),
            _ => renew_content(&page.content)?,
        };
        Some(Page {
            content,
            ..page.clone()
        })
    };
    pages.iter().map(renew_page).collect()
}

fn changed<'s>(site: &'s Site, old: &Site) -> BTreeMap<&'s SourcePath, &'s Arc<Story>> {
    let stories = site.stories.iter();
    stories
        .filter(|(path, story)| old.stories.get(*path).is_none_or(|before| before != *story))
        .collect()
}

/// Whether two texts of one story lead to the same stories and terms, so that what was found for one holds for the other.
fn uses_same_names(old: &Story, new: &Story) -> bool {
    old.facts.links == new.facts.links
}
