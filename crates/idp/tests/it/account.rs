//! `…/account`: what its owner sets up there, and nobody else.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use crate::browser::{Answer, Browser};
use crate::owner::{ACCOUNT, App, at_home, id_token, nothing_issued};
use crate::provider::{ADMIN, ALICE, TestProvider};
use crate::relying_party::{RelyingParty, question, text, tokens};

/// Everything that changes how somebody signs in.
const CHANGES: [&str; 8] = [
    "password",
    "authenticator",
    "authenticator/confirm",
    "authenticator/remove",
    "recovery-codes",
    "passkeys",
    "passkeys/add",
    "passkeys/remove",
];

async fn post(browser: &mut Browser, change: &str, page: &Answer) -> Answer {
    let (_, anti_forgery) = page.form();
    let fields = [("anti_forgery", anti_forgery.as_str()), ("name", "Mine"), ("passkey", "1")];
    browser.post(&format!("{ACCOUNT}/{change}"), &fields).await
}

async fn second_factor_is_on(provider: &TestProvider) -> bool {
    let mut browser = Browser::new(provider);
    let answer = browser.sign_in(&question(&[]), ALICE).await;
    answer.header("location").contains("/second-factor")
}

#[tokio::test]
async fn whoever_is_not_signed_in_signs_in_first_and_comes_back() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let sent_away = browser.get(ACCOUNT).await;
    assert_eq!(sent_away.header("location"), "/realms/default/sign-in?to=account");
    let page = browser.open_account(ALICE).await;
    assert!(page.text.contains("alice@example.test") && page.text.contains("Off"), "{page:?}");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("form-action 'self';"), "it leads to no client: {policy}");
}

// ASVS 7.5.1
#[tokio::test]
async fn ten_minutes_after_the_sign_in_nothing_is_changed_without_another() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let page = browser.open_account(ALICE).await;
    provider.clock.advance(601);
    for change in CHANGES {
        let answer = post(&mut browser, change, &page).await;
        assert_eq!(answer.header("location"), "/realms/default/sign-in?to=account", "{change}");
    }
    assert!(!second_factor_is_on(&provider).await);
    let form = browser.get("/realms/default/sign-in?to=account").await;
    assert!(form.text.contains("Show once more that it is you"), "{form:?}");
    let old = browser.cookies["__Host-idp_session"].clone();
    assert_eq!(browser.fill_in(&form, ALICE).await.header("location"), ACCOUNT);
    // ASVS 7.2.4
    assert_ne!(browser.cookies["__Host-idp_session"], old);
    let page = browser.get(ACCOUNT).await;
    assert_eq!(post(&mut browser, "authenticator", &page).await.status, 200);
}

#[tokio::test]
async fn a_sign_in_with_the_password_alone_changes_nothing_once_there_is_a_second_factor() {
    let provider = TestProvider::open().await;
    let mut thief = Browser::new(&provider);
    let thiefs = thief.open_account(ALICE).await;
    let mut owner = Browser::new(&provider);
    let (app, _) = owner.set_up_an_app(&provider).await;
    for change in CHANGES {
        let answer = post(&mut thief, change, &thiefs).await;
        assert_eq!(answer.header("location"), "/realms/default/sign-in?to=account", "{change}");
    }
    assert!(second_factor_is_on(&provider).await);
    // Its owner, who has just shown the app, need not show it again.
    let page = owner.open_account(ALICE).await;
    assert_eq!(post(&mut owner, "passkeys", &page).await.status, 200);
    // Nor who has signed in with both.
    let mut laptop = Browser::new(&provider);
    let form = laptop.get("/realms/default/sign-in?to=account").await;
    let answer = laptop.fill_in(&form, ALICE).await;
    let asked = laptop.get(answer.header("location")).await;
    let answer = laptop.submit(&asked, "/second-factor", &[("code", &app.code(&provider))]).await;
    assert_eq!(answer.header("location"), ACCOUNT, "{answer:?}");
    let page = laptop.get(ACCOUNT).await;
    let removed = post(&mut laptop, "authenticator/remove", &page).await;
    assert_eq!(removed.header("location"), format!("{ACCOUNT}?done=authenticator-removed"));
    assert!(!second_factor_is_on(&provider).await);
}

