//! `…/token`: what a code and a refresh token buy, and every way in which they buy nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::browser::Browser;
use crate::provider::{ALICE, CALLBACK, TestProvider};
use crate::relying_party::{RelyingParty, VERIFIER, ask, code, question, refused, text, tokens};

fn redemption(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

// The positive control of all that follow.
#[tokio::test]
async fn a_code_buys_tokens_that_nobody_may_keep() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let answer = RelyingParty::two_doors(&provider).redeem(&code).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    let issued = answer.json();
    assert!(text(&issued, "token_type").eq_ignore_ascii_case("bearer"));
    assert_eq!((&issued["expires_in"], &issued["scope"]), (&300.into(), &"openid profile email".into()));
    for name in ["access_token", "refresh_token", "id_token"] {
        assert!(text(&issued, name).len() >= 43, "{issued}");
    }
}

// RFC 6749 §2.3.1
#[tokio::test]
async fn a_client_may_send_its_secret_in_the_form() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let secret = [("client_id", "two-doors"), ("client_secret", provider.secret.expose())];
    let answer = ask(&provider, None, &[&redemption(&code)[..], &secret].concat()).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_public_client_has_pkce_alone() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let phone = [("client_id", "phone"), ("redirect_uri", "com.example.phone:/callback")];
    let code = browser.sign_in(&question(&phone), ALICE).await.sent("code").unwrap();
    let fields = [&redemption(&code)[..2], &[phone[0], phone[1], ("code_verifier", VERIFIER)]].concat();
    let with_a_secret = [&fields[..], &[("client_secret", provider.secret.expose())]].concat();
    refused(&ask(&provider, None, &with_a_secret).await, 401, "invalid_client");
    assert_eq!(ask(&provider, None, &fields).await.status, 200);
}

#[tokio::test]
async fn a_client_that_does_not_prove_who_it_is_gets_nothing() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let secret = provider.secret.expose();
    let wrong = [
        None,
        Some(basic("two-doors", "wrong")),
        Some(basic("two-doors", "")),
        Some(basic("nobody", secret)),
        Some(format!("Bearer {secret}")),
        Some("Basic ???".to_owned()),
    ];
    for authorization in wrong {
        let answer = ask(&provider, authorization.as_deref(), &redemption(&code)).await;
        refused(&answer, 401, "invalid_client");
        assert!(answer.header("www-authenticate").starts_with("Basic "), "RFC 6749 §5.2");
    }
    let unproved = [&redemption(&code)[..], &[("client_id", "two-doors")]].concat();
    refused(&ask(&provider, None, &unproved).await, 401, "invalid_client");
    // None of them cost the client its code.
    assert_eq!(RelyingParty::two_doors(&provider).redeem(&code).await.status, 200);
}

#[tokio::test]
async fn a_client_says_who_it_is_in_one_way() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let secret = provider.secret.expose();
    let both = [&redemption(&code)[..], &[("client_id", "two-doors"), ("client_secret", secret)]].concat();
    let header = basic("two-doors", secret);
    refused(&ask(&provider, Some(&header), &both).await, 400, "invalid_request");
    let another = [&redemption(&code)[..], &[("client_id", "notes")]].concat();
    refused(&ask(&provider, Some(&header), &another).await, 400, "invalid_request");
}

// ASVS 10.4.4
#[tokio::test]
async fn there_is_no_grant_for_passwords_or_machines() {
    let provider = TestProvider::open().await;
    let client = RelyingParty::two_doors(&provider);
    let password = [("grant_type", "password"), ("username", ALICE.0), ("password", ALICE.1)];
    refused(&client.ask(&password).await, 400, "unsupported_grant_type");
    for grant in ["client_credentials", "implicit", "urn:ietf:params:oauth:grant-type:device_code"] {
        refused(&client.ask(&[("grant_type", grant)]).await, 400, "unsupported_grant_type");
    }
}

#[tokio::test]
async fn what_is_missing_or_comes_twice_is_said() {
    let provider = TestProvider::open().await;
    let client = RelyingParty::two_doors(&provider);
    refused(&client.ask(&[]).await, 400, "invalid_request");
    refused(&client.ask(&[("grant_type", "refresh_token")]).await, 400, "invalid_request");
    let code = code(&mut Browser::new(&provider)).await;
    for missing in 1..4 {
        let mut fields = redemption(&code).to_vec();
        fields.remove(missing);
        refused(&client.ask(&fields).await, 400, "invalid_request");
    }
    let twice = [&redemption(&code)[..], &[("code", "another")]].concat();
    refused(&client.ask(&twice).await, 400, "invalid_request");
}

#[tokio::test]
async fn a_wrong_verifier_buys_nothing_and_costs_the_code() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    let wrong = VERIFIER.replace('d', "e");
    refused(&client.redeem_with(&code, &wrong).await, 400, "invalid_grant");
    refused(&client.redeem(&code).await, 400, "invalid_grant");
}

#[tokio::test]
async fn the_challenge_is_no_verifier() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let challenge = crate::relying_party::CHALLENGE;
    refused(&RelyingParty::two_doors(&provider).redeem_with(&code, challenge).await, 400, "invalid_grant");
}

