//! The page of a claim: all that is known of one figure, small enough to stand in a frame of another site.

use crate::diagnostic::Diagnostic;
use crate::input::escape::html;
use crate::page::context::ClaimContext;
use crate::page::social::of_claim;
use crate::page::view::{EarlierView, OperandView};
use crate::registry::claim::Claim;
use crate::registry::source::Source;
use crate::render::indexes::number_view;
use crate::render::records::found_source;
use crate::render::shell::{self, PageView};
use crate::render::structured;
use crate::render::templates::Templates;

/// The page of a claim.
pub fn claim(templates: &Templates, context: &ClaimContext, problems: &mut Vec<Diagnostic>) -> String {
    let (site, entry) = (&context.site, &context.number.claim.entry);
    let record = &entry.record;
    let title = record.title();
    let mut page = PageView::new(site, &entry.route, "claim", &title);
    page.description = Some(description(context));
    if let Some(route) = &context.card {
        let shown = of_claim(site, &context.number.claim);
        page.show_card(site, route, shown.alt());
    }
    let mut variables = shell::context(site, &page);
    variables.insert("claim", &number_view(&context.number));
    variables.insert("history", &history(context));
    variables.insert("worked_out", &worked_out(context));
    variables.insert("citation", &citation(context));
    let embed = page.canonical.as_deref().map(|url| embed(url, &title));
    variables.insert("embed", &embed);
    let data = structured::claim(site, &context.number.claim);
    shell::insert_data(&mut variables, &data);
    templates.render("claim.html", &variables, problems)
}

fn history(context: &ClaimContext) -> Vec<EarlierView> {
    let record = &context.number.claim.entry.record;
    let earlier = record.history.iter().zip(&context.history);
    earlier
        .map(|(earlier, sources)| EarlierView {
            value: earlier.value.clone(),
            as_of: earlier.as_of.as_ref().map(ToString::to_string),
            note: earlier.note.clone(),
            sources: sources.iter().map(|source| found_source(source, &[])).collect(),
        })
        .collect()
}

/// One sentence about the claim: its own, else the figure and when it held.
fn description(context: &ClaimContext) -> String {
    let record = &context.number.claim.entry.record;
    match &record.text {
        Some(text) => text.clone(),
        None => format!("{}.", figure(record)),
    }
}

/// "Microsoft's total investment in OpenAI: $13B+, as of April 2026".
fn figure(record: &Claim) -> String {
    let figure = record.title();
    match record.as_of {
        Some(date) => format!("{figure}, as of {}", date.words()),
        None => figure,
    }
}

/// How to cite the figure: what it is, as of when, how sure, who says so, and where it was found.
fn citation(context: &ClaimContext) -> String {
    let site = &context.site;
    let claim = &context.number.claim;
    let record = &claim.entry.record;
    let status = record.status.filter(|status| !status.is_settled());
    let status = status
        .map(|status| format!(" ({})", status.word()))
        .unwrap_or_default();
    let sources: Vec<String> = claim
        .sources
        .iter()
        .map(|source| who(&source.source.record))
        .collect();
    let sources = match sources.is_empty() {
        true => String::new(),
        false => format!(" Source: {}.", sources.join("; ")),
    };
    let address = site.absolute(claim.entry.route.as_str());
    let address = address.map(|url| format!(" {url}")).unwrap_or_default();
    format!(
        "{}{status}.{sources} In: {}.{address}",
        figure(record),
        site.config.title
    )
}

/// The line of HTML that shows the page in a frame of another site.
fn embed(url: &str, title: &str) -> String {
    let (url, title) = (html(url), html(title));
    format!(r#"<iframe src="{url}" title="{title}" width="100%" height="360" loading="lazy"></iframe>"#)
}

fn who(source: &Source) -> String {
    match source.published {
        Some(date) => format!("{}, {}", source.name, date.words()),
        None => source.name.clone(),
    }
}

/// A formula with the figures of its claims in the place of their ids.
fn worked_out(context: &ClaimContext) -> Vec<OperandView> {
    let record = &context.number.claim.entry.record;
    let plain = |text: &str| OperandView {
        text: text.replace('*', "×").replace('-', "−"),
        label: None,
        route: None,
    };
    let mut parts = Vec::new();
    let mut rest = record.formula.as_deref().unwrap_or_default();
    while let Some((before, after)) = rest.split_once('{') {
        let (id, after) = after.split_once('}').unwrap_or((after, ""));
        parts.push(plain(before));
        parts.push(match context.operands.get(id.trim()) {
            Some(entry) => OperandView {
                text: entry.record.value.clone(),
                label: Some(entry.record.name().to_owned()),
                route: Some(entry.route.clone()),
            },
            None => plain(id),
        });
        rest = after;
    }
    parts.push(plain(rest));
    parts.retain(|part| !part.text.is_empty());
    parts
}
