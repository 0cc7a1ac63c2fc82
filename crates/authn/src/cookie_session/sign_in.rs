//! What a session is about, between the database row and the use cases.

use std::sync::Arc;

use domain::{DeviceId, Refusal, SandboxId, User, UserId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use tower_sessions_core::session::{self, Id, Session};
use tower_sessions_core::session_store;

use super::expires_at;
use crate::relying_party::ProviderSession;
use crate::{Ending, House, StoreError, Visitor, device_cookie};

/// The one key under which a session keeps anything: the store turns it into columns and back.
const SIGN_IN: &str = "sign_in";

/// What the store reports when an account was disabled, or its password changed, while somebody was signing in.
pub const ACCOUNT_CHANGED: &str = "the account changed during the sign-in";

/// Somebody's sign-in on one device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// Who. Read together with the row, so that a signed-in request costs one query.
    pub user: User,
    /// Where they live.
    pub sandbox: SandboxId,
    /// The password's version that was checked; the row is not written if it is no longer the current one.
    pub password_version: i64,
    /// What the browser called itself.
    pub device: String,
    /// Through which session of a provider's they came in. Nothing, for whoever knew the password here.
    pub provider_session: Option<ProviderSession>,
    /// When it began, in seconds since 1970. The store sets it.
    pub created_at: i64,
    /// When it was last heard of, in seconds since 1970. The store sets it.
    pub last_seen_at: i64,
}

impl SignIn {
    fn new(
        user: User,
        password_version: i64,
        provider_session: Option<ProviderSession>,
        visitor: &Visitor,
        now: i64,
    ) -> Self {
        Self {
            user,
            sandbox: visitor.home(),
            password_version,
            device: visitor.device.clone(),
            provider_session,
            created_at: now,
            last_seen_at: now,
        }
    }

    /// Reads it out of a record.
    #[must_use]
    pub fn of(record: &session::Record) -> Option<Self> {
        record.data.get(SIGN_IN).and_then(|value| serde_json::from_value(value.clone()).ok())
    }

    /// The record of a session that was looked for: what [`tower_sessions_core::SessionStore::load`] answers.
    ///
    /// # Errors
    /// The store's, by the names that the layer has for them.
    pub fn into_record(
        id: Id,
        found: Result<Option<Self>, StoreError>,
    ) -> session_store::Result<Option<session::Record>> {
        let found = found.map_err(|error| match error {
            StoreError::Unavailable(reason) => session_store::Error::Backend(reason),
            StoreError::Corrupt(reason) => session_store::Error::Decode(reason),
        })?;
        let Some(sign_in) = found else { return Ok(None) };
        let decode = |error: &dyn std::fmt::Display| session_store::Error::Decode(error.to_string());
        let expires_at = expires_at(sign_in.created_at, sign_in.last_seen_at);
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires_at).map_err(|error| decode(&error))?;
        Ok(Some(session::Record {
            id,
            data: sign_in.into_data().map_err(|error| decode(&error))?,
            expiry_date,
        }))
    }

    /// Writes it into a record's data.
    ///
    /// # Errors
    /// If it has no JSON form, which no sign-in lacks.
    pub fn into_data(self) -> serde_json::Result<std::collections::HashMap<String, serde_json::Value>> {
        Ok([(SIGN_IN.to_owned(), serde_json::to_value(self)?)].into())
    }
}

/// The hash that a session's row is kept under: a leaked table opens nothing (ASVS 7.2.3 for the id itself).
#[must_use]
pub fn device_id(id: Id) -> DeviceId {
    DeviceId(Sha256::digest(id.0.to_le_bytes()).into())
}

// #region remembered, or read
/// The sign-in that a request's cookie stands for, if it is alive and belongs where the visitor is.
pub(super) async fn read(
    house: &House,
    session: &Session,
    visitor: &Visitor,
) -> Result<(DeviceId, Arc<SignIn>), Refusal> {
    let id = device_id(session.id().ok_or(Refusal::Unauthorized)?);
    let sign_in = match house.sessions.remembered(&id) {
        Some(sign_in) => sign_in,
        None => row(house, &id).await?,
    };
    if !visitor.may_live_in(&sign_in.sandbox) {
        return Err(Refusal::Unauthorized);
    }
    Ok((id, sign_in))
}
// #endregion remembered, or read

/// The same by the row alone, whatever is remembered: for whoever wants to know what the memory saves. Nobody notes that the
/// session was heard of.
///
/// # Errors
/// [`Refusal::Unauthorized`] without a live session; [`Refusal::Unavailable`] if nobody can tell.
pub async fn read_row(house: &House, session: &Session, visitor: &Visitor) -> Result<Arc<SignIn>, Refusal> {
    let id = device_id(session.id().ok_or(Refusal::Unauthorized)?);
    let sign_in = row(house, &id).await?;
    if visitor.may_live_in(&sign_in.sandbox) { Ok(sign_in) } else { Err(Refusal::Unauthorized) }
}

/// The sign-in as its row has it.
async fn row(house: &House, id: &DeviceId) -> Result<Arc<SignIn>, Refusal> {
    house.sessions.find_session(id).await?.map(Arc::new).ok_or(Refusal::Unauthorized)
}

/// Begins a session for whoever has proven who they are, by whichever means: every sign-in ends here. It is bound to the
/// `password_version` that the proof belongs to.
pub(crate) async fn begin(
    house: &House,
    session: &Session,
    visitor: &Visitor,
    user: User,
    password_version: i64,
    provider_session: Option<ProviderSession>,
) -> Result<(), Refusal> {
    device_cookie::remember(house, visitor, user.id).await?;
    let replaced: Option<SignIn> = session.get(SIGN_IN).await.map_err(lost)?;
    let (id, now) = (user.id, house.clock.now());
    begin_afresh(session, SignIn::new(user, password_version, provider_session, visitor, now)).await?;
    // One from before a change of the password ended with it.
    let replaced = replaced.filter(|old| old.user.id != id || old.password_version == password_version);
    if let Some(old) = replaced {
        house.journal.session_expired(Some(old.user.id), Ending::Replaced, 1);
    }
    house.journal.session_created(id, session.id().map(device_id), visitor);
    Ok(())
}

/// How many sessions of a user's are alive: for the journal, before something ends them all.
pub(crate) async fn alive(house: &House, user: UserId) -> Result<u64, Refusal> {
    Ok(house.sessions.devices(user, house.clock.now()).await?.len() as u64)
}

// #region a fresh id
/// Begins a session under a fresh id; whatever id the browser came with is dead (ASVS 7.2.4).
async fn begin_afresh(session: &Session, sign_in: SignIn) -> Result<(), Refusal> {
    session.cycle_id().await.map_err(lost)?;
    session.insert(SIGN_IN, sign_in).await.map_err(lost)?;
    // Written here, not when the response leaves: a sign-in that left no row must not answer 200.
    session.save().await.map_err(lost)
}
// #endregion a fresh id

/// Ends the session that the request came with.
pub(super) async fn end(session: &Session) -> Result<(), Refusal> {
    session.flush().await.map_err(lost)
}

fn lost(error: session::Error) -> Refusal {
    match error {
        session::Error::Store(session_store::Error::Backend(reason)) if reason == ACCOUNT_CHANGED => {
            Refusal::InvalidCredentials
        }
        error => {
            tracing::error!(%error, "session store");
            Refusal::Unavailable
        }
    }
}
