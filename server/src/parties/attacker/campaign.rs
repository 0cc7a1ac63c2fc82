//! A campaign: one learner's attack, with an inbox that nobody else finds.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Loot, Replay};
use serde::Serialize;

use super::Attacker;
use super::forge::Cracking;
use authn::random_name;

/// Campaigns that are kept; the one that was quiet for longest makes room.
const CAMPAIGNS: usize = 500;
/// Pieces of loot, and replays, that a campaign keeps; the oldest make room.
const KEPT: usize = 50;

/// Every campaign, by name.
#[derive(Debug, Default)]
pub(super) struct Campaigns(HashMap<String, Campaign>);

/// What one campaign got hold of, and what it was good for. Oldest first.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Campaign {
    /// What was stolen.
    pub(super) loot: Vec<Loot>,
    /// What it opened.
    pub(super) replays: Vec<Replay>,
    #[serde(skip)]
    cracking: Cracking,
    #[serde(skip)]
    last_number: u64,
    #[serde(skip)]
    last_used: i64,
}

impl Campaigns {
    /// Adds an empty campaign at `now`, in seconds since 1970.
    fn begin(&mut self, name: String, now: i64) {
        if self.0.len() >= CAMPAIGNS {
            let quietest = self.0.iter().min_by_key(|(_, campaign)| campaign.last_used);
            let quietest = quietest.map(|(name, _)| name.clone());
            quietest.and_then(|name| self.0.remove(&name));
        }
        self.0.insert(name, Campaign { last_used: now, ..Campaign::default() });
    }

    /// A campaign, if there is one by that name.
    pub(super) fn find(&self, name: &str) -> Option<Campaign> {
        self.0.get(name).cloned()
    }

    /// Forgets a campaign, and with it what was stolen.
    pub(super) fn end(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Notes what arrived. Returns whether there is such a campaign.
    pub(super) fn add_loot(&mut self, name: &str, mut loot: Loot) -> bool {
        let Some(campaign) = self.0.get_mut(name) else { return false };
        loot.number = campaign.next(loot.at);
        push(&mut campaign.loot, loot);
        true
    }

    /// Notes what a replay came to. Returns whether there is such a campaign.
    pub(super) fn add_replay(&mut self, name: &str, mut replay: Replay) -> bool {
        let Some(campaign) = self.0.get_mut(name) else { return false };
        replay.number = campaign.next(replay.at);
        push(&mut campaign.replays, replay);
        true
    }

    /// Notes how far the guessing of a key is.
    pub(super) fn note_cracking(&mut self, name: &str, cracking: Cracking) {
        if let Some(campaign) = self.0.get_mut(name) {
            campaign.cracking = cracking;
        }
    }

    /// How far the guessing of a key is, if there is a campaign by that name.
    pub(super) fn cracking(&self, name: &str) -> Option<Cracking> {
        self.0.get(name).map(|campaign| campaign.cracking.clone())
    }
}

impl Campaign {
    fn next(&mut self, now: i64) -> u64 {
        self.last_used = now;
        self.last_number += 1;
        self.last_number
    }
}

fn push<T>(kept: &mut Vec<T>, one: T) {
    if kept.len() == KEPT {
        kept.remove(0);
    }
    kept.push(one);
}

/// `POST /campaigns`: begins one, and leads to its inbox.
pub(super) async fn begin(State(attacker): State<Arc<Attacker>>) -> Response {
    let name = random_name(&*attacker.random);
    attacker.campaigns().begin(name.clone(), attacker.clock.now());
    let mut response = Redirect::to(&format!("/campaigns/{name}")).into_response();
    // Not 302: whatever the method was, the inbox is read with GET (RFC 9110 §15.4.4).
    *response.status_mut() = StatusCode::SEE_OTHER;
    response
}

/// `POST /campaigns/{campaign}/end`: forgets it, and leads to the front page. Whoever knows the name may.
pub(super) async fn end(State(attacker): State<Arc<Attacker>>, Path(name): Path<String>) -> Redirect {
    attacker.campaigns().end(&name);
    Redirect::to("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loot(at: i64) -> Loot {
        Loot { number: 0, at, from: None, user_agent: None, text: "stolen".to_owned() }
    }

    #[test]
    fn a_full_shelf_makes_room_for_what_is_new() {
        let mut campaigns = Campaigns::default();
        for n in 0..=CAMPAIGNS {
            campaigns.begin(n.to_string(), i64::try_from(n).expect("500 is little"));
        }
        assert!(campaigns.find("0").is_none() && campaigns.find("1").is_some());
        for at in 0..60 {
            assert!(campaigns.add_loot("1", loot(at)));
        }
        let kept = campaigns.find("1").expect("it is there").loot;
        assert_eq!((kept.len(), kept[0].number, kept[49].number), (50, 11, 60));
        assert!(!campaigns.add_loot("nobody's", loot(0)));
    }
}
