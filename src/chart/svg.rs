//! The writer of inline SVG: short numbers, escaped text, classes for what repeats.

use crate::chart::Words;
use crate::input::escape::{html, push_html};
use std::fmt::Write;

/// The width of a plot in units of its paths.
pub const WIDTH: f64 = 1000.0;

/// An SVG that is being written. Places along the width are shares of it, from 0 to 1.
#[derive(Debug, Default)]
pub struct Svg {
    /// In pixels: how tall it is so far.
    pub height: f64,
    /// In pixels: the rooms for words left and right of the plot, each one of [`ROOMS`] or none.
    pub aside: [f64; 2],
    body: String,
}

/// In pixels: how wide words stand beside a plot at most.
pub const WIDEST: f64 = 110.0;

/// In pixels: between a plot and its words.
pub const ASIDE: f64 = 9.0;

/// In pixels: the rooms beside a plot, which the stylesheet knows.
const ROOMS: [f64; 4] = [30.0, 54.0, 90.0, 122.0];

/// In pixels: the room for words of a width.
pub fn room_for(words: f64) -> f64 {
    let fits = ROOMS.into_iter().find(|room| words + ASIDE <= *room);
    fits.unwrap_or(ROOMS[3])
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

impl Svg {
    /// A line of text. `aside` moves it by pixels from its place.
    pub fn text(&mut self, class: &str, share: f64, aside: f64, y: f64, anchor: Anchor, words: &str) {
        let _ = write!(self.body, "<text x=\"{}\" y=\"{}\"", percent(share), short(y));
        if aside != 0.0 {
            let _ = write!(self.body, " dx=\"{}\"", short(aside));
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.body.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.body.push_str(" text-anchor=\"end\""),
        }
        self.class(class);
        self.body.push('>');
        push_html(&mut self.body, words);
        self.body.push_str("</text>");
    }

    /// A bar between two shares of the width.
    pub fn bar(&mut self, class: &str, from: f64, to: f64, y: f64, height: f64) {
        let (x, width) = (from.min(to), (to - from).abs());
        let _ = write!(self.body, "<rect");
        if x > 0.0 {
            let _ = write!(self.body, " x=\"{}\"", percent(x));
        }
        let _ = write!(
            self.body,
            " y=\"{}\" width=\"{}\" height=\"{}\"",
            short(y),
            percent(width),
            short(height)
        );
        self.class(class);
        self.body.push_str("/>");
    }

    /// A straight line between two places.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
            percent(from.0),
            short(from.1),
            percent(to.0),
            short(to.1)
        );
        self.class(class);
        self.body.push_str("/>");
    }

    /// Opens the plot, in which paths are drawn: [`WIDTH`] units wide, however wide the page is.
    pub fn open_plot(&mut self, top: f64, height: f64) {
        let (width, height) = (short(WIDTH), short(height));
        let _ = write!(
            self.body,
            "<svg y=\"{}\" width=\"100%\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             preserveAspectRatio=\"none\" overflow=\"visible\" fill=\"none\" stroke=\"currentColor\">",
            short(top)
        );
    }

    /// Closes the plot.
    pub fn close_plot(&mut self) {
        self.body.push_str("</svg>");
    }

    /// A path in the plot; none where there is nothing to draw.
    pub fn path(&mut self, class: &str, path: &str) {
        if path.is_empty() {
            return;
        }
        self.body.push_str("<path");
        self.class(class);
        let _ = write!(self.body, " d=\"{path}\"/>");
    }

    fn class(&mut self, class: &str) {
        if !class.is_empty() {
            let _ = write!(self.body, " class=\"{class}\"");
        }
    }

    /// The whole, named and described for those who do not see it.
    pub fn finish(self, words: Words<'_>) -> String {
        let mut room = String::new();
        for (side, given) in ["l", "r"].iter().zip(self.aside) {
            if let Some(place) = ROOMS.iter().position(|room| given == *room) {
                let _ = write!(room, " {side}{}", place + 1);
            }
        }
        let height = short(self.height);
        let [title, finding] = [words.title_id, words.finding_id].map(html);
        let mut out = format!(
            "<svg class=\"plot{room}\" width=\"100%\" height=\"{height}\" overflow=\"visible\" direction=\"ltr\" role=\"img\" \
             aria-labelledby=\"{title} {finding}\"><title id=\"{title}\">"
        );
        push_html(&mut out, words.title);
        let _ = write!(out, "</title><desc id=\"{finding}\">");
        push_html(&mut out, words.finding);
        out.push_str("</desc>");
        out.push_str(&self.body);
        out.push_str("</svg>");
        out
    }
}

/// The class of a column of figures: colours and the form of points, four of each, and then again.
pub fn series(place: usize) -> String {
    format!("s{}", place % 6 + 1)
}

/// A share of the width: `45.2%`.
fn percent(share: f64) -> String {
    match short(share * 100.0) {
        zero if zero == "0" => zero,
        share => share + "%",
    }
}

/// A number with one decimal at most: nothing finer can be seen.
pub fn short(number: f64) -> String {
    let tenths = (number * 10.0).round();
    if !tenths.is_finite() || tenths == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{:.1}", tenths / 10.0);
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
