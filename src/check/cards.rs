//! Social cards: what no font can show, fonts that are none, and cards that are left out because they are many.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::input::config;
use crate::lettering::fit::LONGEST;
use crate::lettering::fonts::{FONTS_FOLDER, Fonts};
use crate::site::Site;
use crate::site::listings::Listed;
use crate::site::social::{self, MOST_UNASKED};
use crate::source_path::SourcePath;

/// In characters: so many of those that no font shows are told.
const MOST_TOLD: usize = 8;

/// Reports all of them.
pub fn check(site: &Site, fonts: &Fonts) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = fonts.unreadable.iter().map(unreadable).collect();
    found.extend(missing(site, fonts));
    found.extend(left_out(site));
    found
}

fn unreadable(path: &SourcePath) -> Diagnostic {
    let message = "this is no font that cards can be drawn with";
    Diagnostic::new(Code::FontUnreadable, Span::start_of(path), message)
        .hint("put a TrueType or OpenType font there (.ttf, .otf), or remove the file")
}

/// One message, however many stories: they mostly lack the same font.
fn missing(site: &Site, fonts: &Fonts) -> Option<Diagnostic> {
    let cards = social::cards(site);
    let stories = site.listings.stories.iter().chain(&site.listings.pages);
    let mut lacking = stories.filter_map(|listed| {
        let is_drawn = cards.numbers || social::of_listed(cards, listed).is_some();
        let missing = fonts.missing(&text(site, listed).filter(|_| is_drawn)?);
        (!missing.is_empty()).then_some((listed, missing))
    });
    let (first, missing) = lacking.next()?;
    let others = lacking.count();
    let told: Vec<String> = missing
        .iter()
        .take(MOST_TOLD)
        .map(|mark| format!("{mark} (U+{:04X})", *mark as u32))
        .collect();
    let more = missing.len().saturating_sub(MOST_TOLD);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let others = match others {
        0 => String::new(),
        1 => "; the card of 1 other text lacks some too".to_owned(),
        others => format!("; the cards of {others} other texts lack some too"),
    };
    let message = format!(
        "no font shows {}{more}: the card leaves them out{others}",
        told.join(", ")
    );
    let hint = format!("put a font that has them into {FONTS_FOLDER}, as a .ttf or .otf file");
    Some(Diagnostic::new(Code::GlyphMissing, Span::start_of(&first.card.path), message).hint(hint))
}

/// The words of a text that stand on cards, as far as cards show them.
fn text(site: &Site, listed: &Listed) -> Option<String> {
    let mut words = String::new();
    let mut add = |text: &str| words.extend(text.chars().take(LONGEST));
    add(&listed.card.headline);
    for category in listed
        .category
        .iter()
        .filter_map(|at| site.listings.categories.get(*at))
    {
        add(&category.record);
    }
    let story = site.stories.get(&listed.card.path)?;
    for id in &story.facts.claims.stats {
        if let Some(entry) = site.claims.find(Some(&listed.card.path), id) {
            add(&entry.record.value);
            add(entry.record.label.as_deref().unwrap_or_default());
        }
    }
    Some(words)
}

fn left_out(site: &Site) -> Option<Diagnostic> {
    let cards = social::cards(site);
    let numbers = site.claims.headline.len();
    if !cards.home || cards.stories && cards.numbers {
        return None;
    }
    let stories = site.listings.stories.len();
    let left_out = match cards.stories {
        true => format!("the {numbers} figures have none"),
        false => format!("only the home page has one, the {stories} stories and {numbers} figures have none"),
    };
    let message = format!("more than {MOST_UNASKED} social cards take long the first time: {left_out}");
    Some(
        Diagnostic::new(Code::CardsLeftOut, config::start_of_site_file(), message)
            .hint("write `[social] cards = true` to have all of them drawn, or `cards = false` for none"),
    )
}
