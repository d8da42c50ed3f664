//! HTTP over a preview: GET and HEAD for whoever may ask, and a stream of what changed. On threads of its own.

mod connection;
mod editor;
mod events;
mod findings;
mod guard;
mod jobs;
mod mime;
mod refusal;
mod respond;

use crate::disk::cache::Cache;
use crate::preview::Preview;
use connection::Connections;
use findings::Findings;
use jobs::Jobs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};

/// How the server is run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Names that may stand in `Host` besides those of the machine itself, without a port: those of a tunnel.
    pub allowed_hosts: Vec<String>,
    /// The editor's address for a place in a file: `vscode://file{path}:{line}:{column}`.
    pub editor: Option<String>,
    /// The folder of the site as a full path, which the editor's address starts from.
    pub root: PathBuf,
    /// Where results of jobs are kept; by default nowhere.
    pub cache: Arc<Cache>,
    /// Whether pages are not told what is found in their stories.
    pub without_findings: bool,
    /// What a client may cost.
    pub limits: Limits,
}

/// What a client may cost. The defaults are far above what a browser needs.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at a time; one more is closed at once.
    pub connections: usize,
    /// Streams at a time; one more is refused.
    pub streams: usize,
    /// How long the head of a request may take; also how long a connection may wait for the next one.
    pub head: Duration,
    /// How long a write may wait for a client that does not read.
    pub write: Duration,
    /// How often a stream says that it lives.
    pub keep_alive: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            streams: 128,
            head: Duration::from_secs(10),
            write: Duration::from_secs(30),
            keep_alive: Duration::from_secs(15),
        }
    }
}

/// What every request needs.
struct Shared {
    preview: Arc<Preview>,
    options: Options,
    /// Where jobs are run.
    jobs: Jobs,
    /// What was found in stories.
    findings: Findings,
    /// One for each stream that may be open.
    streams: Arc<Semaphore>,
    /// Turns true when the server stops.
    stopped: watch::Receiver<bool>,
}

/// Two threads answer: one page may be rendered while another is sent.
const THREADS: usize = 2;

/// How long the last answers may take when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// A running server. It stops when this is dropped.
#[derive(Debug)]
pub struct Handle {
    runtime: Option<Runtime>,
    stop: watch::Sender<bool>,
    address: SocketAddr,
}

/// Starts to answer on a listener.
pub fn start(
    listener: std::net::TcpListener,
    preview: Arc<Preview>,
    options: Options,
) -> std::io::Result<Handle> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .thread_name("nutgraf-server")
        .enable_io()
        .enable_time()
        .build()?;
    let (stop, stopped) = watch::channel(false);
    let connections = {
        let _entered = runtime.enter();
        Connections::new(
            tokio::net::TcpListener::from_std(listener)?,
            preview,
            options,
            stopped,
        )
    };
    runtime.spawn(connections.run());
    Ok(Handle {
        runtime: Some(runtime),
        stop,
        address,
    })
}

impl Handle {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends the streams, lets the last answers go out, and stops.
    pub fn stop(mut self) {
        self.shut_down();
    }

    fn shut_down(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            self.stop.send_replace(true);
            runtime.block_on(async {
                // The accepting task lets go of its end when every connection is done.
                let _ = tokio::time::timeout(LAST_ANSWERS, self.stop.closed()).await;
            });
            runtime.shutdown_background();
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shut_down();
    }
}
