//! The editor's desk: looks over a compiled site as a fact-checker would. One file a rule, below `rules/` for what is
//! told and below `audit/` for the finished pages.

pub mod audit;
pub mod backing;
pub mod baseline;
pub mod evidence;
mod filled;
pub mod fix;
pub mod gathered;
pub mod impact;
pub mod levels;
pub mod packet;
pub mod proof;
mod quoted;
pub mod rule;
pub mod rules;
pub mod sourcing;
pub mod waiver;

use crate::compile::Compiled;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::input::sources::Sources;
use crate::story::Story;
use crate::{check, registry, story};
use evidence::{Evidence, Galley, SavedTexts};
use gathered::Gathered;
use rayon::prelude::*;
use rule::Look;
use sourcing::Coverage;
use waiver::Waiver;

/// What the desk found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examination {
    /// All findings, those of the build among them, by file and place.
    pub findings: Vec<Diagnostic>,
    /// Findings that a comment waives, with its reason.
    pub waived: Vec<(Diagnostic, String)>,
    /// How many figures name their source.
    pub coverage: Coverage,
}

/// Looks over a site: what a build reports, what is told, and the finished pages. `texts` holds the files that the
/// site was compiled from.
pub fn examine(compiled: &Compiled, texts: &Sources, saved: &SavedTexts) -> Examination {
    let mut found = told(compiled, texts, saved);
    found.add(audit::pages(compiled, texts));
    found.finish(compiled)
}

/// Findings and waivers while they are gathered.
#[derive(Default)]
struct Found {
    findings: Vec<Diagnostic>,
    waivers: Vec<Waiver>,
    coverage: Coverage,
    gathered: Gathered,
}

impl Found {
    fn add(&mut self, findings: Vec<Diagnostic>) {
        self.findings.extend(findings);
    }

    fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.waivers.extend(other.waivers);
        self.coverage.merge(other.coverage);
        self.gathered.merge(other.gathered);
    }

    /// Weighs the findings as the site asks for, and sets aside those that are waived.
    fn finish(self, compiled: &Compiled) -> Examination {
        let options = &compiled.site.config.check;
        let findings = levels::apply(self.findings, options);
        // The pages of a site with errors are not looked at.
        let is_of_pages = |code| rules::rule(code).is_some_and(|rule| matches!(rule.look, Look::Pages));
        let has_errors = compiled.has_errors();
        let is_looked_for = |code: Code| options.wants(code) && !(has_errors && is_of_pages(code));
        let (mut findings, waived, of_waivers) = waiver::apply(findings, &self.waivers, &is_looked_for);
        let mut of_waivers = levels::apply(of_waivers, options);
        findings.append(&mut of_waivers);
        diagnostic::sort(&mut findings);
        Examination {
            findings,
            waived,
            coverage: self.coverage,
        }
    }
}

fn told(compiled: &Compiled, texts: &Sources, saved: &SavedTexts) -> Found {
    let evidence = Evidence {
        compiled,
        saved,
        only: None,
    };
    let stories: Vec<_> = compiled.site.stories.values().collect();
    let of_stories = stories.par_iter().with_min_len(8);
    let of_stories: Vec<Found> = of_stories
        .filter_map(|story| Some(story_findings(&evidence, story, texts)?.0))
        .collect();
    let mut found = Found::default();
    found.add(compiled.diagnostics());
    of_stories.into_iter().for_each(|of_story| found.merge(of_story));
    for rule in rules::RULES
        .iter()
        .filter(|rule| evidence.options().wants(rule.code))
    {
        found.add(match rule.look {
            Look::Site(look) => look(&evidence),
            Look::Gathered(look) => look(&evidence, &found.gathered),
            Look::Story(_) | Look::Pages | Look::Build => Vec::new(),
        });
    }
    found.add(check::unused_acknowledgements(&compiled.site));
    for file in registry::FILES.iter().chain([&crate::input::config::SITE_FILE]) {
        found.waivers.extend(waiver::of_data_file(file, texts));
    }
    found
}

/// What the rules find in a story, and its galley proof; `None` where its text is not among `texts`.
fn story_findings<'s>(
    evidence: &Evidence<'_>,
    story: &'s Story,
    texts: &'s Sources,
) -> Option<(Found, Galley<'s>)> {
    let file = texts.get(story.path.as_str())?;
    let options = evidence.compiled.site.config.markdown;
    let manuscript = story::manuscript(&story.path, file, options);
    let text = file.text().unwrap_or_default();
    let mut found = Found {
        waivers: waiver::of_story(&story.path, text, &manuscript),
        ..Found::default()
    };
    let galley = sourcing::galley(evidence, story, text, manuscript);
    found.coverage = sourcing::coverage(&galley);
    found.gathered = Gathered::of(evidence, &galley);
    for rule in rules::RULES {
        if let Look::Story(look) = rule.look
            && evidence.options().wants(rule.code)
        {
            found.add(look(evidence, &galley));
        }
    }
    Some((found, galley))
}
