//! The jobs that make the published files of a picture.

use super::decode::{Pixels, decode};
use super::sizes::{WIDEST, height};
use super::{Fault, Format, Head, container, encode};
use crate::diagnostic::{Diagnostic, Span};
use crate::job::{Bench, Job, Work};
use crate::source_path::SourcePath;
use image::metadata::Orientation;
use std::fmt;
use std::sync::Arc;

/// What makes the bytes, with the versions that decide them; a test holds them to be those that are built in. The number
/// is another when our own code makes other bytes of the same picture.
pub const ENGINE: &str = "1, image 0.25.10, zune-jpeg 0.5.15, png 0.18.1, image-webp 0.2.4, fast_image_resize 6.1.0, libwebp-sys 0.9.6, moxcms 0.8.1";

/// Which file of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// The one at its own route: its own format, and no wider than the widest.
    Own,
    /// Another size or format.
    Cut {
        /// The format.
        format: Format,
        /// In pixels.
        width: u32,
    },
}

/// The key of the job that makes a file of a picture, by the hash of its source.
pub fn key(hash: &[u8; 32], shape: Shape) -> [u8; 32] {
    crate::job::key(KIND, ENGINE, &[hash, words(shape).as_bytes()])
}

/// The job that makes a file of a picture. `name` is told where it fails.
pub fn job(name: &SourcePath, bytes: Arc<[u8]>, hash: [u8; 32], head: &Head, shape: Shape) -> Job {
    let cut = Cut {
        name: name.clone(),
        bytes,
        hash,
        head: head.clone(),
        shape,
    };
    Job::new(KIND, ENGINE, &[&hash, words(shape).as_bytes()], Arc::new(cut))
}

const KIND: &str = "picture";

fn words(shape: Shape) -> String {
    match shape {
        Shape::Own => "own".to_owned(),
        Shape::Cut { format, width } => format!("{width} {}", format.ending()),
    }
}

struct Cut {
    name: SourcePath,
    bytes: Arc<[u8]>,
    hash: [u8; 32],
    head: Head,
    shape: Shape,
}

impl fmt::Debug for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {}", words(self.shape), self.name)
    }
}

impl Work for Cut {
    fn run(&self, bench: &mut Bench) -> Result<Vec<u8>, Diagnostic> {
        self.made(bench).map_err(|fault| {
            let message = format!("{} {}", self.name, fault.words);
            Diagnostic::new(fault.code, Span::start_of(&self.name), message).hint(fault.hint())
        })
    }
}

impl Cut {
    fn made(&self, bench: &mut Bench) -> Result<Vec<u8>, Fault> {
        let head = &self.head;
        let (format, width) = match self.shape {
            Shape::Own if is_fit(head) => {
                let stripped = container::stripped(head.format, &self.bytes);
                return stripped.ok_or_else(|| Fault::unreadable("ends too early: a part of it is missing"));
            }
            Shape::Own => (head.format, head.width.min(WIDEST)),
            Shape::Cut { format, width } => (format, width),
        };
        let pixels: &Pixels = bench.lay(self.hash, || decode(head, &self.bytes))?;
        encode::cut(pixels, width, height(head, width), format)
    }
}

/// Whether a picture can be published as it is, but for what it says of its making: then it is not encoded again,
/// which would cost quality.
fn is_fit(head: &Head) -> bool {
    !head.is_still || (head.width <= WIDEST && head.orientation == Orientation::NoTransforms)
}
