//! The room's arms: one cookie each, attacked in every way from both neighbourhoods.

use lab::rooms::csrf::{Account, Refused, SameSite};
use lab::{Defence, Moment};

use super::super::stage::{Neighbourhood, Stage, comes_true};
use super::super::{Outcome, Void};
use super::cells::{Cell, OWN_WAYS, cells, tables};

/// Alice signs in and pays; then the attacker's pages try to make her pay, and the room's log says what came of it.
pub(super) async fn play(stage: &mut Stage, same_site: SameSite) -> Result<Outcome, Void> {
    stage.vulnerable.csrf.clear(&stage.sandbox);
    let bank = format!("/stage/csrf?same_site={}", same_site.slug());
    stage.browser.visit(&bank, "Alice signs in to her bank, and pays the gardener.").await?;
    own_page_pays(stage).await?;
    stage.look(Moment::Before).await?;
    let variant = [("same_site", same_site.slug()), ("checks", "switched")];
    for from in Neighbourhood::ALL {
        let words = format!("Alice follows a link to a page on {}.", from.words());
        stage.lure(from, "/csrf", &variant, &words).await?;
    }

    let account = account(stage);
    let loot = stage.attacker.loot_so_far().await?;
    let cells = cells(same_site, &account, &loot);
    let attribute = same_site.under(&stage.defences);
    check(stage, attribute, &cells)?;
    stage.evidence.tables = tables(attribute, &cells, &account);
    Ok(outcome(stage, &cells))
}

fn account(stage: &Stage) -> Account {
    stage.vulnerable.csrf.account(&stage.sandbox, stage.house.clock.now())
}

/// The control: under the same defences, what the room's own page sends is obeyed.
async fn own_page_pays(stage: &Stage) -> Result<(), Void> {
    let paid = || {
        let transfers = account(stage).transfers;
        transfers.iter().filter(|transfer| transfer.nonce.starts_with("own-page.")).count()
    };
    if comes_true(|| paid() == OWN_WAYS.len()).await {
        return Ok(());
    }
    Err(Void(format!("Only {} of Alice’s own {} transfers were made.", paid(), OWN_WAYS.len())))
}

/// Whether everything was carried out, and everything that was switched on was there.
fn check(stage: &Stage, attribute: SameSite, cells: &[Cell]) -> Result<(), Void> {
    let on = |defence| stage.defences.contains(&defence);
    for cell in cells {
        let (name, refused) = (cell.words(), cell.refused());
        if cell.has_to_arrive() && cell.attempt.is_none() {
            return Err(Void(format!("{name}: it never reached the bank, so it was not withstood.")));
        }
        if refused == Some(Refused::Malformed) {
            return Err(Void(format!(
                "{name}: it was malformed, and would have come to nothing in any case."
            )));
        }
        if on(Defence::OriginCheck) && cell.by_post() && refused != Some(Refused::AnotherOrigin) {
            return Err(Void(format!("{name}: the Origin check was switched on, and did not refuse it.")));
        }
        if on(Defence::SameSite) && !cell.may_carry(attribute) {
            return Err(Void(format!("{name}: SameSite was switched on, and the cookie came along.")));
        }
    }
    Ok(())
}

fn outcome(stage: &Stage, cells: &[Cell]) -> Outcome {
    let arrived = cells.iter().filter(|cell| cell.attempt.is_some()).count();
    let through: Vec<_> = cells.iter().filter(|cell| cell.through).collect();
    if through.is_empty() {
        let because = |reason| cells.iter().filter(|cell| cell.refused() == Some(reason)).count();
        let reasons = [
            (because(Refused::AnotherOrigin), "for its origin"),
            (because(Refused::NoToken), "for the form’s token, which another page cannot read"),
            (because(Refused::NoSession), "because the cookie had stayed at home"),
        ];
        let reasons = reasons.into_iter().filter(|(n, _)| *n > 0);
        let reasons: Vec<_> = reasons.map(|(n, reason)| format!("{n} {reason}")).collect();
        return Outcome::stood(format!(
            "{arrived} forged requests reached the bank, and none paid. Refused: {}.",
            reasons.join(", ")
        ));
    }
    let ways = Neighbourhood::ALL.map(|from| {
        let mut ways: Vec<_> =
            through.iter().filter(|cell| cell.from == from).map(|cell| cell.way.words()).collect();
        let all = cells.iter().filter(|cell| cell.from == from && cell.attempt.is_some()).count();
        let ways = match ways.len() {
            0 => "nothing".to_owned(),
            some if some == all => "everything that was sent".to_owned(),
            _ => {
                ways.dedup();
                ways.join(", ")
            }
        };
        format!("From {}: {ways}.", from.words())
    });
    let same_site = if stage.defences.contains(&Defence::SameSite) {
        " SameSite kept the cookie at home where another site’s forms and scripts asked. A port is no other site."
    } else {
        ""
    };
    let origin_check = if stage.defences.contains(&Defence::OriginCheck) {
        " The Origin check refused every POST. It lets questions pass, and here a question pays."
    } else {
        ""
    };
    let n = through.len();
    Outcome::fell(format!(
        "{n} of {arrived} forged requests paid. {}{same_site}{origin_check}",
        ways.join(" ")
    ))
}
