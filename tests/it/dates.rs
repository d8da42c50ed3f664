//! Dates of known precision: what is read, how it is written, and why the rest is refused.

use std::collections::HashSet;

use jiff::civil::Date;
use nutgraf::input::date::PartialDate;
use proptest::prelude::*;

fn read(text: &str) -> PartialDate {
    PartialDate::parse(text).expect(text)
}

/// Splits a table in a text into its rows and cells.
fn rows<const WIDTH: usize>(table: &str) -> Vec<[&str; WIDTH]> {
    let cells = |line| str::split(line, '|').map(str::trim).collect::<Vec<_>>();
    table
        .trim()
        .lines()
        .map(|line| cells(line).try_into().expect(line))
        .collect()
}

/// What is written | what is printed | in words | first day | last day
const FORMS: &str = "
    2019                | 2019                | 2019                   | 2019-01-01 | 2019-12-31
    0001                | 0001                | 1                      | 0001-01-01 | 0001-12-31
    9999                | 9999                | 9999                   | 9999-01-01 | 9999-12-31
    2025-10             | 2025-10             | October 2025           | 2025-10-01 | 2025-10-31
    2024-02             | 2024-02             | February 2024          | 2024-02-01 | 2024-02-29
    9999-12             | 9999-12             | December 9999          | 9999-12-01 | 9999-12-31
    2026-04-27          | 2026-04-27          | 27 April 2026          | 2026-04-27 | 2026-04-27
    2026-04-07          | 2026-04-07          | 7 April 2026           | 2026-04-07 | 2026-04-07
    2026-Q1             | 2026-Q1             | first quarter of 2026  | 2026-01-01 | 2026-03-31
    2026-Q2             | 2026-Q2             | second quarter of 2026 | 2026-04-01 | 2026-06-30
    2026-35             | 2026-Q3             | third quarter of 2026  | 2026-07-01 | 2026-09-30
    2026-36             | 2026-Q4             | fourth quarter of 2026 | 2026-10-01 | 2026-12-31
    2025~               | 2025~               | about 2025             | 2025-01-01 | 2025-12-31
    2025-10?            | 2025-10?            | possibly October 2025  | 2025-10-01 | 2025-10-31
    2026-04-27~         | 2026-04-27~         | about 27 April 2026    | 2026-04-27 | 2026-04-27
    2026-33~            | 2026-Q1~            | about the first quarter of 2026 | 2026-01-01 | 2026-03-31
    2026-Q4%            | 2026-Q4%            | possibly about the fourth quarter of 2026 | 2026-10-01 | 2026-12-31
    2026-04-27 10:00:00 | 2026-04-27T10:00:00 | 27 April 2026          | 2026-04-27 | 2026-04-27
";

#[test]
fn every_form_has_words_and_covers_days() {
    for [text, canonical, words, first, last] in rows(FORMS) {
        let date = read(text);
        assert_eq!(date.to_string(), canonical, "{text}");
        assert_eq!(date.words(), words, "{text}");
        assert_eq!(date.first_day().to_string(), first, "{text}");
        assert_eq!(date.last_day().to_string(), last, "{text}");
        assert_eq!(read(canonical), date, "{text} reads back");
    }
}

