//! A stylesheet, as far as audits ask for it: the files that it loads, and colours that are certain.

use cssparser::{ParseError, Parser, ParserInput, Token};
use std::ops::Range;

/// What a stylesheet loads and sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The addresses that it names, and where.
    pub addresses: Vec<(String, usize)>,
    /// Its rules, in order.
    pub rules: Vec<StyleRule>,
}

/// A rule of a stylesheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleRule {
    /// Its selectors, as written.
    pub selectors: String,
    /// When it holds.
    pub when: When,
    /// Its declarations, without those in rules inside it.
    pub declarations: Vec<Declaration>,
}

/// A declaration of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The property; in lower case, unless it is a custom one.
    pub name: String,
    /// Its value, without `!important`.
    pub value: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// When a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// In which colour schemes.
    pub scheme: Scheme,
    /// Whether more must be so: a width, a feature of the browser.
    pub conditional: bool,
}

/// The colour schemes in which a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// In both.
    Both,
    /// By day only.
    Light,
    /// By night only.
    Dark,
    /// On paper, in forced colours and the like: nothing is known of its colours.
    Unknown,
}

/// How deep rules may stand within each other before the rest is left unread.
const DEEPEST: usize = 32;

/// Reads a stylesheet; what cannot be read is left out.
pub fn read(css: &str) -> Sheet {
    let mut input = ParserInput::new(css);
    let mut parser = Parser::new(&mut input);
    let mut sheet = Sheet::default();
    let when = When {
        scheme: Scheme::Both,
        conditional: false,
    };
    block(&mut parser, (when, None), 0, &mut sheet);
    sheet
}

/// What a token asks to be done.
enum Next {
    EndOfStatement,
    Block,
    Within(bool),
    Address(String),
    Text(String),
    Nothing,
}

/// Reads the inside of a block: declarations, rules and rules of rules.
fn block(parser: &mut Parser<'_, '_>, around: (When, Option<usize>), depth: usize, sheet: &mut Sheet) {
    let mut start = parser.position();
    loop {
        let before = parser.position();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            let range = start.byte_index()..before.byte_index();
            declare(parser.slice(start..before), range, around.1, sheet);
            return;
        };
        let next = match token {
            Token::Semicolon => Next::EndOfStatement,
            Token::CurlyBracketBlock => Next::Block,
            Token::Function(name) => {
                Next::Within(name.eq_ignore_ascii_case("url") || name.eq_ignore_ascii_case("src"))
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock => Next::Within(false),
            Token::UnquotedUrl(address) => Next::Address(address.to_string()),
            Token::QuotedString(text) => Next::Text(text.to_string()),
            _ => Next::Nothing,
        };
        match next {
            Next::EndOfStatement => {
                let range = start.byte_index()..before.byte_index();
                declare(parser.slice(start..before), range, around.1, sheet);
                start = parser.position();
            }
            Next::Block => {
                let prelude = parser.slice(start..before).trim().to_owned();
                if depth < DEEPEST {
                    let inner = open(&prelude, around, sheet);
                    nested(parser, |parser| block(parser, inner, depth + 1, sheet));
                }
                start = parser.position();
            }
            Next::Within(is_address) if depth < DEEPEST => {
                nested(parser, |parser| within(parser, is_address, depth + 1, sheet));
            }
            Next::Address(address) => sheet.addresses.push((address, before.byte_index())),
            Next::Text(text) => {
                let is_import = parser.slice(start..before).trim().eq_ignore_ascii_case("@import");
                if is_import {
                    sheet.addresses.push((text, before.byte_index()));
                }
            }
            Next::Within(_) | Next::Nothing => {}
        }
    }
}

fn nested(parser: &mut Parser<'_, '_>, read: impl FnOnce(&mut Parser<'_, '_>)) {
    let _: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|parser| {
        read(parser);
        Ok(())
    });
}

/// Reads the inside of brackets for addresses.
fn within(parser: &mut Parser<'_, '_>, is_address: bool, depth: usize, sheet: &mut Sheet) {
    loop {
        let at = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return;
        };
        let inner = match token {
            Token::UnquotedUrl(address) => {
                sheet.addresses.push((address.to_string(), at));
                None
            }
            Token::QuotedString(address) if is_address => {
                sheet.addresses.push((address.to_string(), at));
                None
            }
            Token::Function(name) => Some(name.eq_ignore_ascii_case("url")),
            Token::ParenthesisBlock => Some(false),
            _ => None,
        };
        if let Some(is_address) = inner.filter(|_| depth < DEEPEST) {
            nested(parser, |parser| within(parser, is_address, depth + 1, sheet));
        }
    }
}

/// What the block after a prelude holds: a rule of its own, or rules under a condition.
fn open(prelude: &str, around: (When, Option<usize>), sheet: &mut Sheet) -> (When, Option<usize>) {
    let (when, rule) = around;
    if prelude.starts_with('@') {
        return (condition(&prelude.to_ascii_lowercase(), when), rule);
    }
    sheet.rules.push(StyleRule {
        selectors: prelude.to_owned(),
        when,
        declarations: Vec::new(),
    });
    (when, Some(sheet.rules.len() - 1))
}

fn condition(prelude: &str, around: When) -> When {
    let words: String = prelude.chars().filter(|mark| !mark.is_whitespace()).collect();
    let has = |part: &str| words.contains(part);
    let scheme = if !words.starts_with("@media") {
        around.scheme
    } else if has("print") || has("forced-colors") || has("prefers-contrast") || has("not") || has(",") {
        Scheme::Unknown
    } else if has("prefers-color-scheme:dark") {
        Scheme::Dark
    } else if has("prefers-color-scheme:light") {
        Scheme::Light
    } else {
        around.scheme
    };
    let scheme = match (around.scheme, scheme) {
        (Scheme::Unknown, _) => Scheme::Unknown,
        (_, scheme) => scheme,
    };
    let is_plain = words == "@media(prefers-color-scheme:dark)"
        || words == "@mediascreenand(prefers-color-scheme:dark)"
        || words == "@media(prefers-color-scheme:light)"
        || words == "@mediascreenand(prefers-color-scheme:light)"
        || words == "@mediascreen";
    When {
        scheme,
        conditional: around.conditional || !is_plain,
    }
}

/// Notes a declaration of the rule at hand.
fn declare(text: &str, range: Range<usize>, rule: Option<usize>, sheet: &mut Sheet) {
    let Some(rule) = rule.and_then(|at| sheet.rules.get_mut(at)) else {
        return;
    };
    // A comment may stand before a declaration, or hide a part of it.
    let bare = text.trim_start();
    let bare = match bare.starts_with("/*") {
        true => bare.rsplit_once("*/").map_or("", |(_, rest)| rest).trim_start(),
        false => bare,
    };
    let Some((name, value)) = bare.split_once(':').filter(|_| !bare.contains("/*")) else {
        return;
    };
    let name = name.trim();
    let value = value.trim();
    let value = value
        .rsplit_once('!')
        .map_or(value, |(value, _)| value.trim_end());
    rule.declarations.push(Declaration {
        name: match name.starts_with("--") {
            true => name.to_owned(),
            false => name.to_ascii_lowercase(),
        },
        value: value.to_owned(),
        range: range.end - bare.len()..range.end - (bare.len() - bare.trim_end().len()),
    });
}
