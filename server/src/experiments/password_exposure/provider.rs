//! The identity provider's form: another origin, which the script on the app's page cannot reach. Nor can this lab, which types
//! for Alice at the doors: there it is the learner who types.

use lab::{Fact, Moment};
use reqwest::Url;

use super::super::stage::Stage;
use super::super::{Outcome, Void};
use super::{listens, password_grant};

/// Where the provider sends a browser back to.
const CALLBACK: &str = "GET /sign-in/idp/callback";

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let home = stage.house.home_provider.clone();
    let home = home.ok_or_else(|| Void("This app has no identity provider of its own.".to_owned()))?;
    let silent = |_| Void("The identity provider does not answer.".to_owned());
    // Whoever is signed in there already would not be asked for a password.
    home.realms.ensure(&stage.sandbox).await.map_err(silent)?;
    home.realms.reset(&stage.sandbox).await.map_err(silent)?;
    stage.browser.visit("/wall", "Alice reads the wall. Whatever was posted there runs in her page.").await?;
    let listens = listens(stage).await?;
    stage.look(Moment::Before).await?;
    let begun = stage.recorded_so_far();
    let wall = format!("{}/wall", stage.origin);
    let address = |way_back: &str| {
        let parameters = [("sign-in", "providers"), ("return_to", way_back)];
        Url::parse_with_params(&wall, parameters).ok().map(String::from)
    };
    let words = "Now you are Alice. From the wall go on to the identity provider, and sign in there.";
    stage.browser.leave(address, &format!("/experiments/{}", stage.slug), words).await?;
    // The control: she came back from the provider, and is signed in.
    let back = stage.recorded(CALLBACK, begun).await;
    if back.is_none_or(|event| event.status != Some(303)) {
        return Err(Void("Nobody signed in at the provider.".to_owned()));
    }
    let (mut keys, mut hears) = (String::new(), false);
    while let Some(heard) = stage.overheard().await? {
        // It hears the form that leads to the provider, and that no key goes with it.
        hears |= heard["keys"].is_string();
        keys.push_str(heard["keys"].as_str().unwrap_or_default());
    }
    let (offered, answers) = password_grant::refused(stage).await?;
    stage.evidence.server = vec![offered];
    stage.evidence.tables.push(answers);
    if listens && !hears {
        return Err(Void("The script on the page that Alice left from was deaf.".to_owned()));
    }
    let found = if keys.is_empty() { "nothing".to_owned() } else { format!("{} keys", keys.chars().count()) };
    stage.evidence.browser = vec![Fact::new("what the script heard", found)];
    let issuer = home.issuer.of(&stage.sandbox);
    let origin = issuer.split("/realms").next().unwrap_or_default();
    Ok(if !keys.is_empty() {
        Outcome::fell("The script on the app’s page heard keys of a password.")
    } else if listens {
        Outcome::stood(format!(
            "The script ran on the app’s page, and said so. The password was typed at {origin}, where it cannot listen: Alice is \
             signed in, and not one key arrived at the attacker’s."
        ))
    } else {
        Outcome::stood(format!(
            "The script did not run. The password was typed at {origin}, and Alice is signed in."
        ))
    })
}
