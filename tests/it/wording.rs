//! What English prose says: tables of sentences, at least half of which must stay silent, and hostile text.

use nutgraf::wording::bounds::{self, Boundary, Prose, disagreement};
use nutgraf::wording::days::{dates, weekdays};
use nutgraf::wording::figures::Modifier;
use nutgraf::wording::formula::{self, Fault, Quantity, Ratio, Shown, agrees};
use nutgraf::wording::quotation::{Found, find, same_words, shown, word_diff};
use nutgraf::wording::spans::spans;
use proptest::prelude::*;

/// Weekdays that are not those of their date, as "words: actual".
fn wrong_days(text: &str, year: Option<i16>) -> Vec<String> {
    let wrong = weekdays(text, year)
        .into_iter()
        .filter(|day| day.said != day.actual);
    wrong
        .map(|day| format!("{}: {:?}", &text[day.range.clone()], day.actual))
        .collect()
}

#[test]
fn a_weekday_beside_a_date_is_checked() {
    let wrong = [
        (
            "announced on Sunday, 27 April 2026, in Redmond",
            "Sunday, 27 April 2026: Monday",
        ),
        ("on Sunday 27 April 2026.", "Sunday 27 April 2026: Monday"),
        ("Sunday (April 27, 2026)", "Sunday (April 27, 2026: Monday"),
        ("Sun., Apr. 27", "Sun., Apr. 27: Monday"),
        ("Sunday, the 27th of April", "Sunday, the 27th of April: Monday"),
        ("27 April 2026, a Sunday", "27 April 2026, a Sunday: Monday"),
        ("April 27, 2026 (Sunday)", "April 27, 2026 (Sunday: Monday"),
        ("Sunday 2026-04-27", "Sunday 2026-04-27: Monday"),
        ("Sun 27/04/2026", "Sun 27/04/2026: Monday"),
        ("Sun 4/27/2026", "Sun 4/27/2026: Monday"),
        (
            "27 April 2026 was a Sunday.",
            "27 April 2026 was a Sunday: Monday",
        ),
        (
            "27 April 2026, which was a Sunday, and",
            "27 April 2026, which was a Sunday: Monday",
        ),
        (
            "from Sunday 26 April to Tuesday 27 April 2026",
            "Tuesday 27 April 2026: Monday",
        ),
        (
            "On Sunday\u{a0}27\u{a0}April\u{a0}2026",
            "Sunday\u{a0}27\u{a0}April\u{a0}2026: Monday",
        ),
    ];
    for (text, expected) in wrong {
        assert_eq!(wrong_days(text, Some(2026)), [expected], "{text}");
    }
}

#[test]
fn a_weekday_apart_from_a_date_is_not() {
    let silent = [
        "Monday 27 April 2026",
        "Monday, April 27",
        "27 April 2026 (Monday)",
        "Bloody Sunday, 30 January 1972",
        "on Sunday, two days before 27 April 2026",
        "Sunday's report of 27 April",
        "Black Friday",
        "Sunday Times, 27 April 2026",
        "The Mail on Sunday, 27 April 2026",
        "from Sunday to 27 April 2026",
        "Sunday and 27 April",
        "27 April 2026, a Sunday newspaper reported",
        "27 April 2026, Sunday Times",
        "27 April 2026 (Sunday in Honolulu)",
        "27 April 2026, Tuesday to Friday",
        "Open 27 April 2026, Tuesday, Wednesday and Friday",
        "Sunday 03/04/2026",
        "Sunday, 27 people",
        "Sunday, April 27–28, 2026",
        "In 2025, on Sunday, 27 April, the talks began",
        "from Sunday 26 April to Monday 27 April 2026",
        "Sonntag, 27. April 2026",
        "Sunday, 31 April 2026",
        "Sunday 27 aprile 2026",
    ];
    for text in silent {
        assert_eq!(wrong_days(text, Some(2026)), [""; 0], "{text}");
    }
    assert_eq!(wrong_days("Sunday, 27 April", None), [""; 0], "no year is known");
    assert_eq!(
        weekdays("Monday 27 April 2026", None).len(),
        1,
        "right ones are mentions too"
    );
}

