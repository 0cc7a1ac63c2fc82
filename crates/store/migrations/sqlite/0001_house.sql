-- Everything belongs to a sandbox. Times are whole seconds since 1970.

CREATE TABLE sandboxes (
    id         TEXT    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    -- AUTOINCREMENT: the number of a deleted user is never given to another, whose tokens would then open it.
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    sandbox          TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    email            TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    role             TEXT    NOT NULL CHECK (role IN ('user', 'admin')),
    password_hash    TEXT    NOT NULL,
    password_version INTEGER NOT NULL DEFAULT 1,
    disabled_at      INTEGER,
    created_at       INTEGER NOT NULL,
    UNIQUE (sandbox, email)
) STRICT;

CREATE TABLE sessions (
    -- SHA-256 of the id in the cookie. The id itself is nowhere in this file.
    id_hash      BLOB    NOT NULL PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE throttles (
    sandbox         TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    key             TEXT    NOT NULL,
    failures        INTEGER NOT NULL,
    last_failure_at INTEGER NOT NULL,
    PRIMARY KEY (sandbox, key)
) STRICT, WITHOUT ROWID;
