//! "Did you mean": near words are found, far ones are not offered.

use nutgraf::input::suggest::nearest;
use proptest::prelude::*;

const KEYS: [&str; 8] = [
    "title", "headline", "date", "updated", "sources", "stats", "as_of", "id",
];

#[test]
fn the_nearest_key_is_offered() {
    let cases = [
        ("titel", Some("title")),
        ("Headline", Some("headline")),
        ("haedlnie", Some("headline")),
        ("sorces", Some("sources")),
        ("dat", Some("date")),
        ("as-of", Some("as_of")),
        ("ids", Some("id")),
        ("author", None),
        ("x", None),
        ("", None),
        ("category", None),
    ];
    for (word, expected) in cases {
        assert_eq!(nearest(word, KEYS), expected, "{word}");
    }
}

#[test]
fn distance_is_judged_before_order_and_order_settles_ties() {
    let cases: [(&str, &[&str], Option<&str>); 5] = [
        ("cat", &["bat", "rat"], Some("bat")),
        ("cat", &["rat", "bat"], Some("rat")),
        ("cats", &["bats", "cat", "CATS"], Some("CATS")),
        ("x", &["y", "X"], Some("X")),
        ("größe", &["grosse", "GRÖSE"], Some("GRÖSE")),
    ];
    for (word, candidates, expected) in cases {
        assert_eq!(nearest(word, candidates.iter().copied()), expected, "{word}");
    }
}

#[test]
fn endless_words_cost_nothing() {
    let endless = "a".repeat(1_000_000);
    assert_eq!(nearest(&endless, KEYS), None);
    assert_eq!(nearest("title", [endless.as_str()]), None);
}

proptest! {
    #[test]
    fn arbitrary_words_never_panic(word in any::<String>(), candidates in prop::collection::vec(any::<String>(), 0..5)) {
        let found = nearest(&word, candidates.iter().map(String::as_str));
        prop_assert!(found.is_none_or(|found| candidates.iter().any(|candidate| candidate == found)));
    }
}
