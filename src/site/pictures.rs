//! The pictures of a site: how large each is, where it answers, and in which other sizes.

use crate::input::sources::Sources;
use crate::picture::sizes::{GREATEST_WEBP_SIDE, WIDEST, height, widths};
use crate::picture::{self, Fault, Format, Head, Shape};
use crate::site::route::Route;
use crate::site::{STATIC_FOLDER, Stories};
use crate::source_path::SourcePath;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file that is a picture, or is named as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub path: SourcePath,
    /// Where it answers.
    pub route: Route,
    /// The BLAKE3 hash of its bytes.
    pub hash: [u8; 32],
    /// What its first bytes say.
    pub head: Result<Head, Fault>,
}

/// Another size or format of a picture, with an address of its own that is another when its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Where it answers.
    pub route: Route,
    /// In pixels.
    pub width: u32,
    /// What makes it.
    pub shape: Shape,
}

impl Picture {
    /// Whether its own route gives another file than its source: one that says nothing of its making. What lies in
    /// static/ is copied as it is.
    pub fn is_made(&self) -> bool {
        self.head.as_ref().is_ok_and(|head| head.format != Format::Gif) && !self.is_static()
    }

    /// The width of the picture at its own route.
    pub fn own_width(&self) -> Option<u32> {
        let head = self.head.as_ref().ok()?;
        let is_whole = self.is_static() || !head.is_still;
        Some(if is_whole {
            head.width
        } else {
            head.width.min(WIDEST)
        })
    }

    /// The height of the picture at its own route.
    pub fn own_height(&self) -> Option<u32> {
        Some(height(self.head.as_ref().ok()?, self.own_width()?))
    }

    /// The sizes in its own format, ascending; where its own route is one of them, it is the last.
    pub fn own_format(&self) -> Vec<Cut> {
        let Some(head) = self.still() else {
            return Vec::new();
        };
        let own = (self.own_width() == widths(head).last().copied()).then_some(Shape::Own);
        let cut = |width: u32| match own {
            Some(shape) if self.own_width() == Some(width) => Cut {
                route: self.route.clone(),
                width,
                shape,
            },
            _ => self.cut(head.format, width),
        };
        widths(head).into_iter().map(cut).collect()
    }

    /// The sizes in WebP, ascending; none where that is its own format.
    pub fn webp(&self) -> Vec<Cut> {
        let fits = |head: &&Head| {
            let widest = widths(head).last().copied().unwrap_or_default();
            head.format != Format::Webp && height(head, widest) <= GREATEST_WEBP_SIDE
        };
        let Some(head) = self.still().filter(fits) else {
            return Vec::new();
        };
        let widths = widths(head).into_iter();
        widths.map(|width| self.cut(Format::Webp, width)).collect()
    }

    /// All files besides that at its own route.
    pub fn cuts(&self) -> impl Iterator<Item = Cut> {
        let all = self.own_format().into_iter().chain(self.webp());
        all.filter(|cut| cut.shape != Shape::Own)
    }

    fn still(&self) -> Option<&Head> {
        self.head.as_ref().ok().filter(|head| head.is_still)
    }

    fn is_static(&self) -> bool {
        self.path.as_str().starts_with(STATIC_FOLDER)
    }

    fn cut(&self, format: Format, width: u32) -> Cut {
        let shape = Shape::Cut { format, width };
        let key = blake3::Hash::from_bytes(picture::key(&self.hash, shape)).to_hex();
        let route = self.route.as_str();
        let name = route.rfind('/').map_or(0, |at| at + 1);
        let end = route[name..].rfind('.').map_or(route.len(), |dot| name + dot);
        let route = Route::new(format!(
            "{}-{width}w-{}.{}",
            &route[..end],
            &key[..8],
            format.ending()
        ));
        Cut { route, width, shape }
    }
}

/// The pictures among the files of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures {
    by_path: BTreeMap<SourcePath, Arc<Picture>>,
    by_route: BTreeMap<Route, SourcePath>,
}

impl Pictures {
    /// Looks at the files of a site; those that are as they were are not read again.
    pub fn among(files: &BTreeMap<SourcePath, Route>, sources: &Sources, before: Option<&Self>) -> Self {
        let files: Vec<_> = files.iter().collect();
        let picture = |(path, route): &(&SourcePath, &Route)| {
            let file = sources.get(path.as_str())?;
            let known = before.and_then(|before| before.by_path.get(*path));
            if let Some(known) = known.filter(|known| known.hash == *file.hash() && known.route == **route) {
                return Some(known.clone());
            }
            Some(Arc::new(Picture {
                path: (*path).clone(),
                route: (*route).clone(),
                hash: *file.hash(),
                head: picture::read(path.file_name(), file.bytes())?,
            }))
        };
        let found: Vec<Arc<Picture>> = files.par_iter().filter_map(picture).collect();
        let route = |picture: &Arc<Picture>| (picture.route.clone(), picture.path.clone());
        Self {
            by_route: found.iter().map(route).collect(),
            by_path: found
                .into_iter()
                .map(|picture| (picture.path.clone(), picture))
                .collect(),
        }
    }

    /// A picture by the name that a text shows it by: its file, or its route.
    pub fn find(&self, name: &str) -> Option<&Arc<Picture>> {
        match name.starts_with('/') {
            true => self.by_path.get(self.by_route.get(&Route::new(name))?),
            false => self.at(&SourcePath::new(name)),
        }
    }

    /// The picture that a file is.
    pub fn at(&self, path: &SourcePath) -> Option<&Arc<Picture>> {
        self.by_path.get(path)
    }

    /// All of them, by file.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Picture>> {
        self.by_path.values()
    }
}

/// The pictures that published texts show.
pub fn shown(pictures: &Pictures, published: &Stories) -> BTreeSet<SourcePath> {
    let names = published.values().flat_map(|story| &story.facts.links.pictures);
    let found = names.filter_map(|name| pictures.find(name));
    found.map(|picture| picture.path.clone()).collect()
}
