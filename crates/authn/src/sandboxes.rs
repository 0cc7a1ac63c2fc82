//! Making a sandbox: its own accounts, sessions and failed attempts, and nobody else's.

use domain::{Email, Refusal, SandboxId, UserName};
use tokio::sync::OnceCell;

use crate::{House, NewAccount, PasswordHash, READY_ACCOUNTS, random_name};

/// The ready accounts' hashes. Their passwords are public, so every sandbox may share one hash and one salt.
static READY_HASHES: OnceCell<[PasswordHash; READY_ACCOUNTS.len()]> = OnceCell::const_new();

/// Makes a sandbox with the two ready accounts and a name that nobody can guess.
///
/// # Errors
/// [`Refusal::Overloaded`] or [`Refusal::Unavailable`].
pub async fn create_sandbox(house: &House) -> Result<SandboxId, Refusal> {
    let sandbox = random_name(&*house.random).parse().map_err(|_| Refusal::Unavailable)?;
    furnish(house, &sandbox).await?;
    Ok(sandbox)
}

/// Makes the sandbox of everybody who has none, unless it exists.
///
/// # Errors
/// [`Refusal::Overloaded`] or [`Refusal::Unavailable`].
pub async fn ensure_default_sandbox(house: &House) -> Result<(), Refusal> {
    let sandbox = SandboxId::default();
    if house.store.sandbox_exists(&sandbox).await? {
        return Ok(());
    }
    furnish(house, &sandbox).await
}

async fn furnish(house: &House, sandbox: &SandboxId) -> Result<(), Refusal> {
    let hashes = READY_HASHES.get_or_try_init(|| hash_ready_passwords(house)).await?;
    let mut people = Vec::with_capacity(READY_ACCOUNTS.len());
    for ready in READY_ACCOUNTS {
        let email: Email = ready.email.parse()?;
        let name: UserName = ready.name.parse()?;
        people.push((email, name, ready.role));
    }
    let accounts: Vec<_> = people
        .iter()
        .zip(hashes)
        .map(|((email, name, role), password_hash)| NewAccount {
            sandbox,
            email,
            name,
            role: *role,
            password_hash,
        })
        .collect();
    Ok(house.store.create_sandbox(sandbox, &accounts, house.clock.now()).await?)
}

async fn hash_ready_passwords(house: &House) -> Result<[PasswordHash; READY_ACCOUNTS.len()], Refusal> {
    let turn = house.passwords.turn().await?;
    let [alice, admin] = READY_ACCOUNTS;
    Ok([turn.hash(alice.password.as_bytes()).await?, turn.hash(admin.password.as_bytes()).await?])
}
