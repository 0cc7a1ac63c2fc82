//! The notes themselves: each is one person's, and every query says whose.

use authn::StoreError;
use sqlx::FromRow;

use super::{Database, unavailable};
use crate::notebook::NoteText;

/// How many notes somebody may have.
pub(crate) const MOST_NOTES: u32 = 100;

/// A note.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Note {
    /// The row.
    pub(crate) id: i64,
    /// What it says.
    pub(crate) text: String,
    /// When it was written.
    pub(crate) written_at: i64,
}

impl Database {
    /// Somebody's notes, newest first.
    pub(crate) async fn notes(&self, person_id: i64) -> Result<Vec<Note>, StoreError> {
        sqlx::query_as("SELECT id, text, written_at FROM notes WHERE person_id = ? ORDER BY id DESC LIMIT ?")
            .bind(person_id)
            .bind(MOST_NOTES)
            .fetch_all(&self.readers)
            .await
            .map_err(unavailable)
    }

    /// Keeps a note. Returns whether there was room for it.
    pub(crate) async fn add_note(
        &self,
        person_id: i64,
        text: &NoteText,
        now: i64,
    ) -> Result<bool, StoreError> {
        let added = sqlx::query(
            "INSERT INTO notes (person_id, text, written_at)
             SELECT ?1, ?2, ?3 WHERE (SELECT count(*) FROM notes WHERE person_id = ?1) < ?4",
        )
        .bind(person_id)
        .bind(text.as_str())
        .bind(now)
        .bind(MOST_NOTES)
        .execute(&self.writer)
        .await
        .map_err(unavailable)?;
        Ok(added.rows_affected() == 1)
    }

    /// Deletes a note. Returns whether it was there, and theirs.
    pub(crate) async fn delete_note(&self, person_id: i64, note: i64) -> Result<bool, StoreError> {
        let deleted = sqlx::query("DELETE FROM notes WHERE id = ? AND person_id = ?")
            .bind(note)
            .bind(person_id)
            .execute(&self.writer)
            .await
            .map_err(unavailable)?;
        Ok(deleted.rows_affected() == 1)
    }
}
