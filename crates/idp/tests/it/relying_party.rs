//! A client's server: it asks, and brings what it got to the token endpoint.

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::browser::{Answer, Browser};
use crate::provider::{ALICE, CALLBACK, NOTES_CALLBACK, TestProvider};

/// RFC 7636 Appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A question with everything in it that the reference wants.
pub(crate) const QUESTION: [(&str, &str); 8] = [
    ("client_id", "two-doors"),
    ("redirect_uri", CALLBACK),
    ("response_type", "code"),
    ("scope", "openid profile email"),
    ("state", "the state"),
    ("nonce", "the nonce"),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

/// The question with some parameters set otherwise; an empty one is left out.
pub(crate) fn question(otherwise: &[(&str, &str)]) -> String {
    question_in("default", otherwise)
}

pub(crate) fn question_in(realm: &str, otherwise: &[(&str, &str)]) -> String {
    let mut asked = QUESTION.to_vec();
    for (name, value) in otherwise {
        asked.retain(|(kept, _)| kept != name);
        if !value.is_empty() {
            asked.push((name, value));
        }
    }
    format!("/realms/{realm}/authorize?{}", serde_urlencoded::to_string(asked).unwrap())
}

pub(crate) fn notes_question(otherwise: &[(&str, &str)]) -> String {
    question(&[&[("client_id", "notes"), ("redirect_uri", NOTES_CALLBACK)], otherwise].concat())
}

/// The client's server. It has no cookies.
pub(crate) struct RelyingParty<'a> {
    pub(crate) provider: &'a TestProvider,
    pub(crate) id: &'static str,
    pub(crate) redirect_uri: &'static str,
}

impl<'a> RelyingParty<'a> {
    pub(crate) fn two_doors(provider: &'a TestProvider) -> Self {
        Self { provider, id: "two-doors", redirect_uri: CALLBACK }
    }

    pub(crate) fn notes(provider: &'a TestProvider) -> Self {
        Self { provider, id: "notes", redirect_uri: NOTES_CALLBACK }
    }

    /// Asks the token endpoint, with the secret in `Authorization`.
    pub(crate) async fn ask(&self, fields: &[(&str, &str)]) -> Answer {
        let basic = STANDARD.encode(format!("{}:{}", self.id, self.provider.secret.expose()));
        ask(self.provider, Some(&format!("Basic {basic}")), fields).await
    }

    pub(crate) async fn redeem(&self, code: &str) -> Answer {
        self.redeem_with(code, VERIFIER).await
    }

    pub(crate) async fn redeem_with(&self, code: &str, code_verifier: &str) -> Answer {
        self.ask(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect_uri),
            ("code_verifier", code_verifier),
        ])
        .await
    }

    pub(crate) async fn renew(&self, refresh_token: &str) -> Answer {
        self.ask(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
    }

    pub(crate) async fn userinfo(&self, access_token: &str) -> Answer {
        let request = Request::get("/realms/default/userinfo")
            .header(header::AUTHORIZATION, format!("Bearer {access_token}"));
        Browser::new(self.provider).send(request.body(Body::empty()).unwrap()).await
    }
}

/// Asks the token endpoint, with any `Authorization` or none.
pub(crate) async fn ask(
    provider: &TestProvider,
    authorization: Option<&str>,
    fields: &[(&str, &str)],
) -> Answer {
    let mut request = Request::post("/realms/default/token")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(authorization) = authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    let body = serde_urlencoded::to_string(fields).unwrap();
    Browser::new(provider).send(request.body(body.into()).unwrap()).await
}

/// A code of Alice's, in this browser.
pub(crate) async fn code(browser: &mut Browser) -> String {
    browser.sign_in(&question(&[]), ALICE).await.sent("code").unwrap()
}

/// What Alice's sign-in brings the client.
pub(crate) async fn tokens(provider: &TestProvider, browser: &mut Browser) -> Value {
    let code = code(browser).await;
    let answer = RelyingParty::two_doors(provider).redeem(&code).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// A text of a JSON object.
pub(crate) fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name].as_str().unwrap_or_else(|| panic!("no {name}: {json}"))
}

/// Nothing was issued, for this reason.
pub(crate) fn refused(answer: &Answer, status: u16, error: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    let json = answer.json();
    assert_eq!(json["error"], error, "{json}");
    assert!(json.get("access_token").is_none() && json.get("id_token").is_none(), "{json}");
    assert_eq!(answer.header("cache-control"), "no-store");
}
