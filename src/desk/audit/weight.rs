//! Pages that are heavier, as they are sent, than the site allows itself.

use super::address::Led;
use super::book::{Book, Leaf};
use super::findings::Finding;
use super::page::Use;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Span};
use crate::site::STATIC_FOLDER;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Weight,
    look: Look::Pages,
    why: "Readers on the move pay for every kilobyte with time and money. A page's HTML, stylesheets, scripts and pictures are weighed \
          as they are sent: text packed by gzip, of each picture the smallest file. Pictures that a build cuts are left out: how large they \
          will be is not known here.",
    example: "a script of 400 kB that draws one chart",
    mend: "leave out what the page does not need, cut the picture, split the text; or allow the page more in site.toml.",
    options: Some(
        "[check]\nweight = { html = 50, css = 50, script = 100, pictures = 1000 }    # in kB of 1,000 bytes",
    ),
};

/// Files that pages load together, and the first page that does.
pub type Loads = BTreeMap<(Kind, BTreeSet<usize>), (usize, usize)>;

/// What is weighed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// All stylesheets of a page.
    Stylesheets,
    /// All its scripts.
    Scripts,
}

/// Weighs a page's HTML and pictures, and notes what else it loads.
pub fn look(book: &Book<'_>, leaf: &Leaf<'_>, loads: &mut Loads, mut add: impl FnMut(Finding)) {
    let limits = book.compiled.site.config.check.weight;
    let html = exceeds(leaf.bytes, limits.html);
    if let Some(packed) = html {
        add(finding(
            leaf.at,
            format!("html {}", leaf.at),
            "the HTML of this page",
            packed,
            limits.html,
            own_file(leaf),
        ));
    }
    let mut sets: BTreeMap<Kind, BTreeSet<usize>> = BTreeMap::new();
    let mut pictures: BTreeMap<u32, Vec<Option<(usize, usize)>>> = BTreeMap::new();
    let Some(base) = leaf.base(book.home) else {
        return;
    };
    for link in &leaf.seen.links {
        let kind = match link.used {
            Use::Stylesheet => Some(Kind::Stylesheets),
            Use::Script => Some(Kind::Scripts),
            Use::Picture(_) => None,
            Use::Link | Use::Other => continue,
        };
        let Led::Site(route, _) = book.home.lead(leaf.href(link), &base) else {
            continue;
        };
        let at = book.answer(&route);
        match (kind, link.used) {
            (Some(kind), _) => sets.entry(kind).or_default().extend(at),
            (None, Use::Picture(number)) => {
                let file = at.and_then(|at| Some((size(book, at)?, at)));
                pictures.entry(number).or_default().push(file);
            }
            (None, _) => {}
        }
    }
    // A picture of which any file's size is not known may be small; one that is shown twice is loaded once.
    let known = pictures
        .into_values()
        .filter_map(|files| files.into_iter().collect::<Option<Vec<_>>>());
    let loaded: BTreeSet<(usize, usize)> = known.filter_map(|files| files.into_iter().min()).collect();
    let total: usize = loaded.iter().map(|(size, _)| size).sum();
    if over(total, limits.pictures) {
        let cause = format!("pictures {}", leaf.at);
        add(finding(
            leaf.at,
            cause,
            "the pictures of this page",
            total,
            limits.pictures,
            own_file(leaf),
        ));
    }
    for (kind, files) in sets {
        loads.entry((kind, files)).or_insert((leaf.at, 0)).1 += 1;
    }
}

/// Adds what later pages load.
pub fn merge(loads: &mut Loads, others: Loads) {
    for (files, (page, count)) in others {
        loads.entry(files).or_insert((page, 0)).1 += count;
    }
}

/// Weighs what pages load together; once for all that load the same.
pub fn loaded(book: &Book<'_>, loads: &Loads) -> Vec<Finding> {
    let limits = book.compiled.site.config.check.weight;
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found: BTreeMap<(Kind, usize), Finding> = BTreeMap::new();
    for ((kind, files), (page, _)) in loads {
        let mut weigh = |at: &usize| {
            let packed = || gzip(&book.compiled.render(book.page(*at)).0.bytes);
            *known.entry(*at).or_insert_with(packed)
        };
        let sizes: Vec<(usize, usize)> = files.iter().map(|at| (weigh(at), *at)).collect();
        let total = sizes.iter().map(|(size, _)| size).sum();
        let (limit, what) = match kind {
            Kind::Stylesheets => (limits.css, "the stylesheets of a page"),
            Kind::Scripts => (limits.script, "the scripts of a page"),
        };
        let heaviest = sizes.into_iter().max().map(|(_, at)| at);
        if let Some(heaviest) = heaviest.filter(|_| over(total, limit)) {
            let span = book.file(heaviest).map(Span::start_of);
            let cause = format!("{kind:?} {heaviest}");
            // Of the sets that one file makes too heavy, the first stands for all.
            found
                .entry((*kind, heaviest))
                .or_insert_with(|| finding(*page, cause, what, total, limit, span));
        }
    }
    found.into_values().collect()
}

fn finding(page: usize, cause: String, what: &str, bytes: usize, limit: i32, span: Option<Span>) -> Finding {
    let verb = if what.starts_with("the HTML") {
        "weighs"
    } else {
        "weigh"
    };
    let tenths = bytes.div_ceil(100);
    Finding {
        code: Code::Weight,
        cause,
        message: format!(
            "{what} {verb} {}.{} kB, more than {limit} kB",
            tenths / 10,
            tenths % 10
        ),
        hint: Some("make it lighter, or allow it more: `weight` in `[check]` of site.toml".to_owned()),
        span,
        clue: None,
        page,
    }
}

fn own_file(leaf: &Leaf<'_>) -> Option<Span> {
    leaf.story.map(|story| Span::start_of(&story.path))
}

fn over(bytes: usize, limit: i32) -> bool {
    usize::try_from(limit).is_ok_and(|limit| bytes > limit * 1_000)
}

/// The packed size of a text, where it exceeds a limit. A text that is small as it is need not be packed.
fn exceeds(bytes: &[u8], limit: i32) -> Option<usize> {
    let packed = over(bytes.len(), limit).then(|| gzip(bytes))?;
    over(packed, limit).then_some(packed)
}

/// How many bytes a text takes as servers send it.
fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |packed| packed.len())
}

/// The size of a picture that is published as it is.
fn size(book: &Book<'_>, at: usize) -> Option<usize> {
    let path = book.file(at)?;
    let is_static = path.as_str().starts_with(STATIC_FOLDER);
    let is_whole = is_static || !book.page(at).is_made_by_job();
    is_whole.then(|| book.texts.get(path.as_str()).map(|file| file.bytes().len()))?
}
