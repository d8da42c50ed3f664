//! What a file is, by the ending of its name.

/// The type of scripts.
pub const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The type of a stream.
pub const EVENTS: &str = "text/event-stream";

/// Endings that the list of types lacks or tells otherwise than the web does today.
const OURS: [(&str, &str); 5] = [
    ("bib", "application/x-bibtex; charset=utf-8"),
    ("ris", "application/x-research-info-systems; charset=utf-8"),
    ("m4a", "audio/mp4"),
    ("js", SCRIPT),
    ("mjs", SCRIPT),
];

/// The type of a file; text is in UTF-8, which is all that nutgraf writes.
pub fn of(name: &str) -> String {
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    if let Some((_, kind)) = OURS.iter().find(|(known, _)| *known == ending) {
        return (*kind).to_owned();
    }
    let kind = mime_guess::from_ext(&ending).first_or_octet_stream();
    let is_text = kind.type_() == "text"
        || kind.suffix().is_some_and(|kind| kind == "xml" || kind == "json")
        || matches!(kind.subtype().as_str(), "json" | "xml" | "manifest+json");
    match is_text && kind.get_param("charset").is_none() {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_string(),
    }
}
