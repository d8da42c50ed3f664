//! The words of a story's pieces, with the section that each stands in: its HTML without the tags.

use crate::search::postings::Field;
use crate::site::Site;
use crate::source_path::SourcePath;
use crate::story::body::Heading;
use crate::story::piece::{Cell, Piece};

/// Attributes of components that readers see.
const SPOKEN: [&str; 7] = ["alt", "by", "caption", "label", "name", "title", "topic"];

/// Reads the texts of one story, in order.
pub struct Reader<'s, F: FnMut(&str, Field, usize)> {
    /// The site, for the words of claims.
    pub site: &'s Site,
    /// The story's file.
    pub path: &'s SourcePath,
    /// The story's headings.
    pub headings: &'s [Heading],
    /// Takes each stretch of text: its field, and its section by number, from 1.
    pub take: F,
    section: usize,
    in_heading: bool,
    /// The element whose inside nobody reads, while inside of one.
    unread: Option<&'static str>,
}

impl<'s, F: FnMut(&str, Field, usize)> Reader<'s, F> {
    /// Before the first heading.
    pub fn new(site: &'s Site, path: &'s SourcePath, headings: &'s [Heading], take: F) -> Self {
        Self {
            site,
            path,
            headings,
            take,
            section: 0,
            in_heading: false,
            unread: None,
        }
    }

    /// Reads on.
    pub fn read(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Html(html) => self.html(html),
                Piece::ClaimValue(bound) => {
                    if let Some(entry) = self.site.claims.find(Some(self.path), &bound.id) {
                        let claim = &entry.record;
                        self.text(claim.prose.as_ref().unwrap_or(&claim.value));
                    }
                }
                Piece::Code(block) => self.text(&block.code),
                Piece::Component(component) => {
                    let spoken = |(name, _): &(&String, _)| SPOKEN.contains(&name.as_str());
                    let attributes = component.attributes.iter().filter(spoken);
                    attributes.for_each(|(_, value)| self.text(value));
                    self.read(&component.body);
                    for (_, cell) in component.rows.iter().flatten() {
                        if let Cell::Text(pieces) = cell {
                            self.read(pieces);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Text outside of the body: before its first heading, so to say.
    pub fn aside(&mut self, pieces: &[Piece]) {
        let section = std::mem::take(&mut self.section);
        self.read(pieces);
        self.section = section;
    }

    fn text(&mut self, text: &str) {
        if self.unread.is_none() {
            let field = match self.in_heading {
                true => Field::Heading,
                false => Field::Text,
            };
            (self.take)(text, field, self.section);
        }
    }

    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.marked_up(&rest[..at]);
            rest = &rest[at..];
            let end = match rest.starts_with("<!--") {
                true => rest.find("-->").map(|end| end + 3),
                false => rest.find('>').map(|end| end + 1),
            };
            let (tag, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.tag(tag);
            rest = after;
        }
        self.marked_up(rest);
    }

    /// Text between tags.
    fn marked_up(&mut self, text: &str) {
        if text.len() < 2 && text.trim().is_empty() {
            return;
        }
        match text.contains('&') {
            false => self.text(text),
            true => {
                let text = text.replace("&lt;", "<").replace("&gt;", ">");
                let text = text.replace("&quot;", "\"").replace("&#39;", "'");
                self.text(&text.replace("&amp;", "&"));
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        match tag.as_bytes() {
            [b'<', b'h', b'1'..=b'6', ..] => self.open_heading(tag),
            [b'<', b'/', b'h', b'1'..=b'6', ..] => self.in_heading = false,
            _ => {}
        }
        // Raw HTML may hold elements that show no text.
        for name in ["script", "style", "template"] {
            let inner = tag.trim_start_matches(['<', '/']);
            if inner
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
            {
                self.unread = (!tag.starts_with("</") && !tag.ends_with("/>")).then_some(name);
            }
        }
    }

    fn open_heading(&mut self, tag: &str) {
        let id = tag.split_once("id=\"").and_then(|(_, rest)| rest.split_once('"'));
        let Some((id, _)) = id else { return };
        let place = self
            .headings
            .iter()
            .skip(self.section)
            .position(|heading| heading.id == id);
        if let Some(place) = place {
            self.section += place + 1;
            self.in_heading = true;
        }
    }
}
