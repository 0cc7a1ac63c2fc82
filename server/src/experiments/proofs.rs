//! Where each experiment's proof is written: a line each, and a renamed file fails the build.

use lab::{Listing, Proof};

/// The files that a proof consists of. The last of them is the same for all.
macro_rules! proof {
    ($slug:literal, $sheet:literal: $($play:literal),+) => {
        Proof {
            experiment: Some($slug),
            files: &[
                $(listing!("What is done", "server/src/experiments/", $play),)+
                listing!("What is expected", "app/src/experiments/", $sheet),
                listing!("What plays it in a browser, and compares", "end2end/prove/", "prove.spec.ts"),
            ],
        }
    };
}

macro_rules! listing {
    ($does:literal, $folder:literal, $file:literal) => {
        Listing {
            does: $does,
            path: concat!($folder, $file),
            code: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../", $folder, $file)),
        }
    };
}

/// All of them. Whoever writes another experiment adds its line here.
pub(super) static PROOFS: &[Proof] = &[
    proof!("token-theft", "token_theft.rs": "token_theft.rs"),
    proof!("session-riding", "session_riding.rs": "session_riding.rs"),
    proof!("replay-after-logout", "replay_after_logout.rs": "replay_after_logout.rs"),
    proof!("devices", "devices.rs": "devices.rs"),
    proof!("stale-claims", "stale_claims.rs": "stale_claims.rs"),
    proof!(
        "refresh-treadmill", "refresh_treadmill.rs":
        "refresh_treadmill/mod.rs", "refresh_treadmill/hour.rs", "refresh_treadmill/pictures.rs",
        "refresh_treadmill/reuse.rs", "refresh_treadmill/client.rs"
    ),
    proof!(
        "denylist", "denylist.rs":
        "denylist/mod.rs", "denylist/look_ups.rs", "denylist/growth.rs", "denylist/copy.rs"
    ),
    proof!(
        "session-store-cost", "session_store_cost.rs":
        "session_store_cost/mod.rs", "session_store_cost/measure.rs", "session_store_cost/tally.rs",
        "session_store_cost/pictures.rs", "session_store_cost/way.rs"
    ),
    proof!("csrf", "csrf.rs": "csrf/mod.rs", "csrf/doors.rs", "csrf/room.rs", "csrf/cells.rs"),
    proof!("token-forgery", "token_forgery.rs": "token_forgery/mod.rs", "token_forgery/forgery.rs"),
    proof!("first-paint", "first_paint.rs": "first_paint/mod.rs", "first_paint/moment.rs"),
    proof!("jwt-in-a-cookie", "jwt_in_a_cookie.rs": "jwt_in_a_cookie.rs"),
    proof!(
        "second-factor", "second_factor.rs":
        "second_factor/mod.rs", "second_factor/own_form.rs", "second_factor/behind_the_provider.rs", "second_factor/alice.rs",
        "second_factor/person.rs", "second_factor/visitor.rs"
    ),
    proof!("session-fixation", "session_fixation.rs": "session_fixation.rs"),
    proof!("signed-file-link", "signed_file_link.rs": "signed_file_link.rs"),
    proof!("gateway", "gateway.rs": "gateway.rs"),
    proof!(
        "password-guessing", "password_guessing.rs":
        "password_guessing/mod.rs", "password_guessing/room.rs", "password_guessing/spread.rs",
        "password_guessing/doors.rs", "password_guessing/siege.rs", "password_guessing/lock_out.rs",
        "password_guessing/pictures.rs"
    ),
    proof!(
        "identity-provider", "identity_provider.rs":
        "identity_provider/mod.rs", "identity_provider/code_injection.rs", "identity_provider/login_csrf.rs",
        "identity_provider/id_token_replay.rs", "identity_provider/loose_redirect.rs", "identity_provider/reference.rs",
        "identity_provider/steps.rs", "identity_provider/window.rs"
    ),
    proof!(
        "single-sign-on", "single_sign_on.rs":
        "single_sign_on/mod.rs", "single_sign_on/own_forms.rs", "single_sign_on/one_provider.rs"
    ),
    proof!(
        "password-exposure", "password_exposure.rs":
        "password_exposure/mod.rs", "password_exposure/door.rs", "password_exposure/provider.rs",
        "password_exposure/password_grant.rs"
    ),
    proof!("login-csrf", "login_csrf.rs": "login_csrf/mod.rs", "login_csrf/room.rs", "login_csrf/reference.rs"),
    // Claim T16 is the interface itself: there is nothing to attack.
    Proof {
        experiment: None,
        files: &[
            listing!("What the session door answers", "server/tests/it/api/", "session.rs"),
            listing!("What the token door answers", "server/tests/it/api/", "jwt.rs"),
            listing!(
                "What asks both in a browser’s place, and compares",
                "end2end/prove/",
                "contract.spec.ts"
            ),
        ],
    },
];
