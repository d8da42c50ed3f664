//! Front matter to typed values. Inline Markdown in it stays text with its place until the prose is read.

use crate::diagnostic::Code;
use crate::input::config::is_language_tag;
use crate::input::date::PartialDate;
use crate::input::fields::{Fields, Issues, Placed};
use crate::input::node::{Node, Value};
use crate::input::reference::ReferenceKind;
use crate::input::rules::Window;
use crate::input::slug::{check_slug, slugify};
use crate::input::theme::{LAYOUTS, Layout};
use crate::registry::claim::Claim;
use crate::registry::quote::Quote;
use crate::source_path::SourcePath;
use crate::story::body::{Audio, Disclosure};
use crate::story::facts::{Citations, Image, Kind, Release, Scoped};
use crate::story::parts::{RawCorrection, RawEvent};
use crate::story::{Places, kind_of, parts, shown};
use std::ops::Range;
use std::sync::Arc;

/// Front matter, read.
#[derive(Debug)]
pub struct FrontMatter {
    /// The headline, if one is given.
    pub headline: Option<Placed<String>>,
    /// `dek` or `description`.
    pub dek: Option<Placed<String>>,
    /// The slug given, or the one that follows from the file's name.
    pub slug: String,
    /// `category`, as written.
    pub category: Option<String>,
    /// `story_number` or `weight`: up to nine digits, as written.
    pub number: Option<String>,
    /// The day of publication.
    pub date: Option<PartialDate>,
    /// `updated` or `lastmod`.
    pub updated: Option<PartialDate>,
    /// Names, or ids of people.toml, each once.
    pub authors: Vec<Placed<String>>,
    /// The image of the story.
    pub image: Option<Image>,
    /// The image's caption, not converted yet.
    pub caption: Option<Placed<String>>,
    /// `lang`: a BCP 47 tag.
    pub language: Option<String>,
    /// When it may be shown.
    pub release: Release,
    /// Routes that redirect here.
    pub aliases: Vec<String>,
    /// The `extra` table, as it was written.
    pub extra: serde_json::Value,
    /// Its sources; mentions are added by the prose.
    pub citations: Citations,
    /// The ids of the claims in `stats`, in order.
    pub stats: Vec<String>,
    /// The claims that stand in this file, those of `stats` among them.
    pub claims: Vec<Scoped<Claim>>,
    /// The quotations that stand in this file.
    pub quotes: Vec<Arc<Quote>>,
    /// The events of `timeline`.
    pub events: Vec<RawEvent>,
    /// What was mended after publication.
    pub corrections: Vec<RawCorrection>,
    /// The points of `takeaways`, not converted yet.
    pub takeaways: Vec<Placed<String>>,
    /// How the story was made.
    pub disclosure: Option<Disclosure>,
    /// The story read aloud.
    pub audio: Option<Audio>,
    /// How it is laid out, where it says so.
    pub layout: Option<Layout>,
    /// The days that it covers, where it says so.
    pub window: Option<Placed<Window>>,
    /// Where the file says what others may collide with.
    pub places: Places,
}

/// Reads the front matter of a file.
pub fn read(path: &SourcePath, root: &Node, issues: &mut Issues) -> FrontMatter {
    let kind = kind_of(path);
    let what = match kind {
        Kind::Story => "a story",
        Kind::Page => "a page",
        Kind::Home => "the home page",
    };
    let absent = Node {
        value: Value::Table(Vec::new()),
        range: root.range.clone(),
    };
    let mut fields = match Fields::of(root, what, issues) {
        Some(fields) => fields,
        None => Fields::of(&absent, what, issues).expect("a table is a table"),
    };
    let front = read_fields(path, kind, &mut fields, issues);
    fields.finish(issues);
    front
}

