//! What a client asks for, read once: afterwards it is known to be one that we can answer.

use openidconnect::RedirectUrl;
use openidconnect::core::CoreAuthErrorResponseType as AuthorizationError;

use crate::parameters::Parameters;
use crate::{Client, Provider};

/// What may be asked for. A scope that is not here is ignored (OpenID Connect Core §3.1.2.1).
pub(crate) const SCOPES: [&str; 3] = ["openid", "profile", "email"];

/// SHA-256 in base64url is 43 characters (RFC 7636 §4.2).
const CHALLENGE_LENGTH: usize = 43;

/// A request that can be answered.
#[derive(Debug)]
pub(crate) struct AuthorizationRequest<'a> {
    /// Who asks.
    pub(crate) client: &'a Client,
    /// Where the answer goes.
    pub(crate) redirect_uri: &'a RedirectUrl,
    /// What the client wants back with it.
    pub(crate) state: Option<&'a str>,
    /// What it wants back in the ID token.
    pub(crate) nonce: Option<&'a str>,
    /// What only the asker can answer.
    pub(crate) code_challenge: &'a str,
    /// For what, of [`SCOPES`], with spaces between.
    pub(crate) scope: String,
    /// Whether the user may, or must, be asked.
    pub(crate) prompt: Prompt,
    /// Who the client thinks it is.
    pub(crate) login_hint: Option<&'a str>,
    max_age: Option<i64>,
}

/// Whether the user is asked who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Only if nobody is signed in.
    IfNeeded,
    /// Even if somebody is.
    Login,
    /// By no means.
    None,
}

/// A request that cannot be answered.
#[derive(Debug)]
pub(crate) enum Refused<'a> {
    /// It is not certain whose it is: the user reads why.
    Shown(&'static str),
    /// The client reads why (RFC 6749 §4.1.2.1).
    SentBack {
        /// Where.
        redirect_uri: &'a RedirectUrl,
        /// With what it sent.
        state: Option<&'a str>,
        /// Which of the standard's errors.
        error: AuthorizationError,
        /// For the client's log.
        reason: &'static str,
    },
}

impl<'a> AuthorizationRequest<'a> {
    /// Reads it, first of all who asks and where the answer goes.
    pub(crate) fn parse(provider: &'a Provider, parameters: &'a Parameters) -> Result<Self, Refused<'a>> {
        let client = parameters.get("client_id").and_then(|id| provider.client(id));
        let client =
            client.ok_or(Refused::Shown("The application that sent you here is not known to us."))?;
        let redirect_uri = parameters.get("redirect_uri").and_then(|uri| client.redirect_uri(uri));
        let redirect_uri = redirect_uri.ok_or(Refused::Shown(
            "The application that sent you here asked us to send you on to an address that it has not registered.",
        ))?;
        let state = parameters.get("state");
        Self::parse_rest((client, redirect_uri, state), parameters)
            .map_err(|(error, reason)| Refused::SentBack { redirect_uri, state, error, reason })
    }

    fn parse_rest(
        (client, redirect_uri, state): (&'a Client, &'a RedirectUrl, Option<&'a str>),
        parameters: &'a Parameters,
    ) -> Result<Self, (AuthorizationError, &'static str)> {
        use AuthorizationError::{
            InvalidRequest, InvalidScope, RegistrationNotSupported, RequestNotSupported,
            RequestUriNotSupported, UnsupportedResponseType,
        };

        if parameters.any_twice() {
            return Err((InvalidRequest, "a parameter came twice"));
        }
        match parameters.get("response_type") {
            Some("code") => {}
            Some(_) => return Err((UnsupportedResponseType, "only response_type=code is supported")),
            None => return Err((InvalidRequest, "response_type is missing")),
        }
        if parameters.get("response_mode").is_some_and(|mode| mode != "query") {
            return Err((InvalidRequest, "only response_mode=query is supported"));
        }
        if parameters.get("request").is_some() {
            return Err((RequestNotSupported, "request objects are not supported"));
        }
        if parameters.get("request_uri").is_some() {
            return Err((RequestUriNotSupported, "request objects are not supported"));
        }
        if parameters.get("registration").is_some() {
            return Err((RegistrationNotSupported, "clients are registered by configuration"));
        }
        let asked: Vec<&str> = parameters.get("scope").unwrap_or_default().split(' ').collect();
        if !asked.contains(&"openid") {
            return Err((InvalidScope, "the scope has to contain openid"));
        }
        Ok(Self {
            client,
            redirect_uri,
            state,
            nonce: parameters.get("nonce"),
            code_challenge: code_challenge(parameters).map_err(|reason| (InvalidRequest, reason))?,
            scope: SCOPES.into_iter().filter(|scope| asked.contains(scope)).collect::<Vec<_>>().join(" "),
            prompt: prompt(parameters).map_err(|reason| (InvalidRequest, reason))?,
            login_hint: parameters.get("login_hint"),
            max_age: max_age(parameters).map_err(|reason| (InvalidRequest, reason))?,
        })
    }

    /// Whether a sign-in at `auth_time` is recent enough for it at `now`.
    pub(crate) fn accepts(&self, auth_time: i64, now: i64) -> bool {
        self.max_age.is_none_or(|max_age| now - auth_time <= max_age)
    }
}

/// PKCE, by SHA-256. `plain`, which is what a missing method would mean, hides nothing (RFC 7636 §4.2, ASVS 10.4.6).
fn code_challenge(parameters: &Parameters) -> Result<&str, &'static str> {
    let challenge = parameters.get("code_challenge").ok_or("code_challenge is missing: PKCE is required")?;
    if parameters.get("code_challenge_method") != Some("S256") {
        return Err("code_challenge_method has to be S256");
    }
    let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if challenge.len() != CHALLENGE_LENGTH || !challenge.bytes().all(base64url) {
        return Err("code_challenge is not the SHA-256 of anything");
    }
    Ok(challenge)
}

fn prompt(parameters: &Parameters) -> Result<Prompt, &'static str> {
    match parameters.get("prompt") {
        None => Ok(Prompt::IfNeeded),
        Some("none") => Ok(Prompt::None),
        // Whoever types their address has chosen an account.
        Some("login" | "select_account" | "login select_account" | "select_account login") => {
            Ok(Prompt::Login)
        }
        Some(_) => Err("prompt can be none, login or select_account"),
    }
}

fn max_age(parameters: &Parameters) -> Result<Option<i64>, &'static str> {
    let age = parameters.get("max_age").map(str::parse::<u32>).transpose();
    age.map(|age| age.map(i64::from)).map_err(|_| "max_age is a number of seconds")
}
