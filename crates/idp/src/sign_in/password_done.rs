//! Between the password and the second factor: a note that the password was right, for this browser and a few minutes.
//! It is no session. All that it opens is the page that asks for the rest.

use authn::StoreError;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use super::VerifiedUser;
use crate::database::PasswordDone;
use crate::realm::Realm;
use crate::{Provider, Secret, SecretDigest};

/// The browser's half of the note.
const PASSWORD_DONE_COOKIE: &str = "__Host-idp_password_done";
/// How long the note is good for, in seconds: time to find the phone.
const LIFETIME: i64 = 5 * 60;

/// Notes that a user's password was typed in this browser. Returns the cookie that shows it.
pub(super) async fn note(provider: &Provider, user: VerifiedUser) -> Result<Cookie<'static>, StoreError> {
    let secret = Secret::random(&*provider.random);
    let done = PasswordDone { user_id: user.id, credentials_version: user.credentials_version };
    let expires_at = provider.clock.now() + LIFETIME;
    provider.database.note_password_done(secret.digest(), done, expires_at).await?;
    Ok(cookie(secret.expose().to_owned()))
}

/// Whose password was typed in this browser a moment ago, and under what that was noted.
pub(super) async fn find(
    provider: &Provider,
    realm: &Realm,
    cookies: &CookieJar,
) -> Result<Option<(VerifiedUser, SecretDigest)>, StoreError> {
    let Some(cookie) = cookies.get(PASSWORD_DONE_COOKIE) else { return Ok(None) };
    let (hash, now) = (SecretDigest::of(cookie.value()), provider.clock.now());
    let found = provider.database.find_password_done(&realm.name, hash, now).await?;
    Ok(found.map(|PasswordDone { user_id, credentials_version }| {
        (VerifiedUser { id: user_id, credentials_version }, hash)
    }))
}

/// What takes it out of the browser again.
pub(super) fn forget() -> Cookie<'static> {
    let mut cookie = cookie(String::new());
    cookie.make_removal();
    cookie
}

fn cookie(value: String) -> Cookie<'static> {
    Cookie::build((PASSWORD_DONE_COOKIE, value))
        .path("/")
        .secure(true)
        .http_only(true)
        // Nobody comes to this step from another site's page.
        .same_site(SameSite::Strict)
        .build()
}
