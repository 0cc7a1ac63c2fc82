//! The requests that this server sends itself: none follows a redirect, none keeps a cookie.

mod loopback_names;

use std::sync::Arc;
use std::time::Duration;

use reqwest::{ClientBuilder, redirect};

use loopback_names::LoopbackNames;

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it may take to be reached.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(3);

/// A client for the parties of the lab, which speak plain HTTP: it trusts no certificate, and reads none.
pub(crate) fn to_parties() -> ClientBuilder {
    install_ring();
    reqwest::Client::builder().redirect(redirect::Policy::none()).tls_certs_only([])
}

/// A client for providers. Whom the system trusts it trusts, if there is `tls` to speak at all.
///
/// # Errors
/// If the system trusts nobody, or gives no means to send requests.
pub(crate) fn to_providers(tls: bool) -> reqwest::Result<reqwest::Client> {
    let client = if tls {
        install_ring();
        reqwest::Client::builder().redirect(redirect::Policy::none())
    } else {
        to_parties()
    };
    client
        .timeout(PATIENCE)
        .connect_timeout(PATIENCE_TO_CONNECT)
        .user_agent("two-doors")
        .dns_resolver(Arc::new(LoopbackNames))
        .build()
}

/// The one provider of cryptography. Whoever installed it before installed the same.
fn install_ring() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
