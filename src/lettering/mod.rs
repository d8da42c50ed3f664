//! Words as shapes, for cards: the fonts, how wide words are in them, lines that fit, and a drawing as a PNG.
//! No font of the machine is ever used: the same card is the same everywhere.

pub mod draw;
pub mod fit;
pub mod fonts;
mod guard;
mod pieces;
