-- Times are whole seconds since 1970. What opens something is here as its SHA-256 alone: a leaked file opens nothing. No
-- token of the provider's is here at all.

-- Somebody, as the provider knows them: the pair of issuer and subject is who they are. The rest is what it said last.
CREATE TABLE people (
    id      INTEGER PRIMARY KEY,
    issuer  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    name    TEXT,
    email   TEXT,
    UNIQUE (issuer, subject)
) STRICT;

-- A browser that has left for the provider, and has not come back.
CREATE TABLE attempts (
    id         BLOB    NOT NULL PRIMARY KEY,
    sandbox    TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attempts_by_expiry ON attempts (expires_at);

-- A browser that is signed in here.
CREATE TABLE sessions (
    id_hash      BLOB    NOT NULL PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    -- What the provider calls its own session, which this one ends with.
    sid          TEXT,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Sessions of the provider's that have ended a moment ago: whoever is on the way back from one comes too late.
CREATE TABLE ended_sessions (
    issuer       TEXT    NOT NULL,
    sid          TEXT    NOT NULL,
    forgotten_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, sid)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    -- Never a number that another note had: a page that is old deletes nothing new.
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    text       TEXT    NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_by_person ON notes (person_id);
