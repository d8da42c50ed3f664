//! The dispatch of events: what each kind of them does to the state.

use super::open::Gathering;
use super::writer::Writer;
use crate::diagnostic::Code;
use crate::input::escape::push_html;
use crate::story::citation::{self, Bracket};
use crate::story::fences::Fence;
use crate::story::manuscript::{MarkKind, Written};
use crate::story::piece::Piece;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The address that a citation bracket is given, so that the parser keeps it whole. It is empty because the
/// parser counts the bytes of such addresses and stops at 100,000, which a long text of citations would reach.
const BRACKET: &str = "";

impl Writer<'_, '_, '_> {
    /// Converts `masked`, which is the text with its fences masked.
    pub fn write(mut self, masked: &str, options: Options) -> Vec<Piece> {
        let events =
            Parser::new_with_broken_link_callback(masked, options, Some(bracket_address)).into_offset_iter();
        for (event, range) in events {
            self.event(event, range);
        }
        self.close_open_components(0);
        self.write_footnotes();
        self.flush();
        shrink(&mut self.pieces);
        self.pieces
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.gathered(&event) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, &range),
            Event::Code(code) => self.wrapped("<code>", &code, &range),
            Event::InlineMath(math) => self.wrapped("<code class=\"math\">", &math, &range),
            Event::DisplayMath(math) => self.wrapped("<code class=\"math display\">", &math, &range),
            Event::Html(html) => self.block_html(&html, range),
            Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, &range),
            Event::SoftBreak => self.line_break("\n", &range),
            Event::HardBreak => self.line_break("<br>\n", &range),
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => self.push(match done {
                true => "<input type=\"checkbox\" disabled checked aria-label=\"done\"> ",
                false => "<input type=\"checkbox\" disabled aria-label=\"to do\"> ",
            }),
        }
    }

    /// Whether an event went into what is being gathered.
    fn gathered(&mut self, event: &Event<'_>) -> bool {
        match (&mut self.gathering, event) {
            (Gathering::None, _) => return false,
            (Gathering::Code(_, code), Event::Text(text)) => code.push_str(text),
            (Gathering::Code(..), Event::End(TagEnd::CodeBlock)) => return false,
            (Gathering::Code(..), _) => {}
            (Gathering::Image { depth: 0, .. } | Gathering::Skip { depth: 0 }, Event::End(_)) => {
                return false;
            }
            (Gathering::Image { depth, .. } | Gathering::Skip { depth }, Event::Start(_)) => *depth += 1,
            (Gathering::Image { depth, .. } | Gathering::Skip { depth }, Event::End(_)) => *depth -= 1,
            (Gathering::Image { alt, .. }, Event::Text(text) | Event::Code(text)) => alt.push_str(text),
            (Gathering::Image { alt, .. }, Event::SoftBreak | Event::HardBreak) => alt.push(' '),
            (Gathering::Image { .. } | Gathering::Skip { .. }, _) => {}
        }
        true
    }

    fn words(&mut self, text: &str, range: &Range<usize>) {
        self.note_words(text, range);
        self.prose.words += text.split_whitespace().count();
        self.gather_heading(text);
        push_html(&mut self.html, text);
    }

    /// Words for whoever takes them down: places are true where the file holds the very words.
    fn note_words(&mut self, text: &str, range: &Range<usize>) {
        if let Some(recorder) = &mut self.prose.recorder {
            recorder.words(Written {
                text,
                file: self.place.of(range),
                exact: self.place.exact && self.text.get(range.clone()) == Some(text),
            });
        }
    }

    fn line_break(&mut self, html: &str, range: &Range<usize>) {
        self.note_words(" ", range);
        self.push(html);
    }

    /// Code and formulas.
    fn wrapped(&mut self, open: &str, text: &str, range: &Range<usize>) {
        let file = self.place.of(range);
        self.prose.note(|recorder| recorder.hole(MarkKind::Code, file));
        self.prose.words += text.split_whitespace().count();
        self.gather_heading(text);
        self.html.push_str(open);
        push_html(&mut self.html, text);
        self.html.push_str("</code>");
    }

    fn gather_heading(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        self.note_comment(html, &range);
        if self.prose.options.raw_html {
            self.push(html);
        } else if !is_comment(html) {
            self.report_html(&range);
            push_html(&mut self.html, html);
        }
    }

    fn note_comment(&mut self, html: &str, range: &Range<usize>) {
        if is_comment(html) {
            let file = self.place.of(range);
            self.prose.note(|recorder| recorder.comment(html, file));
        }
    }

    fn report_html(&mut self, range: &Range<usize>) {
        let place = self.place.of(range);
        let hint = "write it in Markdown or as a component; `[markdown] raw_html = true` in site.toml lets it through";
        self.prose
            .issues
            .add_with_hint(Code::RawHtml, &place, "raw HTML is shown as text here", hint);
    }

    /// A block of HTML is reported once, however many lines it has. Masked fences look like one.
    fn start_html_block(&mut self, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        self.in_comment = is_comment(text);
        self.note_comment(text, range);
        let is_fence = text.trim_start().starts_with(":::");
        if !is_fence && !self.in_comment && !self.prose.options.raw_html {
            self.report_html(range);
        }
    }

    fn block_html(&mut self, html: &str, range: Range<usize>) {
        match self.fence_at(html, &range) {
            Some(at) => self.fence(at),
            None if self.prose.options.raw_html => self.push(html),
            None if self.in_comment => {}
            None => push_html(&mut self.html, html),
        }
    }

    fn fence_at(&self, html: &str, range: &Range<usize>) -> Option<usize> {
        let fences = self.fences?;
        if !html.trim_start().starts_with("<?") {
            return None;
        }
        let (at, fence) = fences.range(..=range.start).next_back()?;
        let (Fence::Open { line, .. } | Fence::Broken { line } | Fence::Close { line }) = fence;
        (range.start <= line.end).then_some(*at)
    }

    /// A tag starts.
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Tag::Link {
            dest_url, link_type, ..
        } = &tag
            && dest_url.as_ref() == BRACKET
            && *link_type == LinkType::ShortcutUnknown
        {
            self.bracket(&range);
            self.gathering = Gathering::Skip { depth: 0 };
            return;
        }
        match tag {
            Tag::HtmlBlock => self.start_html_block(&range),
            _ => self.depth += 1,
        }
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(link_type, &dest_url, &title, &range),
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title, &range),
            tag => self.start_block(tag, &range),
        }
    }

    /// A tag ends.
    fn end(&mut self, tag: TagEnd) {
        if matches!(self.gathering, Gathering::Skip { .. }) {
            self.gathering = Gathering::None;
            return;
        }
        if tag != TagEnd::HtmlBlock {
            self.close_components_below(self.depth);
            self.depth -= 1;
        }
        match tag {
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            tag => self.end_block(tag),
        }
    }

    fn bracket(&mut self, range: &Range<usize>) {
        let inner = range.start + 1..range.end - 1;
        match citation::read(&self.text[inner.clone()]) {
            Some(Bracket::Citations(cites)) => self.cites(cites, inner.start),
            Some(Bracket::Claim(id)) => self.claim_value(&id, range),
            // The callback answers only for brackets that can be read.
            None => push_html(&mut self.html, &self.text[range.clone()]),
        }
    }
}

/// Stories are kept for the whole of a build: what they grew for is given back.
fn shrink(pieces: &mut Vec<Piece>) {
    pieces.shrink_to_fit();
    for piece in pieces {
        match piece {
            // Copied, not shrunk: an allocator may leave a shrunk text where it is, with all its room.
            Piece::Html(html) => *html = html.as_str().to_owned(),
            Piece::Component(component) => shrink(&mut component.body),
            _ => {}
        }
    }
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    // Nothing may follow the first end of the comment.
    html.is_empty() || (html.starts_with("<!--") && html.find("-->").is_some_and(|end| end + 3 == html.len()))
}

fn bracket_address(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    let is_bracket = link.link_type == LinkType::Shortcut && citation::read(&link.reference).is_some();
    is_bracket.then_some((CowStr::Borrowed(BRACKET), CowStr::Borrowed("")))
}
