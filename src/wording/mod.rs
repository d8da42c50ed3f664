//! What English prose says: sentences, figures, dates, quotations.

pub mod figures;
pub mod sentences;
