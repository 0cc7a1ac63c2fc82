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
#[cfg(feature = "ssr")]
pub mod experiments;
pub mod in_words;
mod inspect;
mod json;
pub mod lab;
mod refused;
mod runner;

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod app;
#[cfg(feature = "ssr")]
mod attacker_site;
#[cfg(feature = "ssr")]
mod caller;
#[cfg(feature = "ssr")]
mod hydration;
#[cfg(feature = "ssr")]
mod notes_site;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod plain_http;
#[cfg(feature = "ssr")]
mod policies;
#[cfg(feature = "ssr")]
mod provider_page;
#[cfg(feature = "ssr")]
mod shell;

pub use doors::{Doors, FirstPaint, ReadyAccount, SignInProvider};
pub use json::{Json, JsonText, UnexpectedJson};
pub use refused::Refused;
pub use runner::Runner;

#[cfg(feature = "ssr")]
pub use self::{
    app::App,
    attacker_site::AttackerSite,
    notes_site::NotesSite,
    plain_http::PlainHttp,
    policies::PagePolicies,
    provider_page::ProviderPage,
    shell::{Assets, shell},
};
#[cfg(feature = "ssr")]
use caller::caller;
