//! Work that takes long and can be kept: pictures, say. A job is a value that knows what it is made of.

use crate::diagnostic::Diagnostic;
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// What a job does. Pure: two jobs with one key make the same bytes.
pub trait Work: fmt::Debug + Send + Sync {
    /// Does it. `bench` holds what an earlier job left there that may be of use.
    fn run(&self, bench: &mut Bench) -> Result<Vec<u8>, Diagnostic>;
}

/// A file to be made, apart from where it goes. Two jobs with the same key are the same.
#[derive(Clone)]
pub struct Job {
    key: [u8; 32],
    work: Arc<dyn Work>,
}

impl Job {
    /// A job of a kind. `engine` is another when the same parts come out as other bytes; `parts` are everything
    /// that the result depends on: the hash of the source, and the parameters.
    pub fn new(kind: &str, engine: &str, parts: &[&[u8]], work: Arc<dyn Work>) -> Self {
        let key = key(kind, engine, parts);
        Self { key, work }
    }

    /// The BLAKE3 hash of all that it is made of.
    pub fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// The key in 64 hexadecimal digits.
    pub fn name(&self) -> String {
        blake3::Hash::from_bytes(self.key).to_hex().to_string()
    }

    /// Does the work.
    pub fn run(&self) -> Result<Vec<u8>, Diagnostic> {
        self.run_at(&mut Bench::default())
    }

    /// Does the work where others like it are done: what they share is made once.
    pub fn run_at(&self, bench: &mut Bench) -> Result<Vec<u8>, Diagnostic> {
        self.work.run(bench)
    }
}

/// The key of a job, for whom names its result before it is made.
pub fn key(kind: &str, engine: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in [kind.as_bytes(), engine.as_bytes()].iter().chain(parts) {
        // With their lengths, so that no two lists of parts run together.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Job {}

impl fmt::Debug for Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Job")
            .field("key", &self.name())
            .field("work", &self.work)
            .finish()
    }
}

/// Where jobs are done one after another. It keeps the last thing that one of them was not done with: the decoded
/// picture, of which the next job makes another size.
#[derive(Default)]
pub struct Bench {
    last: Option<([u8; 32], Box<dyn Any + Send>)>,
}

impl Bench {
    /// What lies here under a key; else it is made and laid here, in the place of what was.
    pub fn lay<T: Any + Send, E>(
        &mut self,
        key: [u8; 32],
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<&T, E> {
        let is_here = matches!(&self.last, Some((known, thing)) if *known == key && thing.is::<T>());
        if !is_here {
            // The old one goes first: a large picture takes hundreds of megabytes.
            self.last = None;
            self.last = Some((key, Box::new(make()?)));
        }
        let thing = self.last.as_ref().and_then(|(_, thing)| thing.downcast_ref());
        Ok(thing.expect("what lies here was found to be of this type, or was just laid"))
    }
}

impl fmt::Debug for Bench {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Bench")
    }
}
