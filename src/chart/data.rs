//! A table to figures: what each column is, and every cell that cannot be drawn.

use crate::chart::{Axis, Data, Figure, Kind, Options, Row, number, time};
use crate::input::date::PartialDate;
use crate::input::suggest::nearest;
use crate::input::table::{Cell, Fault, Table};
use std::collections::BTreeMap;

/// The most columns of figures that readers can tell apart.
const MOST_SERIES: usize = 6;

/// Columns that hold no figures.
const NOTE: &str = "note";
const PROJECTED: &str = "projected";
const SHOWN: &str = "shown";

/// What cells of `projected` say.
const TRUTHS: [(&str, bool); 7] = [
    ("", false),
    ("false", false),
    ("no", false),
    ("0", false),
    ("true", true),
    ("yes", true),
    ("1", true),
];

/// Reads a table for a chart. Cells that are at fault are taken as missing.
pub fn bind(table: &Table, options: &Options) -> (Data, Vec<Fault>) {
    let mut faults = table.faults.clone();
    let columns = Columns::of(table, options.kind, &mut faults);
    let axis = match options.kind {
        Kind::Bar | Kind::Slope => Axis::Labels,
        Kind::Line | Kind::Area => axis_of(table),
    };
    let mut reader = RowReader {
        columns: &columns,
        options,
        axis,
        faults,
    };
    let rows: Vec<Row> = table.rows.iter().map(|cells| reader.row(cells)).collect();
    let mut faults = reader.faults;
    let data = Data {
        kind: options.kind,
        head: table
            .head
            .first()
            .map_or_else(String::new, |cell| readable(&cell.text)),
        series: columns.figures.iter().map(|(_, name)| readable(name)).collect(),
        rows,
        axis,
        options: options.clone(),
    };
    // What is wrong with the whole follows from what is wrong with its parts.
    if faults.is_empty() {
        check_whole(table, &data, &mut faults);
    }
    (data, faults)
}

/// The names of columns as they are written in rows, and what readers see.
const NAMES: [(&str, &str); 6] = [
    ("label", "What"),
    ("x", "At"),
    ("date", "When"),
    ("value", "Value"),
    ("before", "Before"),
    ("after", "After"),
];

fn readable(name: &str) -> String {
    let known = NAMES.iter().find(|(written, _)| *written == name);
    known.map_or(name, |(_, shown)| shown).to_owned()
}

/// What the columns are, by their names.
#[derive(Default)]
struct Columns {
    /// Places and names of those with figures.
    figures: Vec<(usize, String)>,
    /// The places of the words to show for figures, by the place of these.
    shown: BTreeMap<usize, usize>,
    note: Option<usize>,
    projected: Option<usize>,
}

impl Columns {
    fn of(table: &Table, kind: Kind, faults: &mut Vec<Fault>) -> Self {
        let mut columns = Self::default();
        let mut shown: Vec<(usize, &Cell)> = Vec::new();
        for (place, cell) in table.head.iter().enumerate() {
            let earlier = &table.head[..place];
            if cell.text.is_empty() && place > 0 {
                let message = format!("column {} has no name", place + 1);
                faults.push(Fault::new(
                    &cell.range,
                    message,
                    "name each column in the first row",
                ));
            } else if earlier.iter().any(|other| other.text == cell.text) {
                let message = format!("two columns are named `{}`", cell.text);
                faults.push(Fault::new(&cell.range, message, "give one of them another name"));
            }
            match cell.text.to_lowercase().as_str() {
                _ if place == 0 => {}
                NOTE => columns.note = Some(place),
                PROJECTED => columns.projected = Some(place),
                "source" | "sources" => {
                    let hint = "name them in the component: {sources=\"cnbc, ap\"}";
                    faults.push(Fault::new(&cell.range, "a file of data cites no sources", hint));
                }
                name if name.ends_with(SHOWN) => shown.push((place, cell)),
                _ => columns.figures.push((place, cell.text.clone())),
            }
        }
        for (place, cell) in shown {
            columns.bind_shown(place, cell, faults);
        }
        columns.check_count(table, kind, faults);
        columns
    }

