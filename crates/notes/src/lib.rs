//! Notes: a small app that has no passwords. Who somebody is, a provider says (OpenID Connect Core 1.0); whether they are
//! signed in *here* is a session of its own, which ends when the provider's does (Back-Channel Logout 1.0).
//!
//! It is a party of its own, and shares nothing with any other but HTTP: own origin, own database file, own look. It shows
//! what the second client of a provider costs: no form, no password, no reset, and no second factor to build.
//!
//! ```text
//! GET  /{sandbox}/                      your notes, or one button
//! POST /{sandbox}/sign-in               leaves for the provider
//! GET  /sign-in/callback                comes back with a code, and goes on to the notes
//! POST /{sandbox}/notes                 writes one
//! POST /{sandbox}/notes/{note}/delete   deletes one
//! POST /{sandbox}/sign-out              signs out here
//! POST /{sandbox}/sign-out-everywhere   signs out here, and leaves for the provider to sign out there
//! GET  /signed-out                      comes back from there
//! POST /backchannel-logout              the provider's server says that a session has ended
//! GET  /{sandbox}/api/profile           who is signed in, as JSON
//! ```
//!
//! A *sandbox* is one learner's corner. The provider is another issuer towards each, so whoever is known by an issuer and a
//! subject has notes in one sandbox and in no other. Time and randomness are parameters.

mod database;
mod http;
mod notebook;
mod open_error;
mod pages;
mod profile;
mod program;
mod refusal;
mod router;
mod sandbox;
mod session;
mod sign_in;
mod sign_out;

pub use open_error::OpenError;
pub use program::{BACKCHANNEL_LOGOUT, CALLBACK, Notes, NotesConfig, SIGNED_OUT};
pub use router::router;
