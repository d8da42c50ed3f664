//! YAML text to a [`Node`] tree, by granit-parser's events.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::node::{Key, Node, Value};
use crate::source_path::SourcePath;
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most nodes that one front matter may hold, aliases counted as often as they are used:
/// far above any real one, far below what an alias bomb needs.
const MOST_NODES: usize = 50_000;

/// The deepest nesting; front matter needs five.
const DEEPEST: usize = 64;

/// Parses one YAML document. `offset` is where `text` starts in its file.
/// Returns the root (null for an empty document) or the first syntax error.
pub fn parse(file: &SourcePath, text: &str, offset: usize) -> Result<Node, Diagnostic> {
    let mut builder = Builder {
        file,
        offset,
        text,
        anchors: BTreeMap::new(),
        nodes: 0,
    };
    let mut events = Parser::new_from_str(text);
    let mut root = None;
    while let Some(next) = events.next_event() {
        let (event, span) = next.map_err(|error| builder.syntax(&error))?;
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
            _ if root.is_some() => {
                return Err(builder.error(span_range(&span), "a second document starts here"));
            }
            event => root = Some(builder.node(event, &span, &mut events, 0)?),
        }
    }
    Ok(root.unwrap_or(Node {
        value: Value::Null,
        range: offset..offset,
    }))
}

type Events<'t> = Parser<'t, granit_parser::StrInput<'t>>;

struct Builder<'f> {
    file: &'f SourcePath,
    offset: usize,
    text: &'f str,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn node(
        &mut self,
        event: Event<'_>,
        span: &granit_parser::Span,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Node, Diagnostic> {
        let range = span_range(span);
        self.count(1, &range)?;
        if depth > DEEPEST {
            return Err(self.error(range, "this is nested too deeply"));
        }
        let start = self.shift(range.clone());
        let (anchor, value, end) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                (anchor, scalar(&text, style, tag.is_some()), start.end)
            }
            Event::SequenceStart(_, anchor, _) => {
                let (items, end) = self.list(events, depth)?;
                (anchor, Value::List(items), end)
            }
            Event::MappingStart(_, anchor, _) => {
                let (entries, end) = self.table(events, depth)?;
                (anchor, Value::Table(entries), end)
            }
            Event::Alias(id) => return self.alias(id, range),
            _ => return Err(self.error(range, "this is not expected here")),
        };
        let node = Node {
            value,
            range: start.start..end.max(start.end),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, events: &mut Events<'_>, depth: usize) -> Result<(Vec<Node>, usize), Diagnostic> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next(events)?;
            if event == Event::SequenceEnd {
                return Ok((items, self.shift(span_range(&span)).end));
            }
            items.push(self.node(event, &span, events, depth + 1)?);
        }
    }

    fn table(
        &mut self,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<(Vec<(Key, Node)>, usize), Diagnostic> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, span) = self.next(events)?;
            if event == Event::MappingEnd {
                return Ok((entries, self.shift(span_range(&span)).end));
            }
            let key = self.node(event, &span, events, depth + 1)?;
            let Value::Scalar { text: name, .. } = key.value else {
                return Err(self.error(span_range(&span), "a key must be a single word"));
            };
            let (event, span) = self.next(events)?;
            let node = self.node(event, &span, events, depth + 1)?;
            entries.push((
                Key {
                    name,
                    range: key.range,
                },
                node,
            ));
        }
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Result<Node, Diagnostic> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            return Err(self.error(range, "this alias has no anchor before it"));
        };
        self.count(count_nodes(&node), &range)?;
        Ok(node)
    }

    fn count(&mut self, more: usize, range: &Range<usize>) -> Result<(), Diagnostic> {
        self.nodes = self.nodes.saturating_add(more);
        if self.nodes > MOST_NODES {
            return Err(self.error(
                range.clone(),
                format!("this front matter holds more than {MOST_NODES} values"),
            ));
        }
        Ok(())
    }

    fn next<'t>(&self, events: &mut Events<'t>) -> Result<(Event<'t>, granit_parser::Span), Diagnostic> {
        match events.next_event() {
            Some(Ok(pair)) => Ok(pair),
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Err(self.error(
                self.text.len()..self.text.len(),
                "the front matter ends too early",
            )),
        }
    }

    fn syntax(&self, error: &granit_parser::ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let mut info = error.info();
        if let Some(cut) = info.find(" at byte ").or_else(|| info.find(" at char ")) {
            info.truncate(cut);
        }
        match place_of_fault(self.text, at, &info) {
            Some((range, hint)) => self.error(range, info).hint(hint),
            None => self.error(at..at, info),
        }
    }

    fn error(&self, range: Range<usize>, message: impl std::fmt::Display) -> Diagnostic {
        let span = Span::new(self.file, self.shift(range));
        Diagnostic::new(Code::YamlSyntax, span, format!("the YAML cannot be read: {message}"))
            .hint("put quotes around a value that holds `: `, ` #` or starts with one of [ ] { } & * ! | > ' \" % @ `")
    }

    fn shift(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.offset..range.end + self.offset
    }
}

/// Where a writer should look, and how to mend it, where the parser stops only after the fault.
fn place_of_fault(text: &str, at: usize, info: &str) -> Option<(Range<usize>, &'static str)> {
    let before = text.get(..at)?;
    if info.contains("tab") {
        let from = before.trim_end_matches('\t').len();
        let to = at + text[at..].len() - text[at..].trim_start_matches('\t').len();
        return Some((from..to, "indent with spaces: YAML takes no tabs"));
    }
    if info.contains("quoted scalar") {
        let opening = before
            .match_indices(['"', '\''])
            .map(|(quote, _)| quote)
            .rfind(|quote| before[..*quote].ends_with([' ', '[', '{', ',', '\n']))?;
        return Some((opening..opening + 1, "close the quotation mark that opens here"));
    }
    if info.contains("unexpected character") {
        let control =
            text[at..].find(|mark: char| mark.is_control() && !matches!(mark, '\n' | '\r' | '\t'))?;
        return Some((
            at + control..at + control,
            "remove the invisible control character",
        ));
    }
    None
}

fn span_range(span: &granit_parser::Span) -> Range<usize> {
    span.byte_range().unwrap_or(0..0)
}

fn scalar(text: &str, style: ScalarStyle, tagged: bool) -> Value {
    let plain = matches!(style, ScalarStyle::Plain) && !tagged;
    if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Scalar {
        text: text.to_owned(),
        plain,
    }
}

fn count_nodes(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(count_nodes).sum(),
        Value::Table(entries) => entries.iter().map(|(_, node)| 1 + count_nodes(node)).sum(),
        Value::Null | Value::Scalar { .. } => 0,
    }
}
