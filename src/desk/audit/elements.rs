//! The elements of a page while it is read, one after another.

use super::attributes::{Attribute, Attributes};
use super::page::{Figure, Heading, Image, Link, Seen, Shows, Use, Words, hash};
use percent_encoding::percent_decode_str;

/// A page while it is read: what was seen, and what is open.
#[derive(Debug, Default)]
pub struct Reading {
    seen: Seen,
    mains: usize,
    templates: usize,
    figures: Vec<usize>,
    in_caption: bool,
    small: usize,
    heading: Option<Heading>,
    /// How many pictures there were, and whether one is open that offers several files.
    pictures: u32,
    in_picture: bool,
    /// A drawing that has no name yet, and how many drawings are open.
    drawing: Option<Image>,
    drawings: usize,
}

impl Reading {
    /// A start tag with its attributes.
    pub fn start(&mut self, name: &[u8], attributes: &Attributes, self_closing: bool) {
        if name == b"template" {
            self.templates += 1;
        }
        // What stands in a template is made into something by a script.
        if self.templates > 0 {
            return;
        }
        self.note_ids(name, attributes);
        match name {
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.start_heading(name[1] - b'0'),
            b"main" => {
                self.mains += 1;
                self.seen.has_main = true;
            }
            b"figure" => {
                self.figures.push(self.seen.figures.len());
                self.seen.figures.push(Figure::default());
            }
            b"figcaption" => {
                self.in_caption = true;
                if let Some(figure) = self.figure() {
                    figure.captioned = true;
                }
            }
            b"small" => self.small += 1,
            b"svg" => self.start_drawing(attributes, self_closing),
            b"title" if self.drawings > 0 => self.drawing = None,
            _ => self.start_embedded(name, attributes),
        }
    }

    /// What has an address.
    fn start_embedded(&mut self, name: &[u8], attributes: &Attributes) {
        match name {
            b"a" => self.link(attributes, Attribute::Href, Use::Link),
            b"area" => {
                self.link(attributes, Attribute::Href, Use::Link);
                if attributes.get(Attribute::Href).is_some() {
                    self.image(Shows::Area, attributes);
                }
            }
            b"base" if self.seen.base.is_none() => {
                self.seen.base = self.seen.keep_attribute(attributes, Attribute::Href);
            }
            b"link" => self.linked(attributes),
            b"script" => self.link(attributes, Attribute::Src, Use::Script),
            b"picture" => {
                self.pictures += 1;
                self.in_picture = true;
            }
            b"img" => self.start_image(attributes),
            b"source" if self.in_picture => self.candidates(attributes),
            b"input" if attributes.has_word(Attribute::Type, "image") => {
                self.link(attributes, Attribute::Src, Use::Other);
                self.image(Shows::Button, attributes);
            }
            b"source" | b"video" | b"audio" | b"track" | b"iframe" | b"embed" => {
                self.link(attributes, Attribute::Src, Use::Other);
                self.link(attributes, Attribute::Poster, Use::Other);
            }
            b"object" => self.link(attributes, Attribute::Data, Use::Other),
            b"use" | b"image" => self.link(attributes, Attribute::Href, Use::Other),
            b"form" => self.link(attributes, Attribute::Action, Use::Other),
            b"meta" => self.meta(attributes),
            _ => {}
        }
    }

    /// An end tag.
    pub fn end(&mut self, name: &[u8]) {
        if name == b"template" {
            self.templates = self.templates.saturating_sub(1);
        }
        if self.templates > 0 {
            return;
        }
        match name {
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.end_heading(),
            b"main" => self.mains = self.mains.saturating_sub(1),
            b"figure" => {
                self.figures.pop();
                self.in_caption = false;
            }
            b"figcaption" => self.in_caption = false,
            b"small" => self.small = self.small.saturating_sub(1),
            b"picture" => self.in_picture = false,
            b"svg" => {
                self.drawings = self.drawings.saturating_sub(1);
                if self.drawings == 0 {
                    self.seen.images.extend(self.drawing.take());
                }
            }
            _ => {}
        }
    }

