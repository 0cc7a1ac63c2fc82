//! Who may serve from memory, where the nodes share a database.

use std::sync::{Arc, Once, Weak};

use async_trait::async_trait;
use authn::StoreError;
use sqlx::postgres::PgListener;
use tokio::sync::Notify;

use super::answer::Asks;
use super::{PostgresStore, row, unavailable};
use crate::cache::{Change, LEASE, Leases, NodeName, Number, RENEWED_EVERY};

/// What `cache_publish` calls out on.
const CHANNEL: &str = "cache_changes";

/// The changes and the leases in a database. What it calls out only makes whoever listens look sooner: a call that is lost
/// costs a third of a second, and nothing else.
#[derive(Debug)]
pub(crate) struct PostgresLeases {
    store: PostgresStore,
    called: Arc<Notify>,
    listens: Once,
}

impl PostgresLeases {
    /// The leases in the database of a store. Once somebody has joined, it listens for as long as this is there.
    pub(crate) fn of(store: PostgresStore) -> Self {
        Self { store, called: Arc::new(Notify::new()), listens: Once::new() }
    }

    /// Its queries are no request's: none is noted.
    const fn asks(&self) -> Asks<'_> {
        Asks(&self.store.pool)
    }
}

#[async_trait]
impl Leases for PostgresLeases {
    async fn join(&self, node: &NodeName) -> Result<Number, StoreError> {
        self.listens.call_once(|| {
            tokio::spawn(listen(self.store.clone(), Arc::downgrade(&self.called)));
        });
        let heard: i64 = sqlx::query_scalar(
            "INSERT INTO cache_leases (node, heard, until)
             SELECT $1, number, clock_timestamp() + $2 * interval '1 second' FROM cache_number
             ON CONFLICT (node) DO UPDATE SET heard = excluded.heard, until = excluded.until
             RETURNING heard",
        )
        .bind(&node.0)
        .bind(LEASE.as_secs_f64())
        .fetch_one(self.asks())
        .await
        .map_err(unavailable)?;
        Ok(heard.unsigned_abs())
    }

    async fn renew(
        &self,
        node: &NodeName,
        heard: Number,
    ) -> Result<Option<Vec<(Number, Change)>>, StoreError> {
        self.bury(node).await?;
        let heard = signed(heard);
        let renewed = sqlx::query(
            "UPDATE cache_leases SET heard = $2, until = clock_timestamp() + $3 * interval '1 second'
             WHERE node = $1 AND until > clock_timestamp()",
        )
        .bind(&node.0)
        .bind(heard)
        .bind(LEASE.as_secs_f64())
        .execute(self.asks())
        .await
        .map_err(unavailable)?;
        if renewed.rows_affected() == 0 {
            return Ok(None);
        }
        // After the renewal: whatever is published from here on waits for us.
        sqlx::query("SELECT number, change FROM cache_changes WHERE number > $1 ORDER BY number")
            .bind(heard)
            .fetch_all(self.asks())
            .await
            .map_err(unavailable)?
            .iter()
            .map(|found| {
                let (number, change): (i64, &str) =
                    (row::column(found, "number")?, row::column(found, "change")?);
                let change = serde_json::from_str(change);
                // What only a later version knows how to change may be anything.
                Ok((number.unsigned_abs(), change.unwrap_or(Change::Everything)))
            })
            .collect::<Result<_, _>>()
            .map(Some)
    }

    async fn publish(&self, change: &Change) -> Result<Number, StoreError> {
        let number: i64 = sqlx::query_scalar("SELECT cache_publish($1)")
            .bind(written(change)?)
            .fetch_one(self.asks())
            .await
            .map_err(unavailable)?;
        Ok(number.unsigned_abs())
    }

    async fn is_awaited(&self, number: Number, publisher: &NodeName) -> Result<bool, StoreError> {
        self.bury(publisher).await?;
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM cache_leases WHERE node <> $1 AND heard < $2)")
            .bind(&publisher.0)
            .bind(signed(number))
            .fetch_one(self.asks())
            .await
            .map_err(unavailable)
    }

    async fn called(&self) {
        self.called.notified().await;
    }
}

impl PostgresLeases {
    /// Takes away the leases of others that have run out.
    async fn bury(&self, asking: &NodeName) -> Result<(), StoreError> {
        sqlx::query("SELECT cache_bury($1, $2)")
            .bind(&asking.0)
            .bind(written(&Change::Everything)?)
            .execute(self.asks())
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}

/// Passes on what the database calls out, on a connection of its own; one that was cut is made anew.
async fn listen(store: PostgresStore, called: Weak<Notify>) {
    while called.strong_count() > 0 {
        if let Ok(mut listener) = PgListener::connect_with(&store.pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            loop {
                let heard = tokio::time::timeout(RENEWED_EVERY, listener.recv()).await;
                let Some(called) = called.upgrade() else { return };
                match heard {
                    Ok(Ok(_)) => called.notify_one(),
                    Ok(Err(_)) => break,
                    Err(_nothing_yet) => {}
                }
            }
        }
        tokio::time::sleep(RENEWED_EVERY).await;
    }
}

fn written(change: &Change) -> Result<String, StoreError> {
    serde_json::to_string(change).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn signed(number: Number) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
