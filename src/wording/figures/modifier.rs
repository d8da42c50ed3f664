//! The words around a figure that bend it: `more than`, `up to`, `about`, `+`.

use super::Modifier;
use super::token::Tokens;

const BEFORE: [(&[&str], Modifier); 36] = [
    (&["no", "more", "than"], Modifier::UpTo),
    (&["not", "more", "than"], Modifier::UpTo),
    (&["no", "fewer", "than"], Modifier::AtLeast),
    (&["no", "less", "than"], Modifier::AtLeast),
    (&["as", "much", "as"], Modifier::UpTo),
    (&["as", "many", "as"], Modifier::UpTo),
    (&["as", "little", "as"], Modifier::AtLeast),
    (&["as", "few", "as"], Modifier::AtLeast),
    (&["a", "maximum", "of"], Modifier::UpTo),
    (&["a", "minimum", "of"], Modifier::AtLeast),
    (&["an", "estimated"], Modifier::About),
    (&["more", "than"], Modifier::MoreThan),
    (&["greater", "than"], Modifier::MoreThan),
    (&["higher", "than"], Modifier::MoreThan),
    (&["less", "than"], Modifier::LessThan),
    (&["fewer", "than"], Modifier::LessThan),
    (&["lower", "than"], Modifier::LessThan),
    (&["up", "to"], Modifier::UpTo),
    (&["at", "least"], Modifier::AtLeast),
    (&["at", "most"], Modifier::UpTo),
    (&["close", "to"], Modifier::Nearly),
    (&["upwards", "of"], Modifier::MoreThan),
    (&["upward", "of"], Modifier::MoreThan),
    (&["over"], Modifier::MoreThan),
    (&["above"], Modifier::MoreThan),
    (&["exceeding"], Modifier::MoreThan),
    (&["under"], Modifier::LessThan),
    (&["below"], Modifier::LessThan),
    (&["nearly"], Modifier::Nearly),
    (&["almost"], Modifier::Nearly),
    (&["about"], Modifier::About),
    (&["around"], Modifier::About),
    (&["roughly"], Modifier::About),
    (&["approximately"], Modifier::About),
    (&["some"], Modifier::About),
    (&["circa"], Modifier::About),
];

/// What the words before a token say of the number that starts there.
///
/// `over` and `under` bend an amount, yet `under 18` names an age: a bare number needs more than these.
pub(super) fn modifier_before(tokens: &Tokens, start: usize) -> Option<Modifier> {
    let found = before(tokens, start)?;
    let weak = tokens.was(start, 1, &["over", "above", "under", "below"]);
    (!weak).then_some(found)
}

/// Any modifier before a figure.
pub(super) fn before(tokens: &Tokens, start: usize) -> Option<Modifier> {
    let previous = tokens.before(start)?;
    match previous.kind {
        super::token::Kind::Mark('~' | '≈') => return Some(Modifier::About),
        super::token::Kind::Mark('<' | '≤') => return Some(Modifier::LessThan),
        super::token::Kind::Mark('>' | '≥') => return Some(Modifier::MoreThan),
        super::token::Kind::Word => {}
        _ => return None,
    }
    let matches = |words: &[&str]| {
        words
            .iter()
            .rev()
            .enumerate()
            .all(|(back, word)| tokens.back(start, back + 1).eq_ignore_ascii_case(word))
    };
    BEFORE
        .iter()
        .find(|(words, _)| matches(words))
        .map(|(_, modifier)| *modifier)
}

/// What stands after a figure: `+`, `or more`; with the token after it where it belongs to the figure's own text.
pub(super) fn after(tokens: &Tokens, next: usize) -> Option<(Modifier, usize)> {
    if tokens.is_mark(next, '+') && !tokens.gap(next) {
        return Some((Modifier::AtLeast, next + 1));
    }
    if tokens.is(next, &["or"]) {
        let modifier = match () {
            () if tokens.is(next + 1, &["more", "higher", "above"]) => Modifier::AtLeast,
            () if tokens.is(next + 1, &["less", "fewer", "lower", "below"]) => Modifier::UpTo,
            () => return None,
        };
        return Some((modifier, next));
    }
    None
}
