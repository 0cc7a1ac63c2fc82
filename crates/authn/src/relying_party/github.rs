//! GitHub, which speaks OAuth 2.0 and no `OpenID` Connect: there is no ID token, so who somebody is must be asked of its
//! API, with a token that was traded in a moment ago and is used once.
//!
//! What an ID token's checks give elsewhere, `state` and PKCE give here: the token comes over TLS from GitHub itself, for
//! a code that is worth nothing without this attempt's verifier.

use domain::{Email, UserName};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use openidconnect::url::{Url, form_urlencoded};
use openidconnect::{AccessToken, ClientId, ClientSecret, HttpRequest, PkceCodeChallenge};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::provider::Around;
use super::trusted_url::nobody_reads_along;
use super::{Authentication, AuthorizationResponse, Identified, Identity, InvalidProvider, ProviderRefusal};

/// Where GitHub is, and the name that its identities go by here.
pub const GITHUB: &str = "https://github.com";

/// GitHub, or an Enterprise Server of somebody's own.
#[derive(Debug)]
pub struct GitHub {
    /// Its origin.
    pub(super) issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    user_endpoint: Url,
    client_id: ClientId,
    client_secret: ClientSecret,
}

/// What the token endpoint answers: with status 200, whether it gives one or not.
#[derive(Deserialize)]
struct TokenResponse {
    access_token: Option<AccessToken>,
    error: Option<String>,
}

/// What `GET /user` answers, as far as it matters.
#[derive(Deserialize)]
struct GitHubUser {
    id: u64,
    login: String,
    name: Option<String>,
    email: Option<String>,
}

impl GitHub {
    /// The GitHub at `origin`.
    ///
    /// # Errors
    /// [`InvalidProvider::Issuer`] if that is no origin to send secrets to.
    pub fn new(
        origin: &str,
        client_id: ClientId,
        client_secret: ClientSecret,
    ) -> Result<Self, InvalidProvider> {
        let invalid = || InvalidProvider::Issuer(origin.to_owned());
        let base: Url = origin.parse().map_err(|_| invalid())?;
        if !nobody_reads_along(&base) || base.origin().ascii_serialization() != origin {
            return Err(invalid());
        }
        let user = if origin == GITHUB { "https://api.github.com/user" } else { "/api/v3/user" };
        let join = |path: &str| base.join(path).map_err(|_| invalid());
        Ok(Self {
            issuer: origin.to_owned(),
            authorization_endpoint: join("/login/oauth/authorize")?,
            token_endpoint: join("/login/oauth/access_token")?,
            user_endpoint: join(user)?,
            client_id,
            client_secret,
        })
    }

    #[expect(clippy::unnecessary_wraps, reason = "the twin of a function that may fail")]
    pub(super) fn authorization_url(&self, around: Around<'_>) -> Result<Url, ProviderRefusal> {
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&around.secret.code_verifier());
        let mut url = self.authorization_endpoint.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", around.redirect_uri)
            .append_pair("scope", "read:user")
            .append_pair("state", around.secret.state().secret())
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", challenge.method());
        Ok(url)
    }

    pub(super) async fn identify(
        &self,
        around: Around<'_>,
        answer: AuthorizationResponse,
    ) -> Result<Identified, ProviderRefusal> {
        if answer.issuer.as_ref().is_some_and(|issuer| *issuer != self.issuer) {
            return Err(ProviderRefusal::WrongIssuer);
        }
        let code = answer.code()?;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", self.client_secret.secret())
            .append_pair("code", &code)
            .append_pair("redirect_uri", around.redirect_uri)
            .append_pair("code_verifier", around.secret.code_verifier().secret())
            .finish();
        let request = http::Request::post(self.token_endpoint.as_str())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into_bytes());
        let traded: TokenResponse = ask(around, request).await?;
        let Some(access_token) = traded.access_token else {
            tracing::warn!(event = "provider_refused", error = traded.error.as_deref().unwrap_or("none"));
            return Err(ProviderRefusal::ProviderRefused);
        };
        let request = http::Request::get(self.user_endpoint.as_str())
            .header(AUTHORIZATION, format!("Bearer {}", access_token.secret()))
            .body(Vec::new());
        Ok(self.read(ask(around, request).await?))
    }

    /// The number is the person; names and addresses change hands.
    fn read(&self, user: GitHubUser) -> Identified {
        let told = user.email.and_then(|email| email.parse().ok());
        Identified {
            sid: None,
            offers_logout: false,
            authentication: Authentication::default(),
            identity: Identity { issuer: self.issuer.clone(), subject: user.id.to_string() },
            // Who keeps the address private has this one, which GitHub itself gives out.
            email: told.or_else(|| no_reply(user.id, &user.login)),
            name: user.name.as_deref().unwrap_or(&user.login).parse::<UserName>().ok(),
        }
    }
}

fn no_reply(id: u64, login: &str) -> Option<Email> {
    format!("{id}+{login}@users.noreply.github.com").parse().ok()
}

/// GitHub refuses whoever does not say who they are.
async fn ask<T: DeserializeOwned>(
    around: Around<'_>,
    request: http::Result<HttpRequest>,
) -> Result<T, ProviderRefusal> {
    let mut request = request.map_err(|error| down(&error))?;
    let headers = request.headers_mut();
    headers.insert(USER_AGENT, http::HeaderValue::from_static("two-doors"));
    headers.insert(ACCEPT, http::HeaderValue::from_static("application/json"));
    let answer = around.http.send(request).await.map_err(|error| down(&error))?;
    if !answer.status().is_success() {
        return Err(down(&answer.status()));
    }
    serde_json::from_slice(answer.body()).map_err(|error| down(&error))
}

fn down(error: &dyn std::fmt::Display) -> ProviderRefusal {
    tracing::error!(event = "provider_down", issuer = "github", %error);
    ProviderRefusal::ProviderDown
}
