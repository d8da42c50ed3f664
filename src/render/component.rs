//! Components: their attributes, body and rows handed to their template.

use crate::page::context::{FoundSource, StoryContext};
use crate::page::view::{ClaimSource, ClaimView, EventView, Html, QuoteView};
use crate::registry::quote::Quote;
use crate::registry::source::SourceReference;
use crate::render::fill::{Filler, Surface};
use crate::render::records::{claim_view, found_source};
use crate::story::facts::Event;
use crate::story::piece::{Cell, Component, Row};
use serde::Serialize;
use serde_json::json;
use tera::{Context, Value};

/// `page` and `story`, as components see them.
#[derive(Serialize)]
struct PageOfComponent<'c> {
    route: &'c str,
    up: &'c str,
    portable: bool,
    kind: &'static str,
}

impl Filler<'_> {
    /// The HTML of a component.
    pub fn component(&mut self, component: &Component) -> String {
        let mut context = Context::new();
        context.insert_value("site", self.context.site.value.0.clone());
        let page = PageOfComponent {
            route: self.context.route.as_str(),
            up: &self.links.up,
            portable: self.links.portable,
            kind: "story",
        };
        context.insert("page", &page);
        let card = &self.context.story.facts.card;
        context.insert(
            "story",
            &json!({ "headline": card.headline, "route": self.context.route, "dek": card.dek }),
        );
        context.insert("attrs", &self.attributes(component));
        if let Some(address) = &component.address {
            let alt = component.attributes.get("alt").map_or("", String::as_str);
            context.insert("picture", &self.picture_view(address, alt));
        }
        self.insert_records(component, &mut context);
        let body = self.fill(&component.body);
        context.insert("body", &Html(body.trim().to_owned()));
        let rows: Vec<Value> = component.rows.iter().map(|row| self.row(row)).collect();
        context.insert("rows", &rows);
        if component.name == "timeline" {
            context.insert("events", &self.timeline(component, &rows));
        }
        let name = format!("components/{}.html", component.name);
        self.templates.render(&name, &context, self.problems)
    }

    fn attributes(&self, component: &Component) -> serde_json::Value {
        let mut attributes = json!(component.attributes);
        if let (Some(address), Some(attributes)) = (&component.address, attributes.as_object_mut()) {
            attributes.insert("src".to_owned(), self.address(address).into());
        }
        attributes
    }

    /// What the built-in components are handed besides.
    fn insert_records(&mut self, component: &Component, context: &mut Context) {
        let attribute = |key: &str| component.attributes.get(key).map(String::as_str);
        match component.name.as_str() {
            "stat-card" => context.insert("claims", &self.stat_card(attribute("ids"))),
            // Filling counts citations, so only what is shown may be filled.
            "takeaways" if component.body.is_empty() && component.rows.is_empty() => {
                let items = &self.context.story.body.takeaways;
                let items: Vec<Html> = items.iter().map(|item| Html(self.fill(item))).collect();
                context.insert("items_html", &items);
            }
            "pullquote" | "quote" => {
                let quote = attribute("quote").and_then(|id| self.context.quotes.get(id).cloned());
                let mark = quote.as_ref().and_then(|quote| self.count_quote(&quote.id));
                let mut quote = quote.map(|quote| quote_view(self.context, &quote));
                if let Some(source) = quote.as_mut().and_then(|quote| quote.source.as_mut()) {
                    *source = self.placed(ClaimSource {
                        mark,
                        ..source.clone()
                    });
                }
                context.insert("quote", &quote);
                let reference = attribute("source").map(|id| SourceReference {
                    id: id.to_owned(),
                    locator: None,
                    quote: None,
                });
                context.insert(
                    "source",
                    &reference.and_then(|reference| self.counted(&reference)),
                );
            }
            "chart" => context.insert("chart", &self.chart(component)),
            "sources-differ" => {
                let claim = attribute("claim").and_then(|id| self.claim(id));
                context.insert("claim", &claim);
            }
            _ => {}
        }
    }

    fn stat_card(&mut self, ids: Option<&str>) -> Vec<ClaimView> {
        let listed = &self.context.story.facts.claims.stats;
        // Only ids in the text count as a use there; the card of the front matter is counted with it.
        let placed = ids.is_some();
        let ids: Vec<String> = match ids {
            Some(ids) => ids
                .split([' ', ','])
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect(),
            None => listed.clone(),
        };
        let mut claims = Vec::with_capacity(ids.len());
        for id in &ids {
            let mark = placed.then(|| self.count_claim(id)).flatten();
            let Some(mut claim) = self.claim(id) else {
                continue;
            };
            if let Some(source) = claim.sources.first_mut() {
                source.mark = mark;
            }
            claims.push(claim);
        }
        claims
    }

    fn row(&mut self, row: &Row) -> Value {
        let mut cells: Vec<(String, Value)> = Vec::with_capacity(row.len());
        for (name, cell) in row {
            let value = match cell {
                Cell::Text(pieces) => Value::from_serializable(&Html(self.fill(pieces))),
                Cell::Date(date) => Value::from(date.to_string()),
                Cell::Data(data) => Value::from_serializable(data),
                Cell::Sources(references) => {
                    let sources: Vec<ClaimSource> = references
                        .iter()
                        .filter_map(|reference| self.counted(reference))
                        .collect();
                    Value::from_serializable(&sources)
                }
            };
            cells.push((name.clone(), value));
        }
        cells
            .into_iter()
            .collect::<std::collections::BTreeMap<String, Value>>()
            .into()
    }

    /// On another page or in a feed, the numbers of the story's own list mean nothing.
    pub(super) fn placed(&self, source: ClaimSource) -> ClaimSource {
        match self.surface {
            Surface::Page => source,
            Surface::Elsewhere => ClaimSource {
                number: None,
                anchor: None,
                mark: None,
                ..source
            },
        }
    }

    /// A claim, as the surface shows it.
    fn claim(&self, id: &str) -> Option<ClaimView> {
        let mut claim = claim_of(self.context, id)?;
        claim.sources = claim
            .sources
            .into_iter()
            .map(|source| self.placed(source))
            .collect();
        Some(claim)
    }

    /// A source that is cited here, which counts as a use of it.
    pub(super) fn counted(&mut self, reference: &SourceReference) -> Option<ClaimSource> {
        let mark = self.count(&reference.id);
        found(self.context, reference).map(|source| self.placed(ClaimSource { mark, ..source }))
    }

    /// The events of `:::timeline`: its rows, or those of the story's front matter.
    fn timeline(&mut self, component: &Component, rows: &[Value]) -> Vec<Value> {
        if rows.is_empty() {
            let events: Vec<Event> = self.context.story.facts.claims.events.clone();
            return events
                .iter()
                .map(|event| Value::from_serializable(&self.event(event)))
                .collect();
        }
        let today = self.context.site.today;
        let dates = component.rows.iter().map(|row| {
            row.iter().find_map(|(_, cell)| {
                if let Cell::Date(date) = cell {
                    Some(*date)
                } else {
                    None
                }
            })
        });
        let event = |(row, date): (&Value, Option<crate::input::date::PartialDate>)| {
            let cell = |name: &str| row.get_from_path(name).cloned().unwrap_or_else(Value::none);
            let future = date.is_some_and(|date| date.first_day() > today);
            let parts: [(String, Value); 5] = [
                ("date".to_owned(), cell("date")),
                ("text_html".to_owned(), cell("text")),
                (
                    "sources".to_owned(),
                    row.get_from_path("sources")
                        .cloned()
                        .unwrap_or_else(|| Value::from(Vec::<Value>::new())),
                ),
                ("story".to_owned(), Value::none()),
                ("future".to_owned(), Value::from(future)),
            ];
            Value::from(std::collections::BTreeMap::from(parts))
        };
        rows.iter().zip(dates).map(event).collect()
    }

    /// An event as templates see it.
    pub fn event(&mut self, event: &Event) -> EventView {
        EventView {
            date: event.date.to_string(),
            text_html: Html(self.fill(&event.text)),
            sources: event
                .sources
                .iter()
                .filter_map(|reference| found(self.context, reference))
                .map(|source| self.placed(source))
                .collect(),
            story: None,
            future: event.date.first_day() > self.context.site.today,
        }
    }
}

