//! The colours of a theme: read as CSS writes them, and moved as far as reading wants it.

use csscolorparser::Color;
use serde::Serialize;

/// The contrast that text needs (WCAG 2.2, success criterion 1.4.3).
const TEXT_CONTRAST: f32 = 4.5;

/// How much of the accent the grounds of marks and boxes hold; the same as `--chip` in style.css.
const CHIP_LIGHT: f32 = 0.13;
const CHIP_DARK: f32 = 0.2;

/// How much of the ink small print holds; the same as `--soft` in style.css.
const SOFT: f32 = 0.72;

/// One step of lightness in OKLCH on the way to a legible colour.
const STEP: f32 = 0.01;

const ACCENT: Color = Color::from_rgba8(0x0b, 0x5e, 0x55, 255);
const PAPER: Color = Color::from_rgba8(0xff, 0xfd, 0xf9, 255);
const INK: Color = Color::from_rgba8(0x1b, 0x1a, 0x17, 255);
const NIGHT: Color = Color::from_rgba8(0x15, 0x15, 0x12, 255);
const NIGHT_INK: Color = Color::from_rgba8(0xec, 0xe8, 0xdf, 255);

/// How much of its own paper the dark scheme keeps.
const PAPER_AT_NIGHT: f32 = 0.02;

/// The colours of a site, by day and by night, as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Palette {
    /// By day.
    pub light: Scheme,
    /// By night.
    pub dark: Scheme,
}

/// The colours of one scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// The ground.
    pub paper: String,
    /// The text.
    pub ink: String,
    /// Links and marks.
    pub accent: String,
}

/// A colour of the theme that was moved, for whoever chose it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The contrast that it had as it was written: 1 to 21.
    pub contrast: f32,
    /// What is shown in its place, as `#rrggbb`.
    pub shown: String,
}

/// A palette, and which of the colours that a site chose are shown otherwise by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The colours as they are shown.
    pub palette: Palette,
    /// The paper, where text would not stand out from it.
    pub paper: Option<Moved>,
    /// The accent, where it would not stand out from the paper.
    pub accent: Option<Moved>,
}

impl Default for Palette {
    fn default() -> Self {
        choose(None, None).palette
    }
}

/// Reads a colour of CSS, without transparency.
pub fn parse(text: &str) -> Result<Color, &'static str> {
    let colour = csscolorparser::parse(text).map_err(|_| "is no colour of CSS")?;
    match colour.a < 1.0 {
        true => Err("is transparent, and what shows through it is not known"),
        false => Ok(colour.clamp()),
    }
}

/// The palette of an accent and a paper. By day they are shown as they are where text is legible in and on them;
/// else the paper is lightened and the accent darkened until it is. By night both are made from them.
pub fn choose(accent: Option<Color>, paper: Option<Color>) -> Chosen {
    let (accent, wanted) = (accent.unwrap_or(ACCENT), paper.unwrap_or(PAPER));
    let small_print = |paper: &Color| contrast(&paper.interpolate_oklab(&INK, SOFT), paper);
    let paper = until_legible(&wanted, STEP, small_print);
    let on_chip = |ground: Color, part: f32| {
        move |colour: &Color| contrast(colour, &ground.interpolate_oklab(colour, part))
    };
    let by_day = until_legible(&accent, -STEP, on_chip(paper, CHIP_LIGHT));
    let night = NIGHT.interpolate_oklab(&paper, PAPER_AT_NIGHT);
    let by_night = until_legible(&pale(&accent), STEP, on_chip(night, CHIP_DARK));
    let scheme = |paper: &Color, ink: &Color, accent: &Color| Scheme {
        paper: hex(paper),
        ink: hex(ink),
        accent: hex(accent),
    };
    let moved = |wanted: &Color, shown: &Color, contrast: f32| {
        let shown = hex(shown);
        (hex(wanted) != shown).then_some(Moved { contrast, shown })
    };
    Chosen {
        paper: moved(&wanted, &paper, contrast(&INK, &wanted)),
        accent: moved(&accent, &by_day, contrast(&accent, &paper)),
        palette: Palette {
            light: scheme(&paper, &INK, &by_day),
            dark: scheme(&night, &NIGHT_INK, &by_night),
        },
    }
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"), as they are shown in 8 bits.
pub fn contrast(one: &Color, other: &Color) -> f32 {
    let luminance = |colour: &Color| {
        let [red, green, blue, _] = colour.to_rgba8();
        let [red, green, blue, _] = Color::from_rgba8(red, green, blue, 255).to_linear_rgba();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A colour moved in lightness, step by step, until its contrast is enough. Black and white end the way.
fn until_legible(colour: &Color, step: f32, contrast: impl Fn(&Color) -> f32) -> Color {
    let mut shown = *colour;
    let [mut lightness, chroma, hue, _] = colour.to_oklcha();
    while contrast(&shown) < TEXT_CONTRAST && (0.0..=1.0).contains(&lightness) {
        lightness += step;
        shown = Color::from_oklcha(lightness, chroma, hue, 1.0).clamp();
    }
    shown
}

/// A colour for a dark ground: light, and not glaring.
fn pale(colour: &Color) -> Color {
    let [lightness, chroma, hue, _] = colour.to_oklcha();
    Color::from_oklcha(lightness.max(0.78), chroma.min(0.12), hue, 1.0).clamp()
}

fn hex(colour: &Color) -> String {
    let [red, green, blue, _] = colour.to_rgba8();
    format!("#{red:02x}{green:02x}{blue:02x}")
}
