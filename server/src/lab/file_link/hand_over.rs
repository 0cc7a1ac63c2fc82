//! The reference: a page of ours whose form hands the JWT to the store (as in OAuth 2.0 Form Post Response Mode). It stands in
//! no address, so no `Referer`, no log of request lines and no history has it; the store opens it once, and its page tells
//! other sites nothing.

use std::sync::{Arc, LazyLock};

use authn::cookie_session::Session;
use authn::service_jwt::issue_file_link;
use authn::{House, Visitor};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};

use super::Parameters;
use crate::http::Problem;
use crate::lab::document::document;
use crate::lab::{Gateway, Service};

/// Saves a click; without scripts there is the button.
const SEND: &str = "document.forms[0].requestSubmit()";

static SEND_HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(SEND)));

// #region by form
/// Leads whoever is signed in to the file.
pub(crate) async fn file_link(
    State(house): State<Arc<House>>,
    State(gateway): State<Arc<Gateway>>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Query(Parameters { done, document, .. }): Query<Parameters>,
) -> Result<Response, Problem> {
    let store = gateway.origin_of(Service::Files);
    let parties = (gateway.issuer(), store.clone());
    let path = |sandbox: &_| format!("/shared/no-referrer/once/{sandbox}/{}", document.part());
    let link = issue_file_link(&house, &session, &visitor, parties, "POST", path).await?;
    let form = view! {
        <form method="post" action=link.address>
            <input type="hidden" name="jwt" value=link.token.expose().to_owned()/>
            <input type="hidden" name="done" value=done/>
            <button>"Open the file"</button>
        </form>
        <script inner_html=SEND></script>
    };
    Ok(page(&store, form))
}
// #endregion by form

/// One form, to one place, and the one script that sends it.
fn page(store: &str, form: impl IntoView) -> Response {
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; form-action {store}; base-uri 'none'; frame-ancestors 'none'",
        *SEND_HASH
    );
    let policy = HeaderValue::try_from(policy).expect("an origin and base64 are visible ASCII");
    ([(header::CONTENT_SECURITY_POLICY, policy)], document("To your file", None, form)).into_response()
}