    /// `shown` belongs to the first column of figures, `Revenue shown` to `Revenue`.
    fn bind_shown(&mut self, place: usize, cell: &Cell, faults: &mut Vec<Fault>) {
        let stem = &cell.text[..cell.text.len() - SHOWN.len()];
        let name = stem.trim_end_matches([' ', '_', '-']);
        let found = match name.is_empty() {
            true => self.figures.first(),
            false => self.figures.iter().find(|(_, other)| other == name),
        };
        match found.map(|(place, _)| *place) {
            Some(figure) => {
                self.shown.insert(figure, place);
            }
            None => {
                let message = format!("`{}` goes with no column of figures", cell.text);
                let guess = nearest(name, self.figures.iter().map(|(_, name)| name.as_str()));
                let hint = guess.map_or_else(
                    || "name it after one: `Revenue` and `Revenue shown`".to_owned(),
                    |guess| format!("did you mean `{guess} {SHOWN}`?"),
                );
                faults.push(Fault::new(&cell.range, message, hint));
            }
        }
    }

    fn check_count(&self, table: &Table, kind: Kind, faults: &mut Vec<Fault>) {
        let (least, most) = match kind {
            Kind::Bar => (1, 1),
            Kind::Slope => (2, 2),
            Kind::Line | Kind::Area => (1, MOST_SERIES),
        };
        let count = self.figures.len();
        if table.head.is_empty() || (least..=most).contains(&count) {
            return;
        }
        let range = match self.figures.get(most) {
            Some((place, _)) => table.head[*place].range.clone(),
            None => table.head[0].range.clone(),
        };
        let wanted = match (least, most) {
            (1, 1) => "one column of figures".to_owned(),
            (2, 2) => "two columns of figures, before and after".to_owned(),
            (_, most) => format!("one to {most} columns of figures"),
        };
        let message = format!("a {} chart has {wanted}, but this has {count}", kind.word());
        let hint =
            "the first column names the rows; all others but `note`, `shown` and `projected` are figures";
        faults.push(Fault::new(&range, message, hint));
    }
}

/// Dates, unless all rows begin with numbers and not all with dates.
fn axis_of(table: &Table) -> Axis {
    let firsts = || table.rows.iter().filter_map(|row| row.first());
    let dates = firsts()
        .filter(|cell| PartialDate::parse(&cell.text).is_ok())
        .count();
    let numbers = firsts()
        .filter(|cell| number::parse(&cell.text).is_some())
        .count();
    match numbers > dates {
        true => Axis::Numbers,
        false => Axis::Dates,
    }
}

struct RowReader<'r> {
    columns: &'r Columns,
    options: &'r Options,
    axis: Axis,
    faults: Vec<Fault>,
}

