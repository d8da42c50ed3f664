//! `[theme]` in site.toml: colours, type and the layout of stories.

use crate::diagnostic::Code;
use crate::input::colour::{self, Moved, Palette};
use crate::input::fields::{Fields, Issues, Placed};
use crate::input::node::Node;
use csscolorparser::Color;
use serde::Serialize;

/// The theme's settings; what is absent keeps the built-in value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Theme {
    /// The colour of links and marks, as written.
    pub accent: Option<String>,
    /// The colour of the page, as written.
    pub paper: Option<String>,
    /// The colours as they are shown.
    pub palette: Palette,
    /// The font stack of the text.
    pub serif: Option<String>,
    /// The font stack of labels.
    pub sans: Option<String>,
    /// `compact`, `normal` or `airy`.
    pub density: Option<String>,
    /// How stories are laid out that do not say so themselves.
    pub layout: Layout,
}

impl Theme {
    /// Whether it sets anything that a stylesheet carries, as base.html asks too.
    pub fn has_style(&self) -> bool {
        let set = [&self.accent, &self.paper, &self.serif, &self.sans, &self.density];
        set.into_iter().any(Option::is_some)
    }
}

/// How a story is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Figures, takeaways and text, with the sources in the margin.
    #[default]
    Explainer,
    /// One column for a quick read: takeaways first.
    Brief,
    /// The events first, and what they mean after them.
    Timeline,
}

/// The words for the layouts.
pub const LAYOUTS: [(&str, Layout); 3] = [
    ("explainer", Layout::Explainer),
    ("brief", Layout::Brief),
    ("timeline", Layout::Timeline),
];

/// Reads the table.
pub fn read(node: &Node, issues: &mut Issues) -> Theme {
    let Some(mut fields) = Fields::of(node, "`theme`", issues) else {
        return Theme::default();
    };
    let accent = colour("accent", &mut fields, issues);
    let paper = colour("paper", &mut fields, issues);
    let value = |colour: &Option<(Placed<String>, Color)>| colour.as_ref().map(|(_, colour)| *colour);
    let chosen = colour::choose(value(&accent), value(&paper));
    let densities = ["compact", "normal", "airy"].map(|word| (word, word));
    let theme = Theme {
        palette: chosen.palette,
        serif: fonts("serif", &mut fields, issues),
        sans: fonts("sans", &mut fields, issues),
        density: fields.choice("density", &densities, issues).map(str::to_owned),
        layout: fields.choice("layout", &LAYOUTS, issues).unwrap_or_default(),
        accent: accent.as_ref().map(|(text, _)| text.value.clone()),
        paper: paper.as_ref().map(|(text, _)| text.value.clone()),
    };
    note_moved("accent", "on the paper", accent, chosen.accent, issues);
    note_moved("paper", "with the text", paper, chosen.paper, issues);
    fields.finish(issues);
    theme
}

fn colour(
    name: &'static str,
    fields: &mut Fields<'_>,
    issues: &mut Issues,
) -> Option<(Placed<String>, Color)> {
    let text = fields.placed_text(name, issues)?;
    match colour::parse(&text.value) {
        Ok(colour) => Some((text, colour)),
        Err(why) => {
            let message = format!("`{}` {why}", text.value);
            let hint = "write a colour such as #0b5e55, teal or oklch(0.42 0.08 180)";
            issues.add_with_hint(Code::InvalidValue, &text.range, message, hint);
            None
        }
    }
}

fn note_moved(
    name: &str,
    beside: &str,
    wanted: Option<(Placed<String>, Color)>,
    moved: Option<Moved>,
    issues: &mut Issues,
) {
    let (Some((text, _)), Some(moved)) = (wanted, moved) else {
        return;
    };
    let message = format!(
        "the {name} `{}` has a contrast of {:.1} to 1 {beside}, which is too little to read: {} is shown",
        text.value, moved.contrast, moved.shown
    );
    let hint = "text needs 4.5 to 1 (WCAG 2.2), also on the tinted ground of citations";
    issues.add_with_hint(Code::ThemeContrast, &text.range, message, hint);
}

/// A list of fonts lands in a stylesheet: nothing that could end the declaration.
fn fonts(name: &'static str, fields: &mut Fields<'_>, issues: &mut Issues) -> Option<String> {
    let text = fields.placed_text(name, issues)?;
    let is_unsafe = |text: &str| {
        text.contains(['{', '}', ';', '<', '@', '\\', '\n']) || text.contains("/*") || text.contains("url(")
    };
    if is_unsafe(&text.value) {
        let message = format!("`{name}` is a list of fonts, nothing else");
        issues.add(Code::InvalidValue, &text.range, message);
        return None;
    }
    Some(text.value)
}
