//! Who is signed in: our script attaches the token, the server believes it.

use domain::{BEARER, Refusal, User};
use gloo_net::http::Request;

use super::storage;
use crate::{Refused, json};

/// The profile of whoever the stored token was issued to.
///
/// Deliberate flaw, `header_attached_by_hand` (claim T7): only a script that has started can do this. A link, an
/// image and the first page load go out without the header, so the first paint is signed out.
///
/// # Errors
/// As the house refuses: from `exp` on, and not before.
// #region header by hand
pub async fn current_user() -> Result<User, Refused> {
    let access_token = storage::access_token().ok_or(Refusal::Unauthorized)?;
    let request =
        Request::get("/api/jwt/profile/me").header("Authorization", &format!("{BEARER} {access_token}"));
    json::read_answer(request.send().await).await
}
// #endregion header by hand
