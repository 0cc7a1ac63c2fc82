//! Passkeys (WebAuthn Level 3): a key pair for this provider alone, in the phone, the computer or a security key.
//!
//! The strongest factor there is here. A code can be typed into a page that only looks like the provider's, and be passed
//! on; a passkey signs the *origin* that the browser shows, so that what a copy of the page gets is worth nothing. The
//! device asks for a finger, a face or a PIN first (user verification), so a passkey is two factors in one.
//!
//! A *ceremony* has two halves. [`RelyingParty::begin_registration`], [`RelyingParty::begin_sign_in`] and
//! [`RelyingParty::begin_second_factor`] return what is kept on the server for five minutes, under the hash of a [`CeremonyHandle`], and the options for the browser;
//! `finish` takes what was kept, by value, and the browser's answer. Take it out of the store *before* it is looked at
//! (`DELETE … RETURNING`): then a challenge is used once, whatever comes of it.
//!
//! ```
//! use authn::SystemRandom;
//! use second_factor::passkeys::{CeremonyHandle, PasskeyRefusal, RelyingParty, UserHandle};
//!
//! let relying_party = RelyingParty::at("http://idp.localhost:5000").unwrap();
//! let alice = UserHandle::generate(&SystemRandom);
//! let (email, name) = ("alice@example.test".parse().unwrap(), "Alice".parse().unwrap());
//! let begun = relying_party.begin_registration(&alice, &email, &name, &[], 1_000);
//! let handle = CeremonyHandle::generate(&SystemRandom);
//!
//! // `begun.pending` stays here, under `handle.hash()`; the browser gets `handle` and `begun.options`.
//! assert!(begun.options.contains(r#""userVerification":"required""#));
//! let late = relying_party.finish_registration(begun.pending, "{}", 1_301);
//! assert_eq!(late, Err(PasskeyRefusal::Expired));
//! ```

mod ceremony;
mod passkey;
mod refusal;
mod registration;
mod relying_party;
mod sign_in;

pub use ceremony::{CEREMONY_LIFETIME, CeremonyHandle, InvalidCeremonyHandle};
pub use passkey::{Passkey, UserHandle};
pub use refusal::PasskeyRefusal;
pub use registration::{BegunRegistration, PendingRegistration};
pub use relying_party::{InvalidOrigin, RelyingParty};
pub use sign_in::{BegunSignIn, ClaimedPasskey, PendingSignIn};

/// What the browser needs: a small script without dependencies, to be served as a file of its own.
///
/// It looks for `<form data-passkey="create">` and `<form data-passkey="get">` with the options in `data-options`, shows
/// their button if the browser can do passkeys, and sends the form with the answer in its field `credential`.
pub const SCRIPT: &str = include_str!("passkeys.js");