/// A claim that the page shows.
pub fn claim_of(context: &StoryContext, id: &str) -> Option<ClaimView> {
    let bound = context.claims.get(id)?;
    Some(claim_view(bound, &context.sources))
}

/// A quotation as templates see it.
pub fn quote_view(context: &StoryContext, quote: &Quote) -> QuoteView {
    let reference = quote.source.as_ref().map(|id| SourceReference {
        id: id.clone(),
        locator: quote.locator.clone(),
        // So that its link leads to these very words.
        quote: Some(quote.text.clone()),
    });
    QuoteView {
        id: quote.id.clone(),
        text: quote.text.clone(),
        speaker: quote.speaker.clone(),
        role: quote.role.clone(),
        date: quote.date.as_ref().map(ToString::to_string),
        locator: quote.locator.clone(),
        source: reference.and_then(|reference| found(context, &reference)),
    }
}

/// A source that the page names, by an id of the page's own.
pub fn found(context: &StoryContext, reference: &SourceReference) -> Option<ClaimSource> {
    let place = context.source_places.get(&reference.id).copied()?;
    let listed = context.sources.get(place)?;
    let source = FoundSource {
        source: listed.source.clone(),
        place: Some(place),
        locator: reference.locator.clone(),
        quote: reference.quote.clone(),
    };
    Some(found_source(&source, &context.sources))
}
