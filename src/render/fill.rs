//! Fills the holes of a body: citations, claims, terms, links, margin notes and components.

use crate::diagnostic::Diagnostic;
use crate::input::escape::{html, push_html, push_url};
use crate::page::context::{BoundClaim, ListedSource, StoryContext};
use crate::registry::claim::Status;
use crate::render::href::Links;
use crate::render::templates::Templates;
use crate::site::source_list::anchor;
use crate::story::facts::MentionKind;
use crate::story::highlight;
use crate::story::piece::{Bound, Cite, Piece, Target};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What surrounds the text that is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// The story's own page: previews, margin notes, anchors.
    Page,
    /// Another page, or a feed: plain links to the story's page.
    Elsewhere,
}

/// The state of filling one page's texts, in the order of reading.
pub struct Filler<'c> {
    pub context: &'c StoryContext,
    pub templates: &'c Templates,
    pub links: Links,
    pub surface: Surface,
    pub problems: &'c mut Vec<Diagnostic>,
    counts: Vec<usize>,
    seen_claims: BTreeSet<String>,
    called_disputed: BTreeSet<String>,
    seen_quotes: BTreeSet<String>,
    noted: BTreeSet<usize>,
}

impl<'c> Filler<'c> {
    /// Starts on a page.
    pub fn new(
        context: &'c StoryContext,
        templates: &'c Templates,
        links: Links,
        surface: Surface,
        problems: &'c mut Vec<Diagnostic>,
    ) -> Self {
        let counts = vec![0; context.sources.len()];
        let (seen_claims, called_disputed) = (BTreeSet::new(), BTreeSet::new());
        let (seen_quotes, noted) = (BTreeSet::new(), BTreeSet::new());
        Self {
            context,
            templates,
            links,
            surface,
            problems,
            counts,
            seen_claims,
            called_disputed,
            seen_quotes,
            noted,
        }
    }

    /// The text of some pieces.
    pub fn fill(&mut self, pieces: &[Piece]) -> String {
        let mut out = String::new();
        self.fill_into(&mut out, pieces);
        out
    }

