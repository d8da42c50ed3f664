//! The noun that a number counts: `1,200 employees`, `registered voters`, `27 EU countries`.

use super::lexicon::{
    ATTRIBUTE, DEFINITE, DISCOURSE, DURATION, FUNCTION, NO_PLURAL, NUMBER, PEOPLE, PLURAL, WORLD,
};
use super::token::{Kind, Tokens};

/// How many words may stand between a number and its noun.
const MOST_BETWEEN: usize = 3;

/// What a number counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    /// The token of the noun.
    pub(super) at: usize,
    /// Whether it is a thing of the text's own, a span of time, people, or a place.
    pub(super) sort: Sort,
}

/// What sort of thing is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Time,
    Discourse,
    People,
    World,
    Other,
}

/// The noun after a number, `of` and its determiner included where the number is one of many things.
pub(super) fn noun(tokens: &Tokens, next: usize) -> Option<Noun> {
    let mut at = next;
    if tokens.is(at, &["of"]) {
        at += 1;
        if tokens.has(at, DEFINITE) {
            at += 1;
        }
        at += usize::from(tokens.is(at, &["most"]));
    } else if tokens.is(at, &["more", "fewer", "other"]) {
        at += 1;
    }
    let first = at;
    for _ in 0..=MOST_BETWEEN {
        at = after_hyphen(tokens, at)?;
        if at > first && is_verb(tokens, at) {
            return None;
        }
        // `12 works`, `73 home runs`: after a number these are no verbs.
        let made = tokens.is(at, &["works", "runs"]) && (at == first || tokens.was(at, 1, &["home"]));
        if made || is_plural(tokens, at) {
            return Some(extended(tokens, at));
        }
        let bare = tokens.has(at, FUNCTION | NUMBER) && !is_capitals(tokens.word(at));
        if bare && !tokens.is(at, &["living", "over"]) {
            return None;
        }
        at += 1;
        if !tokens
            .get(at)
            .is_some_and(|token| token.gap || token.kind == Kind::Mark('-'))
        {
            return None;
        }
    }
    None
}

/// `in 12 Angry Men`, `The 39 Steps`: names of works, where the text around them is not in capitals too.
pub(super) fn is_work(tokens: &Tokens, start: usize, next: usize, noun: usize) -> bool {
    const PRIZES: &[&str] = &[
        "awards",
        "nominations",
        "prizes",
        "trophies",
        "championships",
        "games",
    ];
    let capitals = (next..=noun).all(|at| tokens.is_capital(at));
    let plain = start > 0
        && tokens.is_word(start - 1)
        && (!tokens.is_capital(start - 1) || tokens.was(start, 1, &["the"]));
    let word = tokens.word(noun);
    let known = is_demonym(word) || is_initials(word) || tokens.is(noun, PRIZES);
    capitals && plain && !known && !tokens.is_capital(noun + 1)
}

/// `a 404 error greeted readers`: a past form after another word ends the phrase, unless an adverb bends it.
fn is_verb(tokens: &Tokens, at: usize) -> bool {
    let bent = ["ly", "ed"]
        .iter()
        .any(|ending| tokens.word(at - 1).ends_with(ending));
    tokens.word(at).len() > 4 && tokens.word(at).ends_with("ed") && tokens.gap(at) && !bent
}

/// The last word of a compound such as `low-paid`; `None` where no word stands.
fn after_hyphen(tokens: &Tokens, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..2 {
        if tokens.is_mark(at + 1, '-') && !tokens.gap(at + 1) && !tokens.gap(at + 2) && tokens.is_word(at + 2)
        {
            at += 2;
        }
    }
    tokens.is_word(at).then_some(at)
}

