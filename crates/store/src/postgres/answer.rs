//! Asking a server that may be gone: what is asked is answered in time, or the connection counts as lost.
//!
//! A server that was stopped refuses at once. One that hangs, or a cable that was pulled, says nothing at all, and TCP would
//! wait for it for a quarter of an hour: so somebody here looks at the clock.

use std::fmt;
use std::io::ErrorKind;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Error, Execute, Executor, Postgres, SqlStr};
use tokio::time::timeout;

/// How long somebody waits for a connection, and how long for an answer on it: together less than two seconds.
pub(super) const CONNECTED_WITHIN: Duration = Duration::from_millis(900);
pub(super) const ANSWERED_WITHIN: Duration = Duration::from_millis(900);

/// The connections, for one statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asks<'p>(pub(super) &'p PgPool);

/// A transaction. Dropped without an end, it is undone: the connection is closed, and the server does the rest.
pub(super) struct Change {
    connection: PoolConnection<Postgres>,
    answered_within: Duration,
    ended: bool,
}

type Step = Either<PgQueryResult, PgRow>;

impl Change {
    /// Begins one. The level is said here, so that no server's settings choose another.
    pub(super) async fn begin(pool: &PgPool) -> Result<Self, Error> {
        let connection = pool.acquire().await?;
        let mut change = Self { connection, answered_within: ANSWERED_WITHIN, ended: false };
        (&mut change).execute("BEGIN ISOLATION LEVEL READ COMMITTED").await?;
        Ok(change)
    }

    /// Makes it last.
    pub(super) async fn commit(self) -> Result<(), Error> {
        self.end("COMMIT").await
    }

    /// Undoes it.
    pub(super) async fn undo(self) -> Result<(), Error> {
        self.end("ROLLBACK").await
    }

    /// Lets a statement take as long as it needs, within reason: what it deletes may be a million rows.
    pub(super) async fn takes_its_time(&mut self) -> Result<(), Error> {
        (&mut *self).execute("SET LOCAL statement_timeout = '30s'").await?;
        self.answered_within = Duration::from_secs(31);
        Ok(())
    }

    async fn end(mut self, how: &'static str) -> Result<(), Error> {
        (&mut self).execute(how).await?;
        self.ended = true;
        Ok(())
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        if !self.ended {
            self.connection.close_on_drop();
        }
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Change")
    }
}

/// The answer to one statement. A connection on which nothing came is given up.
async fn answer<'q>(
    connection: &mut PoolConnection<Postgres>,
    query: impl Execute<'q, Postgres> + 'q,
    within: Duration,
) -> Result<Vec<Step>, Error> {
    let answered = timeout(within, connection.as_mut().fetch_many(query).try_collect()).await;
    answered.unwrap_or_else(|_| {
        connection.close_on_drop();
        Err(Error::Io(ErrorKind::TimedOut.into()))
    })
}

fn first_row(steps: Vec<Step>) -> Option<PgRow> {
    steps.into_iter().find_map(Either::right)
}

fn each<'e>(
    steps: impl Future<Output = Result<Vec<Step>, Error>> + Send + 'e,
) -> BoxStream<'e, Result<Step, Error>> {
    stream::once(steps).map_ok(|steps| stream::iter(steps.into_iter().map(Ok))).try_flatten().boxed()
}

impl<'p> Executor<'p> for Asks<'p> {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Step, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        each(async move {
            let mut connection = self.0.acquire().await?;
            answer(&mut connection, query, ANSWERED_WITHIN).await
        })
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        Box::pin(async move {
            let mut connection = self.0.acquire().await?;
            answer(&mut connection, query, ANSWERED_WITHIN).await.map(first_row)
        })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, Error>>
    where
        'p: 'e,
    {
        self.0.prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, Error>>
    where
        'p: 'e,
    {
        self.0.describe(sql)
    }
}

impl<'c> Executor<'c> for &'c mut Change {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Step, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        each(answer(&mut self.connection, query, self.answered_within))
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let steps = answer(&mut self.connection, query, self.answered_within);
        Box::pin(async move { steps.await.map(first_row) })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, Error>>
    where
        'c: 'e,
    {
        self.connection.prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, Error>>
    where
        'c: 'e,
    {
        self.connection.describe(sql)
    }
}