#[test]
fn dates_keep_the_precision_of_their_words() {
    let cases = [
        ("on 27 April 2026, and", "27 April 2026 = 2026-04-27"),
        ("Apr. 27, 2026", "Apr. 27, 2026 = 2026-04-27"),
        ("the 27th of April", "27th of April = 2026-04-27"),
        ("In April 2026 it", "April 2026 = 2026-04"),
        ("by October of 2025", "October of 2025 = 2025-10"),
        ("Q4 2026", "Q4 2026 = 2026-Q4"),
        (
            "in the fourth quarter of 2026",
            "fourth quarter of 2026 = 2026-Q4",
        ),
        ("since 2019.", "2019 = 2019"),
        ("runs through 2032", "2032 = 2032"),
        ("(2026–2032)", "2026 = 2026; 2032 = 2032"),
        ("2026-04-27T10:00", "2026-04-27 = 2026-04-27"),
        (
            "26 April to 2 May 2026",
            "26 April = 2026-04-26; 2 May 2026 = 2026-05-02",
        ),
        ("late 2025", "2025 = 2025"),
        (
            "from 30 December to 2 January 2027",
            "30 December = 2026-12-30; 2 January 2027 = 2027-01-02",
        ),
        // No dates:
        ("2026 employees", ""),
        ("in 2000 homes", ""),
        ("of 2,026 users", ""),
        ("worth $2026", ""),
        ("GPT-5 and FY2025", ""),
        ("fiscal 2025", ""),
        ("in 2026.5 units", ""),
        ("in April", ""),
        ("it may 27 times", ""),
        ("March on", ""),
        ("version 1.2026", ""),
        ("05/04/2026", ""),
        ("31 April 2026", ""),
        ("room 2019", ""),
    ];
    for (text, expected) in cases {
        let found = dates(text, Some(2026));
        let found: Vec<String> = found
            .iter()
            .map(|date| format!("{} = {}", &text[date.range.clone()], date.date))
            .collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }
}

#[test]
fn a_span_that_is_wrong_in_every_reading_is_found() {
    let wrong = [
        (
            "It ran from 2026 to 2032, five years.",
            "5 years | 2026 | 2032 | 6 years",
        ),
        (
            "the eight-year term (2026–2032)",
            "8 years | 2026 | 2032 | 6 years",
        ),
        (
            "between 27 April and 4 May 2026, a period of ten days",
            "10 days | 27 April | 4 May 2026 | 7 days",
        ),
        ("2019 to 2026, six years", "6 years | 2019 | 2026 | 7 years"),
        (
            "over nine years, from 2026 to 2033",
            "9 years | 2026 | 2033 | 7 years",
        ),
        (
            "five months, from November 2025 to February 2026",
            "5 months | November 2025 | February 2026 | 3 months",
        ),
        (
            "27 April to 30 June 2026 (74 days)",
            "74 days | 27 April | 30 June 2026 | 64 days",
        ),
        (
            "for five years from 2026 to 2032 it",
            "5 years | 2026 | 2032 | 6 years",
        ),
        (
            "the eight years between 2026 and 2032",
            "8 years | 2026 | 2032 | 6 years",
        ),
        (
            "six days (27–30 April 2026)",
            "6 days | 27 | 30 April 2026 | 3 days",
        ),
        (
            "from 2026 to 2032, that is eight years in all.",
            "8 years | 2026 | 2032 | 6 years",
        ),
        (
            "a twenty-year licence from 2026 to 2032",
            "20 years | 2026 | 2032 | 6 years",
        ),
        (
            "from 1 April 2026 to 1 May 2026, three weeks,",
            "3 weeks | 1 April 2026 | 1 May 2026 | 30 days",
        ),
    ];
    for (text, expected) in wrong {
        let found: Vec<String> = spans(text)
            .iter()
            .map(|span| format!("{} | {} | {} | {}", span.said, span.from, span.to, span.actual))
            .collect();
        assert_eq!(found, [expected], "{text}");
    }
}

