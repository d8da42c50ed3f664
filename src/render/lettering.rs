//! The two filters that place words on a card: `fit` makes lines of a text, `text` prints them.

use crate::input::escape::push_html;
use crate::lettering::fit::{Fitted, Wish, fit};
use crate::lettering::fonts::{Fonts, SERIF};
use std::fmt::Write;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// What makes the engine take the marks at the ends of a piece for the script that stands between them.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// Registers the filters.
pub fn register(tera: &mut Tera, fonts: &Arc<Fonts>) {
    let fonts = fonts.clone();
    tera.register_filter("fit", move |text: &str, arguments: Kwargs, _: &State<'_>| {
        fitted(&fonts, text, &arguments)
    });
    tera.register_filter("text", text);
}

/// `{{ headline | fit(width=1040, size=76, least=44, lines=4) }}`: the lines of a text, to be printed by `text`.
fn fitted(fonts: &Fonts, text: &str, arguments: &Kwargs) -> TeraResult<Value> {
    let number = |name, default: f32| -> TeraResult<f32> {
        let number = arguments.get::<f32>(name)?.unwrap_or(default);
        match number.is_finite() && number.abs() <= 10_000.0 {
            true => Ok(number),
            false => Err(Error::message(format!("`{name}` is too large"))),
        }
    };
    let family = arguments.get::<&str>("family")?.unwrap_or(SERIF);
    let weight = arguments.get::<u16>("weight")?.unwrap_or(400);
    let size = number("size", 32.0)?;
    let face = fonts.face(family, weight).ok_or_else(|| {
        let known = fonts.families().join(", ");
        Error::message(format!("there is no font `{family}`; there are: {known}"))
    })?;
    let wish = Wish {
        face,
        sizes: (size, number("least", size)?),
        width: number("width", 1200.0)?,
        lines: arguments.get::<usize>("lines")?.unwrap_or(1),
        spacing: number("spacing", 0.0)?,
    };
    Ok(Value::from_serializable(&fit(fonts, text, &wish)))
}

/// `{{ lines | text(x=80, y=180) }}`: the lines as SVG, the first on the line `y`.
fn text(fitted: &Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let wrong = || Error::message("`text` prints what `fit` made");
    let fitted = serde_json::to_value(fitted).map_err(|_| wrong())?;
    let fitted: Fitted = serde_json::from_value(fitted).map_err(|_| wrong())?;
    let (x, y) = (arguments.must_get::<f32>("x")?, arguments.must_get::<f32>("y")?);
    let leading = arguments.get::<f32>("leading")?.unwrap_or(1.2) * fitted.size;
    let anchor = arguments.get::<&str>("anchor")?.unwrap_or("start");
    let mut svg = String::new();
    for (at, line) in fitted.lines.iter().enumerate() {
        // A text that runs to the left starts at the right end of its room.
        let start = match anchor {
            "start" if fitted.to_left => x + fitted.room - line.width,
            "end" => x - line.width,
            "middle" => x - line.width / 2.0,
            _ => x,
        };
        print(&mut svg, &fitted, at, start, y + leading * at as f32);
    }
    Ok(Value::safe_string(&svg))
}

fn print(svg: &mut String, fitted: &Fitted, line: usize, mut x: f32, y: f32) {
    for piece in &fitted.lines[line].pieces {
        let _ = write!(
            svg,
            "<text xml:space=\"preserve\" x=\"{x:.1}\" y=\"{y:.1}\" font-family=\""
        );
        push_html(svg, &piece.family);
        let _ = write!(
            svg,
            "\" font-weight=\"{}\" font-size=\"{:.1}\"",
            piece.weight, fitted.size
        );
        if piece.spacing != 0.0 {
            let _ = write!(svg, " letter-spacing=\"{:.2}\"", piece.spacing * fitted.size);
        }
        svg.push('>');
        svg.extend(piece.to_left.then_some(RIGHT_TO_LEFT_MARK));
        push_html(svg, &piece.text);
        svg.extend(piece.to_left.then_some(RIGHT_TO_LEFT_MARK));
        svg.push_str("</text>\n");
        x += piece.width * fitted.size;
    }
}
