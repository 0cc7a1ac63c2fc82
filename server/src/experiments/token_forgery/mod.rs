//! `token-forgery` (claim T1): the attacker makes an admin's token out of Alice's, in five ways, and tries each out.

mod forgery;

use app::experiments::TOKEN_FORGERY;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use lab::{Moment, Sheet, Table};
use serde_json::json;

use super::stage::{SecondBrowser, Stage};
use super::thousands::thousands;
use super::{Experiment, Outcome, Void};
use forgery::{Forgery, forge};

pub(super) struct TokenForgery;

/// Somebody who checks tokens.
#[derive(Clone, Copy)]
struct Verifier {
    log_in: &'static str,
    profile: &'static str,
}

const TOKEN_ROOM: Verifier =
    Verifier { log_in: "/api/lab/rooms/jwt/login", profile: "/api/lab/rooms/jwt/profile" };
const TOKEN_DOOR: Verifier = Verifier { log_in: "/api/jwt/login", profile: "/api/jwt/profile/me" };

/// The forgeries, as the attacker's site calls them.
const ATTACKS: [&str; 5] =
    ["alg-none", "weak-secret", "algorithm-confusion", "kid-injection", "jku-injection"];

#[async_trait]
impl Experiment for TokenForgery {
    fn sheet(&self) -> &'static Sheet {
        &TOKEN_FORGERY
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        // An arm of the token room is one forgery; the token door withstands them all, or does not.
        let own = ATTACKS.into_iter().find(|attack| stage.arm.slug == attack.replace('-', "_"));
        let verifier = if own.is_some() { TOKEN_ROOM } else { TOKEN_DOOR };
        let mut alice = stage.second_browser();
        let access_token = sign_in(&mut alice, verifier).await?;
        stage.look(Moment::Before).await?;
        let mut forgeries = Vec::new();
        for attack in own.map_or(ATTACKS.to_vec(), |attack| vec![attack]) {
            forgeries.push(forge(stage, verifier.profile, attack, &access_token).await?);
        }
        opens_her_own_profile(&mut alice, verifier, &access_token).await?;
        stage.evidence.tables = vec![table(&forgeries)];

        let guesses: u64 = forgeries.iter().map(|forgery| forgery.guesses).sum();
        let guesses =
            if guesses > 0 { format!(" {} words were tried.", thousands(guesses)) } else { String::new() };
        Ok(match forgeries.iter().find_map(|forgery| forgery.read.as_ref()) {
            Some(email) => Outcome::fell(format!(
                "The attacker’s server made an admin’s token out of Alice’s, sent it, and read {email}.{guesses}"
            )),
            None if forgeries.len() > 1 => Outcome::stood(format!(
                "All {} forged tokens were sent and answered with 401; Alice’s own opened her profile.{guesses}",
                forgeries.len()
            )),
            None => Outcome::stood(format!(
                "The forged token was sent and answered with 401; Alice’s own opened her profile.{guesses}"
            )),
        })
    }
}

/// Gets the attacker what he begins with: an ordinary user's access token.
async fn sign_in(alice: &mut SecondBrowser, verifier: Verifier) -> Result<String, Void> {
    let body = json!({ "email": READY_ACCOUNTS[0].email, "password": READY_ACCOUNTS[0].password });
    let answer = alice.post(verifier.log_in, &body).await?;
    let access_token = answer.body["access_token"].as_str().map(ToOwned::to_owned);
    access_token.ok_or_else(|| Void(format!("Alice could not sign in: {}.", answer.status)))
}

/// The positive control: the verifier does let people in, with the very token that the forgery was made of.
async fn opens_her_own_profile(
    alice: &mut SecondBrowser,
    verifier: Verifier,
    access_token: &str,
) -> Result<(), Void> {
    let answer = alice.get_bearer(verifier.profile, access_token).await?;
    if answer.status == 200 && answer.body["email"] == READY_ACCOUNTS[0].email {
        return Ok(());
    }
    Err(Void(format!("Alice’s own token did not open her profile: {}.", answer.status)))
}

fn table(forgeries: &[Forgery]) -> Table {
    let rows = forgeries.iter().map(|forgery| {
        let guesses = if forgery.guesses == 0 {
            "none needed".to_owned()
        } else {
            format!("{} of {} words", thousands(forgery.guesses), thousands(forgery.of))
        };
        let read = forgery.read.clone().unwrap_or_else(|| "nothing".to_owned());
        vec![forgery.attack.to_owned(), forgery.header.clone(), guesses, forgery.status.to_string(), read]
    });
    Table {
        caption: "What was forged, and what it opened".to_owned(),
        columns: ["Attack", "Header of the forged token", "Guesses", "Status", "Read"]
            .map(Into::into)
            .to_vec(),
        rows: rows.collect(),
    }
}
