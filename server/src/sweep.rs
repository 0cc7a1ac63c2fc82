//! Sweeping out what has run out: a batch at a time with a pause behind each, until nothing is left. However much has piled up, nobody
//! who writes waits for more than one batch.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use authn::House;
use idp::Provider;
use notes::Notes;
use tokio::sync::watch;

/// How often somebody looks.
const EVERY: Duration = Duration::from_mins(1);
/// Rows of a kind that one statement deletes: a few milliseconds of the one connection that writes.
const AT_MOST: u32 = 1_000;
/// How long the next batch leaves everybody else the field. A million rows are gone in half a minute.
const PAUSE: Duration = Duration::from_millis(20);

/// Sweeps once a minute, until `stopped` turns true.
pub(crate) async fn sweep_regularly(
    house: Arc<House>,
    idp: Arc<Provider>,
    notes: Arc<Notes>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut every = tokio::time::interval(EVERY);
    let sweep = async {
        loop {
            every.tick().await;
            sweep_out(&house).await;
            in_batches(|| idp.sweep(AT_MOST)).await;
            in_batches(|| notes.sweep(AT_MOST)).await;
        }
    };
    tokio::select! {
        () = sweep => {}
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}

/// Sweeps out all that has run out in the house. Returns how many rows there were; what could not be done is in the log.
pub async fn sweep_out(house: &House) -> u64 {
    in_batches(|| authn::sweep(house, AT_MOST)).await
}

async fn in_batches<E, F>(batch: impl Fn() -> F) -> u64
where
    E: Display,
    F: Future<Output = Result<u64, E>>,
{
    let mut swept = 0;
    loop {
        match batch().await {
            Ok(0) => break,
            Ok(more) => swept += more,
            Err(error) => {
                tracing::error!(%error, "sweep");
                break;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    if swept > 0 {
        tracing::info!(event = "swept", swept);
    }
    swept
}
