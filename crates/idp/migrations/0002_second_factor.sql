-- What somebody has set up beside the password, and what lasts while they sign in. All of it goes with its user.

-- What the user is called inside a passkey: 16 random bytes, from the first passkey on (WebAuthn §14.6.1).
ALTER TABLE users ADD COLUMN user_handle BLOB;
-- Counts every change of the password and of the factors: a sign-in that began before one does not survive it.
ALTER TABLE users ADD COLUMN credentials_version INTEGER NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX users_by_handle ON users (user_handle);

-- An authenticator app, once a first code of it was right.
CREATE TABLE totp (
    user_id        INTEGER NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- The secret, encrypted: it has to be computed with. The key lies in a file beside this one.
    sealed         BLOB    NOT NULL,
    -- The period of 30 seconds of the last code that was accepted: it works once, and none before it works any more.
    last_used_step INTEGER NOT NULL,
    confirmed_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_codes (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BLOB    NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE passkeys (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id BLOB    NOT NULL UNIQUE,
    -- The public key. The private one never leaves the device.
    static_state  BLOB    NOT NULL,
    -- The counter of its signatures, and what else each of them changes.
    dynamic_state BLOB    NOT NULL,
    transports    INTEGER NOT NULL,
    -- What its owner calls it.
    name          TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    last_used_at  INTEGER
) STRICT;

CREATE INDEX passkeys_by_user ON passkeys (user_id);

-- The first half of something that a browser is to answer. Taking the row out is what makes an answer work once.
CREATE TABLE ceremonies (
    handle_hash BLOB    NOT NULL PRIMARY KEY,
    realm       TEXT    NOT NULL REFERENCES realms (name) ON DELETE CASCADE,
    -- Nobody, if that is what the answer will tell.
    user_id     INTEGER REFERENCES users (id) ON DELETE CASCADE,
    purpose     TEXT    NOT NULL,
    state       BLOB    NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ceremonies_by_expiry ON ceremonies (expires_at);
CREATE INDEX ceremonies_by_user ON ceremonies (user_id);
CREATE INDEX ceremonies_by_realm ON ceremonies (realm);

-- A browser in which the right password was typed, and nothing else yet. It is no session and opens nothing.
CREATE TABLE password_done (
    hash                BLOB    NOT NULL PRIMARY KEY,
    user_id             INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credentials_version INTEGER NOT NULL,
    expires_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX password_done_by_user ON password_done (user_id);
CREATE INDEX password_done_by_expiry ON password_done (expires_at);
