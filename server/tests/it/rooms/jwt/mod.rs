//! `/api/lab/rooms/jwt/…`: the token room.

mod denylist;
mod forged;
mod refresh;
mod verifier;

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::browser::{ALICE, Answer, Browser};

const ROOM: &str = "/api/lab/rooms/jwt";

/// Signs Alice in, and returns the answer's body.
async fn log_in(browser: &mut Browser) -> Value {
    let answer =
        browser.post(&format!("{ROOM}/login"), &json!({ "email": ALICE.0, "password": ALICE.1 })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// Signs Alice in, and returns her access token.
async fn access_token(browser: &mut Browser) -> String {
    text(&log_in(browser).await["access_token"])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

async fn profile(browser: &mut Browser, access_token: &str) -> Answer {
    browser.get_bearer(&format!("{ROOM}/profile"), access_token).await
}

async fn post_bearer(browser: &mut Browser, path: &str, access_token: &str) -> Answer {
    let request = Request::post(format!("{ROOM}/{path}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {access_token}"));
    browser.send(request.body(Body::empty()).unwrap()).await
}

async fn refresh(browser: &mut Browser, refresh_token: &Value) -> Answer {
    browser.post(&format!("{ROOM}/refresh"), &json!({ "refresh_token": refresh_token })).await
}

async fn switch(browser: &mut Browser, defence: &str, on: bool) {
    let form = format!("defence={defence}&on={on}");
    assert_eq!(browser.post_form("/fn/lab/switch_defence", &form).await.status, 200);
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn claims(of: &str) -> Value {
    let payload = of.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// The same token with another last character, which stands for the same bytes.
fn other_spelling(of: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (start, last) = of.split_at(of.len() - 1);
    let place = ALPHABET.iter().position(|letter| [*letter] == last.as_bytes()).unwrap();
    assert_eq!(place % 4, 0, "the two low bits of an HS256 signature's last character are spare");
    format!("{start}{}", char::from(ALPHABET[place + 1]))
}
