//! `/api/accounts`.

use serde_json::{Value, json};

use crate::browser::{ALICE, Answer, Browser};
use crate::house::TestHouse;

async fn sign_up(browser: &mut Browser, email: &str, name: &str, password: &str) -> Answer {
    browser.post("/api/accounts", &json!({ "email": email, "name": name, "password": password })).await
}

const ANSWER: &str = "If this address was free, the account exists now";

#[tokio::test]
async fn a_new_account_opens_both_doors() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = sign_up(&mut browser, "Dinah@example.test", "Dinah", "a cat by the fire").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (202, json!({ "message": ANSWER })));
    assert_eq!(browser.log_in(("dinah@example.test", "a cat by the fire")).await.status, 200);
    assert_eq!(browser.log_in_jwt(("DINAH@EXAMPLE.TEST", "a cat by the fire")).await.status, 200);
    assert_eq!(browser.profile().await.json()["role"], "user");
}

// ASVS 6.3.8
#[tokio::test]
async fn an_address_that_is_taken_gets_the_same_answer_and_keeps_its_password() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let answer = sign_up(&mut browser, ALICE.0, "Mallory", "a password of mine").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (202, json!({ "message": ANSWER })));
    browser.log_in((ALICE.0, "a password of mine")).await.refused(401);
    assert_eq!(browser.log_in(ALICE).await.status, 200);
    assert_eq!(browser.profile().await.json()["name"], "Alice Liddell");
}

// ASVS 6.2.1, 6.2.4, 6.2.5, 6.2.8, 6.2.9
#[tokio::test]
async fn passwords_of_every_script_up_to_128_characters_and_none_of_the_commonest() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let long = "é🐇".repeat(64);
    assert_eq!(sign_up(&mut browser, "a@b.c", "A", &long).await.status, 202);
    assert_eq!(browser.log_in(("a@b.c", &long)).await.status, 200);
    browser.log_in(("a@b.c", &long[..long.len() - "🐇".len()])).await.refused(401);
    assert_eq!(sign_up(&mut browser, "b@b.c", "B", " spaces count ").await.status, 202);
    browser.log_in(("b@b.c", "spaces count")).await.refused(401);
    assert_eq!(browser.log_in(("b@b.c", " spaces count ")).await.status, 200);
    for bad in ["short", "password", "PASSWORD1", "qwertyuiop", &"x".repeat(129)] {
        sign_up(&mut browser, "c@b.c", "C", bad).await.refused(422);
    }
}

#[tokio::test]
async fn a_bad_field_is_named() {
    let house = TestHouse::open().await;
    let mut browser = Browser::new(&house);
    let cases: [(&str, &str, &str, &str); 5] = [
        ("", "A", "long enough", "Enter an e-mail address."),
        ("a\0@b.c", "A", "long enough", "An e-mail address looks like name@example.com."),
        ("a@b.c", " ", "long enough", "Enter a name."),
        ("a@b.c", "a\u{1b}[2J", "long enough", "A name has no control characters."),
        ("a@b.c", "A", "short", "A password has at least 8 characters."),
    ];
    for (email, name, password, message) in cases {
        let answer = sign_up(&mut browser, email, name, password).await;
        assert_eq!(answer.refused(422).json()["message"], Value::from(message));
    }
}
