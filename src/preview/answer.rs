//! What is answered at a path.

use crate::job::Job;
use std::sync::Arc;

/// An answer, apart from HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A page, with the script in it.
    Page {
        /// Its HTML.
        html: Vec<u8>,
    },
    /// Any other file.
    File {
        /// The last part of its route, whose ending tells what it is.
        name: String,
        /// Its bytes.
        bytes: Arc<[u8]>,
        /// The version of the bytes: equal bytes have equal versions.
        version: String,
    },
    /// A file that a job makes, to be run by whoever asks: it takes long, and others are not to wait.
    Made {
        /// The last part of its route, whose ending tells what it is.
        name: String,
        /// What makes its bytes.
        job: Job,
        /// The version of the bytes: that of the job.
        version: String,
    },
    /// The page is at this path, percent-encoded; it starts with one slash.
    Redirect(String),
    /// Nothing is here: the site's own page that says so, with the script in it.
    Missing {
        /// The page's HTML.
        html: Vec<u8>,
    },
    /// The page cannot be shown: a page that says why, with the script in it.
    Failed {
        /// The page's HTML.
        html: Vec<u8>,
    },
    /// The path is none.
    Malformed,
}
