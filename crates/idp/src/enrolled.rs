//! What somebody has set up, read from its rows: the secret of the app is opened, and everything else is as it lies there.

use domain::Refusal;
use second_factor::totp::{TimeStep, TotpSecret};
use second_factor::{Enrolled, EnrolledTotp};

use crate::Provider;
use crate::database::StoredFactors;

/// What a user's secret is bound to beside the key: the row's number is never given to another user, in any realm.
pub(crate) fn sealed_for(user: i64) -> String {
    format!("user {user}")
}

impl Provider {
    /// What a user has set up, to hold an attempt against.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] also if the app's secret does not open: the password alone must not be enough then.
    pub(crate) fn enrolled(&self, user: i64, stored: StoredFactors) -> Result<Enrolled, Refusal> {
        let totp = stored.totp.map(|totp| {
            let secret = TotpSecret::open(&self.sealing_key, &totp.sealed, &sealed_for(user));
            secret.map(|secret| EnrolledTotp { secret, last_used: Some(TimeStep(totp.last_used_step)) })
        });
        let totp = totp.transpose().map_err(|error| {
            tracing::error!(%error, user, "an authenticator app's secret");
            Refusal::Unavailable
        })?;
        Ok(Enrolled {
            totp,
            passkeys: stored.passkeys.into_iter().map(|stored| stored.passkey).collect(),
            recovery_codes: stored.recovery_codes,
        })
    }
}
