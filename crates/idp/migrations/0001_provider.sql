-- Everything a learner does belongs to a realm. Times are whole seconds since 1970. What opens something is here as its
-- SHA-256 alone: a leaked file opens nothing.

CREATE TABLE realms (
    name       TEXT    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    realm         TEXT    NOT NULL REFERENCES realms (name) ON DELETE CASCADE,
    -- What a client knows the user by, with the issuer. It never changes and is never given to another.
    subject       TEXT    NOT NULL,
    email         TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    UNIQUE (realm, email),
    UNIQUE (realm, subject)
) STRICT;

-- A browser that is signed in here.
CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    id_hash      BLOB    NOT NULL UNIQUE,
    -- What clients know the session by. It opens nothing.
    sid          TEXT    NOT NULL UNIQUE,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- How its user proved who they are (RFC 8176), with spaces between.
    amr          TEXT    NOT NULL,
    auth_time    INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Which clients a session signed its user in to: those are told when it ends.
CREATE TABLE session_clients (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    client_id  TEXT    NOT NULL,
    PRIMARY KEY (session_id, client_id)
) STRICT, WITHOUT ROWID;

-- One authorization, from its code to the last token that it buys. To delete it is to revoke all of them.
CREATE TABLE grants (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id      INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    client_id       TEXT    NOT NULL,
    redirect_uri    TEXT    NOT NULL,
    code_challenge  TEXT    NOT NULL,
    nonce           TEXT,
    scope           TEXT    NOT NULL,
    auth_time       INTEGER NOT NULL,
    amr             TEXT    NOT NULL,
    code_hash       BLOB    NOT NULL UNIQUE,
    code_expires_at INTEGER NOT NULL,
    redeemed_at     INTEGER
) STRICT;

CREATE INDEX grants_by_session ON grants (session_id);
CREATE INDEX unredeemed_codes ON grants (code_expires_at) WHERE redeemed_at IS NULL;

CREATE TABLE refresh_tokens (
    hash     BLOB    NOT NULL PRIMARY KEY,
    grant_id INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    -- A used one is kept: whoever brings it again has a copy, and the whole family dies.
    used_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);

CREATE TABLE access_tokens (
    hash       BLOB    NOT NULL PRIMARY KEY,
    grant_id   INTEGER NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    scope      TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX access_tokens_by_grant ON access_tokens (grant_id);
CREATE INDEX access_tokens_by_expiry ON access_tokens (expires_at);

CREATE TABLE throttles (
    realm           TEXT    NOT NULL REFERENCES realms (name) ON DELETE CASCADE,
    key             TEXT    NOT NULL,
    failures        INTEGER NOT NULL,
    last_failure_at INTEGER NOT NULL,
    PRIMARY KEY (realm, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX throttles_by_age ON throttles (last_failure_at);
