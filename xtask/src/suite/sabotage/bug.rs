//! The bugs that are planted, one at a time: each takes out one defence, and must be noticed by the experiment that
//! is there to show it.

/// A bug, as a change of one place in one file.
pub(super) struct Bug {
    /// Its name, and what switches it on.
    pub(super) name: &'static str,
    /// The file.
    pub(super) file: &'static str,
    /// What stands there; it must stand there once.
    pub(super) stands: &'static str,
    /// What is put in its place. `PLANTED` is true when this bug is on.
    pub(super) becomes: &'static str,
    /// The experiment whose proof must fail.
    pub(super) experiment: &'static str,
}

/// What `PLANTED` stands for. Without the variable the program with all the bugs in it behaves like the one without.
pub(super) fn condition(bug: &Bug) -> String {
    format!("std::env::var_os(\"{VARIABLE}\").is_some_and(|bug| bug == \"{}\")", bug.name)
}

/// What switches a bug on.
pub(super) const VARIABLE: &str = "TWO_DOORS_BUG";

/// All of them.
pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "http-only-removed",
        file: "server/src/http/session_cookie.rs",
        stands: ".with_http_only(true)",
        becomes: ".with_http_only(!PLANTED)",
        experiment: "token-theft",
    },
    Bug {
        name: "algorithm-unpinned",
        file: "crates/lab/src/rooms/jwt/current_user.rs",
        stands: "room.is_on(Defence::PinnedAlgorithm)",
        becomes: "room.is_on(Defence::PinnedAlgorithm) && !PLANTED",
        experiment: "token-forgery",
    },
    Bug {
        name: "session-delete-skipped",
        file: "crates/store/src/sqlite/session_store.rs",
        stands: "    async fn delete(&self, id: &Id) -> Result<()> {\n",
        becomes: "    async fn delete(&self, id: &Id) -> Result<()> {\n        if PLANTED {\n            return Ok(());\n        }\n",
        experiment: "replay-after-logout",
    },
    Bug {
        name: "family-revocation-skipped",
        file: "crates/store/src/sqlite/token_room.rs",
        stands: "            revoke(&mut change, sandbox, &family).await?;\n            Rotation::Reused(user)",
        becomes: "            if !PLANTED {\n                revoke(&mut change, sandbox, &family).await?;\n            }\n            Rotation::Reused(user)",
        experiment: "refresh-treadmill",
    },
    Bug {
        name: "denylist-not-consulted",
        file: "crates/lab/src/rooms/jwt/current_user.rs",
        stands: "room.is_on(Defence::Denylist)",
        becomes: "room.is_on(Defence::Denylist) && !PLANTED",
        experiment: "denylist",
    },
    Bug {
        name: "origin-check-removed",
        file: "server/src/lab/record.rs",
        // The outermost layer: to every check behind it, the request is one that says nothing of where it comes from.
        stands: "record(State(rooms): State<LabRooms>, request: Request, next: Next) -> Response {\n",
        becomes: "record(State(rooms): State<LabRooms>, mut request: Request, next: Next) -> Response {\n    \
                  if PLANTED {\n        \
                  request.headers_mut().remove(\"origin\");\n        \
                  request.headers_mut().remove(\"sec-fetch-site\");\n    }\n",
        experiment: "csrf",
    },
    Bug {
        name: "throttle-not-consulted",
        file: "crates/authn/src/credentials.rs",
        stands: "        if retry_after > 0 {\n",
        becomes: "        if retry_after > 0 && !PLANTED {\n",
        experiment: "password-guessing",
    },
    Bug {
        name: "cookie-denylist-not-consulted",
        file: "crates/lab/src/rooms/jwt_cookie.rs",
        stands: "&& lab.store.is_token_denied(",
        becomes: "&& !PLANTED && lab.store.is_token_denied(",
        experiment: "jwt-in-a-cookie",
    },
    Bug {
        name: "session-id-kept-at-sign-in",
        file: "crates/authn/src/cookie_session/sign_in.rs",
        stands: "session.cycle_id().await.map_err(lost)?;",
        becomes: "if !PLANTED { session.cycle_id().await.map_err(lost)?; }",
        experiment: "session-fixation",
    },
    Bug {
        name: "audience-not-checked",
        file: "server/src/parties/services/verifier.rs",
        stands: "validation.set_audience(&[audience]);",
        becomes: "validation.set_audience(&[audience]);\n        validation.validate_aud = !PLANTED;",
        experiment: "gateway",
    },
    Bug {
        name: "used-links-forgotten",
        file: "server/src/parties/services/used_links.rs",
        stands: "used.contains_key(&claims.jti)",
        becomes: "!PLANTED && used.contains_key(&claims.jti)",
        experiment: "signed-file-link",
    },
    Bug {
        name: "clients-not-told",
        file: "crates/idp/src/logout/mod.rs",
        stands: "back_channel::tell_clients(provider, realm, &ended).await;",
        becomes: "if !PLANTED { back_channel::tell_clients(provider, realm, &ended).await; }",
        experiment: "single-sign-on",
    },
    Bug {
        name: "attempts-all-alike",
        file: "crates/authn/src/relying_party/attempt.rs",
        // `state`, `nonce` and verifier of everybody: any one of them alone would still stop what the others let through.
        stands: "new_from_slice(&self.0)",
        becomes: "new_from_slice(if PLANTED { &[0; 32] } else { &self.0 })",
        experiment: "identity-provider",
    },
    Bug {
        name: "nonce-not-compared",
        file: "crates/lab/src/rooms/code_flow/missing_nonce.rs",
        stands: "if !switched_on.contains(&Defence::Nonce) {",
        becomes: "if PLANTED || !switched_on.contains(&Defence::Nonce) {",
        experiment: "identity-provider",
    },
    Bug {
        name: "memory-never-asked",
        file: "crates/store/src/cache/memory.rs",
        stands: "(alive && self.is_leased()",
        becomes: "(!PLANTED && alive && self.is_leased()",
        experiment: "session-store-cost",
    },
    Bug {
        name: "memory-told-nothing",
        file: "crates/store/src/cache/memory.rs",
        stands: "        self.generations.note(change);\n",
        becomes: "        if PLANTED {\n            return;\n        }\n        self.generations.note(change);\n",
        experiment: "session-store-cost",
    },
];
