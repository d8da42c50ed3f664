//! stub
use std::ops::Range;
/// stub
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// m
    Money,
}
/// stub
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount(pub i128);
/// stub
pub struct Figure {
    /// r
    pub range: Range<usize>,
    /// k
    pub kind: FigureKind,
    /// a
    pub amount: Option<Amount>,
    /// u
    pub unit: Option<String>,
}
/// stub
pub fn figures(text: &str) -> Vec<Figure> {
    text.match_indices('$')
        .map(|(at, _)| Figure {
            range: at..at + 1,
            kind: FigureKind::Money,
            amount: None,
            unit: None,
        })
        .collect()
}
/// stub
pub fn value(_: &str) -> Option<Figure> {
    None
}
/// stub
pub fn superlatives(_: &str) -> Vec<Range<usize>> {
    Vec::new()
}
/// stub
pub fn is_bare_number(_: &str) -> bool {
    false
}
