//! The first half of something that a browser is to answer, and the answer.

use domain::Refusal;
use second_factor::passkeys::CeremonyHandle;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Provider;
use crate::database::{Ceremony, Purpose};
use crate::parameters::Parameters;
use crate::realm::Realm;

/// Remembers what is pending, and returns what the browser is to bring.
pub(crate) async fn begin(
    provider: &Provider,
    realm: &Realm,
    user_id: Option<i64>,
    purpose: Purpose,
    pending: &impl Serialize,
    expires_at: i64,
) -> Result<CeremonyHandle, Refusal> {
    let handle = CeremonyHandle::generate(&*provider.random);
    let state = serde_json::to_vec(pending).map_err(|error| {
        tracing::error!(%error, "a ceremony");
        Refusal::Unavailable
    })?;
    let ceremony = Ceremony { handle_hash: handle.hash(), user_id, purpose, state: &state, expires_at };
    provider.database.begin_ceremony(&realm.name, &ceremony).await?;
    Ok(handle)
}

/// Takes out what a form belongs to. Nothing, if there is no such thing, or it is somebody else's, or was taken before.
pub(crate) async fn take<Pending: DeserializeOwned>(
    provider: &Provider,
    realm: &Realm,
    user_id: Option<i64>,
    purpose: Purpose,
    form: &Parameters,
) -> Result<Option<Pending>, Refusal> {
    let handle = form.get("ceremony").and_then(|text| text.parse::<CeremonyHandle>().ok());
    let Some(handle) = handle else { return Ok(None) };
    let state = provider.database.take_ceremony(&realm.name, handle.hash(), user_id, purpose).await?;
    // A state that cannot be read was written by an older version, minutes ago: as good as none.
    Ok(state.and_then(|state| serde_json::from_slice(&state).ok()))
}
