//! A look into the rooms' tables. What is shown of a row is cut here already: no more of it leaves the database.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;
use lab::rooms::{RoomRow, RoomRows, RoomTable};

use super::{PostgresStore, row, unavailable};

#[async_trait]
impl RoomRows for PostgresStore {
    async fn room_rows(
        &self,
        sandbox: &SandboxId,
        table: RoomTable,
        most: u32,
    ) -> Result<Vec<RoomRow>, StoreError> {
        let rows = sqlx::query(query(table))
            .bind(sandbox.as_str())
            .bind(i64::from(most))
            .fetch_all(self.reads("look into a room"))
            .await
            .map_err(unavailable)?;
        rows.iter()
            .map(|found| {
                Ok(RoomRow {
                    key: row::column(found, "shown")?,
                    says: row::column(found, "says")?,
                    expires_at: row::column(found, "expires_at")?,
                })
            })
            .collect()
    }
}

const fn query(table: RoomTable) -> &'static str {
    match table {
        RoomTable::RefreshTokens => {
            "SELECT left(encode(token_hash, 'hex'), 8) AS shown, expires_at,
                    state || ', of family ' || substr(family, 1, 6) AS says
             FROM refresh_tokens WHERE sandbox = $1 ORDER BY expires_at DESC, token_hash LIMIT $2"
        }
        RoomTable::Denylist => {
            "SELECT substr(entry, 1, strpos(entry, ':') + 6) AS shown, expires_at, 'given back' AS says
             FROM denylist WHERE sandbox = $1 ORDER BY expires_at DESC, entry LIMIT $2"
        }
        RoomTable::DeniedTokens => {
            "SELECT 'jti:' || substr(jti, 1, 6) AS shown, expires_at, 'given back' AS says
             FROM denied_tokens WHERE sandbox = $1 ORDER BY expires_at DESC, jti LIMIT $2"
        }
        RoomTable::NaiveSessions => {
            "SELECT left(encode(id_hash, 'hex'), 8) AS shown, expires_at, coalesce(email, 'nobody yet') AS says
             FROM naive_sessions AS kept LEFT JOIN users ON users.id = kept.user_id
             WHERE kept.sandbox = $1 ORDER BY expires_at DESC, id_hash LIMIT $2"
        }
    }
}
