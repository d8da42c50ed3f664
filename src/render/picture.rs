//! Pictures as templates see them: an address, a size, and other sizes to choose from.

use crate::input::escape::encoded_iri;
use crate::page::context::StoryContext;
use crate::render::fill::{Filler, Surface};
use crate::render::href::Links;
use crate::site::pictures::{Cut, Picture};
use crate::story::facts::Image;
use crate::story::piece::{Shown, Target};
use crate::story::shown;
use serde::Serialize;
use tera::Context;

/// How wide the text's column is, as a browser must know before it has the stylesheet: see `--measure` there.
const IN_TEXT: &str = "(min-width: 39rem) 36rem, 92vw";

/// How wide the article is, which a lead image spans.
const LEAD: &str = "(min-width: 62rem) 52rem, (min-width: 39rem) 36rem, 92vw";

/// Where a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Above a story: the first that a reader sees.
    Lead,
    /// In a text.
    InText,
    /// Where nobody knows how wide it will be: in a feed.
    Elsewhere,
}

/// A picture: what `<img>` is made of. Addresses are finished, for the page at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// Its address.
    pub src: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Words that come up over it.
    pub title: Option<String>,
    /// In pixels, where it is known.
    pub width: Option<u32>,
    /// In pixels, where it is known.
    pub height: Option<u32>,
    /// Its sizes in its own format, where there are several.
    pub srcset: Option<String>,
    /// Its sizes in WebP.
    pub webp_srcset: Option<String>,
    /// How wide it is shown, where there are several sizes.
    pub sizes: Option<&'static str>,
    /// Whether it stands above a story.
    pub lead: bool,
    /// Whether it can wait until it is scrolled to.
    pub lazy: bool,
}

/// A picture as templates see it; `found` is what the site knows of it.
pub fn view(links: &Links, found: Option<&Picture>, src: String, alt: &str, spot: Spot) -> PictureView {
    let is_page = spot != Spot::Elsewhere;
    let set = |cuts: fn(&Picture) -> Vec<Cut>| found.filter(|_| is_page).map(cuts).unwrap_or_default();
    let (own, webp) = (set(Picture::own_format), set(Picture::webp));
    let has_choice = own.len() > 1 || webp.len() > 1;
    PictureView {
        src: encoded_iri(&src).into_owned(),
        alt: alt.to_owned(),
        title: None,
        width: found.and_then(Picture::own_width),
        height: found.and_then(Picture::own_height),
        srcset: (own.len() > 1).then(|| srcset(links, &own)),
        webp_srcset: (!webp.is_empty()).then(|| srcset(links, &webp)),
        sizes: has_choice.then_some(match spot {
            Spot::Lead => LEAD,
            Spot::InText | Spot::Elsewhere => IN_TEXT,
        }),
        lead: spot == Spot::Lead,
        lazy: spot == Spot::InText,
    }
}

fn srcset(links: &Links, cuts: &[Cut]) -> String {
    // Where there is no choice, a width would ask for `sizes` too.
    if let [only] = cuts {
        return links.to(only.route.as_str());
    }
    let one = |cut: &Cut| format!("{} {}w", links.to(cut.route.as_str()), cut.width);
    cuts.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl Filler<'_> {
    /// A picture in a text, as `partials/picture.html` makes it.
    pub fn picture(&mut self, shown: &Shown) -> String {
        let mut view = self.picture_view(&shown.target, &shown.alt);
        let title = Some(&shown.title).filter(|title| !title.is_empty());
        let mut context = Context::new();
        match shown.stands_alone {
            true => context.insert("credit", &title),
            false => view.title = title.cloned(),
        }
        context.insert("picture", &view);
        let html = self
            .templates
            .render("partials/picture.html", &context, self.problems);
        match shown.stands_alone {
            true => html,
            false => html.trim().to_owned(),
        }
    }

    /// A picture in a text, as templates see it.
    pub fn picture_view(&self, target: &Target, alt: &str) -> PictureView {
        let name = shown::of_target(target);
        let found = name.and_then(|name| self.context.pictures.get(&name));
        let spot = match self.surface {
            Surface::Page => Spot::InText,
            Surface::Elsewhere => Spot::Elsewhere,
        };
        let src = self.address(target);
        view(&self.links, found.map(AsRef::as_ref), src, alt, spot)
    }
}

/// The image of a story.
pub fn lead(context: &StoryContext, links: &Links, image: &Image) -> PictureView {
    let name = shown::of_address(&context.story.path, &image.address);
    let found = name.and_then(|name| context.pictures.get(&name));
    let src = links.to(&address_of(context, &image.address));
    view(links, found.map(AsRef::as_ref), src, &image.alt, Spot::Lead)
}

/// The full URL of a story's image, where it is known; else a route of the site.
pub fn image_url(context: &StoryContext) -> Option<String> {
    let image = context.story.facts.card.image.as_ref()?;
    let src = address_of(context, &image.address);
    let absolute = context.site.absolute(&src).filter(|_| src.starts_with('/'));
    Some(absolute.unwrap_or(src))
}

/// What an address in a front matter leads to, as a route of the site; a full URL as it is.
pub fn address_of(context: &StoryContext, address: &str) -> String {
    let name = shown::of_address(&context.story.path, address);
    let route = name.and_then(|name| context.files.get(&name.as_str().into()));
    route.map_or_else(|| address.to_owned(), ToString::to_string)
}
