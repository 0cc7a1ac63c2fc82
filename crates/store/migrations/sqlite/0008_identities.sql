-- Who may come in by way of a provider. An account that is only reached so has no password: its `password_hash` is ''.

CREATE TABLE identities (
    sandbox   TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    -- The provider's name for itself, and its name for the person: together they are who somebody is. No address is here.
    issuer    TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (sandbox, issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_by_user ON identities (user_id);

-- Sign-ins that are under way at a provider.
CREATE TABLE sign_in_attempts (
    -- SHA-256 of the secret in the cookie. `state`, `nonce` and the code verifier follow from the secret, and are nowhere
    -- in this file.
    id_hash    BLOB    NOT NULL PRIMARY KEY,
    sandbox    TEXT    NOT NULL REFERENCES sandboxes (id) ON DELETE CASCADE,
    provider   TEXT    NOT NULL,
    -- Whose account shall be linked; nobody's, if somebody wants in.
    link_to    INTEGER REFERENCES users (id) ON DELETE CASCADE,
    return_to  TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_attempts_by_expiry ON sign_in_attempts (expires_at);
