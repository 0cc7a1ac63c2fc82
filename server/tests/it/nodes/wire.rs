//! A wire between a node and its database that can be cut: nothing comes through any more, and nobody is told.

use std::net::Ipv4Addr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Whole from the start.
pub(super) struct Wire {
    port: u16,
    is_cut: watch::Sender<bool>,
}

impl Wire {
    /// A wire to the server of this database. Returns it with the address that the database has at its other end.
    pub(super) async fn to(database: &str) -> (Self, String) {
        let (before, after) = database.rsplit_once(':').unwrap();
        let (server, name) = after.split_once('/').unwrap();
        let server: u16 = server.parse().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let (is_cut, state) = watch::channel(false);
        let wire = Self { port: listener.local_addr().unwrap().port(), is_cut };
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(connect(near, server, state.clone()));
            }
        });
        let address = format!("{before}:{}/{name}", wire.port);
        (wire, address)
    }

    pub(super) fn cut(&self) {
        self.is_cut.send_replace(true);
    }

    pub(super) fn mend(&self) {
        self.is_cut.send_replace(false);
    }
}

async fn connect(near: TcpStream, server: u16, state: watch::Receiver<bool>) {
    if let Ok(far) = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await {
        let ((from_near, to_near), (from_far, to_far)) = (near.into_split(), far.into_split());
        tokio::join!(carry(from_near, to_far, state.clone()), carry(from_far, to_near, state));
    }
}

/// Carries what is said one way. While the wire is cut it is held up, the end of the connection too.
async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut state: watch::Receiver<bool>) {
    let mut said = vec![0; 16 * 1024];
    loop {
        let length = from.read(&mut said).await.unwrap_or(0);
        if state.wait_for(|is_cut| !is_cut).await.is_err() || length == 0 {
            return;
        }
        if to.write_all(&said[..length]).await.is_err() {
            return;
        }
    }
}
