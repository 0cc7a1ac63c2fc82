//! A ready account that a play changes: it is as every sandbox begins when the play gets it, and afterwards, whatever
//! becomes of the play.

use std::sync::Arc;

use authn::{House, ReadyAccount};
use domain::{Role, SandboxId, User, UserId};

use super::super::Void;
use super::Stage;

/// An account on loan. Dropped before it is given back, it goes back by itself.
pub(crate) struct Lent {
    house: Arc<House>,
    sandbox: SandboxId,
    ready: ReadyAccount,
    user: UserId,
    given_back: bool,
}

impl Stage {
    /// Lends a ready account of this sandbox, with its own name and role.
    pub(crate) async fn lend(&self, ready: ReadyAccount) -> Result<Lent, Void> {
        let house = Arc::clone(&self.house);
        let user = read(&house, &self.sandbox, ready).await?.id;
        restore(&house, user, ready).await?;
        Ok(Lent { house, sandbox: self.sandbox.clone(), ready, user, given_back: false })
    }
}

impl Lent {
    /// The number of its row.
    pub(crate) fn user(&self) -> UserId {
        self.user
    }

    /// Its row, as it is now.
    pub(crate) async fn read(&self) -> Result<User, Void> {
        read(&self.house, &self.sandbox, self.ready).await
    }

    /// Gives it another role, as an operator would.
    pub(crate) async fn set_role(&self, role: Role) -> Result<(), Void> {
        match self.house.store.set_role(self.user, role).await {
            Ok(true) => Ok(()),
            _ => Err(lost(self.ready)),
        }
    }

    /// Puts it back as it was.
    pub(crate) async fn give_back(mut self) -> Result<(), Void> {
        restore(&self.house, self.user, self.ready).await?;
        self.given_back = true;
        Ok(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if self.given_back {
            return;
        }
        // The learner left in the middle, and the play was ended where it stood.
        let (house, user, ready) = (Arc::clone(&self.house), self.user, self.ready);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(Void(reason)) = restore(&house, user, ready).await {
                    tracing::error!(reason, "an account was not put back");
                }
            });
        }
    }
}

async fn read(house: &House, sandbox: &SandboxId, ready: ReadyAccount) -> Result<User, Void> {
    let email = ready.email.parse().map_err(|_| lost(ready))?;
    let stored = house.store.find_credentials(sandbox, &email).await.map_err(|_| lost(ready))?;
    Ok(stored.ok_or_else(|| lost(ready))?.user)
}

async fn restore(house: &House, user: UserId, ready: ReadyAccount) -> Result<(), Void> {
    let name = ready.name.parse().map_err(|_| lost(ready))?;
    house.store.change_name(user, &name).await.map_err(|_| lost(ready))?.ok_or_else(|| lost(ready))?;
    let same = house.store.set_role(user, ready.role).await.map_err(|_| lost(ready))?;
    if same { Ok(()) } else { Err(lost(ready)) }
}

fn lost(ready: ReadyAccount) -> Void {
    Void(format!("The account {} is not there, or cannot be changed.", ready.email))
}
