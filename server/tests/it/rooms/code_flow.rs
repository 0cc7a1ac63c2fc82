//! The room `code-flow`: each defect, shown, and its switch, shown to cure it; and what is careful there all the same. What
//! comes of it in a browser is proved elsewhere (`cargo xtask prove`).

use domain::SandboxId;
use lab::Defence;
use reqwest::Url;
use serde_json::json;

use crate::browser::{ADMIN, ALICE, Answer, Browser};
use crate::town::Town;

const ROOM: &str = "/api/lab/rooms/code-flow";
const PROVIDER: &str = "/api/lab/rooms/code-flow/provider/default";
const EACH: [Defence; 4] = [Defence::State, Defence::Nonce, Defence::Pkce, Defence::ExactRedirectUri];

async fn switch(town: &Town, on: &[Defence]) {
    town.house.database.lab.set_defences(&SandboxId::default(), on).await.unwrap();
}

fn below(address: &str) -> String {
    let url = Url::parse(address).unwrap();
    format!("{}?{}", url.path(), url.query().unwrap_or_default())
}

fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).unwrap();
    url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
}

/// A browser whose user is signed in at the provider.
async fn at_provider(town: &Town, (email, password): (&str, &str)) -> Browser {
    let mut browser = town.browser();
    let credentials = json!({ "email": email, "password": password });
    assert_eq!(browser.post(&format!("{PROVIDER}/login"), &credentials).await.status, 200);
    browser
}

