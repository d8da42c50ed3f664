//! A rule as a value: what it is called, why it is, and how it looks.

use super::evidence::{Evidence, Galley};
use super::gathered::Gathered;
use crate::diagnostic::{Code, Diagnostic};

/// A rule of the desk.
pub struct Rule {
    /// Its code, whose documentation says what it finds.
    pub code: Code,
    /// What it looks at.
    pub look: Look,
    /// Why there is such a rule: one or two sentences.
    pub why: &'static str,
    /// What it finds, as a writer would write it.
    pub example: &'static str,
    /// How to mend what it finds.
    pub mend: &'static str,
    /// Its options in `[check]`, if it has any, as TOML.
    pub options: Option<&'static str>,
}

/// What a rule looks at.
pub enum Look {
    /// One story at a time.
    Story(fn(&Evidence<'_>, &Galley<'_>) -> Vec<Diagnostic>),
    /// All of the site at once.
    Site(fn(&Evidence<'_>) -> Vec<Diagnostic>),
    /// All of the site at once, with what was gathered from the prose.
    Gathered(fn(&Evidence<'_>, &Gathered) -> Vec<Diagnostic>),
    /// The finished pages; see [`super::audit`].
    Pages,
    /// What a build looks at already.
    Build,
}

impl Rule {
    /// All that there is to say of it, for `nutgraf explain`.
    pub fn explanation(&self) -> String {
        let code = self.code.name();
        let options = self
            .options
            .map(|options| format!("\n\nOptions:\n\n{}", indented(options)));
        format!(
            "{}\n\nExample:\n\n{}\n\nHow to mend it: {}\n\n{}{}",
            self.why,
            indented(self.example),
            self.mend,
            waiving(code),
            options.unwrap_or_default()
        )
    }
}

fn waiving(code: &str) -> String {
    format!(
        "To waive it, say why, in the paragraph or on a line of its own above it:\n\n    <!-- nutgraf-ignore {code}: the reason -->\n\n\
         In front matter and TOML files, at the end of the line or on the line above:\n\n    # nutgraf-ignore {code}: the reason\n\n\
         To weigh it otherwise, in site.toml (error, warning, note or off):\n\n    [check]\n    {code} = \"note\""
    )
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}