fn read_fields(path: &SourcePath, kind: Kind, fields: &mut Fields<'_>, issues: &mut Issues) -> FrontMatter {
    let headline = headline(kind, fields, issues);
    let (slug, slug_range) = slug(path, kind, fields, issues);
    let (aliases, alias_ranges) = aliases(fields, issues);
    let image = fields.node("image").and_then(|node| image(node, issues));
    let (image, caption) = image.map_or((None, None), |(image, caption)| (Some(image), caption));
    let sources = parts::sources(fields, issues);
    let claims = parts::claims(fields, issues);
    let quotes = parts::quotes(fields, issues);
    FrontMatter {
        headline,
        dek: fields.first_text(&["dek", "description"], issues),
        slug,
        category: fields.text("category", issues),
        number: number(fields, issues),
        date: date(kind, fields, issues),
        updated: first_date(fields, issues),
        authors: authors(fields, issues),
        image,
        caption,
        language: language(fields, issues),
        release: release(fields, issues),
        aliases,
        extra: fields.free("extra", issues),
        citations: Citations {
            sources: sources.own,
            listed: sources.listed,
            mentions: Vec::new(),
            based_on: based_on(fields, issues),
        },
        layout: fields.choice("layout", &LAYOUTS, issues),
        window: fields.node("window").and_then(|node| parts::window(node, issues)),
        stats: claims.stats,
        claims: claims.own,
        quotes: quotes.own,
        events: fields
            .list("timeline")
            .iter()
            .filter_map(|node| parts::event(node, issues))
            .collect(),
        corrections: fields
            .list("corrections")
            .iter()
            .filter_map(|node| parts::correction(node, issues))
            .collect(),
        takeaways: fields.texts("takeaways", issues),
        disclosure: fields
            .node("disclosure")
            .and_then(|node| parts::disclosure(node, issues)),
        audio: fields.node("audio").and_then(|node| parts::audio(node, issues)),
        places: Places {
            slug: slug_range,
            aliases: alias_ranges,
            claims: claims.ranges,
            sources: sources.ranges,
            quotes: quotes.ranges,
        },
    }
}

fn release(fields: &mut Fields<'_>, issues: &mut Issues) -> Release {
    Release {
        draft: fields.truth("draft", issues).unwrap_or_default(),
        publish_at: fields.date("publish_at", issues),
        expires: fields.date("expires", issues),
    }
}

fn headline(kind: Kind, fields: &mut Fields<'_>, issues: &mut Issues) -> Option<Placed<String>> {
    let before = issues.list.len();
    let found = fields.first_text(&["headline", "title"], issues);
    if found.is_none() && kind == Kind::Story && issues.list.len() == before {
        let is_title = fields.has("title") && !fields.has("headline");
        fields.report_missing(if is_title { "title" } else { "headline" }, issues);
    }
    found
}

/// The slug given, or the one that follows from the file's name, or its folder's for `…/index.md`.
fn slug(
    path: &SourcePath,
    kind: Kind,
    fields: &mut Fields<'_>,
    issues: &mut Issues,
) -> (String, Range<usize>) {
    let named = match path.stem() {
        "index" if kind == Kind::Story => path
            .folder()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default(),
        stem => stem,
    };
    let given = fields.placed_text("slug", issues);
    let start = fields.range().start;
    let Some(given) = given else {
        let slug = slugify(named);
        if slug.is_empty() {
            let message = format!("no slug follows from the file name `{}`", path.file_name());
            issues.add_with_hint(
                Code::InvalidSlug,
                &(start..start),
                message,
                "give the story a `slug`",
            );
            // Not a slug, but a name of its own: what is at fault already need not collide too.
            return (path.file_name().to_owned(), start..start);
        }
        return (slug, start..start);
    };
    if let Err(error) = check_slug(&given.value) {
        let hint = error.hint();
        issues
            .add(
                Code::InvalidSlug,
                &given.range,
                format!("`{}` cannot be a slug: {error}", given.value),
            )
            .hint = hint;
    }
    (given.value, given.range)
}

fn number(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let text = fields.first_text(&["story_number", "weight"], issues)?;
    if !text.value.bytes().all(|byte| byte.is_ascii_digit()) || text.value.len() > 9 {
        let message = format!(
            "`story_number` is a whole number such as 1 or \"01\", not `{}`",
            text.value
        );
        issues.add(Code::InvalidValue, &text.range, message);
        return None;
    }
    Some(text.value)
}

