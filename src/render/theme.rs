//! theme.css: the settings of `[theme]` as custom properties, which style.css reads.

use crate::input::theme::Theme;
use std::fmt::Write;

/// Writes the stylesheet: what the site sets, and nothing else.
pub fn style(theme: &Theme) -> String {
    let density = theme.density.as_deref().map(|density| match density {
        "compact" => "0.85",
        "airy" => "1.2",
        _ => "1",
    });
    let (light, dark) = (&theme.palette.light, &theme.palette.dark);
    let has_colours = theme.accent.is_some() || theme.paper.is_some();
    let colour = |value| has_colours.then_some(value);
    let by_day = [
        ("accent", colour(light.accent.as_str())),
        ("paper", colour(&light.paper)),
        ("serif", theme.serif.as_deref()),
        ("sans", theme.sans.as_deref()),
        ("density", density),
    ];
    let mut style = String::new();
    push_rule(&mut style, "", &by_day);
    let by_night = [("accent", colour(&dark.accent)), ("paper", colour(&dark.paper))];
    if has_colours {
        style.push_str("@media screen and (prefers-color-scheme: dark) {\n");
        push_rule(&mut style, "  ", &by_night);
        style.push_str("}\n");
    }
    style
}

fn push_rule(style: &mut String, indent: &str, properties: &[(&str, Option<&str>)]) {
    let _ = writeln!(style, "{indent}:root {{");
    for (name, value) in properties {
        if let Some(value) = value {
            let _ = writeln!(style, "{indent}  --{name}: {value};");
        }
    }
    let _ = writeln!(style, "{indent}}}");
}
