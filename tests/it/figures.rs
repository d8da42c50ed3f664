//! What prose states in figures: the labelled set, display values, superlatives, sentences, hostile text.

use nutgraf::wording::figures::{
    Amount, Figure, FigureKind, Modifier, figures, is_bare_number, superlatives, value,
};
use nutgraf::wording::sentences::sentences;
use proptest::prelude::*;
use std::fmt;
use std::ops::Range;

const LABELLED: &str = include_str!("../labelled/figures.tsv");

const SUPERLATIVES: &str = include_str!("../labelled/superlatives.txt");
const PARAGRAPHS: &str = include_str!("../labelled/sentences.txt");

/// The batch that was not looked at while the rules were written.
const HELD_OUT: &str = "public";

/// What each batch by itself must reach: a few sentences weigh more there.
const LEAST_OF_BATCH: f64 = 0.96;

/// What share of the figures found are figures, and what share of the figures are found, must reach.
const LEAST: f64 = 0.98;

struct Labelled {
    batch: &'static str,
    text: String,
    spans: Vec<Range<usize>>,
    kinds: Vec<&'static str>,
}

fn labelled() -> Vec<Labelled> {
    let mut batch = "";
    let mut all = Vec::new();
    for line in LABELLED.lines() {
        if let Some(name) = line.strip_prefix("# batch ") {
            batch = name;
        }
        if line.starts_with('#') {
            continue;
        }
        let parts: Vec<&str> = line.split('\t').collect();
        let (text, spans) = unmarked(parts[1]);
        let kinds: Vec<&str> = parts
            .get(2)
            .map_or(Vec::new(), |kinds| kinds.split(' ').collect());
        assert_eq!(parts[0] == "figure", !spans.is_empty(), "{line}");
        assert_eq!(kinds.len(), spans.len(), "{line}");
        all.push(Labelled {
            batch,
            text,
            spans,
            kinds,
        });
    }
    all
}

/// A text without its brackets, and what they hold.
fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for mark in marked.chars() {
        match mark {
            '⟦' => spans.push(text.len()..0),
            '⟧' => spans.last_mut().unwrap().end = text.len(),
            mark => text.push(mark),
        }
    }
    (text, spans)
}

/// The lines of a labelled file, without its remarks.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

#[derive(Default)]
struct Score {
    hits: usize,
    false_alarms: usize,
    misses: usize,
}

impl Score {
    fn precision(&self) -> f64 {
        self.hits as f64 / (self.hits + self.false_alarms) as f64
    }

    fn recall(&self) -> f64 {
        self.hits as f64 / (self.hits + self.misses) as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(
            out,
            "precision {:.3}, recall {:.3}",
            self.precision(),
            self.recall()
        )
    }
}

fn ranges(found: &[Figure]) -> Vec<Range<usize>> {
    found.iter().map(|figure| figure.range.clone()).collect()
}

/// Scores by sentence (is there a figure at all?) and by span (is it exactly this one?).
fn scores(set: &[&Labelled]) -> (Score, Score) {
    let (mut by_sentence, mut by_span) = (Score::default(), Score::default());
    for case in set {
        let found = ranges(&figures(&case.text));
        match (case.spans.is_empty(), found.is_empty()) {
            (false, false) => by_sentence.hits += 1,
            (true, false) => by_sentence.false_alarms += 1,
            (false, true) => by_sentence.misses += 1,
            (true, true) => {}
        }
        let hits = found.iter().filter(|range| case.spans.contains(range)).count();
        by_span.hits += hits;
        by_span.false_alarms += found.len() - hits;
        by_span.misses += case.spans.len() - hits;
        if found != case.spans {
            println!(
                "{}: found {:?}",
                case.text,
                found.iter().map(|at| &case.text[at.clone()]).collect::<Vec<_>>()
            );
        }
    }
    (by_sentence, by_span)
}

#[test]
fn the_labelled_set_is_read_as_it_is_labelled() {
    let all = labelled();
    let plain = all.iter().filter(|case| case.spans.is_empty()).count();
    assert!(
        all.len() >= 480 && plain * 2 >= all.len() - 20,
        "{plain} of {} hold none",
        all.len()
    );
    let everything: Vec<&Labelled> = all.iter().collect();
    let held_out: Vec<&Labelled> = all.iter().filter(|case| case.batch == HELD_OUT).collect();
    assert!(held_out.len() >= 120);
    for (name, set) in [("all", everything), ("held out", held_out)] {
        let (by_sentence, by_span) = scores(&set);
        println!("{name}: by sentence {by_sentence}; by span {by_span}");
        for score in [by_sentence, by_span] {
            assert!(
                score.precision() >= LEAST && score.recall() >= LEAST,
                "{name}: {score}"
            );
        }
    }
}

