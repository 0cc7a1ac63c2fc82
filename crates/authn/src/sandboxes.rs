//! Making a sandbox: its own accounts, sessions and failed attempts, and nobody else's.

use domain::{Email, Refusal, Role, SandboxId, UserName};
use tokio::sync::OnceCell;

use crate::without_lab::refuse_database_without_lab;
use crate::{House, Inhabitant, NewAccount, PasswordHash, READY_ACCOUNTS, UnfitDatabase, random_name, tidy};

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

/// Makes the lab's sandbox of everybody who has none, unless it exists.
///
/// # Errors
/// [`UnfitDatabase::WithoutLab`], or [`Refusal::Overloaded`] or [`Refusal::Unavailable`].
pub async fn ensure_default_sandbox(house: &House) -> Result<(), UnfitDatabase> {
    refuse_database_without_lab(house).await?;
    let sandbox = SandboxId::default();
    if !house.store.sandbox_exists(&sandbox).await? {
        furnish(house, &sandbox).await?;
    }
    Ok(())
}

/// Forgets everything in a sandbox, and begins it anew with the two ready accounts; its realm at the lab's own identity
/// provider too. Nobody is signed in there any more.
///
/// # Errors
/// [`Refusal::Overloaded`] or [`Refusal::Unavailable`], and nothing is forgotten here. The provider goes first: if it is lost,
/// nothing has happened, and if the database is lost after it, the next try finds a realm that is as it should be.
pub async fn reset_sandbox(house: &House, sandbox: &SandboxId) -> Result<(), Refusal> {
    let ready = ReadyPeople::of(house).await?;
    if let Some(provider) = &house.home_provider {
        provider.realms.reset(sandbox).await?;
    }
    house.store.reset_sandbox(sandbox, &ready.inhabitants(house, sandbox), house.clock.now()).await?;
    tidy::throttles(house, sandbox).await;
    Ok(())
}

async fn furnish(house: &House, sandbox: &SandboxId) -> Result<(), Refusal> {
    let ready = ReadyPeople::of(house).await?;
    Ok(house.store.create_sandbox(sandbox, &ready.inhabitants(house, sandbox), house.clock.now()).await?)
}

/// Who lives in every sandbox from the start.
struct ReadyPeople {
    people: Vec<(Email, UserName, Role)>,
    hashes: &'static [PasswordHash],
}

impl ReadyPeople {
    async fn of(house: &House) -> Result<Self, Refusal> {
        let hashes = READY_HASHES.get_or_try_init(|| hash_ready_passwords(house)).await?;
        let mut people = Vec::with_capacity(READY_ACCOUNTS.len());
        for ready in READY_ACCOUNTS {
            people.push((ready.email.parse()?, ready.name.parse()?, ready.role));
        }
        Ok(Self { people, hashes })
    }

    fn inhabitants<'a>(&'a self, house: &House, sandbox: &'a SandboxId) -> Vec<Inhabitant<'a>> {
        let people = self.people.iter().zip(self.hashes);
        people
            .map(|((email, name, role), password_hash)| Inhabitant {
                account: NewAccount { sandbox, email, name, role: *role, password_hash },
                identity: house
                    .home_provider
                    .as_ref()
                    .and_then(|provider| provider.ready_identity(sandbox, email)),
            })
            .collect()
    }
}

async fn hash_ready_passwords(house: &House) -> Result<[PasswordHash; READY_ACCOUNTS.len()], Refusal> {
    let turn = house.passwords.turn().await?;
    let [alice, admin] = READY_ACCOUNTS;
    Ok([turn.hash(alice.password.as_bytes()).await?, turn.hash(admin.password.as_bytes()).await?])
}
