//! Pictures without words for those who cannot see them, or with words that say nothing.

use super::book::{Book, Leaf};
use super::findings::Finding;
use super::page::{Image, Shows};
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::Code;

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::Alt,
    look: Look::Pages,
    why: "Who cannot see a picture is told its alternative text. A file name, \"image\" or the caption over again tells nothing, and \
          more than 250 characters cannot be skimmed by ear.",
    example: "![IMG_2034.jpg](IMG_2034.jpg)",
    mend: "say in a sentence what the picture shows, as over the telephone. Mere decoration has alt=\"\".",
    options: None,
};

/// The most characters that an alternative text should have.
const LONGEST: usize = 250;

const ENDINGS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tiff"];

const EMPTY_WORDS: [&str; 12] = [
    "image",
    "photo",
    "picture",
    "photograph",
    "graphic",
    "img",
    "pic",
    "illustration",
    "screenshot",
    "figure",
    "alt",
    "untitled",
];

const OPENINGS: [&str; 4] = ["image of ", "photo of ", "picture of ", "photograph of "];

/// Looks at the pictures of a page.
pub fn look(book: &Book<'_>, leaf: &Leaf<'_>, mut add: impl FnMut(Finding)) {
    for image in leaf.seen.images.iter().filter(|image| !image.decorative) {
        let alt = image.alt.as_ref().map(|alt| leaf.seen.words(alt).trim());
        let src = image
            .src
            .as_ref()
            .map(|src| leaf.seen.words(src))
            .unwrap_or_default();
        let fault = match alt {
            _ if image.named && alt.is_none_or(str::is_empty) => None,
            None => Some(missing(image.shows)),
            Some("") => (image.shows == Shows::Button).then(|| missing(image.shows)),
            Some(alt) => fault(leaf, image, alt, src),
        };
        if let Some((message, hint)) = fault {
            let route = book.home.lead(src, leaf.page.route.as_str());
            let span = match (leaf.story, route) {
                (Some(story), super::address::Led::Site(route, _)) => {
                    let blame = book.blame();
                    blame
                        .picture(story, &route, alt)
                        .or_else(|| blame.words(story, src))
                }
                _ => None,
            };
            add(Finding {
                code: Code::Alt,
                cause: format!("{:?} {src} {}", image.shows, alt.unwrap_or("-")),
                message,
                hint: Some(hint.to_owned()),
                span,
                clue: alt.filter(|alt| !alt.is_empty()).or(Some(src)).map(str::to_owned),
                page: leaf.at,
            });
        }
    }
}

fn missing(shows: Shows) -> (String, &'static str) {
    let what = match shows {
        Shows::Picture => "an <img> has no `alt`",
        Shows::Button => {
            "an <input type=\"image\"> has no `alt`: nobody who cannot see it knows what it does"
        }
        Shows::Area => "an <area> has no `alt`: nobody who cannot see it knows where it leads",
        Shows::Drawing => "an <svg role=\"img\"> has no name",
    };
    let hint = match shows {
        Shows::Picture => "say in `alt` what it shows; mere decoration has alt=\"\"",
        Shows::Button => "say in `alt` what it does",
        Shows::Area => "say in `alt` where it leads",
        Shows::Drawing => {
            "give it a <title> or `aria-label`, or aria-hidden=\"true\" if it is mere decoration"
        }
    };
    (what.to_owned(), hint)
}

/// What is wrong with an alternative text.
fn fault(leaf: &Leaf<'_>, image: &Image, alt: &str, src: &str) -> Option<(String, &'static str)> {
    let says = "say in a sentence what it shows";
    let shown: String = alt.chars().take(60).collect();
    if is_file_name(alt) || is_stem(alt, src) {
        return Some((
            format!("the alternative text \"{shown}\" is the name of a file"),
            says,
        ));
    }
    let plain = alt.trim_end_matches(['.', ':', '!']).to_lowercase();
    if EMPTY_WORDS.contains(&plain.as_str()) {
        return Some((
            format!("the alternative text \"{shown}\" does not say what is shown"),
            says,
        ));
    }
    let bare = ["a ", "an ", "the "]
        .iter()
        .find_map(|article| plain.strip_prefix(article));
    let opening = OPENINGS
        .iter()
        .find(|opening| bare.unwrap_or(&plain).starts_with(**opening));
    if let Some(opening) = opening.filter(|_| !plain.starts_with("the ")) {
        let message = format!(
            "the alternative text begins with \"{}\", which is said anyway",
            opening.trim()
        );
        return Some((
            message,
            "leave that out: who hears it is told that it is a picture",
        ));
    }
    let count = alt.chars().count();
    if count > LONGEST {
        let message = format!(
            "the alternative text has {count} characters; {LONGEST} is the most that can be listened to"
        );
        return Some((message, "say the rest in the text or the caption"));
    }
    let figure = image.figure.and_then(|at| leaf.seen.figures.get(at))?;
    let repeats = words(&figure.caption) == words(alt) && !words(alt).is_empty();
    repeats.then(|| {
        let message =
            "the alternative text repeats the caption word for word, so that it is heard twice".to_owned();
        (message, "say what is seen; the caption says what it means")
    })
}

fn is_file_name(alt: &str) -> bool {
    let ending = alt
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    !alt.contains(' ') && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Whether the text is the name of the file without its ending. A single word with a capital may be a person's name.
fn is_stem(alt: &str, src: &str) -> bool {
    let name = src.split(['?', '#']).next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let looks_like_file = alt.contains(['_', '-']) || alt.contains(|mark: char| mark.is_ascii_digit());
    !alt.is_empty() && stem == alt && (looks_like_file || alt.chars().all(char::is_lowercase))
}

fn words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_lowercase()
}
