//! `:::chart` as its template sees it: the drawing, and the same figures as a table.

use crate::chart::{self, Data, Words, data};
use crate::page::view::{ClaimSource, Html};
use crate::registry::source::SourceReference;
use crate::render::component::found;
use crate::render::fill::{Filler, Surface};
use crate::story::piece::{Chart, Component, Figures};
use serde::Serialize;
use std::collections::BTreeSet;

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct ChartView {
    title: String,
    finding: String,
    unit: Option<String>,
    kind: &'static str,
    svg_html: Option<Html>,
    columns: Vec<String>,
    rows: Vec<ChartRow>,
    has_notes: bool,
    projected: bool,
    as_of: Option<String>,
    sources: Vec<ClaimSource>,
}

/// A row of a chart, as its table shows it.
#[derive(Debug, Clone, Serialize)]
pub struct ChartRow {
    label: String,
    figures: Vec<Option<String>>,
    note: Option<String>,
    projected: bool,
    sources: Vec<ClaimSource>,
}

impl Filler<'_> {
    /// The chart of a component; none where it could not be read.
    pub fn chart(&mut self, component: &Component) -> Option<ChartView> {
        let chart = component.chart.as_deref()?;
        let (data, of_rows) = self.figures(chart)?;
        let sources = self.cited(&chart.sources);
        let rows = data.rows.iter().enumerate().map(|(at, row)| ChartRow {
            label: row.label.clone(),
            figures: row
                .figures
                .iter()
                .map(|figure| figure.as_ref().map(|figure| figure.words.clone()))
                .collect(),
            note: row.note.clone(),
            projected: row.projected,
            sources: self.cited(of_rows.get(at).map(Vec::as_slice).unwrap_or_default()),
        });
        let rows: Vec<ChartRow> = rows.collect();
        // Who says so stands below the drawing in any case; that is no further use of them.
        let sources = match sources.is_empty() {
            true => self.of_rows(of_rows),
            false => sources,
        };
        let words = Words {
            title: &chart.title,
            finding: &chart.finding,
            title_id: &chart.ids[0],
            finding_id: &chart.ids[1],
        };
        let columns = std::iter::once(&data.head).chain(&data.series);
        Some(ChartView {
            title: chart.title.clone(),
            finding: chart.finding.clone(),
            unit: chart.unit.clone(),
            kind: data.kind.word(),
            // Readers of feeds show no inline drawings, and fragments of a page mean nothing there.
            svg_html: match self.surface {
                Surface::Page => chart::svg(&data, words).map(Html),
                Surface::Elsewhere => None,
            },
            columns: columns.cloned().collect(),
            rows,
            has_notes: data.rows.iter().any(|row| row.note.is_some()) || !of_rows.iter().all(Vec::is_empty),
            projected: data.rows.iter().any(|row| row.projected),
            as_of: chart.as_of.as_ref().map(ToString::to_string),
            sources,
        })
    }

    /// The figures, and who says so, row by row.
    fn figures<'c>(&self, chart: &'c Chart) -> Option<(Data, &'c [Vec<SourceReference>])> {
        match &chart.figures {
            Figures::Here(table, sources) => Some((data::bind(table, &chart.options).0, sources)),
            Figures::File(path) => {
                let table = self.context.tables.get(path)?;
                Some((data::bind(table, &chart.options).0, &[]))
            }
        }
    }

    /// The sources of all rows, each once.
    fn of_rows(&self, of_rows: &[Vec<SourceReference>]) -> Vec<ClaimSource> {
        let mut seen = BTreeSet::new();
        let references = of_rows.iter().flatten();
        let fresh = references.filter(|reference| seen.insert(&reference.id));
        fresh
            .filter_map(|reference| found(self.context, reference))
            .map(|source| self.placed(source))
            .collect()
    }

    fn cited(&mut self, references: &[SourceReference]) -> Vec<ClaimSource> {
        references
            .iter()
            .filter_map(|reference| self.counted(reference))
            .collect()
    }
}
