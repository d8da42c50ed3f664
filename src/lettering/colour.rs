//! The colours of a card, from those of the theme: whatever a site picks, words stay legible.

use serde::Serialize;
use std::str::FromStr;
use svgtypes::Color;

/// The colours of a card, each as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colours {
    /// The ground.
    pub paper: String,
    /// Words.
    pub ink: String,
    /// Words of less weight.
    pub soft: String,
    /// Thin lines.
    pub rule: String,
    /// The accent, as far from the paper as words need.
    pub accent: String,
    /// Words of caution.
    pub warn: String,
}

const PAPER: Rgb = [0xff, 0xfd, 0xf9];
const ACCENT: Rgb = [0x0b, 0x5e, 0x55];
const DARK_INK: Rgb = [0x1b, 0x1a, 0x17];
const LIGHT_INK: Rgb = [0xf3, 0xef, 0xe6];
const WARN: Rgb = [0x8a, 0x47, 0x08];

/// The contrast of words with their ground that WCAG 2.2 asks for at level AA.
const LEGIBLE: f32 = 4.5;

type Rgb = [u8; 3];

/// The colours that go with an accent and a paper. What is no colour in a form that SVG knows counts as none.
pub fn colours(accent: Option<&str>, paper: Option<&str>) -> Colours {
    let paper = paper.and_then(read).unwrap_or(PAPER);
    let ink = match contrast(DARK_INK, paper) >= contrast(LIGHT_INK, paper) {
        true => DARK_INK,
        false => LIGHT_INK,
    };
    let accent = accent.and_then(read).unwrap_or(ACCENT);
    let written = |[red, green, blue]: Rgb| format!("#{red:02x}{green:02x}{blue:02x}");
    Colours {
        paper: written(paper),
        ink: written(ink),
        soft: written(legible(mixed(ink, paper, 0.72), ink, paper)),
        rule: written(mixed(ink, paper, 0.18)),
        accent: written(legible(accent, ink, paper)),
        warn: written(legible(WARN, ink, paper)),
    }
}

fn read(text: &str) -> Option<Rgb> {
    let colour = Color::from_str(text.trim()).ok()?;
    (colour.alpha == 255).then_some([colour.red, colour.green, colour.blue])
}

/// A colour, moved towards the ink until it can be read on the paper.
fn legible(colour: Rgb, ink: Rgb, paper: Rgb) -> Rgb {
    let steps = (0..=20).map(|step| mixed(ink, colour, step as f32 / 20.0));
    steps
        .into_iter()
        .find(|tried| contrast(*tried, paper) >= LEGIBLE)
        .unwrap_or(ink)
}

/// So much of one colour in another.
fn mixed(one: Rgb, other: Rgb, part: f32) -> Rgb {
    let mix = |at: usize| {
        let value = f32::from(one[at]) * part + f32::from(other[at]) * (1.0 - part);
        value.round() as u8
    };
    [mix(0), mix(1), mix(2)]
}

/// The contrast ratio of WCAG 2.2.
fn contrast(one: Rgb, other: Rgb) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Rgb) -> f32 {
    let linear = |part: u8| {
        let part = f32::from(part) / 255.0;
        match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}
