//! What every answer tells a browser.

use crate::browser::Browser;
use crate::town::Town;

#[tokio::test]
async fn a_page_may_show_itself_and_send_its_forms_and_no_more() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    for path in ["/", "/default/", "/signed-out", "/nothing/here", "/sign-in/callback"] {
        let answer = browser.get(&town.notes(path)).await;
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
            town.idp_origin
        );
        assert_eq!(answer.header("content-security-policy"), policy, "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.text.contains("<script") && !answer.text.contains("style="), "{path}");
    }
}

#[tokio::test]
async fn what_is_no_page_may_do_nothing() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    for path in ["/default/api/profile", "/style.css"] {
        let answer = browser.get(&town.notes(path)).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(policy, "default-src 'none'; frame-ancestors 'none'", "{path}");
    }
}