/// The client's question.
async fn begin(browser: &mut Browser, response_type: &str) -> String {
    let answer = browser.get(&format!("{ROOM}/sign-in?response_type={response_type}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_owned()
}

/// The provider's answer to it, which the client has not seen yet.
async fn up_to_the_answer(browser: &mut Browser, response_type: &str) -> String {
    let question = begin(browser, response_type).await;
    let answer = browser.get(&below(&question)).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.header("location").to_owned()
}

/// An answer to one's own question, with somebody else's code.
fn with_code(question: &str, code: &str) -> String {
    let state = parameter(question, "state").map(|state| format!("&state={state}")).unwrap_or_default();
    format!("{ROOM}/callback?code={code}{state}")
}

fn id_token(answer: &str) -> String {
    let fragment = Url::parse(answer).unwrap().fragment().unwrap().to_owned();
    fragment.split('&').find_map(|pair| pair.strip_prefix("id_token=")).unwrap().to_owned()
}

async fn hand_over(browser: &mut Browser, question: &str, id_token: &str) -> Answer {
    let body = json!({ "id_token": id_token, "state": parameter(question, "state") });
    browser.post(&format!("{ROOM}/id-token"), &body).await
}

async fn is_shown(browser: &mut Browser, email: &str) -> bool {
    let page = browser.get(&format!("{ROOM}/account")).await;
    assert!(matches!(page.status.as_u16(), 200 | 401), "{}", page.text);
    page.text.contains(email)
}

#[tokio::test]
async fn whoever_comes_by_themselves_comes_in_whatever_is_switched_on() {
    let town = Town::open().await;
    for on in [&[][..], &EACH[..1], &EACH[1..2], &EACH[2..3], &EACH[3..], &EACH[..]] {
        switch(&town, on).await;
        let mut alice = at_provider(&town, ALICE).await;
        let answer = up_to_the_answer(&mut alice, "code").await;
        let taken = alice.get(&below(&answer)).await;
        assert_eq!((taken.status.as_u16(), taken.header("location")), (303, &*format!("{ROOM}/account")));
        let id = alice.cookie("__Host-lab-client").unwrap();
        let line = format!("__Host-lab-client={id}; Path=/; Secure; HttpOnly; SameSite=Lax");
        assert!(taken.set_cookies().contains(&&*line), "{:?}", taken.set_cookies());
        assert!(is_shown(&mut alice, ALICE.0).await, "{on:?}");
        assert!(alice.cookie("__Host-lab-client-attempt").is_none(), "it is over");

        let mut alice = at_provider(&town, ALICE).await;
        let question = begin(&mut alice, "id_token").await;
        let answer = alice.get(&below(&question)).await;
        let id_token = id_token(answer.header("location"));
        assert_eq!(hand_over(&mut alice, &question, &id_token).await.status, 303, "{on:?}");
        assert!(is_shown(&mut alice, ALICE.0).await, "{on:?}");
    }
}

// Deliberate flaw `missing_pkce`.
#[tokio::test]
async fn a_code_of_hers_in_a_sign_in_of_his() {
    let town = Town::open().await;
    for (on, opens) in [
        (vec![], true),
        (vec![Defence::State], true),
        (vec![Defence::Pkce], false),
        (vec![Defence::Nonce], false),
        (vec![Defence::ExactRedirectUri], true),
    ] {
        switch(&town, &on).await;
        let code = parameter(&up_to_the_answer(&mut at_provider(&town, ALICE).await, "code").await, "code");
        let mut his = town.browser();
        let question = begin(&mut his, "code").await;
        let answer = his.get(&with_code(&question, &code.unwrap())).await;
        assert_eq!(is_shown(&mut his, ALICE.0).await, opens, "{on:?}");
        if !opens {
            answer.refused(403);
            assert!(answer.set_cookies().iter().all(|cookie| cookie.contains("Max-Age=0")));
        }
    }
}

// Deliberate flaw `missing_state`.
#[tokio::test]
async fn a_code_of_his_in_a_browser_of_hers() {
    let town = Town::open().await;
    for (on, opens) in [
        (vec![], true),
        (vec![Defence::State], false),
        (vec![Defence::Pkce], false),
        (vec![Defence::Nonce], false),
        (vec![Defence::ExactRedirectUri], true),
    ] {
        switch(&town, &on).await;
        let answer = up_to_the_answer(&mut at_provider(&town, ADMIN).await, "code").await;
        let mut hers = at_provider(&town, ALICE).await;
        let own = up_to_the_answer(&mut hers, "code").await;
        hers.get(&below(&own)).await;
        let taken = hers.get(&below(&answer)).await;
        assert_eq!(is_shown(&mut hers, ADMIN.0).await, opens, "{on:?}: {}", taken.text);
        assert_eq!(is_shown(&mut hers, ALICE.0).await, !opens, "{on:?}");
    }
}

// Deliberate flaws `missing_nonce` and `id_token_in_the_fragment`.
#[tokio::test]
async fn a_copy_of_her_id_token_in_a_sign_in_of_his() {
    let town = Town::open().await;
    for (on, opens) in [
        (vec![], true),
        (vec![Defence::State], true),
        (vec![Defence::Pkce], true),
        (vec![Defence::Nonce], false),
        (vec![Defence::ExactRedirectUri], true),
    ] {
        switch(&town, &on).await;
        let copy = id_token(&up_to_the_answer(&mut at_provider(&town, ALICE).await, "id_token").await);
        let mut his = town.browser();
        let question = begin(&mut his, "id_token").await;
        hand_over(&mut his, &question, &copy).await;
        assert_eq!(is_shown(&mut his, ALICE.0).await, opens, "{on:?}");
    }
}

// Deliberate flaw `prefix_redirect_uri`.
#[tokio::test]
async fn an_address_that_begins_like_the_clients() {
    let town = Town::open().await;
    let origin = town.house.origin.to_string();
    let mut alice = at_provider(&town, ALICE).await;
    for on in [&[][..], &EACH[..3], &EACH[3..]] {
        switch(&town, on).await;
        // His own question, in her browser.
        let mut his = town.browser();
        let question = begin(&mut his, "code").await;
        let own = parameter(&question, "redirect_uri").unwrap();
        for (address, begins_alike) in [
            (format!("{origin}@127.0.0.1:4000/code"), true),
            ("http://127.0.0.1:4000/code".to_owned(), false),
        ] {
            let mut asked = Url::parse(&question).unwrap();
            let pairs = Url::parse(&question).unwrap();
            let pairs = pairs.query_pairs().map(|(name, value)| {
                (name.clone(), if value == own { address.clone().into() } else { value })
            });
            asked.query_pairs_mut().clear().extend_pairs(pairs);
            let sent = alice.get(&below(asked.as_str())).await;
            if begins_alike && !on.contains(&Defence::ExactRedirectUri) {
                let to = Url::parse(sent.header("location")).unwrap();
                assert_eq!(to.host_str(), Some("127.0.0.1"), "{on:?}");
                let code = parameter(sent.header("location"), "code").unwrap();
                his.get(&with_code(&question, &code)).await;
                assert!(is_shown(&mut his, ALICE.0).await, "{on:?}");
            } else {
                sent.refused(400);
                assert_eq!(sent.header("location"), "", "no answer leaves for {address}");
            }
        }
    }
}

#[tokio::test]
async fn a_code_works_once_and_for_ten_minutes_and_for_the_client_alone() {
    let town = Town::open().await;
    let mut alice = at_provider(&town, ALICE).await;
    let answer = up_to_the_answer(&mut alice, "code").await;
    alice.get(&below(&answer)).await;
    town.browser().get(&below(&answer)).await.refused(403);

    let answer = up_to_the_answer(&mut alice, "code").await;
    town.house.clock.advance(599);
    assert_eq!(alice.get(&below(&answer)).await.status, 303);
    let answer = up_to_the_answer(&mut alice, "code").await;
    town.house.clock.advance(600);
    alice.get(&below(&answer)).await.refused(403);

    let code = parameter(&up_to_the_answer(&mut alice, "code").await, "code").unwrap();
    let form = |secret: &str| {
        format!(
            "grant_type=authorization_code&client_id=code-flow-client&client_secret={secret}&code={code}&redirect_uri={}{ROOM}/callback",
            town.house.origin
        )
    };
    let refused = town.browser().post_form(&format!("{PROVIDER}/token"), &form("a+guess")).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_client")));
    let secret = lab::rooms::code_flow::client_secret(&town.house.house).unwrap();
    let tokens = town.browser().post_form(&format!("{PROVIDER}/token"), &form(&secret)).await;
    assert_eq!(tokens.status, 200, "it was the secret: {}", tokens.text);
    assert_eq!(tokens.json()["token_type"], "Bearer");
    let twice = town.browser().post_form(&format!("{PROVIDER}/token"), &form(&secret)).await;
    assert_eq!((twice.status.as_u16(), &twice.json()["error"]), (400, &json!("invalid_grant")));
}

#[tokio::test]
async fn an_id_token_is_checked_for_everything_but_whose_sign_in_it_is() {
    let town = Town::open().await;
    let mut alice = at_provider(&town, ALICE).await;
    let good = id_token(&up_to_the_answer(&mut alice, "id_token").await);
    let mut other = town.browser();
    other.post("/api/lab/sandboxes", &json!({})).await;
    let jwt = alice.access_token(ALICE).await;
    let (head, rest) = good.split_once('.').unwrap();
    let none = format!("eyJhbGciOiJub25lIn0.{}.", rest.split('.').next().unwrap());
    // The token door's, one without a signature, an altered one, and none.
    for text in [jwt, none, format!("{head}.{rest}x"), String::new()] {
        hand_over(&mut town.browser(), "http://a/", &text).await.refused(403);
    }
    hand_over(&mut other, "http://a/", &good).await.refused(403);
    assert_eq!(hand_over(&mut town.browser(), "http://a/", &good).await.status, 303, "it is good here");
    town.house.clock.advance(600);
    hand_over(&mut town.browser(), "http://a/", &good).await.refused(403);
}

#[tokio::test]
async fn what_is_handed_out_here_opens_no_door() {
    let town = Town::open().await;
    let mut alice = at_provider(&town, ALICE).await;
    let answer = up_to_the_answer(&mut alice, "code").await;
    alice.get(&below(&answer)).await;
    assert!(is_shown(&mut alice, ALICE.0).await);
    alice.profile().await.refused(401);
    let id_token = id_token(&up_to_the_answer(&mut alice, "id_token").await);
    alice.profile_jwt(&id_token).await.refused(401);
    for name in ["__Host-lab-client", "__Host-lab-provider"] {
        let value = alice.cookie(name).unwrap();
        alice.with_session(&value).profile().await.refused(401);
        let mut thief = town.browser();
        for other in ["__Host-lab-client", "__Host-lab-provider"].into_iter().filter(|other| *other != name) {
            thief.cookies.push((other.to_owned(), value.clone()));
        }
        thief.get(&format!("{ROOM}/account")).await.refused(401);
    }
}

#[tokio::test]
async fn bad_input_is_said_to_be_bad() {
    let town = Town::open().await;
    let mut alice = at_provider(&town, ALICE).await;
    let question = begin(&mut alice, "code").await;
    town.browser().get(&below(&question)).await.refused(401);
    alice.get(&below(&question).replace("code-flow-client", "nobody")).await.refused(400);
    alice.get(&below(&question).replace("response_type=code", "response_type=token")).await.refused(400);
    alice.get(&format!("{PROVIDER}/authorize")).await.refused(400);
    alice.get(&below(&question).replace("/default/", "/AAAAAAAAAAAAAAAAAAAAAA/")).await.refused(404);
    alice.get(&format!("{ROOM}/sign-in?response_type=gold")).await.refused(400);
    alice.get(&format!("{ROOM}/callback?code=a&code=b")).await.refused(400);
    alice.get(&format!("{ROOM}/callback?code=nobody")).await.refused(403);
    alice.post(&format!("{ROOM}/id-token"), &json!({})).await.refused(400);
    let guess = json!({ "email": ALICE.0, "password": "a guess" });
    alice.post(&format!("{PROVIDER}/login"), &guess).await.refused(401);
    let back = "https://attacker.example/";
    let refused = alice.get(&format!("{ROOM}/callback?code=nobody&return_to={back}")).await;
    assert_eq!((refused.status.as_u16(), refused.header("location")), (403, ""), "no open redirect");

    town.house.database.close().await;
    for path in [format!("{ROOM}/sign-in"), format!("{ROOM}/callback?code=a"), below(&question)] {
        alice.get(&path).await.refused(503);
    }
}
