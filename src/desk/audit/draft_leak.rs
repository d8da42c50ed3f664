//! Finished pages and files that show something of a text that is held back.

use super::address::Led;
use super::book::Book;
use super::findings::Finding;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::Code;
use crate::input::escape;
use crate::registry::told::folded;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::DraftLeak,
    look: Look::Pages,
    why: "A draft, a scheduled or an expired text is meant to leave no trace. Every finished page, feed, data file, the sitemap and the search \
          index is searched for its address, its file and its headline. A headline counts if it has three words and stands by itself, \
          or has five and stands anywhere, and no published text carries it too.",
    example: "<a href=\"/layoffs-at-openai/\">Next week</a>, in a template, while that story is a draft",
    mend: "take it out of the template or text until the story is published.",
    options: None,
};

/// Fewer words may stand together by chance.
const FEWEST: usize = 3;
/// So many do not, even amid others.
const MANY: usize = 5;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trace {
    Address,
    File,
    Headline,
}

/// Searches for all that is held back at once.
pub struct Search {
    finder: AhoCorasick,
    /// What each pattern is a trace of: the place of the text among those held back, and what it is.
    patterns: Vec<(usize, Trace)>,
    routes: Vec<String>,
}

impl Search {
    /// Makes ready to search; `None` where nothing is held back.
    pub fn new(book: &Book<'_>) -> Option<Self> {
        let compiled = book.compiled;
        let held_back = &compiled.site.held_back;
        let published = compiled.site.stories.values();
        let headlines: Vec<String> = match held_back.is_empty() {
            true => return None,
            false => published
                .map(|story| folded(&story.facts.card.headline))
                .collect(),
        };
        let files: BTreeSet<&str> = compiled
            .site
            .stories
            .keys()
            .map(|path| path.file_name())
            .collect();
        let (mut words, mut patterns, mut routes) = (Vec::new(), Vec::new(), Vec::new());
        for (at, held) in held_back.iter().enumerate() {
            let card = compiled.stories.get(&held.path).map(|story| &story.facts.card);
            let route = card.map(|card| crate::site::route::of_card(card).to_string());
            let route = route
                .filter(|route| book.held_back.contains(route))
                .unwrap_or_default();
            let last = route
                .trim_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            if !last.is_empty() {
                words.push(escape::encoded_url(&last).into_owned());
                patterns.push((at, Trace::Address));
            }
            routes.push(route);
            let name = held.path.file_name();
            if !files.contains(name) && name != "index.md" {
                words.push(name.to_owned());
                patterns.push((at, Trace::File));
            }
            for form in forms(&held.headline, &headlines) {
                words.push(form);
                patterns.push((at, Trace::Headline));
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&words)
            .ok()?;
        Some(Self {
            finder,
            patterns,
            routes,
        })
    }

    /// Searches a finished page or file.
    pub fn look(&self, book: &Book<'_>, at: usize, bytes: &[u8], mut add: impl FnMut(Finding)) {
        let mut known = BTreeSet::new();
        let page = book.page(at);
        for found in self.finder.find_overlapping_iter(bytes) {
            let (held, trace) = self.patterns[found.pattern().as_usize()];
            let place = found.start()..found.end();
            let shows = match trace {
                Trace::Address => {
                    let token = token(bytes, &place);
                    let led = book.home.lead(&token, page.route.as_str());
                    is_address(&token)
                        && matches!(led, Led::Site(route, _) if is_same(&route, &self.routes[held]))
                }
                Trace::File => is_file(bytes, &place),
                Trace::Headline => is_headline(bytes, &place),
            };
            if shows && known.insert((held, trace as u8)) {
                add(self.finding(book, at, held, trace));
            }
        }
    }

    fn finding(&self, book: &Book<'_>, at: usize, held: usize, trace: Trace) -> Finding {
        let text = &book.compiled.site.held_back[held];
        let (what, clue) = match trace {
            Trace::Address => (
                format!("the address {}", self.routes[held]),
                self.routes[held].clone(),
            ),
            Trace::File => (
                format!("the file name {}", text.path.file_name()),
                text.path.file_name().to_owned(),
            ),
            Trace::Headline => (
                format!("the headline \"{}\"", text.headline),
                text.headline.clone(),
            ),
        };
        let blame = book.blame();
        let story = blame.story(book.page(at));
        let span = story.and_then(|story| match trace {
            Trace::Address => blame
                .link(story, &clue, None)
                .or_else(|| blame.words(story, &clue)),
            Trace::File | Trace::Headline => blame.words(story, &clue),
        });
        Finding {
            code: Code::DraftLeak,
            cause: format!("{held} {trace:?}"),
            message: format!(
                "{what} of {} is shown, but that text is held back: it is {}",
                text.path,
                text.reason.words()
            ),
            hint: Some("take it out until the text is published".to_owned()),
            span,
            clue: Some(clue),
            page: at,
        }
    }
}

/// How a headline may stand in a file, where it is one that tells what it is of.
fn forms(headline: &str, published: &[String]) -> BTreeSet<String> {
    let headline = headline.trim();
    let own = folded(headline);
    let is_telling = headline.split_whitespace().count() >= FEWEST;
    match is_telling && !published.iter().any(|other| other.contains(&own)) {
        true => {
            // In a text, quotation marks and apostrophes are curly.
            let curly = headline.replace('\'', "\u{2019}");
            let all = [headline, curly.as_str()].into_iter();
            all.flat_map(|words| [words.to_owned(), escape::html(words), json(words)])
                .collect()
        }
        false => BTreeSet::new(),
    }
}

fn json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn is_same(route: &str, held: &str) -> bool {
    let plain = |route: &str| {
        route
            .trim_end_matches("index.html")
            .trim_end_matches('/')
            .to_owned()
    };
    !held.is_empty() && plain(route) == plain(held)
}

/// Whether a byte ends an address in HTML, XML, JSON, Markdown or a list of lines.
fn is_end(byte: u8) -> bool {
    byte <= b' ' || b"\"'()<>[]{},|`\\".contains(&byte)
}

/// The address around a place.
fn token(bytes: &[u8], place: &std::ops::Range<usize>) -> String {
    const LONGEST: usize = 2_000;
    let before = bytes[..place.start]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|byte| !is_end(**byte));
    let start = place.start - before.count();
    // `</a>` is no address.
    if start > 0 && bytes[start - 1] == b'<' {
        return String::new();
    }
    let after = bytes[place.end..]
        .iter()
        .take(LONGEST)
        .take_while(|byte| !is_end(**byte));
    let end = place.end + after.count();
    let token = String::from_utf8_lossy(&bytes[start..end]);
    // `href=/a/` without quotes, `0; url=/a/` of a refresh.
    token
        .rsplit_once("=/")
        .map_or_else(|| token.to_string(), |(_, path)| format!("/{path}"))
}

