//! The clients that may send their users here (relying parties, in OpenID Connect's words). They are registered by
//! configuration and serve every realm.

use openidconnect::url::Url;
use openidconnect::{PostLogoutRedirectUrl, RedirectUrl};

use crate::SecretDigest;

/// A registered client.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its `client_id`.
    pub id: String,
    /// What a user reads about where they are signing in to.
    pub name: String,
    /// How it proves who it is at the token endpoint.
    pub authentication: ClientAuthentication,
    /// Where its users may be sent back to, compared character by character (RFC 9700 §2.1).
    pub redirect_uris: Vec<RedirectUrl>,
    /// Where they may be sent once they are signed out, compared likewise.
    pub post_logout_redirect_uris: Vec<PostLogoutRedirectUrl>,
    /// Where it wants to hear that a session has ended (OpenID Connect Back-Channel Logout 1.0).
    pub backchannel_logout_uri: Option<Url>,
}

/// How a client proves who it is (RFC 6749 §2.1).
#[derive(Clone, Debug)]
pub enum ClientAuthentication {
    /// By a secret that it keeps on its server.
    Confidential(SecretDigest),
    /// Not at all: it runs where everybody can read it. PKCE ties a code to whoever asked for it.
    Public,
}

impl Client {
    pub(crate) fn redirect_uri(&self, text: &str) -> Option<&RedirectUrl> {
        self.redirect_uris.iter().find(|registered| registered.as_str() == text)
    }

    pub(crate) fn post_logout_redirect_uri(&self, text: &str) -> Option<&PostLogoutRedirectUrl> {
        self.post_logout_redirect_uris.iter().find(|registered| registered.as_str() == text)
    }
}
