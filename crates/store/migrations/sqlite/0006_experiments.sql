-- What somebody predicted of an experiment, and the runs that came of it. Evidence is JSON: it is read whole, and by nothing else.

CREATE TABLE predictions (
    sandbox      TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    experiment   TEXT    NOT NULL,
    arms         TEXT    NOT NULL,
    predicted_at INTEGER NOT NULL,
    PRIMARY KEY (sandbox, experiment)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id         INTEGER PRIMARY KEY,
    sandbox    TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    experiment TEXT    NOT NULL,
    run        TEXT    NOT NULL
) STRICT;

CREATE INDEX runs_by_experiment ON runs (sandbox, experiment, id);
