//! `GET /api/lab/wire`: what was recorded in this sandbox and what is being recorded, as a stream of events.

use std::convert::Infallible;
use std::sync::Arc;

use authn::Visitor;
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::Exchange;
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio_stream::wrappers::BroadcastStream;

use super::Recorder;

/// Streams the exchanges. A browser that lost the connection says which number it saw last and gets the rest.
pub(crate) async fn wire(
    State(recorder): State<Arc<Recorder>>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
    let (kept, watcher) = recorder.watch(&visitor.home(), seen);
    let mut stopped = recorder.stopped();
    // Whoever falls behind the channel misses the middle: the view shows the newest, so that is what to keep.
    let coming = BroadcastStream::new(watcher).filter_map(|exchange| async { exchange.ok() });
    let events = stream::iter(kept)
        .chain(coming)
        .take_until(async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        })
        .map(|exchange| Ok(event(&exchange)));
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn event(exchange: &Exchange) -> Event {
    let event = Event::default().id(exchange.number.to_string());
    let data = serde_json::to_string(exchange).unwrap_or_default();
    event.data(data)
}
