//! Alice, and the app on her phone.

use base32::Alphabet::Rfc4648;
use totp_rs::Builder;

use super::super::Void;
use super::super::stage::Stage;
use super::person::{Came, Client, Person};

/// How long a code is shown, in seconds (RFC 6238 §5.2).
const STEP: i64 = 30;

/// An authenticator app, with the key that a page showed.
pub(super) struct Phone {
    secret: Vec<u8>,
    used_at: i64,
}

impl Phone {
    /// A code that was not used before: the one shown now, or the next, which is good already.
    fn code(&mut self, now: i64) -> String {
        self.used_at = now.max(self.used_at + STEP);
        self.at(self.used_at)
    }

    fn at(&self, moment: i64) -> String {
        let totp = Builder::new().with_digits(6).with_step_duration(30).with_secret(self.secret.as_slice());
        totp.build_noncompliant().generate(moment.unsigned_abs()).to_string()
    }
}

/// Alice turns the second factor on, at the provider and nowhere else.
pub(super) async fn turn_it_on(stage: &Stage) -> Result<Phone, Void> {
    const WORDS: &str = "Alice turns the second factor on: at the provider, with the app on her phone. Nothing else is changed.";
    stage.browser.reader.before(|| WORDS.to_owned()).await?;
    // A code is good for a minute at most, and waits for no reader.
    let _race = stage.browser.reader.race();
    let mut alice = Person::alice(stage)?;
    let account = alice.account(stage).await?;
    let setup = alice.change(stage, &account, "/account/authenticator", &[]).await?;
    let key = setup.text.split_once("<code>").and_then(|(_, rest)| rest.split_once("</code>"));
    let key: String = key.map_or("", |(key, _)| key).split_whitespace().collect();
    let secret = base32::decode(Rfc4648 { padding: false }, &key);
    let secret = secret.filter(|secret| !secret.is_empty());
    let secret = secret.ok_or_else(|| Void("The provider showed Alice no key.".to_owned()))?;
    let now = stage.house.clock.now();
    let phone = Phone { secret, used_at: now };
    let done = alice.change(stage, &setup, "/confirm", &[("code", &phone.at(now))]).await?;
    if done.status == 200 {
        Ok(phone)
    } else {
        Err(Void(format!("Alice’s first code was answered with {}.", done.status)))
    }
}

/// The control: she herself gets in at both clients, and is asked for a code once. Returns their answers.
pub(super) async fn gets_in(stage: &Stage, phone: &mut Phone) -> Result<Vec<(Client, u16)>, Void> {
    const WORDS: &str = "Alice herself signs in, with her password and the code that her phone shows.";
    stage.browser.reader.before(|| WORDS.to_owned()).await?;
    let _race = stage.browser.reader.race();
    let mut alice = Person::alice(stage)?;
    let mut answers = Vec::new();
    for client in Client::ALL {
        let mut came = alice.bring_the_password(stage, client).await?;
        if let Came::HalfWay(page) = came {
            let code = phone.code(stage.house.clock.now());
            came = alice.bring_a_code(stage, client, &page, &code).await?;
        }
        match came {
            Came::In(200) => answers.push((client, 200)),
            Came::In(status) => {
                return Err(Void(format!("{} answered Alice herself with {status}.", client.name())));
            }
            Came::HalfWay(_) => return Err(Void("Alice’s code was not enough.".to_owned())),
        }
    }
    Ok(answers)
}