#[test]
fn a_span_that_is_right_in_one_reading_is_not() {
    let silent = [
        "from 2026 to 2032, six years",
        "from 2026 to 2032, seven years",
        "the six-year term (2026–2032)",
        "between 27 April and 4 May 2026, a period of seven days",
        "between 27 April and 4 May 2026, a period of eight days",
        "2019 to 2026, seven years",
        "over eight years, from 2026 to 2034",
        "over five years, from 2026 to 2034",
        "three months, from November 2025 to February 2026",
        "27 April to 30 June 2026 (64 days)",
        "The five-year plan covers 2026 to 2028 in its first part",
        "The five-year plan runs from 2026 to 2028 in its first part",
        "from 2026 to 2032, four years later than planned",
        "from 2026 to 2032, four years after the start",
        "From 2019 to 2026, three years, 2020, 2021 and 2022, saw losses",
        "a ten-year-old firm (2019–2026)",
        "every two years from 2019 to 2027",
        "two years from 2019 to 2026 were lost",
        "two years and three months, from 2026 to 2032",
        "about five years, from 2026 to 2032",
        "five to six years, from 2020 to 2032",
        "It rose from 2026 to 2032 users, two days",
        "the two-year study (data: 2019–2026)",
        "extended by four years, from 2026 to 2032",
        "the six years between 2026 and 2032",
        "the five years between 2026 and 2032",
        "12 months (2026–2027)",
        "for 6.5 years, from 2026 to 2032",
        "from 2032 to 2026, two years",
        "sechs Jahre, von 2026 bis 2030",
    ];
    for text in silent {
        assert_eq!(spans(text), [], "{text}");
    }
}

const POST: &str = "Microsoft’s license will now be non‑exclusive. OpenAI products will ship first on Azure, unless Microsoft \
    cannot and chooses not to support the necessary capabilities. “OpenAI can now serve all its products to customers \
    across any cloud provider.” Microsoft will remain our primary cloud partner, but we are now able to make our \
    products and services available across all clouds. The deal — grounded in flexibility, certainty… and a focus on \
    delivering the bene\u{AD}fits of AI broadly — is \u{FB01}nal.";

fn told(quote: &str, text: &str) -> String {
    match find(quote, text) {
        Found::Exact(range) => format!("exact: {}", &text[range]),
        Found::Elided(ranges) => {
            let parts: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
            format!("elided: {}", parts.join(" | "))
        }
        Found::Near { diff, distance, .. } => format!("near {distance}: {}", shown(&diff)),
        Found::Missing => "missing".to_owned(),
    }
}

const QUOTATIONS: &[(&str, &str)] = &[
    (
        "first on Azure, unless Microsoft cannot and chooses not to support",
        "exact: first on Azure, unless Microsoft cannot and chooses not to support",
    ),
    ("Microsoft's license", "exact: Microsoft’s license"),
    ("non-exclusive", "exact: non‑exclusive"),
    (
        "\"OpenAI can now serve all its products,\"",
        "exact: OpenAI can now serve all its products",
    ),
    (
        "The deal - grounded in flexibility",
        "exact: The deal — grounded in flexibility",
    ),
    (
        "the deal – grounded in flexibility",
        "exact: The deal — grounded in flexibility",
    ),
    (
        "benefits of AI broadly—is final.",
        "exact: bene\u{AD}fits of AI broadly — is \u{FB01}nal",
    ),
    ("primary  cloud\npartner.", "exact: primary cloud partner"),
    (
        "Microsoft will remain … available across all clouds",
        "elided: Microsoft will remain | available across all clouds",
    ),
    (
        "Microsoft will remain [...] available",
        "elided: Microsoft will remain | available",
    ),
    (
        "Microsoft will remain . . . available",
        "elided: Microsoft will remain | available",
    ),
    ("… grounded in flexibility …", "exact: grounded in flexibility"),
    (
        "[Microsoft] cannot and chooses not",
        "exact: cannot and chooses not",
    ),
    (
        "unless [the company] cannot and",
        "exact: unless Microsoft cannot and",
    ),
    (
        "can now serve all [sic] its products",
        "exact: can now serve all its products",
    ),
    (
        "[U]nless Microsoft cannot and chooses",
        "exact: unless Microsoft cannot and chooses",
    ),
    ("", "missing"),
    ("…", "missing"),
    ("nothing of the sort was ever said", "missing"),
    ("available … Microsoft will remain", "missing"),
    ("PRIMARY CLOUD PARTNER", "missing"),
    ("imary cloud part", "missing"),
    ("unless [a b c] chooses [x] the moon", "missing"),
    ("主要なクラウド", "missing"),
];

