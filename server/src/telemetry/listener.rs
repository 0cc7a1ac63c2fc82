//! Where the metrics are read: nowhere unless a port was named, and on this machine alone unless somebody says so; twice, while
//! the lab is there.

use tokio::net::TcpListener;

use crate::listen::{METRICS, listen_on};
use crate::{Config, Origin, StartError};

/// A place to listen, and the origins that it answers to.
pub(crate) struct MetricsListener {
    pub(crate) listeners: Vec<TcpListener>,
    pub(crate) origins: Vec<Origin>,
}

/// Binds what the configuration asks for, if it does.
pub(crate) async fn listen(config: &Config) -> Result<Option<MetricsListener>, StartError> {
    let Some(port) = config.metrics_port else { return Ok(None) };
    let listeners = listen_on(&config.metrics_listen, port, config.may_be_reached(), METRICS).await?;
    let port = listeners[0].local_addr()?.port();
    let own = Origin::localhost(port, false);
    let mut origins = vec![own.called("127.0.0.1"), own.called("[::1]"), own];
    origins.extend(config.metrics_origin.clone());
    println!("\n  The metrics are at http://localhost:{port}/metrics");
    Ok(Some(MetricsListener { listeners, origins }))
}
