//! Audits of the finished pages, as readers and their browsers get them.

use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;

/// Renders all pages and looks at each.
pub fn pages(compiled: &Compiled) -> Vec<Diagnostic> {
    let _ = compiled;
    Vec::new()
}
