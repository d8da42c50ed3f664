//! Links and images.

use super::open::{Gathering, LinkEnd};
use super::writer::Writer;
use crate::diagnostic::Code;
use crate::input::escape::{push_html, push_url};
use crate::input::fields::is_id;
use crate::input::reference::ReferenceKind;
use crate::input::web_address::{OwnScheme, UrlError, UrlKind, check_url};
use crate::source_path::SourcePath;
use crate::story::CONTENT_FOLDER;
use crate::story::facts::MentionKind;
use crate::story::manuscript::{MarkKind, Recorder};
use crate::story::piece::{Bound, Piece, Shown, Target};
use percent_encoding::percent_decode_str;
use pulldown_cmark::LinkType;
use std::ops::Range;

impl Writer<'_, '_, '_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        address: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let address = match link_type {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.to_owned(),
        };
        let end = match check_url(&address) {
            Ok(UrlKind::Nutgraf(scheme, id)) => self.start_bound(scheme, id, range),
            Ok(UrlKind::Relative) => {
                let target = self.local_target(&address, range);
                self.open_anchor(target, title);
                LinkEnd::Anchor
            }
            Ok(_) => {
                self.open_anchor(Target::Elsewhere(address), title);
                LinkEnd::Anchor
            }
            Err(error) => {
                self.refuse(&error, range);
                LinkEnd::Nothing
            }
        };
        self.link_ends.push(end);
    }

    /// `claim:id`, `term:id` and `quote:id`.
    fn start_bound(&mut self, scheme: OwnScheme, id: &str, range: &Range<usize>) -> LinkEnd {
        let place = self.place.of(range);
        if !is_id(id) {
            self.prose
                .issues
                .add(Code::InvalidId, &place, format!("`{id}` cannot be an id"));
            return LinkEnd::Nothing;
        }
        if scheme != OwnScheme::Term {
            self.prose.note(Recorder::start_link);
        }
        match scheme {
            OwnScheme::Claim => {
                self.refer_to_claim(id, range);
                self.hole(Piece::ClaimOpen(id.to_owned()));
                LinkEnd::Claim(id.to_owned())
            }
            OwnScheme::Quote => {
                self.prose.issues.refer(ReferenceKind::Quote, id, &place);
                self.prose.mention(MentionKind::Quote, id);
                self.hole(Piece::QuoteOpen(id.to_owned()));
                LinkEnd::Quote(id.to_owned())
            }
            OwnScheme::Term => {
                self.prose.issues.refer(ReferenceKind::Term, id, &place);
                let first = !self.prose.links.terms.iter().any(|known| known == id);
                if first {
                    self.prose.links.terms.push(id.to_owned());
                }
                self.hole(Piece::TermOpen {
                    id: id.to_owned(),
                    first,
                });
                LinkEnd::Term { first }
            }
        }
    }

    fn open_anchor(&mut self, target: Target, title: &str) {
        self.push("<a href=\"");
        self.address(target);
        self.push("\"");
        self.title(title);
        self.push(">");
    }

    fn address(&mut self, target: Target) {
        match target {
            Target::Elsewhere(url) => push_url(&mut self.html, &url),
            target => self.hole(Piece::Address(target)),
        }
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.push(" title=\"");
            push_html(&mut self.html, title);
            self.push("\"");
        }
    }

    pub(super) fn end_link(&mut self) {
        match self.link_ends.pop() {
            Some(LinkEnd::Anchor) => self.push("</a>"),
            Some(LinkEnd::Claim(id)) => {
                self.prose
                    .note(|recorder| recorder.end_link(|| MarkKind::ClaimWords(id.clone())));
                self.hole(Piece::ClaimClose(Bound { id, covered: false }));
            }
            Some(LinkEnd::Quote(id)) => {
                self.prose
                    .note(|recorder| recorder.end_link(|| MarkKind::QuoteWords(id.clone())));
                self.hole(Piece::QuoteClose(id));
            }
            Some(LinkEnd::Term { first }) => self.hole(Piece::TermClose { first }),
            Some(LinkEnd::Nothing) | None => {}
        }
    }

    pub(super) fn start_image(&mut self, address: &str, title: &str, range: &Range<usize>) {
        let nowhere = || Target::Elsewhere(String::new());
        let target = match check_url(address) {
            Ok(UrlKind::Web) => Target::Elsewhere(address.to_owned()),
            Ok(UrlKind::Relative) => {
                let target = self.local_target(address, range);
                let place = self.place.of(range);
                self.prose.show(&target, &place);
                target
            }
            Ok(_) => {
                self.refuse_image(address, range);
                nowhere()
            }
            Err(error) => {
                self.refuse(&error, range);
                nowhere()
            }
        };
        self.gathering = Gathering::Image {
            alt: String::new(),
            title: title.to_owned(),
            target,
            range: range.clone(),
            depth: 0,
        };
    }

    fn refuse(&mut self, error: &UrlError, range: &Range<usize>) {
        let place = self.place.of(range);
        self.prose
            .issues
            .add(Code::RefusedUrl, &place, error.to_string())
            .hint = error.hint().map(str::to_owned);
    }

    fn refuse_image(&mut self, address: &str, range: &Range<usize>) {
        let place = self.place.of(range);
        self.prose.issues.add(
            Code::RefusedUrl,
            &place,
            format!("`{address}` cannot be shown as an image"),
        );
    }

    pub(super) fn end_image(&mut self) {
        let Gathering::Image {
            alt,
            title,
            target,
            range,
            ..
        } = std::mem::replace(&mut self.gathering, Gathering::None)
        else {
            return;
        };
        if alt.trim().is_empty() {
            let place = self.place.of(&range);
            let hint = "write ![What it shows](…); for mere decoration, use `:::figure` with alt=\"\"";
            let message = "this image has no words for those who cannot see it";
            self.prose.issues.add_with_hint(Code::Alt, &place, message, hint);
        }
        self.hole(Piece::Picture(Box::new(Shown {
            target,
            alt,
            title,
            stands_alone: false,
        })));
    }

    /// What a relative address names, and the note that it must be there.
    pub(super) fn local_target(&mut self, address: &str, range: &Range<usize>) -> Target {
        let place = self.place.of(range);
        local_target(self.prose.path, address, &place, self.prose)
    }
}

