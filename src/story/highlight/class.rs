//! The classes of highlighted words, and their colours on light and dark paper.

use std::collections::HashMap;
use std::sync::LazyLock;

use syntect::parsing::Scope;

/// What a word is, to a reader of code. Marks are plain, or of the class around them: colouring every comma and
/// bracket doubles the HTML and tells nobody anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Plain,
    Comment,
    String,
    Number,
    Constant,
    Keyword,
    Operator,
    Function,
    Type,
    Variable,
    Tag,
    Attribute,
    Heading,
    Inserted,
    Deleted,
}

impl Class {
    /// Grammars call `and` and `not` operators; readers take them for keywords.
    pub(super) fn of_word(self, word: &str) -> Class {
        match self {
            Class::Operator if word.starts_with(char::is_alphabetic) => Class::Keyword,
            class => class,
        }
    }

    /// The class in HTML: short, because a page of code repeats it hundreds of times.
    pub(super) fn name(self) -> &'static str {
        match self {
            Class::Plain => "",
            Class::Comment => "hl-c",
            Class::String => "hl-s",
            Class::Number => "hl-n",
            Class::Constant => "hl-o",
            Class::Keyword => "hl-k",
            Class::Operator => "hl-r",
            Class::Function => "hl-f",
            Class::Type => "hl-t",
            Class::Variable => "hl-v",
            Class::Tag => "hl-g",
            Class::Attribute => "hl-a",
            Class::Heading => "hl-h",
            Class::Inserted => "hl-i",
            Class::Deleted => "hl-d",
        }
    }
}

/// Tells the class of scopes, and remembers it: a grammar uses the same few hundred over and over.
#[derive(Default)]
pub(super) struct Classifier {
    known: HashMap<Scope, Option<Class>>,
}

impl Classifier {
    /// The class of words in a scope that stands in words of the class `outer`.
    pub(super) fn class_in(&mut self, outer: Class, scope: Scope) -> Class {
        let class = *self.known.entry(scope).or_insert_with(|| find_class(scope));
        match (outer, class) {
            (outer, None) => outer,
            // A key in quotes is a key.
            (Class::Tag, Some(Class::String)) => Class::Tag,
            (_, Some(class)) => class,
        }
    }
}

/// The longest name in the table that begins the scope's name decides.
fn find_class(scope: Scope) -> Option<Class> {
    let named = CLASSES.iter().filter(|(prefix, _)| prefix.is_prefix_of(scope));
    named
        .max_by_key(|(prefix, _)| prefix.len())
        .map(|(_, class)| *class)
}

static CLASSES: LazyLock<Vec<(Scope, Class)>> = LazyLock::new(|| {
    let names = SCOPES
        .iter()
        .flat_map(|(class, names)| names.split_whitespace().map(|name| (name, *class)));
    names
        .filter_map(|(name, class)| Some((Scope::new(name).ok()?, class)))
        .collect()
});

/// Names of Sublime Text's scope naming guide, and some that grammars add; others take the class around them.
const SCOPES: &[(Class, &str)] = &[
    (
        Class::Plain,
        "source text meta.interpolation meta.embedded meta.template.expression keyword.operator.accessor",
    ),
    (Class::Comment, "comment markup.quote"),
    (
        Class::String,
        "string keyword.other.template markup.raw markup.underline.link",
    ),
    (Class::Number, "constant.numeric"),
    (
        Class::Constant,
        "constant support.constant entity.name.constant entity.name.label markup.changed",
    ),
    (Class::Keyword, "keyword storage variable.language"),
    (Class::Operator, "keyword.operator variable.language.star"),
    (
        Class::Function,
        "entity.name.function entity.name.macro support.function support.macro variable.function",
    ),
    (
        Class::Type,
        "entity.name entity.other.inherited-class support.class support.type",
    ),
    (
        Class::Variable,
        "variable entity.name.variable support.variable constant.other.database-name constant.other.table-name",
    ),
    (Class::Tag, "entity.name.tag meta.mapping.key.json"),
    (
        Class::Attribute,
        "entity.other.attribute-name support.type.property-name variable.annotation",
    ),
    (
        Class::Heading,
        "markup.heading entity.name.section entity.name.table meta.diff.header meta.diff.range",
    ),
    (Class::Inserted, "markup.inserted"),
    (Class::Deleted, "markup.deleted"),
];

/// Colours are custom properties, so that a site can change one; the papers are the theme's two tints.
pub(super) const STYLESHEET: &str = "\
:root {
  --hl-comment: #6b665c; --hl-string: #2b662f; --hl-number: #8f4400; --hl-constant: #7a4d00;
  --hl-keyword: #8b1e5b; --hl-operator: #5a5148; --hl-function: #1d4f91;
  --hl-type: #0b5e55; --hl-variable: #5b4636; --hl-tag: #7d2a1e; --hl-attribute: #6b4c0a;
  --hl-inserted: #1f6b35; --hl-deleted: #a3262a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --hl-comment: #a39d8f; --hl-string: #9ecb8a; --hl-number: #e6a96b; --hl-constant: #e0b36a;
    --hl-keyword: #e593bd; --hl-operator: #c9c0b0; --hl-function: #8fbbf0;
    --hl-type: #6fc7b8; --hl-variable: #d8c3ae; --hl-tag: #f0958a; --hl-attribute: #d9bf6e;
    --hl-inserted: #8fd19e; --hl-deleted: #f29a97;
  }
}
.hl-c { color: var(--hl-comment); font-style: italic }
.hl-s { color: var(--hl-string) }
.hl-n { color: var(--hl-number) }
.hl-o { color: var(--hl-constant) }
.hl-k { color: var(--hl-keyword) }
.hl-r { color: var(--hl-operator) }
.hl-f { color: var(--hl-function) }
.hl-t { color: var(--hl-type) }
.hl-v { color: var(--hl-variable) }
.hl-g { color: var(--hl-tag) }
.hl-a { color: var(--hl-attribute) }
.hl-h { font-weight: 700 }
.hl-i { color: var(--hl-inserted) }
.hl-d { color: var(--hl-deleted) }
";
