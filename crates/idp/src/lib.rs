//! An identity provider of one's own: users sign in here, once, and clients learn who they are (OpenID Connect Core 1.0).
//!
//! It is a party of its own and shares nothing with any client but HTTP: own origin, own database file, own keys, own
//! look. It has *realms*, each an issuer with users of its own, so that a class of learners shares one provider without
//! meeting.
//!
//! ```text
//! GET  /realms/{realm}/.well-known/openid-configuration   what a client needs to know
//! GET  /realms/{realm}/jwks                               the keys that sign
//! GET  /realms/{realm}/authorize                          a client's question; the browser goes back with a code
//! POST /realms/{realm}/sign-in                            the provider's own form
//! POST /realms/{realm}/token                              code or refresh token against tokens
//! GET  /realms/{realm}/userinfo                           what an access token lets a client know
//! GET  /realms/{realm}/logout                             the end of a session, for all of its clients
//! PUT  /realms/{realm}                                    makes a realm (with the shared secret)
//! POST /realms/{realm}/reset                              begins a realm anew (likewise)
//! POST /realms/{realm}/users                              adds an account (likewise)
//! POST /signing-keys                                      makes another key (likewise)
//! ```
//!
//! Every rule of RFC 9700 (Best Current Practice for OAuth 2.0 Security) that touches a provider is kept: the code flow
//! alone, PKCE by SHA-256, exact addresses, codes that work once, refresh tokens that rotate. Time and randomness are
//! parameters.

mod admin;
mod authorization;
mod client;
mod database;
mod discovery;
mod http;
mod keys;
mod logout;
mod open_error;
mod pages;
mod parameters;
mod provider;
mod realm;
mod router;
mod secret;
mod sign_in;
mod token;
mod userinfo;

pub use client::{Client, ClientAuthentication};
pub use open_error::{KeyError, OpenError};
pub use openidconnect::url::Url;
pub use openidconnect::{PostLogoutRedirectUrl, RedirectUrl};
pub use provider::{Provider, ProviderConfig};
pub use realm::{READY_USERS, ReadyUser};
pub use router::router;
pub use secret::{Secret, SecretDigest};
