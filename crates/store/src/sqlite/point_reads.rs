//! What every request asks: one row, by its key. It is answered on the spot.
//!
//! Elsewhere sqlx asks the questions: each of its connections has a thread of its own, so that nobody else waits for a
//! long query, or a disk. To find one row takes SQLite a few microseconds, and the way to that thread and back ten times as long. So
//! these connections answer on the thread that wants to know, as a look into a map would. What may be asked so: what an
//! index leads to, a row or a handful of them. They write nothing and begin no transaction.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use authn::StoreError;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Error, OpenFlags, Params, Row};

use crate::queries;

/// Who reads is kept out only while a file is mended after a crash, or given up by the last who had it open. A thread that others
/// need waits no longer for that.
const PATIENCE: Duration = Duration::from_millis(50);

/// How much of the file is read where the system keeps it, without a copy, in bytes: ten million sessions, and about the most that
/// SQLite maps. What lies beyond is copied, as is what is in the log beside the file. The price is that a disk
/// which fails to read ends the program by a signal, <https://www.sqlite.org/mmap.html>; the index of that log is mapped in any case.
const MAPPED: i64 = 2 << 30;

/// Connections, for one question at a time each. Cheap to clone: clones share them.
#[derive(Clone)]
pub(super) struct PointReads(Arc<[Mutex<Option<Connection>>]>);

impl PointReads {
    /// Opens so many.
    pub(super) fn open(path: &Path, many: usize) -> Result<Self, Error> {
        let connections: Result<Vec<_>, Error> = (0..many)
            .map(|_| {
                let connection = read_only(path, PATIENCE)?;
                connection.pragma_update(None, "mmap_size", MAPPED)?;
                Ok(Mutex::new(Some(connection)))
            })
            .collect();
        Ok(Self(connections?.into()))
    }

