//! Where the sentences of a paragraph end.

use std::ops::Range;

/// What stands in a text for something that is no text: a citation, a claim.
const HOLE: char = '\u{FFFC}';

/// Short forms after which a stop ends no sentence, whatever follows.
const TITLES: &str = "mr mrs ms dr prof rev hon gen col lt capt cmdr sgt gov sen rep pres st ste mt ft messrs mme mlle fr sr \
    herr supt insp adm maj vs v cf no nos vol fig figs art sec ch pp p para eq e.g i.e viz approx ca c al ed eds est bros \
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur fri sat sun u.n.-backed rs hrn nr bzw z.b";

/// Short forms that may stand at a sentence's end: the next word's capital decides.
const OPEN_FORMS: &str = "inc corp co ltd llc plc bros jr sr etc a.m p.m u.s u.k u.n e.u d.c ph.d m.d b.a m.a ave blvd rd mio mrd \
    bn mln dept univ assn calif mass conn fla tex";

/// Words that go on after `10 a.m.`: days, months, time zones.
const AFTER_CLOCK: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July \
    August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu \
    Thurs Fri Sat Sun ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST JST AEST Eastern Central \
    Pacific Mountain Greenwich London Moscow Tokyo Beijing Paris Berlin New Christmas Easter Thanksgiving";

/// Words that begin sentences: after `U.S.` they tell that one ended.
const OPENERS: &str = "The A An This That These Those It He She They We I In On At But And Or For From With By As If When While \
    Its His Her Their Our After Before Since There Then However Meanwhile Last Next No Not Some Many Most What Who How Why";

/// The sentences of one paragraph, in order, without the space between them. A line break is a space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(offset) = text[at..].find(is_stop) {
        let stop = at + offset;
        let end = closed(text, stop);
        if is_end(text, start, stop, end) {
            push(text, start..end, &mut found);
            start = end;
        }
        at = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

fn is_stop(mark: char) -> bool {
    matches!(mark, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

/// Keeps a range without the space around it, if anything is left; holes alone belong to the sentence before.
fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.start + part.trim_end().len();
    if start >= end {
        return;
    }
    let only_holes = text[start..end]
        .chars()
        .all(|mark| mark == HOLE || mark.is_whitespace());
    match found.last_mut() {
        Some(last) if only_holes => last.end = end,
        _ => found.push(start..end),
    }
}

/// The end of what closes with a stop: more stops, closing quotes and brackets, and holes behind them.
fn closed(text: &str, stop: usize) -> usize {
    let closes = |mark: char| {
        is_stop(mark) || matches!(mark, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '\u{20dd}')
    };
    let rest = &text[stop..];
    let mut end = stop + rest.find(|mark| !closes(mark)).unwrap_or(rest.len());
    // `[1]` behind the stop notes what stands before it.
    while let Some(note) = text[end..].strip_prefix('[') {
        let digits = note.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) || !note[digits..].starts_with(']') {
            break;
        }
        end += digits + 2;
    }
    // A quote that opens the next sentence stands after a space, so it is not reached; a hole may.
    loop {
        let rest = &text[end..];
        let spaces = rest.len()
            - rest
                .trim_start_matches([' ', '\n', '\t', '\r', '\u{a0}', '\u{202f}'])
                .len();
        if !rest[spaces..].starts_with(HOLE) {
            return end;
        }
        end += spaces + HOLE.len_utf8();
    }
}

/// Whether a stop that closes at `end` ends the sentence that began at `start`.
fn is_end(text: &str, start: usize, stop: usize, end: usize) -> bool {
    let rest = &text[end..];
    let next = rest.trim_start();
    let mut letters = next.trim_start_matches(is_opening).chars();
    let Some(following) = letters.next() else {
        return true;
    };
    // `iPhone`, `eBay`: a name that begins small.
    let small = following.is_lowercase() && !letters.next().is_some_and(char::is_uppercase);
    let wide = text[stop..].starts_with(['。', '！', '？', '।', '؟']);
    let holes = text[stop..end].contains(HOLE);
    if wide {
        return true;
    }
    if rest.len() == next.len() && !holes {
        // `3.5`, `example.org`, `U.S.`: nothing stands between.
        return false;
    }
    let ends_aloud = text[stop..end].contains(['!', '?']);
    if ends_aloud || text[stop..end].starts_with("..") || text[stop..].starts_with('…') {
        return !small;
    }
    !small && !is_short_form(&text[start..stop], next, following)
}

fn is_opening(mark: char) -> bool {
    matches!(mark, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '„' | '¿' | '¡')
}

/// Whether the stop belongs to the word before it and so ends nothing.
fn is_short_form(before: &str, next: &str, following: char) -> bool {
    let from = before
        .rfind(|mark: char| mark.is_whitespace() || is_opening(mark) || matches!(mark, '—' | '–' | '/'));
    let word = from.map_or(before, |at| {
        before[at..].trim_start_matches(|mark: char| !mark.is_alphanumeric())
    });
    if word.len() > 12 || word.is_empty() {
        return false;
    }
    let lower = word.to_lowercase();
    let listed = |list: &str| list.split_whitespace().any(|form| form == lower);
    let next_word = next
        .split(|mark: char| !mark.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or("");
    let opens = OPENERS.split_whitespace().any(|opener| opener == next_word);
    if lower == "no"
        || lower == "nos"
        || word == "p"
        || lower == "sec"
        || lower == "art"
        || lower == "est"
        || lower == "ed"
    {
        return following.is_ascii_digit();
    }
    if ["mar", "sat", "sun", "jan", "dec", "may", "mon", "fig", "eq", "ch"].contains(&lower.as_str()) {
        return following.is_ascii_digit() || (word.starts_with(char::is_uppercase) && !opens);
    }
    if lower == "st" {
        return !opens;
    }
    if ["a.m", "p.m"].contains(&lower.as_str()) {
        return following.is_ascii_digit() || AFTER_CLOCK.split_whitespace().any(|word| word == next_word);
    }
    if listed(TITLES) {
        return true;
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let letter =
        |part: &str| part.chars().count() == 1 && !part.starts_with(|mark: char| mark.is_ascii_digit());
    let dotted = word.split('.').all(letter) && word.contains('.');
    (initial && word != "I" && !opens) || ((dotted || listed(OPEN_FORMS)) && !opens)
}
