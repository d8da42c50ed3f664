//! The files of pictures: at their own routes, and in other sizes.

use crate::page::shared::Desk;
use crate::page::{Content, Page, Subject};
use crate::picture::{self, Shape};
use crate::site::Site;
use crate::source_path::SourcePath;

/// The other sizes of all pictures that a text shows.
pub fn plan(site: &Site) -> Vec<Page> {
    let shown = site.shown.iter().filter_map(|path| site.pictures.at(path));
    let pages = shown.flat_map(|picture| {
        let cuts = picture.cuts().collect::<Vec<_>>().into_iter();
        cuts.map(|cut| Page::new(cut.route, Subject::Picture(picture.path.clone(), cut.shape)))
    });
    let mut pages: Vec<Page> = pages.collect();
    // Of two files beside each other, equal in all but the ending of their names, one makes the sizes of both.
    pages.sort_by(|one, other| one.route.cmp(&other.route));
    pages.dedup_by(|one, other| one.route == other.route);
    pages
}

/// The subject of a file that is copied: a picture in content/ is cleaned on its way.
pub fn subject(site: &Site, path: &SourcePath) -> Subject {
    match site.pictures.at(path).filter(|picture| picture.is_made()) {
        Some(_) => Subject::Picture(path.clone(), Shape::Own),
        None => Subject::File(path.clone()),
    }
}

/// What makes a file of a picture.
pub fn content(desk: Desk<'_>, path: &SourcePath, shape: Shape) -> Content {
    let picture = desk
        .site
        .pictures
        .at(path)
        .expect("planned pictures are among the site's");
    let head = picture
        .head
        .as_ref()
        .expect("pictures that cannot be read are not planned");
    let bytes = desk.sources.get(path.as_str());
    let bytes = bytes
        .expect("files of the site are among the sources")
        .bytes()
        .clone();
    Content::Made(picture::job(path, bytes, picture.hash, head, shape))
}