#[test]
fn quotations_are_found_whatever_their_typography() {
    for (quote, expected) in QUOTATIONS {
        assert_eq!(told(quote, POST), *expected, "{quote}");
    }
}

#[test]
fn a_quotation_that_is_almost_there_is_shown_by_its_words() {
    let cases = [
        (
            "unless Microsoft cannot or chooses not to support",
            "near 1: unless Microsoft cannot [or → and] chooses not to support",
        ),
        (
            "our main cloud partner",
            "near 1: our [main → primary] cloud partner",
        ),
        (
            "across any big cloud provider",
            "near 1: across any [big →] cloud provider",
        ),
        ("able to make our products available across all clouds", "missing"),
        (
            "we are now able to make our products and services available on all clouds",
            "near 1: … and services available [on → across] all clouds",
        ),
        (
            "We are able to make our products and services available across all clouds",
            "near 1: We are [→ now] able to make …",
        ),
        (
            "Microsoft will … main cloud partner, but we",
            "near 1: [main → primary] cloud partner, but we",
        ),
        ("a cloud", "missing"),
        ("broadly — is over", "near 1: broadly — is [over → \u{FB01}nal]"),
        ("our primary", "exact: our primary"),
        ("their main cloud supplier", "missing"),
    ];
    for (quote, expected) in &cases {
        assert_eq!(told(quote, POST), *expected, "{quote}");
    }
}

#[test]
fn wordings_are_compared_without_their_typography() {
    let same = [
        ("It's “fine”", "It’s \"fine\"."),
        ("a - b", "a—b"),
        ("The end", "the end,"),
        ("wait...", "wait…"),
        ("e\u{301}tude", "étude"),
        ("", "..."),
    ];
    for (one, other) in &same[..5] {
        assert!(same_words(one, other), "{one} and {other}");
        assert_eq!(
            word_diff(one, other)
                .iter()
                .filter(|change| matches!(change, nutgraf::wording::quotation::Change::Kept(_)))
                .count(),
            1,
            "{one}"
        );
    }
    for (one, other) in [
        ("cannot or", "cannot and"),
        ("the End", "the end"),
        ("a, b", "a b"),
        ("m²", "m2"),
        ("a", ""),
        ("it's", "its"),
    ] {
        assert!(!same_words(one, other), "{one} and {other}");
    }
    let diff = |one, other| shown(&word_diff(one, other));
    assert_eq!(
        diff(
            "Microsoft cannot or chooses not",
            "Microsoft cannot and chooses not"
        ),
        "Microsoft cannot [or → and] chooses not"
    );
    assert_eq!(diff("all clouds", "all the clouds."), "all [→ the] clouds [→ .]");
    assert_eq!(diff("", ""), "");
}

#[test]
fn a_long_text_is_searched_in_little_work() {
    let text: String = (0_u32..100_000)
        .map(|at| format!("w{} ", at.wrapping_mul(7919) % 5003))
        .collect();
    let words: Vec<&str> = text.split(' ').skip(50_000).take(1_900).collect();
    assert!(matches!(find(&words.join(" "), &text), Found::Exact(_)));
    let changed: Vec<&str> = words[..600]
        .iter()
        .enumerate()
        .map(|(at, word)| if at % 9 == 3 { "changed" } else { word })
        .collect();
    assert!(matches!(
        find(&changed.join(" "), &text),
        Found::Near { distance: 67, .. }
    ));
    // Every word of the quotation is everywhere, but for one that is nowhere.
    let repeated = "a ".repeat(50_000);
    let quote = format!("{}c {}", "a ".repeat(300), "a ".repeat(300));
    assert!(matches!(
        find(&quote, &format!("{repeated} b")),
        Found::Near { distance: 1, .. }
    ));
    assert_eq!(find("a … b … c", &format!("b {repeated} c")), Found::Missing);
}

