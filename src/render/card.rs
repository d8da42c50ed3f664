//! A social card: its template, rendered, and the job that draws what comes of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::escape::plain_marks;
use crate::job::{Bench, Job, Work};
use crate::lettering::draw::{self, ENGINE};
use crate::lettering::fonts::Fonts;
use crate::page::context::StoryContext;
use crate::page::social::{CardContext, SocialCard, of_home_page, of_text};
use crate::render::picture;
use crate::render::shell::PageView;
use crate::render::templates::Templates;
use crate::site::social;
use crate::story::facts::Kind;
use std::fmt;
use std::sync::Arc;
use tera::Context;

const TEMPLATE: &str = "social-card.svg";

/// What stands for a text where somebody shares it: its own image, else its card.
pub fn show_image(page: &mut PageView, context: &StoryContext) {
    let card = &context.story.facts.card;
    page.image = picture::image_url(context);
    page.image_alt = card.image.as_ref().map(|image| image.alt.clone());
    if let Some(route) = social::of_text(context.site.cards, &context.route, card) {
        let shown = match card.kind {
            Kind::Home => of_home_page(&context.site, Some(context)),
            Kind::Story | Kind::Page => of_text(context),
        };
        page.show_card(&context.site, &route, shown.alt());
    }
}

/// The job that draws a card. Its key is that of the drawing, so that a card is drawn anew only where it looks otherwise.
pub fn job(templates: &Templates, context: &CardContext) -> Job {
    let fonts = templates.fonts();
    let mut problems = Vec::new();
    let svg = templates.render(TEMPLATE, &variables(context), &mut problems);
    if let Some(problem) = problems.pop() {
        let why = problem.message.clone();
        let parts = [context.route.as_str().as_bytes(), why.as_bytes()];
        return Job::new("failed card", ENGINE, &parts, Arc::new(Failed(problem)));
    }
    let svg = plain_marks(svg);
    let objection = templates.objection(
        TEMPLATE,
        Code::CardFailed,
        format!("{} cannot be drawn", context.route),
    );
    let (hashes, version) = (fonts.hashes(), env!("CARGO_PKG_VERSION"));
    let drawing = Drawing {
        fonts: fonts.clone(),
        objection,
        svg,
    };
    let parts: [&[u8]; 3] = [drawing.svg.as_bytes(), &hashes, version.as_bytes()];
    Job::new("card", ENGINE, &parts, Arc::new(drawing.clone()))
}

fn variables(context: &CardContext) -> Context {
    let mut variables = Context::new();
    variables.insert_value("site", context.site.value.0.clone());
    variables.insert("colours", &context.site.config.theme.palette.light);
    let card: &SocialCard = &context.card;
    variables.insert("card", card);
    variables
}

/// A card to be drawn.
#[derive(Clone)]
struct Drawing {
    svg: String,
    fonts: Arc<Fonts>,
    /// What to say where it cannot be drawn, but for why.
    objection: Diagnostic,
}

impl Work for Drawing {
    fn run(&self, _: &mut Bench) -> Result<Vec<u8>, Diagnostic> {
        draw::draw(&self.svg, &self.fonts).map_err(|why| Diagnostic {
            message: format!("{}: {why}", self.objection.message),
            ..self.objection.clone()
        })
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Drawing")
    }
}

/// A card whose template fails.
#[derive(Debug)]
struct Failed(Diagnostic);

impl Work for Failed {
    fn run(&self, _: &mut Bench) -> Result<Vec<u8>, Diagnostic> {
        Err(self.0.clone())
    }
}
