-- Everything belongs to a sandbox. Times are whole seconds since 1970. Texts that are keys are compared byte by byte,
-- whatever language the database speaks.

CREATE TABLE sandboxes (
    id         text   COLLATE "C" NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL
);

CREATE TABLE users (
    -- The number of a deleted user is never given to another, whose tokens would then open it.
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sandbox          text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    email            text   COLLATE "C" NOT NULL,
    name             text   NOT NULL,
    role             text   NOT NULL CHECK (role IN ('user', 'admin')),
    password_hash    text   NOT NULL,
    password_version bigint NOT NULL DEFAULT 1,
    disabled_at      bigint,
    created_at       bigint NOT NULL,
    UNIQUE (sandbox, email)
);

CREATE TABLE sessions (
    -- SHA-256 of the id in the cookie. The id itself is nowhere in this database.
    id_hash       bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id_hash) = 32),
    user_id       bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device        text   NOT NULL,
    created_at    bigint NOT NULL,
    last_seen_at  bigint NOT NULL,
    expires_at    bigint NOT NULL,
    -- Which session of a provider's it came through, and how its user proved who they are. All of it is empty for
    -- whoever signed in with a password here.
    issuer        text   COLLATE "C",
    subject       text   COLLATE "C",
    -- What the provider calls its session. It opens nothing.
    sid           text   COLLATE "C",
    -- Whether the provider can be asked to end it.
    offers_logout boolean,
    auth_time     bigint,
    -- RFC 8176, with spaces between.
    amr           text,
    acr           text
);

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_provider ON sessions (issuer, subject) WHERE issuer IS NOT NULL;

CREATE TABLE throttles (
    sandbox         text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    key             text   COLLATE "C" NOT NULL,
    failures        bigint NOT NULL,
    last_failure_at bigint NOT NULL,
    PRIMARY KEY (sandbox, key)
);

-- Failures that are forgiven anyway are swept by age.
CREATE INDEX throttles_by_age ON throttles (last_failure_at);

-- Browsers that somebody signed in from: their attempts at that account are counted apart from a stranger's.
CREATE TABLE known_devices (
    -- SHA-256 of the device cookie. The cookie itself is nowhere in this database.
    id_hash      bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id_hash) = 32),
    user_id      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    last_seen_at bigint NOT NULL
);

CREATE INDEX known_devices_by_user ON known_devices (user_id);
CREATE INDEX known_devices_by_age ON known_devices (last_seen_at);

-- Who may come in by way of a provider. An account that is only reached so has no password: its `password_hash` is ''.
CREATE TABLE identities (
    sandbox   text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- The provider's name for itself, and its name for the person: together they are who somebody is. No address is here.
    issuer    text   COLLATE "C" NOT NULL,
    subject   text   COLLATE "C" NOT NULL,
    user_id   bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    linked_at bigint NOT NULL,
    PRIMARY KEY (sandbox, issuer, subject)
);

CREATE INDEX identities_by_user ON identities (user_id);

-- Sign-ins that are under way at a provider.
CREATE TABLE sign_in_attempts (
    -- SHA-256 of the secret in the cookie. `state`, `nonce` and the code verifier follow from the secret, and are nowhere
    -- in this database.
    id_hash    bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id_hash) = 32),
    sandbox    text   COLLATE "C" NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    provider   text   NOT NULL,
    -- Whose account shall be linked; nobody's, if somebody wants in.
    link_to    bigint REFERENCES users (id) ON DELETE CASCADE,
    return_to  text   NOT NULL,
    expires_at bigint NOT NULL
);

CREATE INDEX sign_in_attempts_by_sandbox ON sign_in_attempts (sandbox);
CREATE INDEX sign_in_attempts_by_user ON sign_in_attempts (link_to) WHERE link_to IS NOT NULL;
CREATE INDEX sign_in_attempts_by_expiry ON sign_in_attempts (expires_at);
