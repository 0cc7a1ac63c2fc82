-- The lab's token room: refresh tokens that are used once, and access tokens that were given back.

CREATE TABLE refresh_tokens (
    -- SHA-256 of the refresh token. The token itself is nowhere in this file.
    token_hash BLOB    NOT NULL PRIMARY KEY,
    sandbox    TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- All that descend from one sign-in.
    family     TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('valid', 'consumed', 'revoked')),
    -- The access token that it was given out with.
    access_jti TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_tokens_by_family ON refresh_tokens (sandbox, family);
CREATE INDEX refresh_tokens_by_access_token ON refresh_tokens (sandbox, access_jti);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

CREATE TABLE denylist (
    sandbox    TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- What the token is known by: its jti, or the hash of its text.
    entry      TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (sandbox, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX denylist_by_expiry ON denylist (expires_at);