/// Whether a token is an address, and no word of a text.
fn is_address(token: &str) -> bool {
    token.contains("://") || token.starts_with('/') || token.starts_with('.') || token.ends_with('/')
}

/// Whether a place is the last part of an address.
fn is_file(bytes: &[u8], place: &std::ops::Range<usize>) -> bool {
    let before = place.start.checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(place.end).copied().unwrap_or(b' ');
    before == Some(b'/') && (is_end(after) || matches!(after, b'#' | b'?' | b'&'))
}

/// Whether a headline stands by itself, or is so long that it stands nowhere by chance.
fn is_headline(bytes: &[u8], place: &std::ops::Range<usize>) -> bool {
    let before = &bytes[..place.start];
    let after = &bytes[place.end..];
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    if is_word(before.last()) || is_word(after.first()) {
        return false;
    }
    let words = bytes[place.clone()]
        .split(|byte| *byte == b' ')
        .filter(|word| !word.is_empty());
    if words.count() >= MANY {
        return true;
    }
    let before = before.iter().rev().find(|byte| !byte.is_ascii_whitespace());
    let after = after.iter().find(|byte| !byte.is_ascii_whitespace());
    let opens = before.is_none_or(|byte| b">\"'[".contains(byte));
    let closes = after.is_none_or(|byte| b"<\"']\\".contains(byte));
    opens && closes
}