/// What is written | HTML's datetime | RFC 3339 | RFC 2822
const MOMENTS: &str = "
    2019 | 2019 | 2019-01-01T00:00:00Z | Tue, 01 Jan 2019 00:00:00 +0000
    2025-10 | 2025-10 | 2025-10-01T00:00:00Z | Wed, 01 Oct 2025 00:00:00 +0000
    2025-10~ | 2025-10 | 2025-10-01T00:00:00Z | Wed, 01 Oct 2025 00:00:00 +0000
    2026-04-27 | 2026-04-27 | 2026-04-27T00:00:00Z | Mon, 27 Apr 2026 00:00:00 +0000
    2026-Q4 | none | 2026-10-01T00:00:00Z | Thu, 01 Oct 2026 00:00:00 +0000
    2026-04-27T09:00:00+02:00 | 2026-04-27T09:00:00+02:00 | 2026-04-27T09:00:00+02:00 | Mon, 27 Apr 2026 09:00:00 +0200
    2026-04-27 23:59:59.123456789 -09:30 | 2026-04-27T23:59:59.123-09:30 | 2026-04-27T23:59:59.123456789-09:30 | Mon, 27 Apr 2026 23:59:59 -0930
    2026-04-27t09:00z | 2026-04-27T09:00:00Z | 2026-04-27T09:00:00Z | Mon, 27 Apr 2026 09:00:00 +0000
    2026-04-27 10:00:00 | 2026-04-27T10:00:00 | 2026-04-27T10:00:00Z | Mon, 27 Apr 2026 10:00:00 +0000
    0001-01-01T00:00:00+23:59 | 0001-01-01T00:00:00+23:59 | 0001-01-01T00:00:00+23:59 | Mon, 01 Jan 0001 00:00:00 +2359
    2026-04-27T09:00:00-00:00 | 2026-04-27T09:00:00Z | 2026-04-27T09:00:00Z | Mon, 27 Apr 2026 09:00:00 +0000
";

#[test]
fn feeds_get_a_moment_and_pages_a_datetime() {
    for [text, html, rfc3339, rfc2822] in rows(MOMENTS) {
        let date = read(text);
        assert_eq!(date.html_datetime().as_deref().unwrap_or("none"), html, "{text}");
        assert_eq!(date.rfc3339(), rfc3339, "{text}");
        assert_eq!(date.rfc2822(), rfc2822, "{text}");
    }
}

#[test]
fn refusals_say_why_and_what_to_write() {
    let cases: &[(&str, &str, &str)] = &[
        ("", "empty", "write `2019`"),
        ("  ", "empty", "write `2019`"),
        (" 2026-04-27", "spaces around", "write `2026-04-27`"),
        ("2026-04-27\n", "spaces around", "write `2026-04-27`"),
        (
            "2026-02-30",
            "there is no 2026-02-30: February 2026 has 28 days",
            "`2026-04-27`",
        ),
        ("2024-02-30", "February 2024 has 29 days", "`2026-04-27`"),
        ("2026-04-31", "April 2026 has 30 days", "`2026-04-27`"),
        ("2026-04-00", "there is no 2026-04-00", "`2026-04-27`"),
        ("2026-13", "there is no month 13", "`2025-10`"),
        ("2026-00", "there is no month 00", "`2025-10`"),
        ("2026-21", "there is no month 21", "`2026-Q4`"),
        ("2026-37", "there is no month 37", "`2026-Q4`"),
        ("2026-Q5", "`2026-Q5` is not a date", "`2026-Q4`"),
        ("0000", "no year 0000", "write `2019`"),
        ("0000-01-01", "no year 0000", "write `2019`"),
        ("-2026", "`-2026` is not a date", "write `2019`"),
        ("+2026", "is not a date", "write `2019`"),
        ("12026", "is not a date", "write `2019`"),
        ("26", "is not a date", "write `2019`"),
        ("2026/4/7", "is not a date", "write `2026-04-07`"),
        ("2026-4-7", "is not a date", "write `2026-04-07`"),
        ("2026.4", "is not a date", "write `2026-04`"),
        ("2026-q3", "is not a date", "write `2026-Q3`"),
        ("27/04/2026", "is not a date", "write `2019`"),
        ("April 2026", "is not a date", "write `2019`"),
        ("2026-04-27-01", "is not a date", "write `2019`"),
        ("2026-04/2026-06", "is not a date", "write `2019`"),
        ("2026~~", "is not a date", "write `2019`"),
        ("~2026", "is not a date", "write `2019`"),
        ("２０２６", "is not a date", "write `2019`"),
    ];
    expect_refusals(cases);
}

