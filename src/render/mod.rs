//! Pages to bytes. Pure: the same page and templates give the same output.

mod card;
mod chart;
mod claim;
mod component;
pub mod data;
mod feeds;
mod fill;
pub mod filters;
mod href;
mod indexes;
pub mod lettering;
mod picture;
mod plain;
mod records;
mod references;
mod shell;
mod story;
mod structured;
pub mod templates;
mod theme;

use crate::diagnostic::Diagnostic;
use crate::input::escape::plain_marks;
use crate::job::Job;
use crate::page::Content;
use crate::site::route::Route;
use std::sync::Arc;
use templates::Templates;

/// A file of the finished site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its place below the output folder, with `/` on every platform.
    pub path: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// Renders what one page is made of. What goes wrong is reported; then the output is not to be used.
pub fn render(templates: &Templates, route: &Route, content: &Content) -> (Output, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let bytes: Arc<[u8]> = match content {
        Content::Bytes(bytes) => bytes.clone(),
        Content::Made(job) => run(job, &mut problems),
        Content::Card(context) => run(&card::job(templates, context), &mut problems),
        content => plain_marks(text(templates, content, &mut problems))
            .into_bytes()
            .into(),
    };
    (
        Output {
            path: route.output_path(),
            bytes,
        },
        problems,
    )
}

/// The job that makes what a page is made of, where one does.
pub fn job(templates: &Templates, content: Content) -> Option<Job> {
    match content {
        Content::Made(job) => Some(job),
        Content::Card(context) => Some(card::job(templates, &context)),
        _ => None,
    }
}

fn run(job: &Job, problems: &mut Vec<Diagnostic>) -> Arc<[u8]> {
    match job.run() {
        Ok(bytes) => bytes.into(),
        Err(problem) => {
            problems.push(problem);
            Arc::from([])
        }
    }
}

fn text(templates: &Templates, content: &Content, problems: &mut Vec<Diagnostic>) -> String {
    match content {
        Content::Story(context) => story::render(templates, "story.html", "story", context, problems),
        Content::Page(context) => story::render(templates, "page.html", "page", context, problems),
        Content::Home(context) => plain::home(templates, context, problems),
        Content::Plain(context) => plain::plain(templates, context, problems),
        Content::SourceIndex(context) => indexes::sources(templates, context, problems),
        Content::Source(context) => indexes::source(templates, context, problems),
        Content::Numbers(context) => indexes::numbers(templates, context, problems),
        Content::Claim(context) => claim::claim(templates, context, problems),
        Content::Glossary(context) => indexes::glossary(templates, context, problems),
        Content::Timeline(context) => plain::timeline(templates, context, problems),
        Content::Corrections(context) => plain::corrections(templates, context, problems),
        Content::Feed(template, context) => feeds::feed(templates, template, context, problems),
        Content::JsonFeed(context) => feeds::json(templates, context, problems),
        Content::Map(template, context) => feeds::map(templates, template, context, problems),
        Content::Sources(format, index) => data::sources(*format, index),
        Content::Claims(format, context) => data::claims(*format, context),
        Content::ThemeStyle(config) => theme::style(&config.theme),
        Content::Bytes(_) | Content::Made(_) | Content::Card(_) => String::new(),
    }
}