/// What a relative address in `file` names. Story files are named as in an editor: `other.md`,
/// `../about.md`, or from the content folder as `@/stories/other.md`.
pub(crate) fn local_target(
    file: &SourcePath,
    address: &str,
    place: &Range<usize>,
    prose: &mut super::Prose<'_>,
) -> Target {
    let cut = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(cut);
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let from_content = decoded
        .strip_prefix("@/")
        .map(|below| SourcePath::new(format!("{CONTENT_FOLDER}{below}")));
    if from_content.is_none() && (path.starts_with('/') || path.is_empty()) {
        prose.issues.refer(ReferenceKind::File, address, place);
        return Target::Route(address.to_owned());
    }
    let resolved = match from_content {
        Some(path) => SourcePath::new("x").resolve(path.as_str()),
        None => file.resolve(&decoded),
    };
    let Some(resolved) = resolved else {
        prose.issues.add(
            Code::MissingFile,
            place,
            format!("`{address}` leads out of the site"),
        );
        return Target::Elsewhere(String::new());
    };
    if resolved.as_str().ends_with(".md") {
        prose.issues.refer(ReferenceKind::Story, resolved.as_str(), place);
        if !prose.links.stories.contains(&resolved) {
            prose.links.stories.push(resolved.clone());
        }
        let fragment = rest.find('#').map(|at| rest[at + 1..].to_owned());
        return Target::Story(resolved, fragment);
    }
    prose.issues.refer(ReferenceKind::File, resolved.as_str(), place);
    Target::File(resolved)
}
