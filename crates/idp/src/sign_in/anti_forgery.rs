//! Whether a form that comes back is one that we gave to this very browser.
//!
//! A form holds a keyed hash of a cookie that only our own answers set. Another site's page can send a form, but can
//! neither read the cookie nor make the hash; so nobody is signed in, or out, by somebody else's page. It stands beside
//! the check of `Sec-Fetch-Site` and `Origin`, not in its place.

use std::fmt;

use authn::{Random, random_name};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::SandboxId;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::parameters::Parameters;

/// The browser's name before it has a session.
const PRE_SESSION_COOKIE: &str = "__Host-idp_form";

/// What a form is for: one for signing in is no good for signing out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// Signing in.
    SignIn,
    /// Showing a second factor.
    SecondFactor,
    /// Showing a passkey in place of a password.
    Passkey,
    /// Signing out.
    SignOut,
    /// Changing something about an account, in this session of its owner's and no other.
    Account(i64),
}

impl Form {
    fn purpose(self) -> String {
        match self {
            Self::SignIn => "sign in".to_owned(),
            Self::SecondFactor => "second factor".to_owned(),
            Self::Passkey => "passkey".to_owned(),
            Self::SignOut => "sign out".to_owned(),
            Self::Account(session) => format!("account in session {session}"),
        }
    }
}

/// The key of the hashes. It is made at every start: a form that is older has to be shown once more.
pub(crate) struct AntiForgeryKey([u8; 32]);

impl AntiForgeryKey {
    pub(crate) fn random(random: &dyn Random) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self(key)
    }

    /// What to put into a form, and the cookie that belongs to it.
    pub(crate) fn vouch(
        &self,
        realm: &SandboxId,
        form: Form,
        cookies: CookieJar,
        random: &dyn Random,
    ) -> (CookieJar, String) {
        // The one that is there goes on: two forms may be open side by side.
        let (cookies, name) = match cookies.get(PRE_SESSION_COOKIE).map(|cookie| cookie.value().to_owned()) {
            Some(name) if !name.is_empty() => (cookies, name),
            _ => {
                let name = random_name(random);
                (cookies.add(pre_session_cookie(name.clone())), name)
            }
        };
        let hash = URL_SAFE_NO_PAD.encode(self.hash(realm, form, &name).finalize().into_bytes());
        (cookies, hash)
    }

    /// Whether a form that was sent is one of ours, for this browser.
    pub(crate) fn vouches_for(
        &self,
        realm: &SandboxId,
        form: Form,
        cookies: &CookieJar,
        sent: &Parameters,
    ) -> bool {
        let Some(name) = cookies.get(PRE_SESSION_COOKIE).map(Cookie::value) else { return false };
        let hash = sent.get("anti_forgery").and_then(|hash| URL_SAFE_NO_PAD.decode(hash).ok());
        // `verify_slice` takes the same time for every wrong hash.
        hash.is_some_and(|hash| self.hash(realm, form, name).verify_slice(&hash).is_ok())
    }

    fn hash(&self, realm: &SandboxId, form: Form, name: &str) -> Hmac<Sha256> {
        let mut hash =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length (RFC 2104 §2)");
        hash.update(format!("{} {realm} {name}", form.purpose()).as_bytes());
        hash
    }
}

fn pre_session_cookie(name: String) -> Cookie<'static> {
    Cookie::build((PRE_SESSION_COOKIE, name))
        .path("/")
        .secure(true)
        .http_only(true)
        // Not `Strict`: the page that sets it is reached from the client's.
        .same_site(SameSite::Lax)
        .build()
}

impl fmt::Debug for AntiForgeryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
