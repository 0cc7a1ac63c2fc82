-- Two rooms of the lab that keep something: sessions under ids that browsers chose, and tokens that were given back.

CREATE TABLE naive_sessions (
    -- SHA-256 of the id in the cookie. Two sandboxes may be brought the same one.
    id_hash          BLOB    NOT NULL,
    sandbox          TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- Nobody, until somebody signs in.
    user_id          INTEGER REFERENCES users (id) ON DELETE CASCADE,
    -- The password that was checked: with another the row is nobody's.
    password_version INTEGER,
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    PRIMARY KEY (id_hash, sandbox)
) STRICT;

CREATE INDEX naive_sessions_by_sandbox ON naive_sessions (sandbox);
CREATE INDEX naive_sessions_by_user ON naive_sessions (user_id);
CREATE INDEX naive_sessions_by_expiry ON naive_sessions (expires_at);

CREATE TABLE denied_tokens (
    jti        TEXT    NOT NULL PRIMARY KEY,
    sandbox    TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- From then on the token says so itself.
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX denied_tokens_by_sandbox ON denied_tokens (sandbox);
CREATE INDEX denied_tokens_by_expiry ON denied_tokens (expires_at);
