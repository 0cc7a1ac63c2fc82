//! GitHub's dialect, as its documentation has it, spoken by a listener of ours. GitHub itself was not asked.

use std::sync::{Arc, Mutex};

use authn::relying_party::{GitHub, Protocol, Provider};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::{begin, come_back};
use crate::browser::Browser;
use crate::house::TestHouse;

type Traded = Arc<Mutex<Vec<Vec<(String, String)>>>>;

async fn open() -> (String, Traded) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let traded = Traded::default();
    let site = Router::new()
        .route("/login/oauth/access_token", post(token))
        .route("/api/v3/user", get(user))
        .with_state(Arc::clone(&traded));
    tokio::spawn(async move { axum::serve(listener, site).await });
    (origin, traded)
}

/// With status 200 in either case.
async fn token(State(traded): State<Traded>, Form(form): Form<Vec<(String, String)>>) -> Json<Value> {
    let good = form.iter().any(|(name, value)| name == "code" && value == "good");
    traded.lock().unwrap().push(form);
    Json(if good {
        json!({ "access_token": "gho_secret", "token_type": "bearer", "scope": "read:user" })
    } else {
        json!({ "error": "bad_verification_code" })
    })
}

async fn user(headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    let authorized = headers.get("authorization").is_some_and(|value| value == "Bearer gho_secret");
    if !authorized || !headers.contains_key("user-agent") {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(Json(json!({ "id": 583_231, "login": "octocat", "name": null, "email": null })))
}

#[tokio::test]
async fn the_number_is_who_it_is_and_a_bad_code_opens_nothing() {
    let (origin, traded) = open().await;
    let secret = openidconnect::ClientSecret::new("s".to_owned());
    let github = GitHub::new(&origin, openidconnect::ClientId::new("c".to_owned()), secret).unwrap();
    let provider = Provider {
        id: "github".parse().unwrap(),
        name: "GitHub".to_owned(),
        protocol: Protocol::GitHub(Box::new(github)),
    };
    let house = TestHouse::open_for(vec![provider]).await;

    let mut browser = Browser::new(&house);
    let asked = begin(&mut browser, "github").await;
    let refused = come_back(&mut browser, "github", &[("code", "bad"), ("state", &asked.state)]).await;
    assert_eq!((refused.status.as_u16(), refused.set_session()), (502, None));

    let asked = begin(&mut browser, "github").await;
    let answer = come_back(&mut browser, "github", &[("code", "good"), ("state", &asked.state)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let profile = browser.profile().await.json();
    assert_eq!(profile["email"], "583231+octocat@users.noreply.github.com");
    assert_eq!(profile["name"], "octocat");
    let verifier =
        traded.lock().unwrap()[1].iter().any(|(name, value)| name == "code_verifier" && value.len() == 43);
    assert!(verifier, "PKCE here as well");
}