#[test]
fn each_batch_is_read_as_it_is_labelled() {
    let all = labelled();
    let mut batches: Vec<&str> = all.iter().map(|case| case.batch).collect();
    batches.dedup();
    assert!(batches.len() >= 8, "{batches:?}");
    for batch in batches {
        let set: Vec<&Labelled> = all.iter().filter(|case| case.batch == batch).collect();
        let (by_sentence, by_span) = scores(&set);
        for score in [by_sentence, by_span] {
            let reached = score.precision() >= LEAST_OF_BATCH && score.recall() >= LEAST_OF_BATCH;
            assert!(reached, "{batch}: {score}");
        }
    }
}

#[test]
fn the_kinds_are_told_apart() {
    for case in labelled() {
        let found = figures(&case.text);
        for (kind, span) in case.kinds.iter().zip(&case.spans) {
            let same = found.iter().find(|figure| figure.range == *span);
            let got = same.map(|figure| format!("{:?}", figure.kind).to_lowercase());
            assert!(
                got.is_none() || got.as_deref() == Some(*kind),
                "{}: {got:?}",
                case.text
            );
        }
    }
}

const VALUES: &[(&str, &str)] = &[
    ("$13B+", "Money 13e9 USD AtLeast"),
    ("27%", "Percent 27e0 %"),
    ("about 27 %", "Percent 27e0 % About"),
    ("up to $50 billion", "Money 5e10 USD UpTo"),
    ("more than $13 billion", "Money 13e9 USD MoreThan"),
    ("$13 billion or more", "Money 13e9 USD AtLeast"),
    ("+$100 billion", "Money 1e11 USD"),
    ("-$3.1B", "Money -31e8 USD"),
    ("$-3", "Money -3e0 USD"),
    ("2032", "Count 2032e0"),
    ("€1.2m", "Money 12e5 EUR"),
    ("£4,500", "Money 45e2 GBP"),
    ("5", "Count 5e0"),
    ("1 in 5", "Fraction 2e-1"),
    ("three-quarters", "Fraction 75e-2"),
    ("a third", "Fraction 1/3e0"),
    ("1/3", "Fraction 1/3e0"),
    ("3x", "Multiple 3e0"),
    ("15–20%", "Percent 15e0 to 2e1 %"),
    ("12 to 15 percent", "Percent 12e0 to 15e0 %"),
    ("US$ 5 million", "Money 5e6 USD"),
    ("5 Mio. €", "Money 5e6 EUR"),
    ("1.234,56 €", "Money 123456e-2 EUR"),
    ("１２％", "Percent 12e0 %"),
    ("₹2 crore", "Money 2e7 INR"),
    ("$5-10 billion", "Money 5e9 to 1e10 USD"),
    ("£3bn-£4bn", "Money 3e9 to 4e9 GBP"),
    ("between 5 and 10 percent", "Percent 5e0 to 1e1 %"),
    ("20% revenue share", "Percent 2e1 %"),
    ("~$135B", "Money 135e9 USD About"),
    ("<5%", "Percent 5e0 % LessThan"),
    ("50 basis points", "Percent 5e1 basis points"),
    ("seven people", "Count 7e0 people"),
    ("millions of people", "Count people"),
    ("30 cents", "Money 3e-1"),
    ("doubled", "Multiple 2e0"),
    ("2½ million", "Count 25e5"),
    ("-5", "Count -5e0"),
    ("99999999999999999999999999999999999", "Count"),
];

#[test]
fn display_values_are_read_as_a_whole() {
    for (text, want) in VALUES {
        assert_eq!(
            value(text).map(|figure| told(&figure)).as_deref(),
            Some(*want),
            "{text}"
        );
    }
    let none = [
        "",
        "promised",
        "non-exclusive",
        "until 2032",
        "Q4 2026",
        "April 27, 2026",
        "2026-04-27",
        "GPT-5",
        "12:30",
        "1.2.3",
        "%",
        "$",
        "no longer",
        "\u{fffc}",
    ];
    for text in none {
        assert_eq!(value(text), None, "{text}");
    }
}

