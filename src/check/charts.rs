//! The figures of a chart in a file must be such that they can be drawn.

use crate::chart::data;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::story::Story;
use crate::story::piece::{Chart, Figures};

/// Reports what is wrong with the files of data that a story shows, each in the file itself.
pub fn check(site: &Site, story: &Story) -> Vec<Diagnostic> {
    let charts = story.body.charts.iter();
    charts.flat_map(|chart| faults(site, chart)).collect()
}

fn faults(site: &Site, chart: &Chart) -> Vec<Diagnostic> {
    let Figures::File(path) = &chart.figures else {
        return Vec::new();
    };
    // A file that is missing is told where it is named.
    let Some(file) = site.tables.get(path) else {
        return Vec::new();
    };
    let (_, faults) = data::bind(&file.table, &chart.options);
    faults.iter().map(|fault| fault.diagnostic(path)).collect()
}
