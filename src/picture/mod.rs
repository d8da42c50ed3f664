//! Pictures made of pixels: what their first bytes say, and the jobs that cut them to size.
//!
//! What a file is, its bytes decide and not its name. Nothing of it is published but what shows the picture: no
//! place, no camera, no thumbnail.

mod container;
mod decode;
mod encode;
mod header;
pub mod sizes;
mod work;

pub use header::{GREATEST_SIDE, MOST_PIXELS, read};
pub use work::{ENGINE, Shape, job, key};

use crate::diagnostic::Code;
use image::metadata::Orientation;

/// The formats that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP, animated or not.
    Webp,
    /// GIF, of which only the size is read.
    Gif,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
        }
    }
}

/// What the first bytes of a picture say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What it is.
    pub format: Format,
    /// In pixels, as it is shown.
    pub width: u32,
    /// In pixels, as it is shown.
    pub height: u32,
    /// How its pixels are turned for that.
    pub orientation: Orientation,
    /// Whether it is one picture that can be cut to other sizes; animations are left as they are.
    pub is_still: bool,
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The kind of the problem.
    pub code: Code,
    /// What is wrong, to follow the name of the file: `ends too early`.
    pub words: String,
}

impl Fault {
    fn unreadable(words: impl Into<String>) -> Self {
        let words = words.into();
        Self {
            code: Code::PictureUnreadable,
            words,
        }
    }

    /// How to mend it.
    pub fn hint(&self) -> &'static str {
        match self.code {
            Code::PictureTooLarge => {
                "make it smaller; a file that is to be published as it is belongs in static/"
            }
            _ => "save it again as JPEG, PNG or WebP",
        }
    }
}
