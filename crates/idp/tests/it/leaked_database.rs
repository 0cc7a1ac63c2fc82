//! A copy of the file opens nothing.

use crate::browser::Browser;
use crate::provider::{ALICE, TestProvider};
use crate::relying_party::{question, text, tokens};

#[tokio::test]
async fn nothing_in_it_is_what_somebody_would_have_to_bring() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    let code = browser.get(&question(&[])).await.sent("code").unwrap();
    provider.provider.close().await;
    let mut file = Vec::new();
    for name in ["provider.db", "provider.db-wal"] {
        file.extend(std::fs::read(provider.folder.path().join(name)).unwrap_or_default());
    }
    let contains = |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(contains(ALICE.0), "the search finds what is there");
    let secrets = [
        code.as_str(),
        text(&bought, "access_token"),
        text(&bought, "refresh_token"),
        &browser.cookies["__Host-idp_session"],
        provider.secret.expose(),
        provider.admin_secret.expose(),
        ALICE.1,
        "PRIVATE KEY",
    ];
    for secret in secrets {
        assert!(!contains(secret), "{secret}");
    }
}

// ASVS 16.5.3
#[tokio::test]
async fn without_it_nobody_gets_in() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let bought = tokens(&provider, &mut browser).await;
    provider.provider.close().await;
    assert_eq!(browser.get(&question(&[])).await.status, 503);
    let client = crate::relying_party::RelyingParty::two_doors(&provider);
    assert_eq!(client.userinfo(text(&bought, "access_token")).await.status, 503);
    assert_eq!(client.renew(text(&bought, "refresh_token")).await.status, 503);
}
