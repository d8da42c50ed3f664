//! CSV (RFC 4180, and what spreadsheets make of it) to a [`Table`], by the csv crate's core, which tells where each
//! cell begins.

use crate::diagnostic::Code;
use crate::input::sources::SourceFile;
use crate::input::table::{Cell, Fault, Table};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::ops::Range;

/// The most rows that are read: a page is no place for more.
pub const MOST_ROWS: usize = 500;

/// The most columns that are read.
const MOST_COLUMNS: usize = 32;

/// In bytes: the largest file that is looked at.
const LARGEST: usize = 1 << 20;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads a file. Its first row names the columns, which commas, semicolons or tabs divide.
pub fn read(file: &SourceFile) -> Table {
    let text = match file.text() {
        _ if file.bytes().len() > LARGEST => {
            let hint = "keep to the rows and columns that readers are to see";
            return only(Fault::new(&(0..0), "this file has more than a megabyte", hint));
        }
        Ok(text) => text,
        Err(at) => {
            let mut fault = Fault::new(
                &(at..at),
                "this is not UTF-8 text",
                "save the file again as UTF-8",
            );
            fault.code = Code::NotUtf8;
            return only(fault);
        }
    };
    let start = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
    let mut cells = Cells::new(text, start);
    let Some((head, _)) = cells.record() else {
        let hint = "begin it with a row that names the columns";
        return only(Fault::new(&(start..start), "this file is empty", hint));
    };
    let mut table = Table {
        head,
        ..Table::default()
    };
    if table.head.len() > MOST_COLUMNS {
        let message = format!("this row names more than {MOST_COLUMNS} columns");
        let range = table.head[MOST_COLUMNS].range.clone();
        return only(Fault::new(
            &range,
            message,
            "leave out what the chart does not show",
        ));
    }
    read_rows(&mut cells, &mut table);
    table
}

fn only(fault: Fault) -> Table {
    Table {
        faults: vec![fault],
        ..Table::default()
    }
}

fn read_rows(cells: &mut Cells<'_>, table: &mut Table) {
    while let Some((mut row, range)) = cells.record() {
        if table.rows.len() == MOST_ROWS {
            let message = format!(
                "this is row {} of the data, and {MOST_ROWS} are read",
                MOST_ROWS + 1
            );
            let hint = "sum them up: by month in place of by day, or the largest of them";
            table.faults.push(Fault::new(&range, message, hint));
            break;
        }
        let (found, wanted) = (row.len(), table.head.len());
        if found != wanted {
            let message = format!(
                "this row has {}, but the first row names {wanted}",
                cells_of(found)
            );
            let hint = "leave a cell empty where its value is not known; put a cell that holds the divider in quotes";
            table.faults.push(Fault::new(&range, message, hint));
            row.truncate(wanted);
            let missing = Cell {
                text: String::new(),
                range: range.end..range.end,
            };
            row.resize(wanted, missing);
        }
        table.rows.push(row);
    }
    if let Some(opening) = cells.unclosed.clone() {
        let message = "a quotation mark opens here and is never closed";
        table.faults.push(Fault::new(
            &opening,
            message,
            "close it, or double it where it is meant: \"\"",
        ));
    }
}

fn cells_of(count: usize) -> String {
    match count {
        1 => "1 cell".to_owned(),
        count => format!("{count} cells"),
    }
}

/// The cells of a text, one after the other.
struct Cells<'t> {
    text: &'t str,
    at: usize,
    reader: Reader,
    cell: Vec<u8>,
    unclosed: Option<Range<usize>>,
}

impl<'t> Cells<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            at,
            reader: ReaderBuilder::new().delimiter(divider(&text[at..])).build(),
            // No cell is longer than the text.
            cell: vec![0; text.len() + 1],
            unclosed: None,
        }
    }

    /// The next row, and where it stands; empty lines are none.
    fn record(&mut self) -> Option<(Vec<Cell>, Range<usize>)> {
        let mut row: Vec<Cell> = Vec::new();
        loop {
            let (cell, ends) = self.field(row.is_empty())?;
            row.push(cell);
            if ends {
                let range = row[0].range.start..row[row.len() - 1].range.end;
                return Some((row, range));
            }
        }
    }

    /// The next cell, and whether its row ends with it.
    fn field(&mut self, is_first: bool) -> Option<(Cell, bool)> {
        let from = self.at;
        let mut filled = 0;
        let ends = loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(input, &mut self.cell[filled..]);
            self.at += read;
            filled += written;
            match result {
                ReadFieldResult::Field { record_end } => break record_end,
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull | ReadFieldResult::End => return None,
            }
        };
        let raw = &self.text[from..self.at];
        // The break of the line before is read with the first cell of a row.
        let skipped = match is_first {
            true => raw.len() - raw.trim_start_matches(['\r', '\n']).len(),
            false => 0,
        };
        let raw = raw[skipped..].trim_end_matches(['\r', '\n']);
        let raw = match ends {
            true => raw,
            false => &raw[..raw.len() - 1],
        };
        let start = from + skipped;
        if raw.starts_with('"') && self.at == self.text.len() && raw.matches('"').count() % 2 == 1 {
            self.unclosed = Some(start..start + 1);
        }
        let cell = Cell {
            text: String::from_utf8_lossy(&self.cell[..filled]).trim().to_owned(),
            range: start..start + raw.len(),
        };
        Some((cell, ends))
    }
}

/// What divides the cells: the mark of the three that the first row holds most of, outside quotes.
fn divider(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte) {
                    *count += 1;
                }
            }
        }
    }
    // The first of equals: a comma, where there is none of them.
    let most = counts.iter().map(|(_, count)| *count).max();
    let found = counts.iter().find(|(_, count)| Some(*count) == most);
    found.map_or(b',', |(mark, _)| *mark)
}
