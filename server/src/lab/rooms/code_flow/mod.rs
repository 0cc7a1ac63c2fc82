//! The room `code-flow`: a client of a provider that asks the right questions and leaves out what makes the answers its own
//! (claim P4). Both are here, and speak OpenID Connect over HTTP with each other.
//!
//! The embedded provider (`crates/idp`) cannot stand in for this one: it demands PKCE and compares addresses whole, and either
//! of the two stops some of what is to be shown here.
//!
//! ```text
//! GET  /sign-in                         the client: leaves for the provider
//! GET  /callback                        it takes the answer
//! POST /id-token                        it takes an ID token from a script of its own page, as a token door does
//! GET  /account                         whom it takes its visitor for
//! POST /found                           what a script of its own found on a page of its own
//! POST /provider/{sandbox}/login        the provider: somebody signs in
//! GET  /provider/{sandbox}/authorize    a client's question; whoever is signed in goes back with an answer
//! POST /provider/{sandbox}/token        a code against an ID token
//! ```

mod client;
mod provider;

use axum::Router;
use axum::routing::{get, post};
use domain::{Refusal, SandboxId};
use lab::Defence;
use lab::rooms::code_flow::Registration;

use super::room_cookie::RoomCookie;
use crate::LabRooms;

pub(crate) use client::CODE_FLOW_CLIENT;

/// Who is signed in at the provider.
const AT_PROVIDER: RoomCookie = RoomCookie("__Host-lab-provider");
/// Who is signed in at the client.
const AT_CLIENT: RoomCookie = RoomCookie("__Host-lab-client");
/// Which sign-in this browser has begun at the client.
const ATTEMPT: RoomCookie = RoomCookie("__Host-lab-client-attempt");

/// The room's addresses.
pub(super) fn routes() -> Router<LabRooms> {
    Router::new()
        .route("/sign-in", get(client::sign_in))
        .route("/callback", get(client::callback))
        .route("/id-token", post(client::id_token))
        .route("/id_token_in_the_fragment.js", get(client::id_token_in_the_fragment))
        .route("/account", get(client::account))
        .route("/found", post(client::found))
        .route("/provider/{sandbox}/login", post(provider::log_in))
        .route("/provider/{sandbox}/authorize", get(provider::authorize))
        .route("/provider/{sandbox}/token", post(provider::token))
}

/// The client, as it is registered.
fn registration(rooms: &LabRooms) -> Registration {
    Registration::at(rooms.origin.to_string())
}

/// The defences that are on in a sandbox.
async fn switched_on(rooms: &LabRooms, sandbox: &SandboxId) -> Result<Vec<Defence>, Refusal> {
    Ok(rooms.lab.store.defences(sandbox).await?)
}
