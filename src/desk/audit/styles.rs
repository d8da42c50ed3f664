//! The stylesheets of the finished site: the files that they load, and the colours that they set.

use super::address::Led;
use super::book::Book;
use super::contrast;
use super::findings::Finding;
use super::stylesheet::{self, Sheet};
use super::weight::{Kind, Loads};
use crate::diagnostic::{Code, Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Follows the addresses of a stylesheet.
pub fn look(book: &Book<'_>, at: usize, bytes: &[u8], mut add: impl FnMut(Finding)) {
    let css = String::from_utf8_lossy(bytes);
    for (address, place) in stylesheet::read(&css).addresses {
        let from = book.page(at).route.as_str();
        let Led::Site(route, _) = book.home.lead(&address, from) else {
            continue;
        };
        if address.starts_with('#') || book.answer(&route).is_some() || book.is_held_back(&route) {
            continue;
        }
        add(Finding {
            code: Code::BrokenLink,
            cause: format!("{at} {place} {route}"),
            message: format!("this stylesheet loads {route}, which no file answers"),
            hint: Some("addresses in a stylesheet are relative to the stylesheet".to_owned()),
            span: book.file(at).map(|path| Span::new(path, place..place)),
            clue: None,
            page: at,
        });
    }
}

/// Looks at the colours of the stylesheets that pages load.
pub fn contrast(book: &Book<'_>, loads: &Loads) -> Vec<Diagnostic> {
    let least = book.compiled.site.config.check.contrast;
    let sets: BTreeSet<&BTreeSet<usize>> = loads
        .keys()
        .filter(|(kind, _)| *kind == Kind::Stylesheets)
        .map(|(_, files)| files)
        .collect();
    let used: BTreeSet<usize> = sets.iter().flat_map(|files| files.iter().copied()).collect();
    let sheets: BTreeMap<usize, Sheet> = used
        .into_iter()
        .map(|at| {
            let bytes = book.compiled.render(book.page(at)).0.bytes;
            (at, stylesheet::read(&String::from_utf8_lossy(&bytes)))
        })
        .collect();
    let own = sheets
        .iter()
        .filter_map(|(at, sheet)| Some((book.file(*at)?, sheet)));
    let mut found: Vec<Diagnostic> = own
        .flat_map(|(path, sheet)| contrast::rules(path, sheet, least))
        .collect();
    for files in sets {
        // style.css comes first, as base.html has it, and theme.css counts more than all that the theme has.
        let mut order: Vec<usize> = files.iter().copied().collect();
        order.sort_by_key(|at| match book.page(*at).route.as_str() {
            "/style.css" => 0,
            "/theme.css" => 1,
            _ => 2,
        });
        let order: Vec<_> = order
            .iter()
            .filter_map(|at| Some((book.file(*at), sheets.get(at)?)))
            .collect();
        found.extend(contrast::theme(&order, least));
    }
    found
}
