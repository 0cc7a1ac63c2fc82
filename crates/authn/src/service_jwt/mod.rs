//! Where a JWT is right: short errands to services that have no user database (claims T17, T18).
//!
//! The user is known by the session, here; the service learns from a signed text who sent the request and what it may
//! read. It is good for minutes, at one service. Signed with Ed25519 (RFC 8037), so whoever verifies holds nothing that
//! could sign: the public half is all that a service is given.

mod claims;
mod ed25519_key;
mod file_link;
mod issue;
mod lifetime;
mod service_token;

pub use claims::{SERVICE_TOKEN_TYPE, ServiceClaims};
pub use ed25519_key::Ed25519Key;
pub use file_link::{FILE_LINK_TYPE, FileLink, issue_file_link};
pub use issue::{Errand, issue_for_service};
pub use lifetime::{FILE_LINK_LIFETIME, SERVICE_TOKEN_LIFETIME};
pub use service_token::ServiceToken;
