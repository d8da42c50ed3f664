//! Pictures must be ones that can be shown.

use crate::diagnostic::{Diagnostic, Span};
use crate::input::reference::ReferenceKind;
use crate::site::Site;
use crate::site::pictures::Picture;
use crate::source_path::SourcePath;
use crate::story::Story;

/// Reports the pictures of a story that cannot be shown, where it shows them.
pub fn of_story(site: &Site, story: &Story) -> Vec<Diagnostic> {
    let references = story.references.iter();
    let shown = references.filter(|reference| reference.kind == ReferenceKind::Picture);
    shown
        .filter_map(|reference| {
            let picture = site.pictures.find(&reference.target)?;
            problem(picture, Span::new(&story.path, reference.range.clone()))
        })
        .collect()
}

/// Reports the pictures that nothing shows and that would be published all the same: what cannot be read cannot be
/// freed of what it says of places and people.
pub fn unshown(site: &Site) -> Vec<Diagnostic> {
    let unshown = |path: &SourcePath| {
        !site.shown.contains(path) && !path.as_str().starts_with(crate::site::STATIC_FOLDER)
    };
    let pictures = site.pictures.all().filter(|picture| unshown(&picture.path));
    pictures
        .filter_map(|picture| problem(picture, Span::start_of(&picture.path)))
        .collect()
}

fn problem(picture: &Picture, span: Span) -> Option<Diagnostic> {
    let fault = picture.head.as_ref().err()?;
    let message = format!("{} {}", picture.path, fault.words);
    Some(Diagnostic::new(fault.code, span, message).hint(fault.hint()))
}
