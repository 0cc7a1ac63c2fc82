//! The experiments, as they are written down: a sheet each. How they are played is the server's side.
//!
//! Whoever writes another begins with a file here, and says what is compared, what is expected, and why.

mod csrf;
mod denylist;
mod devices;
mod first_paint;
mod gateway;
mod identity_provider;
mod jwt_in_a_cookie;
mod login_csrf;
mod password_exposure;
mod password_guessing;
mod refresh_treadmill;
mod replay_after_logout;
mod second_factor;
mod session_fixation;
mod session_riding;
mod session_store_cost;
mod signed_file_link;
mod single_sign_on;
mod stale_claims;
mod token_forgery;
mod token_theft;

pub use csrf::CSRF;
pub use denylist::DENYLIST;
pub use devices::DEVICES;
pub use first_paint::FIRST_PAINT;
pub use gateway::GATEWAY;
pub use identity_provider::IDENTITY_PROVIDER;
pub use jwt_in_a_cookie::JWT_IN_A_COOKIE;
pub use login_csrf::LOGIN_CSRF;
pub use password_exposure::PASSWORD_EXPOSURE;
pub use password_guessing::PASSWORD_GUESSING;
pub use refresh_treadmill::REFRESH_TREADMILL;
pub use replay_after_logout::REPLAY_AFTER_LOGOUT;
pub use second_factor::SECOND_FACTOR;
pub use session_fixation::SESSION_FIXATION;
pub use session_riding::SESSION_RIDING;
pub use session_store_cost::SESSION_STORE_COST;
pub use signed_file_link::SIGNED_FILE_LINK;
pub use single_sign_on::SINGLE_SIGN_ON;
pub use stale_claims::STALE_CLAIMS;
pub use token_forgery::TOKEN_FORGERY;
pub use token_theft::TOKEN_THEFT;

/// Lines of this repository, by file and region; a renamed region fails the build.
macro_rules! source {
    ($arm:literal, $path:literal, $region:literal) => {
        lab::Source {
            arm: $arm,
            path: $path,
            code: lab::region(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../", $path)), $region),
        }
    };
}
pub(crate) use source;
