//! The stream of what changed: a state when it starts, and one after each publish that changed it.

use super::refusal::{Refusal, refuse};
use super::{Options, Shared, editor};
use crate::preview::View;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, StreamExt, unfold};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, watch};

/// How many pages a stream may watch: one browser's tabs.
const MOST_PAGES: usize = 64;

/// How soon a browser comes back after the server went away.
const RETRY: Duration = Duration::from_millis(500);

/// Answers with a stream of the state of the pages that the query names.
pub fn stream<B>(request: &Request<B>, shared: &Shared) -> Response<Body> {
    let query = request.uri().query().unwrap_or_default();
    let named = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "page");
    let mut pages: Vec<String> = named.map(|(_, page)| page.into_owned()).collect();
    pages.sort();
    pages.dedup();
    if pages.len() > MOST_PAGES {
        return refuse(&Refusal::new(
            StatusCode::BAD_REQUEST,
            format!("a stream watches at most {MOST_PAGES} pages"),
        ));
    }
    let Ok(place) = shared.streams.clone().try_acquire_owned() else {
        return refuse(&Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "too many streams are open".to_owned(),
        ));
    };
    let published = shared.preview.published();
    let watching = Watching {
        published,
        view: shared.preview.view(pages),
        options: shared.options.clone(),
        is_first: true,
        _place: place,
    };
    let keep_alive = KeepAlive::new().interval(shared.options.limits.keep_alive);
    let mut stopped = shared.stopped.clone();
    let stop = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    Sse::new(events(watching).take_until(Box::pin(stop)))
        .keep_alive(keep_alive)
        .into_response()
}

struct Watching {
    published: watch::Receiver<u64>,
    view: View,
    options: Options,
    is_first: bool,
    /// One of the places that streams may take, given back when the stream ends.
    _place: OwnedSemaphorePermit,
}

fn events(watching: Watching) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(watching, |mut watching| async move {
        let event = watching.next().await?;
        Some((Ok(event), watching))
    })
}

impl Watching {
    /// Waits for news; `None` when nothing is published any more.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if !self.is_first {
                self.published.changed().await.ok()?;
            }
            let event = if self.is_first {
                Event::default().retry(RETRY)
            } else {
                Event::default()
            };
            self.is_first = false;
            if let Some(mut state) = self.view.news() {
                editor::link(&mut state.problems, &self.options);
                if self.options.without_findings {
                    state.findings.clear();
                }
                let text = serde_json::to_string(&state).unwrap_or_default();
                return Some(event.data(text));
            }
        }
    }
}
