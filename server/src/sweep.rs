//! Sweeping out what has run out: a batch at a time with a pause behind each, until nothing is left. However much has piled up, nobody
//! who writes waits for more than one batch.

use std::sync::Arc;
use std::time::Duration;

use authn::{House, StoreError};
use idp::Provider;
use notes::Notes;
use tokio::sync::watch;

use crate::Sweeps;

/// How often somebody looks.
const EVERY: Duration = Duration::from_mins(1);
/// Rows that one statement deletes: a millisecond or two of the one connection that writes, and of a core.
const AT_MOST: u32 = 100;
/// How long the next batch leaves everybody else the field. A million rows are gone in a minute and a half.
const PAUSE: Duration = Duration::from_millis(5);

/// Sweeps once a minute, until `stopped` turns true: the house, and whoever of the lab keeps rows of their own.
pub(crate) async fn sweep_regularly(
    house: Arc<House>,
    others: Option<(Arc<Provider>, Arc<Notes>)>,
    sweeps: Sweeps,
    mut stopped: watch::Receiver<bool>,
) {
    let mut every = tokio::time::interval(EVERY);
    let sweep = async {
        loop {
            every.tick().await;
            sweeps.watch("app", sweep_out(&house)).await;
            if let Some((idp, notes)) = &others {
                sweeps.watch("idp", in_batches(|| idp.sweep(AT_MOST))).await;
                sweeps.watch("notes", in_batches(|| notes.sweep(AT_MOST))).await;
            }
        }
    };
    tokio::select! {
        () = sweep => {}
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}

/// Sweeps out all that has run out in the house. Returns how many rows there were.
///
/// # Errors
/// [`StoreError`] of the batch that the database did not do; those before it are done.
pub async fn sweep_out(house: &House) -> Result<u64, StoreError> {
    in_batches(|| authn::sweep(house, AT_MOST)).await
}

async fn in_batches<F>(batch: impl Fn() -> F) -> Result<u64, StoreError>
where
    F: Future<Output = Result<u64, StoreError>>,
{
    let mut swept = 0;
    loop {
        match batch().await? {
            0 => return Ok(swept),
            more => swept += more,
        }
        tokio::time::sleep(PAUSE).await;
    }
}
