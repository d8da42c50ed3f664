//! What English prose says: sentences, figures, days and periods, quotations, and the words that bound a figure.

pub mod bounds;
pub mod days;
pub mod figures;
pub mod formula;
pub mod quotation;
pub mod sentences;
pub mod spans;