fn value(id: &str) -> Option<Quantity> {
    let claims = [
        ("stake", "27", "percent"),
        ("valuation", "852000000000", "USD"),
        ("worth", "135000000000", "USD"),
        ("first", "15000000000", "USD"),
        ("rest", "35000000000", "USD"),
        ("euros", "5", "EUR"),
        ("start", "2026", "year"),
        ("end", "2032", "year"),
        ("term", "6", "years"),
        ("users", "100", "users"),
        ("plain", "2.5", ""),
        ("huge", "99999999999999999999999999999999999", ""),
    ];
    let (_, amount, unit) = claims.iter().find(|(name, ..)| *name == id)?;
    Quantity::read(amount, Some(*unit))
}

fn worked_out(text: &str) -> String {
    let formula = match formula::parse(text) {
        Ok(formula) => formula,
        Err(message) => return message,
    };
    match formula.evaluate(&value) {
        Ok(Quantity {
            amount,
            unit: Some(unit),
        }) => format!("{amount} {unit}"),
        Ok(Quantity { amount, unit: None }) => amount.to_string(),
        Err(fault) => fault.to_string(),
    }
}

const SUMS: &[(&str, &str)] = &[
    ("{stake} / 100 * {valuation}", "230040000000 USD"),
    ("{worth} / {stake} * 100", "500000000000 USD"),
    ("{first} + {rest}", "50000000000 USD"),
    ("{end} - {start}", "6"),
    ("{end} - 2026", "6"),
    ("{start} + 6", "2032 a year"),
    ("{start} + {term}", "2032 a year"),
    ("{end} - {term}", "2026 a year"),
    ("{worth} / {valuation}", "0.158451"),
    ("2 + 3 * 4", "14"),
    ("(2 + 3) * 4", "20"),
    ("10 - 2 - 3", "5"),
    ("-2 * -3", "6"),
    ("2 - -3", "5"),
    ("1 / 3 * 3", "1"),
    ("100 - {stake}", "73 percent"),
    ("{valuation} / {users}", "8520000000 USD"),
    ("0.1 + 0.2", "0.3"),
    // Faults:
    ("{start} + {end}", "a year and a year do not combine"),
    ("{first} + {euros}", "USD and EUR do not combine"),
    ("{first} + {stake}", "USD and percent do not combine"),
    ("{first} * {rest}", "USD and USD do not combine"),
    ("{start} * 2", "a year and a plain number do not combine"),
    ("{users} + {first}", "users and USD do not combine"),
    ("1 / 0", "it divides by zero"),
    ("1 / ({end} - 2032)", "it divides by zero"),
    ("{huge} * {huge}", "its numbers are too large"),
    ("{nobody} + 1", "`nobody` has no amount"),
    // No formulas:
    ("", "it ends too early"),
    ("{a", "a brace is not closed"),
    ("{a} *", "it ends too early"),
    ("({a} + 1", "a parenthesis is not closed"),
    ("{a} + 1)", "`)` is not expected there"),
    ("{a} {b}", "`{` is not expected there"),
    ("1.2.3 + {a}", "`1.2.3` is no number"),
    ("{ } + 1", "the braces hold no id"),
    ("=SUM(A1)", "`=` is not expected there"),
    ("()", "`)` is not expected there"),
];

#[test]
fn formulas_are_worked_out() {
    for (text, expected) in SUMS {
        assert_eq!(worked_out(text), *expected, "{text}");
    }
    let formula = formula::parse("{a} + ({ b } - {a}) / 2").unwrap();
    assert_eq!(formula.ids(), ["a", "b", "a"]);
    let deep = format!("{}1{}", "(-".repeat(200_000), ")".repeat(200_000));
    assert_eq!(worked_out(&deep), "1");
    assert_eq!(
        formula::parse(&"9".repeat(60)).unwrap_err(),
        format!("`{}` has too many digits", "9".repeat(60))
    );
    assert_eq!(value("nobody"), None);
    assert_eq!(
        formula::parse("{plain}").unwrap().evaluate(&|_| None),
        Err(Fault::NoAmount("plain".to_owned()))
    );
}

