//! Why the server did not start, in words for whoever started it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use crate::{IdpClientsError, Origin, ProvidersError};

/// The server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error(transparent)]
    Database(#[from] store::OpenError),
    /// The port.
    #[error("Port {port} is in use. Stop what uses it, or choose another with {option}.")]
    PortInUse {
        /// The port.
        port: u16,
        /// What chooses another.
        option: &'static str,
    },
    /// Listening, for another reason.
    #[error("Cannot listen on {address}: {error}. Choose another with {option} or --listen.")]
    Listen {
        /// The address and port.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
        /// What chooses another port.
        option: &'static str,
    },
    /// An address that other machines reach, without the switch for it, while the lab is there.
    #[error(
        "Other machines reach {0}, and the lab is insecure on purpose. Leave it out with --lab off; or, if you mean \
         it, add --beyond-loopback."
    )]
    BeyondLoopback(IpAddr),
    /// An origin where no browser would keep the session's cookie.
    #[error("Browsers keep the session's cookie only on localhost or over HTTPS, and {0} is neither.")]
    InsecureOrigin(Origin),
    /// HTTPS was asked for, and an origin without it.
    #[error("--https and the origin {0} contradict each other. Leave one of them out.")]
    NotHttps(Origin),
    /// An origin below which no address can be written.
    #[error("{0} is no origin of a site. Name another.")]
    NoAddress(Origin),
    /// The built site.
    #[error(
        "There is no built site in {0}. Build it with `cargo leptos build`, or name its folder with --site-root."
    )]
    NoSite(PathBuf),
    /// The token door's key.
    #[error("The signing key {path} cannot be read or made: {error}.")]
    SigningKey {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The certificate, or its key.
    #[error(
        "{path} cannot be read or made: {error}. If it is broken, delete it: the next start makes another."
    )]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: io::Error,
    },
    /// What our own requests are told to believe.
    #[error("A certificate cannot be believed: {0}")]
    Clients(rustls::Error),
    /// A party has no means to send requests.
    #[error("The attacker's site or a service could not be set up: {0}")]
    Party(#[from] reqwest::Error),
    /// The identity provider.
    #[error(transparent)]
    Idp(#[from] idp::OpenError),
    /// Notes.
    #[error(transparent)]
    Notes(#[from] notes::OpenError),
    /// The providers.
    #[error(transparent)]
    Providers(#[from] ProvidersError),
    /// The clients of the identity provider.
    #[error(transparent)]
    IdpClients(#[from] IdpClientsError),
    /// There is no means to reach them safely.
    #[error(
        "The providers cannot be reached safely: {0}. Does this machine have its list of trusted certificates?"
    )]
    NoTrust(reqwest::Error),
    /// There is no identity provider for them.
    #[error(
        "Clients are registered with the identity provider that comes with the lab, and --lab off leaves that out. Take \
         them out of the configuration, or leave the lab in."
    )]
    NoIdp,
    /// The database is of another kind of house, or the first accounts could not be made.
    #[error(transparent)]
    UnfitDatabase(#[from] authn::UnfitDatabase),
    /// Serving.
    #[error("The server stopped: {0}")]
    Serve(#[from] io::Error),
}
