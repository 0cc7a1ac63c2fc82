//! One-time passwords from an authenticator app (TOTP, RFC 6238): six digits, a new code every 30 seconds.
//!
//! A code is looked at within one step of now, so that a clock may be half a minute off (RFC 6238 §5.2), and it works
//! once: [`TotpSecret::verify`] says which step a code belongs to, and a step that was used, or lies before one, is
//! refused (ASVS 6.5.1).
//!
//! ```
//! use authn::SystemRandom;
//! use second_factor::totp::{TotpCode, TotpSecret};
//!
//! let secret = TotpSecret::generate(&SystemRandom);
//! assert_eq!(format!("{secret:?}"), "TotpSecret([redacted])");
//!
//! // What somebody types, with or without a space in the middle.
//! let code: TotpCode = "123 456".parse().unwrap();
//! // One guess in about 300,000 is right: three of a million codes are good at any time. So guesses are throttled.
//! let _ = secret.verify(&code, 1_111_111_111, None);
//! ```

mod code;
mod otpauth_uri;
mod secret;

pub use code::{InvalidTotpCode, TotpCode};
pub use otpauth_uri::OtpauthUri;
pub use secret::{TimeStep, TotpRefusal, TotpSecret};
