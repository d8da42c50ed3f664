//! Connections: how many there may be, how long they may take, and that none of them ends the server.

use super::findings::Findings;
use super::jobs::Jobs;
use super::{Limits, Options, Shared, guard, refusal, respond};
use crate::preview::Preview;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

/// In bytes: the longest head of a request, and what is held of an answer before it is sent.
const BUFFER: usize = 16 * 1024;

/// How many headers a request may carry; browsers send about twenty.
const MOST_HEADERS: usize = 64;

/// How long to wait when the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(50);

/// The accepting end.
pub struct Connections {
    listener: TcpListener,
    shared: Arc<Shared>,
    free: Arc<Semaphore>,
}

impl Connections {
    /// Takes a listener.
    pub fn new(
        listener: TcpListener,
        preview: Arc<Preview>,
        options: Options,
        stopped: watch::Receiver<bool>,
    ) -> Self {
        Self {
            listener,
            free: Arc::new(Semaphore::new(options.limits.connections)),
            shared: Arc::new(Shared {
                preview,
                jobs: Jobs::new(options.cache.clone()),
                findings: Findings::default(),
                streams: Arc::new(Semaphore::new(options.limits.streams)),
                options,
                stopped,
            }),
        }
    }

    /// Accepts until the server stops, and waits for the last answers.
    pub async fn run(self) {
        let graceful = GracefulShutdown::new();
        let mut stopped = self.shared.stopped.clone();
        loop {
            let stop = std::pin::pin!(stopped.wait_for(|stop| *stop));
            let accept = std::pin::pin!(self.listener.accept());
            let futures_util::future::Either::Left((accepted, _)) =
                futures_util::future::select(accept, stop).await
            else {
                break;
            };
            match accepted {
                Ok((stream, _)) => self.spawn(stream, graceful.watcher()),
                // Out of file descriptors, or the client is gone already: others are still served.
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
        drop(self.listener);
        graceful.shutdown().await;
    }

    /// Serves a connection on a task of its own, so that whatever happens to it happens to no other.
    fn spawn(&self, stream: TcpStream, watcher: Watcher) {
        let Ok(place) = self.free.clone().try_acquire_owned() else {
            return;
        };
        let shared = self.shared.clone();
        tokio::spawn(async move {
            serve(stream, shared, watcher).await;
            drop(place);
        });
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>, watcher: Watcher) {
    let Ok(local) = stream.local_addr() else { return };
    // A reload must not wait for the network to gather more.
    let _ = stream.set_nodelay(true);
    let Limits { head, write, .. } = shared.options.limits;
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(write));
    let answer = move |request: Request<Incoming>| {
        let shared = shared.clone();
        async move { Ok::<Response<Body>, Infallible>(answer(&request, &shared, local.ip()).await) }
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_headers(MOST_HEADERS)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(Box::pin(stream)), service_fn(answer));
    // A broken connection is the client's affair.
    let _ = watcher.watch(connection).await;
}

async fn answer(request: &Request<Incoming>, shared: &Shared, local: std::net::IpAddr) -> Response<Body> {
    match guard::check(request, local, &shared.options.allowed_hosts) {
        Ok(()) => respond::answer(request, shared).await,
        Err(refusal) => refusal::refuse(&refusal),
    }
}
