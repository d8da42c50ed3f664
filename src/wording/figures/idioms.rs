//! Numbers that are a manner of speaking: `100 percent sure`, `the 1 percent`, `a thousand thanks`.

use super::FigureKind;
use super::lexicon::FUNCTION;
use super::modifier;
use super::reading::Reading;
use super::token::Tokens;
use super::units::Unit;

/// What is turned by a round number of degrees is no measurement.
const TURNS: &[&str] = &[
    "turn", "turned", "turns", "turning", "u", "rotate", "rotated", "rotates", "spin", "spun", "swung",
    "shift", "shifted", "pivot",
];

/// What `a thousand` and `a million` are said of without a count.
const BOUNDLESS: &[&str] = &[
    "thanks",
    "reasons",
    "apologies",
    "questions",
    "words",
    "ways",
    "things",
    "times",
    "pieces",
    "cuts",
    "ideas",
    "excuses",
    "kisses",
    "dreams",
    "memories",
    "pardons",
    "suns",
];

/// What one is `100 percent`.
const CONVICTIONS: &[&str] = &[
    "sure",
    "certain",
    "right",
    "correct",
    "behind",
    "committed",
    "confident",
    "agree",
    "convinced",
    "focused",
    "honest",
    "true",
    "clear",
    "ready",
    "wrong",
    "there",
];

/// `a thousand thanks`, `a hundred reasons`.
pub(super) fn is_hyperbole(tokens: &Tokens, reading: &Reading, noun: usize) -> bool {
    // `downloaded over a billion times`
    let counted = tokens.is(noun, &["times"]) && modifier::before(tokens, reading.start).is_some();
    tokens.is(reading.start, &["a"]) && tokens.is(noun, BOUNDLESS) && !counted
}

/// `the 1 percent`, `the 99 percent`: the rich and the rest, unless a whole follows.
fn is_class(tokens: &Tokens, reading: &Reading, next: usize) -> bool {
    let class = reading.small().is_some_and(|value| value == 1 || value == 99);
    let ends = !tokens.is_word(next) || tokens.has(next, FUNCTION) && !tokens.is(next, &["of"]);
    class && ends && tokens.was(reading.start, 1, &["the"])
}

/// Idioms with a unit: `100 percent sure`, `a 360-degree view`, `on two feet`.
pub(super) fn is_idle(tokens: &Tokens, reading: &Reading, unit: Unit, joined: bool, next: usize) -> bool {
    let small = if reading.scaled { None } else { reading.small() };
    let one = reading.number.words && small == Some(1) && modifier::before(tokens, reading.start).is_none();
    match unit.kind {
        FigureKind::Percent if small == Some(110) => {
            (1..=3).any(|back| tokens.was(reading.start, back, &["give", "gave", "gives", "giving", "given"]))
        }
        FigureKind::Percent if is_class(tokens, reading, next) => true,
        FigureKind::Percent => {
            let whole = small.is_some_and(|value| [99, 100, 101, 110, 1000].contains(&value));
            whole && tokens.is(next, CONVICTIONS)
        }
        FigureKind::Quantity if unit.name == "degrees" => {
            let round = small.is_some_and(|value| [90, 180, 360].contains(&value));
            let told = tokens.is(
                next,
                &["of", "warmer", "colder", "cooler", "hotter", "above", "below"],
            );
            let turn = round && (1..=4).any(|back| tokens.was(reading.start, back, TURNS));
            turn || (joined && round)
                || (reading.number.words && small.is_some_and(|value| value < 5) && !told)
        }
        FigureKind::Quantity if ["m", "km", "mi", "yd"].contains(&unit.name) => {
            one || is_race(tokens, reading, joined, next)
        }
        FigureKind::Quantity if is_name(tokens.word(next - 1)) => true,
        FigureKind::Quantity if unit.name == "mm" && tokens.is(next, &["film", "print", "prints"]) => {
            small.is_some_and(|value| [8, 16, 35, 70].contains(&value))
        }
        // The generation of a chip is named so.
        FigureKind::Quantity if unit.name == "nm" => {
            tokens.is(next, &["process", "chip", "chips", "node", "nodes", "technology"])
        }
        FigureKind::Quantity if unit.name == "ft" => {
            let told = tokens.is(
                next,
                &[
                    "deep", "high", "tall", "wide", "long", "above", "below", "of", "from", "apart", "away",
                    "per", "under",
                ],
            );
            one || (reading.number.words && small == Some(2) && !told && !joined)
        }
        FigureKind::Money if unit.name == "cents" && tokens.word(next - 1) == "Cent" => true,
        FigureKind::Money => joined && (one || tokens.is(reading.start, &["a"])),
        _ => one || joined && tokens.is(next, &["gorilla"]),
    }
}

/// `21 Grams`: a unit with a capital that is not its own.
fn is_name(unit: &str) -> bool {
    let lower = unit.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    let capital = unit.starts_with(|first: char| first.is_ascii_uppercase());
    unit.len() >= 4
        && !unit.ends_with("bps")
        && capital
        && lower
        && !matches!(unit, "Celsius" | "Fahrenheit" | "Kelvin" | "Centigrade")
}

/// `the 100 metres`, `the 400m hurdles`: a race.
fn is_race(tokens: &Tokens, reading: &Reading, joined: bool, next: usize) -> bool {
    const RACES: &[&str] = &[
        "final",
        "race",
        "dash",
        "sprint",
        "freestyle",
        "hurdles",
        "relay",
        "champion",
        "title",
        "butterfly",
        "backstroke",
        "runner",
        "event",
        "events",
    ];
    const LENGTHS: [i128; 7] = [100, 200, 400, 800, 1500, 5000, 10_000];
    const WHOSE: &[&str] = &["men's", "women's", "men’s", "women’s", "indoor", "individual"];
    if joined || tokens.is(next, RACES) || tokens.was(reading.start, 1, WHOSE) {
        return tokens.is(next, RACES) || !joined;
    }
    let length = !reading.scaled && reading.small().is_some_and(|value| LENGTHS.contains(&value));
    let measured = tokens.is(next, &["of", "between", "from", "to"]);
    length && tokens.was(reading.start, 1, &["the"]) && !measured
}
