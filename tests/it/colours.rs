//! The colours of `[theme]`: read, moved until they can be read, and written to theme.css.

use nutgraf::input::colour::{Palette, choose, contrast, parse};
use proptest::prelude::*;

/// style.css carries the colours that the palette has where a site sets none.
#[test]
fn the_stylesheet_has_the_colours_of_the_default_palette() {
    let style = include_str!("../../static/style.css");
    let palette = Palette::default();
    let (_, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
    for (part, scheme) in [(style, palette.light), (dark, palette.dark)] {
        for (name, value) in [
            ("paper", scheme.paper),
            ("ink", scheme.ink),
            ("accent", scheme.accent),
        ] {
            assert!(part.contains(&format!("--{name}: {value};")), "--{name}: {value}");
        }
    }
}

#[test]
fn colours_are_read_as_css_writes_them() {
    for text in [
        "#0b5e55",
        "#abc",
        "teal",
        "rgb(11 94 85)",
        "hsl(173, 79%, 21%)",
        "oklch(0.42 0.08 180)",
    ] {
        assert!(parse(text).is_ok(), "{text}");
    }
    for text in ["", "greenish", "#12", "var(--x)", "#0b5e5580", "url(x)", "red; }"] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_can_be_read_is_shown_as_it_is_written() {
    let chosen = choose(parse("#8a1c1c").ok(), parse("#ffffff").ok());
    assert_eq!((chosen.accent, chosen.paper), (None, None));
    assert_eq!(chosen.palette.light.accent, "#8a1c1c");
}

#[test]
fn a_pale_accent_and_a_dark_paper_are_told_of() {
    let chosen = choose(parse("#ffcc00").ok(), parse("#202020").ok());
    let (accent, paper) = (chosen.accent.unwrap(), chosen.paper.unwrap());
    assert!(
        accent.contrast < 4.5 && paper.contrast < 4.5,
        "{accent:?} {paper:?}"
    );
    assert_ne!(chosen.palette.light.accent, "#ffcc00");
}

proptest! {
    #[test]
    fn text_and_links_can_always_be_read(accent in any::<[u8; 3]>(), paper in any::<[u8; 3]>()) {
        let colour = |[red, green, blue]: [u8; 3]| parse(&format!("rgb({red} {green} {blue})")).ok();
        let palette = choose(colour(accent), colour(paper)).palette;
        for (scheme, chip) in [(&palette.light, 0.13), (&palette.dark, 0.2)] {
            let read = |text: &str| parse(text).unwrap();
            let (paper, ink, accent) = (read(&scheme.paper), read(&scheme.ink), read(&scheme.accent));
            prop_assert!(contrast(&ink, &paper) >= 7.0, "{scheme:?}");
            prop_assert!(contrast(&accent, &paper) >= 4.5, "{scheme:?}");
            let ground = paper.interpolate_oklab(&accent, chip);
            prop_assert!(contrast(&accent, &ground) >= 4.45, "{scheme:?}");
        }
    }
}
