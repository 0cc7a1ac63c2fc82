//! The same verb at either door: one enum, twin functions. Everything above this line of the code is shared.

use domain::{Door, Password, User};

use crate::Refused;
use crate::auth::{cookie_session, local_storage_jwt};

/// Signs in.
pub(super) async fn log_in(door: Door, email: String, password: Password) -> Result<User, Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::log_in(email, password).await,
        Door::CookieSession => cookie_session::log_in(email, password).await,
    }
}

/// Signs out.
pub(super) async fn log_out(door: Door) -> Result<(), Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::log_out().await,
        Door::CookieSession => cookie_session::log_out().await,
    }
}

/// Asks the server who is signed in.
pub(super) async fn current_user(door: Door) -> Result<User, Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::current_user().await,
        Door::CookieSession => cookie_session::current_user().await,
    }
}

/// Reads what any script on this page can read of a door.
pub(super) fn readable(door: Door) -> Vec<(&'static str, String)> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::storage::readable(),
        Door::CookieSession => cookie_session::storage::readable(),
    }
}