impl RowReader<'_> {
    fn row(&mut self, cells: &[Cell]) -> Row {
        let words = |place: Option<usize>| {
            let cell = place.and_then(|place| cells.get(place))?;
            Some(cell.text.clone()).filter(|text| !text.is_empty())
        };
        let (date, at) = self.place(cells.first());
        let figures = self.columns.figures.iter().map(|(place, _)| *place);
        let figures: Vec<Option<Figure>> = figures
            .map(|place| {
                let shown = words(self.columns.shown.get(&place).copied());
                self.figure(cells.get(place), shown)
            })
            .collect();
        let label = match (self.axis, date, words(Some(0))) {
            (Axis::Dates, Some(date), _) => date.words(),
            (Axis::Numbers, _, Some(text)) => number::grouped(&text),
            (_, _, text) => text.unwrap_or_default(),
        };
        Row {
            label,
            date,
            at,
            figures,
            note: words(self.columns.note),
            projected: self.is_projected(self.columns.projected.and_then(|place| cells.get(place))),
        }
    }

    fn place(&mut self, cell: Option<&Cell>) -> (Option<PartialDate>, f64) {
        let Some(cell) = cell else { return (None, 0.0) };
        match self.axis {
            _ if cell.text.is_empty() => {
                let hint = "begin each row with what its figures are of";
                self.faults
                    .push(Fault::new(&cell.range, "this row has no name", hint));
            }
            Axis::Labels => {}
            Axis::Numbers => match number::parse(&cell.text) {
                Some(number) => return (None, number),
                None => self.refuse(
                    cell,
                    "the rows of this chart begin with numbers, but this is none",
                ),
            },
            Axis::Dates => match PartialDate::parse(&cell.text) {
                Ok(date) => return (Some(date), time::place(date.first_day())),
                Err(error) => {
                    let message = format!("a row begins with a date or number: {error}");
                    let hint = format!("{}; for words use a bar chart", error.hint());
                    self.faults.push(Fault::new(&cell.range, message, hint));
                }
            },
        }
        (None, 0.0)
    }

    fn figure(&mut self, cell: Option<&Cell>, shown: Option<String>) -> Option<Figure> {
        let cell = cell.filter(|cell| !cell.text.is_empty())?;
        let Some(number) = number::parse(&cell.text) else {
            self.refuse(cell, "this cell holds no number that can be drawn");
            return None;
        };
        let Options { prefix, suffix, .. } = self.options;
        let words = shown.unwrap_or_else(|| number::figure(&cell.text, prefix, suffix));
        Some(Figure { number, words })
    }

    fn refuse(&mut self, cell: &Cell, message: &str) {
        let hint = "write digits and a point for decimals, 1234.5, up to 1e18; what stands around them goes into \
                    `prefix`, `suffix` or a column `shown`; a value that is not known is left empty";
        self.faults.push(Fault::new(&cell.range, message, hint));
    }

    fn is_projected(&mut self, cell: Option<&Cell>) -> bool {
        let Some(cell) = cell else { return false };
        let word = cell.text.to_lowercase();
        let found = TRUTHS.iter().find(|(text, _)| *text == word);
        if found.is_none() {
            let message = format!("`{PROJECTED}` is true or false");
            let hint = "leave it empty where the figure is no projection";
            self.faults.push(Fault::new(&cell.range, message, hint));
        }
        found.is_some_and(|(_, truth)| *truth)
    }
}

/// What can be seen only of all rows together.
fn check_whole(table: &Table, data: &Data, faults: &mut Vec<Fault>) {
    let whole = table
        .head
        .first()
        .map_or(0..0, |first| first.range.start..first.range.start);
    let has_figure = |row: &Row| row.figures.iter().any(Option::is_some);
    if !data.rows.iter().any(has_figure) {
        faults.push(Fault::new(
            &whole,
            "no row holds a figure",
            "add a row for each value",
        ));
    }
    let most = match data.kind {
        Kind::Bar => 60,
        Kind::Slope => 24,
        Kind::Line | Kind::Area => return check_places(table, data, faults),
    };
    if let Some(cell) = table.rows.get(most).and_then(|row| row.first()) {
        let message = format!("a {} chart has at most {most} rows", data.kind.word());
        faults.push(Fault::new(
            &cell.range,
            message,
            "show the largest, or use a table",
        ));
    }
}

/// Lines and areas: no two rows at one place, and areas that can stand on each other.
fn check_places(table: &Table, data: &Data, faults: &mut Vec<Fault>) {
    let mut known: Vec<f64> = Vec::with_capacity(data.rows.len());
    let stacked = data.kind == Kind::Area && data.series.len() > 1;
    for (row, cells) in data.rows.iter().zip(&table.rows) {
        let Some(first) = cells.first() else { continue };
        if known.contains(&row.at) {
            let message = format!("two rows stand at {}", row.label);
            let hint = "give each its own date or number; several figures for one go into columns";
            faults.push(Fault::new(&first.range, message, hint));
        }
        known.push(row.at);
        let fits = |figure: &Option<Figure>| figure.as_ref().is_some_and(|figure| figure.number >= 0.0);
        if stacked && !row.figures.iter().all(fits) {
            let message = "areas that stand on each other need a figure of at least zero in each column";
            faults.push(Fault::new(&first.range, message, "use a line chart"));
        }
    }
}
