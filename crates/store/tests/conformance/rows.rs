//! A way into the tables that the server does not have: to count what is there, to load very much at once, and to see how
//! something was found.

use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;

use crate::keys::Keys;
use crate::plans;

/// The tables of an engine.
#[derive(Clone, Debug)]
pub(crate) enum Rows {
    Sqlite(SqlitePool),
    Postgres(PgPool),
    /// Sessions lie elsewhere than in a table.
    Redis(Keys),
}

impl Rows {
    /// How many sessions are kept, dead or alive.
    pub(crate) async fn count_sessions(&self) -> i64 {
        const COUNT: &str = "SELECT COUNT(*) FROM sessions";
        match self {
            Self::Sqlite(pool) => sqlx::query_scalar(COUNT).fetch_one(pool).await.unwrap(),
            Self::Postgres(pool) => sqlx::query_scalar(COUNT).fetch_one(pool).await.unwrap(),
            Self::Redis(keys) => keys.count_sessions().await,
        }
    }

    /// Every byte that a thief of the sessions' rows would have, but for those that say who and when.
    pub(crate) async fn leaked_sessions(&self) -> Vec<u8> {
        const LEAKED: &str = "SELECT id_hash FROM sessions";
        let rows: Vec<Vec<u8>> = match self {
            Self::Sqlite(pool) => sqlx::query_scalar(LEAKED).fetch_all(pool).await.unwrap(),
            Self::Postgres(pool) => sqlx::query_scalar(LEAKED).fetch_all(pool).await.unwrap(),
            Self::Redis(keys) => vec![keys.leaked_sessions().await],
        };
        rows.concat()
    }

    /// Begins so many sessions, `each` of them a user's.
    pub(crate) async fn begin_sessions(&self, many: u32, each: u32, now: i64, expires_at: i64) {
        match self {
            Self::Sqlite(pool) => {
                for load in [
                    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1 / ?2)
                     INSERT INTO users (sandbox, email, name, role, password_hash, created_at)
                     SELECT 'default', i || '@crowd.test', 'Somebody', 'user', '', ?3 FROM n WHERE ?4 > 0",
                    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
                     INSERT INTO sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at)
                     SELECT randomblob(32), 1 + i / ?2, 'a browser', ?3, ?3, ?4 FROM n",
                ] {
                    let load = sqlx::query(load).bind(many).bind(each).bind(now).bind(expires_at);
                    load.execute(pool).await.unwrap();
                }
            }
            Self::Postgres(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                for load in [
                    // Nobody need look up each user again: they are all there.
                    "SET session_replication_role = replica",
                    "INSERT INTO users (sandbox, email, name, role, password_hash, created_at)
                     SELECT 'default', i || '@crowd.test', 'Somebody', 'user', '', $3
                     FROM generate_series(0, $1 / $2 - 1) AS i WHERE $4 > 0",
                    "INSERT INTO sessions (id_hash, user_id, device, created_at, last_seen_at, expires_at)
                     SELECT sha256(i::text::bytea), 1 + i / $2, 'a browser', $3, $3, $4
                     FROM generate_series(0, $1 - 1) AS i",
                ] {
                    let mut query = sqlx::query(load);
                    if load.contains("$4") {
                        query = query.bind(i64::from(many)).bind(i64::from(each)).bind(now).bind(expires_at);
                    }
                    query.execute(&mut *connection).await.unwrap();
                }
                connection.close().await.unwrap();
            }
            Self::Redis(_) => unreachable!("whoever asks about tables says `where keeps_rows`"),
        }
    }

    /// Panics if a table of a million had to be read through. The database is closed by then.
    pub(crate) async fn no_session_was_looked_for_without_an_index(&self) {
        match self {
            Self::Sqlite(pool) => plans::of_sqlite(pool).await,
            Self::Postgres(pool) => plans::of_postgres(pool).await,
            Self::Redis(_) => unreachable!("whoever asks about tables says `where keeps_rows`"),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
            Self::Redis(_) => {}
        }
    }
}
