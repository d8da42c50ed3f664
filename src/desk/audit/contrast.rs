//! Colours of a site's own stylesheets that are too close to each other to be read.

use super::stylesheet::{Declaration, Scheme, Sheet, StyleRule};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::colour;
use crate::source_path::SourcePath;
use csscolorparser::Color;
use std::collections::HashMap;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Contrast,
    look: Look::Pages,
    why: "Text that hardly stands out from its ground cannot be read by many, and by nobody in the sun. Looked at is what is certain: rules \
          that set a colour and a background, and the theme's own colours set anew at :root, by day and by night. The colours of \
          `[theme]` are mended by the build.",
    example: ".hint { color: #999; background: #fff }",
    mend: "make one of the two darker or lighter until they differ by 4.5 to 1 (WCAG 2.2, 1.4.3).",
    options: Some("[check]\ncontrast = { ratio = \"7\" }    # 4.5 by itself"),
};

/// The least contrast of large type, where 4.5 is asked of small type (WCAG 2.2, 1.4.3); of 7 it is 4.5 (1.4.6).
const LARGE: i32 = 300;
const LARGE_ENHANCED: i32 = 450;

/// The colours of the theme that text has, and what it stands on.
const PAIRS: [(&str, &str); 3] = [
    ("--ink", "--paper"),
    ("--accent", "--paper"),
    ("--warn", "--paper"),
];

/// Looks at the colours that rules set together.
pub fn rules(path: &SourcePath, sheet: &Sheet, least: i32) -> Vec<Diagnostic> {
    sheet
        .rules
        .iter()
        .flat_map(|rule| pair(path, rule, least))
        .collect()
}

/// Looks at the colours of the theme, as the stylesheets of a page set them one after another; `None`: the theme's own.
pub fn theme(sheets: &[(Option<&SourcePath>, &Sheet)], least: i32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for scheme in [Scheme::Light, Scheme::Dark] {
        let set = at_root(sheets, scheme);
        for (text, ground) in PAIRS {
            let (Some(one), Some(other)) = (set.get(text), set.get(ground)) else {
                continue;
            };
            let own = [one, other].into_iter().find_map(|set| Some((set.path?, set)));
            let colours = read(&one.declaration.value, scheme).zip(read(&other.declaration.value, scheme));
            let (Some((path, own)), Some((text_colour, ground_colour))) = (own, colours) else {
                continue;
            };
            let ratio = hundredths(&text_colour, &ground_colour);
            if ratio < least {
                let message = format!(
                    "{text} {} on {ground} {} has a contrast of {} to 1 {}, below {}",
                    one.declaration.value,
                    other.declaration.value,
                    words(ratio),
                    time(scheme),
                    words(least)
                );
                let span = Span::new(path, own.declaration.range.clone());
                found.push(Diagnostic::new(Code::Contrast, span, message).hint(HINT));
            }
        }
    }
    found
}

const HINT: &str = "make one of the two darker or lighter";

/// A custom property that is set at the root.
struct Set<'s> {
    path: Option<&'s SourcePath>,
    declaration: &'s Declaration,
}

/// The custom properties of the root in a scheme: what comes later counts.
fn at_root<'s>(sheets: &[(Option<&'s SourcePath>, &'s Sheet)], scheme: Scheme) -> HashMap<&'s str, Set<'s>> {
    let mut set = HashMap::new();
    for (path, sheet) in sheets {
        let holds = |rule: &&StyleRule| {
            rule.selectors == ":root"
                && !rule.when.conditional
                && (rule.when.scheme == Scheme::Both || rule.when.scheme == scheme)
        };
        for declaration in sheet
            .rules
            .iter()
            .filter(holds)
            .flat_map(|rule| &rule.declarations)
        {
            if declaration.name.starts_with("--") {
                let path = *path;
                set.insert(declaration.name.as_str(), Set { path, declaration });
            }
        }
    }
    set
}

