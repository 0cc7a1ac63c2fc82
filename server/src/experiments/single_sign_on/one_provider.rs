//! Two apps that leave it to one provider who somebody is: this one, and Notes.

use authn::READY_ACCOUNTS;
use lab::Moment;

use super::super::stage::{Page, Stage, Traveller};
use super::super::{Outcome, Void};
use super::{copies, prompts};

/// Signs Alice in at both, takes copies, signs her out at one, and tries the copies.
pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let mut alice = stage.traveller()?;
    let (app, provider) = sign_in_at_app(stage, &mut alice).await?;
    let notebook = alice.open(&format!("{}/", stage.origin)).await?.link("Notes")?;
    let arrived = alice.press(&format!("{notebook}sign-in")).await?;
    let asked_again = arrived.asks_for_password();
    let notes = arrived.host();
    let who = [(&app, "The app"), (&notes, "Notes"), (&provider, "The identity provider")];
    stage.evidence.tables.push(prompts(who.map(|(host, name)| counted(&alice, host, name)).to_vec()));
    if asked_again {
        return Ok(Outcome::fell(
            "The second app sent Alice to the provider, which asked for her password again.",
        ));
    }
    stage.look(Moment::Before).await?;

    let profiles = [format!("{}/api/session/profile/me", stage.origin), format!("{notebook}api/profile")];
    let mut copy = alice.copied();
    for profile in &profiles {
        if !copy.opens(profile).await? {
            return Err(Void(
                "A copy did not work even before the sign-out, so nothing was tried.".to_owned(),
            ));
        }
    }
    let question = alice.press(&format!("{notebook}sign-out-everywhere")).await?;
    alice.fill_in(&question, &[]).await?;
    let (first, other) = (copy.opens(&profiles[0]).await?, copy.opens(&profiles[1]).await?);
    stage.evidence.tables.push(copies([("The app", first), ("Notes", other)]));

    let typed = "Alice typed her password once, at the provider, and neither app’s server read it.";
    Ok(if first || other {
        Outcome::fell(format!(
            "{typed} After she had signed out everywhere, a copy of a session still opened an app."
        ))
    } else {
        Outcome::stood(format!(
            "{typed} She signed out once, at Notes: the provider told the servers of both apps, and copies of both sessions were \
             answered with 401."
        ))
    })
}

/// Leaves the app for the provider, and comes back. Returns the hosts of the two.
async fn sign_in_at_app(stage: &Stage, alice: &mut Traveller) -> Result<(String, String), Void> {
    let home = stage.house.home_provider.as_ref();
    let id = home.map(|home| home.id.clone()).ok_or_else(|| Void("There is no provider here.".to_owned()))?;
    let form: Page = alice.press(&format!("{}/sign-in/{id}", stage.origin)).await?;
    if !form.asks_for_password() {
        return Err(Void("The provider did not ask who she is.".to_owned()));
    }
    let account = READY_ACCOUNTS[0];
    let typed = [("email", account.email), ("password", account.password)];
    let back = alice.fill_in(&form, &typed).await?;
    if back.status == 200 && back.host() != form.host() {
        return Ok((back.host(), form.host()));
    }
    Err(Void("The provider did not send Alice back: was her password there changed?".to_owned()))
}

/// A row of what it took.
fn counted(alice: &Traveller, host: &str, name: &str) -> (String, usize, usize) {
    let of = |counts: &std::collections::BTreeMap<String, usize>| counts.get(host).copied().unwrap_or(0);
    (name.to_owned(), of(&alice.prompts), of(&alice.requests))
}
