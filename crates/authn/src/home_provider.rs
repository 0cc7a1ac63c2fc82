//! The identity provider that belongs to the lab: another party all the same, of which the house knows who it is, and that it
//! has a *realm* for each sandbox.

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Email, Refusal, SandboxId};

use crate::READY_ACCOUNTS;
use crate::relying_party::{Identity, IssuerTemplate, ProviderId};

/// The lab's own identity provider.
#[derive(Clone, Debug)]
pub struct HomeProvider {
    /// Its name in our own addresses.
    pub id: ProviderId,
    /// Its name for itself towards each sandbox.
    pub issuer: IssuerTemplate,
    /// Makes its realms.
    pub realms: Arc<dyn Realms>,
}

/// What the house asks of the provider beside sign-ins.
#[async_trait]
pub trait Realms: Debug + Send + Sync {
    /// Makes the realm of a sandbox with the ready accounts, unless it is there.
    async fn ensure(&self, sandbox: &SandboxId) -> Result<(), RealmError>;

    /// Forgets everything in the realm of a sandbox, and begins it anew with the ready accounts, if it is there. Nobody is
    /// signed in there any more.
    async fn reset(&self, sandbox: &SandboxId) -> Result<(), RealmError>;
}

/// The provider did not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[error("the identity provider did not do it: {0}")]
pub struct RealmError(pub String);

impl From<RealmError> for Refusal {
    /// The log gets the reason; the visitor learns only that nothing was changed.
    fn from(error: RealmError) -> Self {
        tracing::error!(event = "provider_down", %error);
        Self::Unavailable
    }
}

impl HomeProvider {
    /// Whom the provider means by the ready account with this address. Any other account is linked by its owner, and by
    /// nobody else.
    pub(crate) fn ready_identity(&self, sandbox: &SandboxId, email: &Email) -> Option<Identity> {
        let ready = READY_ACCOUNTS.iter().find(|ready| ready.email == email.as_str())?;
        Some(Identity { issuer: self.issuer.of(sandbox), subject: ready.subject.to_owned() })
    }
}
