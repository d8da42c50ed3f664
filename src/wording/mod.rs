//! What English prose says: where its sentences end, and which figures it states.

pub mod figures;
pub mod sentences;
