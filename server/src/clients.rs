//! What every request that this program sends begins with: no redirect is followed and no cookie kept. Among the parties no
//! proxy is asked, and no certificate is believed but those that were named.

use std::sync::Arc;
use std::time::Duration;

use authn::LoopbackNames;
use reqwest::redirect::Policy;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

/// How long a provider may take to answer.
const PATIENCE_WITH_PROVIDERS: Duration = Duration::from_secs(5);
/// How long it may take to be reached.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(3);

/// The makings of a client. Cheap to clone, for each request does so several times.
#[derive(Clone, Debug)]
pub struct Clients {
    tls: Arc<ClientConfig>,
    believed: Arc<[CertificateDer<'static>]>,
}

impl Clients {
    /// Clients that believe these certificates. Over plain HTTP none is needed.
    ///
    /// # Errors
    /// If one of them is no certificate.
    pub fn new(believed: impl IntoIterator<Item = CertificateDer<'static>>) -> Result<Self, rustls::Error> {
        let believed: Arc<[_]> = believed.into_iter().collect();
        let mut roots = RootCertStore::empty();
        for certificate in &*believed {
            roots.add(certificate.clone())?;
        }
        let tls = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        Ok(Self { tls: Arc::new(tls), believed })
    }

    /// A client, as far as all of them are the same.
    pub fn builder(&self) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .tls_backend_preconfigured(ClientConfig::clone(&self.tls))
            // What a server says is what is wanted, not where it would send a browser.
            .redirect(Policy::none())
            // A proxy knows another loopback than ours.
            .no_proxy()
            .dns_resolver(Arc::new(LoopbackNames))
    }

    /// A client for providers. Whom the system trusts it trusts, if there is `tls` to speak at all.
    ///
    /// # Errors
    /// If the system trusts nobody, or gives no means to send requests.
    pub(crate) fn to_providers(&self, tls: bool) -> reqwest::Result<reqwest::Client> {
        let client = if tls { beyond_the_parties() } else { self.builder() };
        client
            .timeout(PATIENCE_WITH_PROVIDERS)
            .connect_timeout(PATIENCE_TO_CONNECT)
            .user_agent("two-doors")
            .build()
    }

    /// A client for those who are told that a session at the identity provider has ended: the parties, and whoever was
    /// registered by configuration. If any of the latter speaks `tls`, whom the system trusts is trusted too.
    ///
    /// # Errors
    /// If the system trusts nobody, or gives no means to send requests.
    pub(crate) fn to_registered_clients(&self, tls: bool) -> reqwest::Result<reqwest::Client> {
        if !tls {
            return self.builder().build();
        }
        let believed = self.believed.iter().map(|certificate| reqwest::Certificate::from_der(certificate));
        beyond_the_parties().tls_certs_merge(believed.collect::<Result<Vec<_>, _>>()?).build()
    }
}

/// A client that trusts whom the system trusts.
fn beyond_the_parties() -> reqwest::ClientBuilder {
    // The one provider of cryptography. Whoever installed it before installed the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(Policy::none()).dns_resolver(Arc::new(LoopbackNames))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn every_name_under_localhost_is_here() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("it is bound").port();
        let app = Router::new().route("/", get(async || "here"));
        tokio::spawn(async move { axum::serve(listener, app).await });
        let clients = Clients::new([]).expect("nothing to believe");
        let client = clients.builder().build().expect("a client");
        let answer = client.get(format!("http://lab.localhost:{port}")).send().await.expect("an answer");
        assert_eq!(answer.text().await.expect("a text"), "here");
    }
}
