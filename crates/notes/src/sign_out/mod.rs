//! Signing out: here alone, or here and at the provider, which then tells every other client; and hearing that somebody did so
//! elsewhere.

mod back_channel;
mod everywhere;
mod here;
mod signed_out;

pub(crate) use back_channel::back_channel;
pub(crate) use everywhere::everywhere;
pub(crate) use here::here;
pub(crate) use signed_out::signed_out;

use axum::http::HeaderName;

/// What a browser kept of the pages goes too.
const CLEAR_SITE_DATA: [(HeaderName, &str); 1] = [(HeaderName::from_static("clear-site-data"), "\"cache\"")];
