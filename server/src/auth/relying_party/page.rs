//! The pages that a sign-in through a provider may show: one to leave by, one to leave by for good, and one that says why not.

use app::{ProviderPage, shell};
use authn::relying_party::{Departure, Farewell, ProviderRefusal};
use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::provide_context;
use leptos_axum::render_app_async_with_context;

use crate::Rooms;
use crate::http::{page_context, set_attempt_cookie};

/// Sends the browser on, with its attempt.
///
/// By a page and not by a redirect: our policy says `form-action 'self'`, and browsers hold the whole chain of redirects
/// behind a form to it. To list the providers there would not do: they redirect among their own hosts, and to those
/// of others.
pub(super) async fn leave(rooms: &Rooms, parts: Parts, departure: Departure) -> Response {
    let Departure { provider, url, secret } = departure;
    let mut response = render(rooms, parts, ProviderPage::Leave { provider, url: url.into() }).await;
    response.headers_mut().append(header::SET_COOKIE, set_attempt_cookie(&secret));
    response
}

/// Sends a browser on that is signed out here, to sign out at the provider as well. By a page, for the same reason.
pub(super) async fn take_leave(rooms: &Rooms, parts: Parts, farewell: Farewell) -> Response {
    let Farewell { provider, url } = farewell;
    render(rooms, parts, ProviderPage::SignOut { provider, url: url.map(Into::into) }).await
}

/// Says what happened and what to do.
pub(super) async fn refuse(rooms: &Rooms, parts: Parts, id: &str, refusal: ProviderRefusal) -> Response {
    let provider = rooms.relying_party.provider(id).ok().map(|provider| provider.name.clone());
    let mut response = render(rooms, parts, ProviderPage::Refused { provider, refusal }).await;
    *response.status_mut() =
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

async fn render(rooms: &Rooms, parts: Parts, page: ProviderPage) -> Response {
    let (context, options) = (page_context(rooms), rooms.site.options.clone());
    let context = move || {
        context();
        provide_context(page.clone());
    };
    let app = render_app_async_with_context(context, move || shell(options.clone()));
    app(Request::from_parts(parts, Body::empty())).await.into_response()
}
