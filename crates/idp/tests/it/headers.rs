//! What every answer tells a browser.

use crate::browser::Browser;
use crate::provider::TestProvider;
use crate::relying_party::question;

// ASVS 3.4, 14.3.2
#[tokio::test]
async fn no_answer_may_be_framed_kept_or_mistaken() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let silent = question(&[("prompt", "none")]);
    let pages = ["/", "/nothing", "/realms/default/jwks", "/realms/default/logout", &question(&[]), &silent];
    for page in pages {
        let answer = browser.get(page).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{page}"
        );
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{page}: {policy}");
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{page}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{page}");
        // ASVS 3.4.2
        assert_eq!(answer.header("access-control-allow-origin"), "", "{page}");
    }
}

// CSP 3 §6.4.3: browsers hold the redirect after a form against it as well.
#[tokio::test]
async fn the_sign_in_form_may_lead_to_its_own_client_and_to_no_other() {
    let provider = TestProvider::open().await;
    let answer = Browser::new(&provider).get(&question(&[])).await;
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("form-action 'self' http://localhost:3000;"), "{policy}");
}

#[tokio::test]
async fn a_body_has_a_largest_size() {
    let provider = TestProvider::open().await;
    let long = "x".repeat(9 * 1024);
    let answer = Browser::new(&provider).post("/realms/default/token", &[("code", &long)]).await;
    assert_eq!(answer.status, 413);
}
