//! The fonts that cards are drawn with: the built-in ones, and the site's own before them.

use crate::input::sources::Sources;
use crate::source_path::SourcePath;
use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Style, Weight};
use skrifa::MetadataProvider;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

/// Where a site's own fonts for cards lie. They are not published.
pub const FONTS_FOLDER: &str = "fonts/";

/// The family of headlines and figures.
pub const SERIF: &str = "Nutgraf Serif";

/// The family of labels.
pub const SANS: &str = "Inter";

const BUILT_IN: [&[u8]; 3] = [
    include_bytes!("fonts/nutgraf-serif-semibold.ttf"),
    include_bytes!("fonts/nutgraf-serif-regular.ttf"),
    include_bytes!("fonts/inter-medium.ttf"),
];

/// The endings of the files that are read as fonts.
const ENDINGS: [&str; 4] = [".ttf", ".otf", ".ttc", ".otc"];

/// Fonts, ready to measure and draw with.
#[derive(Debug)]
pub struct Fonts {
    database: Arc<Database>,
    faces: Vec<Face>,
    places: HashMap<ID, usize>,
    own: BTreeMap<SourcePath, [u8; 32]>,
    /// The files among the site's own that are no fonts.
    pub unreadable: Vec<SourcePath>,
}

/// One weight and slope of a family.
pub struct Face {
    id: ID,
    /// The name of its family.
    pub family: String,
    /// From 100 to 900.
    pub weight: u16,
    /// Whether it is upright.
    pub upright: bool,
    units: f32,
    shaper: ShaperData,
    /// A bit for each character that it can show.
    shown: Vec<u64>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.family, self.weight)
    }
}

/// By the site's own: the built-in ones never change.
impl PartialEq for Fonts {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

static BUILT_IN_ALONE: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::with(Vec::new())));

impl Fonts {
    /// The fonts of a site; those of `before` are kept where they are the same.
    pub fn of(sources: &Sources, before: Option<&Arc<Self>>) -> Arc<Self> {
        let is_font = |path: &SourcePath| {
            let name = path.as_str().to_ascii_lowercase();
            ENDINGS.iter().any(|ending| name.ends_with(ending))
        };
        let files = sources.below(FONTS_FOLDER).filter(|(path, _)| is_font(path));
        let files: Vec<_> = files
            .map(|(path, file)| (path.clone(), file.bytes().clone(), *file.hash()))
            .collect();
        let own: BTreeMap<_, _> = files
            .iter()
            .map(|(path, _, hash)| (path.clone(), *hash))
            .collect();
        match before {
            Some(before) if before.own == own => before.clone(),
            _ if own.is_empty() => BUILT_IN_ALONE.clone(),
            _ => Arc::new(Self::with(files)),
        }
    }

    fn with(files: Vec<(SourcePath, Arc<[u8]>, [u8; 32])>) -> Self {
        let mut database = Database::new();
        database.set_serif_family(SERIF);
        for set in [
            Database::set_sans_serif_family,
            Database::set_monospace_family,
            Database::set_cursive_family,
            Database::set_fantasy_family,
        ] {
            set(&mut database, SANS);
        }
        let mut fonts = Self {
            database: Arc::default(),
            faces: Vec::new(),
            places: HashMap::new(),
            own: BTreeMap::new(),
            unreadable: Vec::new(),
        };
        for (path, bytes, hash) in files {
            if fonts.load(&mut database, Arc::new(bytes)) == 0 {
                fonts.unreadable.push(path.clone());
            }
            fonts.own.insert(path, hash);
        }
        for bytes in BUILT_IN {
            fonts.load(&mut database, Arc::new(bytes));
        }
        fonts.database = Arc::new(database);
        fonts
    }

