//! What can be read in an answer: its words, line by line, without what only browsers read.

use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What can be read in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Words.
    Text {
        /// What the page calls itself.
        title: Option<String>,
        /// Its words in lines, in their normal form.
        text: String,
    },
    /// Nothing: it is a PDF, a picture or the like.
    None,
}

/// The kind of a file: what the server says without its parameters, else what the bytes look like.
pub fn media_type(declared: &str, bytes: &[u8]) -> String {
    let named = declared
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let is_name = |name: &str| {
        let is_mark = |byte: u8| byte.is_ascii_alphanumeric() || b"/.+-_".contains(&byte);
        name.contains('/') && name.len() < 100 && name.bytes().all(is_mark)
    };
    let start = bytes.trim_ascii_start();
    if bytes.starts_with(b"%PDF-") {
        "application/pdf".to_owned()
    } else if is_name(&named) {
        named
    } else if start.starts_with(b"<") {
        "text/html".to_owned()
    } else if std::str::from_utf8(bytes).is_ok() {
        "text/plain".to_owned()
    } else {
        "application/octet-stream".to_owned()
    }
}

/// Whether a kind of file holds words.
pub fn is_readable(media_type: &str) -> bool {
    let is_data = |kind: &str| kind.ends_with("json") || kind.ends_with("xml");
    media_type.starts_with("text/") || media_type.strip_prefix("application/").is_some_and(is_data)
}

/// The words of a text of a kind.
pub fn read(media_type: &str, text: &str) -> Reading {
    match media_type {
        "text/html" | "application/xhtml+xml" => of_html(text),
        _ => Reading::Text {
            title: None,
            text: normal(text),
        },
    }
}

/// The hash of a text's normal form, by which two texts are compared.
pub fn hash(text: &str) -> String {
    blake3::hash(normal(text).as_bytes()).to_string()
}

/// A text's normal form: one space between words, no empty lines, no marks that steer a terminal.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let before = out.len();
        for word in line.split(|mark: char| mark.is_whitespace() || mark.is_control()) {
            if word.is_empty() {
                continue;
            }
            if out.len() > before {
                out.push(' ');
            }
            out.push_str(word);
        }
        if out.len() > before {
            out.push('\n');
        }
    }
    out
}

/// Elements whose text is not shown.
const UNSEEN: [&[u8]; 8] = [
    b"script",
    b"style",
    b"noscript",
    b"template",
    b"svg",
    b"iframe",
    b"object",
    b"title",
];

/// Elements within a line; all others begin one and end it.
const INLINE: [&[u8]; 34] = [
    b"a", b"abbr", b"acronym", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"data", b"del", b"dfn",
    b"em", b"font", b"i", b"img", b"ins", b"kbd", b"label", b"mark", b"q", b"rp", b"rt", b"ruby", b"s",
    b"samp", b"small", b"span", b"strike", b"strong", b"sub", b"sup", b"time", b"u",
];

/// The same, less known.
const RARE: [&[u8]; 4] = [b"svg", b"tt", b"var", b"wbr"];

/// The text of a page, all of it: a quotation may stand anywhere, also beside the article.
fn of_html(html: &str) -> Reading {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.open(&tag),
            Ok(Token::EndTag(tag)) => page.close(&tag.name),
            Ok(Token::String(words)) => page.words(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Reading::Text {
        title: (!title.is_empty()).then_some(title),
        text: normal(&page.text),
    }
}

/// A page while it is read.
#[derive(Default)]
struct Page {
    text: String,
    title: String,
    /// The unseen element at hand, and how many of its kind are open.
    unseen: Option<(Vec<u8>, usize)>,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        // Only foreign elements close themselves; browsers take no notice of the slash of others.
        let is_closed = tag.self_closing && name == b"svg";
        match &mut self.unseen {
            Some((unseen, depth)) if unseen == name && !is_closed => *depth += 1,
            Some(_) => {}
            None if UNSEEN.contains(&name) && !is_closed => self.unseen = Some((name.to_vec(), 1)),
            None => self.break_line(name),
        }
    }

    fn close(&mut self, name: &[u8]) {
        match &mut self.unseen {
            Some((unseen, depth)) if unseen == name => {
                *depth -= 1;
                if *depth == 0 {
                    self.unseen = None;
                }
            }
            Some(_) => {}
            None => self.break_line(name),
        }
    }

    fn words(&mut self, words: &str) {
        match &self.unseen {
            // The first title is the page's.
            Some((unseen, _)) if unseen == b"title" && self.title.trim().is_empty() => {
                self.title.push_str(words)
            }
            Some(_) => {}
            // A line's end in the source is a space on the page.
            None => self
                .text
                .extend(words.chars().map(|mark| if mark == '\n' { ' ' } else { mark })),
        }
    }

    fn break_line(&mut self, name: &[u8]) {
        match name {
            b"td" | b"th" => self.text.push(' '),
            _ if INLINE.contains(&name) || RARE.contains(&name) => {}
            _ => self.text.push('\n'),
        }
    }
}
