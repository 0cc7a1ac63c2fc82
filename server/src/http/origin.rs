//! The one name that the app answers to. A page that was made to resolve its own name to this machine (DNS
//! rebinding) shares an address with us, but never a name.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::problem;

/// An origin of ours: scheme, host and port (RFC 6454 §4).
///
/// ```
/// let origin: server::Origin = "https://Lab.example:443/".parse().unwrap();
/// assert_eq!(origin.to_string(), "https://lab.example");
/// assert!("lab.example".parse::<server::Origin>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: &'static str,
    /// Shared: with every request the origin is handed on, and handed on again.
    host: Arc<str>,
    port: u16,
}

/// The text is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an origin is http:// or https://, a host, and perhaps a port")]
pub struct InvalidOrigin;

impl Origin {
    /// `http://localhost:<port>`, where browsers accept `Secure` cookies; or the same over HTTPS.
    #[must_use]
    pub fn localhost(port: u16, https: bool) -> Self {
        Self { scheme: if https { "https" } else { "http" }, host: "localhost".into(), port }
    }

    /// `http://127.0.0.1:<port>`, which to a browser is another site than `localhost`; or the same over HTTPS.
    #[must_use]
    pub fn loopback(port: u16, https: bool) -> Self {
        Self::localhost(port, https).called("127.0.0.1")
    }

    /// The same listener by another name.
    #[must_use]
    pub(crate) fn called(&self, host: &str) -> Self {
        Self { host: host.into(), ..self.clone() }
    }

    /// `http://idp.localhost:<port>`: a host of its own, for cookies know no ports.
    #[must_use]
    pub fn idp(port: u16) -> Self {
        Self { scheme: "http", host: "idp.localhost".into(), port }
    }

    /// `http://notes.localhost:<port>`: a host of its own as well.
    #[must_use]
    pub fn notes(port: u16) -> Self {
        Self { scheme: "http", host: "notes.localhost".into(), port }
    }

    /// Whether browsers come here over HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// Whether browsers keep a `Secure` cookie from here.
    pub(crate) fn keeps_secure_cookies(&self) -> bool {
        self.is_https() || self.is_localhost()
    }

    /// Whether the name is one that always means this machine (RFC 6761 §6.3).
    pub(crate) fn is_localhost(&self) -> bool {
        &*self.host == "localhost" || self.host.ends_with(".localhost")
    }

    /// The name without the port.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// What the browser puts into `Host`: the port only if it is not the scheme's own (RFC 9110 §4.2.3).
    #[must_use]
    pub fn authority(&self) -> String {
        match (self.scheme, self.port) {
            ("http", 80) | ("https", 443) => self.host.to_string(),
            _ => format!("{}:{}", self.host, self.port),
        }
    }

    /// The same listener by its bare address: another site to a browser, and the attacker's neighbour.
    fn is_bare_address(&self, host: &str) -> bool {
        host == format!("127.0.0.1:{}", self.port) || host == format!("[::1]:{}", self.port)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority())
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let uri: Uri = text.parse().map_err(|_| InvalidOrigin)?;
        let (scheme, default_port) = match uri.scheme_str() {
            Some("http") => ("http", 80),
            Some("https") => ("https", 443),
            _ => return Err(InvalidOrigin),
        };
        let authority = uri.authority().ok_or(InvalidOrigin)?;
        let bare =
            matches!(uri.path(), "" | "/") && uri.query().is_none() && !authority.as_str().contains('@');
        if !bare || authority.host().is_empty() {
            return Err(InvalidOrigin);
        }
        let port = uri.port_u16().unwrap_or(default_port);
        Ok(Self { scheme, host: authority.host().to_ascii_lowercase().into(), port })
    }
}

/// Lets requests for our own name pass, sends readers of the bare address on to it, and refuses the rest with 421
/// (RFC 9110 §15.5.20).
pub(crate) fn answer_to_own_name(origin: Origin) -> impl Fn(&mut Request) -> Result<(), Response> + Clone {
    let authority: Arc<str> = origin.authority().into();
    move |request| {
        let Some(host) = host(request.headers(), request.uri()) else {
            return Err(problem(StatusCode::BAD_REQUEST, "A request names its host."));
        };
        if *host == *authority {
            return Ok(());
        }
        let reading = matches!(*request.method(), Method::GET | Method::HEAD);
        if reading && origin.is_bare_address(&host) {
            let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
            return Err(Redirect::temporary(&format!("{origin}{path}")).into_response());
        }
        Err(problem(StatusCode::MISDIRECTED_REQUEST, "This server does not answer to that name."))
    }
}

/// What the request says whom it is for; HTTP/2 puts it into the request line. Exactly one `Host`, or none at all.
pub(crate) fn host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let named = hosts.next().and_then(|value| value.to_str().ok()).map(str::to_ascii_lowercase);
    if hosts.next().is_some() {
        return None;
    }
    uri.authority().map(|authority| authority.as_str().to_ascii_lowercase()).or(named)
}
