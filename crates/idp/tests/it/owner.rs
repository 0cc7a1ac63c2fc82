//! Alice at her account's own page, with an app and devices of her own.

use authn::Clock as _;
use base32::Alphabet::Rfc4648;
use serde_json::Value;
use totp_rs::Builder;

use crate::browser::{Answer, Browser};
use crate::keys::claims;
use crate::provider::{ALICE, ORIGIN, TestProvider};
use crate::relying_party::{RelyingParty, question, text};
use crate::software_authenticator as software;
use crate::software_authenticator::{Algorithm, SoftwareAuthenticator};

pub(crate) const ACCOUNT: &str = "/realms/default/account";

/// An authenticator app.
pub(crate) struct App {
    secret: Vec<u8>,
}

impl App {
    /// Types the key that the page shows.
    pub(crate) fn with_the_key_of(page: &Answer) -> Self {
        let key: String = between(&page.text, "<code>", "</code>").split_whitespace().collect();
        let secret = base32::decode(Rfc4648 { padding: false }, &key).unwrap();
        Self { secret }
    }

    pub(crate) fn secret(&self) -> Vec<u8> {
        self.secret.clone()
    }

    /// The code that it shows now.
    pub(crate) fn code(&self, provider: &TestProvider) -> String {
        self.code_at(provider.clock.now())
    }

    pub(crate) fn code_at(&self, now: i64) -> String {
        let totp = Builder::new().with_digits(6).with_step_duration(30).with_secret(&*self.secret);
        totp.build_noncompliant().generate(now.unsigned_abs()).to_string()
    }
}

/// The form of a page that leads to an address: what stands in it unseen.
pub(crate) fn hidden(page: &Answer, to: &str) -> Vec<(String, String)> {
    let forms = page.text.split("<form").skip(1);
    let mut forms = forms.map(|form| form.split("</form>").next().unwrap());
    let form = forms.find(|form| between(form, "action=\"", "\"").split('?').next().unwrap().ends_with(to));
    let form = form.unwrap_or_else(|| panic!("no form to {to}: {page:?}"));
    let inputs = form.split("<input").skip(1).filter(|input| input.contains("type=\"hidden\""));
    inputs
        .map(|input| {
            let value = if input.contains("value=\"") { between(input, "value=\"", "\"") } else { "" };
            (between(input, "name=\"", "\"").to_owned(), value.replace("&amp;", "&"))
        })
        .collect()
}

/// What the browser is asked about a passkey.
pub(crate) fn options(page: &Answer) -> String {
    between(&page.text, "data-options=\"", "\"").replace("&quot;", "\"").replace("&amp;", "&")
}

pub(crate) fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}: {text}"));
    rest.split(to).next().unwrap()
}

impl Browser {
    /// Signs in without a client, and stands on the account's page.
    pub(crate) async fn open_account(&mut self, account: (&str, &str)) -> Answer {
        let page = self.get(ACCOUNT).await;
        let page = if page.status == 303 {
            let form = self.get(page.header("location")).await;
            let signed_in = self.fill_in(&form, account).await;
            assert_eq!(signed_in.header("location"), ACCOUNT, "{signed_in:?}");
            self.get(ACCOUNT).await
        } else {
            page
        };
        assert_eq!(page.status, 200, "{page:?}");
        page
    }

    /// Sends a form of a page, with what was typed into it.
    pub(crate) async fn submit(&mut self, page: &Answer, to: &str, typed: &[(&str, &str)]) -> Answer {
        let unseen = hidden(page, to);
        let action = page.text.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let mut action = action.map(|action| action.replace("&amp;", "&"));
        let action = action.find(|action| action.split('?').next().unwrap().ends_with(to)).unwrap();
        let mut fields: Vec<_> = unseen.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.retain(|(name, _)| typed.iter().all(|(other, _)| other != name));
        fields.extend(typed);
        self.post(&action, &fields).await
    }

    /// Sets an app up, and keeps the recovery codes. The code that proved it is used up, so the clock goes on.
    pub(crate) async fn set_up_an_app(&mut self, provider: &TestProvider) -> (App, Vec<String>) {
        let page = self.open_account(ALICE).await;
        let setup = self.submit(&page, "/account/authenticator", &[]).await;
        assert_eq!(setup.status, 200, "{setup:?}");
        let app = App::with_the_key_of(&setup);
        let code = app.code(provider);
        let sheet = self.submit(&setup, "/authenticator/confirm", &[("code", &code)]).await;
        assert_eq!(sheet.status, 200, "{sheet:?}");
        provider.clock.advance(30);
        let codes = recovery_codes(&sheet);
        (app, codes)
    }

    /// Makes a passkey, in a browser of its own.
    pub(crate) async fn make_a_passkey(
        &mut self,
        browser: &software::Browser,
    ) -> (SoftwareAuthenticator, Answer) {
        let page = self.open_account(ALICE).await;
        let asked = self.submit(&page, "/account/passkeys", &[("name", "The laptop")]).await;
        assert_eq!(asked.status, 200, "{asked:?}");
        let (device, answer) = SoftwareAuthenticator::create(Algorithm::Es256, browser, &options(&asked));
        let made = self.submit(&asked, "/passkeys/add", &[("credential", &answer)]).await;
        (device, made)
    }

    /// Types the password, and stands before the second factor.
    pub(crate) async fn come_to_the_second_factor(&mut self, question: &str) -> Answer {
        let answer = self.sign_in(question, ALICE).await;
        assert!(answer.header("location").starts_with("/realms/default/second-factor?"), "{answer:?}");
        assert!(!self.is_signed_in());
        let page = self.get(answer.header("location")).await;
        assert_eq!(page.status, 200, "{page:?}");
        page
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        self.cookies.contains_key("__Host-idp_session")
    }
}

/// The ten codes of the sheet.
pub(crate) fn recovery_codes(sheet: &Answer) -> Vec<String> {
    let list = between(&sheet.text, "<div class=\"codes-sheet\">", "</ol>");
    let codes: Vec<_> =
        list.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10, "{sheet:?}");
    codes
}

/// What the client's ID token says of a sign-in that ended in a code.
pub(crate) async fn id_token(provider: &TestProvider, answer: &Answer) -> Value {
    let code = answer.sent("code").unwrap_or_else(|| panic!("no code: {answer:?}"));
    let bought = RelyingParty::two_doors(provider).redeem(&code).await.json();
    claims(text(&bought, "id_token"))
}

/// Nothing was issued: no code, and no session.
pub(crate) fn nothing_issued(browser: &Browser, answer: &Answer) {
    assert!(!browser.is_signed_in(), "{answer:?}");
    assert!(!answer.header("location").contains("code="), "{answer:?}");
    assert!(answer.status != 303 || answer.header("location").starts_with("/realms/default/"), "{answer:?}");
}

pub(crate) fn at_home() -> software::Browser {
    software::Browser::at(ORIGIN)
}

/// A question of the app's, which asks once more whoever is signed in.
pub(crate) fn asked_again() -> String {
    question(&[("prompt", "login")])
}
