//! What people see: pages that are whole without a script, and one island that lives.
//!
//! Pages are rendered on the server and compiled for it alone. What a browser runs as well are the two doors'
//! verbs ([`auth`]) and the island of `/compare`, so that is all that it downloads.

// A view is a type that holds the types of all its parts, and the island is a deep one.
#![recursion_limit = "256"]
#![expect(
    unreachable_pub,
    reason = "the macros of Leptos write `pub` where they mean the visibility of the item"
)]

pub mod auth;
mod doors;
mod in_words;
mod inspect;
mod json;
pub mod lab;
mod refused;

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod app;
#[cfg(feature = "ssr")]
mod caller;
#[cfg(feature = "ssr")]
mod hydration;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod plain_http;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
mod vulnerable_room;

pub use doors::{Doors, FirstPaint, ReadyAccount};
pub use json::{Json, JsonText, UnexpectedJson};
pub use refused::Refused;

#[cfg(feature = "ssr")]
pub use self::{
    app::App,
    plain_http::PlainHttp,
    shell::{Assets, shell},
    vulnerable_room::{AttackerSite, VulnerableRoom},
};
#[cfg(feature = "ssr")]
use caller::caller;
