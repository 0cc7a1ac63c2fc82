//! The two applications that send their users to the provider: neither knows whether somebody has a second factor.

use lab::{Moment, Table};

use super::super::stage::Stage;
use super::super::{Outcome, Void};
use super::alice;
use super::is_on;
use super::person::{Came, Client, Person};

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let phone = if is_on(stage) { Some(alice::turn_it_on(stage).await?) } else { None };
    stage.look(Moment::Before).await?;
    let mut rows = Vec::new();
    let mut let_in = Vec::new();
    for client in Client::ALL {
        // Each with a browser that the provider does not know.
        let mut mallory = Person::mallory(stage)?;
        let (brought, status) = tries(stage, &mut mallory, client).await?;
        if status == 200 {
            let_in.push(client.name());
        }
        rows.push([client.name().to_owned(), "Mallory".to_owned(), brought.to_owned(), status.to_string()]);
    }
    if let Some(mut phone) = phone {
        for (client, status) in alice::gets_in(stage, &mut phone).await? {
            let brought =
                if client == Client::TwoDoors { "password and code" } else { "nothing: signed in already" };
            rows.push([client.name().to_owned(), "Alice".to_owned(), brought.to_owned(), status.to_string()]);
        }
    }
    stage.evidence.tables.push(Table {
        caption: "Who asked for Alice’s profile, and with what".to_owned(),
        columns: ["At", "Who", "Brought", "Answer"].map(str::to_owned).to_vec(),
        rows: rows.into_iter().map(Vec::from).collect(),
    });
    Ok(match (let_in.is_empty(), is_on(stage)) {
        (false, _) => Outcome::fell(format!(
            "With nothing but her password Mallory was let in as Alice, at {}.",
            let_in.join(" and at ")
        )),
        (true, true) => Outcome::stood(
            "The password was right, and got Mallory to the question for a code: Two Doors and Notes let him in no further. Alice \
             was let in at both, with one code. Neither application was changed.",
        ),
        // Without a second factor a right password has to be enough, or nothing was tried.
        (true, false) => {
            return Err(Void("The right password was not enough, and nothing else was asked.".to_owned()));
        }
    })
}

async fn tries(stage: &Stage, mallory: &mut Person, client: Client) -> Result<(&'static str, u16), Void> {
    let words = format!("Mallory goes to {}, and types Alice’s password at the provider.", client.name());
    stage.browser.reader.before(|| words).await?;
    let _race = stage.browser.reader.race();
    match mallory.bring_the_password(stage, client).await? {
        Came::In(status) => Ok(("the password", status)),
        Came::HalfWay(page) if page.status == 200 => {
            // The password once more, now that the provider knows his browser: it asks again.
            match mallory.bring_the_password(stage, client).await? {
                Came::HalfWay(_) => Ok(("the password, twice", mallory.profile(stage, client).await?)),
                Came::In(status) => Ok(("the password, twice", status)),
            }
        }
        Came::HalfWay(page) => Err(Void(format!("The question for a code was answered {}.", page.status))),
    }
}