// ASVS 10.4.3
#[tokio::test]
async fn a_code_is_dead_after_a_minute() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let client = RelyingParty::two_doors(&provider);
    for (age, status) in [(59, 200), (60, 400), (61, 400)] {
        let code = code(&mut browser).await;
        provider.clock.advance(age);
        let answer = client.redeem(&code).await;
        assert_eq!(answer.status, status, "after {age} s");
        if status == 400 {
            refused(&answer, 400, "invalid_grant");
        }
    }
}

// ASVS 10.4.2
#[tokio::test]
async fn a_code_that_comes_twice_revokes_what_it_bought() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    let bought = client.redeem(&code).await.json();
    assert_eq!(client.userinfo(text(&bought, "access_token")).await.status, 200);
    refused(&client.redeem(&code).await, 400, "invalid_grant");
    assert_eq!(client.userinfo(text(&bought, "access_token")).await.status, 401);
    refused(&client.renew(text(&bought, "refresh_token")).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_code_that_comes_many_times_at_once_buys_one_thing_at_most() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    let answers = futures_util::future::join_all((0..20).map(|_| client.redeem(&code))).await;
    let bought: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(bought.len(), 1);
    let access_token = bought[0].json();
    assert_eq!(client.userinfo(text(&access_token, "access_token")).await.status, 401, "and that is dead");
}

#[tokio::test]
async fn another_clients_code_buys_nothing_and_stays_its_owners() {
    let provider = TestProvider::open().await;
    let code = code(&mut Browser::new(&provider)).await;
    let notes = RelyingParty { redirect_uri: CALLBACK, ..RelyingParty::notes(&provider) };
    refused(&notes.redeem(&code).await, 400, "invalid_grant");
    assert_eq!(RelyingParty::two_doors(&provider).redeem(&code).await.status, 200);
}

#[tokio::test]
async fn a_redirect_uri_with_a_suffix_buys_nothing() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let longer = "http://localhost:3000/sign-in/callback/idp/";
    let client = RelyingParty { redirect_uri: longer, ..RelyingParty::two_doors(&provider) };
    refused(&client.redeem(&code(&mut browser).await).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_code_of_another_realm_buys_nothing() {
    let provider = TestProvider::open().await;
    let realm = "0123456789abcdefghijkl".parse().unwrap();
    provider.provider.ensure_realm(&realm).await.unwrap();
    let asked = crate::relying_party::question_in(realm.as_str(), &[]);
    let code = Browser::new(&provider).sign_in(&asked, ALICE).await.sent("code").unwrap();
    refused(&RelyingParty::two_doors(&provider).redeem(&code).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_refresh_token_buys_another_pair() {
    let provider = TestProvider::open().await;
    let first = tokens(&provider, &mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    let second = client.renew(text(&first, "refresh_token")).await;
    assert_eq!(second.status, 200, "{second:?}");
    let second = second.json();
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(client.userinfo(text(&second, "access_token")).await.status, 200);
    assert!(
        crate::keys::claims(text(&second, "id_token")).get("nonce").is_none(),
        "OpenID Connect Core §12.2"
    );
}

// ASVS 10.4.5
#[tokio::test]
async fn a_refresh_token_that_comes_twice_ends_its_family() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let (first, others) = (tokens(&provider, &mut browser).await, tokens(&provider, &mut browser).await);
    let client = RelyingParty::two_doors(&provider);
    let second = client.renew(text(&first, "refresh_token")).await.json();
    let third = client.renew(text(&second, "refresh_token")).await.json();
    refused(&client.renew(text(&first, "refresh_token")).await, 400, "invalid_grant");
    refused(&client.renew(text(&third, "refresh_token")).await, 400, "invalid_grant");
    assert_eq!(client.userinfo(text(&third, "access_token")).await.status, 401);
    assert_eq!(client.renew(text(&others, "refresh_token")).await.status, 200, "another family lives on");
}

#[tokio::test]
async fn another_clients_refresh_token_buys_nothing_and_harms_nobody() {
    let provider = TestProvider::open().await;
    let bought = tokens(&provider, &mut Browser::new(&provider)).await;
    let notes = RelyingParty::notes(&provider);
    refused(&notes.renew(text(&bought, "refresh_token")).await, 400, "invalid_grant");
    assert_eq!(RelyingParty::two_doors(&provider).renew(text(&bought, "refresh_token")).await.status, 200);
}

// ASVS 10.4.8
#[tokio::test]
async fn refreshing_ends_with_the_session() {
    let provider = TestProvider::open().await;
    let mut bought = tokens(&provider, &mut Browser::new(&provider)).await;
    let client = RelyingParty::two_doors(&provider);
    for _ in 0..12 {
        let answer = client.renew(text(&bought, "refresh_token")).await;
        assert_eq!(answer.status, 200);
        bought = answer.json();
        provider.clock.advance(60 * 60);
    }
    refused(&client.renew(text(&bought, "refresh_token")).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_refresh_buys_less_if_asked_and_never_more() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let code = browser.sign_in(&question(&[("scope", "openid email")]), ALICE).await.sent("code").unwrap();
    let client = RelyingParty::two_doors(&provider);
    let bought = client.redeem(&code).await.json();
    let renew = |scope| {
        [("grant_type", "refresh_token"), ("refresh_token", text(&bought, "refresh_token")), ("scope", scope)]
    };
    refused(&client.ask(&renew("openid profile")).await, 400, "invalid_scope");
    let less = client.ask(&renew("openid")).await.json();
    assert_eq!(less["scope"], "openid");
    assert_eq!(client.userinfo(text(&less, "access_token")).await.json().get("email"), None);
}
