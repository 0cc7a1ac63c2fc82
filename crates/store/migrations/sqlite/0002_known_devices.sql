-- Browsers that somebody signed in from: their attempts at that account are counted apart from a stranger's.

CREATE TABLE known_devices (
    -- SHA-256 of the device cookie. The cookie itself is nowhere in this file.
    id_hash      BLOB    NOT NULL PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX known_devices_by_user ON known_devices (user_id);
CREATE INDEX known_devices_by_age ON known_devices (last_seen_at);

-- Failures that are forgiven anyway are swept by age.
CREATE INDEX throttles_by_age ON throttles (last_failure_at);