// ASVS 3.5.1
#[tokio::test]
async fn a_form_that_is_not_of_this_session_changes_nothing() {
    let provider = TestProvider::open().await;
    let (mut victim, mut attacker) = (Browser::new(&provider), Browser::new(&provider));
    victim.open_account(ALICE).await;
    let attackers = attacker.open_account(ADMIN).await;
    let (_, theirs) = attackers.form();
    let hashed = provider.provider.hashed();
    for change in CHANGES.into_iter().chain(["sessions/end", "sessions/end-others"]) {
        let address = format!("{ACCOUNT}/{change}");
        for anti_forgery in ["", "nonsense", &theirs] {
            let fields = [("anti_forgery", anti_forgery), ("passkey", "1"), ("current_password", ALICE.1)];
            let answer = victim.post(&address, &fields).await;
            assert_eq!(answer.status, 403, "{change}");
            assert!(answer.text.contains("Nothing was changed"), "{change}: {answer:?}");
        }
        for site in ["cross-site", "same-site"] {
            assert_eq!(victim.post_from(site, &address, &[]).await.status, 403, "{change} {site}");
        }
    }
    assert_eq!(provider.provider.hashed(), hashed);
    // A cookie for forms that another server planted makes no form of another session good.
    let planted = attacker.cookies["__Host-idp_form"].clone();
    victim.cookies.insert("__Host-idp_form".to_owned(), planted);
    assert_eq!(post(&mut victim, "authenticator", &attackers).await.status, 403);
    assert!(!second_factor_is_on(&provider).await);
}

#[tokio::test]
async fn an_app_counts_once_its_first_code_was_right() {
    let provider = TestProvider::open().await;
    let mut browser = Browser::new(&provider);
    let page = browser.open_account(ALICE).await;
    let setup = browser.submit(&page, "/account/authenticator", &[]).await;
    assert!(setup.text.contains("<svg") && setup.text.contains("otpauth://totp/"), "{setup:?}");
    let app = App::with_the_key_of(&setup);
    for (code, status) in [("", 422), ("12345", 422), ("000000", 422)] {
        let setup = browser.submit(&page, "/account/authenticator", &[]).await;
        let wrong = browser.submit(&setup, "/confirm", &[("code", code)]).await;
        assert_eq!(wrong.status.as_u16(), status, "{code}");
        assert!(!second_factor_is_on(&provider).await, "{code}");
    }
    // The key stays the same when a code is mistyped: it was scanned already.
    let wrong = browser.submit(&setup, "/confirm", &[("code", "000000")]).await;
    assert_eq!(App::with_the_key_of(&wrong).code(&provider), app.code(&provider));
    provider.clock.advance(599);
    let late = browser.submit(&setup, "/confirm", &[("code", &app.code(&provider))]).await;
    assert_eq!(late.status, 409, "the page before the mistake: {late:?}");
    let right = browser.submit(&wrong, "/confirm", &[("code", &app.code(&provider))]).await;
    assert_eq!(right.status, 200);
    assert!(second_factor_is_on(&provider).await);
}

// ASVS 6.2.3, 6.2.4, 7.4.3
#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_ends_the_others_if_that_is_wanted() {
    let provider = TestProvider::open().await;
    let mut other = Browser::new(&provider);
    let others = tokens(&provider, &mut other).await;
    let mut owner = Browser::new(&provider);
    let page = owner.open_account(ALICE).await;
    let new = "through the other side";
    for (current, chosen, status) in
        [("wrong", new, 403), (ALICE.1, "password123", 422), (ALICE.1, "short", 422)]
    {
        let fields = [("current_password", current), ("new_password", chosen), ("end_others", "yes")];
        assert_eq!(
            owner.submit(&page, "/account/password", &fields).await.status.as_u16(),
            status,
            "{chosen}"
        );
    }
    let client = RelyingParty::two_doors(&provider);
    assert_eq!(client.userinfo(text(&others, "access_token")).await.status, 200);
    let fields = [("current_password", ALICE.1), ("new_password", new), ("end_others", "yes")];
    let changed = owner.submit(&page, "/account/password", &fields).await;
    assert_eq!(changed.header("location"), format!("{ACCOUNT}?done=password"));
    assert_eq!(client.userinfo(text(&others, "access_token")).await.status, 401);
    assert_eq!(owner.get(ACCOUNT).await.status, 200, "this one goes on");
    let mut browser = Browser::new(&provider);
    assert_eq!(browser.sign_in(&question(&[]), ALICE).await.status, 401);
    assert!(browser.sign_in(&question(&[]), (ALICE.0, new)).await.sent("code").is_some());
}

