//! Addresses of a client: none to which a code could go in the clear.

use authn::relying_party::nobody_reads_along;
use idp::{PostLogoutRedirectUrl, RedirectUrl, Url};

use super::InvalidIdpClient;

/// Where users are sent back to, with a code (RFC 6749 §3.1.2). A `public` client may live in an app, behind a scheme of
/// its own, which has a dot in it (RFC 8252 §7.1).
pub(super) fn redirect_uri(text: String, public: bool) -> Result<RedirectUrl, InvalidIdpClient> {
    let url = Url::parse(&text).ok().filter(|url| url.fragment().is_none());
    let good = url.is_some_and(|url| nobody_reads_along(&url) || (public && url.scheme().contains('.')));
    // As it was written: it is compared character by character (RFC 9700 §2.1).
    match RedirectUrl::new(text.clone()) {
        Ok(redirect_uri) if good => Ok(redirect_uri),
        _ => Err(InvalidIdpClient::RedirectUri(text)),
    }
}

/// Where users go who have signed out (OpenID Connect RP-Initiated Logout 1.0 §2.1).
pub(super) fn post_logout_redirect_uri(text: String) -> Result<PostLogoutRedirectUrl, InvalidIdpClient> {
    server(&text)?;
    PostLogoutRedirectUrl::new(text.clone()).map_err(|_| InvalidIdpClient::Address(text))
}

/// Where a client is told so (OpenID Connect Back-Channel Logout 1.0 §2.2).
pub(super) fn server(text: &str) -> Result<Url, InvalidIdpClient> {
    let url = Url::parse(text).ok().filter(|url| url.fragment().is_none() && nobody_reads_along(url));
    url.ok_or_else(|| InvalidIdpClient::Address(text.to_owned()))
}