#[test]
fn shown_figures_agree_at_their_precision() {
    let cases = [
        ("230", 0, None, "229.95", true),
        ("230.0", -1, None, "230.04", true),
        ("230", 0, None, "230.5", true),
        ("230", 0, None, "230.51", false),
        ("230.0", -1, None, "230.06", false),
        ("230000000000", 9, None, "230040000000", true),
        ("135000000000", 9, None, "230040000000", false),
        ("27", 0, Some(Modifier::About), "28.2", true),
        ("27", 0, Some(Modifier::About), "29", false),
        ("13", 0, Some(Modifier::MoreThan), "13.2", true),
        ("13", 0, Some(Modifier::MoreThan), "13", false),
        ("13", 0, Some(Modifier::MoreThan), "20", false),
        ("13", 0, Some(Modifier::AtLeast), "13", true),
        ("50", 0, Some(Modifier::UpTo), "50", true),
        ("50", 0, Some(Modifier::UpTo), "51", false),
        ("50", 0, Some(Modifier::UpTo), "20", false),
        ("13", 0, Some(Modifier::Nearly), "12.8", true),
        ("13", 0, Some(Modifier::Nearly), "14", false),
        ("5", 0, Some(Modifier::LessThan), "4", true),
        ("5", 0, Some(Modifier::LessThan), "5", false),
        ("-3.1", -1, None, "-3.13", true),
        ("-3", 0, Some(Modifier::MoreThan), "-3.1", true),
        ("1", 400, None, "1", false),
    ];
    for (amount, last_place, modifier, computed, expected) in cases {
        let amount = Ratio::read(amount).unwrap();
        let shown = Shown {
            amount,
            last_place,
            modifier,
        };
        assert_eq!(
            agrees(shown, Ratio::read(computed).unwrap()),
            expected,
            "{amount} {modifier:?} {computed}"
        );
    }
}

#[test]
fn the_words_that_bound_a_figure_are_known() {
    let cases = [
        ("up to $50 billion", Some(Modifier::UpTo)),
        ("Amazon will invest as much as", Some(Modifier::UpTo)),
        ("no more than 5", Some(Modifier::UpTo)),
        ("at least 13", Some(Modifier::AtLeast)),
        ("from $20 a month", Some(Modifier::AtLeast)),
        ("$13B+", Some(Modifier::MoreThan)),
        ("more than $13 billion", Some(Modifier::MoreThan)),
        ("invested over", Some(Modifier::MoreThan)),
        ("upwards of half", Some(Modifier::MoreThan)),
        ("fewer than 10", Some(Modifier::LessThan)),
        ("just under 5", Some(Modifier::Nearly)),
        ("close to 27 %", Some(Modifier::Nearly)),
        ("About 27 %", Some(Modifier::About)),
        ("c. 2025", Some(Modifier::About)),
        ("~27 %", Some(Modifier::About)),
        ("27 percent or so", Some(Modifier::About)),
        ("up to a further", Some(Modifier::UpTo)),
        ("27 %", None),
        ("adds up to", None),
        ("the dispute over", None),
        ("asked about", None),
        ("about the deal", None),
        ("some of them", None),
        ("under the deal", None),
        ("it rose from", None),
        ("more than that, the deal", None),
        ("", None),
        ("über 27 %", None),
    ];
    for (text, expected) in cases {
        assert_eq!(bounds::modifier(text), expected, "{text}");
    }
    let boundaries = [
        ("runs through 2032", Some(Boundary::Inclusive)),
        ("to the end of 2032", Some(Boundary::Inclusive)),
        ("until the end of", Some(Boundary::Inclusive)),
        ("2026 to 2032 inclusive", Some(Boundary::Inclusive)),
        ("runs until 27 April 2032", Some(Boundary::Until)),
        ("by", Some(Boundary::Until)),
        ("in 2032", None),
        ("not end until 2032", None),
        ("went through the deal", None),
        ("until something in 2032", None),
        ("", None),
    ];
    for (text, expected) in boundaries {
        assert_eq!(bounds::boundary(text), expected, "{text}");
    }
}

