-- Sessions that came through a provider: which session of the provider's it was, and how its user proved who they are. All of it
-- is empty for whoever signed in with a password here.

ALTER TABLE sessions ADD COLUMN issuer TEXT;
ALTER TABLE sessions ADD COLUMN subject TEXT;
-- What the provider calls its session. It opens nothing.
ALTER TABLE sessions ADD COLUMN sid TEXT;
-- Whether the provider can be asked to end it.
ALTER TABLE sessions ADD COLUMN offers_logout INTEGER;
ALTER TABLE sessions ADD COLUMN auth_time INTEGER;
-- RFC 8176, with spaces between.
ALTER TABLE sessions ADD COLUMN amr TEXT;
ALTER TABLE sessions ADD COLUMN acr TEXT;

CREATE INDEX sessions_by_provider ON sessions (issuer, subject) WHERE issuer IS NOT NULL;
