//! What contexts are made from: the site, and what several pages show, each made when it is first asked for.

use crate::input::sources::Sources;
use crate::page::cards;
use crate::page::context::SiteContext;
use crate::page::site_value::{Counts, has, site_value};
use crate::page::view::{CardView, StoryLink};
use crate::search::Index;
use crate::site::listings::Listed;
use crate::site::{Place, Site, social};
use crate::source_path::SourcePath;
use std::sync::{Arc, OnceLock};

/// What several pages show.
#[derive(Debug, Clone)]
pub struct Shared {
    /// What every page sees of the site.
    pub site: Arc<SiteContext>,
    /// The card of each story, in the order of the site.
    cards: Parts<CardView>,
    /// The link of each story, then of each plain page.
    links: Parts<StoryLink>,
    /// The places of the claims that rest on each source, by the source's place.
    claims_of_sources: Arc<OnceLock<Vec<Vec<usize>>>>,
    /// The search index.
    search: Arc<OnceLock<Index>>,
}

/// Parts that are made when they are first asked for, and then the same for all.
type Parts<T> = Arc<[OnceLock<Arc<T>>]>;

fn parts<T>(count: usize) -> Parts<T> {
    (0..count).map(|_| OnceLock::new()).collect()
}

impl Shared {
    /// What the pages of a site share; what an earlier site of equal indexes has made is kept.
    pub fn of(site: &Site, before: Option<(&Site, &Shared)>) -> Self {
        let of_site = site_context(site);
        let Some((old, shared)) = before else {
            return Self::anew(site, Arc::new(of_site));
        };
        let same_listings = Arc::ptr_eq(&old.listings, &site.listings);
        let same_citations = Arc::ptr_eq(&old.citations, &site.citations);
        let same_claims = Arc::ptr_eq(&old.claims, &site.claims);
        let of_site = if *shared.site == of_site {
            shared.site.clone()
        } else {
            Arc::new(of_site)
        };
        let mut anew = Self::anew(site, of_site);
        if same_listings && same_citations {
            anew.cards = shared.cards.clone();
        }
        if same_listings {
            anew.links = shared.links.clone();
        }
        if same_citations && same_claims {
            anew.claims_of_sources = shared.claims_of_sources.clone();
        }
        if site.shares_indexes(old) && site.stories == old.stories {
            anew.search = shared.search.clone();
        }
        anew
    }

    fn anew(site: &Site, of_site: Arc<SiteContext>) -> Self {
        let stories = site.listings.stories.len();
        Self {
            site: of_site,
            cards: parts(stories),
            links: parts(stories + site.listings.pages.len()),
            claims_of_sources: Arc::default(),
            search: Arc::default(),
        }
    }
}

/// What every page sees of the site.
fn site_context(site: &Site) -> SiteContext {
    let counts = Counts {
        stories: site.listings.stories.len(),
        sources: site.citations.entries.len(),
        claims: site.claims.entries.len(),
    };
    let has = has(site);
    let value = site_value(&site.config, counts, has);
    SiteContext {
        config: site.config.clone(),
        counts,
        has,
        today: site.settings.today,
        cards: social::cards(site),
        value,
    }
}

/// Everything at hand to make the content of a page.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'c> {
    /// The site.
    pub site: &'c Site,
    /// The files that are copied.
    pub sources: &'c Sources,
    /// What several pages show.
    pub shared: &'c Shared,
}

impl<'c> Desk<'c> {
    /// What every page sees of the site.
    pub fn of_site(&self) -> Arc<SiteContext> {
        self.shared.site.clone()
    }

    /// The card of a story, by its place in the order of the site.
    pub fn card(&self, at: usize) -> Option<Arc<CardView>> {
        let listed = self.site.listings.stories.get(at)?;
        let card = self
            .shared
            .cards
            .get(at)?
            .get_or_init(|| Arc::new(cards::card(self.site, listed)));
        Some(card.clone())
    }

    /// The cards of stories, by their places.
    pub fn cards(&self, places: &[usize]) -> Vec<Arc<CardView>> {
        places.iter().filter_map(|at| self.card(*at)).collect()
    }

    /// A story or page, named and linked.
    pub fn link(&self, path: &SourcePath) -> Option<Arc<StoryLink>> {
        let place = *self.site.places.get(path)?;
        let at = match place {
            Place::Story(at) => at,
            Place::Page(at) => self.site.listings.stories.len() + at,
        };
        let make = |listed: &Listed| {
            Arc::new(StoryLink {
                headline: listed.card.headline.clone(),
                route: listed.route.to_string(),
            })
        };
        let listed = self.site.listed(path)?;
        Some(self.shared.links.get(at)?.get_or_init(|| make(listed)).clone())
    }

    /// The search index.
    pub fn search(&self) -> &'c Index {
        self.shared.search.get_or_init(|| Index::build(self.site))
    }

    /// The places of the claims that rest on a source, by the source's place in the index.
    pub fn claims_of_source(&self, place: usize) -> &'c [usize] {
        let found = self
            .shared
            .claims_of_sources
            .get_or_init(|| claims_of_sources(self.site));
        found.get(place).map(Vec::as_slice).unwrap_or_default()
    }
}

fn claims_of_sources(site: &Site) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); site.citations.entries.len()];
    for entry in &site.claims.entries {
        let owner = entry.owner.as_ref();
        for source in &entry.record.sources {
            if let Some(place) = site.citations.place(owner, &source.id)
                && found[place].last() != Some(&entry.place)
            {
                found[place].push(entry.place);
            }
        }
    }
    found
}
