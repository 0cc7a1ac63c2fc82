//! Serving a party's site, with HTTPS or without, until the house closes.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::{self, RustlsConfig};
use futures_util::future::try_join_all;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What is in flight when the house closes may take this long to end.
const LAST_ORDERS: Duration = Duration::from_secs(5);

/// The site of a party: where it listens, whether it shows a certificate, and what answers.
pub(crate) struct Party {
    pub(crate) listeners: Vec<TcpListener>,
    pub(crate) certificate: Option<RustlsConfig>,
    pub(crate) router: Router,
}

impl Party {
    /// Serves at all of its addresses until `stopped` says so, then finishes what is in flight.
    pub(crate) async fn serve(self, stopped: watch::Receiver<bool>) -> io::Result<()> {
        let serve =
            |listener| serve(listener, self.certificate.clone(), self.router.clone(), stopped.clone());
        try_join_all(self.listeners.into_iter().map(serve)).await.map(drop)
    }
}

async fn serve(
    listener: TcpListener,
    certificate: Option<RustlsConfig>,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) -> io::Result<()> {
    let handle = Handle::new();
    let closing = handle.clone();
    tokio::spawn(async move {
        let _ = stopped.wait_for(|stop| *stop).await;
        closing.graceful_shutdown(Some(LAST_ORDERS));
    });
    let listener = listener.into_std()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    match certificate {
        Some(certificate) => {
            tls_rustls::from_tcp_rustls(listener, certificate)?.handle(handle).serve(service).await
        }
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
    }
}
