//! Finds the fences of components, `:::name {…}` and `:::`, in a Markdown text.
//!
//! The Markdown parser knows no containers. Each fence line is overwritten, byte for byte, by an
//! HTML processing instruction: the parser then reports one HTML block at the place of the fence and
//! every other place stays true. Code and HTML blocks are found by the parser itself and left alone.

use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// A fence line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// `:::name {attributes}`
    Open {
        /// The name's range.
        name: Range<usize>,
        /// The range between the braces, if there are any.
        attributes: Option<Range<usize>>,
        /// The line without its indentation and break.
        line: Range<usize>,
        /// The body, where it is TOML rows.
        rows: Option<Range<usize>>,
    },
    /// A line that starts like an opening fence but cannot be read.
    Broken {
        /// The line without its indentation and break.
        line: Range<usize>,
    },
    /// `:::`
    Close {
        /// The line without its indentation and break.
        line: Range<usize>,
    },
}

/// A text whose fences are masked, and the fences by the start of their line.
pub struct Fenced {
    /// The text to parse, equally long.
    pub text: String,
    /// The fences, by the start of their line.
    pub fences: BTreeMap<usize, Fence>,
}

/// Masks the fences of a text; `None` when it has none.
pub fn find(text: &str, options: Options) -> Option<Fenced> {
    if !text.contains(":::") || !lines(text).any(|line| colons(&text[line]) >= 3) {
        return None;
    }
    let literal = literal_ranges(text, options);
    let mut masked = text.as_bytes().to_vec();
    let mut fences = BTreeMap::new();
    let mut skip_to = 0;
    let mut literal = literal.into_iter().peekable();
    for line in lines(text) {
        // Both run in the order of the text, so that one pass is enough.
        while literal.next_if(|range| range.end <= line.start).is_some() {}
        let inside = literal.peek().is_some_and(|range| range.start <= line.start);
        if line.start < skip_to || inside || colons(&text[line.clone()]) < 3 {
            continue;
        }
        let indent = text[line.clone()].len() - text[line.clone()].trim_start_matches(' ').len();
        let fence = read_fence(text, &(line.start + indent..line.end));
        mask_line(&mut masked, &line);
        if let Fence::Open { rows: Some(rows), .. } = &fence {
            blank(&mut masked, rows);
            skip_to = rows.end;
        }
        fences.insert(line.start, fence);
    }
    // Only whole characters were overwritten, by ASCII.
    let text = String::from_utf8(masked).expect("masking keeps UTF-8 whole");
    Some(Fenced { text, fences })
}

/// How many colons a line starts with, after at most three spaces.
fn colons(line: &str) -> usize {
    let rest = line.trim_start_matches(' ');
    if line.len() - rest.len() > 3 {
        return 0;
    }
    rest.len() - rest.trim_start_matches(':').len()
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
        let line = at..end - usize::from(text[at..end].ends_with('\r'));
        at = end + 1;
        Some(line)
    })
}

/// The ranges of code and HTML blocks, as the parser sees them.
fn literal_ranges(text: &str, options: Options) -> Vec<Range<usize>> {
    Parser::new_ext(text, options)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)))
        .map(|(_, range)| range)
        .collect()
}

fn read_fence(text: &str, line: &Range<usize>) -> Fence {
    let content = &text[line.clone()];
    let rest = content.trim_start_matches([' ', ':']);
    let start = line.end - rest.len();
    if rest.trim().is_empty() {
        return Fence::Close { line: line.clone() };
    }
    let name_length = rest
        .find(|mark: char| !(mark.is_alphanumeric() || matches!(mark, '-' | '_')))
        .unwrap_or(rest.len());
    let name = start..start + name_length;
    // Pandoc allows colons after the opening, as decoration.
    let tail = text[name.end..line.end].trim().trim_end_matches(':').trim_end();
    let attributes = match tail.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
        Some(inner) => {
            let from = line.start + content.find('{').expect("the tail starts with a brace") + 1;
            Some(from..from + inner.len())
        }
        None if tail.is_empty() => None,
        None => return Fence::Broken { line: line.clone() },
    };
    if name.is_empty() {
        return Fence::Broken { line: line.clone() };
    }
    let rows = rows_range(text, line.end);
    Fence::Open {
        name,
        attributes,
        line: line.clone(),
        rows,
    }
}

