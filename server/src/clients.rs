//! What every request that this program sends begins with: no redirect is followed, no proxy is asked, and no certificate
//! is believed but those that were named.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::redirect::Policy;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use crate::Origin;

/// The makings of a client.
#[derive(Clone, Debug)]
pub struct Clients {
    tls: ClientConfig,
    app: Origin,
}

impl Clients {
    /// Clients of an app at `app` that believe these certificates. Over plain HTTP none is needed.
    ///
    /// # Errors
    /// If one of them is no certificate.
    pub fn new(
        app: Origin,
        believed: impl IntoIterator<Item = CertificateDer<'static>>,
    ) -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        for certificate in believed {
            roots.add(certificate)?;
        }
        let tls = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        Ok(Self { tls, app })
    }

    /// A client, as far as all of them are the same.
    #[must_use]
    pub fn builder(&self) -> reqwest::ClientBuilder {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            // What a server says is what is wanted, not where it would send a browser.
            .redirect(Policy::none())
            // A proxy knows another loopback than ours.
            .no_proxy();
        if !self.app.is_localhost() {
            return client;
        }
        // Browsers know where every name under `localhost` is (RFC 6761 §6.3). A bare Debian knows the one alone.
        let loopbacks: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        // Port 0 stands for the address's own.
        client.resolve_to_addrs(self.app.host(), &loopbacks.map(|address| SocketAddr::from((address, 0))))
    }
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
        let origin: Origin = format!("http://lab.localhost:{port}").parse().expect("an origin");
        let clients = Clients::new(origin.clone(), []).expect("nothing to believe");
        let client = clients.builder().build().expect("a client");
        let answer = client.get(origin.to_string()).send().await.expect("an answer");
        assert_eq!(answer.text().await.expect("a text"), "here");
    }
}
