//! The shape of the search page's list.

use crate::page::view::Named;
use crate::site::route::Route;
use serde::Serialize;

/// Some of what can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchGroup {
    /// What it is: the name of a category, `Pages`, `Numbers`, `Sources` or `Terms`.
    pub name: String,
    /// The page that lists all of it, where there is one.
    pub route: Option<Route>,
    /// How many there are.
    pub total: usize,
    /// Those that are listed here.
    pub items: Vec<Named>,
}
