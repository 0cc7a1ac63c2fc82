-- What tells this house from every other: what is kept of it elsewhere (on Redis, say) is kept under this name, so that a new
-- database never meets the sessions of an old one.
CREATE TABLE house (
    id TEXT NOT NULL
);
INSERT INTO house (id) VALUES (replace(gen_random_uuid()::text, '-', ''));
