//! `…/sign-in`: the provider's own form.

use crate::browser::Browser;
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::question;

#[tokio::test]
async fn it_is_a_plain_form_that_leads_back_to_the_client() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let page = browser.get(&question(&[("login_hint", "alice@example.test\"><script>")])).await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(page.text.contains("value=\"alice@example.test&quot;&gt;&lt;script&gt;\""), "{}", page.text);
    assert!(page.text.contains("The application two-doors"));
    assert!(browser.fill_in(&page, ALICE).await.sent("code").is_some());
}

// ASVS 3.3
#[tokio::test]
async fn its_cookies_have_every_attribute() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let page = browser.get(&question(&[])).await;
    let signed_in = browser.fill_in(&page, ALICE).await;
    for (answer, name) in [(page, "__Host-idp_form="), (signed_in, "__Host-idp_session=")] {
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        assert_eq!(cookies.len(), 1);
        let cookie = cookies[0].to_str().unwrap();
        assert!(cookie.starts_with(name), "{cookie}");
        for attribute in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain") && !cookie.contains("Max-Age"), "{cookie}");
    }
}

// ASVS 3.5.1
#[tokio::test]
async fn another_sites_page_cannot_send_it() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let page = browser.get(&question(&[])).await;
    let (action, anti_forgery) = page.form();
    let fields = [("anti_forgery", anti_forgery.as_str()), ("email", ALICE.0), ("password", ALICE.1)];
    for site in ["cross-site", "same-site"] {
        assert_eq!(browser.post_from(site, &action, &fields).await.status, 403, "{site}");
    }
    assert!(!browser.cookies.contains_key("__Host-idp_session"));
    assert_eq!(browser.post(&action, &fields).await.status, 303);
}

#[tokio::test]
async fn a_form_is_good_in_the_browser_that_got_it_alone() {
    let provider = TestProvider::open().await;
    let (mut victim, mut attacker) = (Browser::new(&provider), Browser::new(&provider));
    let (action, attackers) = attacker.get(&question(&[])).await.form();
    let (_, victims) = victim.get(&question(&[])).await.form();
    let hashed = provider.provider.hashed();
    for anti_forgery in ["", "nonsense", &attackers] {
        let fields = [("anti_forgery", anti_forgery), ("email", ALICE.0), ("password", ALICE.1)];
        let answer = victim.post(&action, &fields).await;
        assert_eq!(answer.status, 403);
        assert!(answer.text.contains("Sign in once more"), "{answer:?}");
    }
    assert_eq!(provider.provider.hashed(), hashed, "and costs no hash");
    // Nor is one for signing out.
    let fields = [("anti_forgery", victims.as_str())];
    victim.post("/realms/default/logout/confirm", &fields).await;
    assert_eq!(victim.sign_in(&question(&[]), ALICE).await.status, 303);
}

#[tokio::test]
async fn the_question_in_its_address_is_read_again() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let (action, anti_forgery) = browser.get(&question(&[])).await.form();
    let fields = [("anti_forgery", anti_forgery.as_str()), ("email", ALICE.0), ("password", ALICE.1)];
    let elsewhere = action.replace("localhost%3A3000", "evil.example");
    assert_ne!(action, elsewhere);
    let answer = browser.post(&elsewhere, &fields).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""));
    let weaker = action.replace("S256", "plain");
    assert_eq!(browser.post(&weaker, &fields).await.sent("error").as_deref(), Some("invalid_request"));
    assert!(!browser.cookies.contains_key("__Host-idp_session"));
}

#[tokio::test]
async fn a_preset_session_is_never_adopted() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    browser.cookies.insert("__Host-idp_session".to_owned(), "chosen-by-an-attacker".to_owned());
    assert_eq!(browser.sign_in(&question(&[]), ALICE).await.status, 303);
    assert_ne!(browser.cookies["__Host-idp_session"], "chosen-by-an-attacker");
}
