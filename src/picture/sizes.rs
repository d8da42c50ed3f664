//! Which sizes of a picture there are. None is larger than the picture itself.

use super::Head;

/// In pixels: no wider picture is published.
pub const WIDEST: u32 = 2400;

/// The widths below it: for phones, for the text's column on screens of one and of two pixels a point.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// In pixels: the longest side that WebP can have.
pub const GREATEST_WEBP_SIDE: u32 = 16_383;

/// The widths of a picture, ascending. The last is its own, or the widest.
pub fn widths(head: &Head) -> Vec<u32> {
    let widest = head.width.min(WIDEST);
    // One that is nearly as wide would be a file more and nothing saved.
    let is_worth = |width: &u32| u64::from(*width) * 10 <= u64::from(widest) * 9;
    let smaller = WIDTHS.into_iter().filter(is_worth);
    smaller.chain([widest]).collect()
}

/// The height that goes with a width.
pub fn height(head: &Head, width: u32) -> u32 {
    let (full_width, full_height) = (u64::from(head.width.max(1)), u64::from(head.height));
    let height = (full_height * u64::from(width) + full_width / 2) / full_width;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}
