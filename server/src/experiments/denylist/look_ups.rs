//! How often a request makes the server look something up to know whether its credential is still good: counted where the
//! rows are asked for.

use authn::local_storage_jwt::ACCESS_TOKEN_LIFETIME;
use axum::http::{HeaderName, header};
use lab::{Defence, Table};
use tower_sessions::session::Id;

use super::super::Void;
use super::super::stage::{OwnHouse, SECOND_BROWSER, Stage};

/// A credential of Alice's that stays good, and what it opens.
pub(super) struct Witness {
    credential: String,
    header: HeaderName,
    profile: &'static str,
}

impl Witness {
    /// Her access token at the token room.
    pub(super) async fn access_token(house: &OwnHouse) -> Result<Self, Void> {
        let reply = house.sign_in(SECOND_BROWSER, "/api/lab/rooms/jwt/login").await?;
        let access_token = reply.body["access_token"].as_str().unwrap_or_default();
        let credential = format!("Bearer {access_token}");
        Ok(Self { credential, header: header::AUTHORIZATION, profile: "/api/lab/rooms/jwt/profile" })
    }

    /// Her session's cookie at the session door.
    pub(super) async fn session(house: &OwnHouse) -> Result<Self, Void> {
        let reply = house.sign_in(SECOND_BROWSER, "/api/session/login").await?;
        let cookie = reply.cookie("__Host-session").unwrap_or_default();
        let credential = format!("__Host-session={cookie}");
        Ok(Self { credential, header: header::COOKIE, profile: "/api/session/profile/me" })
    }

    /// The session that the cookie names, if it is a cookie.
    pub(super) fn session_id(&self) -> Option<Id> {
        self.credential.strip_prefix("__Host-session=")?.parse().ok()
    }

    /// Sends one request, and counts the look-ups in it.
    pub(super) async fn look_ups(&self, house: &OwnHouse) -> Result<usize, Void> {
        let request = house.get(SECOND_BROWSER, self.profile, (self.header.clone(), &self.credential));
        let (reply, queries) = store::noting(request).await;
        match reply?.status {
            200 => Ok(queries.iter().filter(|query| LOOK_UPS.contains(query)).count()),
            status => Err(Void(format!("Alice’s own profile stayed shut: {status}."))),
        }
    }
}

/// The queries that ask whether a credential is still good.
const LOOK_UPS: [&str; 2] = ["read the session and its user", "ask the denylist"];

/// Counts them for a token without a denylist, for one with it, and for a session. Returns that in words.
pub(super) async fn measure(stage: &mut Stage) -> Result<String, Void> {
    let mut counted = Vec::new();
    for switches in [vec![], vec![Defence::Denylist]] {
        let house = OwnHouse::open(stage, ACCESS_TOKEN_LIFETIME, &switches).await?;
        counted.push(Witness::access_token(&house).await?.look_ups(&house).await?);
        if switches.is_empty() {
            counted.push(Witness::session(&house).await?.look_ups(&house).await?);
        }
    }
    let [bare, session, denylist] = counted[..] else { return Err(Void("Not all was counted.".to_owned())) };
    if (bare, denylist, session) != (0, 1, 1) {
        return Err(Void(format!(
            "The ledger says 0, 1 and 1 look-ups; counted were {bare}, {denylist} and {session}."
        )));
    }
    let row = |name: &str, look_ups: usize| vec![name.to_owned(), look_ups.to_string()];
    stage.evidence.tables.push(Table {
        caption: "Look-ups in one request for the profile".to_owned(),
        columns: ["Signed in with", "Look-ups"].map(Into::into).to_vec(),
        rows: vec![
            row("a token, and no denylist", bare),
            row("a token, and a denylist", denylist),
            row("a session", session),
        ],
    });
    Ok(format!(
        " Without a denylist a request with a token costs {bare} look-ups, with one {denylist}, and with a session {session}."
    ))
}
