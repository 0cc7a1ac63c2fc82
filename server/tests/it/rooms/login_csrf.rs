//! The room `login-csrf`, by the requests that browsers would send. What they do send, `end2end/` asks a real one.

use authn::create_sandbox;
use axum::http::{Request, header};
use domain::SandboxId;
use lab::rooms::login_csrf::MALLORY;
use lab::{Defence, LabStore as _};
use serde_json::{Value, json};

use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

const ROOM: &str = "/api/lab/rooms/login-csrf";

/// A sign-in as a browser sends it from the attacker's page.
async fn forge(browser: &mut Browser, form: &str) -> Answer {
    let request = Request::post(format!("{ROOM}/login"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, "http://localhost:4000")
        .header("sec-fetch-site", "same-site");
    browser.send(request.body(form.to_owned().into()).unwrap()).await
}

fn as_mallory(anti_forgery_token: &str) -> String {
    let (email, password) = (MALLORY.email, MALLORY.password);
    format!("email={email}&password={password}&anti_forgery_token={anti_forgery_token}")
}

async fn who(browser: &mut Browser) -> Value {
    browser.get(&format!("{ROOM}/profile")).await.json()["email"].clone()
}

async fn form_of(browser: &mut Browser) -> String {
    let form = browser.get(&format!("{ROOM}/form")).await;
    form.json()["anti_forgery_token"].as_str().unwrap().to_owned()
}

async fn last_refusal(browser: &mut Browser) -> Value {
    let attempts = browser.get(&format!("{ROOM}/attempts")).await.json();
    attempts["attempts"].as_array().unwrap().last().unwrap()["refused"].clone()
}

// Deliberate flaw `login_takes_any_origin`.
#[tokio::test]
async fn a_victim_writes_into_the_attackers_account_and_he_reads_it_at_home() {
    let house = TestHouse::open().await;
    let mut victim = Browser::new(&house);
    let answer = forge(&mut victim, &as_mallory("")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let id = victim.cookie("__Host-lab-login").unwrap();
    let line = format!("__Host-lab-login={id}; Path=/; Secure; HttpOnly; SameSite=Lax");
    assert!(answer.set_cookies().contains(&&*line), "{:?}", answer.set_cookies());
    assert_eq!(who(&mut victim).await, MALLORY.email);
    let note = json!({ "text": "My card is 4111 1111 1111 1111" });
    assert_eq!(victim.post(&format!("{ROOM}/notes"), &note).await.status, 201);

    let mut mallory = Browser::new(&house);
    assert_eq!(mallory.post_form(&format!("{ROOM}/login"), &as_mallory("")).await.status, 200);
    assert_ne!(mallory.cookie("__Host-lab-login").unwrap(), id);
    let read = mallory.get(&format!("{ROOM}/notes")).await.json();
    assert_eq!(read["notes"][0]["text"], note["text"]);

    // In her own account she would have kept it to herself.
    let (email, password) = ALICE;
    victim.post_form(&format!("{ROOM}/login"), &format!("email={email}&password={password}")).await;
    assert_eq!(who(&mut victim).await, email);
    assert_eq!(victim.get(&format!("{ROOM}/notes")).await.json(), json!({ "notes": [] }));
    Browser::new(&house).get(&format!("{ROOM}/notes")).await.refused(401);
}

#[tokio::test]
async fn either_switch_stops_it_and_the_rooms_own_form_still_signs_in() {
    let house = TestHouse::open().await;
    let sandbox = SandboxId::default();
    for (defence, refused) in
        [(Defence::OriginCheck, json!("another_origin")), (Defence::AntiForgeryToken, json!("no_token"))]
    {
        house.database.lab.switch_defence(&sandbox, defence, true).await.unwrap();
        // A real token, of a form that the attacker's own server was handed.
        let anothers = form_of(&mut Browser::new(&house)).await;
        let mut victim = Browser::new(&house);
        let own = form_of(&mut victim).await;
        for anti_forgery_token in ["", &anothers] {
            forge(&mut victim, &as_mallory(anti_forgery_token)).await.refused(403);
            assert_eq!(last_refusal(&mut victim).await, refused);
            victim.get(&format!("{ROOM}/profile")).await.refused(401);
        }
        let form = format!("email={}&password={}&anti_forgery_token={own}", ALICE.0, ALICE.1);
        assert_eq!(victim.post_form(&format!("{ROOM}/login"), &form).await.status, 200, "{defence:?}");
        assert_eq!(who(&mut victim).await, ALICE.0);
        house.database.lab.switch_defence(&sandbox, defence, false).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_malformed_is_not_called_stopped() {
    let house = TestHouse::open().await;
    let mut victim = Browser::new(&house);
    let wrong = format!("email={}&password=a+guess", MALLORY.email);
    forge(&mut victim, &wrong).await.refused(401);
    assert_eq!(last_refusal(&mut victim).await, "credentials");
    forge(&mut victim, "email=nobody").await.refused(400);
    forge(&mut victim, &format!("{}&sandbox={}", as_mallory(""), "A".repeat(22))).await.refused(404);
    forge(&mut victim, &as_mallory("")).await;
    for text in ["", " ", &"a".repeat(501)] {
        victim.post(&format!("{ROOM}/notes"), &json!({ "text": text })).await.refused(400);
    }
}

#[tokio::test]
async fn a_sandbox_has_its_own_mallory_and_its_own_notes() {
    let house = TestHouse::open().await;
    let elsewhere = create_sandbox(&house.house).await.unwrap();
    let mut victim = Browser::new(&house);
    victim.cookies.push(("__Host-sandbox".to_owned(), elsewhere.to_string()));
    // The lab's cookie stays at home when another site sends the form, so the form names the sandbox.
    let mut without_cookies = Browser::new(&house);
    let back = "http://127.0.0.1:4000/page";
    let form = format!("{}&sandbox={elsewhere}&return_to={back}", as_mallory(""));
    let answer = forge(&mut without_cookies, &form).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, back));
    victim.cookies.append(&mut without_cookies.cookies);
    assert_eq!(who(&mut victim).await, MALLORY.email);
    victim.post(&format!("{ROOM}/notes"), &json!({ "text": "mine" })).await;

    let mut neighbour = Browser::new(&house);
    forge(&mut neighbour, &as_mallory("")).await;
    assert_eq!(neighbour.get(&format!("{ROOM}/notes")).await.json(), json!({ "notes": [] }));
    neighbour.cookies = victim.cookies.iter().filter(|(name, _)| name != "__Host-sandbox").cloned().collect();
    neighbour.get(&format!("{ROOM}/notes")).await.refused(401);
}
