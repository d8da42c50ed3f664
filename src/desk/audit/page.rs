//! A finished page as far as audits ask for it, its words in one buffer.

use super::attributes::{Attribute, Attributes};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// A stretch of the words of a page.
pub type Words = Range<usize>;

/// What audits ask of a page.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The hashes of its ids, and of the names of its anchors.
    pub ids: Vec<u64>,
    /// What it links to and loads.
    pub links: Vec<Link>,
    /// Its pictures, and what else must say what it shows.
    pub images: Vec<Image>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Whether it has a `main`.
    pub has_main: bool,
    /// What relative addresses are relative to, where a `base` says so.
    pub base: Option<Words>,
    words: String,
}

/// How a page uses an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Readers may follow it.
    Link,
    /// A stylesheet.
    Stylesheet,
    /// A script.
    Script,
    /// A file of a picture, by the number of the picture: a browser loads one file of each.
    Picture(u32),
    /// Anything else that is loaded or named.
    Other,
}

/// An address in a page.
#[derive(Debug, Clone)]
pub struct Link {
    /// As it is written.
    pub href: Words,
    /// How it is used.
    pub used: Use,
}

/// What an element is that must say what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// `<img>`
    Picture,
    /// `<input type=image>`
    Button,
    /// `<area>`
    Area,
    /// `<svg role=img>`
    Drawing,
}

/// A picture in a page.
#[derive(Debug, Clone)]
pub struct Image {
    /// What it is.
    pub shows: Shows,
    /// Its address.
    pub src: Option<Words>,
    /// What stands in its place for those who cannot see it.
    pub alt: Option<Words>,
    /// Whether it has a title.
    pub titled: bool,
    /// Whether it is mere decoration.
    pub decorative: bool,
    /// Whether it is named in another way than by `alt`.
    pub named: bool,
    /// The figure that it stands in.
    pub figure: Option<usize>,
}

/// A figure of a page.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// Whether it has a caption.
    pub captioned: bool,
    /// The words of its caption, without small print.
    pub caption: String,
    /// The small print of its caption, which is where a credit stands.
    pub credit: String,
}

/// A heading of a page.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Whether it stands in `main`.
    pub in_main: bool,
}

impl Seen {
    /// The words at a place.
    pub fn words(&self, at: &Words) -> &str {
        &self.words[at.clone()]
    }

    /// Keeps words.
    pub fn keep(&mut self, words: &str) -> Words {
        let start = self.words.len();
        self.words.push_str(words);
        start..self.words.len()
    }

    /// Keeps an attribute, where there is one.
    pub fn keep_attribute(&mut self, attributes: &Attributes, which: Attribute) -> Option<Words> {
        attributes.get(which).map(|words| self.keep(words))
    }
}

/// What an id is known by.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
