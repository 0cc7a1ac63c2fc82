//! How the engines find a session among very many.

use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Row as _};

/// Where SQLite's statements about sessions stand.
const SOURCES: [&str; 3] = [
    include_str!("../../src/sqlite/session_store.rs"),
    include_str!("../../src/sqlite/sessions.rs"),
    include_str!("../../src/sqlite/accounts.rs"),
];

/// SQLite is asked how it would carry out every statement that the store has, as its source has it.
pub(crate) async fn of_sqlite(pool: &SqlitePool) {
    let statements = SOURCES.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let about_sessions = statements.filter(|text| {
        let begins = ["SELECT", "UPDATE", "DELETE"].iter().any(|verb| text.starts_with(verb));
        begins && text.contains("sessions")
    });
    let mut looked_at = 0;
    for statement in about_sessions {
        let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")));
        for step in plan.fetch_all(pool).await.unwrap() {
            let step: String = step.get("detail");
            assert!(!step.contains("SCAN sessions") || step.contains("USING"), "{statement}: {step}");
        }
        looked_at += 1;
    }
    assert!(looked_at >= 8, "the positive control: statements were found, {looked_at} of them");
    let unindexed = "EXPLAIN QUERY PLAN SELECT 1 FROM sessions WHERE device = 'a browser'";
    let step: String = sqlx::query(unindexed).fetch_one(pool).await.unwrap().get("detail");
    assert_eq!(step, "SCAN sessions", "the positive control: that is how it says so");
}

/// PostgreSQL has counted. It does so when a connection ends, and those of the store have ended, or are about to.
pub(crate) async fn of_postgres(pool: &PgPool) {
    const CONNECTED: &str = "SELECT COUNT(*) FROM pg_stat_activity
                             WHERE datname = current_database() AND application_name = 'two-doors'";
    while sqlx::query_scalar::<_, i64>(CONNECTED).fetch_one(pool).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
    const COUNTED: &str = "SELECT seq_scan, idx_scan FROM pg_stat_user_tables WHERE relname = 'sessions'";
    let counted = sqlx::query(COUNTED).fetch_one(pool).await.unwrap();
    let (through, by_index): (i64, i64) = (counted.get("seq_scan"), counted.get("idx_scan"));
    assert!(by_index >= 7, "the positive control: it has counted {by_index}");
    assert_eq!(through, 0, "times that the whole table was read");
}