/// Looks at a rule that sets both a colour and a background.
fn pair(path: &SourcePath, rule: &StyleRule, least: i32) -> Option<Diagnostic> {
    let schemes: &[Scheme] = match rule.when.scheme {
        Scheme::Both => &[Scheme::Light, Scheme::Dark],
        Scheme::Light => &[Scheme::Light],
        Scheme::Dark => &[Scheme::Dark],
        Scheme::Unknown => &[],
    };
    // What is disabled need not be read, and what stands beside an element may hold no text.
    let selectors = rule.selectors.to_ascii_lowercase();
    let is_exempt = selectors.contains("disabled")
        || (selectors.contains("::") && !selectors.contains("::selection"))
        || selectors.contains(":before")
        || selectors.contains(":after");
    let last = |names: &[&str]| {
        let mut declarations = rule.declarations.iter().rev();
        declarations.find(|declaration| names.contains(&declaration.name.as_str()))
    };
    let text = last(&["color"])?;
    let ground = last(&["background", "background-color"])?;
    // A background image may lie over the colour.
    if is_exempt
        || last(&[
            "background-image",
            "background-clip",
            "opacity",
            "mix-blend-mode",
            "filter",
        ])
        .is_some()
    {
        return None;
    }
    let least = if is_large(rule) { large(least) } else { least };
    schemes.iter().find_map(|scheme| {
        let (text_colour, ground_colour) = (read(&text.value, *scheme)?, read(&ground.value, *scheme)?);
        let ratio = hundredths(&text_colour, &ground_colour);
        let message = format!(
            "{} on {} has a contrast of {} to 1, below {}",
            text.value,
            ground.value,
            words(ratio),
            words(least)
        );
        let finding = || Diagnostic::new(Code::Contrast, Span::new(path, text.range.clone()), message);
        (ratio < least).then(|| finding().hint(HINT))
    })
}

/// A colour in a scheme, where it is certain.
fn read(value: &str, scheme: Scheme) -> Option<Color> {
    let value = value.trim();
    let both = value
        .strip_prefix("light-dark(")
        .and_then(|inner| inner.strip_suffix(')'))
        .filter(|inner| !inner.contains('('));
    let value = match both.map(|both| both.split_once(',')) {
        Some(Some((light, dark))) => {
            if scheme == Scheme::Dark {
                dark
            } else {
                light
            }
        }
        Some(None) => return None,
        None => value,
    };
    colour::parse(value.trim()).ok()
}

fn hundredths(one: &Color, other: &Color) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "it is 2100 at most")]
    // Rounded down: 4.499 is not 4.5.
    {
        (colour::contrast(one, other) * 100.0).floor() as i32
    }
}

/// Whether the type is large, as far as the rule says so in px or rem: 24 px, or 18.66 px where it is bold.
fn is_large(rule: &StyleRule) -> bool {
    let value = |name: &str| {
        let mut declarations = rule.declarations.iter().rev();
        declarations
            .find(|declaration| declaration.name == name)
            .map(|declaration| declaration.value.as_str())
    };
    let size = value("font-size").and_then(|size| {
        let pixels = size
            .strip_suffix("px")
            .and_then(|size| size.trim().parse::<f32>().ok());
        let by_root = || Some(size.strip_suffix("rem")?.trim().parse::<f32>().ok()? * 16.0);
        pixels.or_else(by_root)
    });
    let is_bold = value("font-weight")
        .is_some_and(|weight| weight == "bold" || weight.parse::<f32>().is_ok_and(|weight| weight >= 700.0));
    size.is_some_and(|size| size >= 24.0 || (is_bold && size >= 18.66))
}

fn large(least: i32) -> i32 {
    match least <= 450 {
        true => least.min(LARGE),
        false => LARGE_ENHANCED,
    }
}

fn time(scheme: Scheme) -> &'static str {
    if scheme == Scheme::Dark {
        "by night"
    } else {
        "by day"
    }
}

fn words(hundredths: i32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
