-- The lab's rows: what its rooms keep, and what its experiments came to.

-- What was posted on the wall.
CREATE TABLE posts (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sandbox   text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    author    text   NOT NULL,
    text      text   NOT NULL,
    posted_at bigint NOT NULL,
    -- While an experiment is played, what hung on the wall before is set aside; afterwards it is put back.
    set_aside boolean NOT NULL DEFAULT FALSE
);

CREATE INDEX posts_by_sandbox ON posts (sandbox, id);

-- A row is a defence that is on.
CREATE TABLE defences (
    sandbox text COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    defence text COLLATE "C" NOT NULL,
    PRIMARY KEY (sandbox, defence)
);

-- Sessions under ids that browsers chose.
CREATE TABLE naive_sessions (
    -- Of two rows the one that was added later.
    id               bigint GENERATED ALWAYS AS IDENTITY,
    -- SHA-256 of the id in the cookie. Two sandboxes may be brought the same one.
    id_hash          bytea  NOT NULL,
    sandbox          text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- Nobody, until somebody signs in.
    user_id          bigint REFERENCES users (id) ON DELETE CASCADE,
    -- The password that was checked: with another the row is nobody's.
    password_version bigint,
    created_at       bigint NOT NULL,
    expires_at       bigint NOT NULL,
    PRIMARY KEY (id_hash, sandbox)
);

CREATE INDEX naive_sessions_by_sandbox ON naive_sessions (sandbox);
CREATE INDEX naive_sessions_by_user ON naive_sessions (user_id);
CREATE INDEX naive_sessions_by_expiry ON naive_sessions (expires_at);

-- Tokens that were given back, of the room of the JWT in a cookie.
CREATE TABLE denied_tokens (
    jti        text   COLLATE "C" NOT NULL PRIMARY KEY,
    sandbox    text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- From then on the token says so itself.
    expires_at bigint NOT NULL
);

CREATE INDEX denied_tokens_by_sandbox ON denied_tokens (sandbox);
CREATE INDEX denied_tokens_by_expiry ON denied_tokens (expires_at);

-- The token room: refresh tokens that are used once, and access tokens that were given back.
CREATE TABLE refresh_tokens (
    -- SHA-256 of the refresh token. The token itself is nowhere in this database.
    token_hash bytea  NOT NULL PRIMARY KEY,
    sandbox    text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- All that descend from one sign-in.
    family     text   COLLATE "C" NOT NULL,
    state      text   NOT NULL CHECK (state IN ('valid', 'consumed', 'revoked')),
    -- The access token that it was given out with.
    access_jti text   COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL
);

CREATE INDEX refresh_tokens_by_family ON refresh_tokens (sandbox, family);
CREATE INDEX refresh_tokens_by_access_token ON refresh_tokens (sandbox, access_jti);
CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

CREATE TABLE denylist (
    sandbox    text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- What the token is known by: its jti, or the hash of its text.
    entry      text   COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (sandbox, entry)
);

CREATE INDEX denylist_by_expiry ON denylist (expires_at);

-- What somebody predicted of an experiment, and the runs that came of it. Evidence is JSON: it is read whole, and by nothing else.
CREATE TABLE predictions (
    sandbox      text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    experiment   text   COLLATE "C" NOT NULL,
    arms         text   NOT NULL,
    predicted_at bigint NOT NULL,
    PRIMARY KEY (sandbox, experiment)
);

CREATE TABLE runs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sandbox    text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    experiment text   COLLATE "C" NOT NULL,
    run        json   NOT NULL
);

CREATE INDEX runs_by_experiment ON runs (sandbox, experiment, id);
