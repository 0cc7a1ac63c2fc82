-- What tells this house from every other. What is kept of it elsewhere is kept under this name.

CREATE TABLE house (
    id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO house (id) VALUES (lower(hex(randomblob(16))));