// ASVS 7.5.2
#[tokio::test]
async fn sessions_are_seen_and_ended_by_their_owner_alone() {
    let provider = TestProvider::open().await;
    let mut other = Browser::new(&provider);
    let others = tokens(&provider, &mut other).await;
    let sid = crate::keys::claims(text(&others, "id_token"))["sid"].as_str().unwrap().to_owned();
    let client = RelyingParty::two_doors(&provider);

    let mut stranger = Browser::new(&provider);
    let page = stranger.open_account(ADMIN).await;
    let (_, anti_forgery) = page.form();
    let fields = [("anti_forgery", anti_forgery.as_str()), ("sid", &sid)];
    assert_eq!(stranger.post(&format!("{ACCOUNT}/sessions/end"), &fields).await.status, 404);
    assert_eq!(client.userinfo(text(&others, "access_token")).await.status, 200);

    let mut owner = Browser::new(&provider);
    let page = owner.open_account(ALICE).await;
    assert!(page.text.contains("Went on to The application two-doors"), "{page:?}");
    let ended = owner.submit(&page, "/sessions/end", &[("sid", &sid)]).await;
    assert_eq!(ended.header("location"), format!("{ACCOUNT}?done=sessions-ended"));
    assert_eq!(client.userinfo(text(&others, "access_token")).await.status, 401);
    assert_eq!(other.get(ACCOUNT).await.status, 303);
    assert_eq!(owner.get(ACCOUNT).await.status, 200);
}

// ASVS 7.4.3
#[tokio::test]
async fn after_a_change_it_offers_to_end_the_other_sessions() {
    let provider = TestProvider::open().await;
    let mut other = Browser::new(&provider);
    tokens(&provider, &mut other).await;
    let mut owner = Browser::new(&provider);
    owner.set_up_an_app(&provider).await;
    let offer = "If one of them may not be yours, sign it out";
    let page = owner.get(&format!("{ACCOUNT}?done=authenticator")).await;
    assert!(page.text.contains(offer), "{page:?}");
    owner.submit(&page, "/sessions/end-others", &[]).await;
    assert_eq!(other.get(ACCOUNT).await.status, 303);
    let page = owner.get(&format!("{ACCOUNT}?done=authenticator")).await;
    assert!(!page.text.contains(offer), "there is none: {page:?}");
    let unheard_of = owner.get(&format!("{ACCOUNT}?done=%3Cb%3Ewon")).await;
    assert!(unheard_of.status == 200 && !unheard_of.text.contains("won"), "{unheard_of:?}");
}

#[tokio::test]
async fn the_file_holds_neither_a_key_nor_a_code_and_a_realm_that_goes_takes_all_of_it_along() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    let page = owner.open_account(ALICE).await;
    let setup = owner.submit(&page, "/account/authenticator", &[]).await;
    let app = App::with_the_key_of(&setup);
    let sheet = owner.submit(&setup, "/confirm", &[("code", &app.code(&provider))]).await;
    let codes = crate::owner::recovery_codes(&sheet);
    owner.make_a_passkey(&at_home()).await;
    let mut browser = Browser::new(&provider);
    browser.come_to_the_second_factor(&question(&[])).await;
    let folder = provider.folder.path().to_owned();
    provider.provider.close().await;

    let file = std::fs::read(folder.join("provider.db")).unwrap();
    let contains = |bytes: &[u8]| file.windows(bytes.len()).any(|window| window == bytes);
    assert!(contains(b"The laptop"), "the search finds what is there");
    assert!(!contains(&app.secret()) && !contains(browser.cookies["__Host-idp_password_done"].as_bytes()));
    for code in codes {
        assert!(!contains(code.as_bytes()) && !contains(code.replace('-', "").as_bytes()));
    }

    let options = SqliteConnectOptions::new().filename(folder.join("provider.db")).foreign_keys(true);
    let database = SqlitePool::connect_with(options).await.unwrap();
    let tables = ["totp", "recovery_codes", "passkeys", "ceremonies", "password_done"];
    let rows = async |table: &str| {
        let count = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        sqlx::query_scalar::<_, i64>(count).fetch_one(&database).await.unwrap()
    };
    for table in tables {
        assert!(rows(table).await > 0, "{table}");
    }
    sqlx::query("DELETE FROM realms").execute(&database).await.unwrap();
    for table in tables {
        assert_eq!(rows(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_has_run_out_is_swept() {
    let provider = TestProvider::open().await;
    let mut owner = Browser::new(&provider);
    let (app, _) = owner.set_up_an_app(&provider).await;
    let mut slow = Browser::new(&provider);
    slow.come_to_the_second_factor(&question(&[])).await;
    let swept = provider.provider.sweep(100).await.unwrap();
    provider.clock.advance(601);
    assert!(provider.provider.sweep(100).await.unwrap() > swept);
    let late = slow.get(&question(&[]).replace("/authorize", "/second-factor")).await;
    nothing_issued(&slow, &late);
    // What is set up stays.
    let mut browser = Browser::new(&provider);
    let own = browser.come_to_the_second_factor(&question(&[])).await;
    let answer = browser.submit(&own, "/second-factor", &[("code", &app.code(&provider))]).await;
    assert_eq!(id_token(&provider, &answer).await["acr"], "2");
}
