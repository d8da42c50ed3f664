//! What English prose says: its sentences, figures, days and spans, its quotations, its sums and the words that bound
//! a figure.
//!
//! Pure functions of text, behind the editorial rules. Where a sentence can be read in two ways, they stay silent:
//! a false alarm costs as much as a miss. Text in other languages is left alone.

pub mod bounds;
pub mod days;
pub mod figures;
pub mod formula;
pub mod quotation;
pub mod sentences;
pub mod spans;
