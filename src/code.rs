//! Every kind of problem that a build can report, with its name, weight and documentation.

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The build writes nothing.
    Error,
    /// The build goes on; with `--strict` it does not.
    Warning,
    /// Something that the writer may want to know.
    Note,
}

impl Severity {
    /// The word printed in reports: `error`, `warning` or `note`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    (
        build { $($variant:ident $name:literal $severity:ident $doc:literal;)* }
        desk { $($rule:ident $rule_name:literal $rule_severity:ident $rule_doc:literal;)* }
    ) => {
        /// The kind of a problem. `name()` is what reports print and `[check]` names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $doc] $variant,)*
            $(#[doc = $rule_doc] $rule,)*
        }

        impl Code {
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)* $(Code::$rule,)*];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* $(Self::$rule => $rule_name,)* }
            }

            /// The weight that a diagnostic of this code starts with.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* $(Self::$rule => Severity::$rule_severity,)* }
            }

            /// What it means and how to mend it, for `nutgraf explain`.
            pub fn documentation(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* $(Self::$rule => $rule_doc,)* }
            }

            /// Whether it is a rule of the editor's desk, which `check` looks at and a build does not.
            pub fn is_of_desk(self) -> bool {
                matches!(self, $(Self::$rule)|*)
            }

            /// Whether site.toml may say how much it weighs: what forbids to publish a site is no matter of taste.
            pub fn is_configurable(self) -> bool {
                self.is_of_desk() || self.severity() != Severity::Error
            }

            /// The code of a name.
            pub fn named(name: &str) -> Option<Code> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    build {
    NotASite "not-a-site" Error "The folder has no site.toml. Run the command inside a site, name one with --root, or make one with `nutgraf init`.";
    Unreadable "unreadable" Error "A file or folder of the site could not be read. Check that it exists and that you may read it.";
    LinkOutside "link-outside" Error "A symbolic link leads out of the site's folder. Copy the file into the site, so that the site is whole wherever it is built.";
    NotUtf8 "not-utf8" Error "A text file is not UTF-8. Save it again as UTF-8 in your editor.";
    YamlSyntax "yaml-syntax" Error "The YAML of a front matter cannot be parsed. Often a value that holds `: ` or starts with a special character wants quotes.";
    TomlSyntax "toml-syntax" Error "The TOML of site.toml, a registry, a front matter or a component's rows cannot be parsed.";
    FrontMatterMissing "front-matter-missing" Error "A story must begin with front matter: YAML between `---` lines or TOML between `+++` lines.";
    FrontMatterUnclosed "front-matter-unclosed" Error "The front matter opens with `---` or `+++` but the same line does not close it.";
    UnknownKey "unknown-key" Error "A key that nutgraf does not know, often a slip of the pen. Free keys live under `extra`.";
    DuplicateKey "duplicate-key" Error "A key stands twice in one table; which one counts is anybody's guess.";
    MissingKey "missing-key" Error "A required key is missing or blank: a story needs `headline` and `date`, a source `name`, a claim `value`, a site `title`.";
    WrongType "wrong-type" Error "A value is of another type than the key takes: a list where a word is wanted, a table where a list is.";
    InvalidValue "invalid-value" Error "A value is of the right type but not one that the key takes.";
    InvalidDate "invalid-date" Error "A date that is none. Write 2026-04-27, or as much as is known: 2026, 2026-04, 2026-Q2, 2025~ (about).";
    InvalidSlug "invalid-slug" Error "A slug holds lower-case letters and digits of any script, joined by single hyphens, 100 bytes at most.";
    InvalidId "invalid-id" Error "An id holds letters, digits, `-`, `_`, `.` and `:`, and starts with a letter or digit.";
    RefusedUrl "refused-url" Error "A URL with a scheme that a page may not carry, or one that cannot be parsed. Allowed: http, https, mailto, tel and relative links.";
    DuplicateId "duplicate-id" Error "Two records of one kind, or two parts of one page, carry the same id. Give one of them another.";
    RenamedSource "renamed-source" Warning "Two sources of a story default to the same id; the second became `name-2`. Give them ids of their own.";
    RenamedClaim "renamed-claim" Warning "Two claims of a story default to the same id, because their labels are the same; the second became `label-2`. Give them ids of their own.";
    ShadowedSource "shadowed-source" Error "A story's own source carries the id of a shared source but another URL. Rename it or use the shared one.";
    Contradiction "contradiction" Warning "One claim is told in two ways for the same time. Both are shown on the numbers page, with where they stand.";
    UnknownSource "unknown-source" Error "A citation or record names a source that neither the story nor sources.toml holds.";
    UnknownClaim "unknown-claim" Error "A figure is bound to a claim that neither the story nor claims.toml holds.";
    UnknownTerm "unknown-term" Error "A link names a term that glossary.toml does not hold.";
    UnknownQuote "unknown-quote" Error "A quotation is asked for that neither the story nor quotes.toml holds.";
    BrokenStoryLink "broken-story-link" Error "A link names a Markdown file that is no story or page of the site, or one that is held back (draft, scheduled, expired).";
    MissingFile "missing-file" Error "An image or file is linked to by relative path but does not exist.";
    BrokenLink "broken-link" Warning "A link to a page of this site that no page or file answers.";
    UnclosedComponent "unclosed-component" Error "A component opens with `:::name` but no bare `:::` closes it.";
    StrayFence "stray-fence" Error "A bare `:::` closes a component, but none is open.";
    UnknownComponent "unknown-component" Error "No component of that name is built in, and templates/components/ has none.";
    ComponentAttributes "component-attributes" Error "The attributes of a component cannot be read: write {key=value key=\"two words\" #id .class}.";
    ComponentRows "component-rows" Error "The rows of a component lack a key or hold a wrong one.";
    ComponentNesting "component-nesting" Error "Components stand within each other too deeply for any page: 16 levels are allowed.";
    ChartData "chart-data" Error "The data of a chart cannot be drawn: a cell is no number, a row has a cell too many, two rows stand at one date, there are more rows than readers can see.";
    ExtraHeading "extra-heading" Warning "A page has one first-level heading, its headline; further ones become second-level headings.";
    RawHtml "raw-html" Warning "Raw HTML is shown as text. A site can allow it by `[markdown] raw_html = true` in site.toml.";
    RouteCollision "route-collision" Error "Two pages or files would be written to the same place. Give one of them another slug or name.";
    InvalidAlias "invalid-alias" Error "An alias is a path of this site, such as /old/path/, never a full URL.";
    ThemeContrast "theme-contrast" Warning "A colour of `[theme]` is too close to what it stands on to be read. It is shown lighter or darker; choose one of your own.";
    StatWithoutSource "stat-without-source" Warning "A stat or chart names no source. Every figure should.";
    StatWithoutDate "stat-without-date" Warning "A stat or chart has no as_of date; a reader cannot know when it held.";
    FigureIncomplete "figure-incomplete" Error "A figure names its picture by `src`, says by `alt` what it shows, and by `credit` who made it. `alt=\"\"` is for mere decoration.";
    Alt "alt" Warning "An image in the text has no words between its brackets for those who cannot see it. Write ![What it shows](photo.jpg); mere decoration is a `figure` with `alt=\"\"`.";
    PictureUnreadable "picture-unreadable" Error "A picture is damaged, cut short, empty, or not what its name says. Save it again as JPEG, PNG or WebP.";
    PictureTooLarge "picture-too-large" Error "A picture has more than 20,000 pixels a side, 100 million in all, or takes more than 512 MB when it is decoded. Make it smaller.";
    InvalidFormula "invalid-formula" Error "A claim's formula holds ids in braces, numbers, + - * / and parentheses.";
    TemplateSyntax "template-syntax" Error "A template cannot be parsed.";
    TemplateFailed "template-failed" Error "A template failed while a page was rendered.";
    CardFailed "card-failed" Error "A social card could not be drawn from what `templates/social-card.svg` makes: it must be well-formed SVG of 1200 by 630 pixels.";
    GlyphMissing "glyph-missing" Warning "No font shows some characters of a social card, so that the card leaves them out. Put a TrueType or OpenType font that has them into the site's `fonts/` folder.";
    FontUnreadable "font-unreadable" Warning "A file in `fonts/` is no TrueType or OpenType font.";
    CardsLeftOut "cards-left-out" Note "A site of more than a thousand stories and figures has no social cards for all of them unless `[social] cards = true` asks for them: they take minutes the first time.";
    BaseUrlMissing "base-url-missing" Note "Without base_url, formats that need absolute URLs are left out: canonical links, the sitemap, feeds' ids.";
    OutputRefused "output-refused" Error "The output folder is one that a build must not write to.";
    OutputFailed "output-failed" Error "The output folder could not be written.";
    ForeignFile "foreign-file" Note "The output folder holds a file that nutgraf did not write; it is kept.";
    CacheFailed "cache-failed" Note "What takes long to make could not be kept in `.nutgraf-cache`, and is made again each time. Let nutgraf write to that folder, or delete it.";
    LockDamaged "lock-damaged" Error "`snapshots/lock.toml`, in which `nutgraf sources` keeps what it found, cannot be read. Put back the last good one, or delete it; then run `nutgraf sources fetch`.";
    InvalidUsage "invalid-usage" Error "The command line asks for something that cannot be done.";
    }
    desk {
    UnsourcedFigure "unsourced-figure" Warning "A figure in the text that no citation and no claim stands beside.";
    SingleSource "single-source" Note "A claim that is told as a fact and rests on one source that is no document of those concerned.";
    SameOrigin "same-origin" Warning "A claim whose sources all carry the words of one: they count once.";
    Tier "tier" Warning "A stat without a source of tier 2 or better, or a motive that only a party vouches for.";
    Stale "stale" Warning "A claim that was to be looked at again by now, or whose date is too long ago.";
    QuoteMismatch "quote-mismatch" Error "A quotation is shown with other words than it is registered with.";
    QuoteNotFound "quote-not-found" Warning "The saved text of a source does not hold a quotation from it.";
    Weekday "weekday" Error "A date is given with the wrong day of the week.";
    DateArithmetic "date-arithmetic" Error "The length of a period does not fit its two ends.";
    Arithmetic "arithmetic" Error "A claim does not have the value that its formula gives.";
    BoundaryWords "boundary-words" Warning "The words around a figure say something else than its claim: a lost `up to`, `until` for `through`, `or` for `and`, another number.";
    UnusedSource "unused-source" Warning "A source that nothing rests on.";
    DuplicateSource "duplicate-source" Warning "Two records of one source.";
    SourceDead "source-dead" Warning "A source can no longer be read at its address, as `nutgraf sources check` found. Name an `archive` copy, another address, or another source.";
    SourceMoved "source-moved" Note "A source has moved for good. Write its new address as its `url`.";
    SourceDrifted "source-drifted" Warning "The text of a source differs from its snapshot. Read it again; where your story still holds, keep the new text by `nutgraf sources fetch`.";
    ArchiveInvalid "archive-invalid" Warning "An `archive` address is none: it is to be a full address, another than the source's own, and one of web.archive.org is to carry a true day and the source's own address.";
    Placeholder "placeholder" Warning "A word that was to be replaced before publication: TK, lorem ipsum, `admin` for an author.";
    Window "window" Warning "An event or source lies outside the days that the site or story says it covers.";
    Credit "credit" Warning "A picture that nobody is named for.";
    HeadingOrder "heading-order" Warning "A heading skips a level, or a page has no first-level heading or several.";
    DraftLeak "draft-leak" Error "A page shows something of a text that is held back.";
    Weight "weight" Warning "A page is heavier than the site allows itself.";
    Contrast "contrast" Warning "Two colours of a stylesheet are too close to each other to be read.";
    WaiverWithoutReason "waiver-without-reason" Warning "A comment waives a rule without saying why, so that it waives nothing.";
    UnusedWaiver "unused-waiver" Warning "A comment waives what is not found there.";
    UnreadableBaseline "unreadable-baseline" Error "The file of findings that are known cannot be read.";
    }
}