/// Compares digits, as far as both figures have some and no scale differs in kind.
fn same_digits(one: &str, other: &str) -> Option<bool> {
    let digits = |text: &str| -> String {
        text.chars()
            .filter(|mark| mark.is_ascii_digit() || *mark == '.')
            .collect()
    };
    let (one, other) = (digits(one), digits(other));
    (!one.is_empty() && !other.is_empty()).then_some(one == other)
}

/// A line of prose with its bound words in square brackets.
fn disagrees(claim: &str, line: &str) -> Option<String> {
    let (before, rest) = line.split_once('[').unwrap();
    let (bound, after) = rest.split_once(']').unwrap();
    disagreement(claim, Prose { before, bound, after }, &same_digits).map(|found| found.to_string())
}

const CHANGED: &[(&str, &str, &str)] = &[
    (
        "up to $50 billion",
        "Amazon invests [$50 billion] in it",
        "the claim says \"up to\", the prose does not",
    ),
    (
        "about 27 %",
        "a stake of [27 percent]",
        "the claim says \"about\", the prose does not",
    ),
    (
        "$13B+",
        "It has invested [$13 billion].",
        "the claim says \"+\", the prose does not",
    ),
    (
        "27 %",
        "more than [27 percent]",
        "the prose says \"more than\", the claim does not",
    ),
    (
        "27 %",
        "[at least 27 percent]",
        "the prose says \"at least\", the claim does not",
    ),
    (
        "up to $50 billion",
        "more than [$50 billion]",
        "the claim says \"up to\", the prose says \"more than\"",
    ),
    (
        "The licence runs through 2032.",
        "it holds until [2032]",
        "the claim says \"through\", the prose says \"until\"",
    ),
    (
        "runs through 2032",
        "ends [before 2032]",
        "the claim says \"through\", the prose says \"before\"",
    ),
    (
        "Azure first, unless Microsoft cannot and chooses not to support it",
        "unless Microsoft [cannot or chooses not to] support it",
        "the claim says \"cannot and chooses\", the prose says \"cannot or chooses\"",
    ),
    (
        "$13 billion",
        "It put in [$12 billion].",
        "the claim says \"$13 billion\", the prose says \"$12 billion\"",
    ),
    (
        "6 years",
        "a term of [8 years]",
        "the claim says \"6\", the prose says \"8\"",
    ),
    (
        "Amazon invests up to $50 billion",
        "Amazon's [$50 billion] cheque",
        "the claim says \"up to\", the prose does not",
    ),
    (
        "27 April 2026",
        "on [28 April]",
        "the claim says \"27\", the prose says \"28\"",
    ),
];

#[test]
fn prose_that_changes_a_claim_is_found() {
    for (claim, line, expected) in CHANGED {
        assert_eq!(
            disagrees(claim, line).as_deref(),
            Some(*expected),
            "{claim}: {line}"
        );
    }
}

#[test]
fn prose_that_keeps_a_claim_is_not() {
    let silent = [
        ("up to $50 billion", "Amazon invests [up to $50 billion]"),
        ("up to $50 billion", "as much as [$50 billion]"),
        ("up to $50 billion", "up to a further [$50 billion]"),
        ("$13B+", "more than [$13 billion]"),
        ("$13B+", "[over $13 billion]"),
        ("more than $13 billion", "[$13B+]"),
        ("about 27 %", "roughly [27 percent]"),
        ("about 27 %", "a [27 percent] or so"),
        ("27 %", "[the stake]"),
        ("up to $50 billion", "[the investment]"),
        ("late 2025", "OpenAI [converted]"),
        ("8 years", "over [8 years]"),
        ("$38 billion", "the dispute over [$38 billion]"),
        ("$50 billion", "the parts add up to [$50 billion]"),
        ("12.9 %", "nearly [13 percent]"),
        ("229.9", "about [230]"),
        ("2032", "until [2032]"),
        ("runs through 2032", "ends in [2032]"),
        ("runs through 2032", "through the end of [2032]"),
        ("runs through 2032", "does not end until [2032]"),
        ("27 %", "[one deal]"),
        ("6 years", "two [licences]"),
        ("6 years", "[two licences]"),
        ("27 %", "the [2026] stake"),
        ("GPT-5", "the [GPT-4] line"),
        (
            "watched in the US, the UK and the EU",
            "[the UK or the EU] may act",
        ),
        ("cannot and chooses not to", "[cannot and chooses not to]"),
        ("$138B", "[38 and 100]"),
        ("$38 billion", "[$38 billion] plus $100 billion"),
        ("27 %", "[27 percent], or less than a third"),
        ("27 %", "[27 percent] or more precisely 27.1"),
        ("up to $50 billion", "of that [$50 billion]"),
        ("from $20", "prices from [$20]"),
        ("$13 billion", "from [$13 billion]"),
        ("50 million users or more", "[50 million users] or more"),
        ("27 %", "etwa [27 Prozent]"),
    ];
    for (claim, line) in silent {
        assert_eq!(disagrees(claim, line), None, "{claim}: {line}");
    }
}

