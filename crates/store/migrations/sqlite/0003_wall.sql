-- The lab's vulnerable room: what was posted on its wall, and which of its defences are on.

CREATE TABLE posts (
    id        INTEGER PRIMARY KEY,
    sandbox   TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    author    TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    posted_at INTEGER NOT NULL
) STRICT;

CREATE INDEX posts_by_sandbox ON posts (sandbox, id);

-- A row is a defence that is on.
CREATE TABLE defences (
    sandbox TEXT NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    defence TEXT NOT NULL,
    PRIMARY KEY (sandbox, defence)
) STRICT, WITHOUT ROWID;
