//! What can be asked of a door: one enum for both, and below it the twin functions of each.

use domain::{Door, Password, User};

use crate::Refused;
use crate::auth::{cookie_session, local_storage_jwt};

/// A request that somebody made with a form, a button or by opening the page.
#[derive(Debug)]
pub(crate) enum Verb {
    /// Sign in.
    LogIn {
        /// As typed.
        email: String,
        /// As typed.
        password: Password,
    },
    /// Sign out.
    LogOut,
    /// Show the profile.
    OpenProfile,
    /// Sign in with what an earlier visit left behind.
    Restore,
    /// Buy another pair of tokens.
    Refresh,
}

impl Verb {
    /// Does it, and returns who is signed in then.
    pub(super) async fn perform(&self, door: Door) -> Result<Option<User>, Refused> {
        match self {
            Self::LogIn { email, password } => log_in(door, email.clone(), password.clone()).await.map(Some),
            Self::LogOut => log_out(door).await.map(|()| None),
            Self::OpenProfile | Self::Restore => current_user(door).await.map(Some),
            Self::Refresh => refresh(door).await.map(Some),
        }
    }
}

async fn log_in(door: Door, email: String, password: Password) -> Result<User, Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::log_in(email, password).await,
        Door::CookieSession => cookie_session::log_in(email, password).await,
    }
}

async fn log_out(door: Door) -> Result<(), Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::log_out().await,
        Door::CookieSession => cookie_session::log_out().await,
    }
}

async fn current_user(door: Door) -> Result<User, Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::current_user().await,
        Door::CookieSession => cookie_session::current_user().await,
    }
}

/// A session is refreshed by being used: asking who is signed in does it.
async fn refresh(door: Door) -> Result<User, Refused> {
    match door {
        Door::LocalStorageJwt => local_storage_jwt::refresh().await,
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
