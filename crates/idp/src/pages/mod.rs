//! The provider's pages: plain HTML that works without scripts, and runs none, but for those that ask for a passkey.

pub(crate) mod account;
mod document;
mod passkey;
mod second_factor;
mod sign_in;
mod sign_out;
mod style;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use maud::html;

use document::{Page, document};
pub(crate) use passkey::{PasskeyForm, PasskeyQuestion, passkey, script};
pub(crate) use second_factor::{FactorNotice, SecondFactorForm, second_factor};
pub(crate) use sign_in::{Notice, SignInForm, sign_in};
pub(crate) use sign_out::{SignOutForm, sign_out, signed_out};
pub(crate) use style::style;

/// A [`Refusal`] on its way to a reader.
pub(crate) struct Problem(pub(crate) Refusal);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = match self.0 {
            Refusal::NotFound => "There is nothing here",
            Refusal::Malformed => "That did not work",
            _ => "Not now",
        };
        let page = document(title, &html! { h1 { (title) } p { (self.0) } });
        refused(self.0, page)
    }
}

/// A page with the status and the `Retry-After` of a refusal.
fn refused(refusal: Refusal, page: Page) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, page).into_response();
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A client's request that is nobody's: the user reads why, and is sent nowhere.
pub(crate) fn wrong_request(reason: &'static str) -> Response {
    let page = document(
        "This link does not work",
        &html! {
            h1 { "This link does not work" }
            p { (reason) }
            p { "We did not send you on, and nothing was signed in. Go back to the application and try again from there." }
        },
    );
    (StatusCode::BAD_REQUEST, page).into_response()
}

/// `GET /`: who this is.
pub(crate) async fn home() -> Response {
    document("Identity provider", &html! {
        h1 { "One sign-in for several applications" }
        p { "This is the identity provider. Applications send you here to sign in, and you go back to them at once." }
        p { "Only this site ever sees your password." }
    })
    .into_response()
}

/// There is nothing at this address.
pub(crate) async fn not_found() -> Response {
    Problem(Refusal::NotFound).into_response()
}