fn told(figure: &Figure) -> String {
    let amount = |amount: Amount| match amount.parts() {
        (mantissa, 1, exponent) => format!("{mantissa}e{exponent}"),
        (mantissa, divisor, exponent) => format!("{mantissa}/{divisor}e{exponent}"),
    };
    let parts = [
        Some(format!("{:?}", figure.kind)),
        figure.amount.map(amount),
        figure.upper.map(|upper| format!("to {}", amount(upper))),
        figure.unit.clone(),
        figure.modifier.map(|modifier| format!("{modifier:?}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_value_is_equal_however_it_is_written() {
    let amount = |text: &str| value(text).and_then(|figure| figure.amount).unwrap();
    let writings = [
        "$13 billion",
        "$13bn",
        "$13B",
        "$13,000,000,000",
        "13 000 000 000 $",
        "13.0 billion dollars",
        "US$13 thousand million",
        "$ 13 Mrd.",
        "$13,000m",
        "thirteen billion dollars",
    ];
    for writing in writings {
        assert_eq!(amount(writing), amount("$13 billion"), "{writing}");
    }
    assert_eq!(amount("half"), amount("0.5"));
    assert_eq!(amount("two-thirds"), amount("2/3"));
    assert_ne!(amount("a third"), amount("0.33"));
    assert!(amount("a third") > amount("0.33") && amount("a third") < amount("0.34"));
    assert!(
        amount("-5") < amount("-4.9") && amount("$13B") > amount("$12.99B") && amount("0") > amount("-1")
    );
    assert!(amount("$1 trillion") > amount("$999 billion"));
}

#[test]
fn amounts_agree_at_the_precision_shown() {
    let amount = |text: &str| value(text).and_then(|figure| figure.amount).unwrap();
    let places = [
        ("$13 billion", 9),
        ("$3.5 billion", 8),
        ("27%", 0),
        ("27.0%", -1),
        ("1,200", 0),
        ("4.25", -2),
    ];
    for (text, place) in places {
        assert_eq!(amount(text).place(), place, "{text}");
    }
    for (one, two) in [
        ("$13 billion", "$13.2 billion"),
        ("3.1", "3.14"),
        ("27%", "26.79%"),
        ("a third", "33.3%"),
    ] {
        let other = if two == "33.3%" { "0.333" } else { two };
        assert!(amount(one).agrees_with(amount(other)), "{one} {two}");
    }
    for (one, two) in [("$13 billion", "$13.6 billion"), ("27%", "26.4%"), ("5", "-5")] {
        assert!(!amount(one).agrees_with(amount(two)), "{one} {two}");
    }
}

#[test]
fn modifiers_stand_outside_and_a_plus_inside() {
    let cases = [
        (
            "It has more than $13 billion.",
            "$13 billion",
            Some(Modifier::MoreThan),
        ),
        (
            "It has no more than 40 stores.",
            "40 stores",
            Some(Modifier::UpTo),
        ),
        (
            "An estimated 12 million people live there.",
            "12 million people",
            Some(Modifier::About),
        ),
        ("It sold $13B+ of them.", "$13B+", Some(Modifier::AtLeast)),
        ("It is worth ~$135B now.", "$135B", Some(Modifier::About)),
        ("It costs $5.", "$5", None),
    ];
    for (text, span, modifier) in cases {
        let found = figures(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(
            (&text[found[0].range.clone()], found[0].modifier),
            (span, modifier)
        );
    }
}

#[test]
fn the_superlatives_are_found() {
    let cases = [
        "It is ⟦the largest⟧ bank in Europe.",
        "It was ⟦the first ever⟧ win, a ⟦record high⟧ for the firm.",
        "The ⟦world's most valuable⟧ company is also ⟦the fastest-growing⟧.",
        "An ⟦unprecedented⟧ move, ⟦the highest⟧ since 2008.",
        "It is ⟦the first⟧ company to do so.",
        "Profit hit an ⟦all-time high⟧ after sales rose to a ⟦record⟧ $5 billion.",
        "It is ⟦the second-largest⟧ economy.",
        "At first, the latest plan was the next best practice for most of the interest.",
        "First of all, at least the first section is almost done. At most, the rest is west.",
        "The most recent data; the latest figures; the first names; first-party data.",
        "The harvest in the forest was modest, the protest honest.",
        "He broke the record. A record was kept last week.",
        "The first half was fine, the first step is talks, and he knows the most people.",
    ];
    for case in cases.into_iter().chain(lines(SUPERLATIVES)) {
        let (text, spans) = unmarked(case);
        assert_eq!(superlatives(&text), spans, "{case}");
    }
}

#[test]
fn sentences_end_where_they_end() {
    let cases = [
        "The U.S. Senate voted.| Mr. Smith of Acme Inc. said no.| He left.",
        "It paid $5 billion. \u{fffc}| Next it left.| It paid $5 billion.\u{fffc}| Next.",
        "“We won.”| He smiled.| (They lost.)| Then what?!| Nothing... at all.| Nothing...| But then.",
        "J. K. Rowling wrote it.| At 10 a.m. Monday he left.| He came at 10 a.m.| The door was shut.",
        "See No. 10 for more, e.g. this, i.e. that, approx. 5.| Is it?| No.| It is not.",
        "On Jan. 5 the firm vs. the state.| He lives in the U.S.| The law is new.",
        "“Why?” she asked.| Visit example.org.| It costs $3.5 billion.",
        "\u{fffc} starts here.| And ends \u{fffc} here",
        "A line\nbreaks.|\nHere too.",
        "One without end",
        "Dr. No met St. John.| 10 people came.",
    ];
    for case in cases.into_iter().chain(lines(PARAGRAPHS)) {
        let text = case.replace('|', "");
        let found: Vec<&str> = sentences(&text).into_iter().map(|range| &text[range]).collect();
        let want: Vec<&str> = case.split('|').map(str::trim).collect();
        assert_eq!(found, want);
    }
    assert!(sentences("").is_empty() && sentences(" \n ").is_empty());
}

#[test]
fn cells_that_are_just_numbers() {
    for cell in [
        "13.5",
        "1,200",
        "-4",
        "+4.5",
        "1 200 000",
        "1.234,5",
        "0",
        "７",
        " 42 ",
        "4000",
        "999999",
    ] {
        assert!(is_bare_number(cell), "{cell}");
    }
    for cell in [
        "",
        "2026",
        "1999",
        "27 %",
        "$4",
        "3rd",
        "2026-04-27",
        "27 April",
        "n/a",
        "–",
        "12:30",
        "1.2.3",
        "5 km",
        "1/2",
        "GPT-5",
        "0800 123",
    ] {
        assert!(!is_bare_number(cell), "{cell}");
    }
}

#[test]
fn text_in_other_languages_keeps_its_signs() {
    let cases = [
        ("Der Umsatz stieg um ⟦5 Prozent⟧ auf ⟦3,2 Milliarden Euro⟧.", 2),
        ("En 2024, ⟦45\u{202f}%⟧ des Français ont voté.", 1),
        ("Cuesta ⟦5 millones de dólares⟧.", 1),
        ("2024年に ⟦50%⟧ 増えた。", 1),
        ("Am 3. Mai 2024 kamen drei Leute um 8 Uhr.", 0),
        ("Le one-man-show de mars, à 20 h.", 0),
    ];
    for (case, count) in cases {
        let (text, spans) = unmarked(case);
        assert_eq!((ranges(&figures(&text)), spans.len()), (spans, count), "{case}");
    }
}

/// Much of what may be read again and again: with anything but one pass, this takes minutes.
#[test]
fn long_runs_are_read_in_one_pass() {
    let parts = [
        "1",
        "$",
        "five ",
        "1 ",
        "111 ",
        "1,",
        "1-",
        "one in ",
        "tens of ",
        "-",
        "a.",
        "US$",
        "1 to ",
        "Mr. ",
        "half a ",
        "$1-",
        "! ",
        "\u{fffc}",
        ". \u{fffc}",
        "a'",
        "e\u{301}",
        "the ",
        "the most ",
    ];
    for part in parts {
        let text = part.repeat(50_000 / part.len());
        holds(&text);
    }
}

fn holds(text: &str) {
    let found = figures(text);
    let all = [ranges(&found), superlatives(text), sentences(text)];
    for ranges in all {
        let mut end = 0;
        for range in ranges {
            assert!(
                end <= range.start && range.start < range.end,
                "{range:?} after {end}"
            );
            assert!(text.get(range.clone()).is_some(), "{range:?} cuts a character");
            end = range.end;
        }
    }
    if let Some(figure) = value(text) {
        assert!(text.get(figure.range).is_some());
    }
    is_bare_number(text);
}

#[test]
fn some_kinds_of_every_sort_are_labelled() {
    let mut kinds: Vec<&str> = labelled().iter().flat_map(|case| case.kinds.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(
        kinds,
        ["count", "fraction", "money", "multiple", "percent", "quantity"]
    );
    assert_eq!(figures("It doubled.")[0].kind, FigureKind::Multiple);
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,80}") {
        holds(&text);
    }

    #[test]
    fn any_mix_of_pieces_is_read_without_harm(pieces in prop::collection::vec(prop::sample::select(vec![
        "5", "13", "2026", "1,200", "3.5", "99999999999999999999", " ", " ", " ", "-", "–", "$", "€", "US$", "billion", "bn",
        "m", "K", "%", "percent", "percentage", "points", "basis", "point", "half", "a", "third", "one", "in", "five", "out",
        "of", "to", "and", "between", "tens", "thousands", "people", "companies", "twice", "as", "doubled", "x", "times",
        "½", "/", ".", ",", "+", "No", "April", "hundred", "dozen", "the", "most", "largest", "record", "first", "ever",
        "\u{fffc}", "é", "\u{301}", "’", "'s", "“", "(", "degrees", "°C", "square", "Mio", "1e", "-old", "year", "０",
    ]), 0..24)) {
        holds(&pieces.concat());
    }
}
