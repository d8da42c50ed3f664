//! The attributes of one tag, as far as audits ask for them: kept in a buffer that all tags share.

use std::ops::Range;

/// An attribute that audits ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    Id,
    Name,
    Href,
    Src,
    Srcset,
    Alt,
    Role,
    Rel,
    Class,
    Content,
    Property,
    HttpEquiv,
    AriaLabel,
    AriaLabelledby,
    AriaHidden,
    Title,
    Type,
    Data,
    Poster,
    Action,
}

const COUNT: usize = 20;

/// The attributes of a tag.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    values: [Option<Range<usize>>; COUNT],
    open: Option<usize>,
    text: String,
}

impl Attributes {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.values = Default::default();
        self.open = None;
        self.text.clear();
    }

    /// Begins an attribute; of two of one name the first counts.
    pub fn open(&mut self, name: &[u8]) {
        let place = known(name).map(|attribute| attribute as usize);
        self.open = place.filter(|place| self.values[*place].is_none());
        if let Some(place) = self.open {
            self.values[place] = Some(self.text.len()..self.text.len());
        }
    }

    /// Gives it its value.
    pub fn fill(&mut self, value: &[u8]) {
        if let Some(place) = self.open.take() {
            let start = self.text.len();
            self.text.push_str(&String::from_utf8_lossy(value));
            self.values[place] = Some(start..self.text.len());
        }
    }

    /// The value of an attribute: empty where it has none.
    pub fn get(&self, attribute: Attribute) -> Option<&str> {
        let range = self.values[attribute as usize].clone()?;
        Some(&self.text[range])
    }

    /// Whether an attribute has a value that is not blank.
    pub fn says(&self, attribute: Attribute) -> bool {
        self.get(attribute).is_some_and(|value| !value.trim().is_empty())
    }

    /// Whether one of the words of an attribute is this, in any case.
    pub fn has_word(&self, attribute: Attribute, word: &str) -> bool {
        let value = self.get(attribute).unwrap_or_default();
        value
            .split_ascii_whitespace()
            .any(|part| part.eq_ignore_ascii_case(word))
    }
}

fn known(name: &[u8]) -> Option<Attribute> {
    Some(match name {
        b"id" => Attribute::Id,
        b"name" => Attribute::Name,
        b"href" | b"xlink:href" => Attribute::Href,
        b"src" => Attribute::Src,
        b"srcset" | b"imagesrcset" => Attribute::Srcset,
        b"alt" => Attribute::Alt,
        b"role" => Attribute::Role,
        b"rel" => Attribute::Rel,
        b"class" => Attribute::Class,
        b"content" => Attribute::Content,
        b"property" => Attribute::Property,
        b"http-equiv" => Attribute::HttpEquiv,
        b"aria-label" => Attribute::AriaLabel,
        b"aria-labelledby" => Attribute::AriaLabelledby,
        b"aria-hidden" => Attribute::AriaHidden,
        b"title" => Attribute::Title,
        b"type" => Attribute::Type,
        b"data" => Attribute::Data,
        b"poster" => Attribute::Poster,
        b"action" => Attribute::Action,
        _ => return None,
    })
}