/// Whether a word is a plural noun, by its form.
fn is_plural(tokens: &Tokens, at: usize) -> bool {
    if tokens.has(at, PLURAL | PEOPLE | WORLD | DISCOURSE | DURATION) {
        return !singular(tokens.word(at)) || tokens.has(at, PLURAL | PEOPLE);
    }
    if tokens.has(at, FUNCTION | NO_PLURAL) {
        return false;
    }
    let word = tokens.word(at);
    if is_initials(word) || DEMONYMS.contains(&word) {
        return true;
    }
    // `iPods`, but not `iTunes users`
    if word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        let last = !tokens.is_word(at + 1) || tokens.has(at + 1, FUNCTION);
        return word.ends_with('s') && last;
    }
    let persons = word.len() > 6
        && ["men", "children", "people"]
            .iter()
            .any(|ending| word.ends_with(ending));
    if persons && !matches!(word, "specimen" | "regimen" | "abdomen") {
        return !tokens.is_capital(at) || is_demonym(word);
    }
    let formed = word.len() >= 4
        && word.ends_with('s')
        && !["ss", "us", "is", "'s", "’s", "ous"]
            .iter()
            .any(|ending| word.ends_with(ending));
    formed && (!tokens.is_capital(at) || is_demonym(word))
}

/// `US`, `IT`, `WHO`: no pronouns, but names.
fn is_capitals(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `NGOs`, `GPUs`
fn is_initials(word: &str) -> bool {
    word.len() >= 3
        && word
            .strip_suffix('s')
            .is_some_and(|letters| letters.bytes().all(|byte| byte.is_ascii_uppercase()))
}

fn singular(word: &str) -> bool {
    !word.ends_with('s') && !matches!(word, "feet" | "eyes")
}

/// People by where they belong whose name has no ending of its own.
const DEMONYMS: &[&str] = &[
    "Britons",
    "Swedes",
    "Danes",
    "Poles",
    "Finns",
    "Turks",
    "Kurds",
    "Arabs",
    "Czechs",
    "Serbs",
    "Scots",
    "Croats",
    "Jews",
    "Muslims",
    "Hindus",
    "Sikhs",
    "Catholics",
    "Protestants",
    "Evangelicals",
    "Tories",
    "Conservatives",
    "Liberals",
    "Marines",
    "Iraqis",
    "Israelis",
    "Pakistanis",
    "Bangladeshis",
    "Saudis",
    "Kuwaitis",
    "Yemenis",
    "Spaniards",
    "Filipinos",
    "Latinos",
    "Hispanics",
    "Slovaks",
    "Slovenes",
    "Swiss",
    "Kiwis",
    "Thais",
    "Somalis",
    "Uzbeks",
    "Tutsis",
    "Hutus",
    "Uighurs",
    "Uyghurs",
];

/// `Americans`, `Democrats`, `New Yorkers`: people by where they belong.
pub(super) fn is_demonym(word: &str) -> bool {
    let formed = ["ans", "crats", "ers", "ists", "eks", "nes"]
        .iter()
        .any(|ending| word.ends_with(ending));
    formed || DEMONYMS.contains(&word)
}

/// `two Americans`, `three Iraqis`
fn is_people(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    tokens.is_capital(at) && (word.ends_with("ans") || word.ends_with("crats") || DEMONYMS.contains(&word))
}

/// `British`, `Iraqi`, `UN`: where those who are counted come from.
pub(super) fn is_origin(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["an", "ish", "ese", "ench", "utch", "eek", "i", "wiss", "zech"];
    is_capitals(word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// `sales jobs`, `dock workers`: a second plural is the noun that is meant.
fn extended(tokens: &Tokens, at: usize) -> Noun {
    let follows = tokens.gap(at + 1) && is_plural(tokens, at + 1);
    let at = if tokens.has(at, ATTRIBUTE) && follows {
        at + 1
    } else {
        at
    };
    let sort = if tokens.has(at, DURATION) {
        Sort::Time
    } else if tokens.has(at, PEOPLE) || is_people(tokens, at) {
        Sort::People
    } else if tokens.has(at, DISCOURSE) {
        Sort::Discourse
    } else if tokens.has(at, WORLD) {
        Sort::World
    } else {
        Sort::Other
    };
    Noun { at, sort }
}