/// A body whose first line with words starts with `[[` is TOML rows, up to the closing fence.
fn rows_range(text: &str, line_end: usize) -> Option<Range<usize>> {
    let start = text[line_end..].find('\n').map(|at| line_end + at + 1)?;
    let body = text[start..].trim_start();
    let head = body.trim_start_matches("[[");
    let is_table = head.len() < body.len() && head.starts_with(|mark: char| mark.is_alphabetic());
    // `[[` may also begin a Markdown link in brackets: a TOML header ends its line with `]]`.
    let first_line = body.lines().next().unwrap_or_default();
    if !is_table
        || !first_line
            .split('#')
            .next()
            .unwrap_or_default()
            .trim_end()
            .ends_with("]]")
    {
        return None;
    }
    // Without a closing fence nobody knows where the rows end: they are left to the Markdown parser,
    // and the component is reported as never closed.
    let closing = lines(&text[start..]).find(|line| colons(&text[start..][line.clone()]) >= 3)?;
    Some(start..start + closing.start)
}

/// Overwrites `:::…` by `<?…?>` of the same length; three colons become `<?>`, which is one too.
fn mask_line(masked: &mut [u8], line: &Range<usize>) {
    let indent = masked[line.clone()]
        .iter()
        .take_while(|byte| **byte == b' ')
        .count();
    let body = &mut masked[line.start + indent..line.end];
    body.fill(b' ');
    let last = body.len() - 1;
    body[0] = b'<';
    body[1] = b'?';
    body[last] = b'>';
    if last > 2 {
        body[last - 1] = b'?';
    }
}

fn blank(masked: &mut [u8], range: &Range<usize>) {
    for byte in &mut masked[range.clone()] {
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// What cannot be read among attributes, and where in their text.
pub struct AttributeError {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub message: String,
}

/// Reads `key=value key="two words" #id .class`; the error says what cannot be read.
pub fn read_attributes(text: &str) -> Result<BTreeMap<String, String>, AttributeError> {
    let mut attributes = BTreeMap::new();
    let mut rest = text.trim_start();
    while let Some(mark) = rest.chars().next() {
        let start = text.len() - rest.len();
        let fault = |message| AttributeError {
            range: start..start + rest.find(char::is_whitespace).unwrap_or(rest.len()),
            message,
        };
        let (key, value, after) = match mark {
            '#' => read_short("id", &rest[1..]),
            '.' => read_short("class", &rest[1..]),
            _ => read_pair(rest).map_err(fault)?,
        };
        let slot: &mut String = attributes.entry(key.to_owned()).or_default();
        if key == "class" && !slot.is_empty() {
            slot.push(' ');
            slot.push_str(&value);
        } else if slot.is_empty() {
            *slot = value;
        } else {
            return Err(fault(format!("`{key}` stands here twice")));
        }
        rest = after.trim_start();
    }
    Ok(attributes)
}

fn read_short<'t>(key: &'static str, text: &'t str) -> (&'t str, String, &'t str)
where
    'static: 't,
{
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (key, text[..end].to_owned(), &text[end..])
}

fn read_pair(text: &str) -> Result<(&str, String, &str), String> {
    let end = text
        .find(|mark: char| mark == '=' || mark.is_whitespace())
        .unwrap_or(text.len());
    let key = &text[..end];
    let Some(value) = text[end..].strip_prefix('=') else {
        return Err(format!("`{key}` has no value; write {key}=… or {key}=\"…\""));
    };
    if key.is_empty()
        || !key
            .chars()
            .all(|mark| mark.is_alphanumeric() || matches!(mark, '-' | '_'))
    {
        return Err(format!("`{key}` is no name of an attribute"));
    }
    for quote in ['"', '\'', '“'] {
        let Some(inner) = value.strip_prefix(quote) else {
            continue;
        };
        if quote == '“' {
            return Err(format!(
                "the value of `{key}` stands in typographic quotes; use \" on both sides"
            ));
        }
        let close = inner
            .find(quote)
            .ok_or_else(|| format!("the value of `{key}` lacks its closing {quote}"))?;
        return Ok((key, inner[..close].to_owned(), &inner[close + 1..]));
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    Ok((key, value[..end].to_owned(), &value[end..]))
}
