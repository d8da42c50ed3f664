//! Paragraphs, headings, lists, tables, quotes and code.

use super::open::{Gathering, OpenBlock, OpenHeading};
use super::writer::Writer;
use crate::diagnostic::Code;
use crate::input::escape::{html, push_html};
use crate::input::slug::slugify;
use crate::story::body::Heading;
use crate::story::highlight;
use crate::story::piece::{CodeBlock, Piece, cover};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};
use std::fmt::Write;
use std::ops::Range;

impl Writer<'_, '_, '_> {
    pub(super) fn start_block(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let is_first = std::mem::replace(&mut self.first_block, false);
        self.take_down_start(&tag, range);
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, id, .. } => {
                self.flush();
                let outer = std::mem::take(&mut self.pieces);
                let id = id.map(|id| id.to_string());
                let range = range.clone();
                self.heading = Some(OpenHeading {
                    level: number(level),
                    id,
                    text: String::new(),
                    outer,
                    range,
                    is_first,
                });
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.gathering = Gathering::Code(language(&kind), String::new()),
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(self.html, "<ol start=\"{start}\">");
            }
            Tag::List(None) => self.push("<ul>\n"),
            Tag::Item => {
                self.open_block();
                self.push("<li>");
            }
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.push(
                    "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\n",
                );
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.column = 0;
                self.push("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.open_block();
                self.push("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            tag => self.push(simple_start(&tag)),
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd) {
        self.take_down_end(tag);
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(Some(_)) => self.push("</div>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Item | TagEnd::TableRow => {
                self.push(simple_end(tag));
                self.close_block();
            }
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.push("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableCell => {
                self.push(if self.in_table_head { "</th>" } else { "</td>" });
                self.column += 1;
            }
            tag => self.push(simple_end(tag)),
        }
    }

    /// A paragraph at the top of the text gets a hole before it, for the margin notes of the sources in it.
    fn start_paragraph(&mut self) {
        let has_margin = self.margin && self.depth == 1 && self.frames.is_empty();
        if has_margin {
            self.hole(Piece::Margin(0, 0));
        }
        self.open_block();
        self.push("<p>");
    }

    fn end_paragraph(&mut self) {
        if !self.make_figure() {
            self.push("</p>\n");
        }
        let Some(block) = self.close_block() else { return };
        let Some(hole) = block.pieces.checked_sub(1) else {
            return;
        };
        if self.pieces.get(hole) != Some(&Piece::Margin(0, 0)) {
            return;
        }
        let to = self.prose.mentions.len();
        if to > block.mentions {
            let bound = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
            self.pieces[hole] = Piece::Margin(bound(block.mentions), bound(to));
        } else {
            self.pieces.remove(hole);
        }
    }

    /// A credited image that stands alone in its paragraph is a figure, and no paragraph is left around it. In values
    /// of a front matter and in cells there is no room for one.
    fn make_figure(&mut self) -> bool {
        if !self.margin || !self.html.is_empty() {
            return false;
        }
        let [.., Piece::Html(before), Piece::Picture(shown)] = &mut self.pieces[..] else {
            return false;
        };
        if shown.title.is_empty() || !before.ends_with("<p>") {
            return false;
        }
        shown.stands_alone = true;
        before.truncate(before.len() - "<p>".len());
        true
    }

    /// A paragraph, item or row begins: one citation in it serves every figure in it.
    fn open_block(&mut self) {
        self.flush();
        self.blocks.push(OpenBlock {
            pieces: self.pieces.len(),
            mentions: self.prose.mentions.len(),
        });
    }

    fn close_block(&mut self) -> Option<OpenBlock> {
        self.flush();
        let block = self.blocks.pop()?;
        if self.prose.cover_since(block.mentions) {
            cover(self.pieces.get_mut(block.pieces..).unwrap_or_default());
        }
        Some(block)
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        self.flush();
        let inner = std::mem::replace(&mut self.pieces, heading.outer);
        let text = heading.text.trim().to_owned();
        let mut level = heading.level;
        if level == 1 {
            if heading.is_first && text == typographic(self.prose.headline) {
                return;
            }
            let place = self.place.of(&heading.range);
            let hint = "begin it with `##`; the headline is the page's only first-level heading";
            self.prose.issues.add_with_hint(
                Code::ExtraHeading,
                &place,
                "this heading is of the first level",
                hint,
            );
            level = 2;
        }
        let wanted = heading.id.unwrap_or_else(|| slugify(&text));
        let id = self.prose.unique_id(&wanted);
        let escaped = html(&id);
        let _ = write!(self.html, "<h{level} id=\"{escaped}\">");
        self.flush();
        self.pieces.extend(inner);
        let _ = writeln!(
            self.html,
            " <a class=\"anchor\" href=\"#{escaped}\" aria-label=\"Link to this section\">#</a></h{level}>"
        );
        self.prose.section = Some(text.as_str().into());
        self.prose.headings.push(Heading { level, id, text });
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.push("<blockquote>\n");
        };
        let (class, label) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        let _ = writeln!(
            self.html,
            "<div class=\"alert alert-{class}\"><p class=\"label\">{label}</p>"
        );
    }

    fn end_code(&mut self) {
        let Gathering::Code(language, code) = std::mem::replace(&mut self.gathering, Gathering::None) else {
            return;
        };
        self.push("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            self.push(" class=\"language-");
            push_html(&mut self.html, &language);
            self.push("\"");
        }
        self.push(">");
        match highlight::knows(&language) {
            true => self.hole(Piece::Code(Box::new(CodeBlock { language, code }))),
            false => push_html(&mut self.html, &code),
        }
        self.push("</code></pre>\n");
    }

    fn start_cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let scope = if self.in_table_head {
            "<th scope=\"col\""
        } else {
            "<td"
        };
        let _ = write!(self.html, "{scope}{class}>");
    }
}

/// The headline as smart punctuation leaves it, for comparing it with a heading.
fn typographic(headline: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let mut text = String::new();
    for event in Parser::new_ext(headline, Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Indented => String::new(),
        CodeBlockKind::Fenced(info) => info
            .split([' ', ',', '\t', '{'])
            .next()
            .unwrap_or_default()
            .to_lowercase(),
    }
}

fn simple_start(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Emphasis => "<em>",
        Tag::Strong => "<strong>",
        Tag::Strikethrough => "<del>",
        Tag::Superscript => "<sup>",
        Tag::Subscript => "<sub>",
        Tag::DefinitionList => "<dl>\n",
        Tag::DefinitionListTitle => "<dt>",
        Tag::DefinitionListDefinition => "<dd>",
        _ => "",
    }
}

fn simple_end(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Strikethrough => "</del>",
        TagEnd::Superscript => "</sup>",
        TagEnd::Subscript => "</sub>",
        TagEnd::BlockQuote(None) => "</blockquote>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::DefinitionList => "</dl>\n",
        TagEnd::DefinitionListTitle => "</dt>\n",
        TagEnd::DefinitionListDefinition => "</dd>\n",
        TagEnd::Table => "</tbody></table></div>\n",
        TagEnd::TableRow => "</tr>\n",
        _ => "",
    }
}
