//! The app as a relying party (`OpenID` Connect Core 1.0): somebody else's provider says who somebody is, the house
//! begins its own session, and no token of the provider ever reaches a browser.
//!
//! ```text
//! begin    the browser gets one cookie, and leaves for the provider with `state`, `nonce` and a code challenge
//! finish   it comes back with a code; the server trades that for an ID token, checks it, and begins a session
//! ```
//!
//! Whom the provider means is `(issuer, subject)` and nothing else: an e-mail address is a text that a provider claims,
//! and whoever could claim another's would get that one's account.

mod attempt;
mod back_channel;
mod begin;
mod choose_password;
mod discoveries;
mod finish;
mod github;
mod http_client;
mod identity;
mod issuer_template;
mod link;
mod logout_token;
mod open_id_connect;
mod provider;
mod provider_session;
mod reauthentication;
mod refusal;
mod return_path;
mod session_claims;
mod sign_out;
mod sole_provider;
mod store;
mod trusted_url;
mod unlink;

pub use attempt::{ATTEMPT_LIFETIME, Attempt, AttemptId, AttemptSecret, InvalidAttemptSecret, Purpose};
pub use back_channel::{BackChannelRefusal, log_out_by_back_channel};
pub use begin::{Departure, Question, begin};
pub use choose_password::choose_password;
pub use finish::{AuthorizationResponse, finish};
pub use github::{GITHUB, GitHub};
pub use http_client::HttpClient;
pub use identity::{Identified, Identity};
pub use issuer_template::IssuerTemplate;
pub use link::{WaysIn, begin_linking, ways_in};
pub use logout_token::{LoggedOut, LogoutTokenRefusal, check_logout_token};
pub use open_id_connect::OpenIdConnect;
pub use provider::{InvalidProvider, Protocol, Provider, ProviderId, RelyingParty};
pub use provider_session::{Authentication, ProviderSession};
pub use refusal::ProviderRefusal;
pub use return_path::ReturnPath;
pub use sign_out::{Farewell, sign_out_everywhere};
pub use sole_provider::SoleProvider;
pub use store::{Identities, LinkedIdentity, NewAccountOf, SignInAttempts, Unlinked};
pub use trusted_url::nobody_reads_along;
pub use unlink::unlink;

/// How far a provider's clock may be from ours, in seconds.
const SKEW: i64 = 60;
