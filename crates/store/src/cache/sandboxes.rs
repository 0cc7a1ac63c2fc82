//! The sandboxes: one that begins anew takes everybody's session with it.

use std::sync::Arc;

use async_trait::async_trait;
use authn::relying_party::Identity;
use authn::{Inhabitant, NewAccount, PasswordHash, Sandboxes, StoreError};
use domain::{Email, Role, SandboxId, UserName};

use super::{AnnouncingStore, Change};

#[async_trait]
impl Sandboxes for AnnouncingStore {
    async fn create_sandbox(
        &self,
        sandbox: &SandboxId,
        inhabitants: &[Inhabitant<'_>],
        now: i64,
    ) -> Result<(), StoreError> {
        self.rows.create_sandbox(sandbox, inhabitants, now).await
    }

    async fn reset_sandbox(
        &self,
        sandbox: &SandboxId,
        inhabitants: &[Inhabitant<'_>],
        now: i64,
    ) -> Result<(), StoreError> {
        let (rows, sandbox) = (Arc::clone(&self.rows), sandbox.clone());
        let people: Vec<Person> = inhabitants.iter().map(Person::from).collect();
        let reset = async move {
            let inhabitants: Vec<_> = people.iter().map(|person| person.inhabitant(&sandbox)).collect();
            rows.reset_sandbox(&sandbox, &inhabitants, now).await
        };
        self.node.carry_out(Change::Everything, reset).await
    }

    async fn sandbox_exists(&self, sandbox: &SandboxId) -> Result<bool, StoreError> {
        self.rows.sandbox_exists(sandbox).await
    }
}

/// An inhabitant that outlives the request: a change is carried out even if whoever asked for it has left.
struct Person {
    email: Email,
    name: UserName,
    role: Role,
    password_hash: PasswordHash,
    identity: Option<Identity>,
}

impl From<&Inhabitant<'_>> for Person {
    fn from(Inhabitant { account, identity }: &Inhabitant<'_>) -> Self {
        Self {
            email: account.email.clone(),
            name: account.name.clone(),
            role: account.role,
            password_hash: account.password_hash.clone(),
            identity: identity.clone(),
        }
    }
}

impl Person {
    fn inhabitant<'a>(&'a self, sandbox: &'a SandboxId) -> Inhabitant<'a> {
        let Self { email, name, role, password_hash, identity } = self;
        Inhabitant {
            account: NewAccount { sandbox, email, name, role: *role, password_hash },
            identity: identity.clone(),
        }
    }
}