    /// All rows that answer the question.
    pub(super) fn rows<T>(
        &self,
        question: &str,
        bound: impl Params,
        mut read: impl FnMut(&mut Columns<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.each(question, bound, |columns| read(columns).map(|row| all.push(row)))?;
        Ok(all)
    }

    /// The one row that does, if there is one.
    pub(super) fn row<T>(
        &self,
        question: &str,
        bound: impl Params,
        mut read: impl FnMut(&mut Columns<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut one = None;
        self.each(question, bound, |columns| read(columns).map(|row| one = Some(row)))?;
        Ok(one)
    }

    /// Whether there is a row that does.
    pub(super) fn exists(&self, question: &str, bound: impl Params) -> Result<bool, StoreError> {
        Ok(self.row(question, bound, |_| Ok(()))?.is_some())
    }

    fn each(
        &self,
        question: &str,
        bound: impl Params,
        mut read: impl FnMut(&mut Columns<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let connection = self.take();
        let connection = connection.as_ref().ok_or_else(|| StoreError::Unavailable("closed".to_owned()))?;
        let mut statement = connection.prepare_cached(question).map_err(unavailable)?;
        let mut rows = statement.query(bound).map_err(unavailable)?;
        while let Some(row) = rows.next().map_err(unavailable)? {
            read(&mut Columns { row, next: 0 })?;
        }
        Ok(())
    }

    /// One that is free. If none is, somebody is done with the first in a moment.
    fn take(&self) -> MutexGuard<'_, Option<Connection>> {
        let free = self.0.iter().find_map(|connection| match connection.try_lock() {
            Ok(free) => Some(free),
            Err(TryLockError::Poisoned(free)) => Some(free.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        });
        free.unwrap_or_else(|| self.0[0].lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Closes them, each once its question is answered.
    pub(super) fn close(&self) {
        for connection in &*self.0 {
            *connection.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

/// A connection that writes nothing, and waits no longer than that for whoever keeps it out. The lock around it is its owner's.
pub(super) fn read_only(path: &Path, patience: Duration) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(patience)?;
    Ok(connection)
}

/// The columns of a row, one after the other, as the question names them.
pub(super) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl Columns<'_> {
    /// The next.
    pub(super) fn next<T: FromSql>(&mut self) -> Result<T, StoreError> {
        let column = self.row.get(self.next).map_err(|error| StoreError::Corrupt(error.to_string()));
        self.next += 1;
        column
    }

    /// The next, read by what parses it.
    pub(super) fn parse<T>(
        &mut self,
        parse: impl FnOnce(&str) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let text = self.row.get_ref(self.next).and_then(|column| Ok(column.as_str()?));
        self.next += 1;
        parse(text.map_err(|error| StoreError::Corrupt(error.to_string()))?)
    }
}

fn unavailable(error: Error) -> StoreError {
    queries::note_failure();
    StoreError::Unavailable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> (tempfile::TempDir, PointReads) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("numbers.db");
        let writer = Connection::open(&path).unwrap();
        writer.execute_batch("CREATE TABLE numbers (number INTEGER PRIMARY KEY, name TEXT)").unwrap();
        writer.execute_batch("INSERT INTO numbers VALUES (1, 'one'), (2, 'two'), (3, NULL)").unwrap();
        (folder, PointReads::open(&path, 2).unwrap())
    }

    fn text(columns: &mut Columns<'_>) -> Result<String, StoreError> {
        columns.next()
    }

    fn bytes(columns: &mut Columns<'_>) -> Result<i64, StoreError> {
        columns.next()
    }

    fn name(reads: &PointReads, number: i64) -> Result<Option<String>, StoreError> {
        reads.row("SELECT name FROM numbers WHERE number = ?", [number], text)
    }

    #[test]
    fn a_row_is_found_by_its_key_or_there_is_none() {
        let (_folder, reads) = numbers();
        assert_eq!(name(&reads, 2).unwrap().as_deref(), Some("two"));
        assert_eq!(name(&reads, 4).unwrap(), None);
    }

    #[test]
    fn columns_come_in_the_order_of_the_question() {
        let (_folder, reads) = numbers();
        let read = |columns: &mut Columns<'_>| Ok((columns.next::<String>()?, columns.next::<i64>()?));
        let found = reads.rows("SELECT name, number FROM numbers WHERE number < 3", [], read).unwrap();
        assert_eq!(found, [("one".to_owned(), 1), ("two".to_owned(), 2)]);
    }

    #[test]
    fn a_column_that_is_not_what_it_should_be_is_told_from_a_database_that_does_not_answer() {
        let (_folder, reads) = numbers();
        assert!(
            matches!(name(&reads, 3), Err(StoreError::Corrupt(_))),
            "there is no name where one is asked for"
        );
        let unheard_of = reads.row("SELECT name FROM letters", [], text);
        assert!(matches!(unheard_of, Err(StoreError::Unavailable(_))));
    }

    #[test]
    fn nothing_can_be_written() {
        let (_folder, reads) = numbers();
        let written = reads.row("DELETE FROM numbers RETURNING name", [], text);
        assert!(matches!(written, Err(StoreError::Unavailable(_))));
        assert_eq!(name(&reads, 1).unwrap().as_deref(), Some("one"));
    }

    #[test]
    fn a_file_that_shrinks_and_grows_is_read_as_it_is() {
        let (folder, reads) = numbers();
        let mapped = reads.row("PRAGMA mmap_size", [], bytes).unwrap();
        assert!(mapped > Some(0), "it is not mapped, and there is nothing to see here");
        let file = folder.path().join("numbers.db");
        let writer = Connection::open(&file).unwrap();
        let size = || std::fs::metadata(&file).unwrap().len();
        let many = "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                    INSERT INTO numbers SELECT i, 'many' FROM n";
        let to_the_file = "PRAGMA wal_checkpoint(TRUNCATE)";
        writer.execute_batch(&format!("PRAGMA journal_mode = WAL; {many}; {to_the_file}")).unwrap();
        let great = size();
        assert_eq!(name(&reads, 20_000).unwrap().as_deref(), Some("many"));

        let fewer = "DELETE FROM numbers WHERE number > 9; VACUUM";
        writer.execute_batch(&format!("{fewer}; {to_the_file}")).unwrap();
        assert!(size() < great / 4, "the file is as long as it was");
        assert_eq!(name(&reads, 20_000).unwrap(), None);
        assert_eq!(name(&reads, 2).unwrap().as_deref(), Some("two"));

        writer.execute_batch(&format!("{many}; {to_the_file}")).unwrap();
        assert_eq!(name(&reads, 20_000).unwrap().as_deref(), Some("many"));
    }

    #[test]
    fn whoever_finds_all_of_them_taken_waits_for_one() {
        let (_folder, reads) = numbers();
        let answers: Vec<_> = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..8).map(|_| scope.spawn(|| name(&reads, 1).unwrap())).collect();
            asking.into_iter().map(|asking| asking.join().unwrap()).collect()
        });
        assert_eq!(answers, vec![Some("one".to_owned()); 8]);
    }

    #[test]
    fn nobody_is_answered_once_they_are_closed() {
        let (_folder, reads) = numbers();
        reads.close();
        assert!(matches!(name(&reads, 1), Err(StoreError::Unavailable(_))));
    }
}
