//! A refresh token that two people use: its owner, and a thief who copied it.

use authn::READY_ACCOUNTS;
use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use lab::{Event, Lane, Mark, Moment, Table};

use super::super::stage::{OwnHouse, SECOND_BROWSER, Stage};
use super::super::{Outcome, Void};
use super::client::{ALICES, Client, TOKEN_DOOR, TOKEN_ROOM};
use crate::parties::attacker::ATTACKERS_SERVER;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
/// When the thief comes back, counted from Alice's own refresh, in words and seconds: once his access token has run out,
/// and then each time shortly before a refresh token would.
const COMES_BACK: [(&str, i64); 3] =
    [("16 minutes later", 16 * MINUTE), ("6 days later", 6 * DAY), ("12 days later", 12 * DAY)];

/// Who came with what, and what it was answered with.
struct Visits(Vec<Vec<String>>);

impl Visits {
    fn note(&mut self, when: &str, who: &str, what: &str, status: u16) {
        self.0.push(vec![when.to_owned(), who.to_owned(), what.to_owned(), status.to_string()]);
    }
}

pub(super) async fn play(stage: &mut Stage) -> Result<Outcome, Void> {
    let at = if stage.arm.slug == "family" { TOKEN_ROOM } else { TOKEN_DOOR };
    let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &stage.defences).await?;
    house.begin_to_note();
    let mut visits = Visits(Vec::new());
    let mut alice = Client::sign_in(&house, SECOND_BROWSER, at).await?;
    let mut thief = alice.copied_by(ATTACKERS_SERVER);

    let keeps =
        |alice: &Client<'_>, thief: &Client<'_>| vec![alice.kept(ALICES), thief.kept("The thief’s program")];
    stage.evidence.looks.push(house.look(Moment::Before, keeps(&alice, &thief)).await?);

    house.clock.advance(20 * MINUTE);
    let bought = thief.refresh().await?.status;
    visits.note("20 minutes after the theft", "the thief", "the copied refresh token", bought);
    let opened = thief.profile().await?.status;
    visits.note("at once", "the thief", "the new access token", opened);
    // The positive control: until somebody notices, the copy is as good as the original.
    if (bought, opened) != (200, 200) {
        return Err(Void("The copied refresh token bought nothing, so nothing was tried.".to_owned()));
    }

    house.clock.advance(MINUTE);
    let noticed = alice.refresh().await?.status;
    visits.note("a minute later", "Alice", "the same refresh token, which is hers", noticed);
    visits.note("at once", "the thief", "the access token that he has", thief.profile().await?.status);

    let mut last = None;
    let mut waited = 0;
    for (when, seconds) in COMES_BACK {
        house.clock.advance(seconds - waited);
        waited = seconds;
        if thief.profile().await?.status == 200 {
            return Err(Void("The thief’s access token outlived its time.".to_owned()));
        }
        let bought = thief.refresh().await?.status;
        visits.note(when, "the thief", "the refresh token that he has", bought);
        let opened = thief.profile().await?.status;
        visits.note("at once", "the thief", "the access token that he has", opened);
        if opened == 200 {
            last = Some(when);
        }
    }
    stage.evidence.looks.push(house.look(Moment::After, keeps(&alice, &thief)).await?);
    // The house is not shut for everybody: whoever knows the password is let in.
    let again = Client::sign_in(&house, SECOND_BROWSER, at).await?.profile().await?.status;
    visits.note("in the end", "Alice", "her password, and what it got her", again);
    if again != 200 {
        return Err(Void("Alice herself was not let in any more.".to_owned()));
    }

    for event in house.noted() {
        stage.traces.note(&stage.sandbox, in_a_thiefs_hands(event));
    }
    stage.evidence.tables = vec![table(visits)];
    Ok(match last {
        Some(when) => Outcome::fell(format!(
            "Both used the same refresh token, and nothing was noticed. {when}, counted from Alice’s refresh, the thief bought another pair and read {}.",
            READY_ACCOUNTS[0].email
        )),
        None => Outcome::stood(format!(
            "Alice’s refresh was the second use of her token: it was answered with {noticed}, and the whole family ended. The thief’s pair bought nothing more; his last access token ran out."
        )),
    })
}

/// A body that the trace does not look into: what the thief brings along to a refresh is Alice's.
fn in_a_thiefs_hands(mut event: Event) -> Event {
    if event.from == Lane::Attacker && event.name.ends_with("/refresh") {
        "with a refresh token of Alice’s family".clone_into(&mut event.note);
        if event.status == Some(200) {
            event.mark = Mark::Stolen;
        }
    }
    event
}

fn table(visits: Visits) -> Table {
    Table {
        caption: "Who came with what".to_owned(),
        columns: ["When", "Who", "Brought", "Status"].map(Into::into).to_vec(),
        rows: visits.0,
    }
}