/// A story needs a whole date: a day, a month or a year would sort it by chance.
fn date(kind: Kind, fields: &mut Fields<'_>, issues: &mut Issues) -> Option<PartialDate> {
    let before = issues.list.len();
    let found = fields.placed_date("date", issues);
    match found {
        Some(date) if date.value.full_day().is_none() => {
            let message = format!("`date` is a whole day, but `{}` is not", date.value);
            issues.add_with_hint(
                Code::InvalidDate,
                &date.range,
                message,
                "write year, month and day: 2026-04-27",
            );
            None
        }
        None if kind == Kind::Story && issues.list.len() == before => {
            fields.report_missing("date", issues);
            None
        }
        found => found.map(|date| date.value),
    }
}

fn first_date(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<PartialDate> {
    let text = fields.first_text(&["updated", "lastmod"], issues)?;
    crate::input::fields::date_of(&text, "updated", issues).map(|date| date.value)
}

fn authors(fields: &mut Fields<'_>, issues: &mut Issues) -> Vec<Placed<String>> {
    let mut authors: Vec<Placed<String>> = Vec::new();
    for key in ["authors", "author"] {
        for text in fields
            .texts(key, issues)
            .into_iter()
            .filter(|text| !text.value.trim().is_empty())
        {
            if !authors.iter().any(|known| known.value == text.value) {
                authors.push(text);
            }
        }
    }
    authors
}

fn language(fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let text = fields.placed_text("lang", issues)?;
    if is_language_tag(&text.value) {
        return Some(text.value);
    }
    let message = format!("`{}` is no language tag", text.value);
    issues.add_with_hint(
        Code::InvalidValue,
        &text.range,
        message,
        "write a BCP 47 tag such as en, en-GB or pt-BR",
    );
    None
}

fn aliases(fields: &mut Fields<'_>, issues: &mut Issues) -> (Vec<String>, Vec<Range<usize>>) {
    let mut found = (Vec::new(), Vec::new());
    for text in fields.texts("aliases", issues) {
        match parts::alias(&text.value) {
            Ok(route) => {
                found.0.push(route);
                found.1.push(text.range);
            }
            Err(message) => {
                let hint = "write a path of this site such as /old/path/";
                issues.add_with_hint(
                    Code::InvalidAlias,
                    &text.range,
                    format!("`{}` cannot be an alias: {message}", text.value),
                    hint,
                );
            }
        }
    }
    found
}

fn based_on(fields: &mut Fields<'_>, issues: &mut Issues) -> Vec<String> {
    let texts = fields.texts("based_on", issues);
    texts
        .iter()
        .filter_map(|text| crate::registry::source::refer(text, issues))
        .collect()
}

fn image(node: &Node, issues: &mut Issues) -> Option<(Image, Option<Placed<String>>)> {
    let Some(mut fields) = Fields::of(node, "`image`", issues) else {
        issues.hint_last("write image: { src: photo.jpg, alt: \"What it shows\", credit: \"Photo: …\" }");
        return None;
    };
    let place = fields.node("src").map(|node| node.range.clone());
    let address = parts::file_address(&mut fields, issues);
    let name = address
        .as_ref()
        .and_then(|address| shown::of_address(issues.file(), address));
    if let (Some(name), Some(place)) = (name, place) {
        issues.refer(ReferenceKind::Picture, &name, &place);
    }
    let alt = fields
        .required_text("alt", issues)
        .map(|text| text.value)
        .unwrap_or_default();
    let credit = fields.required_text("credit", issues).map(|text| text.value);
    let caption = fields.placed_text("caption", issues);
    fields.finish(issues);
    let words = caption.as_ref().map(|text| text.value.clone());
    Some((
        Image {
            address: address?,
            alt,
            credit,
            caption: words,
        },
        caption,
    ))
}
