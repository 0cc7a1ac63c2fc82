//! The way out: a signal comes, proxies are told, and then the house closes.

use std::time::Duration;

use tokio::sync::watch;

use crate::Closing;

/// Waits for Ctrl-C or SIGTERM. Once it comes the house is about to close, and when it has drained, the second turns true.
pub(crate) fn closing_on_signal(drain: Duration) -> (Closing, watch::Receiver<bool>) {
    let (close, closing) = watch::channel(false);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        let _ = close.send(true);
        tokio::time::sleep(drain).await;
        let _ = stop.send(true);
    });
    (Closing::once(closing), stopped)
}

async fn wait_for_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