/// Text that leans towards what these functions look for.
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Sunday"),
        Just("Mon."),
        Just("27"),
        Just("April"),
        Just("2026"),
        Just("–"),
        Just("("),
        Just(")"),
        Just(","),
        Just("from"),
        Just("to"),
        Just("six years"),
        Just("up to"),
        Just("$50 billion"),
        Just("+"),
        Just("…"),
        Just("[x]"),
        Just("["),
        Just("]"),
        Just("é"),
        Just("\u{AD}"),
        Just("’"),
        Just("or"),
        Just("and"),
        Just("through"),
        Just("\u{0301}"),
        Just("𝟚𝟘"),
        Just("٣"),
        Just("%"),
        Just("the"),
    ];
    let joined = prop::collection::vec((word, prop::bool::ANY), 0..40);
    let leaning = joined.prop_map(|words| {
        words
            .into_iter()
            .map(|(word, spaced)| {
                if spaced {
                    format!("{word} ")
                } else {
                    word.to_owned()
                }
            })
            .collect()
    });
    prop_oneof![leaning, any::<String>()]
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in prose(), other in prose(), year in proptest::option::of(any::<i16>())) {
        for day in weekdays(&text, year) {
            prop_assert!(text.get(day.range).is_some());
        }
        for date in dates(&text, year) {
            prop_assert!(text.get(date.range).is_some());
        }
        for span in spans(&text) {
            prop_assert!(text.get(span.range).is_some());
        }
        match find(&other, &text) {
            Found::Exact(range) | Found::Near { range, .. } => prop_assert!(text.get(range).is_some()),
            Found::Elided(ranges) => prop_assert!(ranges.into_iter().all(|range| text.get(range).is_some())),
            Found::Missing => {}
        }
        shown(&word_diff(&text, &other));
        bounds::modifier(&text);
        bounds::boundary(&text);
        disagreement(&text, Prose { before: &other, bound: &text, after: &other }, &same_digits);
        disagreement(&other, Prose { before: "", bound: &text, after: "" }, &|_, _| Some(false));
    }

    #[test]
    fn words_of_a_text_are_found_in_it(words in prop::collection::vec("[a-z]{1,4}", 1..60), from in 0_usize..60, count in 1_usize..20) {
        let from = from.min(words.len() - 1);
        let quote = words[from..(from + count).min(words.len())].join("\u{a0}");
        prop_assert!(matches!(find(&quote, &words.join(" ")), Found::Exact(_)));
        prop_assert!(same_words(&quote, &quote));
    }

    #[test]
    fn sums_are_exact_or_faults(text in "[-+*/(){}a0-9. ]{0,40}", left in any::<i64>(), right in any::<i64>()) {
        if let Ok(formula) = formula::parse(&text) {
            let _ = formula.evaluate(&|_| Some(Quantity::plain(Ratio::whole(left))));
        }
        let (one, other) = (Ratio::whole(left), Ratio::whole(right));
        prop_assert_eq!(one.cmp(&other), left.cmp(&right));
        let third = Ratio::whole(3);
        let (one, other) = (one.over(&third), other.over(&third));
        prop_assert_eq!(one.cmp(&other), left.cmp(&right));
    }
}