    /// Text.
    pub fn text(&mut self, value: &[u8]) {
        if self.templates > 0 || (self.heading.is_none() && !self.in_caption) {
            return;
        }
        let text = String::from_utf8_lossy(value);
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&text);
        }
        let is_small = self.small > 0;
        if let Some(figure) = self.figures.last().and_then(|at| self.seen.figures.get_mut(*at)) {
            match (self.in_caption, is_small) {
                (true, true) => figure.credit.push_str(&text),
                (true, false) => figure.caption.push_str(&text),
                (false, _) => {}
            }
        }
    }

    /// What was seen.
    pub fn finish(mut self) -> Seen {
        self.end_heading();
        self.seen.images.extend(self.drawing.take());
        self.seen
    }

    fn figure(&mut self) -> Option<&mut Figure> {
        let at = *self.figures.last()?;
        self.seen.figures.get_mut(at)
    }

    fn note_ids(&mut self, name: &[u8], attributes: &Attributes) {
        let anchor = attributes.get(Attribute::Name).filter(|_| name == b"a");
        for id in attributes.get(Attribute::Id).into_iter().chain(anchor) {
            self.seen.ids.push(hash(id));
            // A fragment is compared as it is written, then decoded.
            if id.contains('%') {
                self.seen
                    .ids
                    .push(hash(&percent_decode_str(id).decode_utf8_lossy()));
            }
        }
    }

    fn start_heading(&mut self, level: u8) {
        self.end_heading();
        self.heading = Some(Heading {
            level,
            text: String::new(),
            in_main: self.mains > 0,
        });
    }

    fn end_heading(&mut self) {
        self.seen.headings.extend(self.heading.take());
    }

    fn link(&mut self, attributes: &Attributes, which: Attribute, used: Use) {
        if let Some(href) = self.seen.keep_attribute(attributes, which) {
            self.seen.links.push(Link { href, used });
        }
    }

    /// `<link>`: by what it is for.
    fn linked(&mut self, attributes: &Attributes) {
        let rel = |word| attributes.has_word(Attribute::Rel, word);
        if rel("preconnect") || rel("dns-prefetch") {
            return;
        }
        let used = match rel("stylesheet") && !rel("alternate") {
            true => Use::Stylesheet,
            false => Use::Other,
        };
        self.link(attributes, Attribute::Href, used);
    }

    /// `<meta>`: where a page has moved, and the picture that it is shared with.
    fn meta(&mut self, attributes: &Attributes) {
        let content = attributes.get(Attribute::Content).unwrap_or_default();
        let is = |which, word: &str| attributes.has_word(which, word);
        if is(Attribute::HttpEquiv, "refresh") {
            let moved = content
                .split_once('=')
                .map(|(_, to)| to.trim().trim_matches(['"', '\'']));
            if let Some(to) = moved {
                let href = self.seen.keep(to);
                self.seen.links.push(Link {
                    href,
                    used: Use::Link,
                });
            }
        }
        if is(Attribute::Property, "og:image") || is(Attribute::Name, "twitter:image") {
            self.link(attributes, Attribute::Content, Use::Other);
        }
    }

    fn start_image(&mut self, attributes: &Attributes) {
        if !self.in_picture {
            self.pictures += 1;
        }
        self.link(attributes, Attribute::Src, Use::Picture(self.pictures));
        self.candidates(attributes);
        self.image(Shows::Picture, attributes);
    }

    /// The files of a `srcset`.
    fn candidates(&mut self, attributes: &Attributes) {
        let set = attributes.get(Attribute::Srcset).unwrap_or_default();
        // An address in a set may hold commas, but not end with one.
        for address in set.split_ascii_whitespace() {
            let address = address.trim_matches(',');
            let is_size =
                address.ends_with(['w', 'x']) && address[..address.len() - 1].parse::<f32>().is_ok();
            if !address.is_empty() && !is_size && !address.starts_with("data:") {
                let href = self.seen.keep(address);
                let used = Use::Picture(self.pictures);
                self.seen.links.push(Link { href, used });
            }
        }
    }

    fn image(&mut self, shows: Shows, attributes: &Attributes) {
        let image = self.read_image(shows, attributes);
        self.seen.images.push(image);
    }

    fn start_drawing(&mut self, attributes: &Attributes, self_closing: bool) {
        if !self_closing {
            self.drawings += 1;
        }
        if attributes.has_word(Attribute::Role, "img") && (self.drawings <= 1 || self_closing) {
            let image = self.read_image(Shows::Drawing, attributes);
            match self_closing {
                true => self.seen.images.push(image),
                false => self.drawing = Some(image).filter(|image| !image.named),
            }
        }
    }

    fn read_image(&mut self, shows: Shows, attributes: &Attributes) -> Image {
        let mut keep = |which| -> Option<Words> { self.seen.keep_attribute(attributes, which) };
        let (src, alt) = (keep(Attribute::Src), keep(Attribute::Alt));
        let is_role = |role| attributes.has_word(Attribute::Role, role);
        Image {
            shows,
            src,
            alt,
            titled: attributes.says(Attribute::Title),
            decorative: is_role("presentation")
                || is_role("none")
                || attributes.has_word(Attribute::AriaHidden, "true"),
            named: attributes.says(Attribute::AriaLabel) || attributes.says(Attribute::AriaLabelledby),
            figure: self.figures.last().copied(),
        }
    }
}