#[test]
fn refused_times_name_the_date_time() {
    let cases: &[(&str, &str, &str)] = &[
        ("2026-04-27T25:00:00Z", "time that does not exist", "write `2019`"),
        ("2026-04-27T10:60:00Z", "time that does not exist", "write `2019`"),
        ("2026-04-27T10:00:60Z", "time that does not exist", "write `2019`"),
        (
            "2026-04-27T10:00:00+24:00",
            "time that does not exist",
            "write `2019`",
        ),
        (
            "2026-04-27T10:00:00+0200",
            "time that does not exist",
            "write `2019`",
        ),
        (
            "2026-04-27T10:00:00.Z",
            "time that does not exist",
            "write `2019`",
        ),
        ("2026-04-27T10:00.5", "time that does not exist", "write `2019`"),
        ("2026-04-27T", "time that does not exist", "write `2019`"),
        ("2026-04-27T10:00:00~", "time that does not exist", "write `2019`"),
        (
            "2026-02-30T10:00:00Z",
            "February 2026 has 28 days",
            "write `2019`",
        ),
        ("2026-04-2~ 10:00:00", "is not a date", "write `2019`"),
    ];
    expect_refusals(cases);
}

fn expect_refusals(cases: &[(&str, &str, &str)]) {
    for (text, why, hint) in cases {
        let error = PartialDate::parse(text).expect_err(text);
        assert!(error.to_string().contains(why), "{text}: {error}");
        assert!(error.hint().contains(hint), "{text}: {}", error.hint());
    }
}

#[test]
fn long_input_gives_a_short_message() {
    let error = PartialDate::parse(&"é".repeat(100_000)).expect_err("not a date");
    assert!(error.to_string().chars().count() < 80);
}

#[test]
fn dates_sort_by_first_day_then_the_wider_first_then_by_moment() {
    let sorted = [
        "2025-12-31",
        "2026",
        "2026~",
        "2026-Q1",
        "2026-01",
        "2026-01-01",
        "2026-01-01T09:00:00+02:00",
        "2026-01-01T08:00:00Z",
        "2026-01-01T09:00:00",
        "2026-01-02",
        "2026-Q2",
    ];
    let mut dates: Vec<PartialDate> = sorted.iter().rev().map(|text| read(text)).collect();
    dates.sort();
    assert_eq!(dates.iter().map(ToString::to_string).collect::<Vec<_>>(), sorted);
}

#[test]
fn only_an_exact_day_is_a_full_day() {
    let cases = [
        ("2026-04-27", true),
        ("2026-04-27T10:00:00Z", true),
        ("2026-04-27~", false),
        ("2026-04", false),
        ("2026", false),
    ];
    for (text, full) in cases {
        assert_eq!(read(text).full_day().is_some(), full, "{text}");
    }
}

#[test]
fn serializes_as_its_text_and_quarters_have_an_edtf_code() {
    assert_eq!(
        serde_json::to_string(&read("2026-36~")).expect("plain string"),
        "\"2026-Q4~\""
    );
    assert_eq!(read("2026-Q4~").edtf(), "2026-36~");
    assert_eq!(read("2026-Q1").edtf(), "2026-33");
    assert_eq!(read("2026-04?").edtf(), "2026-04?");
    assert_eq!(HashSet::from([read("2026-Q1"), read("2026-33")]).len(), 1);
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*") {
        let _ = PartialDate::parse(&text);
    }

    #[test]
    fn what_looks_like_a_date_is_read_back_or_refused(text in "[0-9QTZz+:.~?% -]{0,4}-?[0-9Q]{0,2}-?[0-9]{0,2}[T ]?[0-9:.+Z~-]{0,16}") {
        if let Ok(date) = PartialDate::parse(&text) {
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
            prop_assert!(date.first_day() <= date.last_day());
            let _ = (date.words(), date.rfc3339(), date.rfc2822(), date.html_datetime(), date.edtf());
        }
    }

    #[test]
    fn every_real_day_is_read(year in 1i16..=9999, month in 1i8..=12, day in 1i8..=31) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        match Date::new(year, month, day) {
            Ok(day) => prop_assert_eq!(read(&text).full_day(), Some(day)),
            Err(_) => prop_assert!(PartialDate::parse(&text).is_err()),
        }
    }
}
