//! Jobs that a request asks for, run where no other request waits for them, and once for all that ask at a time.

use crate::disk::cache::Cache;
use crate::job::{Bench, Job};
use std::sync::Arc;
use tokio::sync::Mutex;

/// How many jobs run at a time; those with the same key always one after the other, so that the second finds what
/// the first has kept.
const LANES: usize = 4;

/// Where jobs are run.
pub struct Jobs {
    cache: Arc<Cache>,
    lanes: [Mutex<()>; LANES],
}

impl Jobs {
    /// Keeps the results in a cache.
    pub fn new(cache: Arc<Cache>) -> Self {
        Self {
            cache,
            lanes: Default::default(),
        }
    }

    /// What a job makes, or words that say why it does not.
    pub async fn run(&self, job: Job) -> Result<Vec<u8>, String> {
        let lane = usize::from(job.key()[0]) % LANES;
        let _turn = self.lanes[lane].lock().await;
        let cache = self.cache.clone();
        let made = tokio::task::spawn_blocking(move || cache.make(&job, &mut Bench::default())).await;
        made.map_err(|error| error.to_string())?
            .map_err(|problem| problem.message)
    }
}