    /// Loads the faces of a file, and says how many those are.
    fn load(&mut self, database: &mut Database, bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> usize {
        let before = self.faces.len();
        for id in database.load_font_source(Source::Binary(bytes)) {
            let Some(face) = face(database, id) else {
                database.remove_face(id);
                continue;
            };
            self.places.insert(id, self.faces.len());
            self.faces.push(face);
        }
        self.faces.len() - before
    }

    /// What the drawing engine draws with.
    pub fn database(&self) -> Arc<Database> {
        self.database.clone()
    }

    /// The hashes of the site's own files: with the version of the program, they say what all words look like.
    pub fn hashes(&self) -> Vec<u8> {
        self.own.values().flatten().copied().collect()
    }

    /// The names of all families, each once.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.faces.iter().map(|face| face.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The face of a family that is nearest to a weight, by the rules that the drawing engine has too.
    pub fn face(&self, family: &str, weight: u16) -> Option<usize> {
        let query = Query {
            families: &[Family::Name(family)],
            weight: Weight(weight),
            ..Query::default()
        };
        self.places.get(&self.database.query(&query)?).copied()
    }

    /// A face, by its place.
    pub fn at(&self, face: usize) -> &Face {
        &self.faces[face]
    }

    /// The face that shows a character where another cannot: upright, of the nearest weight, the site's own first.
    pub fn instead_of(&self, face: usize, mark: char) -> Option<usize> {
        let wanted = self.faces[face].weight;
        let able = (0..self.faces.len()).filter(|at| self.faces[*at].shows(mark));
        able.min_by_key(|at| (!self.faces[*at].upright, self.faces[*at].weight.abs_diff(wanted)))
    }

    /// The characters of a text that no font can show, each once, in their order.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for mark in text.chars().filter(|mark| is_visible(*mark)) {
            if !missing.contains(&mark) && !self.faces.iter().any(|face| face.shows(mark)) {
                missing.push(mark);
            }
        }
        missing
    }

    /// How wide a text of one script and direction is, in parts of the size of the font.
    pub fn width(&self, face: usize, text: &str, to_left: bool) -> f32 {
        let face = &self.faces[face];
        let units = self.database.with_face_data(face.id, |data, index| {
            let font = FontRef::from_index(data, index).ok()?;
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(text);
            buffer.set_direction(match to_left {
                true => Direction::RightToLeft,
                false => Direction::LeftToRight,
            });
            buffer.guess_segment_properties();
            let shaped = face.shaper.shaper(&font).build();
            let shaped = shaped.shape(buffer, ShapeOptions::new());
            let advances = shaped.glyph_positions().iter();
            Some(advances.map(|position| position.x_advance as f32).sum::<f32>())
        });
        units.flatten().unwrap_or_default() / face.units
    }
}

/// Whether a character leaves a mark of its own: others need no font.
pub fn is_visible(mark: char) -> bool {
    let is_joiner_or_selector = matches!(
        mark,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
    );
    !mark.is_whitespace() && !mark.is_control() && !is_joiner_or_selector
}

impl Face {
    /// Whether it can show a character.
    pub fn shows(&self, mark: char) -> bool {
        let at = mark as usize;
        let bits = self.shown.get(at / 64).copied().unwrap_or_default();
        bits >> (at % 64) & 1 == 1
    }
}

fn face(database: &Database, id: ID) -> Option<Face> {
    let told = database.face(id)?;
    let (family, weight, upright) = (
        told.families.first()?.0.clone(),
        told.weight.0,
        told.style == Style::Normal,
    );
    let read = database.with_face_data(id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        let mut shown = Vec::new();
        for (mark, _) in font.charmap().mappings() {
            let at = mark as usize / 64;
            if at >= shown.len() {
                shown.resize(at + 1, 0);
            }
            shown[at] |= 1 << (mark % 64);
        }
        let units = font.metrics(
            skrifa::instance::Size::unscaled(),
            skrifa::instance::LocationRef::default(),
        );
        Some((f32::from(units.units_per_em), ShaperData::new(&font), shown))
    });
    let (units, shaper, shown) = read.flatten()?;
    (units > 0.0).then_some(Face {
        id,
        family,
        weight,
        upright,
        units,
        shaper,
        shown,
    })
}