    fn fill_into(&mut self, out: &mut String, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Html(html) => out.push_str(html),
                Piece::Cite(cites) => cites.iter().for_each(|cite| self.cite(out, cite)),
                Piece::ClaimValue(bound) => {
                    self.open_claim(out, &bound.id);
                    let claim = self
                        .context
                        .claims
                        .get(&bound.id)
                        .map(|claim| &claim.entry.record);
                    let words = claim.map(|claim| claim.prose.as_ref().unwrap_or(&claim.value));
                    push_html(out, words.unwrap_or(&bound.id));
                    self.close_claim(out, bound);
                }
                Piece::ClaimOpen(id) => self.open_claim(out, id),
                Piece::ClaimClose(bound) => self.close_claim(out, bound),
                Piece::TermOpen { id, first } => self.open_term(out, id, *first),
                Piece::TermClose { first } => out.push_str(if *first { "</a></dfn>" } else { "</a>" }),
                Piece::QuoteOpen(_) => out.push_str("<span class=\"quoted\">"),
                Piece::QuoteClose(id) => {
                    out.push_str("</span>");
                    self.quote_marker(out, id);
                }
                Piece::Address(target) => push_url(out, &self.address(target)),
                Piece::Picture(shown) => {
                    let text = self.picture(shown);
                    out.push_str(&text);
                }
                Piece::Margin(from, to) => self.margin(out, *from as usize, *to as usize),
                Piece::Code(block) => match highlight::highlight(&block.code, &block.language) {
                    Some(coloured) => out.push_str(&coloured),
                    None => push_html(out, &block.code),
                },
                Piece::Component(component) => {
                    let text = self.component(component);
                    out.push_str(&text);
                }
            }
        }
    }

    /// The address of an internal link.
    pub fn address(&self, target: &Target) -> String {
        match target {
            Target::Story(path, fragment) => {
                let route = self.context.links.get(path).map_or("/", |route| route.as_str());
                let fragment = fragment
                    .as_ref()
                    .map(|fragment| format!("#{fragment}"))
                    .unwrap_or_default();
                self.links.to(&format!("{route}{fragment}"))
            }
            Target::Route(route) => self.links.to(route),
            Target::File(path) => self
                .context
                .files
                .get(path)
                .map_or_else(|| path.to_string(), |route| self.links.to(route.as_str())),
            Target::Elsewhere(url) if url.starts_with('#') && self.surface == Surface::Elsewhere => {
                self.links.to(&format!("{}{url}", self.context.route))
            }
            Target::Elsewhere(url) => url.clone(),
        }
    }

    fn cite(&mut self, out: &mut String, cite: &Cite) {
        if let Some(prefix) = &cite.prefix {
            out.push_str(" <span class=\"locator\">");
            push_html(out, prefix);
            out.push_str("</span>");
        }
        self.marker(out, &cite.id, cite.locator.as_deref());
    }

    /// The marker of a source, numbered by the page's list.
    fn marker(&mut self, out: &mut String, id: &str, locator: Option<&str>) {
        let context = self.context;
        let Some(place) = context.source_places.get(id).copied() else {
            return;
        };
        let Some(source) = context.sources.get(place) else {
            return;
        };
        self.counts[place] += 1;
        let number = place + 1;
        let target = html(&source.source.id);
        if self.surface == Surface::Elsewhere {
            let address = html(
                &self
                    .links
                    .to(&format!("{}#source-{}", context.route, source.source.id)),
            );
            let _ = write!(out, "<sup><a href=\"{address}\">[{number}]</a></sup>");
            return;
        }
        let label = html(&label(source, number));
        let anchor = html(&anchor(id, self.counts[place]));
        let _ = write!(
            out,
            "<span class=\"cite\" id=\"{anchor}\"><button type=\"button\" popovertarget=\"note-{target}\" aria-label=\"{label}\" hidden>{number}</button>\
             <a href=\"#source-{target}\" aria-label=\"{label}\">{number}</a>"
        );
        if let Some(locator) = locator {
            out.push_str("<span class=\"locator\">");
            push_html(out, locator);
            out.push_str("</span>");
        }
        out.push_str("</span>");
    }

    fn open_claim(&mut self, out: &mut String, id: &str) {
        let Some(BoundClaim { entry, .. }) = self.context.claims.get(id) else {
            return;
        };
        let claim = &entry.record;
        out.push_str("<data class=\"claim\" value=\"");
        push_html(out, claim.amount.as_deref().unwrap_or(&claim.value));
        out.push('"');
        if let Some(status) = claim.status {
            let _ = write!(out, " data-status=\"{}\"", status.word());
        }
        out.push_str("><a class=\"claim-link\" href=\"");
        push_url(out, &self.links.to(entry.route.as_str()));
        out.push('"');
        if let Some(date) = claim.as_of {
            out.push_str(" title=\"As of ");
            push_html(out, &date.words());
            out.push('"');
        }
        out.push('>');
    }

    fn close_claim(&mut self, out: &mut String, bound: &Bound) {
        let Some(BoundClaim { entry, .. }) = self.context.claims.get(&bound.id) else {
            return;
        };
        out.push_str("</a>");
        if entry.record.status == Some(Status::Disputed) && self.called_disputed.insert(bound.id.clone()) {
            out.push_str(" <span class=\"disputed\">(disputed)</span>");
        }
        out.push_str("</data>");
        if let Some(source) = entry.record.sources.first()
            && !bound.covered
            && self.seen_claims.insert(bound.id.clone())
        {
            self.marker(out, &source.id, source.locator.as_deref());
        }
    }

    fn quote_marker(&mut self, out: &mut String, id: &str) {
        let context = self.context;
        if let Some(source) = context.quotes.get(id).and_then(|quote| quote.source.as_ref())
            && self.seen_quotes.insert(id.to_owned())
        {
            self.marker(out, source, None);
        }
    }

    /// Notes that a component shows a registered quotation; returns the fragment of its source's marker.
    pub fn count_quote(&mut self, id: &str) -> Option<String> {
        let source = self.context.quotes.get(id)?.source.as_ref()?;
        self.seen_quotes
            .insert(id.to_owned())
            .then(|| self.count(source))
            .flatten()
    }

    /// Notes that a template writes the number of a source; returns the fragment of that marker.
    pub fn count(&mut self, id: &str) -> Option<String> {
        let place = self.context.source_places.get(id).copied()?;
        *self.counts.get_mut(place)? += 1;
        Some(anchor(id, self.counts[place]))
    }

    /// Notes that a component shows a claim; returns the fragment of its first source's marker.
    pub fn count_claim(&mut self, id: &str) -> Option<String> {
        let source = self.context.claims.get(id)?.entry.record.sources.first()?;
        self.seen_claims
            .insert(id.to_owned())
            .then(|| self.count(&source.id))
            .flatten()
    }

    fn open_term(&mut self, out: &mut String, id: &str, first: bool) {
        out.push_str(if first {
            "<dfn class=\"term\"><a href=\""
        } else {
            "<a class=\"term\" href=\""
        });
        push_url(out, &self.links.to(&format!("/glossary/#{id}")));
        out.push('"');
        if let Some(term) = self.context.terms.get(id).filter(|_| first) {
            out.push_str(" title=\"");
            push_html(out, &term.definition);
            out.push('"');
        }
        out.push('>');
    }

    /// Notes in the margin for the sources that a paragraph is the first to name.
    fn margin(&mut self, out: &mut String, from: usize, to: usize) {
        if self.surface == Surface::Elsewhere {
            return;
        }
        let context = self.context;
        let mut notes = String::new();
        for mention in context
            .story
            .facts
            .citations
            .mentions
            .get(from..to)
            .unwrap_or_default()
        {
            let source = match mention.kind {
                MentionKind::Source => Some(&mention.id),
                MentionKind::Claim => context
                    .claims
                    .get(&mention.id)
                    .and_then(|claim| claim.entry.record.sources.first())
                    .map(|source| &source.id),
                MentionKind::Quote => context
                    .quotes
                    .get(&mention.id)
                    .and_then(|quote| quote.source.as_ref()),
            };
            let Some(place) = source.and_then(|id| context.source_places.get(id).copied()) else {
                continue;
            };
            if self.noted.insert(place) {
                push_note(&mut notes, &context.sources[place], place + 1);
            }
        }
        if !notes.is_empty() {
            let _ = writeln!(
                out,
                "<div class=\"margin-note\" aria-hidden=\"true\">{notes}</div>"
            );
        }
    }
}

fn push_note(out: &mut String, source: &ListedSource, number: usize) {
    let _ = write!(out, "<p><b>{number}</b> ");
    push_html(out, &source.source.record.name);
    if let Some(date) = source.source.record.published {
        let _ = write!(out, ", {}", date.words());
    }
    if let Some(tier) = source.source.record.tier {
        let _ = write!(out, " <span class=\"tier t{tier}\">Tier {tier}");
        if let Some(kind) = source.source.record.kind {
            let _ = write!(out, " · {}", kind.word());
        }
        out.push_str("</span>");
    }
    out.push_str("</p>");
}

/// "Source 3: CNBC, 27 April 2026".
fn label(source: &ListedSource, number: usize) -> String {
    match source.source.record.published {
        Some(date) => format!("Source {number}: {}, {}", source.source.record.name, date.words()),
        None => format!("Source {number}: {}", source.source.record.name),
    }
}
