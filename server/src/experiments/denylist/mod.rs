//! `denylist` (claim T6): Alice signs out, and a thief tries the copy that he made before; then a crowd signs out, and
//! what has to be kept and looked up for that is measured.

mod copy;
mod growth;
mod look_ups;

use app::experiments::DENYLIST;
use async_trait::async_trait;
use authn::READY_ACCOUNTS;
use domain::{Door, UserId};
use lab::{Defence, Fact, Moment, Sheet};

use super::stage::Stage;
use super::{Experiment, Outcome, Void};
use copy::{Copied, Thief};

pub(super) struct Denylist;

#[async_trait]
impl Experiment for Denylist {
    fn sheet(&self) -> &'static Sheet {
        &DENYLIST
    }

    async fn play(&self, stage: &mut Stage) -> Result<Outcome, Void> {
        let mut alice = stage.second_browser();
        let copied = match (stage.arm.slug, stage.door()?) {
            (_, Door::CookieSession) => Copied::session(&mut alice).await?,
            ("text_hash", _) => Copied::access_token(&mut alice, "/api/lab/rooms/jwt/logout-by-hash").await?,
            _ => Copied::access_token(&mut alice, "/api/lab/rooms/jwt/logout").await?,
        };
        stage.look(Moment::Before).await?;
        let mut thief = Thief::default();
        thief.try_all(stage, &copied, "before the logout").await?;
        // A careful verifier knows one spelling, which is all that it has to let in.
        let controls = if stage.defences.contains(&Defence::PinnedAlgorithm) { 1 } else { usize::MAX };
        if !thief.read(controls) {
            return Err(Void("The copy opened nothing even before the logout.".to_owned()));
        }
        let before = rows(stage, copied.user).await?;
        copied.log_out(&mut alice).await?;
        let after = rows(stage, copied.user).await?;
        stage.evidence.server = vec![
            Fact::new(
                "Entries of the denylist",
                format!("{} before the logout, {} after it", before.0, after.0),
            ),
            Fact::new("Alice’s sessions", format!("{} before the logout, {} after it", before.1, after.1)),
        ];
        let got_in = thief.try_all(stage, &copied, "after the logout").await?;
        stage.evidence.tables = vec![thief.table()];
        stage.look(Moment::After).await?;

        let cost = if stage.arm.slug == "jti" { cost(stage).await? } else { String::new() };
        let alice = READY_ACCOUNTS[0].email;
        Ok(match got_in {
            Some(spelling) => Outcome::fell(format!(
                "Alice had signed out. The thief sent {spelling}, and read {alice}.{cost}"
            )),
            None => Outcome::stood(format!(
                "The copy opened Alice’s profile until she signed out, and nothing afterwards.{cost}"
            )),
        })
    }
}

/// What it takes, measured in a house with nobody else in it.
async fn cost(stage: &mut Stage) -> Result<String, Void> {
    match stage.defences[..] {
        [] => look_ups::measure(stage).await,
        [Defence::Denylist] => growth::measure(stage).await,
        // Who checks the signature changes nothing about either.
        _ => Ok(String::new()),
    }
}

/// How many entries the sandbox's denylist has, and how many sessions a user.
async fn rows(stage: &Stage, user: UserId) -> Result<(u64, usize), Void> {
    let lost = |_| Void("The rows could not be counted.".to_owned());
    let denied = stage.lab.store.count_denied(&stage.sandbox).await.map_err(lost)?;
    let sessions = stage.house.sessions.devices(user, stage.house.clock.now()).await.map_err(lost)?;
    Ok((denied, sessions.len()))
}
