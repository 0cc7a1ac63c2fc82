//! What the browser keeps of this door, and what a script can read of it: everything.

use domain::AccessTokenResponse;
use leptos::prelude::window;
use web_sys::Storage;

const ACCESS_TOKEN: &str = "access_token";
const REFRESH_TOKEN: &str = "refresh_token";

/// What any script on this page can read of this door, by name.
#[must_use]
pub fn readable() -> Vec<(&'static str, String)> {
    let read = |name| Some((name, local_storage()?.get_item(name).ok()??));
    [ACCESS_TOKEN, REFRESH_TOKEN].into_iter().filter_map(read).collect()
}

/// The token to attach to a request.
pub(super) fn access_token() -> Option<String> {
    local_storage()?.get_item(ACCESS_TOKEN).ok()?
}

/// The token to buy another pair with.
pub(super) fn refresh_token() -> Option<String> {
    local_storage()?.get_item(REFRESH_TOKEN).ok()?
}

// #region tokens in local storage
/// Deliberate flaw, `tokens_in_local_storage` (claim T8): whatever script runs in this page, from wherever it came,
/// reads both tokens with one line each and takes them away.
pub(super) fn keep(answer: &AccessTokenResponse) {
    if let Some(storage) = local_storage() {
        // A browser that refuses to store leaves the visitor signed out, which the next request shows.
        let _ = storage.set_item(ACCESS_TOKEN, &answer.access_token);
        let _ = storage.set_item(REFRESH_TOKEN, &answer.refresh_token);
    }
}
// #endregion tokens in local storage

/// Throws both tokens away, here. Copies elsewhere are copies elsewhere.
pub(super) fn forget() {
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(ACCESS_TOKEN);
        let _ = storage.remove_item(REFRESH_TOKEN);
    }
}

fn local_storage() -> Option<Storage> {
    window().local_storage().ok()?
}
