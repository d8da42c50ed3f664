//! Audits of the finished pages, as readers and their browsers get them: rendered in memory, each read once.

pub mod address;
pub mod alt;
mod attributes;
mod blame;
mod book;
pub mod broken_link;
pub mod contrast;
pub mod credit;
pub mod draft_leak;
mod elements;
mod findings;
pub mod heading_order;
pub mod page;
mod styles;
pub mod stylesheet;
pub mod tokens;
pub mod weight;

use crate::compile::Compiled;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::sources::Sources;
use crate::page::{Page, Subject};
use address::Home;
use book::{Book, Leaf};
use broken_link::Wanted;
use draft_leak::Search;
use findings::Findings;
use rayon::prelude::*;

/// How many neighbouring pages are looked at by one thread.
const CHUNK: usize = 64;

/// Renders all pages and looks at each. `texts` holds the files that the site was compiled from. A site that cannot be
/// published has no pages.
pub fn pages(compiled: &Compiled, texts: &Sources) -> Vec<Diagnostic> {
    if compiled.has_errors() {
        return Vec::new();
    }
    let home = Home::of(compiled.site.config.base_url.as_deref());
    let book = Book::new(compiled, texts, &home);
    let search = book.wants(Code::DraftLeak).then(|| Search::new(&book)).flatten();
    let starts: Vec<usize> = (0..compiled.pages.len()).step_by(CHUNK).collect();
    let chunks: Vec<Gathered> = starts
        .into_par_iter()
        .map(|start| chunk(&book, search.as_ref(), start))
        .collect();
    let mut all = Gathered::default();
    chunks.into_iter().for_each(|chunk| all.merge(chunk));
    finish(&book, all)
}

/// What is gathered from pages.
#[derive(Default)]
struct Gathered {
    findings: Findings,
    problems: Vec<Diagnostic>,
    places: Vec<Vec<u64>>,
    wanted: Wanted,
    credits: credit::Credits,
    loads: weight::Loads,
}

impl Gathered {
    fn merge(&mut self, later: Self) {
        self.findings.merge(later.findings);
        self.problems.extend(later.problems);
        self.places.extend(later.places);
        self.wanted.merge(later.wanted);
        credit::merge(&mut self.credits, later.credits);
        weight::merge(&mut self.loads, later.loads);
    }
}

fn chunk(book: &Book<'_>, search: Option<&Search>, start: usize) -> Gathered {
    let mut gathered = Gathered::default();
    let mut places = Vec::new();
    let pages = &book.compiled.pages;
    for (at, page) in pages.iter().enumerate().skip(start).take(CHUNK) {
        if page.is_made_by_job() || is_plain(book.compiled, page) {
            continue;
        }
        let (output, problems) = book.compiled.render(page);
        if !problems.is_empty() {
            gathered.problems.extend(problems);
            continue;
        }
        let is_own = book.file(at).is_none();
        if let Some(search) = search.filter(|_| is_own) {
            search.look(book, at, &output.bytes, |finding| gathered.findings.add(finding));
        }
        if broken_link::is_html_route(page.route.as_str()) {
            let seen = tokens::read(&output.bytes);
            places.extend(seen.ids.iter().map(|id| broken_link::place(at, *id)));
            let leaf = Leaf {
                at,
                page,
                story: book.blame().story(page),
                seen: &seen,
                bytes: &output.bytes,
            };
            look(book, &leaf, &mut gathered);
        } else if page.route.as_str().ends_with(".css") && book.wants(Code::BrokenLink) {
            styles::look(book, at, &output.bytes, |finding| gathered.findings.add(finding));
        }
    }
    gathered.places.push(places);
    gathered
}

/// Whether nothing of a site's own can be wrong with a page: the theme makes it of records, tens of thousands of them.
/// One that a link names a place in is read for that.
fn is_plain(compiled: &Compiled, page: &Page) -> bool {
    match page.subject {
        Subject::SearchFile(_) => true,
        Subject::Claim(_) | Subject::Source(_) => !compiled.templates.has_own(),
        _ => false,
    }
}

/// The places of plain pages that links of other pages name.
fn places_of_plain(book: &Book<'_>, wanted: &Wanted) -> Vec<u64> {
    let mut named: Vec<usize> = wanted.targets(book).collect();
    named.sort_unstable();
    named.dedup();
    named.retain(|at| is_plain(book.compiled, book.page(*at)));
    let places = |at: usize| {
        let (output, _) = book.compiled.render(book.page(at));
        let seen = tokens::read(&output.bytes);
        seen.ids
            .iter()
            .map(|id| broken_link::place(at, *id))
            .collect::<Vec<_>>()
    };
    named.into_par_iter().flat_map_iter(places).collect()
}

/// All audits of one page of HTML; of one that a site wrote by hand, its links alone.
fn look(book: &Book<'_>, leaf: &Leaf<'_>, gathered: &mut Gathered) {
    let findings = &mut gathered.findings;
    if book.wants(Code::BrokenLink) {
        broken_link::look(book, leaf, &mut gathered.wanted, |finding| findings.add(finding));
    }
    if leaf.is_static() {
        return;
    }
    if book.wants(Code::Alt) {
        alt::look(book, leaf, |finding| findings.add(finding));
    }
    if book.wants(Code::Credit) {
        credit::look(book, leaf, &mut gathered.credits, |finding| findings.add(finding));
    }
    if book.wants(Code::HeadingOrder) {
        heading_order::look(book, leaf, |finding| findings.add(finding));
    }
    // Which stylesheets pages load is asked by another rule too.
    weight::look(book, leaf, &mut gathered.loads, |finding| findings.add(finding));
}

/// What is known only when all pages are read.
fn finish(book: &Book<'_>, mut all: Gathered) -> Vec<Diagnostic> {
    for place in all.places.iter().flatten() {
        all.wanted.strike(*place);
    }
    for place in places_of_plain(book, &all.wanted) {
        all.wanted.strike(place);
    }
    let mut late = all.wanted.left(book);
    late.extend(credit::differing(book, all.credits));
    late.extend(weight::loaded(book, &all.loads));
    late.sort_by(|one, other| (one.page, &one.cause).cmp(&(other.page, &other.cause)));
    late.into_iter().for_each(|finding| all.findings.add(finding));
    let mut found = all.problems;
    if book.wants(Code::Contrast) {
        found.extend(styles::contrast(book, &all.loads));
    }
    let blame = book.blame();
    let place = |finding: &findings::Finding, only: Option<usize>| {
        let clue = finding.clue.as_deref().filter(|clue| clue.len() > 1);
        let story = only.and_then(|at| blame.story(book.page(at)));
        let in_story = story.and_then(|story| clue.and_then(|clue| blame.words(story, clue)));
        let start = || story.map(|story| crate::diagnostic::Span::start_of(&story.path));
        in_story
            .or_else(|| clue.and_then(|clue| blame.clue(clue)))
            .or_else(start)
    };
    found.extend(all.findings.finish(|at| book.page(at).route.as_str(), place));
    found.retain(|finding| book.wants(finding.code));
    broken_link::offer(book, &mut found);
    found
}
