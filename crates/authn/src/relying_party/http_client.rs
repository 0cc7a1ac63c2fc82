//! How the server speaks to providers: our own client, behind the trait that `openidconnect` asks for, since that crate
//! brings another version of reqwest.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use super::trusted_url::nobody_reads_along;

/// The most that a provider's answer may weigh, in bytes.
const LARGEST_ANSWER: usize = 512 * 1024;

/// A client for providers.
#[derive(Clone)]
pub struct HttpClient(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The provider did not answer, or not in time.
    #[error("no answer: {0}")]
    Silent(#[from] reqwest::Error),
    /// The address is neither HTTPS nor on this machine.
    #[error("{0} is neither HTTPS nor on this machine")]
    Untrusted(String),
    /// The answer does not end.
    #[error("an answer of more than {LARGEST_ANSWER} bytes")]
    TooLarge,
    /// What was put together is not an HTTP request or response.
    #[error("not HTTP: {0}")]
    Malformed(#[from] http::Error),
}

impl HttpClient {
    /// Takes a client, which must not follow redirects: a provider that could send the server elsewhere could have it
    /// ask this machine's own services (SSRF).
    #[must_use]
    pub const fn new(client: reqwest::Client) -> Self {
        Self(client)
    }

    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let url = request.uri().to_string();
        if !url.parse().is_ok_and(|url| nobody_reads_along(&url)) {
            return Err(HttpError::Untrusted(url));
        }
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut response = http::Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            headers.clone_from(answer.headers());
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST_ANSWER {
                return Err(HttpError::TooLarge);
            }
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpClient")
    }
}
