//! stub
use std::ops::Range;
/// stub
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let _ = text;
    vec![0..text.len()]
}
