//! The built-in theme: the files of this repository's `templates/` and `static/`, embedded.

include!(concat!(env!("OUT_DIR"), "/theme.rs"));
