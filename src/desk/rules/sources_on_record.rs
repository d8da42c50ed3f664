//! What the last look at the sources found: some are gone, moved or changed; and archive addresses that are none.

use crate::check::records_lock::known_faults;
use crate::desk::evidence::Evidence;
use crate::desk::rule::{Look, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A source is gone.
pub const DEAD: Rule = Rule {
    code: Code::SourceDead,
    look: Look::Site(|evidence| of(evidence, Code::SourceDead)),
    why: "Readers follow the link to a source to see for themselves. `nutgraf sources check` asks each address and notes in \
          snapshots/lock.toml what it found; `check` tells of that and asks nobody.",
    example: "A source whose page answers 404 Not Found.",
    mend: "name a saved copy by `archive`, to which pages then lead, or another address or source.",
    options: None,
};

/// A source has moved for good.
pub const MOVED: Rule = Rule {
    code: Code::SourceMoved,
    look: Look::Site(|evidence| of(evidence, Code::SourceMoved)),
    why: "An address that redirects for good works until its host stops redirecting.",
    example: "A source whose page answers 301 Moved Permanently.",
    mend: "write the new address as the source's `url`.",
    ..DEAD
};

/// A source says something else than when it was saved.
pub const DRIFTED: Rule = Rule {
    code: Code::SourceDrifted,
    look: Look::Site(|evidence| of(evidence, Code::SourceDrifted)),
    why: "A page that was changed after it was cited may no longer say what it is cited for.",
    example: "A source whose text differs from its snapshot by 120 words.",
    mend: "read it again; where the stories still hold, run `nutgraf sources fetch` with its id.",
    ..DEAD
};

/// An archive address is none.
pub const ARCHIVE: Rule = Rule {
    code: Code::ArchiveInvalid,
    look: Look::Site(|evidence| of(evidence, Code::ArchiveInvalid)),
    why: "A saved copy is of use when the source is gone: then its address must lead to a copy of that source, of a day \
          on which it was there.",
    example: "archive = \"https://web.archive.org/web/20269999000000/https://example.org/another-page\"",
    mend: "save the page at an archive and name the address that it gives.",
    ..DEAD
};

fn of(evidence: &Evidence<'_>, code: Code) -> Vec<Diagnostic> {
    let mut found = known_faults(evidence.site());
    found.retain(|finding| finding.code == code);
    found
}
